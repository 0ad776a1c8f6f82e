"""Graphs of relations: who stands in which column, and that nothing overlaps."""

from __future__ import annotations

from itertools import combinations

import pytest

from mujaz.pictures.objects import Bond, GraphPicture
from mujaz.pictures.relations import MOST_ENTITIES, lay_out_relations


def graph(*bonds: tuple[str, str], leftward: bool = False) -> GraphPicture | None:
    names = {id: (id.title(), "en") for bond in bonds for id in bond}
    return lay_out_relations(
        names, [Bond(one, other, "leads", "is led by") for one, other in bonds], "en", leftward=leftward
    )


STAR = [("harbour", f"ship-{number}") for number in range(6)]
CHAIN = [("crew", "ship"), ("ship", "harbour"), ("pilot", "ship"), ("crane", "harbour")]


def test_one_relation_is_no_picture() -> None:
    assert graph(("crew", "ship")) is None


def test_too_many_entities_are_no_picture() -> None:
    assert graph(*(("harbour", f"ship-{number}") for number in range(MOST_ENTITIES))) is None
    assert graph(*(("harbour", f"ship-{number}") for number in range(MOST_ENTITIES - 1))) is not None


@pytest.mark.parametrize("bonds", [STAR, CHAIN], ids=["star", "chain"])
@pytest.mark.parametrize("leftward", [False, True])
def test_entities_are_within_the_picture_and_apart(bonds: list[tuple[str, str]], leftward: bool) -> None:
    picture = graph(*bonds, leftward=leftward)
    assert picture is not None
    boxes = [(knot.left, knot.top, knot.left + knot.width, knot.top + knot.height) for knot in picture.knots]
    assert {knot.id for knot in picture.knots} == {id for bond in bonds for id in bond}
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= picture.width
        assert 0 <= top < bottom <= picture.height
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(boxes, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1


def test_the_picture_is_mirrored_where_the_page_is_read_leftward() -> None:
    ahead, back = graph(*CHAIN), graph(*CHAIN, leftward=True)
    assert ahead is not None
    assert back is not None
    mirrored = {knot.id: ahead.width - knot.left - knot.width for knot in ahead.knots}
    assert {knot.id: knot.left for knot in back.knots} == pytest.approx(mirrored)


def test_the_same_relations_give_the_same_picture() -> None:
    assert graph(*CHAIN) == graph(*CHAIN)
