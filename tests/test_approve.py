"""Sign-offs through real git: who may approve what, what makes an approval stale, and what counts."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desk import PUBLISHED, Desk
from mujaz.cli.editors import standings
from mujaz.engine.pipeline import check_site
from mujaz.review.objects import Standing
from thorough import of_these

REVIEWS = "briefs/reviews/opening.yml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose published brief the analyst wrote."""
    desk = Desk(tmp_path)
    desk.commit("Write a brief")
    return desk


def standing(desk: Desk, brief: str = "opening") -> Standing:
    return standings(desk.root, check_site(desk.root))[brief]


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


def test_the_file_is_continued_to_the_letter(desk: Desk) -> None:
    desk.approve("opening", "editor", "--criterion", "rights", "--note", 'Read: "all" <of> it')
    first = (desk.root / REVIEWS).read_text("utf-8")
    assert '    note: "Read: \\"all\\" <of> it"\n' in first
    assert "    criteria:\n      - rights\n" in first
    desk.commit("Sign", by="Editor")
    desk.approve(by="Second editor")
    assert (desk.root / REVIEWS).read_text("utf-8").startswith(first)
    assert check_site(desk.root).diagnostics == ()


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
    assert (desk.root / REVIEWS).is_file()
    desk.commit("Sign", by="Editor")
    assert "you have signed this state of `opening`" in desk.approve(REVIEWS).output


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


def test_who_made_the_last_change_cannot_sign_it(desk: Desk) -> None:
    result = desk.approve(by="Analyst")
    assert result.exit_code == 2
    assert "you made the last change of what you would sign" in result.output
    assert "«Write a brief»" in result.output


def test_nor_can_who_committed_it_for_another(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Past", "--author", "Analyst <analyst@example.org>", by="Editor")
    assert desk.approve(by="Editor").exit_code == 2
    assert desk.approve(by="Analyst").exit_code == 2
    assert desk.approve(by="Second editor").exit_code == 0


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


def test_a_change_taken_back_leaves_its_author_the_last(desk: Desk) -> None:
    desk.signed()
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit("Change", by="Editor")
    desk.edit("briefs/opening.yml", "A station opened", "A station opens")
    desk.commit("Take it back", by="Editor")
    assert "Editor made the last change" in refused(desk)[0]
    assert not standing(desk).approved


def test_a_signature_written_by_hand_does_not_help_who_changed_the_content(desk: Desk) -> None:
    assert desk.approve().exit_code == 0
    forged = (desk.root / REVIEWS).read_text("utf-8")
    desk.commit("Sign for the editor", by="Analyst")
    assert "committed it" in refused(desk)[0]
    desk.write(REVIEWS, forged.replace("Editor <editor@", "Analyst <analyst@"))
    desk.commit("Sign", by="Editor")
    assert "Analyst made the last change" in refused(desk)[0]


def test_nobody_signs_for_another(desk: Desk) -> None:
    assert desk.approve(by="Editor").exit_code == 0
    desk.commit("Sign for the editor", by="Intern")
    assert refused(desk) == ["Intern committed it, not Editor"]


def test_a_signature_in_the_commit_of_the_change_does_not_count(desk: Desk) -> None:
    desk.signed()
    desk.git("update-ref", "-d", "HEAD")
    desk.commit("All in one", by="Analyst")
    assert not standing(desk).approved


def gate(desk: Desk) -> str:
    """What the gate of publication says."""
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 1
    return result.output


def test_the_gate_says_what_to_do_about_a_signature_that_is_not_committed(desk: Desk) -> None:
    desk.approve()
    said = gate(desk)
    assert "does not count: it is not committed" in said
    assert "help: let who signed commit briefs/reviews/opening.yml" in said


def test_the_gate_says_what_squashing_does(desk: Desk) -> None:
    desk.signed()
    desk.git("update-ref", "-d", "HEAD")
    desk.commit("Squash", by="Publisher")
    said = gate(desk)
    assert "is the commit of both the sign-off and the last change of what it signs" in said
    assert "merge without squashing" in said


def test_the_gate_says_that_a_hash_may_have_been_altered(desk: Desk) -> None:
    desk.signed()
    text = (desk.root / REVIEWS).read_text("utf-8")
    digest = standing(desk).digest
    desk.write(REVIEWS, text.replace(digest, "0" * 64))
    desk.commit("Tamper", by="Editor")
    assert "it holds the hash of another state: signed before the last change, or altered by hand" in gate(desk)
    desk.write(REVIEWS, text.replace(digest, "abc"))
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
    assert (desk.root / "briefs/reviews/coast/second.yml").is_file()
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


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (REVIEWS, "sha256: ", "sha256: 0", "sign-off of Editor as editor: recorded hash "),
        (
            REVIEWS,
            "Editor <editor@",
            "Another <another@",
            "sign-off of Editor as editor: signer Editor <editor@example.org> → Another <another@example.org>",
        ),
        ("editorial.yml", "count: 1", "count: 2", "policy editorial.yml: changed\n  - approval 1: count 1 → 2\n"),
    ],
)
def test_a_review_says_what_a_change_of_sign_offs_or_policy_does_to_an_approval(
    desk: Desk, path: str, old: str, new: str, said: str
) -> None:
    desk.write("editorial.yml", "approvals:\n  - count: 1\n")
    desk.commit("Policy")
    desk.signed()
    assert desk.mujaz("review", "HEAD~1..HEAD").exit_code == 0
    if "sha256" in old:
        text = (desk.root / path).read_text("utf-8")
        start = text.index(old) + len(old)
        desk.write(path, text[:start] + "0" * 64 + text[start + 64 :])
    else:
        desk.edit(path, old, new)
    desk.commit("Tamper")
    result = desk.mujaz("review", "HEAD~1..HEAD")
    assert result.exit_code == 1
    assert "approv" in result.output
    assert said in plain(result.output)


def test_a_review_tells_of_a_sign_off_that_is_gone(desk: Desk) -> None:
    desk.signed()
    signed = desk.mujaz("review", "HEAD~1..HEAD")
    assert signed.exit_code == 0
    words = "sign-off of Editor as editor added: 2024-03-12T10:40:00Z, sourcing, neutrality, rights, language"
    assert f"sign-offs opening A station opens: added\n  - {words}\n" in plain(signed.output)
    assert "1 document changed" in signed.output
    desk.git("rm", "--quiet", REVIEWS)
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
