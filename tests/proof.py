"""A promise about trust and how it is proved: by attempts, each of which is counted, and held or fallen.

A proof is a file of `tests/proofs/`, named by the promise's number, that holds one `PROOF`. `python3 dev.py prove` runs
all of them whole and writes the counts into `docs/explanation/trust.md`; `test_proofs.py` runs a shorter form of each.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "proofs"

Case = TypeVar("Case")


@dataclass
class Run:
    """One run of a proof: where it may write, how thorough it is, and what became of its attempts."""

    folder: Path
    """A new, empty folder, of this run alone."""
    whole: bool
    """All attempts; else the shorter form, of a few seconds, that the tests run."""
    start_browser: Callable[[], Browser]
    """Gives the headless Chromium of the run, which is started at the first call."""
    tried: int = 0
    fallen: list[str] = field(default_factory=list)
    """What did not hold: the name of the attempt and what was seen, one line each."""

    @contextmanager
    def attempt(self, name: str) -> Iterator[None]:
        """Count an attempt; it has fallen if the block raises anything, an `AssertionError` with what was seen."""
        self.tried += 1
        try:
            yield
        except Exception as fault:
            self.fallen.append(f"{name}: {type(fault).__name__} {fault}".replace("\n", " ")[:600])

    def count(self, name: str, tried: int, fallen: Iterable[str]) -> None:
        """Count many attempts at once, such as texts that stand on one page; `fallen` says of each what was seen."""
        self.tried += tried
        self.fallen += [f"{name}: {seen}".replace("\n", " ")[:600] for seen in fallen]

    def some(self, cases: Sequence[Case], few: int) -> Sequence[Case]:
        """All cases in a whole run; else `few` of them, spread over the list."""
        if self.whole or len(cases) <= few:
            return cases
        return [cases[index * len(cases) // few] for index in range(few)]


@dataclass(frozen=True)
class Proof:
    """A promise and what is tried against it."""

    number: str
    """`S1` to `S10` for what comes from strangers, `D1` to `D8` for what is the user's."""
    promise: str
    """One sentence in Markdown, as the table of the page on trust shows it."""
    means: str
    """What is tried, as the table shows it."""
    prove: Callable[[Run], None]


def proofs() -> list[Proof]:
    """All proofs, in the order of their numbers."""
    found = [_load(file) for file in FOLDER.glob("[sd][0-9]*_*.py")]
    return sorted(found, key=lambda proof: (proof.number[0] != "S", int(proof.number[1:])))


def _load(file: Path) -> Proof:
    name = f"proofs_{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where dataclasses of a proof look for their annotations
    spec.loader.exec_module(module)
    proof = module.PROOF
    assert isinstance(proof, Proof)
    assert file.stem.startswith(proof.number.lower() + "_")
    return proof
