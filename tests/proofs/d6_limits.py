"""D6: limits: what a run costs grows no faster than what it is given, or the limit is named where it was passed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from costly import CASES, HEAD, NEW, NOTE, Case, Cost, named, run, site, titled, write
from mujaz.engine.cache.packing import pack_placed
from mujaz.engine.pipeline import check_site
from mujaz.model.entity import LONGEST_NAME
from mujaz.resolve.anchor import MOST_PLACES
from mujaz.scaffold.speech import LONGEST_SENTENCE
from mujaz.syntax.source import Source
from mujaz.syntax.yamlnodes import MAX_CHARACTERS, MAX_DEPTH
from proof import Proof, Run

_MOST = 6
"""How many times as much four times as much may cost."""
_SECONDS = 60
_LEAST = 0.15  # seconds that can be told from what the start of a process takes
_MEBIBYTES = 120  # likewise

_REFUSED = {
    "a name that is too long": (
        named("Port " + "r" * LONGEST_NAME),
        f"briefs/glossary/all.yml:5:11 too-large: a name of {LONGEST_NAME + 5} characters",
    ),
    "a quote that stands too often": (
        site(HEAD + NOTE + "the sea\n", "It is by the sea.\n" * (MOST_PLACES + 1)),
        "briefs/b.yml:9:9 ambiguous-quote: the quote's letters stand in more than 500 places of seeds/line.txt",
    ),
    "a file that is too long": (
        titled("a" * MAX_CHARACTERS),
        f"briefs/b.yml:2:{MAX_CHARACTERS - 12} too-large: a file of {MAX_CHARACTERS + 37:,} characters",
    ),
    "a file that is nested too deeply": (
        site(HEAD + "tags: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1) + "\n"),
        "briefs/b.yml:5:18 too-deep: nested too deeply",
    ),
}
"""Sites that pass a limit, each with the finding that says so."""

_COUNTED = (
    "references to nothing",
    "references to nothing, in many lines",
    "claims in a row",
    "entities with one name",
    "slips in many names",
    "mentions that are decided",
    "keys that there are not",
    "names found in one line",
)
"""Cases of which the short form counts calls, at a twentieth of their size."""


def _calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: the same in every run, and on every machine."""
    count = 0

    def called(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _checked(folder: Path, case: Case, size: int) -> int:
    root = folder / "counted"
    write(root, case.files(size))
    check_site(root)  # what is imported, and made once in a process, does not count
    count = _calls(lambda: check_site(root))
    shutil.rmtree(root)
    return count


def _new(folder: Path, article: str) -> str:
    root = folder / "new"
    write(root, site(article=article))
    said = run(root, NEW, most=_SECONDS).said
    shutil.rmtree(root)
    return said


def _cost(folder: Path, case: Case, size: int) -> Cost:
    root = folder / "costly"
    write(root, case.files(size))
    cost = run(root, case.verb, most=_SECONDS)
    shutil.rmtree(root)
    return cost


def _grows_faster(start: Cost, once: Cost, more: Cost) -> bool:
    """Whether four times as much took much more than four times as long, or so much memory."""
    seconds, memory = more.seconds - start.seconds, more.memory - start.memory
    slow = seconds > _MOST * max(once.seconds - start.seconds, _LEAST)
    return slow or memory > _MOST * max(once.memory - start.memory, 0) + _MEBIBYTES


def _measure(proof: Run) -> None:
    nothing = Case("nothing large", 1, lambda _: site())
    start = min((_cost(proof.folder, nothing, 1) for _ in range(3)), key=_seconds)
    for case in CASES:
        with proof.attempt(f"{case.name}, {case.size:,} and four times as many"):
            for _ in range(3):  # what else the machine does may make one run slow
                once, more = (_cost(proof.folder, case, case.size * factor) for factor in (1, 4))
                if not _grows_faster(start, once, more):
                    break
            assert more.code in (0, 1), more
            assert not _grows_faster(start, once, more), (start.seconds, once, more)


def _seconds(cost: Cost) -> float:
    return cost.seconds


def _prove(proof: Run) -> None:
    for name, (files, expected) in _REFUSED.items():
        with proof.attempt(name):
            root = proof.folder / "refused"
            write(root, files)
            found = check_site(root).diagnostics
            shutil.rmtree(root)
            seen = [
                f"{f.span.source.name}:{':'.join(map(str, f.span.position))} {f.rule.name}: {f.message}" for f in found
            ]
            assert expected in seen, [line[:200] for line in seen]
    with proof.attempt("a thousand places in one text"):
        source = Source("briefs/b.yml", "x" * 100_000)
        size = len(pack_placed([source.span(n, n + 1) for n in range(1000)], {}.__getitem__))
        assert size < 2 * len(source.text), size
    for length in (LONGEST_SENTENCE, LONGEST_SENTENCE + 1):
        with proof.attempt(f"a sentence of {length:,} code points, in which somebody says something"):
            told = _new(proof.folder, f"The master said that {'x' * (length - 22)}.\n")
            unread = f"sentences longer than {LONGEST_SENTENCE:,} code points, in which no claims were looked for: 1"
            assert (unread in told) is (length > LONGEST_SENTENCE), told
    for case in proof.some([case for case in CASES if case.name in _COUNTED], 4):
        with proof.attempt(f"calls: {case.name}"):
            few = case.size // 20
            counts = [_checked(proof.folder, case, size) for size in (few, few * 4)]
            assert counts[1] <= _MOST * counts[0], counts
    if proof.whole:
        _measure(proof)


PROOF = Proof(
    "D6",
    "What a run costs, in time and memory, grows no faster than what it is given, up to limits that are named where "
    "they are passed",
    "sites of which one thing is large, and four times as large, each run in a process of its own; what passes a "
    "limit; calls that are counted",
    _prove,
)
