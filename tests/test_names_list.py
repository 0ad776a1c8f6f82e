"""The sentences of `benchmarks/names`, found by the code that ships."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from mujaz.resolve.mentions import gazetteer_of
from mujaz.text.fold import fold

sys.path.append(str(Path(__file__).parents[1] / "benchmarks" / "names"))

from judge import LISTS, Kind, Score, Verdict, aliases, judge, parse, sentences  # beside the benchmark


@pytest.fixture(scope="module", params=LISTS, ids=["before the rules", "after the rules"])
def score(request: pytest.FixtureRequest) -> Score:
    finder = gazetteer_of(aliases(request.param))
    total = Score()
    for group in sentences(request.param).values():
        for sentence in group:
            total.add(judge(sentence, finder.find(fold(sentence.text))))
    return total


def test_the_lists_are_as_long_as_they_say() -> None:
    counts = {}
    for which in LISTS:
        counts[which] = Counter(language for (language, _), group in sentences(which).items() for _ in group)
    assert counts[""] == {"ar": 100, "en": 100}
    assert counts["later-"] == {"ar": 189, "en": 98, "fa": 8, "he": 8, "ru": 7, "fr": 7, "ko": 7, "zh": 5, "tr": 6}


@pytest.mark.parametrize("which", LISTS)
def test_every_mark_is_of_the_glossary(which: str) -> None:
    known = {alias.entity for alias in aliases(which)}
    marks = [mark for group in sentences(which).values() for sentence in group for mark in sentence.marks]
    assert {mark.entity for mark in marks} <= known
    assert {mark.kind for mark in marks} == set(Kind)


def test_no_link_says_something_false(score: Score) -> None:
    assert [fault for fault in score.faults if fault.startswith(Verdict.WRONG.value)] == []


def test_nothing_is_missed_in_silence(score: Score) -> None:
    assert [fault for fault in score.faults if fault.startswith(Verdict.MISSED.value)] == []


def test_what_is_near_is_meant(score: Score) -> None:
    assert [fault for fault in score.faults if fault.startswith(Verdict.FAR.value)] == []


def test_few_doubts_are_needless(score: Score) -> None:
    assert score.counts[Verdict.NEEDLESS] <= 0.05 * score.names, score.faults


def test_the_judge_sees_each_kind_of_fault() -> None:
    """A finder that links every place of a name, without a doubt, is caught."""
    sentence = parse("Jill [Harbor](!harbor) met [John Harbor](harbor) and Haddad in [Cairo](cairo); [Cario](~cairo).")
    assert sentence.text == "Jill Harbor met John Harbor and Haddad in Cairo; Cario."
    found = judge(
        sentence, gazetteer_of([alias for alias in aliases() if alias.text == "Haddad"]).find(fold(sentence.text))
    )
    assert {verdict for verdict, count in found.counts.items() if count} == {Verdict.WRONG, Verdict.MISSED}
    assert (found.counts[Verdict.WRONG], found.counts[Verdict.MISSED], found.names) == (1, 3, 2)
