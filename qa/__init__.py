"""Ask government reports a question: the figure, the sentence it rests on, where that stands.

`Engine` is the front door; what it takes and gives are the records of `qa.model`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.engine import Engine
    from qa.model import Answer, Citation, Question, Report

__all__ = ["Answer", "Citation", "Engine", "Question", "Report", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The public name, imported when it is first asked for: `yinju --help` needs none."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module("qa.engine" if name == "Engine" else "qa.model"), name)
