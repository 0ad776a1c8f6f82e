"""Every setting of a small site that people change: of records, of the policy, of briefs and of `mkdocs.yml`.

Each is a key with values that it may have, `ABSENT` among them. Most values are right, so that most changes are built;
some are refused, since a site must come back from those as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

ABSENT: Final = object()
"""The key is not there."""

Values = tuple[Any, ...]

SENTENCE = "Dock workers walked out at Port Rimal on Monday, and ships had to wait."
"""Of a seed of the site: what must not stand in a page where its rights forbid that."""

RECORD: Mapping[str, Values] = {
    "language": ("en", "ar", "en-GB"),
    "former_ids": (ABSENT, ["ships"], ["ships", "dockers"]),
    "original": (ABSENT, {"file": "strike.html", "sha256": "0" * 64, "reader": "trafilatura 2"}),
    "title": ("Ships wait as dockers walk out", "Ships wait", f"News: {SENTENCE}"),
    "publisher": ("The Coast", "Coast Daily"),
    "author": (ABSENT, "Coast desk"),
    "url": (ABSENT, "https://example.org/ships", "https://example.org/other"),
    "published": ("2024-05-07", "2024-05", ABSENT),
    "retrieved": (ABSENT, "2024-05-08"),
    "sha256": ("5a5ed22b3843514d2d7759c63501f0ee73f29f872487ef44d8934d913d9a05b4",) * 7 + ("0" * 64,),
    "fold_sha256": (ABSENT, ABSENT, ABSENT, f"fold-1:{'0' * 64}"),
    "replaces": (ABSENT, ABSENT, ["0" * 64]),
    "grade": (ABSENT, "C2", "A1", "F6"),
    "withdrawn": (ABSENT, ABSENT, ABSENT, {"date": "2024-06-01", "text": "The paper took it back."}),
    "rights": ("full", "excerpt", "link", ABSENT),
    "excerpt_budget": (100, 60, 30, ABSENT),
    "translation": (
        ABSENT,
        {"language": "ar", "sentences": [{"exact": SENTENCE, "text": "أضرب عمال الأرصفة يوم الاثنين، وانتظرت السفن."}]},
        {"language": "fr", "sentences": [{"exact": SENTENCE, "text": "Les dockers sont en grève."}]},
    ),
}
"""Of the record of a seed."""

POLICY: Mapping[str, Values] = {
    "roles": (ABSENT, {"editor": "Reads it", "lawyer": "Answers for rights"}),
    "criteria": (ABSENT, {"rights": "No more is quoted than may be"}),
    "approvals": (ABSENT, [{"tags": ["labour"]}], [{"count": 2, "grade": "C"}]),
    "people": (ABSENT, {"editor@example.org": ["editor"]}),
    "severities": (
        ABSENT,
        {"unattributed-claim": "error"},
        {"unattributed-claim": "off", "rights-leak": "off"},
        {"unattributed-claim": "info"},
    ),
    "trace": (0, 50, 100),
    "signed_commits": (ABSENT, "optional", "required"),
    "site_files": (ABSENT, "noted", "approved"),
    "quote_words": (ABSENT, 3, 30),
    "max_shared_words": (ABSENT, 8, 30, 100),
    "unsearched_files": (ABSENT, {}, {"*.pdf": "any"}),
    "due_days": (ABSENT, 0, 365),
}
"""Of `editorial.yml`."""

BRIEF: Mapping[str, Values] = {
    "language": ("en", "ar"),
    "former_ids": (ABSENT, ["truce"], ["truce", "2024/truce"]),
    "title": ({"en": "A truce", "ar": "هدنة"}, "A truce at the port", {"ar": "هدنة"}, {"fr": "Une trêve"}),
    "seeds": (["strike-en"], ["strike-en", "strike-ar"]),
    "default_seed": (ABSENT, "strike-en"),
    "authors": (ABSENT, ["Coast desk"]),
    "tags": (["labour"], ABSENT),
    "status": ("draft", "in-review", "published", "corrected", "withdrawn"),
    "published": ("2024-06-01", "2024-05", ABSENT),
    "updated": (ABSENT, "2024-06-02"),
    "publish_after": (ABSENT, "2024-06-02", "2030-01-01"),
    "review_by": (ABSENT, "2024-06-03", "2030-01"),
    "summary": ("A truce[^c1].", {"en": "A truce.", "ar": "هدنة."}, f"It says: {SENTENCE}", ABSENT),
    "key_points": (ABSENT, ["Both sides met."]),
    "unknowns": (ABSENT, ["Who called the strike off."]),
    "entities": (
        {"mediator": {"type": "person", "name": "The mediator", "gloss": "Speaks to both"}},
        {"mediator": {"type": "organization", "name": {"en": "Mediator", "ar": "الوسيط"}, "gloss": SENTENCE}},
    ),
    "mentions": (ABSENT, [{"at": {"seed": "strike-en", "exact": "Ports Authority"}, "entity": None}]),
    "notes": (ABSENT, [{"id": "n1", "title": "Truces", "body": "They are short."}], [
        {"id": "n1", "at": {"seed": "strike-en", "exact": "ships had to wait"}, "title": "Waits", "body": SENTENCE}
    ]),
    "claims": (
        [{"id": "c1", "at": {"seed": "strike-en", "exact": "Two of nine cranes are working"}, "statement": "Some do"}],
        [{"id": "c1", "at": {"seed": "strike-en", "exact": SENTENCE}, "statement": "All wait.", "speaker": "mediator"}],
    ),
    "timeline": (ABSENT, [{"date": "2024-06-01", "text": "Both sides meet."}]),
    "sources": (ABSENT, {"paper": {"type": "report", "title": "A paper on ports"}}),
    "corrections": (ABSENT, [{"date": "2024-06-02", "severity": "minor", "text": "A date was wrong."}]),
    "superseded_by": (ABSENT, "strike"),
    "translations": (ABSENT, {"ar": {"title": "هدنة في الميناء"}}),
}  # fmt: skip
"""Of a brief."""

_AR = {"lang": "ar", "name": "العربية", "link": "ar/index.html"}
_EN = {"lang": "en", "name": "English", "link": "en/index.html"}
_FR = {"lang": "fr", "name": "Français", "link": "fr/index.html"}

SITE: Mapping[str, Values] = {
    "site_name": ("Strike", "Port news"),
    "nav": (
        [{"Home": "index.md"}, {"English": ["en/index.md", "en/briefs/index.md"]}, {"About": "about.md"}],
        [{"Home": "index.md"}, {"Briefs": "en/briefs/index.md"}, {"عربي": "ar/index.md"}],
        [{"Home": "index.md"}, {"About": "about.md"}, "en/index.md"],
        [{"Home": "index.md"}],
        ABSENT,
        [{"Home": "gone.md"}],
    ),
    "exclude_docs": (ABSENT, "/about.md\n", "/en/tags/\n"),
    "draft_docs": (ABSENT, "/about.md\n"),
    "not_in_nav": ("/en/\n/ar/\n/fr/\n/en-GB/\n/about.md\n", "/*/\n/about.md\n", "/en/*/\n/ar/*/\n", ABSENT),
    "site_url": (ABSENT, "https://example.org/", "https://example.org/news/"),
    "site_description": (ABSENT, "News of the port", SENTENCE),
    "site_author": (ABSENT, "Coast desk"),
    "theme": (
        {"name": "material", "font": False},
        {"name": "material", "font": False, "language": "ar"},
        {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.footer"]},
        {"name": "material", "font": False, "palette": {"scheme": "slate"}, "logo": "assets/mujaz/logo.svg"},
        {"name": "material", "font": False, "custom_dir": "own"},
        {"name": "material"},
    ),
    "docs_dir": (ABSENT, "docs", "docs", "pages"),
    "site_dir": (ABSENT, "site", "public"),
    "copyright": (ABSENT, "Ours", "&copy; Coast"),
    "use_directory_urls": (False, False, False, True),
    "repo_url": (ABSENT, "https://example.org/repository"),
    "repo_name": (ABSENT, "Repository"),
    "edit_uri_template": (ABSENT, ABSENT, "edit/{path}"),
    "edit_uri": (ABSENT, "edit/main/docs/"),
    "extra_css": (ABSENT, ["own.css"]),
    "extra_javascript": (ABSENT, ["own.js"], ["https://example.org/a.js"]),
    "extra_templates": (ABSENT, ["own.xml"]),
    "markdown_extensions": (
        ["attr_list", "def_list", "md_in_html"],
        ["attr_list", "def_list", "md_in_html", "tables", {"toc": {"permalink": "#", "toc_depth": 3}}],
        ["attr_list", "def_list", "md_in_html", {"toc": {"title": "On this page"}}],
        ["attr_list", "def_list", "md_in_html", "abbr"],
    ),
    "strict": (ABSENT, True),
    "extra": (
        {"alternate": [_AR, _EN]},
        {"alternate": [_EN]},
        {"alternate": [_EN, _AR, _FR]},
        {"alternate": [{**_AR, "numerals": "latn", "hijri": True}, _EN]},
        {"alternate": [_AR, {**_EN, "title": "Port news", "copyright": "Ours", "labels": {"About": "What it is"}}]},
        {"alternate": [_AR, {**_EN, "name": "English (UK)", "lang": "en-GB"}]},
        {"alternate": [_AR, _EN], "generator": False, "own": SENTENCE},
    ),
    "plugins": (
        ["search", "mujaz"],
        ["mujaz"],
        [{"search": {"enabled": False}}, "mujaz"],
        [{"search": {"lang": ["en", "ar"]}}, {"mujaz": {"generate": False}}],
        ["search", "tags", "mujaz"],
    ),
    "hooks": (ABSENT, ABSENT, ["hook.py"]),
    "watch": (ABSENT, ["seeds"]),
    "validation": (
        ABSENT,
        {"nav": {"omitted_files": "ignore"}},
        {"links": {"anchors": "warn"}, "nav": {"omitted_files": "ignore", "not_found": "ignore"}},
    ),
}
"""Of `mkdocs.yml`."""

NOT_OF_THE_SITE = frozenset(
    {"config_file_path", "dev_addr", "google_analytics", "mdx_configs", "pages", "remote_branch", "remote_name"}
)
"""What MkDocs knows besides: what no page or file of a build depends on, and what it no longer takes."""

FILES: Mapping[str, Mapping[str, Values]] = {
    "seeds/strike-en.yml": RECORD,
    "editorial.yml": POLICY,
    "briefs/second.yml": BRIEF,
    "mkdocs.yml": SITE,
}
"""The settings by the file that they stand in."""


def first_of(settings: Mapping[str, Values]) -> dict[str, Any]:
    """All settings with the first of their values."""
    return {key: values[0] for key, values in settings.items() if values[0] is not ABSENT}


def written(data: Mapping[str, Any]) -> str:
    """Settings as YAML."""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False) if data else ""


def set_to(root: Path, name: str, key: str, value: object) -> None:
    """Give a setting a value; a file that cannot be read is begun anew.

    Args:
        root: the site.
        name: of the file, one of `FILES`.
        key: of the setting.
        value: what it is to be, or `ABSENT`.
    """
    path, settings = root / name, FILES[name]
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError):
        data = None
    if not isinstance(data, dict):
        data = first_of(settings)
    data.pop(key, None)
    if value is not ABSENT:
        data[key] = value
    path.write_text(written(data), encoding="utf-8")
