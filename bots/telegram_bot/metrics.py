"""What was counted since the start, as Prometheus reads it."""

import time
from collections import Counter


class Metrics:
    """Counters by name."""

    def __init__(self) -> None:
        """All zero."""
        self._counts: Counter[str] = Counter()
        self._since = time.monotonic()

    def count(self, name: str, by: float = 1) -> None:
        """Add to a counter."""
        self._counts[name] += by  # type: ignore[assignment]  # a Counter adds seconds just as well

    def __getitem__(self, name: str) -> float:
        """A counter, 0 if nothing was counted."""
        return self._counts[name]

    @property
    def uptime(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._since

    def lines(self, gauges: dict[str, float]) -> str:
        """All counters and the gauges as Prometheus text."""
        rows = [
            f"# TYPE yinju_bot_{name}_total counter\nyinju_bot_{name}_total {value:g}"
            for name, value in sorted(self._counts.items())
        ]
        rows += [
            f"# TYPE yinju_bot_{name} gauge\nyinju_bot_{name} {value:g}"
            for name, value in sorted({**gauges, "uptime_seconds": self.uptime}.items())
        ]
        return "\n".join(rows) + "\n"
