"""`mujaz serve`: when it builds again, what survives, what the terminal says; content and builds are made up."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mujaz.server.polling import is_needed
from mujaz.server.serve import Rebuilt, serve
from mujaz.server.watch import Watcher, sources
from mujaz.settings.config import read_config
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source

ANY_PORT = "127.0.0.1:0"
SETTINGS = "use_directory_urls: false\nextra: {alternate: [{lang: ar}, {lang: en}]}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site as far as watching is concerned, built once before."""
    for name in ("seeds", "briefs", "docs/ar", "docs/guide", "site"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    (tmp_path / "site/index.html").write_text("<body>before</body>")
    return tmp_path


def finding(rule: str = "unknown-key") -> Diagnostic:
    source = Source("briefs/a.yml", "title: a\nعنوان: b\n")
    return rules.RULES[rule].at(source.span(9, 14), "a brief has no key `عنوان`", "leave it out")


class TestSources:
    @pytest.mark.parametrize(
        ("path", "concerned"),
        [
            ("mkdocs.yml", True),
            ("briefs", True),
            ("briefs/2024/a.yml", True),
            ("seeds/a/record.yml", True),
            ("docs/index.md", True),
            ("docs/arabic/index.md", True),
            ("theme/main.html", True),
            ("../shared/words.md", True),
            ("docs/ar/briefs/a.md", False),
            ("docs/en", False),
            ("site/index.html", False),
            (".cache/mujaz/memo", False),
            ("README.md", False),
            ("mkdocs.yml~", False),
            ("briefs/.a.yml.swp", False),
            ("briefs/a.yml~", False),
            ("briefs/#a.yml#", False),
            ("briefs/4913", False),
            ("briefs/a.yml___jb_tmp___", False),
            ("docs/.git/index", False),
        ],
    )
    def test_what_is_read_concerns_the_site(self, tmp_path: Path, path: str, concerned: bool) -> None:
        text = SETTINGS + "theme: {name: material, custom_dir: theme}\nwatch: [../shared]\n"
        root = tmp_path / "site"
        made_from = sources(root, read_config(Source("mkdocs.yml", text))[0])
        absolute = tmp_path / path[3:] if path.startswith("../") else root / path
        assert made_from.concern(absolute) is concerned


class Seen:
    """A watcher, and whether it ends its waiting."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.watcher = Watcher(root)

    def __call__(self, *changes: Callable[[], object]) -> None:
        """These changes are noticed, as one burst."""
        self.watcher.refresh()
        waiting = threading.Thread(target=self.watcher.wait, daemon=True)
        waiting.start()
        for change in changes:
            change()
        waiting.join(20)
        assert not waiting.is_alive()

    def never(self, *changes: Callable[[], object], seconds: float = 0.3) -> None:
        """None of these changes is noticed; the one that then ends the waiting is."""
        self.watcher.refresh()
        waiting = threading.Thread(target=self.watcher.wait, daemon=True)
        waiting.start()
        for change in changes:
            change()
        waiting.join(seconds)
        assert waiting.is_alive()
        (self.root / "briefs/z.yml").write_text("title: z")
        waiting.join(20)
        assert not waiting.is_alive()


@pytest.fixture(params=["told by the system", "by looking again and again"])
def seen(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "disable" if request.param.startswith("told") else "yes")
    monkeypatch.setattr("mujaz.server.polling.PERIOD", 0.02)
    made = Seen(root)
    with made.watcher:
        yield made


class TestWatcher:
    def test_files_and_folders_that_come_and_go(self, root: Path, seen: Seen) -> None:
        brief = root / "briefs/2024/a.yml"
        seen(brief.parent.mkdir)
        seen(lambda: brief.write_text("title: a"))
        seen(lambda: brief.rename(root / "briefs/b.yml"))
        seen((root / "briefs/b.yml").unlink)
        seen(lambda: (root / "mkdocs.yml").write_text(SETTINGS + "theme: {custom_dir: ours}\n"))
        seen((root / "ours").mkdir)
        seen(lambda: (root / "ours/main.html").write_text("{}"))

    def test_a_folder_that_is_put_in_the_place_of_another(self, root: Path, seen: Seen) -> None:
        seen(lambda: (root / "briefs").rename(root / "aside"))
        seen((root / "briefs").mkdir)
        seen(lambda: (root / "briefs/a.yml").write_text("title: a"))
        seen(lambda: (root / "docs/guide").rename(root / "docs/manual"))
        seen(lambda: (root / "docs/manual/a.md").write_text("# a"))
        seen((root / "docs/guide").mkdir)
        seen(lambda: (root / "docs/guide/a.md").write_text("# a"))
        seen(lambda: (root / "docs/index.md").write_text("# a"))

    def test_a_tree_that_is_moved_in_is_followed_to_its_leaves(self, root: Path, seen: Seen) -> None:
        (root / "elsewhere/deep/deeper").mkdir(parents=True)
        seen(lambda: (root / "elsewhere").rename(root / "briefs/moved"))
        seen(lambda: (root / "briefs/moved/deep/deeper/a.yml").write_text("title: a"))

    @pytest.mark.parametrize("way", ["in place", "renamed over it", "the old one aside first", "removed and made anew"])
    def test_the_ways_in_which_editors_save(self, root: Path, seen: Seen, way: str) -> None:
        brief, beside = root / "briefs/a.yml", root / "briefs/.a.yml.tmp"
        for text in ("title: a", "title: another", "title: the third one"):

            def save(text: str = text) -> None:
                if way == "renamed over it":
                    beside.write_text(text)
                    beside.replace(brief)
                    return
                if way == "the old one aside first" and brief.exists():
                    brief.replace(root / "briefs/a.yml~")
                if way == "removed and made anew":
                    brief.unlink(missing_ok=True)
                brief.write_text(text)

            seen(save)

    def test_what_is_written_and_what_is_read_is_not_noticed(self, root: Path, seen: Seen) -> None:
        (root / "briefs/a.yml").write_text("title: a")
        (root / "docs/ar/below").mkdir()
        seen.never(
            lambda: (root / "docs/ar/a.md").write_text("# a"),
            lambda: (root / "docs/ar/a.md").rename(root / "docs/ar/b.md"),
            lambda: (root / "docs/ar/below/b.md").write_text("# a"),
            lambda: (root / "docs/en").mkdir(),
            lambda: (root / "briefs/.a.yml.swp").write_text("title"),
            lambda: (root / "briefs/.git").mkdir(),
            (root / "briefs/a.yml").read_text,
            lambda: (root / "site/index.html").write_text("new"),
            lambda: list((root / "briefs").iterdir()),
        )

    def test_links_are_not_followed(self, root: Path, seen: Seen) -> None:
        outside = root / "outside"
        outside.mkdir()
        (root / "briefs/out").symlink_to(outside, target_is_directory=True)
        (root / "briefs/all").symlink_to("/", target_is_directory=True)
        (root / "briefs/circle").symlink_to(".", target_is_directory=True)
        (root / "briefs/.#a.yml").symlink_to("somebody@machine:1")  # as Emacs locks a file
        seen.never(lambda: (outside / "a.yml").write_text("title: a"))

    def test_a_burst_is_one_change(self, root: Path, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("mujaz.server.watch.QUIET", 300)  # a machine may be busy
        monkeypatch.setattr("mujaz.server.watch.LATEST", 10_000)
        seen(*(lambda number=number: (root / f"briefs/{number}.yml").write_text("title: a") for number in range(40)))
        seen.never(seconds=1.0)

    def test_a_burst_without_end_is_answered_all_the_same(self, root: Path, seen: Seen) -> None:
        ended = time.monotonic() + 15

        def go_on() -> None:
            number = 0
            while not done.is_set() and time.monotonic() < ended:
                (root / f"briefs/{number}.yml").write_text("title: a")
                number += 1
                done.wait(0.01)

        done = threading.Event()
        going_on = threading.Thread(target=go_on)
        seen(going_on.start)
        assert time.monotonic() < ended
        done.set()
        going_on.join()

    def test_others_that_write_without_end_do_not_keep_it_from_beginning(self, root: Path, seen: Seen) -> None:
        done = threading.Event()

        def write() -> None:
            while not done.wait(0.01):
                (root / "server.log").write_text(str(time.monotonic()))

        writing = threading.Thread(target=write)
        writing.start()
        began = time.monotonic()
        seen.watcher.refresh()
        assert time.monotonic() - began < 15
        seen(lambda: (root / "briefs/a.yml").write_text("title: a"))
        done.set()
        writing.join()

    def test_names_that_are_not_utf_8_are_noticed_and_end_nothing(self, root: Path, seen: Seen) -> None:
        named = os.fsdecode(b"\xff\xfe")
        (root / f"briefs/{named}").mkdir()
        seen(lambda: (root / f"briefs/{named}.yml").write_text("title: a"))
        seen((root / "briefs/below").mkdir)
        seen(lambda: (root / "briefs/below/a.yml").write_text("title: a"))

    def test_folders_that_come_and_go_while_they_are_listed(
        self, root: Path, seen: Seen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wanted, numbers = seen.watcher._wanted, count()

        def another() -> frozenset[Path]:
            folder = root / f"briefs/{next(numbers)}"
            folder.mkdir()
            found = wanted()
            folder.rmdir()
            return found

        monkeypatch.setattr(seen.watcher, "_wanted", another)
        seen(lambda: (root / "briefs/a.yml").write_text("title: a"))

    @pytest.mark.parametrize("fault", [OSError("OS file watch limit reached"), RuntimeError("too many open files")])
    def test_a_system_that_watches_no_more_folders(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
    ) -> None:
        def limited(*paths: Path, **options: object) -> Iterator[object]:
            assert not options["ignore_permission_denied"], "watchfiles says nothing of limits then"
            raise fault
            yield

        monkeypatch.setattr("mujaz.server.watch.watch", limited)
        seen = Seen(root)
        with seen.watcher:
            seen(lambda: (root / "briefs/a.yml").write_text("title: a"))


@pytest.mark.parametrize(
    ("folder", "release", "setting", "needed"),
    [
        ("/home/a/desk", "6.1.0-18-amd64", None, False),
        ("/home/a/desk", "5.15.153.1-microsoft-standard-WSL2", None, False),
        ("/mnt/c/desk", "5.15.153.1-microsoft-standard-WSL2", None, True),
        ("/mnt/c/desk", "4.4.0-22621-Microsoft", None, True),
        ("/mnt/disk/desk", "6.1.0-18-amd64", None, False),
        ("/mntc/desk", "5.15.153.1-microsoft-standard-WSL2", None, False),
        ("/home/a/desk", "6.1.0-18-amd64", "", False),
        ("/home/a/desk", "6.1.0-18-amd64", "1", True),
        ("/home/a/desk", "6.1.0-18-amd64", "false", False),
        ("/mnt/c/desk", "5.15.153.1-microsoft-standard-WSL2", "Disabled", False),
    ],
)
def test_where_the_system_is_known_to_tell_nothing(
    monkeypatch: pytest.MonkeyPatch, folder: str, release: str, setting: str | None, needed: bool
) -> None:
    monkeypatch.setattr("platform.release", lambda: release)
    monkeypatch.delenv("WATCHFILES_FORCE_POLLING", raising=False)
    if setting is not None:
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", setting)
    assert is_needed(Path(folder)) is needed


def page(url: str) -> str:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", parts.path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def news(url: str) -> dict[str, object]:
    """The last news, as a page that knows nothing gets it."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request("GET", "/.mujaz/events?mark=")
    answer = connection.getresponse()
    while not (line := answer.readline().decode()).startswith("data: "):
        assert line
    answer.close()
    connection.close()
    return json.loads(line.removeprefix("data: "))  # type: ignore[no-any-return]


class TestServe:
    def run(
        self, root: Path, capsys: pytest.CaptureFixture[str], *steps: Callable[[str], Rebuilt]
    ) -> tuple[list[str], str]:
        """Serve with builds that do one step after the other, and then end as by Ctrl-C.

        Each step is given the site's address. Returned are the lines of the terminal, without times, and the address.
        """
        said: list[str] = []
        left = list(steps)
        url = ""

        def rebuild() -> Rebuilt:
            nonlocal url
            said.extend(capsys.readouterr().out.splitlines())
            url = said[0].split()[5].rstrip(";")
            if not left:
                raise KeyboardInterrupt
            return left.pop(0)(url)

        serve(root, ANY_PORT, rebuild)
        return [line if not line[:2].isdigit() else line[9:].rpartition(" (")[0] for line in said[1:]], url

    def change(self, root: Path, name: str = "a") -> None:
        (root / f"briefs/{name}.yml").write_text("title: a")

    def test_builds_at_once_and_after_each_change(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        def first(url: str) -> Rebuilt:
            assert "before" in page(url)
            (root / "site/index.html").write_text("<body>after</body>")
            for name in "abcdef":  # all of them together: one more build
                self.change(root, name)
            return Rebuilt(root / "site", (), "7 pages written")

        def second(url: str) -> Rebuilt:
            assert "after" in page(url)
            assert news(url)["good"]
            self.change(root, "z")
            return Rebuilt(root / "site", (), "1 page written")

        said, url = self.run(root, capsys, first, second)
        assert said == ["7 pages written", "1 page written"]
        with pytest.raises(ConnectionRefusedError):
            page(url)

    def test_findings_leave_the_last_page_and_are_shown(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        def bad(url: str) -> Rebuilt:
            self.change(root)
            return Rebuilt(None, (finding(),), "")

        def look(url: str) -> Rebuilt:
            assert "before" in page(url)
            told = news(url)
            assert told["good"] is False
            assert told["headline"] == "1 error; the last good page stays"
            assert told["findings"] == [
                {
                    "place": "briefs/a.yml:2:1",
                    "excerpt": "عنوان: b",
                    "severity": "error",
                    "rule": "unknown-key",
                    "message": "a brief has no key `عنوان`",
                    "help": "leave it out",
                    "related": [],
                }
            ]
            self.change(root)
            return Rebuilt(root / "site", (), "1 page written")

        said, _ = self.run(root, capsys, bad, look)
        assert said == [
            "briefs/a.yml:2:1: error: a brief has no key `عنوان` [unknown-key]",
            "  | عنوان: b",
            "  help: leave it out",
            "",
            "1 error; the last good page stays",
            "1 page written",
        ]

    @pytest.mark.parametrize("problem", [ValueError("no\x1b such\nthing"), SystemExit("no\x1b such\nthing")])
    def test_what_a_build_raises_ends_nothing(
        self, root: Path, capsys: pytest.CaptureFixture[str], problem: BaseException
    ) -> None:
        def broken(url: str) -> Rebuilt:
            self.change(root)
            raise problem

        def look(url: str) -> Rebuilt:
            assert "before" in page(url)
            assert news(url)["good"] is False
            self.change(root)
            return Rebuilt(root / "site", (), "1 page written")

        said, _ = self.run(root, capsys, broken, look)
        name = type(problem).__name__
        assert said == [f"internal error: {name}: no<U+001B> such thing; the last good page stays", "1 page written"]

    def test_a_site_below_a_path_and_not_built_yet(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "site").rename(root / "elsewhere")
        (root / "mkdocs.yml").write_text(SETTINGS + "site_url: https://desk.example/briefs/\n")

        def first(url: str) -> Rebuilt:
            assert urlsplit(url).path == "/briefs/"
            assert "has not been built yet" in page(url)
            self.change(root)
            return Rebuilt(root / "elsewhere", (), "")

        def second(url: str) -> Rebuilt:
            assert "before" in page(url)
            raise KeyboardInterrupt

        self.run(root, capsys, first, second)
