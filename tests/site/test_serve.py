"""`mujaz serve`: when it builds again, what survives, what the terminal says; content and builds are made up."""

from __future__ import annotations

import errno
import http.client
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from watchdog.observers import Observer

from mujaz.settings.config import read_config
from mujaz.site.changes import LATEST, QUIET, Changes
from mujaz.site.serve import Rebuilt, serve
from mujaz.site.watch import Watcher, sources
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


class Scripted:
    """A clock that stands still but for waiting, and changes that come at given times."""

    def __init__(self, *times: float) -> None:
        self.now = 0.0
        self.times = list(times)
        self.changes = Changes(clock=lambda: self.now, pause=self.pause)

    def pause(self, seconds: float) -> None:
        if self.times and self.times[0] <= self.now + seconds:
            self.now = self.times.pop(0)
            self.changes.note()
        else:
            self.now += seconds


class TestBursts:
    def test_one_change_is_answered_when_it_stays_alone(self) -> None:
        script = Scripted(3.0)
        script.changes.wait()
        assert script.now == pytest.approx(3.0 + QUIET)

    def test_a_burst_is_one_change(self) -> None:
        script = Scripted(3.0, 3.02, 3.06, 3.1)
        script.changes.wait()
        assert script.now == pytest.approx(3.1 + QUIET)
        assert not script.changes.pending

    def test_a_burst_without_end_is_answered_all_the_same(self) -> None:
        script = Scripted(*(number / 50 for number in range(100)))
        script.changes.wait()
        assert script.now == pytest.approx(LATEST, abs=0.03)

    def test_changes_while_one_is_answered_lead_to_one_more(self) -> None:
        script = Scripted(0.0)
        script.changes.wait()
        for _ in range(5):  # the site is being built
            script.now += 1
            script.changes.note()
        before = script.now
        script.changes.wait()
        assert script.now == pytest.approx(before + QUIET)
        assert not script.changes.pending


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


class TestWatcher:
    @pytest.fixture
    def seen(self, root: Path) -> Iterator[Callable[[Callable[[], object]], None]]:
        """Does something, and waits until it is noticed."""
        noticed = threading.Event()
        with Watcher(root, noticed.set) as watcher:

            def notice(change: Callable[[], object]) -> None:
                watcher.refresh()
                noticed.clear()
                change()
                assert noticed.wait(20)

            yield notice

    def test_files_and_folders_that_come_and_go(self, root: Path, seen: Callable[[Callable[[], object]], None]) -> None:
        brief = root / "briefs/2024/a.yml"
        seen(brief.parent.mkdir)
        seen(lambda: brief.write_text("title: a"))
        seen(lambda: brief.rename(root / "briefs/b.yml"))
        seen((root / "briefs/b.yml").unlink)
        seen(lambda: (root / "mkdocs.yml").write_text(SETTINGS + "theme: {custom_dir: ours}\n"))
        seen((root / "ours").mkdir)
        seen(lambda: (root / "ours/main.html").write_text("{}"))

    def test_a_folder_that_is_put_in_the_place_of_another(
        self, root: Path, seen: Callable[[Callable[[], object]], None]
    ) -> None:
        seen(lambda: (root / "briefs").rename(root / "aside"))
        seen((root / "briefs").mkdir)
        seen(lambda: (root / "briefs/a.yml").write_text("title: a"))
        seen(lambda: (root / "docs/guide").rename(root / "docs/manual"))
        seen(lambda: (root / "docs/manual/a.md").write_text("# a"))
        seen((root / "docs/guide").mkdir)
        seen(lambda: (root / "docs/guide/a.md").write_text("# a"))
        seen(lambda: (root / "docs/index.md").write_text("# a"))

    def test_a_system_that_watches_no_more_folders(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Full(Observer):  # type: ignore[misc, valid-type]  # which class it is depends on the system
            def schedule(self, *args: object, **options: object) -> None:
                raise OSError(errno.ENOSPC, "no space left on device")

        monkeypatch.setattr("mujaz.site.watch.Observer", Full)
        noticed = threading.Event()
        with Watcher(root, noticed.set) as watcher:
            watcher.refresh()
            (root / "briefs/a.yml").write_text("title: a")
            assert noticed.wait(20)

    def test_what_is_written_and_what_is_read_is_not_noticed(self, root: Path) -> None:
        (root / "briefs/a.yml").write_text("title: a")
        noticed: list[str] = []
        told = threading.Event()

        def changed() -> None:
            noticed.append("changed")
            told.set()

        with Watcher(root, changed) as watcher:
            watcher.refresh()
            (root / "docs/ar/a.md").write_text("# a")
            (root / "docs/ar/a.md").rename(root / "docs/ar/b.md")
            (root / "briefs/.a.yml.swp").write_text("title")
            (root / "briefs/a.yml").read_text()
            (root / "site/index.html").write_text("new")
            list((root / "briefs").iterdir())
            (root / "briefs/z").mkdir()  # events come in their order: before this one, none of the others has counted
            assert told.wait(20)
        assert noticed == ["changed"]


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
