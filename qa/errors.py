"""What can go wrong, one class per remedy.

YinjuError
├── CorpusError      the reports cannot be read
├── IndexFault       the index is damaged, foreign or cannot be written
│   ├── OutdatedIndex    the reports have changed since
│   └── ClusterFault     the cluster that holds it is away; the index itself may be sound
├── SettingsError    an option, variable or settings file is wrong
├── QuestionError    the question itself cannot be asked
└── SuiteError       a line of a question suite is wrong or odd

Abstaining is not an error: it is an answer. Every message is one line and says what to do. It is
written in English where it is raised; `qa.wording.tell` has it in Chinese too.
"""


class YinjuError(Exception):
    """Base of every error this package raises on purpose."""

    def __init__(self, message: str, **values: object) -> None:
        """Take what is wrong and what to do, and what the {names} in it stand for."""
        super().__init__(message)
        self.message = message
        self.values = {name: _legible(value) for name, value in values.items()}

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


def _legible(value: object) -> object:
    """What a value is told as: what the system says goes without numbers and paths."""
    return value.strerror or type(value).__name__ if isinstance(value, OSError) else value


class CorpusError(YinjuError):
    """A report or the corpus folder is missing, unreadable or holds no text."""


class IndexFault(YinjuError):
    """The index file is damaged, made by another version, or cannot be written."""


class OutdatedIndex(IndexFault):
    """The index is sound and was made before the reports changed."""


class ClusterFault(IndexFault):
    """The cluster that holds the postings, or a part of it, does not answer or refuses."""


class SettingsError(YinjuError):
    """A flag, environment variable or settings file holds a value that makes no sense."""


class QuestionError(YinjuError):
    """The question is empty or too long."""


class SuiteError(YinjuError):
    """A line of a suite is not made as it should be, or does nothing."""
