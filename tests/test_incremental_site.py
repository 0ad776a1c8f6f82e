"""The built site follows every setting: after any edits, a build over what is kept gives what one over nothing gives.

`MUJAZ_SEQUENCES=1000 pytest tests/test_incremental_site.py` tries more sequences of edits than the everyday run does,
`MUJAZ_SEQUENCES=200-400` those with these numbers.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

import site_settings as settings
from mujaz.engine.cache.store import Store
from mujaz.model import Brief, SeedRecord
from mujaz.model.base import Part
from mujaz.model.policy import Policy
from mujaz.site.build import build
from mujaz.site.update import Update, update
from site_edits import EDITS, Edit, a_setting, sequences, write_site
from site_settings import ABSENT, FILES, SENTENCE, SITE, first_of, set_to, written
from test_incremental import said
from thorough import examples, thorough
from trusting import agreed

_EDITS = 8
"""Edits of a sequence."""
_FOLDERS = ("docs", "pages")
_EDITIONS = ("ar", "en", "en-GB", "fr")
_HAND_WRITTEN = {
    "index.md": "# News\n\n[Briefs](en/briefs/index.md)\n",
    "about.md": "# About\n\nA desk.\n",
    "own.css": "p { color: #333 }\n",
    "own.js": "var own = 1;\n",
    "own.xml": "<pages>{% for file in pages or [] %}<page/>{% endfor %}</pages>\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site with pages that people wrote."""
    folder = tmp_path / "site"
    write_site(folder)
    (folder / "mkdocs.yml").write_text(written(first_of(SITE)), encoding="utf-8")
    for docs in _FOLDERS:
        for name, text in _HAND_WRITTEN.items():
            (folder / docs).mkdir(exist_ok=True)
            (folder / docs / name).write_text(text, encoding="utf-8")
    (folder / "own").mkdir()
    (folder / "own" / "own.txt").write_text("x", encoding="utf-8")
    (folder / "hook.py").write_text("", encoding="utf-8")
    return folder


def built(root: Path, *, kept: bool) -> tuple[Update, list[tuple[str, ...]]]:
    """Bring a site up to date as `mujaz build` does."""
    store = Store(root / ".cache" if kept else None, "1")
    day = root / "seeds" / "day~"
    today = date.fromisoformat(day.read_text("utf-8")) if day.exists() else None
    try:
        updated = update(agreed(root), store, progress=lambda stage, done, total: None, today=today)
        return updated, said(updated.diagnostics)
    finally:
        store.close()


def files(folder: Path) -> dict[str, str]:
    """The digest of each file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def clean_copy(root: Path) -> Path:
    """A copy of what people wrote."""
    clean = root.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns(".cache", "site", "public"))
    for docs in _FOLDERS:
        for edition in _EDITIONS:
            shutil.rmtree(clean / docs / edition, ignore_errors=True)
    return clean


def builds_agree(root: Path) -> None:
    """A build over what earlier ones kept finds and gives what one over nothing does, and else leaves the last site."""
    before = files(root / "site")
    expected, wanted = built(clean_copy(root), kept=False)
    updated, found = built(root, kept=True)
    assert found == wanted
    if expected.site is None or updated.site is None:
        assert expected.site == updated.site
        assert files(root / "site") == before
    else:
        assert expected.site.name == updated.site.name
        assert files(updated.site) == files(expected.site)


def rights(root: Path, chance: random.Random) -> None:
    """Change what may be shown of an article, or how that is counted."""
    name, key = chance.choice(
        (
            ("seeds/strike-en.yml", "rights"),
            ("seeds/strike-en.yml", "rights"),
            ("seeds/strike-en.yml", "excerpt_budget"),
            ("editorial.yml", "max_shared_words"),
        )
    )
    set_to(root, name, key, chance.choice(FILES[name][key]))


def a_page_of_a_person(root: Path, chance: random.Random) -> None:
    """Change a page that somebody wrote, some of them to what may not be published."""
    text = chance.choice(
        (
            "A desk.",
            SENTENCE,
            "[The strike](en/briefs/strike.md)",
            "[The strike](ar/briefs/strike.md#summary)",
            "[Gone](gone.md)",
            "## Part\n\nMore.",
        )
    )
    for docs in _FOLDERS:
        (root / docs / "about.md").write_text(f"# About\n\n{text}\n", encoding="utf-8")


def a_file_beside_the_pages(root: Path, chance: random.Random) -> None:
    """Write a file that MkDocs copies as it is."""
    text = chance.choice(("A desk.", SENTENCE, "Two of nine cranes are working", ""))
    for docs in _FOLDERS:
        (root / docs / "note.txt").write_text(text, encoding="utf-8")


def a_built_file(root: Path, chance: random.Random) -> None:
    """Change a file of the built site, or take it away."""
    if paths := sorted(path for path in (root / "site").rglob("*") if path.is_file()):
        path = chance.choice(paths)
        if chance.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes() + b"x")


def a_build_without_the_cache(root: Path, chance: random.Random) -> None:
    """Build over nothing, beside what is kept."""
    built(root, kept=False)


SITE_EDITS: tuple[Edit, ...] = (
    *EDITS,
    *(a_setting,) * 20,
    *(rights,) * 8,
    a_page_of_a_person,
    a_page_of_a_person,
    a_file_beside_the_pages,
    a_file_beside_the_pages,
    a_built_file,
    a_build_without_the_cache,
)


@pytest.mark.parametrize("sequence", sequences(examples(1, 20)))
def test_any_edits(sequence: int, root: Path) -> None:
    chance = random.Random(sequence)
    assert built(root, kept=True)[0].site is not None
    for _ in range(_EDITS):
        chance.choice(SITE_EDITS)(root, chance)
        if chance.random() < 0.4:
            builds_agree(root)
        elif chance.random() < 0.5:
            built(root, kept=True)
    builds_agree(root)


@thorough
def test_the_search_index_is_that_of_a_whole_build(root: Path) -> None:
    """In proportion to what changed it is made of the trees of pages, and by MkDocs of what that made of Markdown."""
    brief = root / "briefs/strike.yml"
    for words in ("cranes work.", "cranes stand still."):  # from nothing, and over what is kept
        brief.write_text(brief.read_text("utf-8").replace("cranes work.", words), encoding="utf-8")
        updated, _ = built(root, kept=True)
        assert updated.site is not None
        assert "by MkDocs" not in updated.redone
        in_proportion = files(updated.site / "search")
        whole = build(agreed(root))
        assert whole.site is not None
        assert files(whole.site / "search") == in_proportion


@pytest.mark.parametrize(
    ("part", "keys"), [(SeedRecord, settings.RECORD), (Policy, settings.POLICY), (Brief, settings.BRIEF)]
)
def test_every_key_of_the_format_is_among_the_settings(part: type[Part], keys: dict[str, settings.Values]) -> None:
    assert set(keys) == set(part.__dataclass_fields__) - {"span", "keys"}


def test_every_setting_of_mkdocs_is_among_the_settings() -> None:
    assert set(SITE) == {key for key, _ in MkDocsConfig._schema} - settings.NOT_OF_THE_SITE


@pytest.mark.parametrize("name", settings.FILES)
def test_every_setting_has_values_that_differ(name: str) -> None:
    for key, values in settings.FILES[name].items():
        assert len({"absent" if value is ABSENT else repr(value) for value in values}) > 1, key
