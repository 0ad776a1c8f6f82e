"""S10: who may sign is who signs, as far as git can know, and nothing is published that nobody signed in silence."""

from __future__ import annotations

import attacks
import attacks_on_git
import attacks_on_publishing
from proof import Proof, Run


def _prove(run: Run) -> None:
    base = attacks.prepared(run.folder / "base")
    tried = [
        *run.some(list(attacks.ATTACKS.items()), 3),
        *run.some(list(attacks_on_git.ATTACKS.items()), 1),
        *run.some(list(attacks_on_publishing.ATTACKS.items()), 2),
        *run.some(list({**attacks.PLAIN, **attacks_on_git.PLAIN, **attacks_on_publishing.PLAIN}.items()), 1),
    ]
    for number, (name, attack) in enumerate(tried):
        with run.attempt(name):
            attack(attacks.copy_of(base, run.folder / str(number)))


PROOF = Proof(
    "S10",
    "Who may sign is who signs, as far as git can know; what no sign-off covers is left out, refused or named",
    "sign-offs by who wrote, under other names and addresses, forged, moved, altered, misdated, without the right key; "
    "content slipped in and policies weakened after signing; programs that git would run",
    _prove,
)
