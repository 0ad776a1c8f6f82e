"""The gate of `mujaz build --publish`, what previews say of what may not be published yet, and `mujaz due`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desk import PUBLISHED, Desk
from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import generate
from mujaz.review.formats import FORMATS
from thorough import thorough

NEXT_DAY = "1710326400"
"""2024-03-13 in seconds."""

WITHDRAWN = (
    PUBLISHED.replace("status: published", "status: withdrawn")
    + """\
corrections:
  - date: 2024-03-14
    severity: retraction
    text: The article was a forgery.
superseded_by: second
"""
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with two published briefs that the analyst wrote and the editor signed."""
    desk = Desk(tmp_path, {"briefs/second.yml": PUBLISHED.replace("A station opens", "The second train")})
    desk.write("docs/index.md", "# Home\n")
    desk.commit("Write")
    desk.signed("opening")
    desk.signed("second")
    return desk


def page(desk: Desk, brief: str = "opening") -> str:
    return (desk.root / f"docs/en/briefs/{brief}.md").read_text("utf-8")


def rules(output: str) -> list[tuple[str, str]]:
    """Rule and file of each finding in JSON."""
    return [(each["rule"], each["path"]) for each in json.loads(output)["findings"]]


def test_what_is_approved_is_published(desk: Desk) -> None:
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 0, result.output
    assert (desk.root / "site/en/briefs/opening.html").is_file()


@pytest.mark.parametrize(
    ("status", "rule"),
    [("published", "unapproved-brief"), ("draft", "unpublished-status"), ("in-review", "unpublished-status")],
)
def test_the_rest_is_refused_by_name_and_builds_as_a_preview(desk: Desk, status: str, rule: str) -> None:
    """No reader knows the brief, in any state."""
    desk.write("briefs/third.yml", PUBLISHED.replace("status: published", f"status: {status}"))
    desk.commit()
    result = desk.mujaz("build", "--publish", "--format", "json")
    assert result.exit_code == 1
    assert rules(result.stdout) == [(rule, "briefs/third.yml")]
    assert "`third`" in result.stdout
    assert not (desk.root / "site").exists()
    assert not (desk.root / "docs/en").exists()
    preview = desk.mujaz("build")
    assert preview.exit_code == 0, preview.output
    assert (desk.root / "site/en/briefs/third.html").is_file()


def test_what_nobody_signed_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.commit()
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 1
    assert "the brief `opening` is not approved; it lacks: 1 more of: editor; not ticked: sourcing, " in result.output
    assert "[unapproved-brief]" in result.output
    assert "mujaz approve opening --as ROLE" in result.output


def test_a_refused_signature_is_named_with_its_reason(desk: Desk) -> None:
    """The last state that was approved does not stand in for it where the policy asks for more now."""
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.write("editorial.yml", "roles: {editor: Reads it}\napprovals: [{count: 2, tags: [transport]}]\n")
    desk.commit(by="Editor")
    result = desk.mujaz("build", "--publish", "--format", "json")
    (finding,) = (
        each
        for each in json.loads(result.stdout)["findings"]
        if each["rule"] == "stale-approval" and each["path"] == "briefs/opening.yml"
    )
    (label,) = finding["related"]
    assert label["path"].startswith("briefs/reviews/opening/2024-03-12-editor-")
    assert label["message"].startswith("does not count: the brief `opening` in `en` changed since")


CORRECTED = """\
corrections:
  - date: 2024-03-14
    severity: minor
    text: The station opened on Monday.
"""


def published(desk: Desk) -> list[str]:
    """The rules for which publication is refused."""
    return [rule for rule, _ in rules(desk.mujaz("build", "--publish", "--format", "json").stdout)]


def test_a_silent_edit_is_refused_even_if_it_is_signed(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit()
    desk.signed()
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 1
    assert "the published brief `opening` says something else, and no correction tells: title" in result.output
    assert "add an entry to `corrections`" in result.output
    assert "overdue now         opening: the published brief `opening` says" in desk.mujaz("due").output
    desk.write("briefs/opening.yml", (desk.root / "briefs/opening.yml").read_text("utf-8") + CORRECTED)
    desk.commit()
    desk.signed()
    assert published(desk) == []
    assert "opening" not in desk.mujaz("due").output


def test_an_edit_of_what_was_never_approved_is_nobodys_news(tmp_path: Path) -> None:
    policy = "roles: {editor: Reads it, lawyer: Answers for it}\napprovals: [{count: 2}]\ncriteria: {}\n"
    desk = Desk(tmp_path, {"editorial.yml": policy, "docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Mend it before anybody signs")
    desk.signed()
    desk.edit("briefs/opening.yml", "A station opened", "A station is opened")
    desk.commit("Mend it before all have signed")
    desk.signed()
    desk.signed("opening", "lawyer", by="Lawyer")
    assert published(desk) == []


def test_what_was_approved_by_the_policy_of_its_day_stays_published(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.commit("Write")
    desk.signed()
    desk.write("editorial.yml", "approvals: [{count: 2}]\ncriteria: {}\n")
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Ask for two people")
    desk.signed()
    desk.signed(by="Second editor")
    assert published(desk) == ["weakened-policy", "silent-edit"], "and four criteria are gone"
    desk.signed("editorial.yml")
    assert published(desk) == ["silent-edit"]


def test_sign_offs_that_are_gone_hide_no_silent_edit(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.git("rm", "--quiet", "-r", "briefs/reviews/opening")
    desk.commit()
    desk.signed()
    assert published(desk) == ["silent-edit"]


def test_other_words_of_the_seed_are_a_silent_edit_too(desk: Desk) -> None:
    desk.edit("seeds/line.yml", "grade: B2", "grade: A1")
    desk.commit()
    desk.signed("opening")
    desk.signed("second")
    assert published(desk) == ["silent-edit", "silent-edit"]


def test_what_was_approved_on_a_merged_line_counts_as_published(desk: Desk) -> None:
    """Which parent of a merge was published is for whoever merges to choose: git does not tell."""
    desk.git("switch", "--quiet", "--create", "proposal")
    desk.write("briefs/third.yml", PUBLISHED.replace("A station opens", "A third train"))
    desk.commit("Write a third")
    desk.signed("third")
    desk.edit("briefs/third.yml", "A third train", "A third train leaves")
    desk.commit("Mend it")
    desk.signed("third")
    desk.git("switch", "--quiet", "main")
    desk.git("merge", "--quiet", "--no-ff", "--message", "Merge", "proposal", by="Publisher")
    result = desk.mujaz("build", "--publish")
    assert "the published brief `third` says something else" in result.output
    assert "rebase the proposal" in result.output


def test_what_is_signed_once_within_a_proposal_is_published_by_its_merge(desk: Desk) -> None:
    desk.git("switch", "--quiet", "--create", "proposal")
    desk.write("briefs/third.yml", PUBLISHED.replace("A station opens", "A third train"))
    desk.commit("Write a third")
    desk.signed("third")
    desk.git("switch", "--quiet", "main")
    desk.edit("briefs/second.yml", "title: ", "# A comment.\ntitle: ")
    desk.commit("Note")
    desk.git("merge", "--quiet", "--no-ff", "--message", "Merge", "proposal", by="Publisher")
    assert published(desk) == []


def test_a_published_brief_that_is_gone_is_refused_by_name(desk: Desk) -> None:
    desk.git("rm", "--quiet", "-r", "briefs/second.yml", "briefs/reviews/second")
    desk.commit("Remove")
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 1
    assert "briefs/second.yml:1:1" in result.output
    assert "the published brief `second` is gone" in result.output
    left_out = desk.mujaz("build", "--publish", "--leave-out")
    assert left_out.exit_code == 0, left_out.output
    assert "left out: second" in left_out.output


@thorough
def test_an_embargo_ends_on_its_day(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "status: published", "status: published\npublish_after: 2024-03-13")
    desk.commit()
    desk.signed()
    early = desk.mujaz("build", "--publish", "--format", "json")
    assert early.exit_code == 0
    assert list(json.loads(early.stdout)["left_out"]) == ["opening"]
    assert desk.mujaz("generate").exit_code == 0
    assert "**Embargoed" in page(desk)
    assert desk.mujaz("build", "--publish", day=NEXT_DAY).exit_code == 0
    assert "Embargoed" not in page(desk)


def test_an_inexact_embargo_ends_on_its_last_day(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "status: published", "status: published\npublish_after: 2024-03")
    desk.commit()
    desk.signed()
    result = desk.mujaz("build", "--publish")
    assert "is not to be published before 2024-03-31" in result.output


def test_the_rest_can_be_published_without_what_is_refused(desk: Desk) -> None:
    desk.write("briefs/third.yml", PUBLISHED.replace("status: published", "status: draft").replace("opens", "waits"))
    desk.commit()
    result = desk.mujaz("build", "--publish", "--leave-out")
    assert result.exit_code == 0, result.output
    assert "left out: third: the brief `third` is a draft [unpublished-status]" in result.output
    assert not (desk.root / "site/en/briefs/third.html").exists()
    assert "A station waits" not in (desk.root / "site/en/index.html").read_text("utf-8")
    assert (desk.root / "site/en/briefs/second.html").is_file()


@thorough
def test_why_each_brief_is_left_out_is_said(desk: Desk) -> None:
    desk.write("editorial.yml", "trace: 100\n")
    for name, more in (("third", "status: draft"), ("fourth", "summary: One. Two.\nstatus: published")):
        desk.write(f"briefs/{name}.yml", PUBLISHED.replace("status: published", more))
    desk.commit()
    desk.signed("fourth")
    result = desk.mujaz("build", "--publish", "--leave-out")
    assert result.exit_code == 0, result.output
    assert "left out: third: the brief `third` is a draft [unpublished-status]\n" in result.output
    said = "left out: fourth: the sentence refers to no claim, note or source, 2 times [untraced-sentence]\n"
    assert said in result.output
    told = json.loads(desk.mujaz("build", "--publish", "--leave-out", "--format", "json").stdout)["left_out"]
    assert told["third"] == ["the brief `third` is a draft [unpublished-status]"]


def test_what_refers_to_a_brief_that_is_left_out_is_named(desk: Desk) -> None:
    desk.write("briefs/third.yml", PUBLISHED.replace("status: published", "status: draft"))
    old, new = "    speaker: sub-keeper\n", "    speaker: sub-keeper\n    supersedes: [third#capacity]\n"
    desk.edit("briefs/second.yml", old, new)
    desk.write("briefs/second.yml", (desk.root / "briefs/second.yml").read_text("utf-8") + CORRECTED)
    desk.commit()
    desk.signed("second")
    result = desk.mujaz("build", "--publish", "--leave-out")
    assert result.exit_code == 1
    assert "briefs/second.yml" in result.output
    assert "there is no brief `third`" in result.output


def test_leaving_out_is_part_of_publishing(desk: Desk) -> None:
    result = desk.mujaz("build", "--leave-out")
    assert result.exit_code == 2
    assert "add --publish" in result.output


def test_an_offline_edition_passes_the_same_gate(desk: Desk) -> None:
    desk.write("briefs/third.yml", PUBLISHED.replace("status: published", "status: draft"))
    desk.commit()
    result = desk.mujaz("build", "--publish", "--offline", "--edition-date", "2024-03-12")
    assert result.exit_code == 1
    assert "[unpublished-status]" in result.output
    assert not (desk.root / "offline").exists()


@thorough
def test_a_preview_of_an_edition_never_takes_the_place_of_a_published_one(desk: Desk) -> None:
    options = ("build", "--offline", "--edition", "spring", "--edition-date", "2024-03-12")
    published = desk.mujaz(*options, "--publish")
    assert published.exit_code == 0, published.output
    kept = (desk.root / "offline/cases-spring.zip").read_bytes()
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    preview = desk.mujaz(*options)
    assert preview.exit_code == 0, preview.output
    assert "the preview of an offline edition is in " in preview.output
    assert (desk.root / "offline/cases-spring.zip").read_bytes() == kept
    start = (desk.root / "offline/cases-spring-preview/index.html").read_text("utf-8")
    assert "spring, 12 March 2024 (preview)" in start
    assert "Changed since the edition of spring, 12 March 2024<" in start
    desk.edit("briefs/opening.yml", "A station opened", "A station opens")
    later = ("--edition", "summer", "--edition-date", "2024-03-13")
    assert desk.mujaz("build", "--offline", "--publish", *later).exit_code == 0
    start = (desk.root / "offline/cases-summer/index.html").read_text("utf-8")
    assert "Nothing has changed since the edition of spring, 12 March 2024." in start, "readers know no preview"


def test_no_published_edition_is_called_a_preview(desk: Desk) -> None:
    result = desk.mujaz("build", "--offline", "--publish", "--edition", "spring-preview")
    assert result.exit_code == 2
    assert "is what a preview is called" in result.output


def test_a_retraction_stays_labelled_and_linked_both_ways(desk: Desk) -> None:
    desk.write("briefs/opening.yml", WITHDRAWN)
    desk.commit("Withdraw")
    assert "since a change waits: opening" in desk.mujaz("build", "--publish").output
    desk.signed()
    assert desk.mujaz("build", "--publish").exit_code == 0
    old, new = page(desk), page(desk, "second")
    assert 'title: "Withdrawn: A station opens"' in old
    assert "**Retraction** (" in old
    assert "**Replaced by** [The second train](second.md)" in old
    assert "Replaces\n:   [A station opens](opening.md" in new
    html = (desk.root / "site/en/briefs/opening.html").read_text("utf-8")
    assert "<title>Withdrawn: A station opens" in html
    assert 'href="second.html' in html
    assert 'href="opening.html' in (desk.root / "site/en/briefs/second.html").read_text("utf-8")


def test_a_brief_that_is_withdrawn_without_a_word_is_refused(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "status: published", "status: withdrawn")
    desk.commit()
    result = desk.mujaz("build", "--publish", "--format", "json")
    assert result.exit_code == 1
    assert rules(result.stdout) == [("missing-correction", "briefs/opening.yml")]


def test_a_page_says_from_its_day_on_that_it_is_due_for_review(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "status: published", "status: published\nreview_by: 2024-03-13")
    banner = 'data-due="2024-03-13" hidden markdown'
    assert desk.mujaz("generate").exit_code == 0
    assert banner in page(desk)
    # A host that shows Markdown without that attribute says nothing false before the day.
    assert "is due for review" not in page(desk)
    assert "**This brief is to be reviewed by** <time" in page(desk)
    other = page(desk, "second")
    assert desk.mujaz("generate", day=NEXT_DAY).exit_code == 0
    assert banner not in page(desk)
    assert 'data-due="2024-03-13" markdown' in page(desk)
    assert "is due for review" in page(desk)
    assert page(desk, "second") == other
    assert desk.mujaz("generate").exit_code == 0
    assert banner in page(desk), "what is kept of a day does not outlive it"


def test_a_new_day_makes_only_what_it_changes(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "status: published", "status: published\nreview_by: 2024-03-13")
    written = []
    for day in (date(2024, 3, 11), date(2024, 3, 12), date(2024, 3, 13)):
        store = Store(desk.root / ".cache", "1")
        result = generate(desk.root, store=store, today=day)
        store.close()
        assert result.summary is not None
        written.append(result.summary.written)
    assert written[1:] == [(), ("docs/en/briefs/opening.md",)]


def test_what_is_due_is_listed(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "status: published", "status: published\nreview_by: 2024-03-12")
    desk.edit("briefs/second.yml", "status: published", "status: published\npublish_after: 2024-04-01")
    desk.commit()
    result = desk.mujaz("due")
    assert result.exit_code == 1
    missing = "1 more of: editor; not ticked: sourcing, neutrality, rights, language (signed before the change: Editor)"
    missing += "; waits for somebody else than Analyst"
    assert result.stdout.splitlines() == [
        f"overdue now         opening: was changed after it was approved: {missing}",
        f"overdue now         second: was changed after it was approved: {missing}",
        "overdue 2024-03-12  opening: is to be reviewed",
        "due     2024-04-01  second: may be published from this day on",
    ]
    told = json.loads(desk.mujaz("due", "--format", "json", "--until", "2024-03-20").stdout)
    assert [(each["brief"], each["task"], each["overdue"]) for each in told["due"]] == [
        ("opening", "approval", True),
        ("second", "approval", True),
        ("opening", "review", True),
    ]


def test_sentences_without_the_references_that_the_policy_demands_are_due(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"briefs/second.yml": PUBLISHED, "editorial.yml": "trace: 50\n"})
    summary = "summary: It opened. It is new.[^capacity] It is big.\n"
    for brief, status in (("opening", "draft"), ("second", "in-review")):
        desk.edit(f"briefs/{brief}.yml", "status: published\n", f"status: {status}\n{summary}")
    desk.commit("Write")
    result = desk.mujaz("due")
    words = "second: en: 1 of 3 sentences traced (33 %), 50 % demanded"
    assert f"due     now         {words}" in result.stdout
    assert "opening" not in result.stdout, "drafts may lack them"
    desk.edit("briefs/second.yml", "status: in-review", "status: published")
    assert f"overdue now         {words}" in desk.mujaz("due").stdout


def test_what_is_due_is_not_clean_where_approvals_cannot_be_looked_at(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("clone") / "site"
    desk.git("clone", "--quiet", "--depth=1", desk.root.as_uri(), str(clone))
    copy = object.__new__(Desk)
    copy.root = clone
    result = copy.mujaz("due")
    assert result.exit_code == 2
    assert "nothing is due until 2024-04-11 as far as is known\n" in result.output
    assert "approvals and corrections are not looked at: the history is cut off" in result.output
    assert "git fetch --unshallow" in result.output
    copy.edit("briefs/second.yml", "status: published", "status: published\nreview_by: 2024-03-12")
    told = json.loads(copy.mujaz("due", "--format", "json").stdout)
    assert [each["task"] for each in told["due"]] == ["review"]
    assert told["untold"].startswith("the history is cut off")


def test_nothing_is_due(desk: Desk) -> None:
    result = desk.mujaz("due")
    assert result.exit_code == 0, result.output
    assert result.stdout == "nothing is due until 2024-04-11\n"


def test_a_brief_in_review_waits_and_a_draft_does_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"briefs/second.yml": PUBLISHED.replace("published\n", "draft\n", 1)})
    desk.edit("briefs/opening.yml", "status: published", "status: in-review")
    desk.commit()
    result = desk.mujaz("due")
    assert result.exit_code == 0
    assert result.stdout.startswith("due     now         opening: is not approved")
    assert "second" not in result.stdout


@pytest.mark.parametrize("text", ["", "\n", "# To be written.\n", "---\n# later\n"])
def test_an_empty_policy_is_that_of_a_site_without_one(tmp_path: Path, text: str) -> None:
    desk = Desk(tmp_path, {"editorial.yml": text})
    desk.commit()
    assert desk.mujaz("check").exit_code == 0
    assert "it lacks: 1 more of: editor; not ticked: sourcing, neutrality" in desk.mujaz("build", "--publish").output


def test_the_faults_of_a_policy_are_told_all_at_once_with_those_of_the_content(tmp_path: Path) -> None:
    policy = """\
roles: {Chief: Decides, lawyer: Answers for it}
criteria: {A b: x, C d: y}
approvals: [{roles: [lawyr], tags: [trnsport], count: 0}]
severities: {unused-sed: error, lost-quote: off, tatwel: off, tatweel: grave}
trace: 200
"""
    desk = Desk(tmp_path, {"editorial.yml": policy})
    desk.edit("briefs/opening.yml", "    speaker: sub-keeper\n", "")
    found = json.loads(desk.mujaz("check", "--format", "json").stdout)["findings"]
    assert [(each["start"]["line"], each["rule"]) for each in found if each["path"] == "editorial.yml"] == [
        (1, "invalid-id"),
        (2, "invalid-id"),
        (2, "invalid-id"),
        (3, "unknown-reference"),
        (3, "unknown-reference"),
        (3, "invalid-value"),
        (4, "unknown-reference"),
        (4, "fixed-severity"),
        (4, "unknown-reference"),
        (4, "invalid-value"),
        (5, "invalid-value"),
    ]
    assert "unattributed-claim" in {each["rule"] for each in found}


def test_the_policy_weighs_findings(tmp_path: Path) -> None:
    levels = "severities:\n  unattributed-claim: {level}\n"
    desk = Desk(tmp_path)
    desk.edit("briefs/opening.yml", "    speaker: sub-keeper\n", "")
    found = {}
    for level in ("error", "warning", "info", "off"):
        desk.write("editorial.yml", levels.format(level=level))
        result = desk.mujaz("check", "--format", "json")
        found[level] = result.exit_code, [each["severity"] for each in json.loads(result.stdout)["findings"]]
    assert found == {"error": (1, ["error"]), "warning": (0, ["warning"]), "info": (0, ["info"]), "off": (0, [])}


@thorough
def test_no_name_and_no_word_in_the_history_ends_a_verb(desk: Desk) -> None:
    """A subject, an author and paths that were there once hold what separates the records of git's log, and worse."""
    odd = ("briefs/\x01.yml", "briefs/line\nend.yml", "briefs/\udcff\udcfe.yml", "seeds/\u202e\x1b[2J.txt")
    for name in odd:
        desk.write(name, "title: x\n")
    desk.commit("\x01\x01 \x1b[2J", by="Ana\x01lyst\x1b")
    for name in odd:
        (desk.root / name).unlink()
    desk.commit(":100644 100644 \x01")
    verbs = [("review", "HEAD~1"), ("review", "HEAD~3..HEAD~1"), ("due",), ("approve", "opening", "--as", "editor")]
    formats = [("review", "HEAD~2..HEAD", "--format", format) for format in FORMATS]
    for verb in [*verbs, *formats, ("build", "--publish")]:
        result = desk.mujaz(*verb, by="Editor")
        assert "internal error" not in result.output, verb
        assert "\x1b" not in result.output
        assert "\x01" not in result.output


def test_versions_of_a_published_site_show_no_words_that_nobody_approved(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "A station opens", "A station of thieves opens")
    desk.commit("Merged before anybody read it")
    desk.edit("briefs/opening.yml", "A station of thieves opens", "A station opened")
    desk.write("briefs/opening.yml", (desk.root / "briefs/opening.yml").read_text("utf-8") + CORRECTED)
    desk.commit("Correct")
    desk.signed()
    assert desk.mujaz("build").exit_code == 0
    (versions,) = (desk.root / "docs/en/briefs").rglob("opening*ersions.md")
    assert "thieves" in versions.read_text("utf-8")
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 0, result.output
    assert "thieves" not in versions.read_text("utf-8")
    assert "opened" in versions.read_text("utf-8")


def test_what_no_brief_shows_is_left_out_and_named_also_in_json(desk: Desk) -> None:
    entity = "  stranger:\n    type: person\n    name: {en: Stranger, ar: شخص غريب}\n"
    desk.write("briefs/glossary/more.yml", f"language: en\ntags:\n  more: More\nentities:\n{entity}")
    desk.commit("Add")
    result = desk.mujaz("build", "--publish", "--format", "json")
    told = json.loads(result.stdout)
    assert told["unsigned"] == {"entities": ["stranger"], "seeds": [], "tags": ["more"]}
    assert told["noted"] == ["mkdocs.yml", "docs/index.md"]
    assert not (desk.root / "site/en/entities/stranger.html").exists()
    assert desk.mujaz("build").exit_code == 0
    assert (desk.root / "site/en/entities/stranger.html").is_file()
