"""The only reader and writer: strict on the way in, careful on the way out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.engine import workspace
from mujaz.engine.workspace import (
    find_root,
    list_files,
    read_files,
    read_text,
    without_unfinished,
    write_file,
    write_files,
)


def put(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}


def test_the_root_is_the_nearest_folder_with_the_settings(tmp_path: Path) -> None:
    put(tmp_path, **{"mkdocs.yml": "", "docs/page.md": "", "docs/inner/mkdocs.yml": ""})
    assert find_root(tmp_path / "docs") == tmp_path
    assert find_root(tmp_path / "docs" / "inner") == tmp_path / "docs" / "inner"
    assert find_root(tmp_path.parent) is None


def test_files_by_kind_and_id(tmp_path: Path) -> None:
    put(
        tmp_path,
        **{
            "seeds/a.txt": "text",
            "seeds/a.yml": "language: en",
            "seeds/only-text.txt": "text",
            "briefs/one.yml": "1",
            "briefs/2024/two.yml": "2",
            "briefs/glossary/b.yml": "b",
            "briefs/glossary/a.yml": "a",
            "briefs/reviews/one.yml": "not read",
            "briefs/.hidden.yml": "not read",
            "briefs/backup.yml~": "not read",
        },
    )
    files, findings = read_files(tmp_path)
    assert findings == []
    assert set(files.briefs) == {"one", "2024/two"}
    assert [source.name for source in files.glossaries] == ["briefs/glossary/a.yml", "briefs/glossary/b.yml"]
    assert list(files.seeds) == ["a", "only-text"]
    assert files.seeds["only-text"].record is None
    assert files.seeds["a"].sha256 == "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"


def test_a_site_without_folders_is_empty(tmp_path: Path) -> None:
    files, findings = read_files(tmp_path)
    assert (dict(files.seeds), files.glossaries, dict(files.briefs), findings) == ({}, (), {}, [])


def test_a_byte_order_mark_is_no_part_of_the_text_but_of_the_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfabc")
    source, data, findings = read_text(tmp_path, path)
    assert source is not None
    assert (source.text, data, findings) == ("abc", b"\xef\xbb\xbfabc", [])


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\r\nb\rc\n")
    source, _, _ = read_text(tmp_path, path)
    assert source is not None
    assert source.text == "a\r\nb\rc\n"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, page="old")

    def refuse(*args: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        write_file(tmp_path / "page", "new")
    assert (tmp_path / "page").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == {"page"}


def test_files_that_belong_together_replace_nothing_unasked(tmp_path: Path) -> None:
    put(tmp_path, **{"seeds/a.yml": "old"})
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"seeds/a.txt": "new", "seeds/a.yml": "new"}, replace=False)
    assert names(tmp_path) == {"seeds/a.yml"}
    write_files(tmp_path, {"seeds/a.txt": "new", "seeds/a.yml": "new"}, replace=True)
    assert (tmp_path / "seeds" / "a.yml").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("part", ["seeds", "briefs", "briefs/reviews", "briefs/deep/er"])
def test_nothing_is_written_through_a_link(part: str, tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    (root / part).parent.mkdir(parents=True)
    (root / part).symlink_to(outside)
    with pytest.raises(OSError, match="symbolic link") as problem:
        write_files(root, {f"{part}/a.yml": "new", "editorial.yml": "new"}, replace=True)
    assert problem.value.filename == str(root / part)
    assert (names(outside), names(root)) == (set(), set())


def test_what_a_killed_run_has_written_already_is_no_obstacle(tmp_path: Path) -> None:
    """Files that belong together come one after the other; a run that is begun again writes the rest."""
    program = (
        "import os, sys; from pathlib import Path; from mujaz.engine.workspace import write_files\n"
        "move, moved = Path.replace, []\n"
        "def once(path, to): os.kill(os.getpid(), 9) if moved else moved.append(move(path, to))\n"
        "Path.replace = once\n"
        "write_files(Path(sys.argv[1]), {'seeds/a.txt': 'text', 'seeds/a.yml': 'record'}, replace=False)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert (tmp_path / "seeds/a.txt").read_text(encoding="utf-8") == "text"
    assert len(names(tmp_path)) == 2
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"seeds/a.txt": "other", "seeds/a.yml": "record"}, replace=False)
    write_files(tmp_path, {"seeds/a.txt": "text", "seeds/a.yml": "record"}, replace=False)
    assert names(tmp_path) == {"seeds/a.txt", "seeds/a.yml"}


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_a_file_keeps_its_permissions(mode: int, tmp_path: Path) -> None:
    put(tmp_path, page="old")
    (tmp_path / "page").chmod(mode)
    write_file(tmp_path / "page", "new")
    assert (tmp_path / "page").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "page").stat().st_mode & 0o777 == mode


def test_what_somebody_made_read_only_is_not_replaced(tmp_path: Path) -> None:
    put(tmp_path, a="old", b="old")
    (tmp_path / "b").chmod(0o444)
    with pytest.raises(PermissionError, match="read-only") as problem:
        write_files(tmp_path, {"a": "new", "b": "new"}, replace=True)
    assert problem.value.filename == str(tmp_path / "b")
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in "ab"} == {"a": "old", "b": "old"}


@pytest.mark.parametrize("folder", ["seeds", "briefs"])
def test_a_folder_of_content_that_is_none_is_found(folder: str, tmp_path: Path) -> None:
    put(tmp_path, **{folder: "x"})
    _, findings = list_files(tmp_path)
    assert [(finding.rule.name, finding.span.source.name) for finding in findings] == [("unreadable", folder)]


LEFT = ".a.yml.abcd1234.mujaz-part"
KEPT = ["a.yml", ".a.yml.abcd1234", "a.mujaz-part", ".mujaz-part", ".a.yml.swp", ".a.yml.abcd.mujaz-part"]


def test_unfinished_files_are_removed_and_no_others(tmp_path: Path) -> None:
    put(tmp_path, **{f"seeds/{name}": "x" for name in (LEFT, *KEPT)}, **{f"briefs/deep/{LEFT}": "x"})
    (tmp_path / "seeds/.b.yml.abcd1234.mujaz-part").symlink_to("a.yml")
    write_files(tmp_path, {"seeds/new.yml": "new"}, replace=True)
    stay = {f"seeds/{name}" for name in (*KEPT, "new.yml", ".b.yml.abcd1234.mujaz-part")}
    assert names(tmp_path) == {*stay, f"briefs/deep/{LEFT}"}
    with without_unfinished(tmp_path, ["briefs", "nowhere"]):
        pass
    assert names(tmp_path) == stay


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    put(tmp_path, **{f"seeds/{LEFT}": "x"})
    program = (
        "import sys; from pathlib import Path; from mujaz.engine.workspace import writing\n"
        "with writing(Path(sys.argv[1]), lambda: None):\n    print(flush=True)\n    sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with without_unfinished(tmp_path, ["seeds"]):
            pass
        assert names(tmp_path) == {f"seeds/{LEFT}"}
        other.kill()
    with without_unfinished(tmp_path, ["seeds"]):
        pass
    assert names(tmp_path) == set()


def test_written_text_has_plain_line_ends_and_may_be_read_by_all(tmp_path: Path) -> None:
    write_file(tmp_path / "new" / "page.md", "أ\nb\n")
    assert (tmp_path / "new" / "page.md").read_bytes() == "أ\nb\n".encode()
    assert (tmp_path / "new" / "page.md").stat().st_mode & 0o777 == 0o644


def test_a_linked_folder_is_not_walked_into(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    put(outside, **{"secret.yml": "title: x"})
    root = tmp_path / "site"
    (root / "briefs").mkdir(parents=True)
    (root / "briefs" / "link").symlink_to(outside)
    files, findings = read_files(root)
    assert dict(files.briefs) == {}
    assert [(finding.rule.name, str(finding.span)) for finding in findings] == [("symbolic-link", "briefs/link:1:1")]
    assert names(outside) == {"secret.yml"}


def test_a_linked_folder_of_content_is_a_finding(tmp_path: Path) -> None:
    put(tmp_path, **{"elsewhere/a.txt": "text"})
    (tmp_path / "seeds").symlink_to(tmp_path / "elsewhere")
    files, findings = read_files(tmp_path)
    assert dict(files.seeds) == {}
    assert [(finding.rule.name, str(finding.span)) for finding in findings] == [("symbolic-link", "seeds:1:1")]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    source, _, findings = read_text(tmp_path, tmp_path / "a.txt")
    assert source is None
    assert [finding.rule.name for finding in findings] == ["unreadable"]


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "MAX_BYTES", 3)
    put(tmp_path, **{"a.txt": "abcd"})
    source, _, findings = read_text(tmp_path, tmp_path / "a.txt")
    assert source is None
    assert [finding.message for finding in findings] == ["a file of 4 bytes"]
