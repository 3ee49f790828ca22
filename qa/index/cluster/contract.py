"""The scoring contract in the terms of OpenSearch: the template of every index that is made.

Tokens are cut before they come here and stand between blanks, so the analyser is `whitespace`.
"""

from hashlib import sha256
from typing import Any

from qa.index.contract import Contract
from qa.index.parts.numbering import PLACES
from qa.index.parts.totals import TEXTS
from qa.index.protocol import Found
from qa.language.tokenization import segmenter

CLUSTER_INDEX = "cluster index"
"""The key under which the file of an index names its index in the cluster."""
PREFIX = "yinju"
"""Of the names of all that is made in a cluster."""
STORED = "tokens"
"""The field of what is given back: the tokens of the sentence, then those of its context."""

_EMPTY = "∅"
"""Stands in an empty text, as a document without a field would not count as one of all."""
_SCALED_FROM = 3
"""The first version of OpenSearch whose scores lack the contract's factor k1 + 1."""
_MOST = 10_000_000
"""Hits and reports of one request: whoever asks bounds them."""
_LONGEST = 200
"""Characters of a token; `whitespace` cuts at 255, of which rare ideographs count two."""


def template() -> dict[str, Any]:
    """What every index is made by whose name begins so."""
    similarity = {"type": "BM25", "k1": Contract.k1, "b": Contract.b, "discount_overlaps": True}
    settings = {
        "index.similarity.contract": similarity,
        "index.max_result_window": _MOST,
        "index.max_terms_count": _MOST,
    }
    text = {
        "type": "text",
        "analyzer": "whitespace",
        "similarity": "contract",
        "index_options": "freqs",
    }
    properties = {
        "report": {"type": "integer"},
        "piece": {"type": "long", "index": False},
        STORED: {"type": "keyword", "index": False, "doc_values": False, "store": True},
    }
    mappings = {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "_meta": {"contract": repr(Contract(segmenter()))},
        "properties": properties | dict.fromkeys(TEXTS, text),
    }
    return {
        "index_patterns": [f"{PREFIX}-*"],
        "template": {"settings": settings, "mappings": mappings},
    }


def scale(version: str) -> float:
    """What the scores of a server of this version are multiplied by to be the contract's."""
    return Contract.k1 + 1 if int(version.partition(".")[0]) >= _SCALED_FROM else 1.0


def document(key: int, sentence: Found) -> dict[str, Any]:
    """A sentence of the report with this key as it is sent."""
    texts = sentence.body, sentence.context
    indexed = (" ".join(map(name_of, text.split(" "))) or _EMPTY for text in texts)
    return {
        "report": key,
        "piece": key * PLACES + sentence.place,
        STORED: texts,
        **dict(zip(TEXTS, indexed, strict=True)),
    }


def name_of(token: str) -> str:
    """What a token is found by."""
    return token if len(token) <= _LONGEST else sha256(token.encode()).hexdigest()
