"""Extraction: from passages to the smallest honest piece that answers.

`candidates` looks at every clause of every passage. What makes a clause an answer, and how it grows
to one, depends on what was asked and lies in one module each of `answer_types`; what else speaks
for it are the `score_features`, and what each counts stands in `weights`.
"""

from qa.extraction.candidate import Candidate
from qa.extraction.candidates import find_candidates, rank

__all__ = ["Candidate", "find_candidates", "rank"]
