"""The table of docs/explanation/life-of-a-sign-off.md, done step by step in a real repository."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from desk import PUBLISHED, Desk
from mujaz.editors.past import standings
from mujaz.engine.pipeline import check_site
from mujaz.review.objects import Standing

PAGE = Path(__file__).parent.parent / "docs/explanation/life-of-a-sign-off.md"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TITLES = {"opening": "A station opens", "second": "A line is closed"}


class Story:
    """The desk of the table, and how each of its people does what they do."""

    def __init__(self, root: Path) -> None:
        self.desk = Desk(root, {"briefs/second.yml": PUBLISHED.replace(TITLES["opening"], TITLES["second"])})
        self.words = dict.fromkeys(TITLES, 0)

    def change(self, brief: str, by: str) -> None:
        """Change the title of a brief."""
        path = f"briefs/{brief}.yml"
        text = (self.desk.root / path).read_text("utf-8")
        self.words[brief] += 1
        title = f"title: {TITLES[brief]}, {self.words[brief]}"
        self.desk.write(path, re.sub(r"title: .*", title, text, count=1))
        self.desk.commit(f"Change {brief}", by=by)

    def sign(self, *targets: str, by: str, role: str = "editor", more: tuple[str, ...] = ("--all-criteria",)) -> None:
        """Sign, and commit that."""
        result = self.desk.mujaz("approve", *targets, "--as", role, *more, by=by)
        assert result.exit_code == 0, result.output
        self.desk.commit("Sign", by=by)

    def refused(self, target: str, by: str) -> None:
        """Try to sign what one has written oneself."""
        result = self.desk.mujaz("approve", target, "--as", "editor", "--all-criteria", by=by)
        assert (result.exit_code, "you wrote some of" in result.output) == (2, True), result.output

    def gloss(self, by: str) -> None:
        """Change the gloss of an entity."""
        path = "briefs/glossary/names.yml"
        text = (self.desk.root / path).read_text("utf-8")
        new = text.replace("en: Deputy keeper", "en: Deputy of the keeper", 1)
        if new == text:
            new = text.replace("en: Deputy of the keeper", "en: The deputy keeper", 1)
        assert new != text
        self.desk.write(path, new)
        self.desk.commit("Gloss", by=by)

    def on(self, branch: str, do: Callable[[], None]) -> None:
        """Do something on a branch, and go back."""
        there = self.desk.git("branch", "--list", branch).strip()
        self.desk.git("switch", "--quiet", *([] if there else ["--create"]), branch)
        do()
        self.desk.git("switch", "--quiet", "main")

    def step(self, who: str, does: str) -> None:
        """Do what a row of the table says."""
        git = self.desk.git
        if match := re.match(r"on branch `(\w)`: (changes|signs) `(\w+)`$", does):
            branch, verb, brief = match.groups()
            self.on(branch, lambda: self.change(brief, who) if verb == "changes" else self.sign(brief, by=who))
        elif match := re.match(r"changes `(\w+)`(?: again| once more)?$", does):
            self.change(match[1], who)
        elif match := re.match(r"signs `(\w+)`$", does):
            self.sign(match[1], by=who)
        elif match := re.match(r"tries to sign `(\w+)`: refused$", does):
            self.refused(match[1], who)
        else:
            self._others(git, who)[does]()

    def _others(self, git: Callable[..., str], who: str) -> dict[str, Callable[[], None]]:
        return {
            "writes both briefs": lambda: self.desk.commit("Write", by=who),
            "merges `a` by a merge commit": lambda: _done(git("merge", "--no-ff", "--message", "Merge", "a", by=who)),
            "squashes `b` into one commit": lambda: self._squash("b", who),
            "changes a comment in the glossary": lambda: self._comment(who),
            "rebases `c` and moves the main line there": lambda: self._rebase("c", who),
            "takes the change back": lambda: _done(git("revert", "--no-edit", "HEAD", by=who)),
            "changes the gloss of an entity that both show": lambda: self.gloss(who),
            "changes the gloss of that entity again": lambda: self.gloss(who),
            "signs the entity": lambda: self.sign("entity/sub-keeper", by=who, more=()),
            "tries to sign the entity: refused": lambda: self.refused("entity/sub-keeper", who),
            "signs all that is stale": lambda: self._stale(who),
            "cherry-picks what `d` has": lambda: _done(git("cherry-pick", "main..d", by=who)),
            "gives the last commit another message": lambda: _done(git("commit", "--amend", "-m", "Other", by=who)),
            "has a bot of the host commit what `e` has": lambda: self._rebase("e", "Bot"),
            "asks for changes of `second`": lambda: self.sign(
                "second", by=who, more=("--request-changes", "--note", "Who says so?")
            ),
            "on branch `f`: changes the title of `opening`, which Editor signs there": lambda: self.on(
                "f", lambda: (self.change("opening", who), self.sign("opening", by="Editor"))[0]
            ),
            "changes the status of `opening`, which Editor signs": lambda: self._day(who),
            "merges `f`: each state was approved, and nobody has read both together": lambda: _done(
                git("merge", "--no-ff", "--message", "Merge", "f", by=who)
            ),
            "asks for a lawyer besides, in the policy": lambda: self._policy(who),
            "signs `opening` and `second`": lambda: self.sign("opening", "second", by=who, role="lawyer"),
        }

    def _squash(self, branch: str, who: str) -> None:
        self.desk.git("merge", "--squash", branch, by=who)
        self.desk.commit("All in one", by=who)

    def _rebase(self, branch: str, who: str) -> None:
        self.desk.git("rebase", "--quiet", "--force-rebase", "main", branch, by=who)
        self.desk.git("switch", "--quiet", "main")
        self.desk.git("merge", "--quiet", "--ff-only", branch)

    def _comment(self, who: str) -> None:
        path = "briefs/glossary/names.yml"
        self.desk.write(path, f"# Names of the coast.\n{(self.desk.root / path).read_text('utf-8')}")
        self.desk.commit("Comment", by=who)

    def _stale(self, who: str) -> None:
        """The second editor has signed `opening` once, and so signs it again, with the entity that both show."""
        self.sign(by=who, more=("--stale", "--all-criteria"))

    def _day(self, who: str) -> None:
        self.desk.edit("briefs/opening.yml", "status: published", "status: published\nreview_by: 2025")
        self.desk.commit("Review it in 2025", by=who)
        self.sign("opening", by="Editor")

    def _policy(self, who: str) -> None:
        roles = "roles: {editor: Reads it, lawyer: Answers for it}"
        self.desk.write("editorial.yml", f"{roles}\napprovals: [{{roles: [editor]}}, {{roles: [lawyer]}}]\n")
        self.desk.commit("Policy", by=who)

    def state(self, brief: str) -> str:
        """The state of a brief as the table has it."""
        now: Standing = standings(self.desk.root, check_site(self.desk.root))[brief]
        needs = [lack for lack in now.missing if "more of" in lack]
        if needs:
            role = re.sub(r"^\d+ more of: (\w+).*", r"\1", needs[0])
            of = re.search(r"\(the (\w+)", needs[0])
            return f"needs {role}{f': {of[1]}' if of else ''}"
        return "approved" if now.approved else now.missing[0].partition(":")[0]


def _done(_: str) -> None:
    pass


def test_each_step_leaves_approved_what_a_managing_editor_would_call_approved(tmp_path: Path) -> None:
    story = Story(tmp_path)
    rows = ROW.findall(PAGE.read_text("utf-8"))
    assert [int(number) for number, *_ in rows] == list(range(1, 41))
    seen, expected = [], []
    for number, who, does, opening, second in rows:
        story.step(who, does)
        seen.append((number, story.state("opening"), story.state("second")))
        expected.append((number, opening, second))
    assert seen == expected
