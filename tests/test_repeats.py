"""What a text repeats of a seed that may not be published is found by a check, at its place in the YAML."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import check_site
from mujaz.rights.masks import masked
from mujaz.syntax.diagnostics import Diagnostic

ARTICLE = (
    "The harbour office said late on Sunday that the older of the two dams had been due for repair since the spring, "
    "and that no contract was ever signed by any of the three firms."
)
TAKEN = "the older of the two dams had been due for repair since the spring"
OUTLINE = masked(TAKEN)
"""What a report shows of it."""
"""Fourteen words of it, two more than may stand anywhere."""
CONFIGURATION = """\
use_directory_urls: false
extra:
  alternate:
    - {lang: en, name: English}
    - {lang: ar, name: العربية}
"""
BRIEF = """\
language: en
title: Two dams
seeds: [dams]
"""


def check(
    root: Path,
    brief: str = "",
    *,
    rights: str = "link",
    record: str = "",
    store: Store | None = None,
    **files: str,
) -> list[Diagnostic]:
    """The rights-leaks that a check finds in a site with a brief, the record of its seed, and other files."""
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    contents = {
        "mkdocs.yml": CONFIGURATION,
        "seeds/dams.txt": ARTICLE,
        "seeds/dams.yml": f"language: en\ntitle: Dams\npublisher: P\nsha256: {digest}\nrights: {rights}\n{record}",
        "briefs/dams.yml": BRIEF + brief,
        **{name.replace("__", "/") + ".yml": text for name, text in files.items()},
    }
    for name, text in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return [finding for finding in check_site(root, store=store).diagnostics if finding.rule.name == "rights-leak"]


FIELDS = {
    "summary": f"summary: As is said, {TAKEN}.\n",
    "key point": f"key_points:\n  - One.\n  - And {TAKEN}.\n",
    "what is not known": f"unknowns:\n  - One.\n  - And {TAKEN}.\n",
    "author": f"authors: ['{TAKEN}']\n",
    "title of a note": f"notes:\n  - {{id: n, title: '{TAKEN}', body: B}}\n",
    "body of a note": f"notes:\n  - {{id: n, title: T, body: 'B. {TAKEN}'}}\n",
    "statement": f"claims:\n  - {{id: c, statement: 'S {TAKEN}'}}\n",
    "rationale": f"claims:\n  - {{id: c, statement: S, rationale: 'R {TAKEN}'}}\n",
    "event": f"timeline:\n  - {{date: 2024, text: '{TAKEN}'}}\n",
    "correction": f"corrections:\n  - {{date: 2024, severity: minor, text: '{TAKEN}'}}\n",
    "gloss": f"entities:\n  dam: {{type: place, name: Dam, gloss: '{TAKEN}'}}\n",
    "alias": f"entities:\n  dam: {{type: place, name: Dam, gloss: G, aliases: {{en: ['{TAKEN}']}}}}\n",
    "background": f"entities:\n  dam: {{type: place, name: Dam, gloss: G, body: '{TAKEN}'}}\n",
    "publication": f"sources:\n  report: {{type: report, title: '{TAKEN}'}}\n",
    "container of a publication": f"sources:\n  r: {{type: article, title: R, container-title: '{TAKEN}'}}\n",
    "another language": f"key_points: [{{en: One., ar: '{TAKEN}'}}]\n",
    "translation": f"translations:\n  ar: {{title: سدان, summary: '{TAKEN}'}}\n",
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_a_page_shows_is_looked_at(field: str, tmp_path: Path) -> None:
    (found,) = check(tmp_path, FIELDS[field])
    assert found.span.source.name == "briefs/dams.yml"
    assert found.span.text.removesuffix(".") in (OUTLINE, OUTLINE.removesuffix("."))
    assert found.message == "14 words in a row of the seed `dams`, of which may be shown: its citation only"
    (label,) = found.related
    assert (label.span.source.name, label.span.text.rstrip(",")) == ("seeds/dams.txt", OUTLINE)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"summary: >-\n  Folded: {TAKEN.replace(' had ', chr(10) + '  had ')}.\n", 14),
        (f'summary: "Escaped: {TAKEN.replace("older", "o" + chr(92) + "u006cder")}"\n', 14),
        (f"summary: {TAKEN.replace('two dams', '**two** *dams*')}\n", 14),
        (f"summary: {TAKEN.replace('two dams', '[two dams](https://example.org/dams)')}\n", 14),
        (f"summary: {TAKEN.replace(' had', '[^c] had')}\nclaims: [{{id: c, statement: S}}]\n", 14),
        (f"summary: {TAKEN.upper()}\n", 14),
        (f"summary: {TAKEN.replace(' ', ', ')}\n", 14),
        (f"summary: that {TAKEN} and\n", 16),
        (f"summary: {ARTICLE}\n", 35),
    ],
)
def test_whatever_stands_between_the_words(written: str, shown: int, tmp_path: Path) -> None:
    (found,) = check(tmp_path, written)
    assert found.span.source.name == "briefs/dams.yml"
    assert found.span.position.line >= 4
    assert found.message.startswith(f"{shown} words in a row")


@pytest.mark.parametrize(
    ("brief", "options"),
    [
        (f"summary: {TAKEN.removesuffix(' the spring')}.\n", {}),
        ("summary: The older dam needed repair since spring, and the three firms signed nothing.\n", {}),
        (f"summary: {TAKEN}\n", {"rights": "full"}),
        (f"summary: {TAKEN}\n", {"editorial": "max_shared_words: 14\n"}),
        (
            f"summary: {TAKEN}\nnotes: [{{id: n, at: {TAKEN}, title: T, body: B}}]\n",
            {"rights": "excerpt", "record": "excerpt_budget: 60\n"},
        ),
        (f"mentions: [{{at: {TAKEN}, entity: null}}]\n", {}),
        (f"translations:\n  fr: {{title: Deux barrages, summary: '{TAKEN}'}}\n", {}),
        (f"key_points: [{{en: One., fr: '{TAKEN}'}}]\n", {}),
        ("", {"record": f"translation: {{language: ar, sentences: [{{exact: '{TAKEN}', text: سدان}}]}}\n"}),
    ],
    ids=["twelve words", "a paraphrase", "full", "policy", "quoted", "an anchor", "a language", "a phrase", "a record"],
)
def test_what_may_stand(brief: str, options: dict[str, str], tmp_path: Path) -> None:
    assert check(tmp_path, brief, **options) == []


@pytest.mark.parametrize(("rights", "found"), [("excerpt", 0), ("link", 1)])
def test_what_a_brief_quotes_may_stand_where_excerpts_may(rights: str, found: int, tmp_path: Path) -> None:
    brief = f"summary: {TAKEN}\nnotes: [{{id: n, at: {TAKEN}, title: T, body: B}}]\n"
    assert len(check(tmp_path, brief, rights=rights, record="excerpt_budget: 60\n")) == found


def test_glossary_and_record_are_looked_at(tmp_path: Path) -> None:
    glossary = f"language: en\ntags: {{dams: 'T {TAKEN}'}}\n"
    found = check(tmp_path, "tags: [dams]\n", record=f"author: '{TAKEN}'\n", briefs__glossary__all=glossary)
    assert [finding.span.source.name for finding in found] == ["briefs/glossary/all.yml", "seeds/dams.yml"]
    assert [finding.span.text for finding in found] == [OUTLINE, OUTLINE]


def test_what_is_quoted_no_more_is_found_in_every_text_that_repeats_it(tmp_path: Path) -> None:
    """Over what a run before kept, in which the guards are put together once for all texts."""
    others = {f"briefs__{name}": f"{BRIEF}summary: {TAKEN}\n" for name in ("first", "second", "third")}
    quote = f"notes:\n  - {{id: n, title: T, body: B, at: {{seed: dams, exact: '{TAKEN}'}}}}\n"
    store = Store(tmp_path / ".cache", "1")
    try:
        for brief, expected in ((quote, 0), ("", 3), (quote, 0)):
            found = check(tmp_path, brief, rights="excerpt", record="excerpt_budget: 100\n", store=store, **others)
            assert len(found) == expected
    finally:
        store.close()
