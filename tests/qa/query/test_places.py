"""Places of questions: a table over a corpus of places whose names are easy to mistake."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.engine import Engine
from qa.model import Question
from qa.query.latin_places import differ_by_one
from qa.query.place_names import han_names, short_name
from qa.settings import Settings
from qa.wording import say
from tests.cases import cut, read_marked

PLACES = (
    "全国",
    "上海市",
    "静安区",
    "海陵区",  # Hailing, an English word
    "云乐镇",
    "乐清市",  # 乐 is yue here and le above
    "西藏自治区",
    "陕西省",  # Shaanxi beside Shanxi
    "长安街道",
    "平潭综合实验区社会事业局",
    "平潭综合实验区市场监督管理局",
)
NAMES = st.text("abcd", max_size=5)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    corpus = tmp_path_factory.mktemp("places")
    manifest = ""
    for number, place in enumerate(PLACES):
        text = f"{place}2023年法治建设报告\n一、工作情况\n今年配备{number + 1}名法律顾问。\n"
        (corpus / f"r{number:02}.txt").write_text(text, encoding="utf-8")
        manifest += f'[r{number:02}]\nplace = "{place}"\nyear = 2023\n'
    (corpus / "manifest.toml").write_text(manifest, encoding="utf-8")
    with Engine.open(Settings(corpus=corpus, index=corpus / "index.sqlite")) as engine:
        yield engine


@pytest.mark.parametrize("case", read_marked("places.tsv"))
def test_places_are_read_as_in_the_table(reader: Engine, case: list[str]) -> None:
    text, places, unknown = case
    query = reader.explain(Question(text)).query
    assert sorted(query.places) == sorted(cut(places))
    assert list(query.unknown_places) == cut(unknown)


def test_every_place_is_found_by_its_full_name(reader: Engine) -> None:
    for place in PLACES:
        query = reader.explain(Question(f"{place}有几名法律顾问")).query
        assert query.places == (place,)


def test_one_name_for_several_bodies_is_one_mention(reader: Engine) -> None:
    query = reader.explain(Question("平潭和云乐谁的法律顾问多")).query
    assert [len(mention) for mention in query.mentions] == [2, 1]


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("云乐镇", "云乐"),
        ("莒镇", "莒镇"),
        ("上海市", "上海"),
        ("新疆维吾尔自治区", "新疆"),
        ("平潭综合实验区", "平潭"),
        ("长安街道", "长安"),
        ("全国", "全国"),
    ],
)
def test_short_names(place: str, short: str) -> None:
    assert short_name(place) == short
    assert {place, short} <= han_names(place)


@given(NAMES, NAMES)
def test_a_slip_is_one_edit_and_the_same_both_ways(left: str, right: str) -> None:
    found = differ_by_one(left, right)
    assert found == differ_by_one(right, left)
    assert not found or abs(len(left) - len(right)) <= 1


@given(NAMES, st.integers(0, 5), st.sampled_from("abcd"))
def test_a_letter_added_is_a_slip(name: str, at: int, letter: str) -> None:
    assert differ_by_one(name, name[:at] + letter + name[at:])


HEARD = [
    # by its sound, however the dictionary cuts it
    ("月清市有几名法律顾问", "月清市", "乐清市"),
    ("静鞍区有几名法律顾问", "静鞍区", "静安区"),
    ("去年云了镇有几名法律顾问", "云了镇", "云乐镇"),
    ("雲了鎮有幾名法律顧問", "云了镇", "云乐镇"),
    ("海凌区和云乐镇谁的法律顾问多", "海凌区", "海陵区"),
    ("静鞍区和云了镇谁的法律顾问多", "云了镇", "云乐镇"),
    ("静鞍区和云了镇谁的法律顾问多", "静鞍区", "静安区"),
    # by a slip in Latin letters
    ("how many legal advisers does Yumle Town have", "Yumle Town", "云乐镇"),
    ("how many legal advisers does Jingan have", "", ""),
    # as the reports have it, or no name at all
    ("云乐镇有几名法律顾问", "", ""),
    ("已经按区统计了几名法律顾问", "", ""),
    ("宿州市有几名法律顾问", "", ""),
]


@pytest.mark.parametrize(("text", "typed", "place"), HEARD)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_taken_for_another_is_noted(
    reader: Engine, text: str, typed: str, place: str, lang: str
) -> None:
    answer = reader.ask(Question(text, lang=lang))
    note = say("place-heard", lang, typed=typed, place=place)
    assert [n for n in answer.notes if n == note] == ([note] if typed else [])
    assert (place in answer.query.places) is bool(typed)


def test_a_place_heard_earlier_in_a_talk_is_noted_once(reader: Engine) -> None:
    first = "静鞍区有几名法律顾问"
    assert reader.ask(Question(first)).notes
    assert not reader.ask(Question("网格员呢", history=(first,))).notes
    assert reader.ask(Question("那静鞍区呢", history=("云乐镇有几名法律顾问",))).notes
