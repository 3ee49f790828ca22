"""Text recognition (OCR): whether the extra `ocr` is installed, and what it is for."""

from functools import cache
from importlib.util import find_spec

SCANS = frozenset(("is-scan", "is-garbled", "is-picture"))
"""Why a file is refused that recognition can read."""


@cache
def is_there() -> bool:
    """Return whether pages that are pictures can be read; nothing is loaded to tell."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
