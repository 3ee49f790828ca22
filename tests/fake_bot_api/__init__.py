"""A Bot API server for the loopback, written from the public behaviour of the real one.

It knows what a bot can do wrong (markup, lengths, unknown chats), loses and repeats updates as the
real one may, keeps a log of every call, and can be told to fail in the ways that networks fail.
"""
