"""Ids: what is proposed for one that is defined nowhere."""

from __future__ import annotations

import pytest

from mujaz.model import Ref
from mujaz.resolve.ids import Hints, unknown
from mujaz.syntax.source import Source

KNOWN = frozenset({"john-kirby", "kim-jong-un", "kim-yo-jong"})


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("jon-kirby", "did you mean `john-kirby`?"),  # a slip
        ("kirby", "did you mean `john-kirby`?"),  # a part that only one id has
        ("kim", "define it under `entities:` in a file of briefs/glossary/, or correct the id"),  # two have it
        ("minister", "define it under `entities:` in a file of briefs/glossary/, or correct the id"),
    ],
)
def test_what_is_proposed_for_an_unknown_id(written: str, help: str) -> None:
    span = Source("briefs/b.yml", written).span(0, len(written))
    (finding,) = unknown(Ref(written, span), "entity", KNOWN, Hints())
    assert finding.help == help


def test_a_known_id_is_no_finding() -> None:
    assert unknown(Ref("john-kirby", Source("b.yml", "").span(0, 0)), "entity", KNOWN, Hints()) == []


def test_of_many_unknown_ids_the_first_are_compared_with_the_known_ones() -> None:
    hints = Hints()
    near = [hints.of("jon-kirby", KNOWN) for _ in range(Hints.MOST + 1)]
    assert near == ["john-kirby"] * Hints.MOST + [None]
