"""Comparisons where what the places tell of alike is not the best of either place alone."""

import pytest

from qa.answering.alignment import Measured, _nearest, _worth
from qa.engine import Engine
from qa.model import Question


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # 接处司法110民事纠纷957件 has the better words; 矛盾纠纷 is what both tell of.
        ("彭浦跟周村比,哪边处理的纠纷多", {"474件", "2743件"}),
        ("周村区、彭浦镇处理纠纷的数量比较一下", {"474件", "2743件"}),
        # The numbers of bodies that were trained, and of cadres, are no times.
        (
            "Whose leading party bodies took up rule-of-law work more often, Yunle's or Zhoucun's?",
            {"4次", "8次"},
        ),
        # The second figure of a sentence counts what the first one does: 成功调处2688件.
        ("这几个地方里,哪里调解成的纠纷最多", {"474件", "2688件"}),
        # 接待咨询700余人次 counts people.
        (
            "Does Pengpu or Hetang have more neighbourhood-level legal service points?",
            {"36个", "14个"},
        ),
        # Far fewer of the words, but the same thing counted in the same unit.
        (
            "Did the leaders of Yunle or of Zhoucun put rule-of-law matters on the agenda more?",
            {"4次", "8次"},
        ),
    ],
)
def test_cells_are_chosen_together(engine: Engine, text: str, figures: set[str]) -> None:
    answer = engine.ask(Question(text))
    assert {f.text for row in answer.rows if (f := row.figure)} == figures


@pytest.mark.parametrize(
    "text", ["这几个地方里,哪里调解成的纠纷最多", "哪个镇的村子多", "各地有多少法律顾问"]
)
def test_what_is_measured_is_all_that_can_come_first(engine: Engine, text: str) -> None:
    _, findings = engine._ask_each(Question(text), top=3)
    ranked = [finding.candidates for finding in findings if len(finding.candidates) > 1]
    assert ranked
    for reference in (Measured(candidate) for cell in ranked for candidate in cell[:4]):
        for cell in ranked:
            worths = [_worth(Measured(candidate), reference) for candidate in cell]
            assert _nearest(cell, reference) is cell[worths.index(max(worths))]
