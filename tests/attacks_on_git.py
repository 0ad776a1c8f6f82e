"""Attacks with what git itself does: signatures of commits, and programs that it would run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from attacks import BRIEF, Attack, forge, made, refused, standing
from desk import DAY, Desk
from people import environment

SIGNED = "signed_commits: required\n"

# With `signed_commits: required`: keys of SSH, which the settings of the checkout name.


def keyed(desk: Desk, *owners: str) -> None:
    """Keys for some people, all but Stranger in the file of allowed signers."""
    assert shutil.which("ssh-keygen"), "signatures of commits are tried with ssh-keygen, which is not installed"
    keys = desk.root.parent / f"{desk.root.name}-keys"
    keys.mkdir()
    allowed = []
    for owner in owners:
        key = str(keys / owner)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", owner, "-f", key], check=True)
        if owner != "Stranger":
            allowed.append(f"{owner.lower()}@example.org {Path(f'{key}.pub').read_text(encoding='utf-8')}")
    (keys / "allowed").write_text("".join(allowed), encoding="utf-8")
    desk.git("config", "gpg.format", "ssh")
    desk.git("config", "gpg.ssh.allowedSignersFile", str(keys / "allowed"))
    desk.write("editorial.yml", SIGNED)


def commit_with(desk: Desk, key: str, by: str, message: str = "Change") -> None:
    """Commit all as somebody, signed by the key of somebody."""
    file = desk.root.parent / f"{desk.root.name}-keys" / key
    desk.git("add", "--all")
    signing = ("-c", f"user.signingKey={file}", "commit", "--quiet", "--gpg-sign", "--allow-empty")
    desk.git(*signing, "--message", message, by=by)


def signed_by_keys(content: str, sign_off: str, reason: str, *, mailmap: str = "") -> Attack:
    """Change the brief and sign it off; each commit is signed by the key of somebody, or by none.

    Args:
        content: whose key signs the commit of the change, which says that it is the analyst's; empty for none.
        sign_off: whose key signs that of the sign-off, which says that it is the editor's.
        reason: why it does not count; empty where it does.
        mailmap: what `.mailmap` holds.
    """

    def attack(desk: Desk) -> None:
        keyed(desk, "Analyst", "Editor", "Stranger")
        if mailmap:
            desk.write(".mailmap", mailmap)
        desk.edit(BRIEF, "A station opens", "A station opened")
        for key, by in ((content, "Analyst"), (sign_off, "Editor")):
            if by == "Editor":
                forge(desk, "Editor", "editor@example.org")
            if key:
                commit_with(desk, key, by)
            else:
                desk.commit("Change", by=by)
        if reason:
            refused(desk, reason)
        else:
            assert standing(desk).approved, standing(desk)

    return attack


def hides_behind_a_ghost(desk: Desk) -> None:
    """The analyst writes under a made-up name, with the own key, and signs as what the analyst is."""
    keyed(desk, "Analyst", "Editor")
    desk.edit(BRIEF, "A station opens", "A station opened")
    commit_with(desk, "Analyst", "Ghost")
    forge(desk, "Analyst", "analyst@example.org")
    commit_with(desk, "Analyst", "Analyst", "Sign")
    refused(desk, "wrote some of what it signs")


def alters_a_signed_commit(desk: Desk) -> None:
    """The commit of the sign-off is altered after it was signed."""
    keyed(desk, "Analyst", "Editor")
    commit_with(desk, "Analyst", "Analyst")
    forge(desk, "Editor", "editor@example.org")
    commit_with(desk, "Editor", "Editor", "Sign")
    text = desk.git("cat-file", "commit", "HEAD").replace("\n\nSign\n", "\n\nSigned\n")
    other = made(desk, text)
    desk.git("update-ref", "HEAD", other)
    refused(desk, "is bad")


# Programs that git would run.


def brings_settings(verb: str, *arguments: str) -> Attack:
    """A commit makes the site's folder look like a bare repository, whose settings name a program."""

    def attack(desk: Desk) -> None:
        ran, program = _program(desk)
        inner = desk.root / "desk"
        inner.mkdir()
        for name in ("briefs", "seeds", "docs", "mkdocs.yml"):
            (desk.root / name).rename(inner / name)
        _sign_falsely(desk)
        settings = f'[core]\nrepositoryformatversion = 0\nbare = false\nworktree = "{inner}"\nfsmonitor = {program}\n'
        settings += f"[gpg]\nprogram = {program}\n"
        for name in ("objects", "refs"):
            shutil.copytree(desk.root / ".git" / name, inner / name)
        desk.write("desk/HEAD", "ref: refs/heads/main\n")
        desk.write("desk/config", settings)
        desk.write("desk/refs/kept", "")
        desk.commit("Bring")
        for asked in ("status", "log --format=%G?"):
            ran.unlink(missing_ok=True)
            command = ["git", *asked.split()]
            subprocess.run(command, cwd=inner, env=environment("Editor"), capture_output=True, check=False)
            assert ran.exists(), f"`git {asked}` alone does not run it: nothing is proved"
        ran.unlink()
        (inner / "mkdocs.yml").touch()
        result = desk.run(verb, *arguments, "-C", str(inner), by="Editor", day=DAY)
        assert result.exit_code in (0, 1, 2), result.output
        assert "internal error" not in result.output
        assert not ran.exists(), "it ran"

    return attack


def _sign_falsely(desk: Desk) -> None:
    """Give the last commit a signature of OpenPGP, which is none."""
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n"
    text = desk.git("cat-file", "commit", "HEAD").replace("\n\n", f"\n{signature}", 1)
    desk.git("update-ref", "HEAD", made(desk, text))


def brings_attributes(verb: str, *arguments: str) -> Attack:
    """A commit names filters and drivers for all files, and the settings of the checkout name programs for hooks."""

    def attack(desk: Desk) -> None:
        ran, program = _program(desk)
        hooks = desk.root.parent / f"{desk.root.name}-hooks"
        hooks.mkdir()
        for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"):
            (hooks / hook).symlink_to(program)
        desk.write(".gitattributes", "* diff=x merge=x\n")
        desk.commit("Bring")
        for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "diff.x.command"):
            desk.git("config", key, str(program))
        desk.git("config", "core.hooksPath", str(hooks))
        (desk.root / "mkdocs.yml").touch()
        result = desk.mujaz(verb, *arguments, by="Editor")
        assert result.exit_code in (0, 1), result.output
        assert not ran.exists(), "it ran"

    return attack


def filters(verb: str, *arguments: str) -> Attack:
    """A commit names a filter for all files, and the settings of the checkout a program for it."""

    def attack(desk: Desk) -> None:
        ran, program = _program(desk)
        desk.write(".gitattributes", "* filter=x\n")
        desk.commit("Bring")
        for key in ("clean", "smudge", "process"):
            desk.git("config", f"filter.x.{key}", str(program))
        for path in (BRIEF, "mkdocs.yml"):
            (desk.root / path).touch()
        subprocess.run(["git", "status"], cwd=desk.root, env=environment("Editor"), capture_output=True, check=False)
        assert ran.exists(), "`git status` alone does not run it: nothing is proved"
        ran.unlink()
        (desk.root / BRIEF).touch()
        result = desk.mujaz(verb, *arguments, by="Editor")
        assert result.exit_code in (0, 1), result.output
        assert not ran.exists(), "it ran"

    return attack


def lacks_an_object(verb: str, *arguments: str) -> Attack:
    """A clone lacks an old object, and would fetch it from a remote that is a program."""

    def attack(desk: Desk) -> None:
        ran, program = _program(desk)
        program.write_text(f"#!/bin/sh\ntouch '{ran}'\n", encoding="utf-8")
        lacking = desk.git("rev-parse", f"HEAD:{BRIEF}").strip()
        desk.edit(BRIEF, "A station opens", "A station opened")
        desk.commit("Change")
        (desk.root / ".git/objects" / lacking[:2] / lacking[2:]).unlink()
        for key, value in (
            ("remote.far.url", f"ext::{program}"),
            ("remote.far.promisor", "true"),
            ("extensions.partialClone", "far"),
            ("protocol.ext.allow", "always"),
            ("core.repositoryFormatVersion", "1"),
        ):
            desk.git("config", key, value)
        command = ["git", "cat-file", "-e", lacking]
        alone = {**environment("Editor"), "GIT_TERMINAL_PROMPT": "0"}
        subprocess.run(command, cwd=desk.root, env=alone, capture_output=True, check=False, timeout=20)
        assert ran.exists(), "git alone does not run it: nothing is proved"
        ran.unlink()
        result = desk.mujaz(verb, *arguments, by="Editor")
        assert result.exit_code in (0, 1, 2), result.output
        assert "internal error" not in result.output, result.output
        assert not ran.exists(), "it ran"

    return attack


def shows_other_bytes(attribute: str, committed: bytes, shown: bytes) -> Attack:
    """By `.gitattributes` the work tree has other words than the commit, and git calls it clean."""

    def attack(desk: Desk) -> None:
        data = (desk.root / BRIEF).read_bytes()
        assert data.count(b"A station opens") == 1
        desk.write(".gitattributes", f"{BRIEF} {attribute}\n")
        path = desk.root / BRIEF
        path.write_bytes(data.replace(b"A station opens", committed))
        name = desk.git("hash-object", "-w", "--no-filters", BRIEF).strip()
        desk.git("update-index", "--cacheinfo", f"100644,{name},{BRIEF}")
        desk.git("add", ".gitattributes")
        desk.git("commit", "--quiet", "--message", "Change")
        path.unlink()
        desk.git("checkout", "--quiet", "--", BRIEF)
        assert shown in path.read_bytes(), "git writes what the commit has: nothing is proved"
        result = desk.approve()
        assert result.exit_code == 2, result.output
        assert "changes that are not committed" in result.output, result.output

    return attack


def _program(desk: Desk) -> tuple[Path, Path]:
    """A file that a program writes when it runs, and the program."""
    ran, program = (desk.root.parent / f"{desk.root.name}-{name}" for name in ("ran", "program"))
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    return ran, program


_READING = (
    ("check",),
    ("due",),
    ("review", "HEAD~1..HEAD"),
    ("approve", "opening", "--as", "editor", "--all-criteria"),
    ("build", "--publish"),
)
ATTACKS: dict[str, Attack] = {
    "no signature of the sign-off": signed_by_keys("Analyst", "", "its commit"),
    "no signature of the change": signed_by_keys("", "Editor", "the last change of what it signs"),
    "the author's key under the editor's name": signed_by_keys("Analyst", "Analyst", "not of editor@example.org"),
    "a key that nobody knows": signed_by_keys("Analyst", "Stranger", "good, of unknown validity"),
    "the author's key, which the mailmap makes the editor's": signed_by_keys(
        "Analyst", "Analyst", "wrote some", mailmap="Editor <editor@example.org> <analyst@example.org>\n"
    ),
    "a made-up author with a known key": hides_behind_a_ghost,
    "a signed commit altered": alters_a_signed_commit,
    **{f"settings of git in a commit, by {verb[0]}": brings_settings(*verb) for verb in _READING},
    **{f"filters of a commit, by {verb[0]}": filters(*verb) for verb in _READING},
    **{f"an object that is lacking, by {verb[0]}": lacks_an_object(*verb) for verb in (*_READING, ("generate",))},
    "an identifier that git fills in": shows_other_bytes(
        "ident", b"A station opens\n# $Id$", b"A station opens\n# $Id: "
    ),
    **{f"programs beside the history, by {verb[0]}": brings_attributes(*verb) for verb in _READING},
}
"""What does not count or does not run, by what is tried."""

PLAIN: dict[str, Attack] = {
    "commits signed by both": signed_by_keys("Analyst", "Editor", ""),
}
"""What counts."""
