"""Maps: the right part of the world, names that stay apart and inside, and nothing of a name that acts as markup."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from mujaz.document.pages.items import EntityLink, Link, Words
from mujaz.document.writers.svg.map import draw_map
from mujaz.document.writers.svg.marks import Pen
from mujaz.labels import load_labels
from mujaz.model import EntityType
from mujaz.pictures.atlas.projection import azimuthal, equal_earth, orthographic
from mujaz.pictures.atlas.topology import load_world
from mujaz.pictures.lettering import Box, wrapped
from mujaz.pictures.map import FRAME, box_of, lay_out_map
from mujaz.pictures.objects import MapPicture, Place
from mujaz.pictures.outline import WIDTH, frame_of, unwrapped

PLACES = {
    "moscow": (55.756, 37.617),
    "pyongyang": (39.03, 125.75),
    "wonsan": (39.15, 127.44),
    "vostochny": (51.88, 128.33),
    "vladivostok": (43.115, 131.885),
    "khasan": (42.43, 130.64),
    "washington": (38.9, -77.04),
    "derna": (32.77, 22.64),
    "anchorage": (61.2, -149.9),
    "anadyr": (64.7, 177.5),
}


def map_of(*ids: str, language: str = "en") -> MapPicture:
    places = [Place(id, id.title(), language, *PLACES[id]) for id in ids]
    return lay_out_map(places, language, load_labels(language).country)


def named(picture: MapPicture) -> set[str]:
    return {caption.lines[0] for caption in picture.countries}


# Projections.


@pytest.mark.parametrize("project", [azimuthal(20, 30), orthographic(20, 30)])
def test_a_projection_has_its_centre_in_the_middle_and_north_above(project) -> None:
    assert project(20, 30) == pytest.approx((0, 0), abs=1e-6)
    assert project(20, 31)[1] == pytest.approx(-111.2, abs=0.1)
    assert project(21, 30)[0] == pytest.approx(111.2 * 0.866, abs=0.1)


def test_equal_earth_has_the_published_extent() -> None:
    x, _ = equal_earth(0)(180, 0)
    _, y = equal_earth(0)(0, 90)
    assert x / -y == pytest.approx(2.0548, abs=0.001)


# The part of the world.


@pytest.mark.parametrize(
    ("longitudes", "expected"),
    [([37, 128], [37, 128]), ([177.5, -149.9], [177.5, 210.1]), ([5], [5]), ([-77, 105, 37], [-77, 105, 37])],
)
def test_longitudes_lie_together(longitudes: list[float], expected: list[float]) -> None:
    assert unwrapped(longitudes) == pytest.approx(expected)


def test_a_pair_of_cities_is_a_close_up() -> None:
    picture = map_of("pyongyang", "wonsan")
    assert frame_of([(125.75, 39.03), (127.44, 39.15)]).unit * WIDTH < 500
    assert picture.scale is not None
    assert picture.scale.kilometres == 50
    assert picture.globe is not None
    assert "North Korea" in named(picture)


def test_one_place_stands_in_its_surroundings() -> None:
    picture = map_of("derna")
    assert named(picture) == {"Libya"}
    assert picture.globe is not None


def test_a_continent_needs_no_globe() -> None:
    picture = map_of("moscow", "pyongyang", "vostochny")
    assert picture.globe is None
    assert {"Russia", "China", "Kazakhstan"} <= named(picture)


def test_a_map_goes_across_the_antimeridian() -> None:
    anadyr, anchorage = map_of("anadyr", "anchorage").marks
    assert anadyr.x < anchorage.x
    assert anchorage.x - anadyr.x > WIDTH / 2


def test_places_round_the_globe_are_on_a_map_of_the_world() -> None:
    picture = map_of("washington", "moscow", "pyongyang")
    washington, moscow, pyongyang = picture.marks
    assert washington.x < moscow.x < pyongyang.x
    assert picture.scale is None


def test_countries_are_named_in_the_language_of_the_page() -> None:
    assert named(map_of("derna", language="ar")) == {"ليبيا"}


def test_no_outline_jumps_round_the_globe() -> None:
    for line in load_world("110m").land:
        steps = zip(line.points, line.points[1:], strict=False)
        assert all(abs(b[0] - a[0]) <= 180 for a, b in steps if a[1] > -85)


# Names.


@pytest.mark.parametrize(
    "ids", [("vostochny", "vladivostok", "khasan", "pyongyang", "wonsan"), tuple(PLACES), ("pyongyang", "wonsan")]
)
def test_names_stay_apart_and_inside(ids: tuple[str, ...]) -> None:
    picture = map_of(*ids)
    captions = [mark.caption for mark in picture.marks if mark.caption is not None]
    boxes = [box_of(caption) for caption in captions] + [box_of(caption, 11) for caption in picture.countries]
    assert len(captions) >= min(4, len(ids))
    assert all(box.within(FRAME) for box in boxes)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    dots = [Box(mark.x - 3, mark.y - 3, mark.x + 3, mark.y + 3) for mark in picture.marks]
    assert not any(dot.meets(box) for dot in dots for box in boxes)


def test_long_names_are_broken_and_very_long_ones_cut() -> None:
    assert wrapped("Vostochny Cosmodrome", 118) == ("Vostochny", "Cosmodrome")
    first, second = wrapped("a " * 60, 100)
    assert not first.endswith("…")
    assert second.endswith("…")


# The drawing.


def drawn(name: str, language: str = "en") -> str:
    place = Place("derna", name, language, *PLACES["derna"])
    labels = load_labels(language)
    picture = lay_out_map([place], language, labels.country)
    entity = EntityLink("derna", EntityType.PLACE, Words(name, language), None, Link(f"{language}/entities/derna"))
    return draw_map(picture, {"derna": entity}, f"Map of {name}", Pen(language, labels, lambda link: link.page))


def test_a_name_is_shown_as_it_is_written() -> None:
    name = "<b>&\"'{{x}}"
    tree = ElementTree.fromstring(drawn(name))
    assert [text.text for text in tree.iter("text")].count(name) == 1
    assert tree.get("aria-label") == f"Map of {name}"
    assert not list(tree.iter("b"))


def test_a_drawing_is_one_block_without_ids() -> None:
    svg = drawn("Derna")
    assert "\n\n" not in svg
    assert not re.search(r"\sid=", svg)
    assert len(svg) < 25_000


def test_a_name_right_to_left_is_anchored_by_its_seen_side() -> None:
    place = next(text for text in ElementTree.fromstring(drawn("درنة", "ar")).iter("text") if text.text == "درنة")
    assert (place.get("direction"), place.get("text-anchor")) == ("rtl", "end")
