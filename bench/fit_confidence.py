"""Fits the confidence of answers on question suites and writes qa/data/answering/confidence.json.

    python bench/fit_confidence.py SUITE.jsonl[:CORPUS] ... [--unrelated FILE.jsonl]
                                   [--write] [--threshold T]

Every question is answered whatever its confidence; the answers are judged by the suite; a
logistic regression learns from the features which ones are right. It is fitted on one half of
the questions and tried on the other, both ways, before the weights of all are written. Printed:
what each threshold would answer and refuse, and the reliability table for the docs.

The questions of the file of `--unrelated` are of other matters (trivia, health, software). They are
asked of every corpus, none should be answered, and together they weigh little beside the suites.
"""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.engine import Engine
from qa.evaluation.judging import Outcome, judge, read_expectation
from qa.model import Kind, Question
from qa.render import record
from qa.settings import Settings

FILE = Path(__file__).parents[1] / "qa" / "data" / "answering" / "confidence.json"
RIDGE = 1.0
NONE_WEIGHT = 2.0  # a wrong answer where there is none costs more than a refusal
UNRELATED = 0.05  # what the unrelated questions weigh together, of all questions of the suites


@dataclass(frozen=True)
class Sample:
    """One answered question."""

    suite: str
    none: bool
    right: bool
    features: dict[str, float]


def collect(suite: str) -> list[Sample]:
    """The samples of a suite; comparisons have cells instead and are left out."""
    path, _, corpus = suite.partition(":")
    settings = Settings(corpus=Path(corpus)) if corpus else Settings()
    samples = []
    # Every question has to be answered for its answer to be judged.
    with Engine.open(settings, threshold=0.0) as engine:
        for line in Path(path).read_text("utf-8").splitlines():
            entry = json.loads(line)
            question = Question(entry["question"], entry["id"], tuple(entry.get("history", ())))
            values = engine.features(question)
            if values is None or entry["kind"] in (Kind.COMPARE, Kind.ACROSS):
                continue
            expected = read_expectation(entry["expect"])
            verdict = judge(entry["kind"], expected, record(engine.ask(question)))
            right = verdict.outcome is Outcome.RIGHT and not expected.abstain
            samples.append(Sample(path, expected.abstain, right, values))
    return samples


def collect_unrelated(path: Path, corpora: Iterable[str]) -> list[Sample]:
    """The samples of questions that no corpus answers; those refused on sight are left out."""
    questions = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    samples = []
    for corpus in corpora:
        settings = Settings(corpus=Path(corpus)) if corpus else Settings()
        with Engine.open(settings, threshold=0.0) as engine:
            for question in map(Question, questions):
                answer = engine.ask(question)
                values = engine.features(question)
                if values and answer.text and answer.query.kind not in (Kind.COMPARE, Kind.ACROSS):
                    samples.append(Sample(path.name, True, False, values))
    return samples


def fit(x: "np.ndarray", y: "np.ndarray", weight: "np.ndarray") -> "np.ndarray":
    """The weights of a ridge logistic regression by Newton's method; the last is the intercept."""
    z = np.c_[x, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    ridge = RIDGE * np.eye(len(w))
    ridge[-1, -1] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        gradient = z.T @ (weight * (p - y)) + ridge @ w
        hessian = (z * (weight * p * (1 - p) + 1e-9)[:, None]).T @ z + ridge
        w -= np.linalg.solve(hessian, gradient)
    return w


def predict(x: "np.ndarray", w: "np.ndarray") -> "np.ndarray":
    """The probabilities that answers are right."""
    p: np.ndarray = 1 / (1 + np.exp(-np.c_[x, np.ones(len(x))] @ w))
    return p


def report(samples: list[Sample], p: "np.ndarray") -> None:
    """Prints what thresholds would do, by suite, and the reliability table."""
    none = np.array([s.none for s in samples])
    right = np.array([s.right for s in samples])
    for suite in dict.fromkeys(s.suite for s in samples):
        mine = np.array([s.suite == suite for s in samples])
        print(
            f"\n{Path(suite).name}\n| threshold | right | wrong | falsely refused | none refused |"
        )
        print("| --- | --- | --- | --- | --- |")
        for t in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
            said = p >= t
            counts = (mine & said & right, mine & said & ~right & ~none, mine & ~said & right)
            row = " | ".join(str(int(c.sum())) for c in counts)
            print(
                f"| {t} | {row} | {int((mine & ~said & none).sum())}/{int((mine & none).sum())} |"
            )
    print("\n| confidence | answers | right |\n| --- | --- | --- |")
    for low in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.3, 0.3: 0.5}.get(low, low + 0.1)
        inside = (p >= low) & (p < (high if high < 1 else 1.01))
        if inside.any():
            print(f"| {low}-{high:.1f} | {int(inside.sum())} | {right[inside].mean():.0%} |")


def main() -> None:
    """Fits, tries and, if told, writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("suites", nargs="+", metavar="SUITE[:CORPUS]")
    parser.add_argument("--unrelated", type=Path, metavar="FILE")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--threshold", type=float, default=0.5)
    arguments = parser.parse_args()
    own = [s for suite in arguments.suites for s in collect(suite)]
    unrelated: list[Sample] = []
    if arguments.unrelated:
        corpora = dict.fromkeys(suite.partition(":")[2] for suite in arguments.suites)
        unrelated = collect_unrelated(arguments.unrelated, corpora)
    samples, many = own + unrelated, len(own)
    names = list(samples[0].features)
    x = np.array([[s.features[n] for n in names] for s in samples])
    y = np.array([float(s.right) for s in samples])
    light = UNRELATED * many / max(1, len(unrelated))
    weight = np.array([NONE_WEIGHT if s.none else 1.0 for s in own] + [light] * len(unrelated))
    p = np.zeros(len(y))
    half = np.arange(len(y)) % 2
    for side in (0, 1):
        p[half == side] = predict(
            x[half == side], fit(x[half != side], y[half != side], weight[half != side])
        )
    report(own, p[:many])
    print(f"\nlog loss {-np.mean(np.log(np.where(y > 0, p, 1 - p))[:many]):.4f}")
    if unrelated:
        print(f"unrelated and answered {np.mean(p[many:] >= arguments.threshold):.1%}")
    w = fit(x, y, weight)
    model = {n: round(float(v), 3) for n, v in zip([*names, "intercept"], w, strict=True)}
    print("\n", model)
    if arguments.write:
        FILE.write_text(
            json.dumps(model | {"threshold": arguments.threshold}, indent=1) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
