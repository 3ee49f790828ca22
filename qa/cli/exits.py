"""What the program's exit codes mean."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command; abstaining is a valid answer and exits with DONE."""

    DONE = 0
    FAILED = 1
    """A check or gate failed, or something broke inside."""
    USAGE = 2
    """The command, a setting or the question makes no sense."""
    UNREADABLE = 3
    """The corpus or the index cannot be read or written."""
    INTERRUPTED = 130
