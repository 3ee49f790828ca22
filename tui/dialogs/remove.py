"""Choose a report that is to leave the corpus, and make sure."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.screen import Screen

from qa.model import Report
from qa.render import clean
from tui.content.labels import name_of
from tui.content.spelling import spelled
from tui.content.wording import say
from tui.dialogs.choice import ChoiceDialog
from tui.widgets.picker import Item
from tui.widgets.sidebar import ReportList


async def choose(screen: Screen[Any], reports: Sequence[Report], aside: Path) -> str | None:
    """The id of the report, or None; the one under the cursor of the list, if that has the focus.

    Must run in a worker.

    Args:
        screen: Of the chat.
        reports: All of them.
        aside: The folder that its file is moved to.
    """
    app, focused = screen.app, screen.focused
    ids = {report.id: report for report in reports}
    id = focused.chosen if isinstance(focused, ReportList) else ""
    if id not in ids:
        rows = [
            Item(one.id, f"{name_of(one)}  {clean(one.id)}", f"{one.title} {spelled(one.holder)}")
            for one in reports
        ]
        chosen = await app.push_screen_wait(ChoiceDialog(say("remove-what"), rows))
        if chosen is None:
            return None
        id = chosen
    title = say("remove-sure", name=name_of(ids[id]), id=clean(id), folder=clean(str(aside)))
    ways = [Item(code, say(code)) for code in ("keep-report", "remove-report")]
    way = await app.push_screen_wait(ChoiceDialog(title, ways))
    return id if way == "remove-report" else None
