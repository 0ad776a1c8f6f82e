"""The history of a site, read from real git repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from mujaz.engine.cache.place import is_tracked
from mujaz.history.commits import Commit, Person, person, records
from mujaz.history.git import CONTENT, FileState, HistoryError, Repository
from site_in_git import Site, environment
from thorough import every


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "repository/a site"
    root.mkdir(parents=True)
    return Site(root)


def refused(problem: pytest.ExceptionInfo[HistoryError], *words: str) -> None:
    said = f"{problem.value} {problem.value.help}"
    assert problem.value.help
    assert all(word in said for word in words), said
    assert "fatal" not in said


def log(repository: Repository, paths: Iterable[str] = CONTENT, until: str = "HEAD") -> list[Commit]:
    return [commit for commit, _ in repository.changes(paths, until)]


def test_a_revision_is_a_commit(site: Site) -> None:
    first = site.git("rev-parse", "HEAD").strip()
    site.git("tag", "v1")
    second = site.commit("Again")
    repository = Repository(site.root)
    assert repository.commit("HEAD") == repository.commit("main") == second
    assert repository.commit("HEAD~1") == repository.commit("v1") == repository.commit(first[:8]) == first


@pytest.mark.parametrize("revision", ["", "-x", "--output=gone", "nothing", "main..main", "HEAD:briefs", "HEAD^{tree}"])
def test_what_is_no_commit_is_refused(site: Site, revision: str) -> None:
    with pytest.raises(HistoryError) as problem:
        Repository(site.root).commit(revision)
    refused(problem, revision)
    assert not (site.root / "gone").exists()


def test_why_there_is_no_such_commit_is_said(site: Site, tmp_path: Path) -> None:
    def said(root: Path, revision: str) -> str:
        with pytest.raises(HistoryError) as problem:
            Repository(root).commit(revision)
        return f"{problem.value}; {problem.value.help}"

    assert "the history of `HEAD` has one commit" in said(site.root, "HEAD~1")
    for other in ("HEAD^{tree}", "HEAD:briefs", "HEAD:mkdocs.yml"):
        assert said(site.root, other) == f"`{other}` is no commit; name a commit, a branch or a tag"
    assert "git knows no commit `0000" in said(site.root, "0" * 39 + "1")
    site.git("branch", "proposals/coast")
    site.commit("Again")
    assert "the history of `main` goes back to `main~1`" in said(site.root, "main~4")
    assert "did you mean `proposals/coast`?" in said(site.root, "proposal/coast")
    assert "`git branch --all`" in said(site.root, "entirely-else")
    clone = tmp_path / "clone"
    site.git("clone", "--quiet", "--depth=1", site.root.as_uri(), str(clone))
    assert "git fetch --unshallow" in said(clone, "HEAD~1")
    empty = tmp_path / "empty"
    site.git("init", "--quiet", str(empty))
    assert "the repository has no commit yet; commit the content" in said(empty, "HEAD")


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(HistoryError) as problem:
        Repository(tmp_path)
    refused(problem, "not in a git repository", "git init")


def test_without_git(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(site.root))
    with pytest.raises(HistoryError) as problem:
        Repository(site.root)
    refused(problem, "no `git`", "install git")


def test_files_are_those_of_the_content(site: Site) -> None:
    site.write({"docs/index.md": "# A page\n", "briefs/deep/down.yml": "title: x\n", "briefs/عربي.yml": "title: y\n"})
    site.commit("More")
    repository = Repository(site.root)
    files = repository.files("HEAD")
    assert "docs/index.md" not in files
    assert {"mkdocs.yml", "seeds/line.txt", "briefs/deep/down.yml", "briefs/عربي.yml"} <= files.keys()
    assert {mode for mode, _ in files.values()} == {"100644"}
    assert repository.read("HEAD", "briefs/عربي.yml") == b"title: y\n"
    assert repository.read("HEAD~1", "briefs/عربي.yml") is None


def test_contents_are_bytes_in_the_order_asked_for(site: Site) -> None:
    data = {"seeds/one.txt": "a\r\nb\n", "seeds/two.txt": "", "seeds/three.txt": "\n\nblob 3\n"}
    for name, text in data.items():
        (site.root / name).write_bytes(text.encode())
    site.commit("Seeds")
    repository = Repository(site.root)
    files = repository.files("HEAD", list(data))
    objects = {files[name][1]: text.encode() for name, text in data.items()}
    assert list(repository.contents(reversed(objects))) == list(reversed(objects.items()))
    assert list(repository.contents([])) == []


def test_a_site_in_a_folder_of_a_repository(site: Site) -> None:
    below = site.root / "sub site"
    (below / "seeds").mkdir(parents=True)
    (below / "seeds/own.txt").write_text("own\n", encoding="utf-8")
    commit = site.commit("A site below")
    repository = Repository(below)
    assert list(repository.files("HEAD")) == ["seeds/own.txt"]
    assert [(found.id, found.paths) for found in log(repository)] == [(commit, ("seeds/own.txt",))]
    with repository.checked_out("HEAD") as folder:
        assert [path.relative_to(folder).as_posix() for path in folder.rglob("*.*")] == ["seeds/own.txt"]


def test_a_commit_is_checked_out_as_it_is(site: Site) -> None:
    (site.root / "seeds/bytes.txt").write_bytes(b"\xff\r\n")
    (site.root / "briefs/link.yml").symlink_to("opening.yml")
    site.commit("Odd files")
    before = (site.root / "briefs/opening.yml").read_text(encoding="utf-8")
    site.replace("briefs/opening.yml", "A station opens", "Another title")
    with Repository(site.root).checked_out("HEAD") as folder:
        assert (folder / "seeds/bytes.txt").read_bytes() == b"\xff\r\n"
        assert (folder / "briefs/link.yml").readlink() == Path("opening.yml")
        assert (folder / "briefs/opening.yml").read_text(encoding="utf-8") == before
        kept = folder
    assert not kept.exists()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_follows_the_commits(site: Site, tmp_path: Path) -> None:
    repository, folder = Repository(site.root), tmp_path / "kept"
    first = repository.commit("HEAD")
    site.replace("briefs/opening.yml", "A station opens", "Another title")
    site.write({"briefs/deep/down.yml": "title: x\n"})
    (site.root / "briefs/strike.yml").unlink()
    second = site.commit("Changes")
    known: dict[str, FileState] = {}
    folder.mkdir()
    for commit in (first, second, second, first):
        known = repository.check_out(commit, folder, known)
        with repository.checked_out(commit) as expected:
            assert contents(folder) == contents(expected)
    assert not (folder / "briefs/deep").exists()


def test_files_that_are_right_are_left_alone(site: Site, tmp_path: Path) -> None:
    repository, folder = Repository(site.root), tmp_path / "kept"
    folder.mkdir()
    known = repository.check_out("HEAD", folder, {})
    stamps = {path: path.stat().st_mtime_ns for path in folder.rglob("*.yml")}
    site.replace("briefs/opening.yml", "A station opens", "Another title")
    site.commit("A title")
    repository.check_out("HEAD", folder, known)
    changed = [path.name for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp]
    assert changed == ["opening.yml"]


def test_what_somebody_did_to_the_folder_is_undone(site: Site, tmp_path: Path) -> None:
    repository, folder, outside = Repository(site.root), tmp_path / "kept", tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.txt").write_text("precious", encoding="utf-8")
    folder.mkdir()
    known = repository.check_out("HEAD", folder, {})
    expected = contents(folder)
    (folder / "seeds/line.txt").write_text("edited", encoding="utf-8")
    (folder / "briefs/strange.yml").write_text("strange", encoding="utf-8")
    (folder / "briefs/strike.yml").unlink()
    (folder / "more").symlink_to(outside)
    repository.check_out("HEAD", folder, known)
    assert contents(folder) == expected
    assert not (folder / "more").exists()
    assert (outside / "precious.txt").read_text(encoding="utf-8") == "precious"


def test_a_folder_that_was_a_link_is_not_written_through(site: Site, tmp_path: Path) -> None:
    repository, folder, outside = Repository(site.root), tmp_path / "kept", tmp_path / "outside"
    outside.mkdir()
    for path in (site.root / "briefs").rglob("*.yml"):
        path.unlink()
    (site.root / "briefs/glossary").rmdir()
    (site.root / "briefs").rmdir()
    (site.root / "briefs").symlink_to(outside)
    hostile = site.commit("A link")
    folder.mkdir()
    known = repository.check_out(hostile, folder, {})
    assert (folder / "briefs").is_symlink()
    repository.check_out("HEAD~1", folder, known)
    assert not (folder / "briefs").is_symlink()
    assert list(outside.iterdir()) == []


def test_a_tree_that_leads_out_is_refused(site: Site, tmp_path: Path) -> None:
    blob = site.git("hash-object", "-w", "--stdin", input="out\n").strip()
    # git's own commands make no such tree, so its bytes are written by hand.
    entry = b"100644 out.txt\0" + bytes.fromhex(blob)
    inner = _object(site, entry)
    seeds = _object(site, b"40000 ..\0" + bytes.fromhex(inner))
    top = _object(site, b"40000 seeds\0" + bytes.fromhex(seeds))
    commit = site.git("commit-tree", top, "-m", "hostile").strip()
    with pytest.raises(HistoryError) as problem, Repository(site.root).checked_out(commit):
        raise AssertionError("it was checked out")
    refused(problem, "seeds/../out.txt")


def test_a_tree_with_a_link_where_it_has_a_folder_is_refused(site: Site, tmp_path: Path) -> None:
    """The file of that folder would be written through the link, to wherever that leads."""
    outside = tmp_path / "outside"
    outside.mkdir()
    link = site.git("hash-object", "-w", "--stdin", input=str(outside)).strip()
    blob = site.git("hash-object", "-w", "--stdin", input="out\n").strip()
    inner = _object(site, b"100644 out.txt\0" + bytes.fromhex(blob))
    both = b"120000 seeds\0" + bytes.fromhex(link) + b"40000 seeds\0" + bytes.fromhex(inner)
    commit = site.git("commit-tree", _object(site, both), "-m", "hostile").strip()
    with pytest.raises(HistoryError) as problem, Repository(site.root).checked_out(commit):
        raise AssertionError("it was checked out")
    refused(problem, "`seeds` as a file and as a folder")
    assert list(outside.iterdir()) == []


def _object(site: Site, data: bytes) -> str:
    path = site.root.parent / "tree"
    path.write_bytes(data)
    return site.git("hash-object", "-w", "-t", "tree", "--literally", str(path)).strip()


def test_where_two_lines_part(site: Site) -> None:
    base = site.git("rev-parse", "HEAD").strip()
    site.git("switch", "--quiet", "--create", "side")
    site.replace("briefs/strike.yml", "A strike ends", "A long strike ends")
    site.commit("Aside")
    site.git("switch", "--quiet", "main")
    site.commit("Ahead")
    repository = Repository(site.root)
    assert repository.merge_base("main", "side") == base
    site.git("switch", "--quiet", "--orphan", "alone")
    site.commit("Alone")
    with pytest.raises(HistoryError) as problem:
        repository.merge_base("main", "alone")
    refused(problem, "no commit in common", "shallow")


def test_the_log_says_who_changed_what(site: Site) -> None:
    site.replace("briefs/opening.yml", "A station opens", "العنوان")
    title = site.commit("عنوان: آخر", "كاتب <Author@Example.org>")
    site.write({"docs/index.md": "# A page\n"})
    site.commit("Not content")
    site.replace("briefs/strike.yml", "A strike ends", "Another strike")
    (site.root / "briefs/odd\tname.yml").write_text("x", encoding="utf-8")
    last = site.commit("Two files")
    found = log(Repository(site.root))
    assert [commit.id for commit in found[:2]] == [last, title]
    assert [commit.subject for commit in found] == ["Two files", "عنوان: آخر", "Begin"]
    assert set(found[0].paths) == {"briefs/odd\tname.yml", "briefs/strike.yml"}
    assert found[1].paths == ("briefs/opening.yml",)
    assert found[1].author == Person("كاتب", "Author@Example.org")
    assert found[1].author.address == "author@example.org"
    assert found[1].committer == Person("A desk", "desk@example.org")
    assert found[1].authored == "2024-03-01T12:00:00+02:00"
    assert found[1].committed in ("2024-03-02T12:00:00+00:00", "2024-03-02T12:00:00Z")
    assert (found[1].signature, found[1].signer) == ("N", "")


SETTINGS = """\
i18n.logOutputEncoding UTF-16
i18n.logOutputEncoding UTF-16LE
i18n.logOutputEncoding EBCDIC-US
i18n.commitEncoding UTF-16
log.follow true
log.diffMerges off
log.mailmap true
log.date iso
log.decorate full
log.abbrevCommit true
log.showSignature true
format.pretty oneline
format.notes *
core.abbrev 7
core.quotePath true
color.ui always
color.diff always
diff.renames copies
diff.orderFile order
diff.noprefix true
diff.relative true
diff.external false
diff.ignoreSubmodules all
core.pager false
"""


@pytest.mark.parametrize("setting", every(4, SETTINGS.splitlines()))
def test_no_setting_of_the_user_changes_what_the_history_says(site: Site, setting: str) -> None:
    site.write({"order": "briefs/strike.yml\n"})
    site.replace("briefs/opening.yml", "A station opens", "العنوان")
    site.commit("عنوان: آخر", "كاتب <Author@Example.org>")
    site.git("switch", "--quiet", "--create", "side", "HEAD~1")
    site.git("mv", "briefs/strike.yml", "briefs/moved.yml")
    site.commit("Move")
    site.git("merge", "--quiet", "--no-ff", "--message", "Merge", "-")

    def told() -> object:
        repository = Repository(site.root)
        lines = repository.lines()
        held = {path: [lines.content(path, number) for number in lines.changing(path)] for path in lines.paths}
        asked = repository.mapped([Person("A", "a@example.org")])
        of_one = repository.changes(["briefs/strike.yml"])
        return log(repository), repository.changes(), of_one, repository.states(["briefs"]), held, asked

    before = told()
    site.git("config", *setting.split())
    assert told() == before


def test_a_history_that_cannot_be_read_is_none_that_is_empty() -> None:
    with pytest.raises(ValueError, match="no name of a commit"):
        list(records("271d".encode("utf-16"), "%H"))


def test_the_log_of_some_paths_and_up_to_a_commit(site: Site) -> None:
    first = site.git("rev-parse", "HEAD").strip()
    site.replace("briefs/opening.yml", "A station opens", "One")
    one = site.commit("One")
    site.replace("briefs/strike.yml", "A strike ends", "Two")
    two = site.commit("Two")
    repository = Repository(site.root)
    assert [commit.id for commit in log(repository, ["briefs/opening.yml"])] == [one, first]
    assert [commit.id for commit in log(repository)] == [two, one, first]
    assert [commit.id for commit in log(repository, until=one)] == [one, first]


def test_a_merge_is_named_where_it_changed_something(site: Site) -> None:
    site.git("switch", "--quiet", "--create", "side")
    site.replace("briefs/strike.yml", "A strike ends", "A strike goes on")
    site.commit("Aside")
    site.git("switch", "--quiet", "main")
    site.replace("briefs/opening.yml", "A station opens", "A station")
    site.commit("Ahead")
    site.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    site.replace("briefs/strike.yml", "A strike goes on", "A strike, decided in the merge")
    evil = site.commit("Merge")
    merges = [commit for commit in log(Repository(site.root)) if commit.subject == "Merge"]
    assert [(commit.id, commit.paths) for commit in merges] == [(evil, ("briefs/strike.yml",))]


def test_whether_the_working_tree_differs(site: Site) -> None:
    repository = Repository(site.root)
    assert not repository.is_changed(["briefs", "seeds"])
    (site.root / "briefs/new.yml").write_text("title: x\n", encoding="utf-8")
    assert repository.is_changed(["briefs"])
    assert not repository.is_changed(["seeds"])
    site.git("add", "--all")
    assert repository.is_changed(["briefs/new.yml"])


def test_who_would_commit(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Repository(site.root).user() == Person("An editor", "editor@example.org")


@pytest.mark.parametrize(
    ("email", "address"),
    [
        ("Editor@Example.org", "editor@example.org"),
        (" editor@example.org ", "editor@example.org"),
        ("editor+desk@example.org", "editor@example.org"),
        ("editor@example.org\u200b", "editor@example.org"),
        ("ed\u2060itor@example.org", "editor@example.org"),
        ("\uff45ditor@example.org", "editor@example.org"),
        ("1234+editor@users.noreply.example", "1234@users.noreply.example"),
        ("+editor@example.org", "+editor@example.org"),
        ("STRASSE@example.org", "strasse@example.org"),
        ("straße@example.org", "strasse@example.org"),
        ("editor", "editor"),
        (" ", ""),
    ],
)
def test_one_mailbox_is_one_address_however_it_is_written(email: str, address: str) -> None:
    assert Person("Editor", email).address == address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Editor <editor@example.org>", Person("Editor", "editor@example.org")),
        ("editor@example.org", Person("", "editor@example.org")),
        ("<editor@example.org>", Person("", "editor@example.org")),
        ("Editor", Person("Editor", "")),
        ("Editor <editor@example.org", Person("Editor", "editor@example.org")),
        ("A <B> <editor@example.org> and more", Person("A <B>", "editor@example.org")),
    ],
)
def test_a_person_is_read_from_a_name_and_an_address(written: str, meant: Person) -> None:
    assert person(written) == meant


def test_the_log_tells_of_co_authors(site: Site) -> None:
    site.replace("briefs/opening.yml", "A station opens", "A station")
    trailers = (
        "Co-authored-by: One <one@example.org>\nco-authored-by: Two\n  <two@example.org>\nSigned-off-by: No <no@x>"
    )
    site.commit(f"Together\n\nCo-authored-by: in the text, which is no trailer\n\n{trailers}")
    found = log(Repository(site.root))[0]
    assert found.coauthors == (Person("One", "one@example.org"), Person("Two", "two@example.org"))
    assert [each.email for each in found.people][2:] == ["one@example.org", "two@example.org"]


def test_the_mailmap_says_who_is_meant(site: Site) -> None:
    one, other, odd = Person("E.", "home@example.org"), Person("E.", "x@example.org"), Person("a\nb", "o@example.org")
    assert Repository(site.root).mapped([]) == {}
    (site.root.parent / ".mailmap").write_text("Wrong place <x@y> <home@example.org>\n", encoding="utf-8")
    assert Repository(site.root).mapped([one]) == {one: one}
    (site.root / ".mailmap").write_text("Editor <editor@example.org> <HOME@example.org>\n", encoding="utf-8")
    found = Repository(site.root).mapped([one, other, odd, Person("", "")])
    assert found == {one: Person("Editor", "editor@example.org"), other: other}


def test_a_commit_brings_no_settings_of_git(site: Site) -> None:
    """A folder that holds the files of a bare repository would be one to git, with settings that name programs."""
    inner = site.root / "desk"
    inner.mkdir()
    for name in ("briefs", "seeds", "mkdocs.yml"):
        (site.root / name).rename(inner / name)
    ran, program = site.root.parent / "ran", site.root.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n", encoding="utf-8")
    program.chmod(0o755)
    settings = f'[core]\nrepositoryformatversion = 0\nbare = false\nworktree = "{inner}"\nfsmonitor = "{program}"\n'
    bare = {"HEAD": "ref: refs/heads/main\n", "config": settings, "objects/kept": "", "refs/kept": ""}
    for name, text in bare.items():
        (inner / name).parent.mkdir(exist_ok=True)
        (inner / name).write_text(text, encoding="utf-8")
    site.git("add", "--all")
    site.git("commit", "--quiet", "--message=Bare")
    subprocess.run(["git", "status"], cwd=inner, env=environment(), capture_output=True, check=False)
    assert ran.exists(), "git alone runs it"
    ran.unlink()
    assert not is_tracked(inner)
    with pytest.raises(HistoryError) as problem:
        Repository(inner).is_changed(["mkdocs.yml"])
    refused(problem, "bare repository", "remove them")
    assert not ran.exists()


def test_reading_runs_no_watcher_or_hook_of_the_checkout_either(site: Site, tmp_path: Path) -> None:
    ran, program = tmp_path / "ran", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n", encoding="utf-8")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"):
        (hooks / hook).symlink_to(program)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.editor", "core.sshCommand", "diff.x.textconv"):
        site.git("config", key, str(program))
    site.git("config", "core.hooksPath", str(hooks))
    (site.root / ".git/info/attributes").write_text("* diff=x\n", encoding="utf-8")
    (site.root / "mkdocs.yml").touch()
    repository = Repository(site.root)
    assert not repository.is_changed(["mkdocs.yml"])
    assert repository.changes()
    with repository.checked_out("HEAD"):
        assert not ran.exists()


def test_what_stands_in_for_commits_and_contents_is_not_read(site: Site) -> None:
    """`git replace`, and the older grafts, show another history than the one that the names of commits stand for."""
    first = site.git("rev-parse", "HEAD").strip()
    site.replace("briefs/opening.yml", "A station opens", "A station")
    last = site.commit("Change", "Analyst <analyst@example.org>")
    site.git("replace", "--graft", last)
    site.git(
        "replace",
        site.git("rev-parse", "HEAD:briefs/opening.yml").strip(),
        site.git("rev-parse", f"{first}:mkdocs.yml").strip(),
    )
    (site.root / ".git/info/grafts").write_text(f"{last}\n", encoding="utf-8")
    found = Repository(site.root)
    assert [commit.id for commit in log(found)] == [last, first]
    assert b"A station" in (found.read("HEAD", "briefs/opening.yml") or b"")


# What a history may hold.

ODD = {
    "control characters": "".join(map(chr, [*range(1, 10), *range(11, 32), 127])),
    "start of heading alone": "\x01",
    "start of heading twice, as between commits": "\x01\x01",
    "what looks like an entry of a file": ":100644 100644 aaaa bbbb M",
    "what looks like a commit": "0" * 40,
    "terminal commands": "\x1b]0;x\x07\x1b[2J",
    "directions": "\u202eabc\u2066",
    "a workflow command": "::error file=x::",
    "letters of another script": "الخط",
    "no text": "",
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_any_subject_and_author_is_text(site: Site, words: str) -> None:
    parent = site.git("rev-parse", "HEAD").strip()
    site.replace("briefs/opening.yml", "A station opens", "Another title")
    site.git("add", "--all")
    person = f"{words} <{words}> 1709287200 +0200"
    content = (
        f"tree {site.git('write-tree').strip()}\nparent {parent}\nauthor {person}\ncommitter {person}\n\n{words}\n"
    )
    commit = site.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", input=content).strip()
    site.git("update-ref", "HEAD", commit)
    repository = Repository(site.root)
    last, first = log(repository)
    assert (last.id, first.id) == (commit, parent)
    assert last.paths == ("briefs/opening.yml",)
    assert last.subject.strip() == words.strip()
    assert [change.path for change in repository.changes()[0][1]] == ["briefs/opening.yml"]
    assert [[*files] for _, files in repository.line(["briefs/opening.yml"])] == [["briefs/opening.yml"]] * 2
    assert len(repository.states(["briefs"])["briefs/opening.yml"]) == 2


NAMES = [
    b"a\x01b",
    b"\x01",
    b"line\nend",
    b"\nfirst",
    b":x",
    b"\x1b[2J",
    b"\xff\xfe",
    b"a b",
    b"\xe2\x80\xaex",
    b"0" * 40,
]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_any_path_is_a_path_also_one_long_gone(site: Site, name: bytes) -> None:
    path = f"briefs/{os.fsdecode(name)}.yml"
    place = os.fsencode(site.root / path)
    with open(place, "w", encoding="utf-8") as file:  # noqa: PTH123  (the name is no text)
        file.write("title: x\n")
    site.commit("It comes")
    os.unlink(place)  # noqa: PTH108
    site.commit("It goes")
    repository = Repository(site.root)
    assert [commit.paths for commit in log(repository)][:2] == [(path,), (path,)]
    assert [[change.path for change in changes] for _, changes in repository.changes()][:2] == [[path], [path]]
    assert [[*files] for _, files in repository.line()][:2] == [[path], [path]]
    assert path in repository.files("HEAD~1")


def test_a_merge_has_the_files_that_it_decided(site: Site) -> None:
    site.git("switch", "--quiet", "--create", "side")
    site.replace("briefs/opening.yml", "A station opens", "One title")
    site.commit("One")
    site.git("switch", "--quiet", "main")
    site.replace("briefs/opening.yml", "A station opens", "Another title")
    site.commit("Another")
    site.git("merge", "--quiet", "--strategy=ours", "--no-commit", "side")
    site.replace("briefs/opening.yml", "Another title", "A third title")
    site.commit("Both\x01")
    merge, *_ = Repository(site.root).changes()
    assert merge[0].subject == "Both\x01"
    assert [(change.path, len(change.before)) for change in merge[1]] == [("briefs/opening.yml", 2)]
