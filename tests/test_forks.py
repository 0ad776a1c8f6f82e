"""A proposal from a fork, signed by a maintainer who cannot push there, in real repositories and all ways to merge."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desk import Desk
from people import git

TITLE = ("A station opens", "A station opened")
CORRECTION = "corrections:\n  - date: 2024-03-12\n    severity: minor\n    text: It has opened.\n"


class Clone(Desk):
    """A clone of a repository, as somebody has it."""

    def __init__(self, root: Path, of: Path) -> None:
        self.root = root
        git(of, "clone", "--quiet", str(of), str(root), by="Publisher")


@pytest.fixture
def upstream(tmp_path: Path) -> Desk:
    """A desk with one published brief."""
    (tmp_path / "upstream").mkdir()
    desk = Desk(tmp_path / "upstream", {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed()
    return desk


@pytest.fixture
def fork(upstream: Desk, tmp_path: Path) -> Desk:
    """The same of an outsider, who changed the brief there on a branch, and signed nothing."""
    fork = Clone(tmp_path / "fork", upstream.root)
    fork.git("switch", "--quiet", "--create", "proposal")
    fork.edit("briefs/opening.yml", *TITLE)
    fork.write("briefs/opening.yml", (fork.root / "briefs/opening.yml").read_text("utf-8") + CORRECTION)
    fork.commit("Change", by="Outsider")
    # What a host does when the pull request is opened: `refs/pull/12/head` is in the repository itself.
    upstream.git("fetch", "--quiet", str(fork.root), "proposal:refs/pull/12/head")
    return fork


@pytest.fixture
def maintainer(upstream: Desk, fork: Desk, tmp_path: Path) -> Desk:
    """The clone of a maintainer, who has fetched the proposal."""
    clone = Clone(tmp_path / "maintainer", upstream.root)
    clone.git("fetch", "--quiet", "origin", "pull/12/head", by="Editor")
    return clone


def signed_upon(maintainer: Desk) -> None:
    """Signs on a branch that goes on from the proposal."""
    maintainer.git("switch", "--quiet", "--create", "sign-12", "FETCH_HEAD", by="Editor")
    maintainer.signed()
    maintainer.git("push", "--quiet", "origin", "sign-12", by="Editor")


def signed_elsewhere(maintainer: Desk) -> None:
    """Brings the sign-off alone to a branch of the main line."""
    maintainer.git("switch", "--quiet", "--create", "read-12", "FETCH_HEAD", by="Editor")
    maintainer.signed()
    maintainer.git("switch", "--quiet", "--create", "sign-12", "origin/main", by="Editor")
    maintainer.git("cherry-pick", "read-12", by="Editor")
    maintainer.git("push", "--quiet", "origin", "sign-12", by="Editor")


def merged(upstream: Desk, *names: str) -> None:
    for name in names:
        upstream.git("merge", "--quiet", "--no-ff", "--message=Merge", name, by="Publisher")


def squashed(upstream: Desk, name: str, author: str) -> None:
    """As hosts squash: by whoever opened the pull request."""
    upstream.git("merge", "--quiet", "--squash", name, by="Publisher")
    address = f"{author} <{author.lower()}@example.org>"
    upstream.git("commit", "--quiet", "--message=Squash", f"--author={address}", by="Publisher")


def both_squashed(upstream: Desk) -> None:
    squashed(upstream, "sign-12", "Editor")
    squashed(upstream, "pull/12/head", "Outsider")


WAYS: dict[str, tuple[Callable[[Desk], None], Callable[[Desk], None]]] = {
    "the branch of the maintainer": (signed_upon, lambda desk: merged(desk, "sign-12")),
    "the branch of the maintainer, squashed": (signed_upon, lambda desk: squashed(desk, "sign-12", "Editor")),
    "the proposal, then the sign-off": (signed_elsewhere, lambda desk: merged(desk, "pull/12/head", "sign-12")),
    "the sign-off, then the proposal": (signed_elsewhere, lambda desk: merged(desk, "sign-12", "pull/12/head")),
    "both, each squashed": (signed_elsewhere, both_squashed),
}


@pytest.mark.parametrize("name", WAYS)
def test_the_sign_off_of_a_maintainer_counts(upstream: Desk, maintainer: Desk, name: str) -> None:
    signs, merges = WAYS[name]
    signs(maintainer)
    before = upstream.git("rev-parse", "HEAD").strip()
    merges(upstream)
    review = json.loads(upstream.mujaz("review", f"{before}..HEAD", "--format", "json").stdout)
    assert (review["ready"], [each["message"] for each in review["blocking"]]) == (True, [])
    (document,) = (each for each in review["documents"] if each["kind"] == "brief")
    assert document["standing"]["missing"] == []
    built = json.loads(upstream.mujaz("build", "--publish", "--format", "json").stdout)
    assert (built["findings"], built["left_out"], built["as_approved_in"]) == ([], {}, {})


def test_what_the_outsider_changed_after_that_is_not_signed(upstream: Desk, fork: Desk, maintainer: Desk) -> None:
    signed_elsewhere(maintainer)
    fork.edit("briefs/opening.yml", "It has opened.", "It has opened, in the dark.")
    fork.commit("One word more", by="Outsider")
    upstream.git("fetch", "--quiet", str(fork.root), "+proposal:refs/pull/12/head")
    merged(upstream, "sign-12", "pull/12/head")
    built = json.loads(upstream.mujaz("build", "--publish", "--format", "json").stdout)
    assert list(built["as_approved_in"]) == ["opening"]
    assert "in the dark" not in (upstream.root / "site/en/briefs/opening.html").read_text("utf-8")


def test_an_outsider_cannot_sign_the_own_proposal_under_the_name_of_an_editor(upstream: Desk, fork: Desk) -> None:
    assert fork.approve(by="Editor").exit_code == 0
    fork.commit("Sign", by="Outsider")
    upstream.git("fetch", "--quiet", str(fork.root), "+proposal:refs/pull/12/head")
    merged(upstream, "pull/12/head")
    review = json.loads(upstream.mujaz("review", "HEAD~1..HEAD", "--format", "json").stdout)
    assert not review["ready"]
    assert "who wrote some of what it signs, committed it" in str(review["blocking"])


def test_a_proposal_is_read_without_running_anything_of_it(maintainer: Desk) -> None:
    maintainer.git("branch", "proposal", "FETCH_HEAD", by="Editor")
    result = maintainer.mujaz("review", "origin/main...proposal", by="Editor")
    assert "title (en) «A station opens» → «A station opened»" in result.output.replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert "missing: 1 more of: editor" in result.output
    assert maintainer.git("status", "--porcelain", by="Editor") == ""
