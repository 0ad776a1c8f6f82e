"""The verdict of a review is that of the gate: READY means that `mujaz build --publish` would publish it as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desk import PUBLISHED, Desk
from mujaz.cli.publishing import publishable
from mujaz.engine.pipeline import check_site
from mujaz.syntax.diagnostics import Severity
from thorough import every, thorough

FIRST = "A station opens"
DRAFT = PUBLISHED.replace("status: published", "status: draft")
EMBARGO = "status: published\npublish_after: 2024-04-01"
CORRECTED = "corrections:\n  - date: 2024-03-12\n    severity: minor\n    text: It opened on Monday.\n"
REFERRING = PUBLISHED.replace("    speaker: sub-keeper\n", "    speaker: sub-keeper\n    supersedes: [{}#capacity]\n")

State = Callable[[Desk], None]
"""What is done to a desk of one brief that was signed, and is the state that a review begins at."""


def leaves(desk: Desk) -> None:
    """Adds a comment, which says nothing."""
    desk.edit("briefs/opening.yml", "language: en\n", "# of the opening\nlanguage: en\n")
    desk.commit()


def adds(text: str, *, signed: bool, name: str = "second") -> State:
    def state(desk: Desk) -> None:
        desk.write(f"briefs/{name}.yml", text)
        desk.commit()
        if signed:
            desk.signed(name)

    return state


def changes(old: str, new: str, *, signed: bool, path: str = "briefs/opening.yml", more: str = "") -> State:
    def state(desk: Desk) -> None:
        desk.edit(path, old, new)
        desk.write(path, (desk.root / path).read_text("utf-8") + more)
        desk.commit()
        if signed:
            desk.signed()

    return state


def editorial(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", FIRST, "The station opens")
    desk.commit()
    desk.approve("opening", "editor", "--all-criteria", "--editorial")
    desk.commit("Sign", by="Editor")


def asks(desk: Desk) -> None:
    desk.mujaz("ask", "opening", "Who says so?", by="Editor")
    desk.commit("Ask", by="Editor")


def settles(desk: Desk) -> None:
    asks(desk)
    (question,) = (desk.root / "briefs/reviews/opening").glob("*.question.yml")
    desk.mujaz("resolve", question.name.partition(".")[0], by="Editor")
    desk.commit("Resolve", by="Editor")


def hushes(desk: Desk) -> None:
    """Deletes what was asked, by who wrote the brief."""
    (question,) = (desk.root / "briefs/reviews/opening").glob("*.question.yml")
    question.unlink()
    desk.commit("Tidy")


def requests_changes(desk: Desk) -> None:
    desk.approve("opening", "editor", "--request-changes", "--note", "Who says so?", by="Second editor")
    desk.commit("Ask for changes", by="Second editor")


def deletes(desk: Desk) -> None:
    (desk.root / "briefs/opening.yml").unlink()
    desk.git("rm", "--quiet", "-r", "--cached", "briefs/opening.yml")
    desk.commit()


def policy(text: str, *, signed: bool = False) -> State:
    def state(desk: Desk) -> None:
        desk.write("editorial.yml", text)
        desk.commit()
        if signed:
            desk.approve("editorial.yml", "editor", *())
            desk.commit("Sign", by="Editor")

    return state


def both(*states: State) -> State:
    def state(desk: Desk) -> None:
        for each in states:
            each(desk)

    return state


def goes_back(*, unsigned: bool) -> State:
    """Publishes something else, and takes that back without a word, its sign-off with it or not."""

    def state(desk: Desk) -> None:
        text = (desk.root / "briefs/opening.yml").read_text("utf-8")
        signed = {*(desk.root / "briefs/reviews/opening").iterdir()}
        changes(FIRST, "A station opened", signed=True, more=CORRECTED)(desk)
        desk.write("briefs/opening.yml", text)
        for path in {*(desk.root / "briefs/reviews/opening").iterdir()} - signed if unsigned else ():
            path.unlink()
        desk.commit("Take it back")

    return state


def goes_back_unseen(desk: Desk) -> None:
    """Writes something else that nobody signs, and takes it back."""
    changes(FIRST, "A station opened", signed=False)(desk)
    desk.edit("briefs/opening.yml", "A station opened", FIRST)
    desk.commit("Take it back")


STATES: dict[str, tuple[State, bool]] = {
    "nothing that is said changes": (leaves, True),
    "a new brief, signed": (adds(PUBLISHED, signed=True), True),
    "a new brief that nobody signed": (adds(PUBLISHED, signed=False), False),
    "a draft that nobody signed": (adds(DRAFT, signed=False), False),
    "a draft that somebody signed": (adds(DRAFT, signed=True), False),
    "in review": (adds(DRAFT.replace("draft", "in-review"), signed=False), False),
    "under embargo, signed": (adds(PUBLISHED.replace("status: published", EMBARGO), signed=True), True),
    "under embargo, not signed": (adds(PUBLISHED.replace("status: published", EMBARGO), signed=False), False),
    "under embargo as the policy refuses": (
        both(
            policy("severities: {embargoed-brief: error}\n"),
            adds(PUBLISHED.replace("status: published", EMBARGO), signed=True),
        ),
        False,
    ),
    "refers to one under embargo": (
        both(
            adds(PUBLISHED.replace("status: published", EMBARGO), signed=True),
            adds(REFERRING.format("second"), signed=True, name="third"),
        ),
        False,
    ),
    "refers to a signed one": (
        both(adds(PUBLISHED, signed=True), adds(REFERRING.format("second"), signed=True, name="third")),
        True,
    ),
    "changed, and not signed": (changes(FIRST, "A station opened", signed=False), False),
    "changed, signed, and no correction": (changes(FIRST, "A station opened", signed=True), False),
    "changed, signed, and corrected": (
        changes(FIRST, "A station opened", signed=True, more=CORRECTED),
        True,
    ),
    "changed, signed, corrected and taken back": (goes_back(unsigned=False), False),
    "changed, signed, corrected and taken back with its sign-off": (goes_back(unsigned=True), False),
    "changed and taken back before anybody signed": (goes_back_unseen, True),
    "wording, as the second person says": (editorial, True),
    "set back to a draft": (changes("status: published", "status: draft", signed=False), False),
    "withdrawn without a word": (changes("status: published", "status: withdrawn", signed=False), False),
    "asked about": (asks, False),
    "asked about and resolved": (settles, True),
    "asked about, and the question deleted": (both(asks, hushes), False),
    "resolved, and the question deleted": (both(settles, hushes), True),
    "changes asked for": (requests_changes, False),
    "deleted": (deletes, False),
    "a policy that asks for two": (policy("approvals: [{count: 2}]\n"), False),
    "a policy that asks for less": (policy("criteria: {}\n"), False),
    "a policy that asks for signed settings": (policy("site_files: approved\n"), False),
    "a gloss that nobody signed": (
        changes("Deputy keeper", "Chief keeper", signed=False, path="briefs/glossary/names.yml"),
        False,
    ),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of one published brief that the analyst wrote and the editor signed."""
    desk = Desk(tmp_path, {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed()
    return desk


def says_ready(desk: Desk, base: str) -> bool:
    result = desk.mujaz("review", base, "--format", "text")
    assert result.exit_code in (0, 1), result.output
    assert ("READY" in result.output) == (result.exit_code == 0)
    return result.exit_code == 0


def publishes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether all is published as it is; what is under embargo, from its day on."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1710240000")
    found = publishable(desk.root, cache=False, leave_out=False)
    if any(each.severity is Severity.ERROR for each in check_site(desk.root).diagnostics):
        return False  # the build says so itself
    assert all("embargoed-brief" in why for each in found.left_out.values() for why in each)
    return not found.findings and not found.holding.briefs and not found.holding.parts


@pytest.mark.parametrize("name", every(3, STATES))
def test_the_verdict_is_what_publication_does(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    state, ready = STATES[name]
    base = desk.git("rev-parse", "HEAD").strip()
    state(desk)
    assert (says_ready(desk, base), publishes(desk, monkeypatch)) == (ready, ready)


def test_a_brief_under_embargo_blocks_nobody_and_comes_out_on_its_day(desk: Desk) -> None:
    adds(PUBLISHED.replace("status: published", EMBARGO).replace(FIRST, "A secret"), signed=True)(desk)
    result = desk.mujaz("build", "--publish", "--format", "json")
    assert result.exit_code == 0, result.output
    (why,) = json.loads(result.stdout)["left_out"]["second"]
    assert "is not to be published before 2024-04-01" in why
    assert (desk.root / "site/en/briefs/opening.html").is_file()
    assert not any("A secret" in path.read_text("utf-8") for path in (desk.root / "site").rglob("*.html"))
    assert desk.mujaz("build", "--publish", day="1711972800").exit_code == 0
    assert (desk.root / "site/en/briefs/second.html").is_file()


# What somebody asked for stays asked for.


def test_a_request_for_changes_that_is_deleted_still_holds_the_brief_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed()
    asked = desk.mujaz("approve", "opening", "--as", "editor", "--request-changes", "--note", "Too sure.", by="Second")
    assert asked.exit_code == 0, asked.output
    desk.commit("Ask", by="Second")
    (file,) = (
        path for path in (desk.root / "briefs/reviews/opening").iterdir() if "Too sure" in path.read_text("utf-8")
    )
    file.unlink()
    desk.commit("Hush")
    refused = desk.mujaz("build", "--publish", "--format", "json")
    (found,) = json.loads(refused.stdout)["findings"]
    assert found["rule"] == "unapproved-brief"
    assert "Second asks for changes: Too sure. (the file of that was deleted)" in found["message"]
    review = desk.mujaz("review", "HEAD~1..HEAD")
    assert "NOT READY" in review.output or "BLOCKED" in review.output
    desk.signed(by="Second")  # who asked is content now
    assert json.loads(desk.mujaz("build", "--publish", "--format", "json").stdout)["findings"] == []


def test_an_id_of_before_that_nothing_had_is_told_since_no_sign_off_is_of_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed()
    desk.edit("briefs/opening.yml", "language: en\n", "language: en\nformer_ids: [old]\n")
    desk.commit("Another name")
    assert json.loads(desk.mujaz("build", "--publish", "--format", "json").stdout)["findings"]
    assert "READY" not in desk.mujaz("review", "HEAD~1..HEAD").output.replace("NOT READY", "")


def test_a_renamed_brief_is_left_out_with_what_stands_under_its_name_of_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"docs/index.md": "# Home\n", "briefs/other.yml": PUBLISHED.replace("A station", "A bridge")})
    desk.commit("Write")
    desk.signed()
    desk.signed("other")
    assert desk.mujaz("ask", "opening", "Who counted them?", by="Lawyer").exit_code == 0
    desk.commit("Ask", by="Lawyer")
    assert desk.mujaz("rename", "brief/opening", "station").exit_code == 0
    desk.commit("Another name")
    result = desk.mujaz("build", "--publish", "--leave-out", "--format", "json")
    assert json.loads(result.stdout)["findings"] == []


# What MkDocs keeps a site back for.

NAV = "nav:\n  - index.md\nnot_in_nav: |\n  /en/\n  /ar/\n"
WARN = "validation:\n  nav:\n    omitted_files: warn\n"
PAGES: dict[str, tuple[dict[str, str], bool]] = {
    "a link to a page that mujaz writes": ({"docs/index.md": "# Home\n\n[Briefs](en/briefs/opening.md)\n"}, True),
    "a link to a page by hand": ({"docs/index.md": "# Home\n\n[More](more.md)\n", "docs/more.md": "# More\n"}, True),
    "a link to a name with a space": (
        {"docs/index.md": "# Home\n\n[More](some%20more.md)\n", "docs/some more.md": "# More\n"},
        True,
    ),
    "a link to nothing": ({"docs/index.md": "# Home\n\n[More](more.md)\n"}, False),
    "a link to a brief that is not there": ({"docs/index.md": "# Home\n\n[Briefs](en/briefs/other.md)\n"}, False),
    "a link to nothing, in code": (
        {"docs/index.md": "# Home\n\n```\n[More](more.md)\n```\n\n`[More](less.md)`\n"},
        True,
    ),
    "an entry of the navigation that is not there": ({"mkdocs.yml": NAV.replace("index.md", "home.md", 1)}, False),
    "a page that is in no navigation": ({"mkdocs.yml": NAV + WARN, "docs/more.md": "# More\n"}, False),
    "a page that may be in no navigation": (
        {"mkdocs.yml": NAV + "  /more.md\n" + WARN, "docs/more.md": "# More\n"},
        True,
    ),
    "a page that is in no navigation, of which nobody wants to be warned": (
        {"mkdocs.yml": NAV, "docs/more.md": "# More\n"},
        True,
    ),
}


@thorough
@pytest.mark.parametrize("name", PAGES)
def test_the_verdict_on_pages_by_hand_is_what_a_build_says(desk: Desk, name: str) -> None:
    files, ready = PAGES[name]
    base = desk.git("rev-parse", "HEAD").strip()
    for path, text in files.items():
        before = (desk.root / path).read_text("utf-8") if path == "mkdocs.yml" else ""
        desk.write(path, before + text)
    desk.commit("Write pages")
    built = desk.mujaz("build", "--publish").exit_code == 0
    assert (says_ready(desk, base), built) == (ready, ready)


def test_nothing_is_said_of_links_that_were_dead_before(desk: Desk) -> None:
    desk.write("docs/index.md", "# Home\n\n[More](more.md)\n")
    desk.commit("Write pages")
    base = desk.git("rev-parse", "HEAD").strip()
    leaves(desk)
    assert says_ready(desk, base)


def test_a_link_dies_with_the_page_that_it_leads_to(desk: Desk) -> None:
    desk.write("docs/index.md", "# Home\n\n[More](more.md)\n")
    desk.write("docs/more.md", "# More\n")
    desk.commit("Write pages")
    base = desk.git("rev-parse", "HEAD").strip()
    (desk.root / "docs/more.md").unlink()
    desk.commit("Delete one")
    output = desk.mujaz("review", base).output
    assert "docs/index.md:3:8: error: a link to `more.md`, which is not there" in output
