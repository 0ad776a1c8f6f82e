"""Sign-offs through real git: who may approve what, what makes an approval stale, and what counts."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk import PUBLISHED, Desk
from mujaz.editors.past import standings
from mujaz.engine.pipeline import check_site
from mujaz.history.commits import Person
from mujaz.model.decode import decode_signoffs
from mujaz.review.approvals import Wanted, lacks
from mujaz.review.identities import Identities
from mujaz.review.objects import Standing
from mujaz.review.signing import signoff_file
from mujaz.syntax.source import Source
from thorough import of_these

REVIEWS = "briefs/reviews/opening"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose published brief the analyst wrote."""
    desk = Desk(tmp_path)
    desk.commit("Write a brief")
    return desk


def standing(desk: Desk, brief: str = "opening") -> Standing:
    return standings(desk.root, check_site(desk.root))[brief]


def review_of(desk: Desk, brief: str = "opening") -> str:
    """The file of the one sign-off of a brief."""
    (path,) = (desk.root / "briefs/reviews" / brief).iterdir()
    return path.relative_to(desk.root).as_posix()


def refused(desk: Desk) -> list[str]:
    return [signature.refused for signature in standing(desk).signatures]


def test_a_signature_counts_once_it_is_committed(desk: Desk) -> None:
    result = desk.approve()
    assert result.exit_code == 0, result.output
    assert refused(desk) == ["it is not committed"]
    desk.commit("Sign", by="Editor")
    now = standing(desk)
    assert now.approved
    (signature,) = now.signatures
    assert (signature.role, signature.by, signature.at) == (
        "editor",
        "Editor <editor@example.org>",
        "2024-03-12T10:40:00Z",
    )
    assert signature.criteria == ("sourcing", "neutrality", "rights", "language")
    assert not signature.stale
    assert signature.commit == "none"


def test_each_sign_off_is_a_file_of_its_own_so_that_no_two_conflict(desk: Desk) -> None:
    desk.approve("opening", "editor", "--criterion", "rights", "--note", 'Read: "all" <of> it')
    first = review_of(desk)
    text = (desk.root / first).read_text("utf-8")
    assert 'note: "Read: \\"all\\" <of> it"\n' in text
    assert "criteria:\n  - rights\n" in text
    assert 'written_by:\n  - "Analyst <analyst@example.org>"\n' in text
    assert re.search(r"covers:\n  brief/opening/en: [0-9a-f]{64}\n  text/line: ", text)
    desk.commit("Sign", by="Editor")
    desk.git("switch", "--quiet", "--create", "other", "HEAD~1")
    desk.signed(by="Second editor")
    desk.git("merge", "--quiet", "--no-edit", "main")
    assert len(list((desk.root / REVIEWS).iterdir())) == 2
    assert check_site(desk.root).diagnostics == ()
    assert desk.mujaz("fmt", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("openin", "--as", "editor", "--all-criteria"), "there is no brief `openin`"),
        (("opening", "--as", "editr", "--all-criteria"), "there is no role `editr`"),
        (("opening", "--as", "editor", "--criterion", "right"), "there is no criterion `right`"),
        (("opening", "--as", "editor"), "no criterion is ticked"),
    ],
)
def test_what_there_is_not_cannot_be_signed(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    result = desk.mujaz("approve", *arguments, by="Editor")
    assert result.exit_code == 2
    assert said in result.output
    assert "help: " in result.output
    assert not (desk.root / REVIEWS).exists()


def test_a_brief_may_be_named_by_its_file(desk: Desk) -> None:
    result = desk.approve("briefs/opening.yml")
    assert result.exit_code == 0, result.output
    desk.commit("Sign", by="Editor")
    assert "you have signed this state of `opening`" in desk.approve(review_of(desk)).output


def test_content_with_errors_is_not_signed(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "speaker: sub-keeper", "speaker: nobody")
    result = desk.approve()
    assert result.exit_code == 1
    assert "there is no entity `nobody`" in result.output


@pytest.mark.parametrize("path", ["briefs/opening.yml", "briefs/glossary/names.yml", "seeds/line.yml"])
def test_what_is_not_committed_is_not_signed(desk: Desk, path: str) -> None:
    desk.write(path, (desk.root / path).read_text("utf-8") + "# a comment\n")
    result = desk.approve()
    assert result.exit_code == 2
    assert "not committed" in result.output


def test_who_wrote_it_cannot_sign_it(desk: Desk) -> None:
    result = desk.approve(by="Analyst")
    assert result.exit_code == 2
    assert "you wrote some of the brief `opening` since it was approved last" in result.output
    assert "«Write a brief»" in result.output


def test_who_committed_it_for_another_did_not_write_it(desk: Desk) -> None:
    """A rebase, a cherry-pick and the merge button of a host make somebody else the committer."""
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Past", "--author", "Analyst <analyst@example.org>", by="Editor")
    assert desk.approve(by="Analyst").exit_code == 2
    assert desk.approve(by="Editor").exit_code == 0


def test_everybody_who_wrote_since_the_last_approval_cannot_sign(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "A station opens", "A station was opened on the coast")
    desk.commit("Rewrite\n\nCo-authored-by: Intern <intern@example.org>", by="Editor")
    desk.edit("briefs/opening.yml", "on the coast", "by the coast")
    desk.commit("A word", by="Publisher")
    for writer in ("Analyst", "Editor", "Intern", "Publisher"):
        assert desk.approve(by=writer).exit_code == 2, writer
    desk.signed(by="Second editor")
    desk.edit("briefs/opening.yml", "by the coast", "at the coast")
    desk.commit("Another word", by="Analyst")
    assert desk.approve(by="Analyst").exit_code == 2
    assert desk.approve(by="Editor").exit_code == 0, "what the editor wrote was approved by another"


def test_who_changed_the_glossary_signs_the_brief_and_leaves_that_to_others(desk: Desk) -> None:
    desk.signed()
    desk.edit("briefs/glossary/names.yml", "en: Deputy keeper", "en: The deputy keeper")
    desk.commit("Gloss", by="Editor")
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Title")
    result = desk.approve()
    assert "not signed, since you wrote some of it: the entity `sub-keeper`" in result.output
    desk.commit("Sign", by="Editor")
    assert standing(desk).missing == ("1 more of: editor (the entity `sub-keeper`)",)
    desk.signed("entity/sub-keeper", by="Second editor")
    assert standing(desk).approved


def test_a_part_of_the_glossary_is_signed_once_for_all_briefs(desk: Desk) -> None:
    ids = [f"brief-{number}" for number in range(4)]
    for id in ids:
        desk.write(f"briefs/{id}.yml", PUBLISHED)
    desk.commit("Write")
    result = desk.mujaz("approve", *ids, "--as", "editor", "--all-criteria", by="Editor")
    assert result.exit_code == 0, result.output
    desk.commit("Sign", by="Editor")
    assert all(standing(desk, id).approved for id in ids)
    desk.edit("briefs/glossary/names.yml", "en: Deputy keeper", "en: The deputy keeper")
    desk.commit("Gloss")
    assert {standing(desk, id).missing for id in ids} == {("1 more of: editor (the entity `sub-keeper`)",)}
    assert {standing(desk, id).signatures[0].changed for id in ids} == {"the entity `sub-keeper`"}
    assert desk.mujaz("approve", "entity/sub-keeper", "--as", "editor", by="Editor").exit_code == 0
    desk.commit("Sign the gloss", by="Editor")
    assert all(standing(desk, id).approved for id in ids)
    assert "there is no entity `sub-keper`" in desk.approve("entity/sub-keper").output


def test_all_that_somebody_signed_is_signed_again_at_once(desk: Desk) -> None:
    desk.write("briefs/second.yml", PUBLISHED)
    desk.commit("Write")
    desk.signed("opening")
    desk.signed("second")
    nothing = desk.approve("--stale")
    assert (nothing.exit_code, nothing.output) == (0, "nothing that you signed as editor was changed since\n")
    desk.edit("briefs/glossary/names.yml", "transport: Transport", "transport: Traffic")
    desk.edit("briefs/second.yml", "A station opens", "A station opened")
    desk.commit("Change")
    result = desk.approve("--stale")
    assert "approves opening as editor (changed since: the tag `transport`)" in result.output
    assert "(changed since: the brief `second` in `en`, the tag `transport`)" in result.output
    desk.commit("Sign", by="Editor")
    assert standing(desk, "opening").approved
    assert standing(desk, "second").approved


def test_a_language_that_a_policy_does_not_name_leaves_an_approval_as_it_is(tmp_path: Path) -> None:
    policy = "roles: {editor: Reads it, translator: Reads it}\ncriteria: {}\napprovals:\n"
    policy += "  - {roles: [editor], languages: [en]}\n  - {roles: [translator], languages: [ar]}\n"
    desk = Desk(tmp_path, {"editorial.yml": policy})
    desk.edit("briefs/opening.yml", "title: A station opens", "title: {en: A station opens, ar: افتتاح محطة}")
    desk.edit(
        "briefs/opening.yml", "statement: The line", "statement:\n      ar: ينقل الخط ألف مسافر.\n      en: The line"
    )
    desk.commit("Write")
    desk.signed()
    assert standing(desk).missing == ("1 more of: translator for ar",)
    desk.signed("opening", "translator", by="Translator")
    assert standing(desk).approved
    desk.edit("briefs/opening.yml", "افتتاح محطة", "افتتحت محطة")
    desk.commit("Title")
    assert standing(desk).missing == ("1 more of: translator for ar",)
    desk.edit("briefs/opening.yml", "published: 2024-03-12", "published: 2024-03-11")
    desk.commit("What has no language concerns both")
    assert standing(desk).missing == ("1 more of: editor for en", "1 more of: translator for ar")


def test_who_asks_for_changes_holds_it_back_until_it_is_changed_or_approved(desk: Desk) -> None:
    assert "say what is to be changed" in desk.approve("opening", "editor", "--request-changes").output
    asked = desk.approve("opening", "editor", "--request-changes", "--note", "Who says so?")
    assert "Editor asks for changes of opening as editor" in asked.output
    desk.commit("Ask", by="Editor")
    desk.signed(by="Second editor")
    assert standing(desk).missing == ("Editor asks for changes: Who says so?",)
    assert "Editor asks for changes: Who says so?" in gate(desk)
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Answer")
    desk.signed(by="Second editor")
    assert standing(desk).approved


def test_a_roster_says_who_may_sign_in_which_role(tmp_path: Path) -> None:
    policy = "people:\n  editor@example.org:\n    - editor\n"
    desk = Desk(tmp_path, {"editorial.yml": policy})
    desk.commit("Write")
    desk.signed(by="Second editor")
    assert refused(desk) == ["the policy does not list Second editor as `editor`"]
    desk.signed()
    assert standing(desk).approved
    desk.write("editorial.yml", policy.replace("- editor", "- editr"))
    (finding,) = check_site(desk.root).diagnostics
    assert (finding.rule.name, finding.message) == ("unknown-reference", "there is no role `editr`")


def test_a_desk_of_one_says_that_nobody_else_signs(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"editorial.yml": "approvals: 0\n"})
    desk.commit("Write")
    assert standing(desk).approved


def test_readers_are_told_in_each_language_that_nobody_else_signs(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"editorial.yml": "approvals: 0\n", "docs/index.md": "# Home\n"})
    desk.commit("Write")
    told = {"en": "no second person has to read and approve it", "ar": "لا اعتماد من شخص ثانٍ هنا"}

    def says() -> list[bool]:
        assert desk.mujaz("build").exit_code == 0
        pages = {tag: (desk.root / f"site/{tag}/browse/key.html").read_text("utf-8") for tag in told}
        return [words in pages[tag] for tag, words in told.items()]

    assert says() == [True, True]
    assert all("browse/key.html" in (desk.root / f"site/{tag}/index.html").read_text("utf-8") for tag in told)
    desk.write("editorial.yml", "approvals: [{count: 1}]\n")
    assert says() == [False, False]


def test_wording_needs_no_correction_where_the_second_person_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed()
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Wording")
    desk.signed()
    assert "[silent-edit]" in gate(desk)
    desk.approve("opening", "editor", "--all-criteria", "--editorial", by="Second editor")
    desk.commit("Sign", by="Second editor")
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 0, result.output


WAYS_TO_MERGE = ["merge", "squash", "rebase", "cherry-pick", "reword", "bot"]


@pytest.mark.parametrize("way", WAYS_TO_MERGE)
@pytest.mark.parametrize("who", ["Publisher", *of_these(["Analyst", "Editor"], [])])
def test_a_sign_off_holds_whoever_merges_it_in_whichever_way(desk: Desk, way: str, who: str) -> None:
    desk.git("switch", "--quiet", "--create", "proposal")
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Change", by="Analyst")
    desk.signed(by="Editor")
    desk.git("switch", "--quiet", "main")
    desk.write("notes.txt", "elsewhere\n")
    desk.commit("Elsewhere", by="Publisher")
    match way:
        case "merge":
            desk.git("merge", "--quiet", "--no-ff", "--message", "Merge", "proposal", by=who)
        case "squash":
            desk.git("merge", "--quiet", "--squash", "proposal", by=who)
            desk.commit("All in one", by=who)
        case "rebase":
            desk.git("rebase", "--quiet", "main", "proposal", by=who)
        case "cherry-pick":
            desk.git("cherry-pick", "main..proposal", by=who)
        case "reword":
            desk.git("switch", "--quiet", "proposal")
            desk.git("commit", "--quiet", "--amend", "--message", "Approve it", by=who)
        case "bot":
            desk.git("-c", "user.name=web-flow", "rebase", "--quiet", "--force-rebase", "main", "proposal", by="Bot")
    assert standing(desk).approved, standing(desk)
    assert not standing(desk).signatures[0].stale


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("briefs/opening.yml", "title: A station opens", "# Said so by everybody.\ntitle: A station opens"),
        ("briefs/opening.yml", "status: published\npublished: 2024-03-12", "published: 2024-03-12\nstatus: published"),
        ("briefs/opening.yml", "title: A station opens", 'title: "A station\n  opens"'),
        ("briefs/glossary/names.yml", "      en: Drivers' Union", "      en: The Drivers' Union"),
    ],
    ids=["comment", "order", "folding", "an entity that it does not show"],
)
def test_a_commit_that_changes_no_meaning_is_nobodys_change(desk: Desk, path: str, old: str, new: str) -> None:
    if "Union" in new:
        desk.edit("seeds/line.txt", "ونفت نقابة السائقين أن الخط سينقل ألف مسافر في اليوم.\n", "")
        digest = hashlib.sha256((desk.root / "seeds/line.txt").read_bytes()).hexdigest()
        lines = (desk.root / "seeds/line.yml").read_text("utf-8").splitlines()
        kept = [f"sha256: {digest}" if line.startswith("sha256") else line for line in lines]
        desk.write("seeds/line.yml", "".join(f"{line}\n" for line in kept if not line.startswith("fold_sha256")))
        desk.commit("Shorten the article")
    desk.edit(path, old, new)
    desk.commit("Tidy", by="Editor")
    desk.signed(by="Editor")
    assert standing(desk).approved


OTHER_CHANGES = [
    ("briefs/opening.yml", "status: published", "status: published\nreview_by: 2025"),
    ("briefs/glossary/names.yml", "transport: Transport", "transport: Traffic"),
    ("briefs/glossary/names.yml", "Timetable of the coast line", "A timetable"),
]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("briefs/opening.yml", "A station opens", "A station opened"),
        ("briefs/glossary/names.yml", "en: Deputy keeper", "en: The deputy keeper"),
        ("seeds/line.yml", "grade: B2", "grade: D2"),
        *of_these(OTHER_CHANGES, []),
    ],
)
def test_a_change_of_meaning_makes_an_approval_stale(desk: Desk, path: str, old: str, new: str) -> None:
    desk.signed()
    desk.edit(path, old, new)
    desk.commit("Change", by="Analyst")
    now = standing(desk)
    assert [signature.stale for signature in now.signatures] == [True]
    assert not now.approved
    desk.signed()
    assert standing(desk).approved


def test_what_says_again_what_was_approved_is_approved_again(desk: Desk) -> None:
    desk.signed()
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Change", by="Editor")
    assert not standing(desk).approved
    desk.edit("briefs/opening.yml", "A station opened", "A station opens")
    desk.commit("Take it back", by="Editor")
    assert standing(desk).approved


def test_who_wrote_it_does_not_carry_a_sign_off_that_stands_alone(desk: Desk) -> None:
    assert desk.approve().exit_code == 0
    desk.commit("Sign for the editor", by="Analyst")
    assert "committed it" in refused(desk)[0]


def test_who_else_carries_it_is_named(desk: Desk) -> None:
    assert desk.approve(by="Editor").exit_code == 0
    desk.commit("Sign for the editor", by="Intern")
    assert standing(desk).approved
    assert standing(desk).signatures[0].carrier == "Intern"


def gate(desk: Desk) -> str:
    """What the gate of publication says."""
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 1
    return result.output


def test_the_gate_says_what_to_do_about_a_signature_that_is_not_committed(desk: Desk) -> None:
    desk.approve()
    said = gate(desk)
    assert "does not count: it is not committed" in said
    assert "help: commit the sign-off, below briefs/reviews/opening/" in said


def test_the_gate_says_that_a_sign_off_was_altered(desk: Desk) -> None:
    desk.signed()
    path = review_of(desk)
    text = (desk.root / path).read_text("utf-8")
    desk.write(path, text + "# Read twice.\n")
    desk.commit("A comment", by="Editor")
    assert standing(desk).approved, "a comment is no other meaning"
    desk.write(path, text.replace("Editor <editor@", "Intern <intern@"))
    desk.commit("Tamper", by="Intern")
    assert "does not count: it was altered since it was written" in gate(desk)
    desk.write(path, re.sub(r"(brief/opening/en: )\w+", "\\g<1>abc", text))
    (finding,) = check_site(desk.root).diagnostics
    assert (finding.rule.name, finding.message) == (
        "invalid-value",
        "this is no SHA-256: 64 digits 0 to 9 and a to f",
    )
    assert finding.help is not None
    assert "restore the line as git has it" in finding.help


def test_a_merge_keeps_who_did_what(desk: Desk) -> None:
    desk.git("switch", "--quiet", "--create", "proposal")
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Change", by="Analyst")
    desk.signed(by="Editor")
    desk.git("switch", "--quiet", "main")
    desk.write("notes.txt", "elsewhere\n")
    desk.commit("Elsewhere", by="Publisher")
    desk.git("merge", "--quiet", "--no-ff", "--message", "Merge", "proposal", by="Publisher")
    assert standing(desk).approved


def test_people_are_told_apart_by_address(desk: Desk) -> None:
    desk.git("config", "user.useConfigOnly", "true")
    result = desk.mujaz("approve", "opening", "--as", "editor", "--all-criteria", by="Analyst")
    assert result.exit_code == 2
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Change", "--author", "E. D. <EDITOR@example.org>", by="Analyst")
    assert desk.approve(by="Editor").exit_code == 2


def test_a_shallow_clone_says_nothing_of_authors(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    desk.signed()
    clone = tmp_path_factory.mktemp("clone") / "site"
    source = desk.root.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", source, str(clone)], check=True, capture_output=True)
    copy = object.__new__(Desk)
    copy.root = clone
    for result in (copy.approve(), copy.mujaz("build", "--publish")):
        assert result.exit_code == 2
        assert "the history is cut off" in result.output
        assert "git fetch --unshallow" in result.output


def test_without_git_nothing_is_approved(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    desk = Desk(site)
    shutil.rmtree(site / ".git")
    result = desk.approve()
    assert result.exit_code == 2
    assert "git" in result.output


POLICY = """\
roles:
  editor: Reads it as a reader will
  lawyer: Answers for rights
approvals:
  - roles: [editor]
  - roles: [lawyer]
    tags: [transport]
  - roles: [editor, lawyer]
    count: 3
    grade: D
criteria:
  rights: No more is quoted than may be
"""


def test_the_policy_says_who_and_how_many(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"editorial.yml": POLICY})
    desk.commit()
    assert standing(desk).missing == ("1 more of: editor", "1 more of: lawyer", "not ticked: rights")
    desk.signed()
    assert standing(desk).missing == ("1 more of: lawyer",)
    desk.signed("opening", "lawyer", by="Lawyer")
    assert standing(desk).approved
    desk.edit("seeds/line.yml", "grade: B2", "grade: E2")
    desk.commit()
    desk.signed()
    desk.signed("opening", "lawyer", by="Lawyer")
    assert standing(desk).missing == ("1 more of: editor or lawyer",)
    desk.signed("opening", "lawyer", by="Editor")
    assert standing(desk).missing == ("1 more of: editor or lawyer",), "one person in two roles is one person"
    desk.signed("opening", "lawyer", by="Second lawyer")
    assert standing(desk).approved


def test_a_seed_without_a_grade_counts_as_one_that_cannot_be_judged(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"editorial.yml": POLICY})
    desk.edit("seeds/line.yml", "grade: B2\n", "")
    desk.commit()
    assert "3 more of: editor or lawyer" in standing(desk).missing


def test_a_brief_that_no_entry_is_about_needs_one_signature(tmp_path: Path) -> None:
    policy = "approvals:\n  - roles: [editor]\n    grade: F\ncriteria: {}\n"
    desk = Desk(tmp_path, {"editorial.yml": policy})
    desk.commit()
    assert standing(desk).missing == ("1 more of: editor",)


def test_nobody_signs_the_same_twice(desk: Desk) -> None:
    desk.signed()
    result = desk.approve()
    assert result.exit_code == 2
    assert "you have signed this state" in result.output


def test_a_brief_in_a_folder_is_signed_in_that_folder(desk: Desk) -> None:
    desk.write("briefs/coast/second.yml", PUBLISHED)
    desk.commit()
    desk.signed("coast/second")
    assert review_of(desk, "coast/second").startswith("briefs/reviews/coast/second/")
    assert standing(desk, "coast/second").approved


def test_a_site_below_the_top_of_its_repository(tmp_path: Path) -> None:
    inner = tmp_path / "desk"
    inner.mkdir()
    desk = Desk(inner)
    shutil.rmtree(inner / ".git")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    desk.commit()
    desk.signed()
    assert standing(desk).approved


def test_who_ticked_some_criteria_can_tick_the_rest_later(desk: Desk) -> None:
    assert desk.approve("opening", "editor", "--criterion", "rights").exit_code == 0
    desk.commit("Sign", by="Editor")
    assert standing(desk).missing == ("not ticked: sourcing, neutrality, language",)
    desk.signed()
    assert standing(desk).approved
    again = desk.approve()
    assert again.exit_code == 2
    assert "you have signed this state" in again.output


def test_what_was_signed_under_an_older_policy_stays_readable_and_counts_as_far_as_the_policy_knows_it(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, {"editorial.yml": POLICY})
    desk.commit()
    desk.signed()
    desk.signed("opening", "lawyer", by="Lawyer")
    desk.write("editorial.yml", POLICY.replace("  rights: No", "  legality: No"))
    assert check_site(desk.root).diagnostics == ()
    assert standing(desk).missing == ("not ticked: legality",), "another criterion is asked for, the roles are the same"
    without_lawyer = "roles:\n  editor: Reads it\napprovals:\n  - count: 2\ncriteria: {}\n"
    desk.write("editorial.yml", without_lawyer)
    assert check_site(desk.root).diagnostics == ()
    assert standing(desk).missing == ("1 more of: editor",)
    assert refused(desk) == ["the policy has no role `lawyer`", ""]


def test_a_review_says_what_a_change_of_a_sign_off_does_to_an_approval(desk: Desk) -> None:
    desk.signed()
    path = review_of(desk)
    assert desk.mujaz("review", "HEAD~1..HEAD").exit_code == 0
    desk.edit(path, "Editor <editor@", "Another <another@")
    desk.commit("Tamper")
    result = desk.mujaz("review", "HEAD~1..HEAD")
    assert result.exit_code == 1
    assert "it was altered since it was written" in result.output
    said = "sign-off of Editor as editor: signer Editor <editor@example.org> → Another <another@example.org>"
    assert said in plain(result.output)


def test_a_review_says_what_a_change_of_the_policy_does_to_an_approval(desk: Desk) -> None:
    desk.write("editorial.yml", "approvals:\n  - count: 1\n")
    desk.commit("Policy")
    desk.signed()
    desk.edit("editorial.yml", "count: 1", "count: 2")
    desk.commit("Ask for more")
    result = desk.mujaz("review", "HEAD~1..HEAD")
    assert result.exit_code == 1
    assert "policy editorial.yml: changed\n  - approval 1: count 1 → 2\n" in plain(result.output)


def test_a_review_tells_of_a_sign_off_that_is_gone(desk: Desk) -> None:
    desk.signed()
    signed = desk.mujaz("review", "HEAD~1..HEAD")
    assert signed.exit_code == 0
    words = "sign-off of Editor as editor added: 2024-03-12T10:40:00Z, sourcing, neutrality, rights, language"
    assert f"sign-offs opening A station opens: added\n  - {words}\n" in plain(signed.output)
    assert "1 document changed" in signed.output
    desk.git("rm", "--quiet", "-r", REVIEWS)
    desk.commit("Remove")
    result = desk.mujaz("review", "HEAD~1..HEAD")
    assert result.exit_code == 1
    assert "unapproved-brief" in result.output
    assert "sign-off of Editor as editor removed" in plain(result.output)


def test_a_review_names_each_change_of_the_policy(desk: Desk) -> None:
    desk.write("editorial.yml", "severities: {tatweel: off}\n")
    desk.commit()
    approvals = "approvals: [{roles: [editor], count: 2}]\n"
    desk.write("editorial.yml", f"severities: {{tatweel: error}}\ncriteria: {{rights: No}}\ntrace: 50\n{approvals}")
    desk.commit()
    said = plain(desk.mujaz("review", "HEAD~1..HEAD").output)
    for words in (
        "criterion sourcing removed",
        "approval 1 added: roles editor, count 2",
        "level of tatweel off → error",
        "share of traced sentences 0 → 50",
    ):
        assert f"  - {words}" in said


def plain(text: str) -> str:
    """A text without isolates and quotation marks."""
    return re.sub("[\u2066-\u2069«»]", "", text)


def test_the_one_person_who_can_fill_a_role_fills_it_however_many_sign() -> None:
    people = {Person(f"Reader {number}", f"r{number}@example.org"): ("editor", "reader") for number in range(14)}
    roles = {Person("Lawyer", "lawyer@example.org"): ("editor", "lawyer"), **people}
    parts = {"brief/opening/en": "0" * 64}
    written = [
        signoff_file("opening", role, person, datetime(2024, 3, 12, tzinfo=UTC), parts)
        for person, names in roles.items()
        for role in names
    ]
    signed = [each for path, text in written for each in decode_signoffs(Source(path, text))[0]]
    wanted = [Wanted(1, (role,), parts) for role in ("editor", "reader", "lawyer")]
    assert not list(lacks(wanted, lambda part, says: signed, Identities()))
    assert list(lacks([Wanted(2, ("lawyer",), parts)], lambda part, says: signed, Identities())) == [
        "1 more of: lawyer"
    ]
