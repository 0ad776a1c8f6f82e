"""The command line: every verb, what it refuses, its exit codes, and what goes to which stream."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from mujaz import __version__
from mujaz.cli import VERBS, main
from mujaz.cli.progress import ProgressBar
from mujaz.engine.manifest import MANIFEST, manifest_of, written_by_us
from mujaz.engine.workspace import write_files
from mujaz.model.schema import DOCUMENTS
from mujaz.scaffold.init import plan_site

ARTICLE = "وصلت السفينة مساء.\nوقال الربان إن البحر هادئ اليوم.\n"
LATER = "وصلت السفينة مساء.\nنزل المطر.\nوقال الربان إن البحر هادئ اليوم.\n"
FILES = plan_site("موجز").files


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new site, and the current folder in it."""
    root = tmp_path / "site"
    write_files(root, FILES, replace=False)
    monkeypatch.chdir(root)
    return root


def run(*args: str | Path, input: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=input)


def article(site: Path, text: str | bytes = ARTICLE, name: str = "ship.txt") -> Path:
    path = site.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def contents(root: Path) -> dict[str, bytes]:
    """All files of a site; what is kept for the next run is none of them."""
    files = (p for p in sorted(root.rglob("*")) if p.is_file() and ".cache" not in p.parts)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


def break_brief(site: Path) -> None:
    path = site / "briefs/example.yml"
    path.write_text(path.read_text(encoding="utf-8") + "titel: x\n", encoding="utf-8")


def take_proposals(site: Path, id: str) -> None:
    """Make claims of a new brief of what is proposed in it, as a person does who agrees with all of it."""
    path = site / f"briefs/{id}.yml"
    head, _, proposals = path.read_text(encoding="utf-8").partition("claims: []\n")
    path.write_text(f"{head}claims:\n{re.sub('(?m)^# (?= )', '', proposals)}", encoding="utf-8")


def refused(result: Result, *words: str) -> None:
    """The command ended with 2, said why and what to do on stderr, and printed nothing."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


class TestGroup:
    def test_help_lists_every_verb(self) -> None:
        result = run("--help")
        assert result.exit_code == 0
        for verb, help in VERBS.items():
            assert f"  {verb} " in result.stdout
            assert help in result.stdout

    def test_help_imports_nothing_but_click(self) -> None:
        script = (
            "import sys; from mujaz.cli import main\n"
            "try: main(['--help'])\n"
            "except SystemExit: pass\n"
            "print(*sorted({m.partition('.')[0] for m in sys.modules if 'site-packages' in"
            " (getattr(sys.modules[m], '__file__', None) or '')}), file=sys.stderr)\n"
            "print(*sorted(m for m in sys.modules if m.startswith('mujaz')), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        packages, ours = done.stderr.splitlines()[-2:]
        assert not set(packages.split()) & {"pydantic", "yaml", "jinja2", "mkdocs", "rich", "babel"}
        assert ours.split() == ["mujaz", "mujaz.cli"]

    @pytest.mark.parametrize("verb", VERBS)
    def test_every_verb_explains_itself(self, verb: str) -> None:
        command = main.get_command(click.Context(main), verb)
        assert command is not None
        assert command.name == verb
        result = run(verb, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: main {verb} ")

    def test_version(self) -> None:
        assert run("--version").stdout == f"mujaz {__version__}\n"

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (["chek"], "Did you mean 'check'?"),
            (["check", "--formt", "json"], "--format"),
            (["check", "--format", "xml"], "'text', 'json'"),
            (["new"], "BRIEF"),
            (["add"], "SOURCE"),
        ],
    )
    def test_a_slip_is_explained(self, site: Path, args: list[str], said: str) -> None:
        refused(run(*args), said)

    @pytest.mark.parametrize("verb", ["check", "generate", "build", "serve"])
    def test_outside_of_a_site(self, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        refused(run(verb), "no mkdocs.yml here", "mujaz init DIR")
        refused(run(verb, "-C", tmp_path), "no mkdocs.yml in", "mujaz init DIR")

    def test_the_site_is_found_from_below_and_by_option(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(site / "briefs/glossary")
        assert run("check").exit_code == 0
        monkeypatch.chdir(site.parent)
        assert run("check", "-C", "site").exit_code == 0


class TestFailures:
    @pytest.fixture
    def failing(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], Result]:
        def fail(problem: BaseException) -> Result:
            def check_site(*args: object, **options: object) -> None:
                raise problem

            monkeypatch.setattr("mujaz.cli.check.check_site", check_site)
            return run("check")

        return fail

    def test_an_unexpected_one_is_one_line_and_what_to_do(self, failing: Callable[[BaseException], Result]) -> None:
        result = failing(KeyError("two\nlines"))
        refused(result, "mujaz: internal error: KeyError:", "MUJAZ_TRACEBACK=1")
        assert len(result.stderr.splitlines()) == 2

    def test_its_traceback_is_shown_on_request(
        self, failing: Callable[[BaseException], Result], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MUJAZ_TRACEBACK", "1")
        assert isinstance(failing(KeyError("x")).exception, KeyError)

    def test_one_of_the_system_names_the_file(self, failing: Callable[[BaseException], Result]) -> None:
        problem = PermissionError(errno.EACCES, "Permission denied", "docs/ar/index.md")
        refused(failing(problem), "mujaz: docs/ar/index.md: permission denied\n")

    def test_an_interruption(self, failing: Callable[[BaseException], Result]) -> None:
        result = failing(KeyboardInterrupt())
        assert result.exit_code == 130
        assert (
            result.stderr.strip()
            == "mujaz: stopped; no file is half written, and the site is the last one or the new one"
        )

    def test_a_reader_that_goes_away(self, failing: Callable[[BaseException], Result]) -> None:
        result = failing(BrokenPipeError(errno.EPIPE, "Broken pipe"))
        assert result.output == ""

    def test_as_a_process(self, site: Path) -> None:
        """The real thing: piped, in another encoding, with findings that hold Arabic."""
        path = site / "briefs/example.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("هبط النسر", "طار"), encoding="utf-8")
        break_brief(site)
        environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "FORCE_COLOR": "1"}
        command = [sys.executable, "-m", "mujaz", "check"]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == 1
        assert b"\x1b" not in done.stdout
        assert done.stderr == b"further checks wait until these errors are mended\n"
        assert done.stdout.decode("utf-8").startswith("briefs/example.yml:")


class TestInit:
    @pytest.mark.parametrize("prepare", [lambda d: None, Path.mkdir, lambda d: (d / ".git").mkdir(parents=True)])
    def test_writes_a_site_that_is_clean(self, prepare: Callable[[Path], object], tmp_path: Path) -> None:
        prepare(tmp_path / "new")
        result = run("init", tmp_path / "new", "--name", "مرصد الأخبار")
        assert result.exit_code == 0
        assert "mujaz build" in result.stderr
        assert "مرصد الأخبار" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
        assert run("check", "--strict", "-C", tmp_path / "new").exit_code == 0

    @pytest.mark.parametrize("name", ["notes.txt", ".gitignore"])
    def test_refuses_a_folder_with_files(self, name: str, tmp_path: Path) -> None:
        (tmp_path / name).write_text("mine", encoding="utf-8")
        refused(run("init", tmp_path), "is not empty", "an empty folder")
        assert contents(tmp_path) == {name: b"mine"}

    def test_refuses_a_file_and_an_empty_name(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        refused(run("init", tmp_path / "file"), "is a file")
        refused(run("init", tmp_path / "new", "--name", " "), "the name is empty")
        assert not (tmp_path / "new").exists()


class TestAdd:
    def test_from_a_file(self, site: Path) -> None:
        path = article(site, ARTICLE.replace("\n", "\r\n"))
        result = run("add", path, "--publisher", "نحن", "--published", "2024", "--retrieved", "2024-05-01")
        assert result.exit_code == 0
        assert result.stdout == "wrote seeds/ship.txt\nwrote seeds/ship.yml\n"
        assert "mujaz new BRIEF --seed ship" in result.stderr
        assert (site / "seeds/ship.txt").read_bytes() == path.read_bytes()
        assert run("check", "--strict").exit_code == 0

    def test_from_standard_input(self, site: Path) -> None:
        refused(run("add", "-", "--publisher", "x", input=ARTICLE.encode()), "--id")
        assert run("add", "-", "--publisher", "x", "--id", "ship", input=ARTICLE.encode()).exit_code == 0
        assert (site / "seeds/ship.txt").read_bytes() == ARTICLE.encode()

    def test_half_a_seed_that_a_killed_run_left_is_completed(self, site: Path) -> None:
        path = article(site)
        (site / "seeds/ship.txt").write_bytes(path.read_bytes())
        assert run("add", path, "--publisher", "x").exit_code == 0
        assert run("check", "--strict").exit_code == 0
        (site / "seeds/ship.yml").unlink()
        refused(run("add", article(site, LATER), "--publisher", "x"), "seeds/ship.txt exists")

    def test_in_another_encoding(self, site: Path) -> None:
        path = article(site, ARTICLE.encode("windows-1256"))
        before = contents(site)
        result = run("add", path, "--publisher", "x", "--encoding", "ascii")
        assert result.exit_code == 1
        assert contents(site) == before
        result = run("add", path, "--publisher", "x", "--encoding", "windows-1256")
        assert result.exit_code == 0
        assert "converted from windows-1256" in result.stderr
        assert (site / "seeds/originals/ship.txt").read_bytes() == path.read_bytes()
        assert (site / "seeds/ship.txt").read_text(encoding="utf-8") == ARTICLE

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ([], "--publisher"),
            (["--publisher", "x", "--url", "example.org"], "--url: "),
            (["--publisher", "x", "--grade", "Z9"], "--grade: "),
            (["--publisher", "x", "--id", "A b"], "--id: "),
            (["--publisher", "x", "--encoding", "nonsense"], "--encoding: "),
            (["--publisher", "x", "--rights", "all"], "'full', 'excerpt', 'link'"),
            (["--replace"], "no seed `ship` to replace"),
        ],
    )
    def test_refuses(self, site: Path, options: list[str], said: str) -> None:
        path = article(site)
        before = contents(site)
        refused(run("add", path, *options), said)
        assert contents(site) == before

    def test_refuses_what_is_not_there_or_no_article(self, site: Path) -> None:
        refused(run("add", "nowhere.txt", "--publisher", "x"), "nowhere.txt")
        result = run("add", article(site, b"a\x00b"), "--publisher", "x")
        assert result.exit_code == 1
        assert "[control-character]" in result.stdout
        assert not (site / "seeds/ship.txt").exists()

    def test_a_name_without_an_id(self, site: Path) -> None:
        refused(run("add", article(site, name="خبر.txt"), "--publisher", "x"), "--id")

    def test_an_existing_seed_is_replaced_only_on_request(self, site: Path) -> None:
        run("add", article(site), "--publisher", "x", "--retrieved", "2020-01-01", "--rights", "full")
        record = (site / "seeds/ship.yml").read_text(encoding="utf-8")
        (site / "seeds/ship.yml").write_text(f"# ours\n{record}", encoding="utf-8")
        run("new", "harbour", "--seed", "ship")
        take_proposals(site, "harbour")
        later = article(site, LATER)
        refused(run("add", later, "--publisher", "x"), "exists", "--replace")
        refused(run("add", later, "--replace", "--title", "y"), "--title", "edit seeds/ship.yml")
        result = run("add", later, "--replace", "--retrieved", "2024-05-01")
        assert result.exit_code == 0
        assert "moved, from 2:16 to 3:16" in result.stdout
        assert "anchors on `ship`: 0 as before, 1 moved, 0 ambiguous, 0 lost" in result.stdout
        assert (site / "seeds/ship.txt").read_text(encoding="utf-8") == LATER
        replaced = (site / "seeds/ship.yml").read_text(encoding="utf-8")
        assert replaced.startswith("# ours\n")
        assert "retrieved: 2024-05-01\n" in replaced
        assert run("check").exit_code == 0

    def test_a_lost_anchor_is_a_finding(self, site: Path) -> None:
        run("add", article(site), "--publisher", "x", "--rights", "full")
        run("new", "harbour", "--seed", "ship")
        take_proposals(site, "harbour")
        break_brief(site)
        result = run("add", article(site, "نص لا صلة له بما كان."), "--replace")
        assert result.exit_code == 1
        assert "lost, was at 2:16" in result.stdout
        assert "[lost-quote]" in result.stdout
        assert "briefs/example.yml has errors of its own" in result.stderr

    def test_help_on_a_lost_anchor_never_asks_for_what_was_just_done(self, site: Path) -> None:
        run("add", article(site), "--publisher", "x", "--rights", "full")
        run("new", "harbour", "--seed", "ship")
        take_proposals(site, "harbour")
        for text in ("نص لا صلة له بما كان.", ARTICLE + ARTICLE):
            result = run("add", article(site, text), "--replace")
            assert result.exit_code == 1
            assert "mend the seed" not in result.stdout
            assert "--replace" not in result.stdout

    def test_the_same_text_again_writes_nothing(self, site: Path) -> None:
        run("add", article(site), "--publisher", "x")
        before = contents(site)
        result = run("add", article(site), "--replace")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "has this text already" in result.stderr
        assert contents(site) == before
        (site / "seeds/ship.txt").write_text("edited", encoding="utf-8")
        assert run("add", article(site), "--replace").stdout.startswith("wrote seeds/ship.txt\nanchors on")
        assert contents(site) == before

    def test_asks_for_the_publisher_on_a_terminal(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = article(site)
        terminal = type("Terminal", (), {"isatty": lambda: True})
        monkeypatch.setattr("mujaz.cli.add.sys", type("System", (), {"stdin": terminal}))
        result = run("add", path, input="مكتب\n".encode())
        assert result.exit_code == 0
        assert "publisher: مكتب\n" in (site / "seeds/ship.yml").read_text(encoding="utf-8")


class TestNew:
    def test_the_brief_may_be_named_by_its_path(self, site: Path) -> None:
        run("add", article(site), "--publisher", "x")
        result = run("new", "briefs/harbour.yml", "--seed", "ship")
        assert result.exit_code == 0, result.output
        assert (site / "briefs/harbour.yml").is_file()
        refused(run("new", "briefs/harbour.yml", "--seed", "ship"), "briefs/harbour.yml exists")

    def test_writes_a_brief_that_passes_the_check(self, site: Path) -> None:
        run("add", article(site), "--publisher", "x")
        result = run("new", "2024/harbour", "--seed", "ship")
        assert result.exit_code == 0
        assert result.stdout == "wrote briefs/2024/harbour.yml\n"
        assert "claims proposed: 1" in result.stderr
        text = (site / "briefs/2024/harbour.yml").read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=../../schemas/brief.json\n")
        assert run("check", "--strict").exit_code == 0
        assert run("fmt", "--check").exit_code == 0
        take_proposals(site, "2024/harbour")
        assert "1 warning" in run("check").stdout  # nobody is known to have said it

    def test_a_second_seed_leaves_the_anchors_of_the_first_where_they_are(self, site: Path) -> None:
        run("add", article(site), "--publisher", "x", "--rights", "full")
        run("add", article(site, LATER, "later.txt"), "--publisher", "x", "--rights", "full")
        run("new", "harbour", "--seed", "ship")
        take_proposals(site, "harbour")
        before = run("check").stdout
        path = site / "briefs/harbour.yml"
        for seeds in ("  - ship\n  - later\n", "  - later\n  - ship\n"):
            path.write_text(re.sub("(?m)(^  - (ship|later)\n)+", seeds, path.read_text("utf-8")), encoding="utf-8")
            result = run("check")
            assert (result.exit_code, result.stdout.count("warning:")) == (0, before.count("warning:"))

    def test_without_schemas_there_is_no_modeline(self, site: Path) -> None:
        (site / "schemas/brief.json").unlink()
        run("new", "second", "--seed", "apollo-11")
        assert (site / "briefs/second.yml").read_text(encoding="utf-8").startswith("language: ar\n")

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (["example", "--seed", "apollo-11"], "briefs/example.yml exists"),
            (["second", "--seed", "apolo-11"], "did you mean `apollo-11`?"),
            (["Second.yml", "--seed", "apollo-11"], "did you mean `second`?"),
            (["glossary/x", "--seed", "apollo-11"], "holds no briefs"),
            (["second"], "--seed"),
        ],
    )
    def test_refuses(self, site: Path, args: list[str], said: str) -> None:
        before = contents(site)
        refused(run("new", *args), said)
        assert contents(site) == before

    def test_a_broken_brief_elsewhere_does_not_hinder(self, site: Path) -> None:
        break_brief(site)
        assert run("new", "second", "--seed", "apollo-11").exit_code == 0

    @pytest.mark.parametrize("path", ["briefs/glossary/entities.yml", "seeds/apollo-11.yml", "seeds/apollo-11.txt"])
    def test_broken_input_is_a_finding(self, site: Path, path: str) -> None:
        (site / path).write_text("x: [", encoding="utf-8")
        result = run("new", "second", "--seed", "apollo-11")
        assert result.exit_code == 1
        assert result.stdout.startswith(f"{path}:1:")
        assert not (site / "briefs/second.yml").exists()


class TestCheck:
    def test_clean(self, site: Path) -> None:
        result = run("check")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == "seeds: 1, briefs: 1, entities: 6\nno findings\n"

    def test_findings(self, site: Path) -> None:
        break_brief(site)
        result = run("check")
        assert (result.exit_code, result.stderr) == (1, "further checks wait until these errors are mended\n")
        assert "did you mean `title`?" in result.stdout
        assert result.stdout.endswith("\n\n1 error\n")

    def test_warnings_fail_only_if_strict(self, site: Path) -> None:
        (site / "briefs/notes.md").touch()
        assert run("check").exit_code == 0
        assert run("check", "--strict").exit_code == 1

    def test_unused(self, site: Path) -> None:
        result = run("check", "--unused")
        assert result.exit_code == 0
        assert "[unused-alias]" in result.stdout

    def test_json_is_all_there_is(self, site: Path) -> None:
        assert json.loads(run("check", "--format", "json").stdout) == {"version": 1, "findings": []}
        break_brief(site)
        result = run("check", "--format", "json")
        assert (result.exit_code, result.stderr) == (1, "")
        (finding,) = json.loads(result.stdout)["findings"]
        assert (finding["rule"], finding["path"]) == ("unknown-key", "briefs/example.yml")

    def test_settings_are_checked_too(self, site: Path) -> None:
        path = site / "mkdocs.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("use_directory_urls: false", ""), encoding="utf-8")
        assert "[directory-urls]" in run("check").stdout

    def test_tells_what_the_build_will_ask_about_and_fails_for_nothing_of_it(self, site: Path) -> None:
        assert "will ask" not in run("check").stderr
        (site / "hook.py").write_text("")
        with (site / "mkdocs.yml").open("a") as settings:
            settings.write("hooks: [hook.py]\n")
        result = run("check")
        assert result.exit_code == 0
        assert "`mujaz build` will ask before it runs code that mkdocs.yml brings: `hooks: hook.py`\n" in result.stderr

    def test_tells_of_a_link_where_the_site_would_be_written(self, site: Path) -> None:
        (site / "site").symlink_to(site.parent)
        result = run("check")
        assert result.exit_code == 1
        assert "site:1:1: error: a symbolic link [symbolic-link]" in result.stdout

    @pytest.mark.parametrize("options", [(), ("-C", ".")])
    def test_says_that_settings_are_no_plain_file(self, site: Path, options: tuple[str, ...]) -> None:
        (site / "mkdocs.yml").unlink()
        os.mkfifo(site / "mkdocs.yml")
        refused(run("check", *options), "mkdocs.yml is not a plain file", "put a file of its own in its place")


class TestGenerate:
    def test_writes_and_then_has_nothing_to_do(self, site: Path) -> None:
        result = run("generate")
        assert (result.exit_code, result.stdout) == (0, "no findings\n")
        assert (site / "docs/ar/briefs/example.md").is_file()
        assert "unchanged: 0" in result.stderr
        assert "pages written: 0," in run("generate").stderr
        assert run("generate", "--check").exit_code == 0

    def test_check_lists_what_is_stale_and_writes_nothing(self, site: Path) -> None:
        run("generate")
        page = site / "docs/en/briefs/example.md"
        obsolete = site / "docs/en/briefs/gone.md"
        obsolete.write_bytes(page.read_bytes())
        own = written_by_us(site / "docs/en") or frozenset()
        (site / "docs/en" / MANIFEST).write_text(manifest_of({*own, "briefs/gone.md"}), encoding="utf-8")
        page.write_bytes(page.read_bytes() + b"x")
        before = contents(site)
        result = run("generate", "--check")
        assert result.exit_code == 1
        assert "stale: docs/en/briefs/example.md\nobsolete: docs/en/briefs/gone.md\n" in result.stdout
        data = json.loads(run("generate", "--check", "--format", "json").stdout)
        assert data["stale"] == ["docs/en/briefs/example.md"]
        assert data["obsolete"] == ["docs/en/briefs/gone.md"]
        assert contents(site) == before

    def test_errors_leave_everything_as_it_was(self, site: Path) -> None:
        break_brief(site)
        before = contents(site)
        result = run("generate")
        assert result.exit_code == 1
        assert "nothing was written" in result.stderr
        assert contents(site) == before


class TestBuild:
    def test_a_new_site_is_clean(self, site: Path) -> None:
        result = run("build")
        assert result.exit_code == 0
        assert result.stdout == "no findings\nthe site is in site: open site/index.html\n"
        assert (site / "site/ar/briefs/example.html").is_file()
        break_brief(site)
        result = run("build", "--format", "json")
        assert result.exit_code == 1
        data = json.loads(result.stdout)
        assert data["site"] is None
        assert [finding["rule"] for finding in data["findings"]] == ["unknown-key"]
        assert (site / "site/ar/briefs/example.html").is_file()


class TestServe:
    def test_hands_over_the_address(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        called = []
        monkeypatch.setattr("mujaz.cli.serve.serve", lambda root, address, *_: called.append((root, address)))
        assert run("serve", "--address", "0.0.0.0:80").exit_code == 0
        assert called == [(site.resolve(), "0.0.0.0:80")]

    def test_an_address_in_use(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            address = f"127.0.0.1:{other.getsockname()[1]}"
            refused(run("serve", "--address", address), f"cannot listen on {address}: address", "--address")
        refused(run("serve", "--address", "somewhere"), "not a host and a port")


class TestSchema:
    def test_prints_one_or_all(self) -> None:
        every = json.loads(run("schema").stdout)
        assert list(every) == ["seed", "brief", "glossary", "policy", "signoff", "question"]
        assert json.loads(run("schema", "brief").stdout) == every["brief"]
        refused(run("schema", "entity"), "'seed', 'brief', 'glossary'")

    def test_writes_files(self, tmp_path: Path) -> None:
        result = run("schema", "--write", tmp_path / "s")
        assert result.stdout == "".join(f"wrote {name}.json\n" for name in DOCUMENTS)
        assert (tmp_path / "s/brief.json").read_text(encoding="utf-8") == run("schema", "brief").stdout


class TestWriting:
    def test_all_files_or_none(self, tmp_path: Path) -> None:
        with pytest.raises(UnicodeEncodeError):
            write_files(tmp_path, {"a/b.txt": "one", "c.txt": "\ud800"}, replace=False)
        assert contents(tmp_path) == {}

    def test_an_existing_file_stays(self, tmp_path: Path) -> None:
        (tmp_path / "c.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(FileExistsError):
            write_files(tmp_path, {"a.txt": "one", "c.txt": "two"}, replace=False)
        assert contents(tmp_path) == {"c.txt": b"mine"}
        write_files(tmp_path, {"a.txt": "one\r\n", "c.txt": "two"}, replace=True)
        assert contents(tmp_path) == {"a.txt": b"one\r\n", "c.txt": b"two"}


class TestProgress:
    @pytest.mark.parametrize(("terminal", "seconds", "shown"), [(True, 2, True), (True, 0.5, False), (False, 2, False)])
    def test_shows_only_long_work_on_a_terminal(
        self, terminal: bool, seconds: float, shown: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stderr", stream)
        clock = iter([0.0, *([seconds] * 1000)])
        monkeypatch.setattr("mujaz.cli.progress.time", type("Clock", (), {"monotonic": lambda: next(clock)}))
        with ProgressBar() as progress:
            progress("reading", 1, 2)
            progress("reading", 2, 2)
        assert ("reading" in stream.getvalue()) is shown
