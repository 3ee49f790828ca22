"""The Telegram bot: questions come in, are kept on disk, answered by the core and sent back.

updates ─ guard ─ intake (inbox, lanes) ─ gate ─ handlers ─ core ─ views ─ delivery
"""
