"""No built file shows more of a seed than may be published, whatever the form of the file."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import GenerateResult, generate
from mujaz.site.audit import Fault
from mujaz.site.build import located
from mujaz.site.offline import build_offline
from mujaz.site.rightsgate import Gate
from mujaz.site.update import update
from mujaz.syntax.diagnostics import Diagnostic
from thorough import of_these, thorough

ARABIC = "أعلنت الهيئة أن السدين القديمين كانا بحاجة إلى صيانة عاجلة منذ سنوات طويلة ولم ينفذ شيء من ذلك حتى الآن."
ENGLISH = (
    "The harbour office said late on Sunday that the older of the two dams had been due for repair since the spring, "
    "and that no contract was ever signed by any of the three firms."
)
CONFIGURATION = """\
site_name: Gate
use_directory_urls: false
theme: {name: material, language: en, font: false}
plugins: [search, mujaz]
markdown_extensions: [attr_list, def_list, md_in_html]
extra:
  alternate:
    - {lang: en, name: English, link: en/index.html}
nav: [{Home: index.md}, {English: en/index.md}]
not_in_nav: /en/
"""
BRIEF = """\
language: en
title: Two dams
status: published
published: 2024-03-10
seeds: [dams]
notes:
  - {id: repair, at: had been due for repair since the spring, title: Repair, body: It was late.}
"""


def write_site(root: Path, rights: str, extra: str = "") -> None:
    text = f"The dams\n\n{ENGLISH}\n\n{ARABIC}\n"
    record = f"language: en\ntitle: The dams\npublisher: Harbour Gazette\nrights: {rights}\n{extra}"
    files = {
        "mkdocs.yml": CONFIGURATION,
        "docs/index.md": "# Gate\n",
        "briefs/dams.yml": BRIEF,
        "seeds/dams.txt": text,
        "seeds/dams.yml": record + f"sha256: {hashlib.sha256(text.encode()).hexdigest()}\n",
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")


@pytest.fixture(scope="module", params=["excerpt", "link"])
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> GenerateResult:
    root = tmp_path_factory.mktemp("gate")
    write_site(root, request.param, "excerpt_budget: 40\n")
    result = generate(root)
    assert result.guards is not None, result.diagnostics
    return result


def look(checked: GenerateResult, folder: Path) -> list[Diagnostic]:
    assert checked.guards is not None

    def at(fault: Fault) -> Diagnostic:
        return located(fault, folder, "site")

    return Gate(checked.guards).look_through(folder, at)


def zipped(name: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def search_part(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(json.dumps([text], ensure_ascii=False).encode()) + packer.flush()
    return f'mujazSearch.part("t/0","{base64.b64encode(packed).decode()}");\n'


def marked(text: str) -> str:
    """A text as a page of ours has it: with links on words and signs of notes between them."""
    words = text.split()
    words[2] = f'<mark><a href="x.html" title="a note">{words[2]}</a></mark><sup><a href="#c">c1</a></sup>'
    words[7] = f"{words[7][0]}<b>{words[7][1:]}</b>"
    return " ".join(words)


KINDS: dict[str, Callable[[str], tuple[str, str | bytes]]] = {
    "text of a page": lambda text: ("a/page.html", f"<html><body>\n<p>{text}</p></body></html>"),
    "text with links, signs and emphasis": lambda text: ("page.html", f"<p>{marked(text)}</p>"),
    "references of characters": lambda text: ("page.html", "<p>" + "".join(f"&#{ord(c)};" for c in text) + "</p>"),
    "tooltip": lambda text: ("page.html", f'<p><a title="{html.escape(text)}">x</a></p>'),
    "attribute in single quotes": lambda text: ("page.html", f"<p data-note='{text}'>x</p>"),
    "description": lambda text: ("page.html", f'<head><meta name="description" content="{text}"></head>'),
    "comment": lambda text: ("page.html", f"<p>x</p><!-- {text} -->"),
    "script": lambda text: ("page.html", f"<script>var a = {json.dumps(text)};</script>"),
    "picture within a page": lambda text: ("page.html", f"<svg><title>{text}</title></svg>"),
    "data of a link": lambda text: (
        "page.html",
        f'<a href="data:text/plain;base64,{base64.b64encode(text.encode()).decode()}">x</a>',
    ),
    "diacritics and other signs": lambda text: ("page.html", f"<p>{text.replace('ا', 'أ').replace(' ', ' – ')}</p>"),
    "JSON": lambda text: ("data.json", json.dumps({"a": [text]})),
    "JSON with letters": lambda text: ("data.json", json.dumps({"a": text}, ensure_ascii=False)),
    "search index": lambda text: ("search/t/0.js", search_part(text)),
    "text": lambda text: ("seed.txt", text.replace(" ", "\n")),
    "text without an ending": lambda text: ("seed", text),
    "text in UTF-16": lambda text: ("seed.txt", text.encode("utf-16")),
    "feed": lambda text: ("feed.xml", f"<feed><title>{text}</title></feed>"),
    "feed with markup": lambda text: ("feed.xml", f"<feed><![CDATA[{text}]]></feed>"),
    "SVG": lambda text: ("map.svg", f"<svg><text>{text}</text></svg>"),
    "packed sitemap": lambda text: ("sitemap.xml.gz", gzip.compress(f"<a>{text}</a>".encode())),
    "archive": lambda text: ("edition.zip", zipped("site/page.html", f"<p>{text}</p>")),
    "office document": lambda text: ("note.docx", zipped("word/document.xml", f"<w:t>{text}</w:t>")),
}


@pytest.mark.parametrize("text", [ARABIC, ENGLISH], ids=["ar", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_is_found_in_every_kind_of_file(checked: GenerateResult, tmp_path: Path, kind: str, text: str) -> None:
    name, content = KINDS[kind](text)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (finding,) = look(checked, tmp_path)
    assert finding.rule.name == "rights-leak"
    assert finding.span.source.name == f"site/{name}"
    assert "of the seed `dams`" in finding.message
    (label,) = finding.related
    assert label.span.source.name == "seeds/dams.txt"
    assert label.span.position[0] == (5 if text is ARABIC else 3)
    assert int(finding.message.split()[0]) >= 9


@pytest.mark.parametrize(
    "text",
    [
        " ".join(ENGLISH.split()[:7]),
        "The dams: " + " ".join(ARABIC.split()[3:10]),
        "The office says that both dams are old, and that nobody signed a contract for the repair of either of them.",
        " ".join(sorted(ENGLISH.split())),
    ],
    ids=["a phrase", "a phrase and the title", "a paraphrase", "the same words"],
)
def test_what_is_no_leak(checked: GenerateResult, tmp_path: Path, text: str) -> None:
    (tmp_path / "page.html").write_text(f"<p>{text}</p>", encoding="utf-8")
    assert look(checked, tmp_path) == []


def test_a_quoted_passage_may_stand_anywhere_where_excerpts_may(tmp_path: Path) -> None:
    found = {}
    for rights in ("excerpt", "link"):
        root = tmp_path / rights
        write_site(root, rights, "excerpt_budget: 40\n")
        brief = root / "briefs" / "dams.yml"
        longer = "said late on Sunday that the older of the two dams had been due for repair since the spring"
        brief.write_text(BRIEF.replace("had been due for repair since the spring", longer), encoding="utf-8")
        (root / "built").mkdir()
        (root / "built" / "page.html").write_text(f"<p>{longer}</p>", encoding="utf-8")
        found[rights] = look(generate(root), root / "built")
    assert found["excerpt"] == []
    assert len(found["link"]) == 1


def test_a_passage_that_an_open_seed_has_too_is_no_leak(tmp_path: Path) -> None:
    write_site(tmp_path, "link")
    text = f"As the office says: {ENGLISH}"
    (tmp_path / "seeds" / "office.txt").write_text(text, encoding="utf-8")
    record = "language: en\ntitle: Statement\npublisher: Harbour office\nrights: full\n"
    record += f"sha256: {hashlib.sha256(text.encode()).hexdigest()}\n"
    (tmp_path / "seeds" / "office.yml").write_text(record, encoding="utf-8")
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "page.html").write_text(f"<p>{ENGLISH}</p><p>x</p>", encoding="utf-8")
    assert look(generate(tmp_path), tmp_path / "built") == []


def test_short_runs_are_counted_over_the_whole_site(tmp_path: Path) -> None:
    write_site(tmp_path, "excerpt", "excerpt_budget: 45\n")
    (tmp_path / "built").mkdir()
    words = ENGLISH.split()
    (tmp_path / "built" / "one.html").write_text(f"<p>{' '.join(words[:11])}</p>", encoding="utf-8")
    result = generate(tmp_path)
    assert look(result, tmp_path / "built") == []
    (tmp_path / "built" / "two.html").write_text(f"<p>{' '.join(words[-12:])}</p>", encoding="utf-8")
    (finding,) = look(result, tmp_path / "built")
    assert finding.span.source.name == "seeds/dams.txt"
    assert "the budget is 45 %" in finding.message


@pytest.mark.parametrize(
    ("policy", "words", "found"),
    [
        ("", 12, 0),
        ("", 13, 1),
        ("max_shared_words: 8\n", 8, 0),
        ("max_shared_words: 8\n", 9, 1),
        ("max_shared_words: 20\n", 20, 0),
    ],
)
def test_the_policy_says_how_many_words_in_a_row_may_stand(tmp_path: Path, policy: str, words: int, found: int) -> None:
    write_site(tmp_path, "link")
    (tmp_path / "editorial.yml").write_text(policy, encoding="utf-8")
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "one.html").write_text(f"<p>{' '.join(ENGLISH.split()[:words])}</p>", encoding="utf-8")
    assert len(look(generate(tmp_path), tmp_path / "built")) == found


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "kept", "1")
    yield store
    store.close()


def faults(root: Path, store: Store) -> list[str]:
    """Bring a site up to date, and name what is wrong with it."""
    done = update(root, store, progress=lambda stage, done, total: None)
    return [f"{found.span.source.name} {found.rule.name}" for found in done.diagnostics]


@thorough
def test_builds_after_changes_find_what_a_build_over_nothing_finds(tmp_path: Path, stores: Store) -> None:
    root = tmp_path / "site-root"
    write_site(root, "excerpt", "excerpt_budget: 40\n")

    def rules_of(store: Store) -> list[str]:
        return faults(root, store)

    assert rules_of(stores) == []
    before = (root / "site" / "index.html").read_bytes()
    index = root / "docs" / "index.md"
    index.write_text(f"# Gate\n\n{ENGLISH}\n", encoding="utf-8")
    leak = ["docs/index.md rights-leak"]
    assert rules_of(stores) == rules_of(stores) == rules_of(Store(None)) == leak
    assert (root / "site" / "index.html").read_bytes() == before
    index.write_text(f"# Gate\n\n{' '.join(ENGLISH.split()[:11])}\n", encoding="utf-8")
    assert rules_of(stores) == []
    (root / "editorial.yml").write_text("max_shared_words: 10\n", encoding="utf-8")
    assert rules_of(stores) == leak
    (root / "editorial.yml").unlink()
    assert rules_of(stores) == []
    index.write_text("# Gate\n", encoding="utf-8")
    assert rules_of(stores) == []
    # A file that was harmless is not, once a seed with its words comes in, or the rights change.
    text = "A passage about ferries that nobody had sent us when the manual of this desk was written down in May."
    index.write_text(f"# Gate\n\n{text}\n", encoding="utf-8")
    assert rules_of(stores) == []
    record = "language: en\ntitle: Ferries\npublisher: Harbour Gazette\nrights: full\n"
    record += f"sha256: {hashlib.sha256(text.encode()).hexdigest()}\n"
    (root / "seeds" / "ferries.txt").write_text(text, encoding="utf-8")
    (root / "seeds" / "ferries.yml").write_text(record, encoding="utf-8")
    assert rules_of(stores) == []
    (root / "seeds" / "ferries.yml").write_text(record.replace("full", "link"), encoding="utf-8")
    assert rules_of(stores)[:1] == leak


TAKEDOWNS = [
    (rights, after, meanwhile)
    for rights, after in (("full", "excerpt"), ("full", "link"), ("excerpt", "link"))
    for meanwhile in ("", "built over nothing", "opened")
]
EVERYDAY = [("full", "link", "built over nothing")]


@pytest.mark.parametrize(("rights", "after", "meanwhile"), of_these(TAKEDOWNS, EVERYDAY))
def test_a_takedown_is_published_by_the_next_build(
    tmp_path: Path, stores: Store, rights: str, after: str, meanwhile: str
) -> None:
    root = tmp_path / "site-root"
    write_site(root, rights, "excerpt_budget: 40\n")
    assert faults(root, stores) == []
    if meanwhile == "built over nothing":
        assert faults(root, Store(None)) == []
    if meanwhile == "opened":  # what was restricted is not any more, and then again
        write_site(root, "full", "excerpt_budget: 40\n")
        assert faults(root, stores) == []
    write_site(root, after, "excerpt_budget: 40\n")
    assert faults(root, stores) == []
    (taken_down,) = (path for path in root.glob("site/en/sources/*.html") if path.name != "index.html")
    assert ENGLISH[:40] not in taken_down.read_text("utf-8")
    shutil.copytree(root, tmp_path / "anew", ignore=shutil.ignore_patterns("site", "en"))
    assert faults(tmp_path / "anew", Store(None)) == []
    assert all_files(root / "site") == all_files(tmp_path / "anew" / "site")


NOT_TAKEN_DOWN = [
    ("full", "link", "titel: x\n", False),  # a record that cannot be read says nothing of rights
    ("full", "link", "", True),
    ("full", "excerpt", "", True),
    ("excerpt", "link", "", True),
    ("link", "full", "", False),
    ("link", "link", "", False),
]


@pytest.mark.parametrize(("rights", "after", "fault", "said"), of_these(NOT_TAKEN_DOWN, NOT_TAKEN_DOWN[:2]))
def test_a_takedown_that_cannot_be_published_is_told(
    tmp_path: Path, stores: Store, rights: str, after: str, fault: str, said: bool
) -> None:
    root = tmp_path / "site-root"
    write_site(root, rights, "excerpt_budget: 40\n")
    assert faults(root, stores) == []
    write_site(root, after, f"excerpt_budget: 40\n{fault}")
    (root / "docs" / "index.md").write_text("# Gate\n\n[gone](gone.html)\n", encoding="utf-8")
    done = update(root, stores, progress=lambda stage, done, total: None)
    assert done.site is None
    assert done.has_other_rights is said


@thorough
def test_what_was_pasted_while_a_seed_was_open_is_found_when_it_is_closed(tmp_path: Path, stores: Store) -> None:
    root = tmp_path / "site-root"
    write_site(root, "link")
    assert faults(root, stores) == []
    write_site(root, "full")
    (root / "docs" / "index.md").write_text(f"# Gate\n\n{ENGLISH}\n", encoding="utf-8")
    assert faults(root, stores) == []
    write_site(root, "link")
    (root / "docs" / "index.md").write_text(f"# Gate\n\n{ENGLISH}\n", encoding="utf-8")
    assert faults(root, stores) == ["docs/index.md rights-leak"]


def test_a_quote_by_hand_is_found_once_nothing_may_be_quoted(tmp_path: Path, stores: Store) -> None:
    root = tmp_path / "site-root"
    longer = "said late on Sunday that the older of the two dams had been due for repair since the spring"
    for rights, found in (("excerpt", []), ("link", ["docs/quote.txt rights-leak"]), ("excerpt", [])):
        write_site(root, rights, "excerpt_budget: 40\n")
        brief = BRIEF.replace("had been due for repair since the spring", longer)
        (root / "briefs" / "dams.yml").write_text(brief, encoding="utf-8")
        (root / "docs" / "quote.txt").write_text(longer, encoding="utf-8")
        assert faults(root, stores) == found


def all_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@thorough
def test_the_offline_edition_goes_through_the_gate(tmp_path: Path) -> None:
    write_site(tmp_path, "link")
    (tmp_path / "docs" / "index.md").write_text(f"# Gate\n\n{ARABIC}\n", encoding="utf-8")
    pages = generate(tmp_path)
    assert pages.site is not None
    assert pages.guards is not None
    result = build_offline(
        tmp_path, pages.site, pages.languages, day=date(2024, 3, 12), gate=Gate(pages.guards), strict=True
    )
    assert result.edition is None
    assert {found.rule.name for found in result.diagnostics} == {"rights-leak"}
    assert not list((tmp_path / "offline").glob("*.zip"))


def test_plain_mkdocs_ends_with_an_error(tmp_path: Path) -> None:
    write_site(tmp_path, "link")
    (tmp_path / "docs" / "index.md").write_text(f"# Gate\n\n{ARABIC}\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "site/index.html" in done.stderr
    assert "rights-leak" in done.stderr
    assert (tmp_path / "site" / "404.html").exists()
    assert [
        path
        for path in (tmp_path / "site").rglob("*")
        if path.is_file() and "السدين" in path.read_text("utf-8", "replace")
    ] == []
    shutil.rmtree(tmp_path / "site")


def test_files_of_the_theme_are_not_looked_through_as_long_as_they_are_the_packages(tmp_path: Path) -> None:
    from mujaz.site.shipped import is_shipped
    from mujaz.site.theme_scripts import THEME_DIR

    style = (THEME_DIR / "assets/mujaz/brief.css").read_bytes()
    assert is_shipped("assets/mujaz/brief.css", style)
    assert not is_shipped("assets/mujaz/brief.css", style + b"/* words */")
    assert not is_shipped("assets/mujaz/other.css", style)
    assert not is_shipped("brief.css", style)
