"""Context: the neighbours of sentences of the shipped reports."""

from collections.abc import Iterator

import pytest

from qa.building import open_index
from qa.index.sqlite import Index
from qa.retrieval.context import Context, name_of
from qa.retrieval.passages import Passage, PassageStore
from qa.settings import Settings


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    found = open_index(Settings(index=tmp_path_factory.mktemp("context") / "index.sqlite"))
    yield found
    found.close()


@pytest.fixture
def passages(index: Index) -> PassageStore:
    return PassageStore(index.store)


def find(passages: PassageStore, report: str, text: str) -> Passage:
    numbers = passages.numbers(report)
    return next(p for p in map(passages.get, numbers) if text in p.sentence.text)


def test_a_sentence_stands_between_its_neighbours(passages: PassageStore) -> None:
    found = find(passages, "yunle-2023", "辖区5个村也已全部配备")
    before, behind = Context(passages).around(found)
    assert "健全公共法律服务" in before
    assert "组织法律顾问到村" in behind


def test_what_stands_in_another_section_is_not_behind(passages: PassageStore) -> None:
    found = find(passages, "hetang-2019", "6人通过行政执法证考试")
    around = Context(passages).around(found)
    assert len(around) == 1
    assert "9名工作人员报名" in around[0]


@pytest.mark.parametrize(
    ("report", "text"),
    [
        ("juzhen-2023", "李孝浩、丁峰、段小龙"),
        ("yunle-2023", "县委、县政府"),
        ("pengpu-2023", "现将有关情况报告如下"),
    ],
)
def test_the_preamble_stands_before_the_first_heading(
    passages: PassageStore, report: str, text: str
) -> None:
    preamble = Context(passages).preamble(report)
    assert any(text in passage.sentence.text for passage in preamble)
    assert all(passage.sentence.role == "body" for passage in preamble)
    assert all(passage.report.id == report for passage in preamble)


def test_the_signature_belongs_to_the_preamble(passages: PassageStore) -> None:
    preamble = Context(passages).preamble("juzhen-2023")
    assert any("禹城市莒镇人民政府" in passage.sentence.text for passage in preamble)


def test_the_items_of_a_list_are_its_numbered_sentences(passages: PassageStore) -> None:
    found = find(passages, "yunle-2023", "部分村民法治观念薄弱")
    items = Context(passages).leads(found, found.sentence.section[:1])
    marks = ["一是基层矛盾化解不足", "二是基层治理创新不足", "三是基层队伍能力不足"]
    assert [item.sentence.text.rstrip("。") for item in items] == marks


def test_a_lead_leads_to_what_stands_under_it(passages: PassageStore) -> None:
    lead = find(passages, "yunle-2023", "三是健全公共法律服务")
    rest = Context(passages).rest(lead)
    assert rest
    assert all(passage.sentence.section[-1] == name_of(lead) for passage in rest)
    assert any("1名法律顾问" in passage.sentence.text for passage in rest)


def test_a_plain_sentence_leads_to_nothing(passages: PassageStore) -> None:
    assert Context(passages).rest(find(passages, "hetang-2019", "6人通过行政执法证考试")) == []


def test_page_furniture_is_nobodys_neighbour(passages: PassageStore, index: Index) -> None:
    context = Context(passages)
    boilerplate = {
        passage.folded
        for report in index.store.reports
        for passage in map(passages.get, index.store.numbers(report.id))
        if passage.sentence.role == "boilerplate" and passage.sentence.text.strip()
    }
    assert boilerplate
    for report in index.store.reports:
        for number in index.store.numbers(report.id):
            assert not boilerplate & set(context.around(passages.get(number)))
