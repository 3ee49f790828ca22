"""What is worked out from a whole corpus once and kept beside its sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from qa.errors import IndexFault


@dataclass(frozen=True, slots=True)
class Compiled:
    """Tables of a corpus as bytes, each beside the part of the query stage that reads it."""

    places: bytes
    """Names of the reports' places: `places.Places`."""
    glosses: bytes
    """English words for what stands in the reports: `bilingual_dictionary.Glosses`."""
    words: bytes
    """Words of the reports that a question may misspell: `spelling.SpellingCorrector`."""
    years: bytes
    """JSON: by report, the years that its sentences tell of."""

    @classmethod
    def load(cls, kept: Mapping[str, bytes]) -> Self:
        """The tables that were kept under their names.

        Raises:
            IndexFault: One of them is missing.
        """
        try:
            return cls(**{field.name: kept[field.name] for field in fields(cls)})
        except KeyError as error:
            raise IndexFault(
                "the index lacks its table {name}; make it anew with `yinju index`", name=error
            ) from None

    def dump(self) -> dict[str, bytes]:
        """The tables by their names."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
