from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import SettingsError
from qa.language.english_words import stem
from qa.language.resources import read_rows
from qa.query.bilingual_dictionary import LONGEST, Glosses, _entries, find_words
from qa.query.english_terms import answer_unit, mend, read
from qa.query.kinds import kind_of
from qa.query.lexicon import open_lexicon

ROOT = Path(__file__).parents[3]
REPORTS = [path.read_text("utf-8") for path in sorted((ROOT / "corpus/reports").glob("*.txt"))]
WORDS = {word for text in REPORTS for word in find_words(text)}
LEXICON = open_lexicon()
PIECES = ["how", "many", "is", "legal", "case", "of", "镇", "5G", "no.", "U.S.", "3,000", "-", "'"]


def table(name: str) -> list[tuple[str, str]]:
    lines = (ROOT / "tests/tables" / name).read_text("utf-8").splitlines()
    cells = (line.partition("\t") for line in lines if not line.startswith("#"))
    return [(before, after) for before, _, after in cells]


GLOSSES = Glosses.of(WORDS)


def in_reports(word: str) -> bool:
    return any(word in report for report in REPORTS)


def words_of(text: str, known: Callable[[str], bool] = in_reports) -> list[tuple[str, ...]]:
    return [term.words for term in read(text, GLOSSES, known, LEXICON).terms]


@pytest.mark.parametrize(("english", "chinese"), table("english-terms.tsv"))
def test_a_term_is_read_as_the_reports_write_it(english: str, chinese: str) -> None:
    assert in_reports(chinese)
    assert chinese in [word for words in words_of(english) for word in words]


@pytest.mark.parametrize(("word", "meant"), table("english-slips.tsv"))
def test_a_slip_of_the_fingers_is_mended_and_nothing_else(word: str, meant: str) -> None:
    names = {"yunle", "hetang"}
    text = f"{word} of Yunle, {word}? {word.upper()} x-{word}"
    mended = mend(text, names.__contains__, GLOSSES, in_reports, LEXICON)
    assert mended == f"{meant} of Yunle, {meant}? {word.upper()} x-{word}"


@pytest.mark.parametrize(("unit", "question"), table("english-units.tsv"))
def test_the_measure_word_of_what_is_counted(unit: str, question: str) -> None:
    assert (answer_unit(question) or ("-",))[0] == unit


def test_a_question_in_full() -> None:
    reading = read(
        "How many people's mediation cases did the 蓝色调解 team settle at the zorbleplex?",
        GLOSSES,
        in_reports,
        LEXICON,
    )
    assert [(term.source, term.words[0], term.origin) for term in reading.terms] == [
        ("people's mediation", "人民调解", "lexicon"),
        ("cases", "案件", "lexicon"),
        ("team", "队伍", "lexicon"),
        ("settle", "化解", "lexicon"),
    ]
    assert reading.unread == ("zorbleplex",)


def test_a_phrase_ends_where_the_punctuation_does() -> None:
    assert words_of("legal advisers")[0] == ("法律顾问",)
    assert ("法律顾问",) not in words_of("legal, advisers")


def test_a_phrase_of_the_dictionary_does_not_break_one_of_the_lexicon() -> None:
    glosses = Glosses.of({"新高", "高铁"})
    found = read("new high-speed railway", glosses, "高铁".__eq__, LEXICON).terms
    assert [term.source for term in found] == ["new", "high speed railway"]


def test_the_word_behind_how_asks_and_does_not_search() -> None:
    assert words_of("How fast?") == []
    assert words_of("fast") != []


def test_a_name_is_not_guessed_from_a_part_of_a_gloss() -> None:
    glosses = Glosses.of({"垦利", "兰州大学", "筝"})
    assert read("Shandong and Lanzhou", glosses, in_reports, LEXICON).terms == ()
    assert read("zither", glosses, in_reports, LEXICON).terms[0].words == ("筝",)


def test_a_word_that_the_reports_do_not_know_is_kept() -> None:
    assert words_of("unicorns") == [("独角兽", "独角兽企业")]


def test_of_several_wordings_only_those_that_stand_are_kept() -> None:
    def knows_one(word: str) -> bool:
        return word == "GDP"

    assert words_of("GDP", knows_one) == [("GDP",)]


def test_the_dictionary_speaks_where_the_lexicon_is_silent() -> None:
    (term,) = read("heron", Glosses.of({"鹭"}), in_reports, LEXICON).terms
    assert (term.words, term.weights, term.origin) == (("鹭",), (0.5,), "dictionary")


def test_the_dictionary_helps_out_where_no_wording_of_the_lexicon_stands() -> None:
    (term,) = read("banner", Glosses.of({"条幅"}), "条幅".__eq__, LEXICON).terms
    assert (term.words[0], term.words[-1], term.origin) == ("横幅", "条幅", "lexicon")
    assert term.weights[-1] <= 0.5


@pytest.mark.parametrize("text", ["WeChat", "PM2.5", "12345", "1,645", "Zhaopin"])
def test_names_and_figures_pass_where_the_reports_hold_them(text: str) -> None:
    held = text.replace(",", "")
    assert words_of(text, held.__eq__) == [(held,)]


@pytest.mark.parametrize("text", ["", "the of and", "2023", "how many", "10", "法律顾问有几名?"])
def test_idle_words_years_and_chinese_are_no_terms(text: str) -> None:
    reading = read(text, GLOSSES, in_reports, LEXICON)
    assert (reading.terms, reading.unread) == ((), ())


@pytest.mark.parametrize(
    "forms",
    [
        "adviser advisers advisor advisors adviser's advisers'",
        "centre center centers",
        "organise organized organising organizes",
        "child children children's",
        "hold held holding",
        "enquiry inquiries",
        "mediate mediated mediating mediates",
        "city cities",
    ],
)
def test_all_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form.strip("'")) for form in forms.split()}) == 1


def test_words_of_one_stem_stay_apart_in_the_lexicon() -> None:
    assert stem("publicity") == stem("public")
    assert LEXICON.translate(["publicity"])[0][0] == "宣传"
    assert LEXICON.translate(["public"])[0][0] == "公众"


@given(st.text())
def test_any_text_can_be_read_and_twice_alike(text: str) -> None:
    first = read(text, GLOSSES, in_reports, LEXICON)
    assert first == read(text, GLOSSES, in_reports, LEXICON)
    assert all(len(term.words) == len(term.weights) > 0 for term in first.terms)
    assert all(0 < weight <= 1 for term in first.terms for weight in term.weights)
    kind_of(text, "en", placed=False, single=False)
    answer_unit(text)


@given(st.lists(st.sampled_from(PIECES)))
def test_words_in_any_order_can_be_read(words: list[str]) -> None:
    text = " ".join(words)
    assert all(word in text for word in read(text, GLOSSES, in_reports, LEXICON).unread)
    kind_of(text, "en", placed=False, single=False)
    answer_unit(text)


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_a_stem_does_not_hang_on_capitals(word: str) -> None:
    assert stem(word) == stem(word.upper()) == stem(word.capitalize())


def test_the_inverted_dictionary_depends_on_the_corpus_alone() -> None:
    backwards = Glosses.of(sorted(WORDS, reverse=True))
    for asked in ("banner", "law", "dispute", "mediate", "people", "of"):
        assert GLOSSES.find([stem(asked)]) == backwards.find([stem(asked)])
        assert GLOSSES.find_within(stem(asked)) == backwards.find_within(stem(asked))
        assert Glosses.of(()).find([stem(asked)]) == ()


def test_only_what_the_corpus_holds_is_kept() -> None:
    glosses = Glosses.of({"调解", "横幅"})
    assert [word for word, _ in glosses.find([stem("banner")])] == ["横幅"]
    assert glosses.find([stem("lawyer")]) == ()


def test_an_earlier_gloss_weighs_more_and_a_part_of_one_less() -> None:
    whole = dict(GLOSSES.find([stem("dispute")]))
    assert whole["纠纷"] == 1.0
    assert all(0 < weight <= 0.5 for _, weight in GLOSSES.find_within(stem("persuasion")))


@pytest.mark.parametrize("name", ["lexicon/spelling.tsv"])
def test_every_line_of_a_table_has_two_cells(name: str) -> None:
    assert all(len(row) == 2 and all(row) for row in read_rows(name))


def test_a_line_that_lacks_a_cell_is_named() -> None:
    with pytest.raises(SettingsError, match=r"lexicon/stopwords-en.txt, line \d+: write 2 cells"):
        list(read_rows("lexicon/stopwords-en.txt", 2))


@pytest.mark.parametrize(
    ("phrase", "whole", "parts"),
    [
        ("legal knowledge", "法律知识", ["法律", "知识"]),
        ("legal advisers", "法律顾问", ["法律", "顾问"]),
        ("grid workers", "网格员", ["网格", "职工"]),
    ],
)
def test_a_phrase_that_no_report_has_is_read_word_by_word(
    phrase: str, whole: str, parts: list[str]
) -> None:
    def standing(word: str) -> bool:
        return word != whole and in_reports(word)

    assert [words[0] for words in words_of(phrase)] == [whole]
    read_apart = words_of(phrase, standing)
    assert all(any(part in words for words in read_apart) for part in parts)


@pytest.mark.parametrize(
    "text", ["", "法", "法治", "法治政府建设", REPORTS[0][:400], REPORTS[1][-300:]]
)
def test_the_headwords_of_a_text_are_those_that_stand_in_it(text: str) -> None:
    known = (word for word in _entries() if len(word) <= LONGEST)
    assert find_words(text) == {word for word in known if word and word in text}
