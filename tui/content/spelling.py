"""Chinese names as they are typed in pinyin."""

from functools import lru_cache


@lru_cache(8192)
def spelled(text: str) -> str:
    """The syllables run together, and their initials: yunlezhen ylz. Loads pypinyin, which lags."""
    from pypinyin import lazy_pinyin

    syllables = [syllable.lower() for syllable in lazy_pinyin(text)]
    return f"{''.join(syllables)} {''.join(one[:1] for one in syllables)}"
