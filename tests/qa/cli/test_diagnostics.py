"""What is shown to a person who waits."""

import pytest

from qa.cli import diagnostics


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which the test sets; stderr is a terminal."""
    now = [100.0]
    monkeypatch.setattr(diagnostics, "monotonic", lambda: now[0])
    monkeypatch.setattr(diagnostics, "is_terminal", lambda _: True)
    return now


def test_the_bar_says_how_long_it_will_take(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    progress = diagnostics.Progress()
    told = []
    for seconds, done in ((0, 10), (1, 20), (3, 40), (9, 100)):
        clock[0] = 100.0 + seconds
        progress(done, 1000)
        told.append(capsys.readouterr().err.partition("] ")[2].partition("\x1b")[0])
    assert told == ["10/1000", "20/1000", "40/1000 ~1:36", "100/1000 ~1:30"]


def test_what_comes_next_is_timed_by_itself(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    progress = diagnostics.Progress()
    for seconds, done, total in ((0, 1, 2), (60, 2, 2), (70, 1, 100), (80, 3, 100)):
        clock[0] = 100.0 + seconds
        progress(done, total)
    assert capsys.readouterr().err.endswith("3/100 ~8:05\x1b[K")


def test_of_an_unknown_total_the_count_is_shown(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    del clock
    diagnostics.Progress()(7, 0)
    assert capsys.readouterr().err == "\r7\x1b[K"
