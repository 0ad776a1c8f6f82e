"""S4: a stranger's change runs no code: verbs read data only, and `build` and `serve` ask before MkDocs runs any."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from mujaz.cli import main
from mujaz.cli.serve import _rebuild
from mujaz.review.formats import FORMATS
from mujaz.scaffold.init import plan_site
from mujaz.site import trust
from mujaz.site.build import build
from mujaz.site.trust import untrusted
from proof import Proof, Run
from site_in_git import environment
from trusting import agreed, new_user
from ways_in import ASKED, HOOK, UNASKED, Way, folder_with, more, site_with, write

REPOSITORY = Path(__file__).resolve().parents[2]
_ASKED = "untrusted-code"

_VERBS: Mapping[str, Sequence[str]] = {
    "check": ["check"],
    "check --unused": ["check", "--unused"],
    "fmt": ["fmt"],
    "fmt --check": ["fmt", "--check"],
    "trace": ["trace", "strike"],
    "due": ["due"],
    "generate": ["generate"],
    "generate --check": ["generate", "--check"],
    **{f"review --format {format}": ["review", "HEAD~1", "--format", format] for format in FORMATS},
    "new": ["new", "evil-new", "--seed", "line"],
    "add": ["add", "seeds/line.txt", "--id", "another", "--publisher", "x"],
    "approve": ["approve", "strike", "--as", "editor", "--all-criteria"],
    "schema": ["schema", "brief"],
}
"""The verbs that read data only."""


def _mujaz(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        main, [*arguments, "-C", str(root)] if arguments[0] not in ("fmt", "schema") else [*arguments]
    )
    return done.exit_code, done.output


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _each_way(run: Run) -> None:
    """Each way in, by each verb that reads, and by those that build."""
    ways = [*run.some([*ASKED.items()], 1), *run.some([*UNASKED.items()], 1)]
    few = run.some([*_VERBS.items()], 2)
    for number, (name, way) in enumerate(ways):
        site, canary = site_with(run.folder / f"way-{number}", way)
        with _within(site.root):
            for verb, arguments in few:
                with run.attempt(f"{name}: {verb}"):
                    _mujaz(site.root, *arguments)
                    assert not canary.exists(), "it ran"
            with run.attempt(f"{name}: build"):
                site.git("stash", "--include-untracked", "--quiet")  # what the verbs before wrote
                code, said = _mujaz(site.root, "build")
                assert not canary.exists(), "it ran"
                if name in ASKED:
                    assert code == 1, said
                    assert way.found in said, said
                else:
                    assert _ASKED not in said, said
            if name in ASKED and run.whole:
                with run.attempt(f"{name}: serve"):
                    rebuilt = _rebuild(site.root, cache=False)
                    assert rebuilt.site is None
                    assert way.found in {finding.rule.name for finding in rebuilt.diagnostics}
                    assert not canary.exists(), "it ran"
                with run.attempt(f"{name}: build --offline"):
                    code, said = _mujaz(site.root, "build", "--offline", "--edition-date", "2024-03-12")
                    assert (code, way.found in said) == (1, True), said
                    assert not canary.exists(), "it ran"
        if run.whole and name in ASKED and way.runs:
            with run.attempt(f"{name}: is a way in where somebody agreed"):
                agreed(site.root)
                build(site.root)
                assert canary.exists(), "the attempt was none"


def _as_a_process(run: Run) -> None:
    """Modules that stand in for others count where a program starts in the folder: the command itself is run."""
    way = Way({}, {**UNASKED["modules in the place of others"].files, **UNASKED["a path file"].files})
    site, canary = site_with(run.folder / "process", way)
    program = shutil.which("mujaz", path=str(Path(sys.executable).parent)) or "mujaz"
    starts: dict[str, list[str]] = {"mujaz": [program], "python -m mujaz": [sys.executable, "-m", "mujaz"]}
    verbs = {**_VERBS, "build": ["build"]}
    for name, start in starts.items():
        for verb, arguments in run.some([*verbs.items()], 1):
            if name != "mujaz" and not run.whole:
                continue
            with run.attempt(f"modules beside the settings, {name}: {verb}"):
                done = subprocess.run([*start, *arguments], cwd=site.root, capture_output=True, text=True, check=False)
                assert "Traceback" not in done.stderr, done.stderr
                assert not canary.exists(), "it ran"


def _repository_within(run: Run) -> None:
    """A folder of the content that is a repository itself, with settings of its own."""
    folder = run.folder / "within"
    canary = folder / "canary"
    outer = folder / "outer"
    outer.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "."], cwd=outer, env=environment(), check=True)
    inner, _ = site_with(folder / "made", Way({}))
    site = outer / "sub"
    shutil.copytree(inner.root, site, ignore=shutil.ignore_patterns(".git"))
    shutil.copytree(inner.root / ".git", site, dirs_exist_ok=True)
    with (site / "config").open("a") as file:
        file.write(f'[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = "echo x >> {canary}; false"\n')
        file.write(f'[diff]\n\texternal = "echo x >> {canary}"\n[core]\n\tpager = "echo x >> {canary}"\n')
    with run.attempt("a repository among the content: git alone would run its program"):
        subprocess.run(["git", "status"], cwd=site, env=environment(), capture_output=True, check=False)
        assert canary.exists(), "the attempt was none"
    canary.unlink(missing_ok=True)
    with _within(site):
        for verb, arguments in run.some([*_VERBS.items()], 1):
            with run.attempt(f"a repository among the content: {verb}"):
                _mujaz(site, *arguments)
                assert not canary.exists(), "it ran"


_HOOKED = {
    "hook.py": "import beside\n",
    "beside.py": "",
    "own/main.html": '{% extends "base.html" %}',
    "base.yml": "x: y\n",
}
_LOADED = (
    *("tools/__pycache__/helper.py", "__pycache__/json.py", "__pycache__/helper.pyc", "docs/__pycache__/words.txt"),
    *(
        "words.txt",
        "docs/own.css",
        "docs/picture.svg",
        "docs/x.csv",
        "own.pdf",
        "x.rst",
        "docs/font.woff2",
        "docs/x.html",
    ),
    *(".words", ".own/words", "docs/.own/x.json", ".github/x.yml", ".envrc", "no-ending", "tools/.git.txt"),
    *(".venv/m.py", ".venv/lib/site-packages/x.pth", ".cache/x.py", ".cache/mujaz/x.so", ".tox/x/y.py"),
    *(".mypy_cache/x.py", "tools/.venv/words.txt", "tools/.cache/x", "site/x.py", "briefs/x.PY", "docs/en/x.json"),
)
"""Files that a hook may import, or read and run."""
_SHOWN = (
    *("docs/x.png", "docs/X.JPG", "docs/deep/x.webp", "README.md", ".github/x.md", ".git/x.py", "docs/.DS_Store"),
    *("seeds/x.txt", "briefs/x.json", "site/x.html", ".cache/mujaz/x", ".pytest_cache/README", ".venv/pyvenv.cfg"),
    *("__pycache__/hook.cpython-311.pyc", "tools/__pycache__/x.cpython-312.opt-1.pyc", "docs/en/x.md", "docs/en/x.xml"),
)
"""Files that do not count to a hook: pages, pictures, content, what tools wrote."""
_CHANGES: Mapping[str, tuple[Way, Callable[[Path], None], bool]] = {
    "the hook": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "hook.py", "#"), True),
    "a module beside the hook": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "beside.py", "#"), True),
    "a new module": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "json.py", "#"), True),
    "a new package": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "beside/__init__.py", "#"), True),
    "a module among the seeds": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "seeds/x.py", "#"), True),
    "a compiled module": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "json.pyc", "#"), True),
    "data of the hook": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "data.json", "{}"), True),
    "the hook, of the same size and time": (
        more("hooks: [hook.py]", _HOOKED),
        lambda root: _same_stamp(root / "hook.py", "import besidf\n"),
        True,
    ),
    "the setting": (
        more("hooks: [hook.py]", _HOOKED),
        lambda root: write(root, "mkdocs.yml", (root / "mkdocs.yml").read_text().replace("[hook.py]", "[beside.py]")),
        True,
    ),
    "a hidden hook's neighbour": (
        more("hooks: [.own/hook.py]", {".own/hook.py": ""}),
        lambda root: write(root, ".own/json.py", "#"),
        True,
    ),
    "a template": (
        Way({"theme": "  custom_dir: own\n"}, _HOOKED),
        lambda root: write(root, "own/main.html", "x"),
        True,
    ),
    "a new template in a hidden folder": (
        Way({"theme": "  custom_dir: own\n"}, _HOOKED),
        lambda root: write(root, "own/.icons/x.svg", "x"),
        True,
    ),
    "a template from elsewhere": (
        Way({"theme": "  custom_dir: ../own\n"}, {"../own/main.html": '{% extends "base.html" %}'}),
        lambda root: write(root, "../own/main.html", "x"),
        True,
    ),
    "a link to another template": (
        Way({"theme": "  custom_dir: own\n"}, _HOOKED),
        lambda root: _linked(root / "own/main.html", root / "base.yml"),
        True,
    ),
    "the inherited file": (more("INHERIT: base.yml", _HOOKED), lambda root: write(root, "base.yml", "x: z\n"), True),
    "a page, with a plugin that nobody knows": (
        Way({"plugins": "  - blog: {blog_dir: x}\n"}),
        lambda root: write(root, "docs/index.md", "# {{ x }}"),
        True,
    ),
    "another setting, with a plugin that nobody knows": (
        Way({"plugins": "  - blog\n"}),
        lambda root: write(root, "mkdocs.yml", (root / "mkdocs.yml").read_text() + "# x\n"),
        True,
    ),
    "a script": (
        more("extra_javascript: [own.js]", {"docs/own.js": "1"}),
        lambda root: write(root, "docs/own.js", "2"),
        True,
    ),
    "where the site lies": (
        more("hooks: [hook.py]", _HOOKED),
        lambda root: write(root, "mkdocs.yml", (root / "mkdocs.yml").read_text() + "site_dir: tools\n"),
        True,
    ),
    **{
        f"the file {name}": (more("hooks: [hook.py]", _HOOKED), lambda root, name=name: write(root, name, "#"), asked)
        for names, asked in ((_LOADED, True), (_SHOWN, False))
        for name in names
    },
    "nothing": (more("hooks: [hook.py]", _HOOKED), lambda root: None, False),
    "a brief": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "briefs/x.yml", "title: x\n"), False),
    "a page": (more("hooks: [hook.py]", _HOOKED), lambda root: write(root, "docs/x.md", "# x\n"), False),
    "the name of the site": (
        more("hooks: [hook.py]", _HOOKED),
        lambda root: write(root, "mkdocs.yml", (root / "mkdocs.yml").read_text().replace("Cases", "Other")),
        False,
    ),
}
"""What is changed after somebody agreed, and whether that is asked about again."""


def _same_stamp(path: Path, text: str) -> None:
    status = path.stat()
    path.write_text(text)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _linked(path: Path, target: Path) -> None:
    path.unlink()
    path.symlink_to(target)


def _consent(run: Run) -> None:
    """What was agreed to is kept by content, and by nothing that comes with the site."""
    for number, (name, (way, change, asked)) in enumerate(run.some([*_CHANGES.items()], 8)):
        with run.attempt(f"after a change of {name}"):
            root = folder_with(run.folder / f"change-{number}", way)
            agreed(root)
            assert untrusted(root)[1] == []
            trust._agreed.clear()  # another run
            assert untrusted(root)[1] == [], "it was asked again"
            change(root)
            assert bool(untrusted(root)[1]) is asked
    with run.attempt("a link that leads to another folder than it did"):
        root = folder_with(run.folder / "led", more("hooks: [hook.py]", {**_HOOKED, "one/x.py": "", "two/x.py": "#"}))
        (root / "lib").symlink_to("one")
        agreed(root)
        _linked(root / "lib", Path("two"))
        assert untrusted(root)[1] != []
    if run.whole:
        with run.attempt("more files than are looked at"):
            root = folder_with(run.folder / "many", more("hooks: [hook.py]", _HOOKED))
            (root / "pages").mkdir()
            for page in range(trust._MOST_FILES):
                (root / f"pages/{page}.md").touch()
            code, findings = untrusted(root)
            assert code is None
            assert "more than 100,000 files" in findings[0].message
    for name, variable, value in (
        ("of the site", "XDG_STATE_HOME", "{root}/state"),
        ("by a relative path", "XDG_STATE_HOME", "state"),
        ("in a home that is the site", "HOME", "{root}"),
    ):
        with run.attempt(f"an answer that lies in a folder {name}"):
            root = folder_with(run.folder / f"kept {name}", more("hooks: [hook.py]", _HOOKED))
            code, _ = untrusted(root)
            assert code is not None
            for place in ("state", ".local/state"):
                write(root, f"{place}/mujaz/trusted", f"{code.digest}  x\n")
            before = {key: os.environ.get(key) for key in ("XDG_STATE_HOME", "HOME")}
            os.environ.pop("XDG_STATE_HOME")
            os.environ[variable] = value.format(root=root)
            try:
                assert untrusted(root)[1] != []
            finally:
                for key, old in before.items():
                    os.environ.pop(key, None)
                    if old is not None:
                        os.environ[key] = old


def _compiled(run: Run) -> None:
    """Code that was compiled before, and says of itself that it is not to be compared with its source."""
    site, canary = site_with(
        run.folder / "compiled", more("hooks: [hook.py]", {"hook.py": "import beside\n", "beside.py": "#\n"})
    )
    beside = site.root / "beside.py"
    unchecked = "invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH"
    make = f"import py_compile; py_compile.compile('beside.py', {unchecked})"
    beside.write_text(HOOK.replace("{canary}", str(canary)))
    subprocess.run([sys.executable, "-c", make], cwd=site.root, check=True)
    beside.write_text("#\n")
    with run.attempt("compiled code beside what was agreed to"):
        agreed(site.root)
        sys.modules.pop("beside", None)
        build(site.root)
        assert "beside" in sys.modules, "the attempt was none"
        assert not canary.exists(), "it ran"
    sys.modules.pop("beside", None)


def _answers(run: Run) -> None:
    """A site without code is not asked about; one with code is, on a terminal, and `--trust` agrees."""
    with run.attempt("what `mujaz init` writes brings nothing"):
        root = run.folder / "new"
        plan = plan_site("x")
        for name, text in plan.files.items():
            write(root, name, text)
        assert untrusted(root) == (None, [])
    with run.attempt("the example site brings nothing"):
        assert untrusted(REPOSITORY) == (None, [])
    for name, text in plan.files.items():
        if name.startswith((".github", ".gitlab")):
            with run.attempt(f"{name} agrees to nothing"):
                assert "--trust" not in text
    site, canary = site_with(run.folder / "answered", ASKED["a hook"])
    if not run.whole:
        return
    for answer, code in (("n\n", 1), ("\n", 1), ("\x04", 130), ("y\n", 0)):
        with run.attempt(f"the answer {answer!r} on a terminal"):
            ended, said = _on_a_terminal(site.root, answer)
            assert "May it run?" in said, said
            assert "hook.py" in said, said
            assert (ended == 0) is (code == 0), said
            assert canary.exists() is (code == 0)
    canary.unlink()
    with run.attempt("after the answer yes"):
        ended, said = _on_a_terminal(site.root, "")
        assert "May it run?" not in said, said
        assert ended == 0
        assert canary.exists()
    with run.attempt("--trust without a terminal"):
        write(site.root, "hook.py", HOOK.replace("{canary}", str(canary)) + "# changed\n")
        assert _mujaz(site.root, "build")[0] == 1
        ended, said = _mujaz(site.root, "build", "--trust")
        assert ended == 0, said


def _on_a_terminal(root: Path, answer: str) -> tuple[int, str]:
    import pty

    program = "from mujaz.cli import main; main()"
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(root)
        os.execv(sys.executable, [sys.executable, "-c", program, "build", "--no-cache"])
    said = b""
    answered = not answer
    while True:
        try:
            got = os.read(terminal, 4096)
        except OSError:
            break
        if not got:
            break
        said += got
        if not answered and b"May it run?" in said:
            os.write(terminal, answer.encode())
            answered = True
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode(errors="replace")


def _prove(run: Run) -> None:
    with new_user(run.folder):
        _each_way(run)
        _as_a_process(run)
        _repository_within(run)
        _consent(run)
        _compiled(run)
        _answers(run)


PROOF = Proof(
    "S4",
    "a stranger's change runs no code: verbs read data only; `build` and `serve` ask before MkDocs gets any",
    "hooks, tags, plugins, templates, extensions, inherited files, scripts, modules that stand in for others, compiled "
    "code and repositories among the content, by each verb, with a file that any code would write; what is asked again",
    _prove,
)
