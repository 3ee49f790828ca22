"""What is cut here is cut as jieba cuts it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jieba
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.language.segmentation.dictionary import open_dictionary
from qa.language.tokenization import known_words, words, words_with_offsets

ROOT = Path(__file__).parents[4]
REPORTS = sorted((ROOT / "corpus" / "reports").glob("*.txt"))
KNOWN = st.text("上海市法律顾问工作报告全面推进云乐镇调解员的了A1b%.-+#& \r\n，", max_size=30)
HAN = st.text(st.characters(min_codepoint=0x4DFF, max_codepoint=0xA000), max_size=12)


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> None:
    jieba.setLogLevel(60)


def sentences() -> list[str]:
    lines = (line for path in REPORTS for line in path.read_text("utf-8").splitlines())
    return [part for line in lines for part in line.split("。") if part]


def assert_alike(text: str) -> None:
    assert words(text) == list(jieba.cut_for_search(text))
    assert words_with_offsets(text) == list(jieba.tokenize(text))
    assert known_words(text) == list(jieba.cut(text, HMM=False))


def test_words_of_reports_are_those_of_jieba() -> None:
    assert len(sentences()) > 300
    for text in sentences():
        assert_alike(text)


@example("㐀云乐镇𠮷鿖龥")
@example("PM2.5为35%。\r\n5G+AI#&._-")
@example("鿕鿔鿓")
@given(KNOWN | HAN | st.text(max_size=20))
def test_words_are_those_of_jieba(text: str) -> None:
    assert_alike(text)


def test_threads_cut_alike() -> None:
    texts = sentences()[:60]
    alone = [words(text) for text in texts]
    open_dictionary.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(words, texts)) == alone


def test_a_first_cut_is_quiet_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """With every warning an error and no byte code at hand, as after a fresh installation."""
    code = (
        "from qa.language.tokenization import words\nimport sys\nprint(*words('法律顾问'))\n"
        "assert not {'pkg_resources', 'numpy'} & sys.modules.keys()"
    )
    folders = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "PYTHONPYCACHEPREFIX")
    for name in folders:
        (tmp_path / name).mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, **{name: str(tmp_path / name) for name in folders}},
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("法律 顾问 法律顾问\n", "")
    assert not list((tmp_path / "TMPDIR").iterdir())


def test_other_users_of_jieba_keep_theirs() -> None:
    jieba.add_word("云乐镇有")
    assert words("云乐镇有") == ["云乐镇", "有"]
    jieba.del_word("云乐镇有")
