"""An offline edition is whole, says what changed, and is the same from the same content."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
import signal
import stat
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from literate import default_files, write_site
from mujaz.cli import main
from mujaz.site.archive import files_of, unportable, write_zip
from mujaz.site.edition import BriefState, Change, Contents, Manifest, before_by_default, change_list, write_manifest
from mujaz.site.offline import read_edition
from mujaz.site.visible import read_file
from thorough import of_these, thorough

DAY = datetime.date(2024, 3, 12)
BRIEF = "briefs/opening.yml"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The site of the cases, with a front page and dates."""
    files = default_files()
    files["docs/index.md"] = "# Cases\n"
    files["mkdocs.yml"] = "site_url: https://example.org/desk/\nrepo_url: https://example.org/r\n" + files["mkdocs.yml"]
    files[BRIEF] += "status: published\npublished: 2024-03-11\nupdated: 2024-03-12\n"
    write_site(tmp_path, {name: text.encode() for name, text in files.items()})
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(desk: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["build", "--offline", "-C", str(desk), *options], standalone_mode=True)


def build(desk: Path, *options: str) -> dict[str, object]:
    """Build an edition without a finding, and say what was written."""
    result = run(desk, "--format", "json", *options)
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["findings"] == []
    return data["edition"]


def changed(folder: Path) -> list[tuple[str, str]]:
    """The marks and titles of what the start page says has changed."""
    page = etree.HTML((folder / "index.html").read_bytes())
    [heading] = [h for h in page.iter("h2") if "".join(h.itertext()).startswith("Changed since")] or [None]
    if heading is None:
        return []
    items = heading.getnext().iter("li")
    return [
        (item.find(".//span[@class='mark']").get("data-mark"), "".join(item.xpath("(a|span)//text()")))
        for item in items
    ]


def test_the_edition_is_a_folder_and_the_same_packed(desk: Path) -> None:
    edition = build(desk)
    folder, archive = desk / "offline/cases-2024-03-12-preview", desk / "offline/cases-2024-03-12-preview.zip"
    assert (edition["folder"], edition["archive"]) == (str(folder), str(archive))
    assert {path.name for path in folder.iterdir()} == {"index.html", "edition.json", "site"}
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert names == sorted(names)
        inside = {name: hashlib.sha256(packed.read(name)).hexdigest() for name in names}
        assert {entry.date_time for entry in packed.infolist()} == {(2024, 3, 12, 0, 0, 0)}
        assert {stat.filemode(entry.external_attr >> 16) for entry in packed.infolist()} == {"-rw-r--r--"}
    assert inside == {f"cases-2024-03-12-preview/{name}": digest for name, digest in files_of(folder).items()}
    manifest = read_edition(archive)
    assert manifest.files == {name: digest for name, digest in files_of(folder).items() if name != "edition.json"}
    assert (desk / "offline/SHA256SUMS").read_text() == f"{edition['sha256']}  cases-2024-03-12-preview.zip\n"
    assert edition["sha256"] == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert edition["bytes"] == archive.stat().st_size


def test_nothing_in_it_is_for_a_server_and_the_usual_site_stays(desk: Path) -> None:
    (desk / "site").mkdir()
    (desk / "site/index.html").write_text("the last one")
    build(desk)
    site = desk / "offline/cases-2024-03-12-preview/site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert "en/briefs/opening.html" in files
    assert not {
        name
        for name in files
        if name.startswith(("sitemap", "404", "worker")) or name.endswith((".map", ".webmanifest"))
    }
    for name in files:
        if name.endswith(".html"):
            html = (site / name).read_text(encoding="utf-8")
            assert "example.org" not in html
            assert 'rel="canonical"' not in html
    assert [path.name for path in (desk / "site").iterdir()] == ["index.html"]


def test_the_same_content_gives_the_same_bytes(desk: Path) -> None:
    first = build(desk)
    assert build(desk) == first
    edit(desk / BRIEF, "A station opens", "A station opened")
    second = build(desk)
    assert second["sha256"] != first["sha256"]
    assert (second["since"], second["changed"]) == ("2024-03-12-preview", 1)
    for path in (desk / "docs").rglob("*"):
        os.utime(path, (0, 0))
    assert build(desk) == second


@thorough
def test_the_start_page_says_what_changed_since_the_newest_edition(desk: Path) -> None:
    build(desk, "--edition-date", "2024-03-10")
    assert changed(desk / "offline/cases-2024-03-10-preview") == []
    (desk / "briefs/second.yml").write_text(
        "language: en\ntitle: A line closes\nseeds: [line]\n".replace("[line]", "\n  - line")
    )
    edit(desk / BRIEF, "a thousand passengers", "1,000 passengers")
    assert build(desk)["since"] == "2024-03-10-preview"
    assert changed(desk / "offline/cases-2024-03-12-preview") == [
        ("new", "A line closes"),
        ("changed", "A station opens"),
    ]
    (desk / "briefs/second.yml").unlink()
    edit(
        desk / BRIEF,
        "status: published",
        "status: corrected\ncorrections:\n  - date: 2024-03-14\n    severity: minor\n    text: It was 900.",
    )
    edition = build(desk)
    assert Path(str(edition["folder"])).name == "cases-2024-03-14-preview"
    assert changed(desk / "offline/cases-2024-03-14-preview") == [
        ("corrected", "A station opens"),
        ("removed", "A line closes"),
    ]
    assert len((desk / "offline/SHA256SUMS").read_text().splitlines()) == 3


def test_what_is_no_part_of_the_content_changes_no_brief(desk: Path) -> None:
    build(desk, "--edition-date", "2024-03-10")
    edit(desk / BRIEF, "language: en", "# written by hand\n\nlanguage: en")
    edit(desk / "mkdocs.yml", "site_name: Cases", "site_name: Cases\nsite_description: All of them")
    edition = build(desk)
    assert (edition["since"], edition["changed"]) == ("2024-03-10-preview", 0)
    page = (desk / "offline/cases-2024-03-12-preview/index.html").read_text(encoding="utf-8")
    assert "Nothing has changed since the edition of 10 March 2024 (preview)." in page


@pytest.mark.parametrize("form", of_these(["", ".zip", "/edition.json"], [".zip"]))
def test_the_edition_before_can_be_named(desk: Path, tmp_path_factory: pytest.TempPathFactory, form: str) -> None:
    build(desk, "--edition", "spring")
    kept = tmp_path_factory.mktemp("library") / "offline"
    (desk / "offline").rename(kept)
    edit(desk / BRIEF, "A station opens", "A station opened")
    edition = build(desk, "--since", f"{kept}/cases-spring-preview{form}")
    assert edition["since"] == "spring-preview"
    assert changed(desk / "offline/cases-2024-03-12-preview") == [("changed", "A station opened")]
    page = (desk / "offline/cases-2024-03-12-preview/index.html").read_text(encoding="utf-8")
    assert "Changed since the edition of spring, 12 March 2024 (preview)" in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--edition", "a/b"], "cannot be part of a file's name"),
        (["--edition", "con."], "cannot be part of a file's name"),
        (["--edition-date", "March"], "is not a day"),
        (["--since", "mkdocs.yml"], "not the manifest of an edition"),
        (["--since", "docs"], "there is no edition.json"),
    ],
)
def test_what_cannot_be_done_is_refused(
    desk: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    monkeypatch.chdir(desk)
    result = run(desk, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (desk / "offline").exists()


def test_an_edition_needs_a_date(desk: Path) -> None:
    edit(desk / BRIEF, "status: published\npublished: 2024-03-11\nupdated: 2024-03-12\n", "")
    result = run(desk)
    assert result.exit_code == 2
    assert "no brief says when it was published" in result.stderr
    assert build(desk, "--edition-date", "2024-03-01")["since"] is None


def test_the_options_of_an_edition_need_the_option_offline(desk: Path) -> None:
    result = CliRunner().invoke(main, ["build", "-C", str(desk), "--edition", "spring"], standalone_mode=True)
    assert result.exit_code == 2
    assert "--edition is about an offline edition" in result.stderr


def test_a_finding_leaves_the_last_edition(desk: Path) -> None:
    build(desk)
    before = files_of(desk / "offline")
    (desk / "docs/index.md").write_text('# Cases\n\n<a href="/en/">x</a>\n')
    result = run(desk)
    assert result.exit_code == 1
    assert "[needs-server]" in result.stdout
    assert "the editions in offline/ are as they were" in result.stderr
    assert files_of(desk / "offline") == before


NAME = "cases-2024-03-12-preview"


@pytest.mark.parametrize("name", ["SHA256SUMS", f"{NAME}.zip", f"{NAME}/letters.txt", f"{NAME}/index.html", NAME])
def test_what_mujaz_did_not_write_is_not_replaced(desk: Path, name: str) -> None:
    path = desk / "offline" / name
    path.parent.mkdir(parents=True)
    path.write_text("kept")
    result = run(desk)
    assert result.exit_code == 1
    assert f"offline/{name}:1:1: error: a file that mujaz did not write" in result.stdout
    assert "[foreign-file]" in result.stdout
    assert files_of(desk / "offline").keys() == {name}


def test_a_file_that_was_put_into_an_edition_keeps_it(desk: Path) -> None:
    build(desk)
    (desk / f"offline/{NAME}/letters.txt").write_text("kept")
    before = files_of(desk / "offline")
    result = run(desk)
    assert result.exit_code == 1
    assert f"offline/{NAME}/letters.txt:1:1: error: a file that mujaz did not write" in result.stdout
    assert files_of(desk / "offline") == before


def test_what_else_is_in_the_folder_of_editions_stays_as_it_is(desk: Path) -> None:
    build(desk, "--edition", "spring")
    home = desk / "offline"
    (home / "letters").mkdir()
    (home / "letters/one.txt").write_text("mine")
    (home / "empty").mkdir()
    (home / "link").symlink_to("letters")
    (home / "old.zip").write_bytes(b"an archive from elsewhere")
    before = {name: (home / name).lstat().st_ino for name in ("letters/one.txt", "old.zip", "cases-spring-preview.zip")}
    build(desk)
    assert {name: (home / name).lstat().st_ino for name in before} == before
    assert (home / "empty").is_dir()
    assert (home / "link").readlink() == Path("letters")
    sums = (home / "SHA256SUMS").read_text().split()[1::2]
    assert sums == [f"{NAME}.zip", "cases-spring-preview.zip", "old.zip"]
    assert run(desk, "--edition", "spring").exit_code == 0


@pytest.mark.parametrize(
    "name", ["offline", "offline/cases-2024-03-12-preview", "offline/cases-2024-03-12-preview.zip"]
)
def test_no_symbolic_link_is_followed(desk: Path, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (desk / name).parent.mkdir(exist_ok=True)
    (desk / name).symlink_to(elsewhere)
    result = run(desk)
    assert result.exit_code == 1
    assert f"{name}:1:1: error: a symbolic link" in result.stdout
    assert list(elsewhere.iterdir()) == []


KILLED = """
import os, signal, sys
import mujaz.site.offline as offline
from mujaz.cli import main

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(offline, sys.argv[2], die)
main(["build", "--offline", "-C", sys.argv[1]])
"""


STEPS = ["write_manifest", "write_zip", "checksums", "put_manifest"]


@pytest.mark.parametrize("step", of_these(STEPS, ["write_zip"]))
def test_a_build_that_is_killed_leaves_the_last_edition(desk: Path, step: str) -> None:
    build(desk)
    before = files_of(desk / "offline")
    edit(desk / BRIEF, "A station opens", "A station opened")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(desk), step], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    assert files_of(desk / "offline") == before
    build(desk)
    assert not list(desk.glob(".offline.*"))


# What changed, by the states of one brief before and after.

STATE = BriefState("one", "en", "One", "published", "2024-03-01", None, 0, "a" * 64)


def state(**values: object) -> BriefState:
    return BriefState(**{**{name: getattr(STATE, name) for name in STATE.__slots__}, **values})


def contents(*states: BriefState, name: str = "now", day: datetime.date = DAY) -> Contents:
    return Contents(name, day, states)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([STATE], [STATE], []),
        ([], [STATE], [Change.NEW]),
        ([STATE], [], [Change.REMOVED]),
        ([STATE], [state(sha256="b" * 64)], [Change.CHANGED]),
        ([STATE], [state(updated="2024-03-09")], [Change.CHANGED]),
        ([state(status="in-review")], [STATE], [Change.CHANGED]),
        ([STATE], [state(corrections=1, sha256="b" * 64, status="corrected")], [Change.CORRECTED]),
        ([STATE], [state(corrections=1, status="withdrawn")], [Change.WITHDRAWN]),
        ([], [state(status="withdrawn")], [Change.WITHDRAWN]),
        ([state(status="withdrawn")], [state(status="withdrawn")], []),
        ([state(language="ar")], [STATE], [Change.NEW]),
    ],
)
def test_a_change_is_named_by_the_gravest_thing_that_happened(
    before: list[BriefState], now: list[BriefState], expected: list[Change]
) -> None:
    found = change_list(contents(*now), contents(*before), "en")
    assert [change for change, _ in found] == expected


def test_the_edition_before_is_the_newest_that_is_not_newer() -> None:
    old = contents(STATE, name="old", day=datetime.date(2024, 1, 1))
    later = contents(STATE, name="later", day=datetime.date(2024, 4, 1))
    now = contents(state(sha256="b" * 64))
    known = [Manifest(later, None, {}), Manifest(old, None, {})]
    assert before_by_default(now, known) == old
    assert before_by_default(now, [*known, Manifest(now, old, {})]) == old
    assert before_by_default(now, [Manifest(later, None, {})]) is None


# Names, by what would be wrong with them where.


@pytest.mark.parametrize(
    "name",
    [
        "en/briefs/aux.html",
        "docs/Com1",
        "a/b:c.html",
        "what?.html",
        "a\\b.html",
        "end./x.html",
        "space /x.html",
        "tab\t.html",
        unicodedata.normalize("NFD", "résumé.html"),
        "x" * 140 + "/" + "y" * 20,
        "ش" * 130 + ".html",
    ],
)
def test_a_name_that_some_system_refuses(name: str) -> None:
    assert [fault.rule.name for fault in unportable([name], top="desk")] == ["unportable-name"]


@pytest.mark.parametrize(
    "names",
    [["a/one.html", "A/two.html"], ["x.html", "X.HTML"], ["straße.html", "STRASSE.html"]],
)
def test_names_that_some_system_takes_for_the_same(names: list[str]) -> None:
    [fault] = unportable(names, top="desk")
    assert fault.path == names[1]


def test_names_that_every_system_takes() -> None:
    names = ["index.html", "ar/briefs/console.html", "assets/a.min.js", "طريقة-العمل.html", "a/x.html", "a/y.html"]
    assert list(unportable(names, top="desk")) == []


def test_an_archive_depends_on_its_files_only(tmp_path: Path) -> None:
    digests = set()
    for number, names in enumerate((["b.txt", "a.txt"], ["a.txt", "b.txt"])):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in names:
            (folder / name).write_text(name)
            (folder / name).chmod(0o600 + 0o111 * number)
        write_zip(folder, tmp_path / f"{number}.zip", top="desk", day=datetime.date(1970, 1, 1))
        digests.add((tmp_path / f"{number}.zip").read_bytes())
    assert len(digests) == 1


# A manifest comes from elsewhere.


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"schema": 1}',
        b'{"schema": 1, "contents": {"name": "x", "date": "soon", "briefs": []}, "before": null, "files": {}}',
        b"PK\x05\x06" + bytes(18),
    ],
)
def test_what_is_no_manifest_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "edition.json"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"manifest|archive"):
        read_edition(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_with_any_one_byte_damaged_is_read_or_refused(tmp_path: Path, method: int) -> None:
    packed, path = io.BytesIO(), tmp_path / "edition.zip"
    manifest = write_manifest(Manifest(contents(name="old", day=datetime.date(2024, 1, 1)), None, {}))
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("desk/edition.json", manifest)
    content, refused = packed.getvalue(), 0
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        assert read_file("edition.zip", path.read_bytes()).texts  # the gate reads archives too
        try:
            read_edition(path)
        except ValueError:
            refused += 1
    assert refused > len(content) / 4


def test_titles_of_a_foreign_manifest_are_text(desk: Path, tmp_path: Path) -> None:
    hostile = state(id="../../x", title='<script>alert(1)</script> "{{ 7*7 }}"')
    manifest = Manifest(contents(hostile, name="old", day=datetime.date(2024, 1, 1)), None, {})
    (tmp_path / "old.json").write_text(write_manifest(manifest))
    build(desk, "--since", str(tmp_path / "old.json"))
    page = etree.HTML((desk / "offline/cases-2024-03-12-preview/index.html").read_bytes())
    assert list(page.iter("script")) == []
    assert ("removed", hostile.title) in changed(desk / "offline/cases-2024-03-12-preview")
    assert not [link for link in page.xpath("//a/@href") if ".." in link]
