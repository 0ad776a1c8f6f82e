"""The command `mujaz review`: its formats, its exit codes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from desk import Desk
from mujaz.cli import main
from mujaz.review.formats import FORMATS, renderer
from mujaz.review.formats.json import json_schema
from mujaz.review.objects import Review
from site_in_git import Site


def run(site: Site, *args: str) -> Result:
    return CliRunner().invoke(main, ["review", "-C", str(site.root), *args])


def test_ready(site: Site) -> None:
    result = run(site, "HEAD")
    assert result.exit_code == 0
    assert "READY: nothing keeps it from being published" in result.stdout


def test_blocked(site: Site) -> None:
    site.replace("briefs/opening.yml", "speaker: sub-keeper", "speaker: nobody")
    result = run(site, "HEAD")
    assert result.exit_code == 1
    assert "BLOCKED: 1 finding keeps it from being published" in result.stdout
    assert "speaker of claim capacity now nobody (was sub-keeper)" in result.stdout
    assert "[unknown-reference]" in result.stdout


def test_json_is_as_its_schema_says(site: Site) -> None:
    site.replace("briefs/opening.yml", "A station opens", "The station opens")
    site.replace("briefs/glossary/names.yml", "en: Deputy keeper", "en: Keeper")
    site.write({"seeds/line.txt": "خبر.\n" + (site.root / "seeds/line.txt").read_text(encoding="utf-8")})
    result = run(site, "HEAD", "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    assert data["ready"] is False
    assert [finding["rule"] for finding in data["blocking"]] == ["seed-changed", "seed-edited"]
    kinds = [(document["kind"], document["id"]) for document in data["documents"]]
    assert kinds == [("brief", "opening"), ("brief", "strike"), ("entity", "sub-keeper"), ("seed", "line")]
    change = data["documents"][0]["changes"][0]
    assert (change["path"], change["before"], change["after"]) == (
        ["title", "en"],
        "A station opens",
        "The station opens",
    )
    assert change["place"]["start"] == {"line": 2, "column": 8, "offset": 20}
    assert data["documents"][0]["anchors"][0]["state"] == "moved"


def test_output_goes_to_a_file(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "deep/review.json"
    result = run(site, "HEAD", "--format", "json", "--output", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["ready"] is True


@pytest.mark.parametrize("span", ["nothing", "nothing..HEAD", "HEAD..nothing", "HEAD...nothing", "-x..HEAD"])
def test_what_is_no_revision_is_refused(site: Site, span: str) -> None:
    result = run(site, "--", span)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "help: " in result.stderr
    assert result.stdout == ""


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["review", "-C", str(tmp_path), "HEAD"])
    assert result.exit_code == 2
    assert "the site is not in a git repository" in result.stderr


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_nothing_of_nothing(format: str) -> None:
    empty = Review(("main", "0" * 40), ("HEAD", "1" * 40), (), (), (), 0, 0, ())
    assert renderer(format, "en")(empty)


def test_what_others_did_on_the_base_since_is_not_the_proposals(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.commit("Write")
    desk.git("switch", "--quiet", "--create", "proposal")
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Title")
    desk.git("switch", "--quiet", "main")
    desk.edit("briefs/glossary/names.yml", "transport: Transport", "transport: Traffic")
    desk.commit("Somebody else's tag", by="Intern")
    desk.git("switch", "--quiet", "proposal")
    said = desk.mujaz("review", "main").output
    assert "A station opened" in said
    assert "Traffic" not in said
    assert "Traffic" in desk.mujaz("review", "main..proposal").output


def test_a_review_is_opened_in_a_browser(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)) or len(opened) == 1)
    site.replace("briefs/opening.yml", "A station opens", "The station opens")
    result = run(site, "HEAD", "--open", "--language", "ar")
    written = site.root / ".cache/mujaz/review.html"
    assert opened == [written.as_uri()]
    assert '<html lang="ar" dir="rtl">' in written.read_text("utf-8")
    assert "there is no browser" not in result.output
    result = run(site, "HEAD", "--open", "--format", "html", "--output", str(tmp_path / "r.html"))
    assert opened[1:] == [(tmp_path / "r.html").as_uri()]
    assert "there is no browser that can be started; open that file with one" in result.output
    result = run(site, "HEAD", "--open", "--format", "json")
    assert result.exit_code == 2
    assert "a browser shows html, not json" in result.output
