"""Every test speaks Chinese; what starts the program may change that."""

import pytest

from tui.content import wording


@pytest.fixture(autouse=True)
def _chinese() -> None:
    wording.use("zh")
