"""What was counted, over all runs, as Prometheus reads it."""

import time
from collections import Counter

from bots.telegram_bot.storage.store import Statement, Store

_BOUNDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)
"""Seconds: the upper edges of the classes of a histogram."""


class Metrics:
    """Counters and histograms by name; `saving` keeps them for the next run."""

    def __init__(self, store: Store | None = None) -> None:
        """What an earlier run has saved, else all zero."""
        rows = store.read("select name, value from counters") if store else []
        self._counts: Counter[str] = Counter(dict(rows))
        self._saved = dict(self._counts)
        self._since = time.monotonic()

    def count(self, name: str, by: float = 1) -> None:
        """Add to a counter."""
        self._counts[name] += by  # type: ignore[assignment]  # a Counter adds seconds just as well

    def observe(self, name: str, value: float) -> None:
        """Add a value to a histogram."""
        for bound in _BOUNDS:
            if value <= bound:
                self.count(f'{name}_bucket{{le="{bound:g}"}}')
        self.count(f'{name}_bucket{{le="+Inf"}}')
        self.count(f"{name}_count")
        self.count(f"{name}_sum", value)

    def __getitem__(self, name: str) -> float:
        """A counter, 0 if nothing was counted."""
        return self._counts[name]

    @property
    def uptime(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._since

    def saving(self) -> list[Statement]:
        """What saves the counters that have changed."""
        changed = {n: v for n, v in self._counts.items() if self._saved.get(n) != v}
        self._saved |= changed
        return [("insert or replace into counters values(?, ?)", pair) for pair in changed.items()]

    def lines(self, gauges: dict[str, float]) -> str:
        """All counters, histograms and gauges as Prometheus text."""
        histograms = sorted({n.partition("_bucket")[0] for n in self._counts if "_bucket" in n})
        parts = [n for n in self._counts if any(n.startswith(f"{h}_") for h in histograms)]
        rows = [
            f"# TYPE yinju_bot_{name}_total counter\nyinju_bot_{name}_total {value:g}"
            for name, value in sorted(self._counts.items())
            if name not in parts
        ]
        for name in histograms:
            rows.append(f"# TYPE yinju_bot_{name} histogram")
            rows += [f"yinju_bot_{line}" for line in self._histogram(name)]
        rows += [
            f"# TYPE yinju_bot_{name} gauge\nyinju_bot_{name} {value:g}"
            for name, value in sorted({**gauges, "uptime_seconds": self.uptime}.items())
        ]
        return "\n".join(rows) + "\n"

    def _histogram(self, name: str) -> list[str]:
        edges = [*(f"{bound:g}" for bound in _BOUNDS), "+Inf"]
        keys = [f'{name}_bucket{{le="{edge}"}}' for edge in edges]
        return [f"{key} {self._counts[key]:g}" for key in (*keys, f"{name}_sum", f"{name}_count")]
