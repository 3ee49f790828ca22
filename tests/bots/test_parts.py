"""The parts that stand alone: queues, rates, settings, logs, buttons, names of files."""

import logging
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message

from bots.telegram_bot.access.rate_limits import RateLimits
from bots.telegram_bot.handlers.suggestions import examples
from bots.telegram_bot.logs import RedactingFormatter
from bots.telegram_bot.messages.buttons import Press
from bots.telegram_bot.messages.wording import FILE, LANGS, lang_of_code
from bots.telegram_bot.metrics import Metrics
from bots.telegram_bot.polling.chat_queues import ChatQueues, Item
from bots.telegram_bot.services import lateness
from bots.telegram_bot.settings import load
from qa.engine import Engine
from qa.errors import SettingsError
from qa.model import Question, Report, Status
from qa.settings import Settings
from qa.wording import read_wordings

SECRET = "4242:AAsecret-part_of_the_token"


@given(
    st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=60),
    st.integers(2, 6),
    st.randoms(use_true_random=False),
)
def test_queues_keep_order_and_lose_nothing(
    arrivals: list[tuple[int, bool]], slots: int, chance: object
) -> None:
    queues, pick = ChatQueues(slots), chance.choice  # type: ignore[attr-defined]  # a Random
    for id, (number, quick) in enumerate(arrivals):
        queues.put(Item(id, str(number), quick))
    out: list[Item] = []
    seen: list[Item] = []
    while len(queues) or out:
        while item := queues.take():
            assert item.queue not in {one.queue for one in out}
            out.append(item)
            seen.append(item)
        assert 0 < len(out) <= slots
        done = pick(out)
        out.remove(done)
        queues.done(done.id)
    assert len(seen) == len(arrivals)
    for queue in {item.queue for item in seen}:
        ids = [item.id for item in seen if item.queue == queue]
        assert ids == sorted(ids)


def test_what_is_quick_goes_ahead_of_other_queues() -> None:
    queues = ChatQueues(4)
    for id in range(10):
        queues.put(Item(id, f"slow {id}", quick=False))
    queues.put(Item(99, "quick", quick=True))
    taken = [item.id for _ in range(11) if (item := queues.take())]
    assert taken == [99, 0, 1, 2]


RATES = [
    (2, [(0, 0), (1, 0), (2, 58), (60.5, 0)]),
    (0, [(n, 0) for n in range(50)]),
    (1, [(1000, 0), (0, 0), (1, 59)]),
]


@pytest.mark.parametrize(("limit", "asked"), RATES)
def test_rates(limit: int, asked: list[tuple[float, float]]) -> None:
    rates = RateLimits(limit)
    assert [round(rates.wait(1, at, str(at))) for at, _ in asked] == [wait for _, wait in asked]


def test_an_echo_is_the_same_thing_at_once() -> None:
    rates = RateLimits(5)
    assert not rates.echoes(1, 0, "a")
    rates.wait(1, 0, "a")
    assert [rates.echoes(1, at, "a") for at in (0, 4, 6, -1)] == [True, True, False, False]
    assert not rates.echoes(2, 1, "a")
    rates.wait(1, 1, "b")
    assert not rates.echoes(1, 2, "a"), "something else was asked meanwhile"
    rates.forget_last(1)
    assert not rates.echoes(1, 2, "b")


TYPED = [
    (["a", "ab", "abc"], [0, 0, 0]),
    (["a", "ab", "xy"], [0, 0, 28]),
    (["ab", "a", "ab"], [0, 29, 28]),
    (["ab", "ab"], [0, 29]),
]


@pytest.mark.parametrize(("steps", "waits"), TYPED)
def test_a_question_counts_once_however_slowly_it_is_typed(
    steps: list[str], waits: list[float]
) -> None:
    rates = RateLimits(2)
    rates.wait(1, -30, "sent")
    assert [rates.wait(1, at, what, typing=True) for at, what in enumerate(steps)] == waits


def test_rates_remember_so_many_people_only() -> None:
    rates = RateLimits(1)
    for user in range(20_000):
        rates.wait(user, 0, "a")
    assert len(rates._people) <= 10_000


GOOD: list[tuple[dict[str, str], str, object]] = [
    ({}, "is_open", True),
    ({"USERS": "1, 2 -3"}, "users", frozenset({1, 2, -3})),
    ({"CHATS": "-100"}, "is_open", False),
    ({"PATIENCE": "2.5"}, "patience", 2.5),
    ({"BASE_URL": "http://127.0.0.1:1/"}, "base_url", "http://127.0.0.1:1"),
]


@pytest.mark.parametrize(("environ", "key", "value"), GOOD)
def test_settings(environ: dict[str, str], key: str, value: object, tmp_path: Path) -> None:
    full = {f"YINJU_BOT_{name}": text for name, text in {"TOKEN": SECRET, **environ}.items()}
    settings = load(None, full, tmp_path)
    assert getattr(settings, key) == value
    assert SECRET not in repr(settings)


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({}, "", "no token"),
    ({"TOKEN": SECRET, "USERS": "alice"}, "", "users: expected a list of numeric ids"),
    ({"TOKEN": SECRET, "SLOTS": "1"}, "", "slots: expected"),
    ({"TOKEN": SECRET, "HEALTH": "nowhere"}, "", "health: expected HOST:PORT"),
    ({"TOKEN": SECRET, "SECRET": "s p"}, "", "secret: expected"),
    ({"TOKEN": SECRET}, "colour = 1", "unknown key colour"),
    ({}, f"token = '{SECRET}'", "file of its own"),
    ({"TOKEN_FILE": "missing"}, "", "token_file: .*missing: cannot be read: No such file"),
    ({"TOKEN_FILE": "."}, "", "token_file: .*: cannot be read: Is a directory"),
    ({"TOKEN_FILE": "/dev/null"}, "", "token_file: /dev/null: is empty"),
    ({"TOKEN_FILE": sys.executable}, "", "token_file: .*: holds no text"),
    ({"TOKEN": f"{SECRET}\nand more"}, "", "token: expected the token that BotFather gave"),
    ({"TOKEN": SECRET}, "= 1", "cannot be read"),
]


@pytest.mark.parametrize(("environ", "table", "words"), WRONG)
def test_wrong_settings(environ: dict[str, str], table: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "yinju-bot.toml").write_text(table, encoding="utf-8")
    full = {f"YINJU_BOT_{name}": text for name, text in environ.items()}
    with pytest.raises(SettingsError, match=words) as caught:
        load(None, full, tmp_path)
    assert SECRET not in str(caught.value)


def test_the_token_comes_from_a_file_or_a_credential(tmp_path: Path) -> None:
    (tmp_path / "yinju-bot-token").write_text(SECRET + "\n", encoding="utf-8")
    named = {"YINJU_BOT_TOKEN_FILE": str(tmp_path / "yinju-bot-token")}
    given_by_systemd = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    for environ in (named, given_by_systemd):
        assert load(None, environ, tmp_path / "else").token == SECRET


def test_logs_hide_the_token_in_lines_and_tracebacks() -> None:
    formatter = RedactingFormatter((SECRET, ""))
    try:
        raise ValueError(f"https://api/bot{SECRET}/getMe")
    except ValueError:
        record = logging.LogRecord("x", 40, "p", 1, "at %s", (SECRET,), sys.exc_info())
    line = formatter.format(record)
    assert SECRET.partition(":")[2] not in line
    assert line.count("[secret]") >= 2


@given(st.text(max_size=70))
def test_any_button_text_is_read_without_a_fault(data: str) -> None:
    click = Press.parse(data)
    assert click is None or Press.parse(str(click)) == click


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**6 - 1), st.integers(0, 10**6 - 1))
def test_buttons_fit_and_come_back(id: int, number: int, page: int) -> None:
    click = Press("c", id, number, "x", page)
    assert len(str(click).encode()) <= 64
    assert Press.parse(str(click)) == click


def test_every_wording_speaks_both_languages_with_the_same_names() -> None:
    import string

    for code, entry in read_wordings(FILE).items():
        assert set(entry) == set(LANGS), code
        fields = [
            {f for _, f, _, _ in string.Formatter().parse(text) if f} for text in entry.values()
        ]
        assert fields[0] == fields[1], code


@pytest.mark.parametrize(
    ("code", "lang"), [("zh-hans", "zh"), ("zh-TW", "zh"), ("en", "en"), ("de", "en"), (None, "en")]
)
def test_languages(code: str | None, lang: str) -> None:
    assert lang_of_code(code) == lang


def test_a_late_answer_names_the_time_and_zone_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = datetime(2024, 5, 1, 18, 30, tzinfo=UTC)
    message = Message(1, asked, Chat(1, "private"))
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        assert "2024-05-02 02:30 CST" in lateness(message, "en")
    time.tzset()


def test_metrics_are_prometheus_text() -> None:
    metrics = Metrics()
    metrics.count("answered")
    metrics.count("answered")
    lines = metrics.lines({"waiting": 3}).splitlines()
    assert "yinju_bot_answered_total 2" in lines
    assert "# TYPE yinju_bot_waiting gauge" in lines


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_offered_as_an_example_is_answered(lang: str) -> None:
    with Engine.open(Settings()) as engine:
        offered = {text: engine.ask(Question(text)) for text in examples(engine.reports, lang)}
    assert len(offered) == 3
    assert [text for text, found in offered.items() if found.status is not Status.ANSWERED] == []


def test_of_reports_that_state_no_such_thing_only_the_general_is_offered() -> None:
    bare = Report("a", "江边镇", "乡镇", 2024, "江边镇报告", "", "我镇种水稻。", "0" * 64)
    assert examples([bare], "zh") == ["各地存在哪些问题?"]
