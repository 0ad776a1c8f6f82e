"""Names of files and words of content in terminals and logs: shown, and obeyed by neither."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from desk import PUBLISHED, Desk
from mujaz.report.json import dumps
from mujaz.review.formats import FORMATS
from mujaz.text.filenames import alike, hidden_in, problem_of
from mujaz.text.visible import inert, visible, visible_line
from thorough import of_these

# What a terminal obeys, and what a runner of GitHub or Azure Pipelines takes for a command.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066\u2067]|##\[|^\s*::", re.MULTILINE)

NAMES = {
    "escape": b"a\x1b[31mb",
    "bell": b"a\x07b",
    "carriage return": b"a\rb",
    "backspace": b"a\x08b",
    "delete": b"a\x7fb",
    "C1 control": "a\x9b31mb".encode(),
    "right-to-left override": "a\u202egpj".encode(),
    "isolate": "a\u2067b".encode(),
    "zero width space": "a\u200bb".encode(),
    "line separator": "a\u2028b".encode(),
    "command behind a newline": b"a\n::error file=x::b",
    "command": b"::error file=x::b",
    "command of old runners": b"##[add-mask]b",
    "not UTF-8": b"\xff\xfeb",
    "Windows-1256": "موجز".encode("cp1256"),
    "half of a character": b"a\xd8",
}


KINDS = of_these(NAMES, ["command behind a newline", "not UTF-8"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.commit("Begin")
    return made


def create(root: Path, path: bytes, text: str = "title: x\n") -> None:
    place = os.path.join(os.fsencode(root), path)  # noqa: PTH118  (the name is no text)
    os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
    with open(place, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(text)


def harmless(result: Result, *, of: object = "") -> None:
    """Nothing of the output is obeyed, and the verb did not break down."""
    found = _OBEYED.search(result.output)
    assert found is None, (of, found, result.output[max(0, found.start() - 60) : found.end() + 60])
    assert "internal error" not in result.output, of
    assert result.exit_code in (0, 1, 2)


VERBS: tuple[tuple[str, ...], ...] = (
    ("check",),
    ("check", "--format", "json"),
    ("generate",),
    ("generate", "--check"),
    ("fmt", "--check"),
    ("fmt", "--diff"),
    ("due",),
    ("build", "--publish"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_shown_and_not_obeyed(kind: str, desk: Desk) -> None:
    for folder, ending in ((b"briefs", b".yml"), (b"seeds", b".txt"), (b"briefs", b".other"), (b"docs/en", b".md")):
        create(desk.root, folder + b"/" + NAMES[kind] + ending)
    for verb in VERBS:
        harmless(desk.mujaz(*verb), of=verb)
    found = {item["rule"] for item in json.loads(desk.mujaz("check", "--format", "json").stdout)["findings"]}
    assert found & {"unportable-name", "invalid-id"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_in_a_change_is_shown_and_not_obeyed(kind: str, desk: Desk) -> None:
    create(desk.root, b"briefs/" + NAMES[kind] + b".yml")
    create(desk.root, b"seeds/" + NAMES[kind] + b".txt")
    desk.commit("A change")
    for format in FORMATS:
        result = desk.mujaz("review", "HEAD~1", "--format", format)
        assert "internal error" not in result.output, format
        if format != "github":  # which writes commands, each with its text escaped
            harmless(result, of=format)
        else:
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.output)
            assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in result.output.splitlines())


TITLES = [
    "##[add-mask]secret",
    "x ##[error]y",
    "::set-output name=x::y",
    "::add-mask::secret",
    "::stop-commands::x",
    "##vso[task.setvariable variable=x]y",
    "##[group]",
    "%0A::error::x",
    "::error file=mkdocs.yml,line=1::x",
    "##[section]::debug::x",
]


@pytest.mark.parametrize("title", of_these(TITLES, TITLES[:1]))
def test_a_title_is_no_command(title: str, desk: Desk) -> None:
    desk.write("briefs/second.yml", PUBLISHED.replace("A station opens", json.dumps(title)) + "titel: x\n")
    desk.write(
        "briefs/third.yml", f"language: en\ntitle: x\nseeds: [line]\nsummary: |\n  ::error::x {title}\n  ::x::\n"
    )
    desk.commit("A change")
    for verb in VERBS:
        harmless(desk.mujaz(*verb), of=verb)
    harmless(desk.mujaz("trace", "third"))
    for format in FORMATS:
        if format != "github":
            harmless(desk.mujaz("review", "HEAD~1", "--format", format), of=format)


@given(st.text())
def test_what_is_visible_is_one_line_that_nothing_obeys(text: str) -> None:
    for shown in (visible(text), visible_line(text)):
        assert len(shown.splitlines()) <= 1
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|##\[", shown)
    assert not visible_line(text).lstrip().startswith("::")


@given(st.text(alphabet=st.sampled_from("#[:\n a\x1b")))
def test_what_is_inert_has_the_same_lines_and_no_command(text: str) -> None:
    shown = inert(text)
    assert len(shown.splitlines()) == len(text.splitlines())
    assert not re.search(r"##\[|^[ \t]*::", shown, re.MULTILINE)


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_that_nothing_obeys_says_the_same(data: object) -> None:
    written = dumps(data)
    assert json.loads(written) == data
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|##\[", written)


def test_words_in_the_languages_of_desks_stay_as_they_are() -> None:
    for text in ("الخط سينقل ألف مسافر", "می‌خواهم", "Größe, naïve — ok", "C# [x] # [y] a::b", "日本語", "👩‍🚀"[0]):
        assert visible(text) == visible_line(text) == inert(text) == text
        assert text in dumps({"title": text}) or "\u200c" in text


DEVICES = ["con", "nul", "aux", "prn", "com1", "lpt9", "COM0", "Con.yml", "aux.tar.gz", "conin$"]


@pytest.mark.parametrize("name", DEVICES)
def test_names_of_devices(name: str) -> None:
    assert problem_of(name) == "is the name of a device on Windows"


@pytest.mark.parametrize("name", ["console", "null", "auxiliary", "com", "com10", "a.con", "con-1", "لون", "lpt"])
def test_names_like_those_of_devices(name: str) -> None:
    assert problem_of(name) == ""


def test_paths_that_systems_take_for_the_same() -> None:
    assert alike("Page.md") == alike("page.md")
    assert alike("caf\u00e9.md") == alike("cafe\u0301.md")
    assert alike("a.md") != alike("b.md")
    assert hidden_in("طريقة العمل.md") == ""
