"""Keys that come faster than they are dealt with."""

from textual import events
from textual.widget import Widget


async def take_in_turn(widget: Widget, event: events.Key) -> None:
    """Do what a key does to a widget; the app would, before what was typed, or after."""
    bound = None if event.is_printable else widget.screen.active_bindings.get(event.key)
    if bound and bound.node is widget and await widget.app.run_action(bound.binding.action, widget):
        event.stop()
        event.prevent_default()
