"""What all dialogs share."""

from typing import TypeVar

from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """Escape gives None."""

    BINDINGS = [("escape", "dismiss(None)", "")]  # noqa: RUF012
