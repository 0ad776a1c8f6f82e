"""Attacks on what is published: content that no sign-off covers, and a policy that asks for less."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from attacks import BRIEF, commit_as
from attacks_on_git import keyed
from desk import Desk
from mujaz.cli.publishing import Publishable, publishable
from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import generate
from mujaz.history.commits import Person
from mujaz.review.authorship import file_digest
from mujaz.review.signing import signoff_file
from mujaz.site.past import past_of

Attack = Callable[[Desk], None]

STRICT = """\
roles: {editor: Reads it, lawyer: Answers for it}
criteria: {rights: No more is quoted than may be, sourcing: It is borne out}
approvals: [{roles: [lawyer]}, {roles: [editor], count: 2, tags: [transport]}]
severities: {tatweel: error, single-source: warning}
trace: 20
quote_words: 40
max_shared_words: 10
site_files: approved
"""
_WORDS = "Slipped in"


def shown(desk: Desk) -> Publishable:
    """What may be published, and hold that no page of that has the words that were slipped in."""
    found = publishable(desk.root, cache=False, leave_out=False)
    assert found.findings == (), found.findings
    pages = generate(desk.root, without=found.without)
    assert not pages.failed, pages.diagnostics
    showing = [path for path in (desk.root / "docs").rglob("*.md") if _WORDS in path.read_text("utf-8")]
    assert showing == [], showing
    return found


def refused(desk: Desk, rule: str, *words: str) -> None:
    """Hold that nothing of the site may be published, for a rule."""
    # With what may be left out is tried what refuses the whole site.
    told = publishable(desk.root, cache=False, leave_out=rule != "silent-edit").findings
    found = [each for each in told if each.rule.name == rule]
    assert found, "it would be published"
    said = " ".join((found[0].message, *(label.message for label in found[0].related)))
    assert all(word in said for word in words), said


def slips_in(name: str, text: str, kept: Callable[[Publishable], object]) -> Attack:
    """Add to the glossary after the brief was signed; `kept` says what is left out of it."""

    def attack(desk: Desk) -> None:
        desk.signed()
        desk.write(f"briefs/glossary/{name}.yml", f"language: en\n{text}")
        desk.commit("Add")
        assert kept(shown(desk)), "it is not said that it is left out"

    return attack


def pastes_what_is_left_out(*arguments: str, rule: str = "rights-leak", brief: bool = False) -> Attack:
    """An article that no published brief shows is left out of the site, and its text stands in a page by hand.

    Args:
        arguments: of `build` besides.
        rule: the finding that is expected.
        brief: whether a draft is about the article.
    """

    def attack(desk: Desk) -> None:
        desk.signed()
        words = " ".join(f"harbour{number} closes" for number in range(30))
        desk.write("seeds/more.txt", f"{words}\n")
        digest = hashlib.sha256((desk.root / "seeds/more.txt").read_bytes()).hexdigest()
        desk.write("seeds/more.yml", f"language: en\ntitle: M\npublisher: P\nsha256: {digest}\nrights: link\n")
        if brief:
            desk.write("briefs/draft.yml", "language: en\ntitle: A harbour\nseeds: [more]\nstatus: draft\n")
        if rule == "rights-leak":
            desk.write("docs/en-page.md", f"# Page\n\n{words}\n")
        else:
            (desk.root / "docs/a.pdf").write_bytes(b"%PDF-1.7\n")
        desk.commit("Add")
        result = desk.mujaz("build", "--publish", "--no-strict", *arguments)
        assert result.exit_code == 1, result.output
        assert f"[{rule}]" in result.output, result.output

    return attack


def slips_in_a_seed(desk: Desk) -> None:
    desk.signed()
    desk.write("seeds/more.txt", f"{_WORDS}\n")
    digest = hashlib.sha256((desk.root / "seeds/more.txt").read_bytes()).hexdigest()
    record = f"language: en\ntitle: {_WORDS}\npublisher: Paper\nretrieved: 2024-03-11\nsha256: {digest}\nrights: full\n"
    desk.write("seeds/more.yml", record)
    desk.commit("Add")
    assert shown(desk).unsigned.seeds == {"more"}


def slips_in_a_relation_of_a_brief(desk: Desk) -> None:
    """An entity that a signed brief defines is related to one that nobody signed, of which the name would show."""
    own = "entities:\n  depot:\n    type: place\n    name: {en: Depot, ar: مستودع بعيد}\n"
    relations = "    relations:\n      - {to: stranger, type: part-of}\n"
    stranger = "language: en\nentities:\n  stranger:\n    type: place\n    name: {en: Nobody, ar: لا أحد هنا}\n"
    desk.write(BRIEF, (desk.root / BRIEF).read_text("utf-8") + own + relations)
    desk.write("briefs/glossary/more.yml", stranger)
    desk.commit("Add")
    desk.signed()
    desk.edit("briefs/glossary/more.yml", "Nobody", _WORDS)
    desk.commit("Change")
    assert shown(desk).unsigned.entities == {"stranger", "drivers-union"} - set(_named(desk))


def _named(desk: Desk) -> list[str]:
    from mujaz.engine.pipeline import check_site

    site = check_site(desk.root).content
    assert site is not None
    return [id for facts in site.index.facts.values() for id in facts.concerns]


def begins_with(desk: Desk, policy: str) -> None:
    """Let the first commit have a policy: it is not compared with another one."""
    desk.write("editorial.yml", policy)
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--amend", "--no-edit")


def weakens(old: str, new: str, *words: str) -> Attack:
    """Change the policy and, in the same commit, the brief; sign the brief under the new one."""

    def attack(desk: Desk) -> None:
        begins_with(desk, STRICT)
        desk.edit("editorial.yml", old, new)
        desk.commit("Weaken")
        desk.signed("opening", "editor")
        refused(desk, "weakened-policy", *words)

    return attack


def deletes_the_policy(desk: Desk) -> None:
    begins_with(desk, STRICT)
    desk.git("rm", "--quiet", "editorial.yml")
    desk.commit("Weaken")
    refused(desk, "weakened-policy", "1 of lawyer")


def weakens_in_two_steps(desk: Desk) -> None:
    """A policy that cannot be read, or one that asks for more, stands between."""
    begins_with(desk, STRICT)
    for text in ("[", STRICT.replace("trace: 20", "trace: 90"), "criteria: {}\n"):
        desk.write("editorial.yml", text)
        desk.commit("Change")
    refused(desk, "weakened-policy", "`rights` is gone")


def weakens_the_default(desk: Desk) -> None:
    desk.write("editorial.yml", "criteria: {}\n")
    desk.commit("Weaken")
    refused(desk, "weakened-policy", "`neutrality` is gone")


def weakens_in_a_merge(desk: Desk) -> None:
    begins_with(desk, STRICT)
    desk.git("switch", "--quiet", "--create", "side")
    desk.write("editorial.yml", "criteria: {}\n")
    desk.commit("Weaken")
    desk.git("switch", "--quiet", "main")
    desk.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side", by="Publisher")
    refused(desk, "weakened-policy", "`rights` is gone")


def turned(change: Callable[[Desk], None], rule: str, *words: str, root: bool = False, flips: int = 1) -> Attack:
    """What the desk did since a commit is undone by merges whose first parent is the attacker's own line.

    Args:
        change: what somebody does on top of what the desk has published; the attacker's line does not have it.
        rule: what refuses it.
        words: what is said.
        root: whether the attacker's line has a root of its own.
        flips: how many such merges there are.
    """

    def attack(desk: Desk) -> None:
        begins_with(desk, "criteria: {}\n")
        change(desk)
        tree = desk.git("rev-parse", "HEAD~1^{tree}" if rule == "weakened-policy" else "HEAD^{tree}").strip()
        behind = [] if root else ["-p", desk.git("rev-list", "--max-parents=0", "HEAD").strip()]
        for _ in range(flips):
            own = desk.git("commit-tree", tree, *behind, "-m", "Begin").strip()
            merge = desk.git("commit-tree", tree, "-p", own, "-p", "HEAD", "-m", "Merge").strip()
            desk.git("reset", "--quiet", "--hard", merge)
        refused(desk, rule, *words)

    return attack


def _strengthens(desk: Desk) -> None:
    desk.write("editorial.yml", STRICT)
    desk.commit("Policy")


def _rewrites(desk: Desk) -> None:
    """The brief is published, written anew, and signed by somebody honest who does not know of the first."""
    desk.signed()
    desk.edit(BRIEF, "A station opens", "A station opened")
    desk.commit("Rewrite")
    desk.signed()


def _removes(desk: Desk) -> None:
    desk.signed()
    desk.git("rm", "--quiet", "-r", BRIEF, "briefs/reviews/opening")
    desk.commit("Remove")


def takes_a_correction_back(desk: Desk) -> None:
    """An approved state that lacks the correction stands between, and a correction of something else follows."""
    desk.signed()
    plain = (desk.root / BRIEF).read_text("utf-8")
    for text in ("It opens on Monday.", "", "It has two doors."):
        entry = f"corrections:\n  - {{date: 2024-03-14, severity: minor, text: {text}}}\n" if text else ""
        desk.write(BRIEF, plain.replace("A station opens", f"A station opens. {text}") + entry)
        desk.commit("Change")
        if text:
            desk.signed()
    refused(desk, "silent-edit", "a correction of the brief `opening` is gone")


def weakens_by_an_old_sign_off(desk: Desk) -> None:
    """A weaker policy that was signed once is brought back, with its sign-off, after a stricter one came."""
    begins_with(desk, STRICT)
    desk.write("editorial.yml", "roles: {editor: Reads it}\ncriteria: {}\n")
    desk.commit("Weaken")
    desk.signed("editorial.yml")
    old = desk.git("rev-parse", "HEAD").strip()
    desk.write("editorial.yml", STRICT)
    desk.commit("Strengthen")
    tree = desk.git("rev-parse", f"{old}^{{tree}}").strip()
    merge = desk.git("commit-tree", tree, "-p", old, "-p", "HEAD", "-m", "Merge").strip()
    desk.git("reset", "--quiet", "--hard", merge)
    refused(desk, "weakened-policy", "`rights` is gone")


def weakens_without_a_commit(desk: Desk) -> None:
    begins_with(desk, STRICT)
    desk.write("editorial.yml", "criteria: {}\n")
    refused(desk, "weakened-policy")


def weakened_and_signed(by: str, role: str, reason: str, *, commits: str = "") -> Attack:
    """Weaken the policy, and sign that.

    Args:
        by: who signs.
        role: in which role; `intern` is one that only the new policy has.
        reason: why it does not count; empty where it does.
        commits: who commits the sign-off; the signer, if not given.
    """

    def attack(desk: Desk) -> None:
        begins_with(desk, STRICT.replace("site_files: approved\n", ""))
        desk.edit("editorial.yml", "count: 2, ", "")
        desk.edit("editorial.yml", "roles: {", "roles: {intern: Helps, ")
        desk.commit("Weaken")
        forge_file(desk, "editorial.yml", by, role)
        commit_as(desk, commits or by, f"{(commits or by).lower()}@example.org")
        if reason:
            refused(desk, "weakened-policy", reason)
        else:
            rules = {each.rule.name for each in publishable(desk.root, cache=False, leave_out=False).findings}
            assert rules == {"unapproved-brief"}, rules

    return attack


def forge_file(desk: Desk, path: str, by: str, role: str = "editor") -> None:
    """Write the sign-off of a file by hand, with the right hash."""
    says = {f"file/{path}": file_digest(path, (desk.root / path).read_bytes())}
    signer, moment = Person(by, f"{by.lower()}@example.org"), datetime.fromisoformat("2024-03-12T10:40:00Z")
    desk.write(*signoff_file(path, role, signer, moment, says))


def unsigned_commits_after_all(desk: Desk) -> None:
    """The policy that asks for signed commits is taken back by an unsigned one, which another signs without a key."""
    keyed(desk, "Editor")
    desk.commit("Policy")
    desk.write("editorial.yml", "signed_commits: optional\n")
    desk.commit("Weaken")
    forge_file(desk, "editorial.yml", "Editor")
    desk.commit("Sign", by="Editor")
    refused(desk, "weakened-policy", "commits need not be signed", "the policy asks for signed commits")


def changes_a_file(path: str, text: str, *, signs: str = "", reason: str = "") -> Attack:
    """Change what is no content of a brief, where the policy asks for a sign-off of that."""

    def attack(desk: Desk) -> None:
        desk.write("editorial.yml", "site_files: approved\n")
        desk.commit("Policy")
        desk.signed()
        for name in ("mkdocs.yml", "docs/index.md"):
            desk.signed(name)
        assert publishable(desk.root, cache=False, leave_out=False).findings == ()
        desk.write(path, text)
        desk.commit("Change")
        if signs:
            forge_file(desk, path, signs)
            desk.commit("Sign", by=signs)
        refused(desk, "unapproved-file", path, reason)

    return attack


def names_a_file(path: str) -> Attack:
    """Without that policy the file is named."""

    def attack(desk: Desk) -> None:
        desk.signed()
        desk.write(path, (desk.root / path).read_text("utf-8") + "\n# more\n")
        desk.commit("Change")
        assert path in publishable(desk.root, cache=False, leave_out=False).noted

    return attack


def cites_what_nobody_signed(desk: Desk) -> None:
    """An entity that the brief shows cites a publication that no brief cites: it is named when it is published."""
    desk.edit(
        "briefs/glossary/names.yml",
        "  sub-keeper:\n",
        "  sub-keeper:\n    sources: [book]\n",
    )
    glossary = (desk.root / "briefs/glossary/names.yml").read_text("utf-8")
    book = "sources:\n  book:\n    type: book\n    title: A book\n"
    desk.write("briefs/glossary/names.yml", glossary.replace("sources:\n  timetable", f"{book}  timetable"))
    desk.commit("Cite")
    desk.signed()
    desk.edit("briefs/glossary/names.yml", "A book", "Another book")
    desk.commit("Change")
    assert "the publication book" in publishable(desk.root, cache=False, leave_out=False).noted


def tells_of_what_was_never_approved(desk: Desk) -> None:
    """Words that were merged before anybody read them, and taken out again, are in no version that is shown."""
    desk.signed()
    before = "A station opens"
    for title in (_WORDS, "A station opened"):
        desk.edit(BRIEF, f"title: {before}", f"title: {title}")
        before = title
        desk.commit("Change")
    correction = "corrections:\n  - {date: 2024-03-14, severity: minor, text: It has opened.}\n"
    desk.write(BRIEF, (desk.root / BRIEF).read_text("utf-8") + correction)
    desk.commit("Correct")
    desk.signed()
    all_states = past_of(desk.root, Store(None))
    assert all_states is not None
    assert _WORDS in str(all_states.versions("opening")), "the words are in no version at all: nothing is proved"
    states = shown(desk).past(all_states)
    assert states is not None
    assert len(states.versions("opening")) == 2
    assert _WORDS not in str(states.versions("opening"))


_ENTITY = f"entities:\n  stranger:\n    type: person\n    name: {{en: {_WORDS}, ar: شخص غريب}}\n"
_RELATED = _ENTITY + "    relations:\n      - {to: sub-keeper, type: opposes}\n"
_HAND = "# Home\n\nmore\n"

ATTACKS: dict[str, Attack] = {
    "an article without a brief in a page by hand": pastes_what_is_left_out(),
    "the same in an offline edition": pastes_what_is_left_out("--offline"),
    "an article of a draft that is left out": pastes_what_is_left_out("--leave-out", brief=True),
    "a file that cannot be searched, beside such an article": pastes_what_is_left_out(rule="unsearched-file"),
    "an entity that no brief shows": slips_in("more", _ENTITY, lambda found: "stranger" in found.unsigned.entities),
    "its relation to one that a brief shows": slips_in(
        "more", _RELATED, lambda found: "stranger" in found.unsigned.entities
    ),
    "a tag that no brief bears": slips_in(
        "more", f"tags:\n  more: {_WORDS}\n", lambda found: "more" in found.unsigned.tags
    ),
    "a seed that no brief uses": slips_in_a_seed,
    "the name of an entity to which a brief's own is related": slips_in_a_relation_of_a_brief,
    "a publication that only an entity cites": cites_what_nobody_signed,
    "words that were merged and never approved, in the versions": tells_of_what_was_never_approved,
    "settings changed": names_a_file("mkdocs.yml"),
    "a page written by hand changed": names_a_file("docs/index.md"),
    "a page changed where files are signed": changes_a_file("docs/index.md", _HAND),
    "a page added there": changes_a_file("docs/more.md", _HAND),
    "a style added there": changes_a_file("docs/more.css", "a {color: red}\n"),
    "a page changed and signed by its author": changes_a_file(
        "docs/index.md", _HAND, signs="Analyst", reason="Analyst wrote some"
    ),
    "fewer people": weakens("count: 2, ", "", "2 of editor"),
    "another role": weakens("{roles: [lawyer]}", "{roles: [editor]}", "1 of lawyer"),
    "one more role that may": weakens("{roles: [lawyer]}", "{roles: [lawyer, editor]}", "1 of lawyer"),
    "any role": weakens("{roles: [lawyer]}", "{count: 1}", "1 of lawyer"),
    "an entry gone": weakens("{roles: [lawyer]}, ", "", "1 of lawyer"),
    "an entry for some briefs only": weakens(
        "{roles: [lawyer]}", "{roles: [lawyer], tags: [transport]}", "1 of lawyer"
    ),
    "an entry for grades only": weakens("{roles: [lawyer]}", "{roles: [lawyer], grade: F}", "1 of lawyer"),
    "a criterion gone": weakens("rights: No more is quoted than may be, ", "", "`rights` is gone"),
    "a criterion that says another thing": weakens(
        "No more is quoted than may be", "Nice", "`rights` says something else"
    ),
    "a rule lowered": weakens("tatweel: error", "tatweel: info", "`tatweel` is info, and was error"),
    "a rule off": weakens("single-source: warning", "single-source: off", "`single-source` is off"),
    "all levels gone": weakens("severities: {tatweel: error, single-source: warning}\n", "", "`tatweel` is"),
    "fewer traced sentences": weakens("trace: 20", "trace: 0", "`trace` is 0, and was 20"),
    "longer quotes": weakens("quote_words: 40\n", "", "`quote_words` is 100, and was 40"),
    "more shared words": weakens("max_shared_words: 10\n", "", "`max_shared_words` is 12, and was 10"),
    "no sign-off of files": weakens("site_files: approved\n", "", "need no sign-off"),
    "the policy deleted": deletes_the_policy,
    "weakened in steps": weakens_in_two_steps,
    "weaker than the default": weakens_the_default,
    "weakened in a merge": weakens_in_a_merge,
    **{
        f"{name}, by {way}": turned(change, rule, *words, root=root, flips=flips)
        for name, change, rule, words in (
            ("a stricter policy is undone", _strengthens, "weakened-policy", ("1 of lawyer",)),
            ("a brief is rewritten", _rewrites, "silent-edit", ("says something else", "title")),
            ("a brief is removed", _removes, "silent-edit", ("is gone",)),
        )
        for way, root, flips in (
            ("an older line as the first parent", False, 1),
            ("a root of its own as the first parent", True, 1),
            ("three such merges", False, 3),
        )
    },
    "a correction taken back in steps": takes_a_correction_back,
    "weakened by an old sign-off": weakens_by_an_old_sign_off,
    "weakened without a commit": weakens_without_a_commit,
    "signed commits given up": unsigned_commits_after_all,
    "weakened and signed by its author": weakened_and_signed("Analyst", "editor", "Analyst wrote some"),
    "weakened and signed in a new role": weakened_and_signed("Editor", "intern", "the policy has no role `intern`"),
    "weakened and signed for another": weakened_and_signed("Editor", "editor", "committed it", commits="Analyst"),
}
"""What is not published in silence, by what is tried."""

PLAIN: dict[str, Attack] = {
    "a weaker policy that another signed": weakened_and_signed("Editor", "editor", ""),
}
"""What counts."""
