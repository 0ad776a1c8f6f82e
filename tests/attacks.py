"""Attacks on sign-offs, each in a git repository of its own: what somebody does, and why it does not count."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from desk import PUBLISHED, Desk
from mujaz.editors.past import standings
from mujaz.engine.pipeline import check_site
from mujaz.history.commits import Person
from mujaz.history.git import HistoryError
from mujaz.review.coverage import covered_of_all
from mujaz.review.objects import Standing
from mujaz.review.signing import signoff_file
from people import environment

Attack = Callable[[Desk], None]

BRIEF = "briefs/opening.yml"
TWO_ROLES = "roles: {editor: Reads it, lawyer: Answers for it}\napprovals: [{roles: [editor]}, {roles: [lawyer]}]\n"
TWO_PEOPLE = "approvals: [{count: 2}]\n"


def standing(desk: Desk, brief: str = "opening") -> Standing:
    """Whether a brief is approved."""
    return standings(desk.root, check_site(desk.root))[brief]


def refused(desk: Desk, *words: str, brief: str = "opening") -> None:
    """Hold that a brief is not approved, and that the reasons hold some words."""
    now = standing(desk, brief)
    said = " | ".join([*(signature.refused for signature in now.signatures), *now.missing])
    assert not now.approved, "it counts as approved"
    assert all(word in said for word in words), said


def commit_as(desk: Desk, name: str, address: str, message: str = "Sign", **more: str) -> None:
    """Commit all that is there under any name and address, with more variables of git's."""
    names = {f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in _ident(name, address)}
    desk.git("add", "--all")
    variables = {**environment(name), **names, **more}
    command = ["git", "commit", "--quiet", "--allow-empty", "--message", message]
    done = subprocess.run(command, cwd=desk.root, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _ident(name: str, address: str) -> tuple[tuple[str, str], ...]:
    return ("NAME", name), ("EMAIL", address)


def forge(desk: Desk, name: str, address: str, role: str = "editor", brief: str = "opening", at: str = "") -> None:
    """Write the sign-off of somebody by hand, with the right digests and all criteria."""
    checked = check_site(desk.root)
    assert checked.content is not None
    parts = covered_of_all(checked.content)[brief]
    moment = datetime.fromisoformat(at or "2024-03-12T10:40:00Z")
    path, text = signoff_file(
        brief, role, Person(name, address), moment, parts, criteria=checked.editorial.policy.criteria
    )
    desk.write(path, text)


def review_of(desk: Desk, brief: str = "opening") -> str:
    """The file of the one sign-off of a brief."""
    (path,) = (desk.root / "briefs/reviews" / brief).iterdir()
    return path.relative_to(desk.root).as_posix()


def signed_as(name: str, address: str) -> Attack:
    """The analyst, who wrote the brief, signs it under another name or address."""

    def attack(desk: Desk) -> None:
        forge(desk, name, address)
        commit_as(desk, name, address)
        refused(desk, "wrote some of what it signs")

    return attack


def wrote_it_as(name: str, address: str) -> Attack:
    """The analyst writes under another name or address, and signs as what the analyst is."""

    def attack(desk: Desk) -> None:
        desk.edit(BRIEF, "A station opens", "A station opened")
        commit_as(desk, name, address)
        forge(desk, "Analyst", "analyst@example.org")
        commit_as(desk, "Analyst", "analyst@example.org")
        refused(desk, "wrote some of what it signs")

    return attack


def joined_by_the_mailmap(desk: Desk) -> None:
    desk.write(".mailmap", "Analyst <analyst@example.org> <other@example.com>\n")
    forge(desk, "Somebody", "other@example.com")
    commit_as(desk, "Somebody", "other@example.com")
    refused(desk, "Analyst wrote some")


def parted_by_the_mailmap(desk: Desk) -> None:
    desk.write(".mailmap", "Other <other@example.org> Analyst <analyst@example.org>\n")
    forge(desk, "A. N.", "analyst@example.org")
    commit_as(desk, "A. N.", "analyst@example.org")
    refused(desk, "wrote some")


def two_by_the_mailmap(desk: Desk) -> None:
    desk.write("editorial.yml", TWO_PEOPLE)
    desk.write(".mailmap", "Editor <editor@example.org> <home@example.com>\n")
    desk.commit("Policy")
    forge(desk, "Editor", "editor@example.org")
    commit_as(desk, "Editor", "editor@example.org")
    forge(desk, "Somebody", "home@example.com")
    commit_as(desk, "Somebody", "home@example.com")
    refused(desk, "1 more of: editor")


def two_by_one_name(desk: Desk) -> None:
    desk.write("editorial.yml", TWO_PEOPLE)
    desk.commit("Policy")
    for address in ("editor@example.org", "home@example.com"):
        forge(desk, "Editor", address)
        commit_as(desk, "Editor", address)
    refused(desk, "1 more of: editor")


def two_roles_of_one(desk: Desk) -> None:
    desk.write("editorial.yml", TWO_ROLES)
    desk.commit("Policy")
    desk.signed("opening", "editor")
    desk.signed("opening", "lawyer")
    refused(desk, "1 more of: lawyer")


def coauthor_hidden_by_settings(desk: Desk) -> None:
    desk.git("config", "trailer.separators", "#")
    wrote_it_together("Co-authored-by: Editor <editor@example.org>")(desk)


def wrote_it_together(trailer: str) -> Attack:
    def attack(desk: Desk) -> None:
        desk.edit(BRIEF, "A station opens", "A station opened")
        desk.commit(f"Change\n\n{trailer}")
        forge(desk, "Editor", "editor@example.org")
        commit_as(desk, "Editor", "editor@example.org")
        refused(desk, "wrote some of what it signs")

    return attack


def committed_it_for_another(desk: Desk) -> None:
    """Who rebases another's work is its committer, and did not write it."""
    desk.edit(BRIEF, "A station opens", "A station opened")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Past", "--author", "Analyst <analyst@example.org>", by="Editor")
    desk.signed()
    assert standing(desk).approved, standing(desk)


def signs_for_the_editor(desk: Desk) -> None:
    forge(desk, "Editor", "editor@example.org")
    commit_as(desk, "Analyst", "analyst@example.org")
    refused(desk, "Analyst, who wrote some of what it signs, committed it")


def is_carried(desk: Desk) -> None:
    """Git does not tell who carries a sign-off from who makes one up: it counts, and the carrier is named."""
    forge(desk, "Editor", "editor@example.org")
    commit_as(desk, "Intern", "intern@example.org")
    now = standing(desk)
    assert now.approved, now
    assert now.signatures[0].carrier == "Intern"


def forges_the_author(desk: Desk) -> None:
    """The author of a commit is what somebody typed: it counts, unless the policy asks for signed commits."""
    forge(desk, "Editor", "editor@example.org")
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Sign", "--author", "Editor <editor@example.org>", by="Analyst")
    assert standing(desk).approved
    desk.write("editorial.yml", "signed_commits: required\n")
    desk.commit("Policy", by="Publisher")
    refused(desk, "the policy asks for signed commits")


def squashes_without_a_word(desk: Desk) -> None:
    """One commit of a change and of a sign-off that does not say who wrote the change."""
    forge(desk, "Editor", "editor@example.org")
    desk.git("update-ref", "-d", "HEAD")
    desk.commit("All in one", by="Publisher")
    refused(desk, "the sign-off does not say who wrote that")


def squashes(by: str) -> Attack:
    """A change and its approval become one commit of whoever merged them: the sign-off says who wrote the change."""

    def attack(desk: Desk) -> None:
        desk.signed()
        desk.git("update-ref", "-d", "HEAD")
        desk.commit("All in one", by=by)
        assert standing(desk).approved, standing(desk)

    return attack


def squashes_its_own(desk: Desk) -> None:
    """Who wrote the change, and is named so in the sign-off, signs it under another address."""
    criteria = check_site(desk.root).editorial.policy.criteria
    moment, writer = datetime.fromisoformat("2024-03-12T10:40:00Z"), Person("Analyst", "analyst@example.org")
    signer = Person("Analyst", "home@example.com")
    path, text = signoff_file("opening", "editor", signer, moment, parts_of(desk), [writer], criteria)
    desk.write(path, text)
    desk.git("update-ref", "-d", "HEAD")
    desk.commit("All in one", by="Publisher")
    refused(desk, "Analyst wrote some of what it signs")


def changes_afterwards(path: str, old: str, new: str) -> Attack:
    def attack(desk: Desk) -> None:
        desk.signed()
        desk.edit(path, old, new)
        desk.commit("Change")
        refused(desk)
        assert standing(desk).signatures[0].stale

    return attack


def merges_a_change(desk: Desk) -> None:
    """A merge that changes what neither side changed."""
    desk.signed()
    desk.git("switch", "--quiet", "--create", "side")
    desk.write("notes.txt", "x\n")
    desk.commit("Aside")
    desk.git("switch", "--quiet", "main")
    desk.write("other.txt", "x\n")
    desk.commit("Elsewhere")
    desk.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    desk.edit(BRIEF, "A station opens", "A station opened")
    desk.commit("Merge", by="Editor")
    refused(desk)
    forge(desk, "Editor", "editor@example.org")
    commit_as(desk, "Editor", "editor@example.org")
    refused(desk, "Editor wrote some")


def takes_it_back(desk: Desk) -> None:
    """What says again what was approved is approved again, whoever took it back."""
    desk.signed()
    desk.edit(BRIEF, "A station opens", "A station opened")
    desk.commit("Change", by="Editor")
    refused(desk)
    desk.edit(BRIEF, "A station opened", "A station opens")
    desk.commit("Back", by="Editor")
    assert standing(desk).approved, standing(desk)


def rewrites_it_behind_a_comma(desk: Desk) -> None:
    """Who rewrote a brief cannot sign it because somebody else changed a word after that."""
    desk.edit(BRIEF, "A station opens", "A new station was opened on the coast")
    desk.commit("Rewrite", by="Editor")
    desk.edit(BRIEF, "A new station", "One new station")
    desk.commit("A word", by="Analyst")
    forge(desk, "Editor", "editor@example.org")
    commit_as(desk, "Editor", "editor@example.org")
    refused(desk, "Editor wrote some of what it signs")


def signs_the_next_change(desk: Desk) -> None:
    """Who rewrote a brief can sign later changes of others once somebody else has approved the rewriting."""
    desk.edit(BRIEF, "A station opens", "A new station was opened on the coast")
    desk.commit("Rewrite", by="Editor")
    desk.signed(by="Second editor")
    desk.edit(BRIEF, "A new station", "One new station")
    desk.commit("A word", by="Analyst")
    desk.signed(by="Editor")
    assert standing(desk).approved, standing(desk)


def edits_the_sign_off(old: str, new: str) -> Attack:
    def attack(desk: Desk) -> None:
        desk.signed()
        desk.edit(review_of(desk), old, new)
        desk.commit("Edit", by="Intern")
        refused(desk, "it was altered since it was written")

    return attack


def makes_it_fresh(by: str) -> Attack:
    """Put the digest of the changed brief into an old sign-off."""

    def attack(desk: Desk) -> None:
        desk.signed()
        old = parts_of(desk)
        desk.edit(BRIEF, "A station opens", "A station opened")
        desk.commit("Change")
        for part, says in parts_of(desk).items():
            desk.edit(review_of(desk), old[part], says)
        desk.commit("Renew", by=by)
        refused(desk, "it was altered since it was written")

    return attack


def parts_of(desk: Desk, brief: str = "opening") -> dict[str, str]:
    """What a sign-off of a brief covers."""
    content = check_site(desk.root).content
    assert content is not None
    return covered_of_all(content)[brief]


def carries_it_over(by: str) -> Attack:
    """The sign-off of one brief is copied to another that says the same, or with its parts put in."""

    def attack(desk: Desk) -> None:
        desk.signed()
        desk.write("briefs/second.yml", PUBLISHED)
        desk.commit("Second")
        path = review_of(desk)
        text, other = (desk.root / path).read_text("utf-8"), path.replace("/opening/", "/second/")
        desk.write(other, text)
        desk.commit("Copy", by=by)
        refused(desk, brief="second")
        desk.write(other, text.replace("brief/opening/", "brief/second/"))
        desk.commit("Copy", by=by)
        refused(desk, "it was altered since it was written", brief="second")

    return attack


def dated(at: str, reason: str) -> Attack:
    def attack(desk: Desk) -> None:
        forge(desk, "Editor", "editor@example.org", at=at)
        commit_as(desk, "Editor", "editor@example.org")
        refused(desk, reason)

    return attack


def commit_dated(variable: str, moment: str, reason: str) -> Attack:
    def attack(desk: Desk) -> None:
        forge(desk, "Editor", "editor@example.org")
        commit_as(desk, "Editor", "editor@example.org", **{variable: moment})
        refused(desk, reason)

    return attack


def content_dated(desk: Desk) -> None:
    desk.edit(BRIEF, "A station opens", "A station opened")
    commit_as(desk, "Analyst", "analyst@example.org", GIT_AUTHOR_DATE="2090-01-01T00:00:00Z")
    desk.signed()
    refused(desk, "before the last change of what it signs")


def has_no_such_role(desk: Desk) -> None:
    forge(desk, "Editor", "editor@example.org", role="publisher")
    commit_as(desk, "Editor", "editor@example.org")
    refused(desk, "the policy has no role `publisher`")


def ticks_half(desk: Desk) -> None:
    desk.approve("opening", "editor", "--criterion", "rights")
    desk.commit("Sign", by="Editor")
    refused(desk, "not ticked: sourcing, neutrality, language")


def is_not_committed(desk: Desk) -> None:
    desk.approve()
    refused(desk, "it is not committed")


def made(desk: Desk, text: str) -> str:
    """A commit of a text, by its name."""
    command = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
    done = subprocess.run(command, cwd=desk.root, input=text, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def replaces_a_commit(desk: Desk) -> None:
    """`git replace` shows the analyst's commit as the intern's."""
    text = desk.git("cat-file", "commit", "HEAD").replace("Analyst <analyst@example.org>", "Intern <i@example.org>")
    other = made(desk, text)
    desk.git("replace", "HEAD", other)
    forge(desk, "Analyst", "analyst@example.org")
    commit_as(desk, "Analyst", "analyst@example.org")
    refused(desk, "Analyst wrote some")


def grafts_the_history(desk: Desk) -> None:
    desk.write("notes.txt", "x\n")
    desk.commit("Elsewhere", by="Intern")
    intern = desk.git("rev-parse", "HEAD").strip()
    forge(desk, "Analyst", "analyst@example.org")
    commit_as(desk, "Analyst", "analyst@example.org")
    (desk.root / ".git/info").mkdir(exist_ok=True)
    (desk.root / ".git/info/grafts").write_text(f"{intern}\n", encoding="utf-8")
    refused(desk, "Analyst wrote some")


def cuts_the_history_off(desk: Desk) -> None:
    desk.signed()
    clone = desk.root.parent / f"{desk.root.name}-shallow"
    source = desk.root.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", source, str(clone)], check=True, capture_output=True)
    with pytest.raises(HistoryError, match="cut off"):
        standings(clone, check_site(clone))


def holds(desk: Desk) -> None:
    """The plain way: else all that is refused would prove nothing."""
    desk.signed()
    assert standing(desk).approved, standing(desk)


def holds_for_two(desk: Desk) -> None:
    desk.write("editorial.yml", TWO_ROLES)
    desk.commit("Policy")
    desk.signed("opening", "editor")
    desk.signed("opening", "lawyer", by="Lawyer")
    assert standing(desk).approved, standing(desk)


def holds_when_carried(desk: Desk) -> None:
    """Who signed is the author, somebody else the committer, as after a rebase."""
    assert desk.approve().exit_code == 0
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", "Sign", "--author", "Editor <editor@example.org>", by="Publisher")
    assert standing(desk).approved, standing(desk)


def holds_under_an_old_address(desk: Desk) -> None:
    """The editor signs under another address than the commit has, which the mailmap joins."""
    desk.write(".mailmap", "Editor <editor@example.org> <home@example.com>\n")
    forge(desk, "E.", "home@example.com")
    commit_as(desk, "Editor", "editor@example.org")
    assert standing(desk).approved, standing(desk)


_FUTURE = "which has not come"
_EARLY = "before the last change of what it signs"

ATTACKS: dict[str, Attack] = {
    "who wrote it signs": signed_as("Analyst", "analyst@example.org"),
    "in capitals": signed_as("A. N.", "Analyst@EXAMPLE.org"),
    "with a tag in the address": signed_as("A. N.", "analyst+desk@example.org"),
    "with an invisible letter in the address": wrote_it_as("A. N.", "analyst\u200b@example.org"),
    "with an empty name": wrote_it_as("-", "ANALYST@example.org"),
    "in full-width letters": signed_as("A. N.", "\uff41nalyst@example.org"),
    "under a second address": signed_as("Analyst", "home@example.com"),
    "under a second address, the name in capitals": signed_as("ANALYST", "home@example.com"),
    "two addresses that the mailmap joins": joined_by_the_mailmap,
    "one address that the mailmap parts": parted_by_the_mailmap,
    "two people whom the mailmap joins": two_by_the_mailmap,
    "two people of one name": two_by_one_name,
    "two roles of one person": two_roles_of_one,
    "a co-author signs": wrote_it_together("Co-authored-by: Editor <editor@example.org>"),
    "a co-author under another name": wrote_it_together("co-authored-by: E. D. <Editor@example.org>"),
    "a co-author whose line is not the last": wrote_it_together("Co-authored-by: E <editor@example.org>\n\nMore."),
    "a co-author on a line with another": wrote_it_together("Co-authored-by: E <editor@example.org> <x@example.org>"),
    "a co-author hidden by git's settings": coauthor_hidden_by_settings,
    "a co-author without a name": wrote_it_together("Co-Authored-By: editor@example.org"),
    "who wrote it commits the editor's sign-off": signs_for_the_editor,
    "change and sign-off in one commit that does not say who wrote it": squashes_without_a_word,
    "who wrote it signs what was squashed": squashes_its_own,
    "who rewrote it, before another's word": rewrites_it_behind_a_comma,
    "the brief changed afterwards": changes_afterwards(BRIEF, "A station opens", "A station opened"),
    "its article changed": changes_afterwards("seeds/line.yml", "grade: B2", "grade: A1"),
    "an entity that it shows changed": changes_afterwards(
        "briefs/glossary/names.yml", "en: Deputy keeper", "en: The deputy keeper"
    ),
    "a publication that it cites changed": changes_afterwards(
        "briefs/glossary/names.yml", "Timetable of the coast line", "A timetable"
    ),
    "its subject changed": changes_afterwards(
        "briefs/glossary/names.yml", "transport: Transport", "transport: Traffic"
    ),
    "changed in a merge": merges_a_change,
    "another signer written in": edits_the_sign_off("Editor <editor@", "Another <another@"),
    "another day written in": edits_the_sign_off("at: 2024-03-12", "at: 2024-03-13"),
    "another criterion written in": edits_the_sign_off("  - language\n", "  - language\nnote: Read\n"),
    "the new hash written in by the author": makes_it_fresh("Analyst"),
    "the new hash written in by another": makes_it_fresh("Intern"),
    "carried over from another brief by the author": carries_it_over("Analyst"),
    "carried over from another brief by another": carries_it_over("Intern"),
    "dated 2099": dated("2099-01-01T00:00:00Z", _FUTURE),
    "dated before the content": dated("2001-01-01T00:00:00Z", _EARLY),
    "its commit dated 2090": commit_dated("GIT_COMMITTER_DATE", "2090-01-01T00:00:00Z", _FUTURE),
    "the content dated 2090": content_dated,
    "a role that there is not": has_no_such_role,
    "half of the criteria": ticks_half,
    "not committed": is_not_committed,
    "a replaced commit": replaces_a_commit,
    "a grafted history": grafts_the_history,
    "a history that is cut off": cuts_the_history_off,
}
"""What does not count, by what is tried."""

PLAIN: dict[str, Attack] = {
    "signed by another": holds,
    "signed by two in two roles": holds_for_two,
    "carried by a third": holds_when_carried,
    "signed under an old address": holds_under_an_old_address,
    "who committed it for another signs": committed_it_for_another,
    "brought by a third": is_carried,
    "a forged author": forges_the_author,
    "squashed by the publisher": squashes("Publisher"),
    "squashed by who wrote it": squashes("Analyst"),
    "squashed by who signed it": squashes("Editor"),
    "changed and taken back": takes_it_back,
    "the change after one that another approved": signs_the_next_change,
}
"""What counts: a tool that refuses everything proves nothing."""


def prepared(folder: Path) -> Path:
    """A desk whose brief the analyst wrote, to be copied for each attack."""
    folder.mkdir()
    desk = Desk(folder, {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    return folder


def copy_of(folder: Path, to: Path) -> Desk:
    """A desk of its own."""
    shutil.copytree(folder, to, symlinks=True)
    desk = object.__new__(Desk)
    desk.root = to
    return desk
