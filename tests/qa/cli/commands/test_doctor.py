from pathlib import Path

import pytest

from tests.conftest import Command


def test_doctor_says_what_is_in_force_and_from_where(
    yinju: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "yinju.toml").write_text('top = 7\ncolor = "never"\n', encoding="utf-8")
    monkeypatch.setenv("YINJU_COLOR", "always")
    out = yinju("doctor", "--lang", "en").out
    assert f"top = 7  ({tmp_path / 'yinju.toml'})\n" in out
    assert "color = always  (YINJU_COLOR)\n" in out
    assert "lang = en  (option)\n" in out
    assert "reports: 5\n" in out


def test_doctor_finds_what_is_unwell(yinju: Command) -> None:
    done = yinju("doctor", "--corpus", "nowhere")
    assert done.code == 3
    assert "there is no folder" in done.out
