"""Untrusted text in a real build: it comes out as the same text, and nothing of it runs.

The texts are our payloads, the Big List of Naughty Strings and CommonMark's examples. They stand in a seed, in titles
of briefs, in glosses, in titles of notes and in bodies of notes. What a YAML file may not hold is refused with a place.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from unicodedata import is_normalized

import pytest
from lxml import html

from browsing import unfold
from mujaz.engine.pipeline import check_site, generate
from mujaz.markup.literal import normalise
from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import plain_text
from mujaz.site.build import build
from mujaz.text.hygiene import Oddity, odd_places

sys.path.insert(0, str(Path(__file__).parent / "markup"))
from payloads import PAYLOADS, all_texts  # the lists live beside the tests of the output layer

from thorough import THOROUGH

CONFIGURATION = """\
site_name: security
use_directory_urls: false
theme:
  name: material
  language: en
  font: false
plugins:
  - mujaz
  - search
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      toc_depth: 2
  - pymdownx.highlight
  - pymdownx.superfences
extra:
  alternate:
    - lang: en
      name: English
      link: en/index.html
nav:
  - Home: index.md
  - English: en/index.md
not_in_nav: |
  /en/
"""
_REFUSED = (Oddity.CONTROL, Oddity.INVISIBLE, Oddity.PRESENTATION_FORM)


def one_line(text: str) -> str:
    return " ".join(normalise(text, " ").split())


def may_stand_in_yaml(text: str) -> bool:
    odd = any(place.kind in _REFUSED for place in odd_places(text))
    return bool(text.strip()) and not odd


def may_stand_in_seed(text: str) -> bool:
    return bool(text.strip()) and not any(place.kind is Oddity.CONTROL for place in odd_places(text))


TEXTS = list(dict.fromkeys(one_line(text) for text in all_texts()))
YAML_TEXTS = [text for text in TEXTS if may_stand_in_yaml(text) and is_normalized("NFC", text)]  # others are shown so
SEED_LINES = [text for text in TEXTS if may_stand_in_seed(text)]
_SOME = (
    PAYLOADS if THOROUGH else PAYLOADS[::3]
)  # each in a brief of its own; the proof S1 has all of them in every field
TITLES = [text for text in dict.fromkeys(map(one_line, _SOME)) if may_stand_in_yaml(text)]
DIRECTION_MARKS = dict.fromkeys((0x200E, 0x200F, *range(0x2066, 0x206A)))  # set around what a tab would turn round
GLOSSES = [*TITLES, *YAML_TEXTS[len(TITLES) :: 12]]
BODIES = [text for text in YAML_TEXTS if not parse_prose(text)[1] and not parse_prose(text)[0].references]
BAD_BODIES = [text for text in TITLES if parse_prose(text)[1]]


def scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write_seed(root: Path, id: str, text: str) -> None:
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    (root / "seeds" / f"{id}.txt").write_text(text, encoding="utf-8", newline="")
    digest = hashlib.sha256(text.encode()).hexdigest()
    record = (
        f"language: en\ntitle: {scalar(TITLES[0])}\npublisher: {scalar(TITLES[1])}\nrights: full\nsha256: {digest}\n"
    )
    (root / "seeds" / f"{id}.yml").write_text(record, encoding="utf-8")


def write_brief(root: Path, id: str, lines: list[str], seed: str = "hostile") -> None:
    (root / "briefs").mkdir(parents=True, exist_ok=True)
    text = "\n".join(["language: en", "seeds:", f"  - {seed}", *lines]) + "\n"
    (root / "briefs" / f"{id}.yml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site that shows every text in every place."""
    root = tmp_path_factory.mktemp("security")
    (root / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    write_seed(root, "hostile", "\n".join(SEED_LINES))  # shown whole by one brief only: each takes half a second
    write_seed(root, "short", SEED_LINES[0])
    for number, title in enumerate(TITLES):
        write_brief(root, f"title-{number}", [f"title: {scalar(title)}"], "short" if number else "hostile")
    notes = [f"  - id: n{n}\n    title: {scalar(text)}\n    body: x" for n, text in enumerate(YAML_TEXTS)]
    write_brief(root, "note-titles", ["title: Notes", "notes:", *notes], "short")
    bodies = [f"  - id: n{n}\n    title: x\n    body: {scalar(text)}" for n, text in enumerate(BODIES)]
    write_brief(root, "note-bodies", ["title: Bodies", "notes:", *bodies], "short")
    entities = [
        f"  e{n}:\n    type: concept\n    name: 'name {n}'\n    gloss: {scalar(text)}" for n, text in enumerate(GLOSSES)
    ]
    (root / "briefs" / "glossary").mkdir()
    glossary = "\n".join(["language: en", "entities:", *entities]) + "\n"
    (root / "briefs" / "glossary" / "g.yml").write_text(glossary, encoding="utf-8")
    claims = [f"  - id: c{n}\n    statement: {scalar(text)}\n    speaker: e{n}" for n, text in enumerate(TITLES)]
    events = [f"  - date: 2023\n    text: {scalar(text)}\n    claims:\n      - c{n}" for n, text in enumerate(TITLES)]
    write_brief(root, "cards", ["title: Cards", "claims:", *claims, "timeline:", *events], "short")
    result = generate(root)
    assert not result.failed, [str(finding.span) + finding.message for finding in result.diagnostics][:3]
    built = build(root)
    assert built.site, [f"{finding.span} {finding.message}" for finding in built.diagnostics][:3]
    return built.site


def page(site: Path, name: str) -> html.HtmlElement:
    return html.fromstring((site / "en" / name).read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    for link in element.xpath(".//a[@class='headerlink']"):
        link.drop_tree()
    return one_line(element.text_content())


def test_the_lists_are_large_enough_to_mean_something() -> None:
    assert len(SEED_LINES) > 1000
    assert len(YAML_TEXTS) > 1000
    assert len(TITLES) > 40
    assert len(BODIES) > 500
    assert len(BAD_BODIES) > 5


def test_a_seed_is_shown_as_it_is(site: Path) -> None:
    article = page(site, "briefs/title-0.html").xpath("//div[contains(@class, 'mj-article')]")[0]
    assert [words(paragraph) for paragraph in article.findall("p")] == SEED_LINES
    assert {element.tag for element in article.iter()} <= {"div", "p", "bdi", "a", "mark", "sup", "span"}


def test_titles_of_briefs_are_shown_as_they_are(site: Path) -> None:
    for number, title in enumerate(TITLES):
        document = page(site, f"briefs/title-{number}.html")
        assert words(document.xpath("//h1")[0]) == title
        tab = one_line(document.xpath("//head/title")[0].text)
        assert tab.translate(DIRECTION_MARKS) == f"{title} - security".translate(DIRECTION_MARKS)


def test_titles_and_bodies_of_notes_are_shown_as_they_are(site: Path) -> None:
    headings = page(site, "briefs/note-titles.html").xpath("//details[contains(@class, 'mj-note')]/summary/h3")
    assert [words(heading).removeprefix(words(heading[0])).lstrip() for heading in headings] == [
        text.lstrip() for text in YAML_TEXTS
    ]
    notes = page(site, "briefs/note-bodies.html").xpath("//details[contains(@class, 'mj-note')]")
    shown = ["".join(words(part) for part in note if part.tag != "summary") for note in notes]
    expected = ["".join(plain_text(parse_prose(text)[0]).split("\n")) for text in BODIES]
    assert [text.replace(" ", "") for text in shown] == [text.replace(" ", "") for text in expected]


def test_glosses_are_shown_as_they_are(site: Path) -> None:
    for number, gloss in enumerate(GLOSSES):
        shown = page(site, f"entities/e{number}.html").xpath("//p[contains(@class, 'mj-gloss')]")[0]
        assert words(shown) == gloss
    listed = page(site, "glossary.html").xpath("//div[contains(@class, 'mj-glossary')]//dd")
    assert sorted(words(item) for item in listed) == sorted(GLOSSES)


def test_no_page_holds_a_handler_or_an_unsafe_address(site: Path) -> None:
    for path in site.rglob("*.html"):
        document = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        content = document.xpath("//article")
        for element in content[0].iter() if content else ():
            if not isinstance(element.tag, str):
                continue
            assert element.tag not in ("script", "style", "iframe", "object", "embed", "img", "form", "textarea"), path
            assert not [name for name in element.attrib if name.startswith("on")], path
            for name in ("href", "src", "action"):
                address = element.get(name, "").strip().lower()
                assert not address.startswith(("javascript:", "data:", "vbscript:")), path


def test_nothing_runs_in_a_browser(site: Path, browser) -> None:  # type: ignore[no-untyped-def] # a fixture
    context = browser.new_context()
    tab = context.new_page()
    ran: list[str] = []
    asked: list[str] = []
    tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: asked.append(request.url))
    names = [
        "briefs/title-0",
        "briefs/note-titles",
        "briefs/note-bodies",
        "glossary",
        "index",
        "entities/e1",
        "briefs/title-1",
    ]
    for name in names:
        tab.goto((site / "en" / f"{name}.html").as_uri(), wait_until="load")
        tab.mouse.click(5, 5)
    tab.goto((site / "en" / "briefs" / "cards.html").as_uri(), wait_until="load")
    links = [
        link
        for number in range(len(TITLES))
        for link in (f".mj-timeline .mj-ref[href='#claim-c{number}']", f".mj-facts [href$='/e{number}.html']")
    ]
    unfold(tab)
    shown = tab.evaluate(
        """links => links.map(link => {
            document.querySelector(link).focus();
            return document.querySelector(`.mj-card__${link.includes(".mj-ref") ? "title" : "text"}`).innerText;
        })""",
        links,
    )
    assert [one_line(words) for words in shown] == [title for title in TITLES for _ in range(2)]
    assert tab.locator("#mj-card :is(script, img, iframe, svg, style)").count() == 0
    context.close()
    assert ran == []
    assert [url for url in asked if not url.startswith("file://")] == []


def test_what_yaml_may_not_hold_is_refused_at_its_line(tmp_path: Path) -> None:
    bad = [text for text in TEXTS if text and not may_stand_in_yaml(text)]
    assert len(bad) > 10
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    write_seed(tmp_path, "hostile", "words\n")
    for number, text in enumerate(bad):
        write_brief(tmp_path, f"b{number}", [f"title: {scalar(text.encode('utf-8', 'replace').decode())}"])
    refused = {f.span.source.name for f in check_site(tmp_path).diagnostics if f.span.position.line == 4}
    expected = {
        f"briefs/b{n}.yml"
        for n, text in enumerate(bad)
        if not may_stand_in_yaml(text.encode("utf-8", "replace").decode())
    }
    assert refused == expected


def test_prose_that_holds_html_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    write_seed(tmp_path, "hostile", "words\n")
    notes = [f"  - id: n{n}\n    title: x\n    body: {scalar(text)}" for n, text in enumerate(BAD_BODIES)]
    write_brief(tmp_path, "b", ["title: x", "notes:", *notes])
    lines = {f.span.position.line for f in check_site(tmp_path).diagnostics}
    assert lines == {8 + 3 * number for number in range(len(BAD_BODIES))}
