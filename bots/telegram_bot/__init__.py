"""The Telegram bot: questions come in, are kept on disk, answered by the core and sent back.

polling ─ handlers (access first) ─ engine_pool ─ messages; storage lies below them all
"""
