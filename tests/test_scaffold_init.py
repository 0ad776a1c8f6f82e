"""A new site: complete, clean, and of the pattern of the example site."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml

from mujaz.engine.editorial import DEFAULT_POLICY
from mujaz.engine.pipeline import check_site, generate, load_config
from mujaz.engine.workspace import write_files
from mujaz.model import Policy
from mujaz.model.decode import decode
from mujaz.review.meaning import meaning
from mujaz.scaffold.init import plan_site
from mujaz.site.build import build
from mujaz.syntax.source import Source

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, plan_site("موجز").files, replace=False)
    return tmp_path


def test_its_content_has_no_finding(site: Path) -> None:
    _, findings = load_config(site)
    assert [*findings, *check_site(site).diagnostics] == []


def test_its_briefs_are_in_both_languages(site: Path) -> None:
    checked = check_site(site)
    assert checked.site is not None
    assert {brief.languages for brief in checked.site.briefs.values()} == {("ar", "en")}
    assert all(brief.mentions for brief in checked.site.briefs.values())


@pytest.mark.parametrize(("language", "other"), [("ar", "en"), ("en", "ar")])
def test_a_site_may_have_one_edition(tmp_path: Path, language: str, other: str) -> None:
    files = plan_site("x", (language,)).files
    write_files(tmp_path, files, replace=False)
    assert not any(f"{other}/" in files[name] for name in ("mkdocs.yml", "docs/index.md", ".gitignore"))
    assert not any(re.search("^@", text, re.MULTILINE) for text in files.values())
    built = build(tmp_path) if not generate(tmp_path).diagnostics else None
    assert built is not None
    assert built.diagnostics == ()
    assert (tmp_path / "site" / language / "briefs" / "example.html").is_file()
    assert not (tmp_path / "site" / other).exists()


def test_the_record_of_its_seed_fits_the_text() -> None:
    files = plan_site("x").files
    text = files["seeds/apollo-11.txt"]
    assert f"sha256: {hashlib.sha256(text.encode()).hexdigest()}\n" in files["seeds/apollo-11.yml"]


def test_its_settings_are_those_of_the_example_site() -> None:
    ours, theirs = (
        yaml.safe_load(text)
        for text in (plan_site("x").files["mkdocs.yml"], (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    )
    assert set(ours["theme"].pop("features")) <= set(theirs["theme"].pop("features"))
    for key in ("use_directory_urls", "theme", "plugins", "markdown_extensions", "not_in_nav", "validation"):
        assert ours.get(key) == theirs.get(key), key
    assert [edition["lang"] for edition in ours["extra"]["alternate"]] == ["ar", "en"]


@pytest.mark.parametrize("name", ["موجز", 'a "b": {c} #d', "<script>x</script> & y", "@heading@", "- 1", "null"])
def test_any_name_is_only_a_name(name: str) -> None:
    files = plan_site(name).files
    settings = yaml.safe_load(files["mkdocs.yml"])
    assert "<" not in settings["site_name"]
    assert isinstance(settings["site_name"], str)
    assert list(settings["nav"][0]) == [settings["site_name"]]
    assert "<script>" not in files["docs/index.md"]
    assert not any("@name@" in text for text in files.values())


def test_its_policy_says_what_holds_without_one(site: Path) -> None:
    policy, findings = decode(Source("editorial.yml", (site / "editorial.yml").read_text("utf-8")), Policy)
    assert findings == []
    without = dataclasses.replace(DEFAULT_POLICY, approvals=policy.approvals if policy else ())
    assert meaning(policy) == meaning(without)
    assert meaning(policy.approvals if policy else ()) == [{"roles": ["editor"], "count": 1}]


def test_an_editor_finds_the_schemas() -> None:
    files = plan_site("x").files
    wired = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert {path.removeprefix("./") for path in wired} == {path for path in files if path.startswith("schemas/")}


def test_git_keeps_seeds_to_the_byte_and_generated_pages_out() -> None:
    files = plan_site("x").files
    assert "/seeds/**/*.txt -text" in files[".gitattributes"].splitlines()
    assert {"/docs/ar/", "/docs/en/", "/site/"} <= set(files[".gitignore"].splitlines())
