"""The promises about trust hold: a shorter form of each proof that `python3 dev.py prove` runs whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from proof import Proof, Run, proofs
from prove import PAGE
from thorough import THOROUGH, of_these

PROOFS = proofs()
COSTLY = ("D1", "D2", "D5", "D8", "S2", "S6", "S7", "S9")
"""They start runs or open pages by the dozen, and have tests of their own besides."""
WHOLE = ("S10",)
"""The thorough run tries all of it: half a minute, and each attempt is a way to publish what nobody signed."""
EVERYDAY = [proof for proof in PROOFS if proof.number not in COSTLY]


@pytest.mark.parametrize("proof", of_these(PROOFS, EVERYDAY), ids=[proof.number for proof in PROOFS])
def test_the_promise_holds(proof: Proof, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    run = Run(
        tmp_path, whole=THOROUGH and proof.number in WHOLE, start_browser=lambda: request.getfixturevalue("browser")
    )
    proof.prove(run)
    assert run.tried > 0
    assert run.fallen == []


def test_the_page_on_trust_shows_each_promise() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for proof in PROOFS:
        assert f"| {proof.number} | {proof.promise} | {proof.means} |" in text


def test_an_attempt_that_raises_has_fallen_and_says_why(tmp_path: Path) -> None:
    run = Run(tmp_path, whole=False, start_browser=lambda: pytest.fail("no browser is needed"))
    with run.attempt("a good one"):
        pass
    with run.attempt("a bad one"):
        raise ValueError("seen")
    assert (run.tried, run.fallen) == (2, ["a bad one: ValueError seen"])
