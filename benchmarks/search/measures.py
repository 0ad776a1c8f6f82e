"""Measures of rankings: average precision, reciprocal rank, queries without an answer, wrong answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from queries import Query


def average_precision(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    """The mean, over the relevant pages, of the precision at the rank of each; 0 for one that is not found."""
    found = 0
    total = 0.0
    for rank, page in enumerate(ranking, start=1):
        if page in relevant:
            found += 1
            total += found / rank
    return total / len(relevant)


def reciprocal_rank(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    """One divided by the rank of the first relevant page; 0 when there is none."""
    return next((1 / rank for rank, page in enumerate(ranking, start=1) if page in relevant), 0.0)


@dataclass(frozen=True, slots=True)
class Scores:
    """What one engine reached on some queries; shares are between 0 and 1.

    Attributes:
        count: how many queries.
        map: mean average precision.
        strict: the same by the stricter judge, of those queries it has an opinion on; None when there are none.
        mrr: mean reciprocal rank.
        zero: share of queries without any relevant page in the answer.
        wrong: share of queries answered with at least one page, where nothing is to be found.
    """

    count: int
    map: float = 0.0
    strict: float | None = None
    mrr: float = 0.0
    zero: float = 0.0
    wrong: float | None = None


def score(results: Iterable[tuple[Query, Sequence[str]]]) -> Scores:
    """Sum up rankings: of queries that have an answer, or of those that have none."""
    pairs = list(results)
    if not pairs[0][0].relevant:
        return Scores(len(pairs), wrong=mean(bool(ranking) for _, ranking in pairs))
    strict = [average_precision(ranking, query.strict) for query, ranking in pairs if query.strict]
    return Scores(
        len(pairs),
        mean(average_precision(ranking, query.relevant) for query, ranking in pairs),
        mean(strict) if strict else None,
        mean(reciprocal_rank(ranking, query.relevant) for query, ranking in pairs),
        mean(not query.relevant.intersection(ranking) for query, ranking in pairs),
    )
