"""S6: paths stay inside: nothing outside of the site's folder is read, shown or written, whatever a change says."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner
from msgspec import Struct

from mujaz.cli import main
from mujaz.engine.manifest import link_on_the_way
from mujaz.settings.config import read_config
from mujaz.syntax.source import Source
from mujaz.text.filenames import alike
from proof import Proof, Run
from trusting import agreed, new_user
from ways_in import Way, folder_with, site_with, write

_SECRET = "correct-horse-battery-staple"
_SECONDS = 10
"""No attempt may take longer: a pipe is waited for without end."""

# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_DEVICES = (
    *("con", "prn", "aux", "nul", "conin$", "conout$"),
    *(f"{kind}{number}" for kind in ("com", "lpt") for number in "0123456789¹²³"),
)


@contextmanager
def _in_time() -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError(f"it took more than {_SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _mujaz(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*arguments, "-C", str(root)])
    return done.exit_code, done.output


def _rules(root: Path, *arguments: str) -> tuple[int, set[str], str]:
    """The exit code, the rules of the findings, and all that was said."""
    code, said = _mujaz(root, *arguments)
    return code, {line.rpartition("[")[2].rstrip("]") for line in said.splitlines() if line.endswith("]")}, said


def _outside(folder: Path) -> Path:
    """What a change would like to have read or overwritten: files beside the site."""
    victim = folder / "victim"
    victim.mkdir()
    for name in ("secret.txt", "secret.yml", "secret.md", "secret.css", "secret.svg", "index.html", "index.md"):
        (victim / name).write_text(f"{_SECRET}\n", encoding="utf-8")
    return victim


def _state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if stat.S_ISREG(path.lstat().st_mode)
    }


def _without_cache(folder: Path) -> dict[str, bytes]:
    return {path: text for path, text in _state(folder).items() if "/.cache/" not in path}


def _shown(root: Path) -> list[str]:
    """The files that mujaz wrote and that hold the secret."""
    return [
        path.relative_to(root).as_posix()
        for part in ("site", "docs/en", "offline", "briefs", "seeds")
        if link_on_the_way(root, part) is None
        for path in (root / part).rglob("*")
        if stat.S_ISREG(path.lstat().st_mode) and _SECRET.encode() in path.read_bytes()
    ]


def _held(folder: Path, root: Path, said: str, before: Mapping[str, bytes]) -> None:
    assert _SECRET not in said, said
    assert _shown(root) == []
    assert _state(folder / "victim") == before, "a file outside is another"
    assert {path.name for path in folder.iterdir()} <= {"site", "victim", "canary", "state"}, (
        "a file was written outside"
    )


def _reserved_names(run: Run) -> None:
    """Names that Windows keeps for devices: `check` finds each, wherever it becomes a file."""
    glossary = (
        "language: en\ntags:\n  {id}: Transport\nentities:\n  {id}:\n    type: person\n    name: {{en: Somebody}}\n"
    )
    places: Mapping[str, Callable[[Path, str], None]] = {
        "a brief": lambda root, name: write(root, f"briefs/{name}.yml", "language: en\ntitle: x\nseeds: [line]\n"),
        "a brief in a folder": lambda root, name: write(
            root, f"briefs/{name}/x.yml", "language: en\ntitle: x\nseeds: [line]\n"
        ),
        "a seed": lambda root, name: _seed(root, name),
        "an entity and a tag": lambda root, name: write(root, "briefs/glossary/x.yml", glossary.format(id=name)),
        "a page": lambda root, name: write(root, f"docs/{name}.md", "# x\n"),
        "a page with two endings": lambda root, name: write(root, f"docs/{name}.tar.md", "# x\n"),
        "a folder of pages": lambda root, name: write(root, f"docs/{name}/x.md", "# x\n"),
        "a picture": lambda root, name: write(root, f"docs/{name}.svg", "<svg/>"),
    }
    for place, make in places.items():
        for name in run.some(_DEVICES, 1):
            with run.attempt(f"{place} called {name}"):
                root = folder_with(run.folder / f"{place}-{name}", Way({}))
                make(root, name)
                code, rules, said = _rules(root, "check")
                assert code == 1, said
                assert rules & {"unportable-name", "invalid-id"}, said


def _seed(root: Path, name: str) -> None:
    for ending in ("txt", "yml"):
        text = (root / f"seeds/line.{ending}").read_text(encoding="utf-8")
        write(root, f"seeds/{name}.{ending}", text)


_TWINS = (
    ("a.md", "A.md"),
    ("straße.md", "STRASSE.md"),
    ("é.md", unicodedata.normalize("NFD", "é.md")),
    ("x/a.md", "X/b.md"),
)


def _twins(run: Run) -> None:
    """Names that Windows or macOS take for the same."""
    for one, other in run.some(_TWINS, 1):
        for folder in ("docs", "docs/deep/er"):
            with run.attempt(f"{folder}: {one!r} and {other!r}"):
                assert alike(one.split("/")[0]) == alike(other.split("/")[0])
                root = folder_with(run.folder / f"twins-{folder}-{one}", Way({}))
                write(root, f"{folder}/{one}", "# x\n")
                write(root, f"{folder}/{other}", "# y\n")
                _, rules, said = _rules(root, "check")
                assert "unportable-name" in rules, said
                _, rules, said = _rules(root, "build")
                assert "unportable-name" in rules, said
    for kind, ending in (("briefs", "yml"), ("seeds", "txt"), ("briefs/glossary", "yml")):
        with run.attempt(f"{kind}: names that differ in case"):
            root = folder_with(run.folder / f"twins-{kind}", Way({}))
            for name in ("twin", "TWIN"):
                if kind == "seeds":
                    _seed(root, name)
                else:
                    text = (
                        "language: en\ntitle: x\nseeds: [line]\n"
                        if kind == "briefs"
                        else "language: en\ntags: {a: b}\n"
                    )
                    write(root, f"{kind}/{name}.{ending}", text)
            code, _, said = _rules(root, "check")
            assert code == 1, said


def _pipe(path: Path, victim: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, victim: Path) -> None:
    with _working_in(path.parent), socket.socket(socket.AF_UNIX) as made:  # the path of a socket is short
        made.bind(path.name)


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _link(path: Path, victim: Path) -> None:
    endings = {
        ".yml": "secret.yml",
        ".txt": "secret.txt",
        ".md": "secret.md",
        ".css": "secret.css",
        ".svg": "secret.svg",
    }
    path.symlink_to(victim / endings.get(path.suffix, "."))


def _relative_link(path: Path, victim: Path) -> None:
    endings = {
        ".yml": "secret.yml",
        ".txt": "secret.txt",
        ".md": "secret.md",
        ".css": "secret.css",
        ".svg": "secret.svg",
    }
    path.symlink_to(os.path.relpath(victim / endings.get(path.suffix, "."), path.parent))


def _dangling_link(path: Path, victim: Path) -> None:
    path.symlink_to(victim / "to be made")


def _link_to_itself(path: Path, victim: Path) -> None:
    path.symlink_to(path.name)


_PLACES = (
    "seeds/line.txt", "seeds/line.yml", "seeds/x.txt", "briefs/opening.yml", "briefs/glossary/names.yml",
    "briefs/x.yml", "briefs/reviews/opening.yml", "editorial.yml", "docs/x.md", "docs/index.md", "docs/x.svg",
    "docs/own/x.css", "docs/en/index.md", "docs/en/x.md", "docs/en/.mujaz.json", "mkdocs.yml",
)  # fmt: skip
_FOLDERS = (
    "seeds", "briefs", "briefs/glossary", "briefs/reviews", "docs", "docs/en", "docs/en/briefs", "docs/own", "site",
    "site/en", "offline", ".cache", ".cache/mujaz",
)  # fmt: skip
_ODD: Mapping[str, Callable[[Path, Path], None]] = {
    "a link": _link,
    "a relative link": _relative_link,
    "a dangling link": _dangling_link,
    "a link to itself": _link_to_itself,
    "a pipe": _pipe,
    "a socket": _socket,
}


def _odd_files(run: Run) -> None:
    """Links, pipes and sockets where a file or a folder of the site is expected: no verb follows or waits."""
    cases = [(place, what) for place in (*_PLACES, *_FOLDERS) for what in _ODD]
    for number, (place, what) in enumerate(run.some(cases, 3)):
        folder = run.folder / f"odd-{number}"
        root = folder_with(folder, Way({}))
        victim = _outside(folder)
        before = _state(victim)
        path = root / place
        if path.is_dir():
            path.rename(folder / "state")  # so that nothing is lost that the test itself needs to compare
        else:
            path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        _ODD[what](path, victim)
        for verb in ("check", "generate", "build"):
            with run.attempt(f"{what} as {place}: {verb}"), _in_time():
                code, said = _mujaz(root, verb)
                _held(folder, root, said, before)
                assert "internal error" not in said, said
                assert path.is_symlink() or not path.is_file() or place.startswith(("site", "offline")), (
                    "it was replaced"
                )
                if verb == "build" and place != "offline":
                    assert code != 0, said


_SETTINGS_THAT_LEAD_OUT = {
    "the logo": {"theme": "  logo: ../../victim/secret.svg\n"},
    "the logo, absolute": {"theme": "  logo: {victim}/secret.svg\n"},
    "the icon": {"theme": "  favicon: ../../victim/secret.svg\n"},
    "an icon of the theme": {"theme": "  icon: {logo: ../../../../victim/secret}\n"},
    "a style sheet": {"more": "extra_css: [../../victim/secret.css]\n"},
    "a style sheet, absolute": {"more": "extra_css: ['{victim}/secret.css']\n"},
    "a script": {"more": "extra_javascript: [../../victim/secret.txt]\n"},
    "a template of words": {"more": "extra_templates: [../../victim/index.html]\n"},
    "a template of words, absolute": {"more": "extra_templates: ['{victim}/index.html']\n"},
    "templates": {"theme": "  custom_dir: ../victim\n"},
    "static templates": {"theme": "  static_templates: [../../victim/index.html]\n"},
    "a page of the navigation": {"nav": "  - x: ../../victim/index.md\n"},
    "a page of the navigation, absolute": {"nav": "  - x: '{victim}/index.md'\n"},
    "a hook": {"more": "hooks: [../victim/secret.txt]\n"},
    "an inherited file": {"more": "INHERIT: ../victim/secret.yml\n"},
    "snippets": {"extensions": "  - pymdownx.snippets: {base_path: [../victim], restrict_base_path: false}\n"},
    "the folder of pages": {"more": "docs_dir: ../victim\n"},
    "the folder of pages, absolute": {"more": "docs_dir: '{victim}'\n"},
    "the folder of the site": {"more": "site_dir: ../victim\n"},
    "the folder of the site, absolute": {"more": "site_dir: '{victim}'\n"},
    "a language": {"alternate": "    - {lang: ../../victim, name: x}\n"},
    "a style of citations": {"alternate": "    - {lang: ar, name: x, citation_style: ../../victim/secret}\n"},
    "a file of tags": {"plugins": "  - tags: {tags_file: ../../victim/index.md}\n"},
    "editions of other sites": {"alternate": "    - {lang: ar, name: x, link: ../../victim/index.html}\n"},
}


def _settings(run: Run) -> None:
    """Settings that name what lies outside: refused, asked about, or of no effect; also where somebody agreed."""
    for number, (name, settings) in enumerate(run.some([*_SETTINGS_THAT_LEAD_OUT.items()], 2)):
        folder = run.folder / f"setting-{number}"
        victim = folder / "victim"
        filled = {place: text.replace("{victim}", str(victim)) for place, text in settings.items()}
        root = folder_with(folder, Way(filled))
        before = _state(_outside(folder))
        with run.attempt(f"{name}: build"), _in_time():
            _, said = _mujaz(root, "build")
            _held(folder, root, said, before)
        with run.attempt(f"{name}: build --offline"), _in_time():
            _, said = _mujaz(root, "build", "--offline", "--edition-date", "2024-03-12")
            _held(folder, root, said, before)


def _folders(run: Run) -> None:
    """Folders to write to: the same names in each spelling that leads out, or to what others have."""
    leading = (
        "..",
        "../x",
        "x/../..",
        "/",
        "/tmp/x",
        "~",
        "~/x",
        "C:\\x",
        "C:/x",
        "\\\\host\\x",
        "a\\..\\..\\b",
        ".",
        "./",
        "",
    )
    others = (
        "seeds",
        "SEEDS",
        "briefs",
        "Briefs/x",
        ".git",
        ".GIT",
        "a/.git",
        ".cache",
        "offline",
        "schemas",
        "mkdocs.yml",
    )
    hidden = (".x", "a/.x", "x\u202ey", "x\ny")
    for setting in ("docs_dir", "site_dir"):
        for value in (*leading, *others, *hidden):
            with run.attempt(f"{setting}: {value!r}"):
                source = Source("mkdocs.yml", f"use_directory_urls: false\n{setting}: {json.dumps(value)}\n")
                _, findings = read_config(source)
                assert [finding.rule.name for finding in findings][:1] == ["unsafe-folder"], findings
    pairs = (("site", "site"), ("site/docs", "site"), ("docs", "docs/site"), ("Docs", "docs"), ("a/b", "a/b/c"))
    for docs, site in pairs:
        with run.attempt(f"docs_dir: {docs}, site_dir: {site}"):
            source = Source("mkdocs.yml", f"use_directory_urls: false\ndocs_dir: {docs}\nsite_dir: {site}\n")
            assert [finding.rule.name for finding in read_config(source)[1]] == ["unsafe-folder"]


_LINKS = (
    "[x](../../victim/secret.txt)", "![x](../../victim/secret.svg)", "[x]({victim}/secret.txt)",
    "![x](file://{victim}/secret.svg)",
    '<img src="../../victim/secret.svg" alt="x">', '<iframe src="../../victim/index.html"></iframe>',
    "[x](..%2f..%2fvictim/secret.txt)", "[x](%2e%2e/%2e%2e/victim/secret.txt)",
    "[x][y]\n\n[y]: ../../victim/secret.txt",
    '--8<-- "../../victim/secret.txt"', '--8<-- "{victim}/secret.txt"', "{% include '../../victim/secret.txt' %}",
    '<object data="../../victim/index.html"></object>', '<embed src="../../victim/secret.svg">',
)  # fmt: skip


def _links(run: Run) -> None:
    """Links and pictures of hand-written pages that point outside: nothing of it is shown, and a build finds it."""
    for number, link in enumerate(run.some(_LINKS, 1)):
        folder = run.folder / f"linked-{number}"
        root = folder_with(folder, Way({}))
        victim = _outside(folder)
        before = _state(victim)
        write(root, "docs/index.md", f"# Home\n\n[English](en/index.md)\n\n{link.replace('{victim}', str(victim))}\n")
        with run.attempt(f"in a page: {link}"):
            code, said = _mujaz(root, "build")
            _held(folder, root, said, before)
            if not link.startswith(("--8<--", "{%")) and "file://" not in link:
                assert code == 1, said


_NAMES = (
    "../x",
    "../../x",
    "/tmp/x",
    "a/../../x",
    "..",
    ".",
    "~/x",
    "C:\\x",
    "..\\x",
    "x\u202ey",
    "x\0y",
    "con",
    "",
    "a/b/../../../../x",
)


def _verbs(run: Run) -> None:
    """Names on the command line and in content that lead out."""
    root = folder_with(run.folder / "verbs", Way({}))
    before = _without_cache(run.folder / "verbs")
    for name in run.some(_NAMES, 3):
        verbs = {
            "new": ["new", name, "--seed", "line"],
            "new --seed": ["new", "fine", "--seed", name],
            "add --id": ["add", str(root / "seeds/line.txt"), "--id", name, "--publisher", "x"],
            "trace": ["trace", name],
            "approve": ["approve", name, "--as", "editor"],
            "build --edition": ["build", "--offline", "--edition", name],
            "review": ["review", name],
        }
        for verb, arguments in verbs.items():
            if ("\0" in name and verb == "review") or (name == "con" and verb == "build --edition"):
                continue  # no program can be given such an argument; an edition's files have more in their names
            with run.attempt(f"{verb} {name!r}"):
                code, said = _mujaz(root, *arguments)
                assert code in (1, 2), said
                assert "internal error" not in said, said
                assert _without_cache(run.folder / "verbs") == before, said
        with run.attempt(f"a seed {name!r} of a brief"):
            write(root, "briefs/fine.yml", f"language: en\ntitle: x\nseeds: [{json.dumps(name)}]\n")
            code, said = _mujaz(root, "check")
            (root / "briefs/fine.yml").unlink()
            assert code == 1, said
            assert "internal error" not in said, said


class _Entry(Struct):
    mode: str
    name: bytes
    text: bytes = b"x: y\n"


_TREES: Mapping[str, list[_Entry]] = {
    "up": [_Entry("100644", b"..")],
    "here": [_Entry("100644", b".")],
    "git's own": [_Entry("100644", b".git")],
    "a path": [_Entry("100644", b"../../../victim/secret.yml")],
    "absolute": [_Entry("100644", b"/etc/x.yml")],
    "a link, and a file behind it": [_Entry("120000", b"x", b"../../victim"), _Entry("100644", b"x/secret.yml")],
    "a link and a file of one name": [
        _Entry("120000", b"x.yml", b"../../victim/secret.yml"),
        _Entry("100644", b"x.yml"),
    ],
    "a link to a file": [_Entry("120000", b"x.yml", b"../../victim/secret.yml")],
    "a link to a folder": [_Entry("120000", b"x", b"../../victim")],
    "an empty name": [_Entry("100644", b"")],
    "a submodule": [_Entry("160000", b"x")],
}


def _commits(run: Run) -> None:
    """Trees that git itself never makes, reviewed: nothing is written or read outside of the folder of the review."""
    for number, (name, entries) in enumerate(run.some([*_TREES.items()], 2)):
        folder = run.folder / f"tree-{number}"
        site, _ = site_with(folder, Way({}))
        victim = _outside(folder)
        before = _state(victim)
        listed = b""
        for entry in entries:
            blob = site.git("hash-object", "-w", "--stdin", input=entry.text.decode()).strip()
            listed += f"{entry.mode} ".encode() + entry.name + b"\0" + bytes.fromhex(blob)
        (folder / "state").write_bytes(listed)
        tree = site.git("hash-object", "-t", "tree", "--literally", "-w", str(folder / "state")).strip()
        top = site.git("rev-parse", "HEAD^{tree}").strip()
        rest = [line for line in site.git("ls-tree", top).splitlines() if not line.endswith("\tbriefs")]
        whole = site.git("mktree", input="\n".join([*rest, f"040000 tree {tree}\tbriefs"]) + "\n").strip()
        commit = site.git("commit-tree", whole, "-p", "HEAD", "-m", "x").strip()
        for other in (["HEAD", commit], [commit, "HEAD"]):
            with run.attempt(f"a commit with {name}: review {' '.join(other)[:12]}"), _in_time():
                code, said = _mujaz(site.root, "review", *other)
                assert code in (0, 1, 2)
                assert "internal error" not in said, said
                _held(folder, site.root, said, before)


def _archives(run: Run) -> None:
    """Archives of earlier editions, which `--since` reads: nothing is unpacked."""
    packed: Mapping[str, list[tuple[str, bytes]]] = {
        "up": [("../edition.json", b"{}")],
        "absolute": [("/edition.json", b"{}")],
        "two folders": [("a/edition.json", b"{}"), ("b/edition.json", b"{}")],
        "Windows' separator": [("..\\..\\edition.json", b"{}")],
        "large": [("a/edition.json", b" " * 300_000_000)],
        "nested": [("a/edition.json", b"[" * 100_000)],
        "none": [],
        "another kind": [("a/edition.json", b"\xff\xfe\0")],
    }
    folder = run.folder / "archives"
    root = folder_with(folder, Way({}))
    before = {name for name in _state(folder) if "/.cache/" not in name}
    for name, entries in run.some([*packed.items()], 2):
        with run.attempt(f"an archive: {name}"), _in_time():
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, content in entries:
                    archive.writestr(path, content)
            given = run.folder / "before.zip"
            given.write_bytes(made.getvalue())
            code, said = _mujaz(root, "build", "--offline", "--since", str(given))
            assert code == 2, said
            assert "internal error" not in said, said
            assert {path for path in _state(folder) if "/.cache/" not in path} == before


def _agreed_settings(run: Run) -> None:
    """What somebody agreed to is still only read from where it is, and written to nowhere else."""
    if not run.whole:
        return
    for name in ("templates", "static templates"):
        folder = run.folder / f"agreed-{name}"
        root = folder_with(folder, Way(_SETTINGS_THAT_LEAD_OUT[name]))
        before = _state(_outside(folder))
        with run.attempt(f"{name}, agreed to"):
            _mujaz(agreed(root), "build")
            assert _state(folder / "victim") == before


def _prove(run: Run) -> None:
    with new_user(run.folder):
        _reserved_names(run)
        _twins(run)
        _odd_files(run)
        _settings(run)
        _folders(run)
        _links(run)
        _verbs(run)
        _commits(run)
        _archives(run)
        _agreed_settings(run)


PROOF = Proof(
    "S6",
    "paths stay inside: nothing outside of the site's folder is read into it, shown or written",
    "links, pipes and sockets in each place, reserved names, twins in case and Unicode form, settings, links of pages, "
    "names on the command line, commits and archives that lead out",
    _prove,
)
