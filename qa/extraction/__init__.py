"""Extraction: from passages to the smallest honest piece that answers.

`candidates` looks at every clause of every passage; what makes a clause an answer depends on what
was asked and lies in `evidence`, what else speaks for it in `score_features`.
"""

from qa.extraction.candidates import Candidate, find_candidates, raise_beside

__all__ = ["Candidate", "find_candidates", "raise_beside"]
