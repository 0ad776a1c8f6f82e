"""D3: bad input is answered: whatever stands in a file, `check` says what is wrong and where, and ends soon."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import yaml
from click.testing import CliRunner

from literate import default_files, write_site
from mujaz.cli import main
from proof import Proof, Run

_TRIED = 3_000
_FEW = 40
_SECONDS = 10

_BRIEF = """\
language: en
title:
  en: A station opens
  ar: افتتاح محطة
seeds:
  - line
status: published
published: 2024-03-12
tags: [transport]
summary: The line carries a thousand passengers a day[^capacity].
key_points:
  - The station opened on a Sunday[^timetable, p. 3].
entities:
  second:
    type: place
    name: Second station
    coordinates: {latitude: 12.5, longitude: 44}
    relations:
      - {to: sub-keeper, type: operates, from: 2019/..}
mentions:
  - at: {exact: المدير, prefix: وقالت}
    entity: null
notes:
  - id: background
    title: Background
    body: "*Why* it [matters](https://example.org/)."
    entities: [sub-keeper]
claims:
  - id: capacity
    at: وقالت المدير إن الخط سينقل ألف مسافر
    statement: The line will carry a thousand passengers a day.
    speaker: sub-keeper
    confidence: low
    rationale: Nobody else says so.
    sources: [timetable]
timeline:
  - date: 2024-03-10~
    text: The station opens.
    claims: [capacity]
corrections:
  - {date: 2024-03-13, severity: minor, text: A date was wrong.}
"""

_MORE = {
    "briefs/opening.yml": _BRIEF,
    "briefs/reviews/opening.yml": "signoffs:\n  - role: editor\n    by: Editor <editor@example.org>\n"
    f"    at: 2024-03-12T10:40:00Z\n    sha256: {'0' * 64}\n    version: 3\n    criteria: [sourcing, rights]\n",
    "editorial.yml": "roles:\n  editor: Reads it\n"
    "approvals:\n  - roles: [editor]\n    count: 1\n    tags: [transport]\n"
    "severities:\n  unattributed-claim: error\ntrace: 50\nquote_words: 40\n",
    "docs/about.md": "---\ntitle: About\n---\n\n# About {: #about }\n\n"
    'Who [we](en/index.md) are. <b title="x">Bold</b>\n',
    "overrides/main.html": '{% extends "base.html" %}\n{% block announce %}<p>News</p>{% endblock %}\n',
    ".mailmap": "Editor <editor@example.org> <old@example.org>\n",
}
"""Files besides those that every case of `tests/cases` stands on."""

_TOKENS = (
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    ": ",
    "- ",
    "- - - ",
    "? ",
    "? [a]: b",
    "!",
    "!!python/object/apply:os.system [x]",
    "!!binary aGk=",
    "!ENV X",
    "&a ",
    "*a",
    "<<: *a",
    "%YAML 9.9\n---\n",
    "---\n",
    "...\n",
    "'",
    '"',
    "''",
    '""',
    "|\n",
    ">-\n",
    "|9\n",
    "#",
    "\t",
    "~",
    "null",
    "true",
    "yes",
    "NO",
    "12:30",
    "1e999",
    ".inf",
    "-.nan",
    "0x1F",
    "0o17",
    "1" * 400,
    "-0",
    '"\\ud800"',
    '"\\U00110000"',
    '"\\0"',
    '"\\x"',
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2028",
    "\x85",
    "\ufeff",
    "\ufffe",
    "\x1b[31m",
    "\r",
    "\r\n",
    "٢٠٢٣",
    "2023-99-99",
    "9999999999-01-01",
    "2023-02-30",
    "2024/2019",
    "../2024",
    "[^x]",
    "[^a, p. ]",
    "[^a#b#c]",
    "<script>",
    "{{ x }}",
    "{% x %}",
    "](javascript:x)",
    "a" * 3000,
    "م" * 3000,
    "a1-" * 900,
    "a\u0301" * 900,
    "(" * 500,
    "`" * 500,
    "> " * 200,
    "* " * 200,
    "../../etc/passwd",
    "/dev/zero",
    "con",
    "\\",
    "$(x)",
    "::error::",
    "http://[",
    "https://\u202e/",
    "x#y",
)
"""What is put between, or in the place of, the tokens of a file."""

_BYTES = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xf8\x88\x80\x80\x80",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\x1a",
    b"\x7f",
    b"\x80",
    b"\x0c",
    b"\x08",
)
"""No UTF-8, overlong forms, surrogates, what is above Unicode, and control characters."""

_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "cp1256",
    "iso8859-6",
    "utf-7",
    "cp037",
    "latin-1",
)

_VALUES: tuple[Any, ...] = (
    None,
    "",
    " ",
    "x",
    0,
    -1,
    10**40,
    1.5,
    float("inf"),
    True,
    [],
    {},
    [[]],
    [None],
    {"x": "y"},
    {"en": "x"},
)


def _changed_bytes(data: bytes, random: Random) -> bytes:
    at, length = random.randrange(len(data) + 1), random.choice((0, 1, 2, 30))
    new = random.choice((random.choice(_BYTES), bytes([random.randrange(256)]), data[at : at + 200] * 3, b""))
    return data[:at] + new + data[at + length :]


def _cut(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return random.choice((data[:at], data[at:], data[at:] + data[:at], b"", data * 2))


def _encoded(data: bytes, random: Random) -> bytes:
    text = data.decode()
    changed = random.choice(
        (
            text,
            text,
            text.replace("\n", "\r\n"),
            text.replace("\n", "\r"),
            text.replace("\n", "\u2028"),
            "\ufeff" + text,
        )
    )
    return changed.encode(random.choice(_ENCODINGS), "replace")


def _tokens(data: bytes, random: Random) -> bytes:
    lines = data.decode().split("\n")
    for _ in range(random.choice((1, 1, 2, 5))):
        at = random.randrange(len(lines))
        line, token = lines[at], random.choice(_TOKENS)
        key, colon, _ = line.partition(": ")
        lines[at] = random.choice(
            (
                f"{key}{colon}{token}",
                f"{token}{line}",
                f"{line}{token}",
                line.replace("e", token, 1),
                f"  {line}",
                line.lstrip(),
                line.replace(":", ""),
                f"{line}\n{line}",
                "",
                random.choice(lines),
                line.replace(" ", token),
            )
        )
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _structure(data: bytes, random: Random) -> bytes:
    """The tree of a file of YAML with other nodes; of another file, its lines in another order."""
    try:
        tree = yaml.load(data, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        tree = None
    if not isinstance(tree, dict):
        lines = data.splitlines(keepends=True)
        random.shuffle(lines)
        return b"".join(lines)
    for _ in range(random.choice((1, 1, 2, 4))):
        holders = [node for node in _nodes(tree) if isinstance(node, dict | list) and node]
        if not holders:
            break
        holder, other = random.choice(holders), random.choice(holders)
        key = random.choice(list(holder)) if isinstance(holder, dict) else random.randrange(len(holder))
        match random.randrange(6):
            case 0:
                del holder[key]
            case 1:
                holder[key] = random.choice(_VALUES)
            case 2:
                holder[key] = [holder[key]]
            case 3:
                holder[key] = {random.choice(("x", "en", "id", "at", "\u202e", "")): holder[key]}
            case 4 if isinstance(holder, dict):
                holder[random.choice((f"{key}s", "titel", "é", "1", key.upper()))] = holder.pop(key)
            case _:
                holder[key] = deepcopy(other)
    return yaml.dump(tree, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")


def _nodes(tree: Any) -> list[Any]:
    found = [tree]
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        found += _nodes(child)
    return found


_MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _changed_bytes,
    _cut,
    _encoded,
    _tokens,
    _tokens,
    _structure,
    _structure,
)


def _hung(signal_number: int, frame: object) -> None:
    raise TimeoutError(f"no answer in {_SECONDS} s")


def _check(root: Path) -> int:
    """Run `check` as the command does, look at its answer, and give its exit code."""
    before = signal.signal(signal.SIGALRM, _hung)
    signal.alarm(_SECONDS)
    try:
        result = CliRunner().invoke(main, ["check", "--no-cache", "--format", "json", "-C", str(root)])
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    said = result.output + (result.stderr or "")
    assert "internal error" not in said, said[-300:]
    assert "Traceback" not in said, said[-300:]
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in (0, 1), f"exit code {result.exit_code}: {said[-300:]}"
    findings = json.loads(result.stdout)["findings"]
    assert bool(result.exit_code) == any(finding["severity"] == "error" for finding in findings)
    for finding in findings:
        for place in (finding, *finding["related"]):
            _has_place(root, place)
    return result.exit_code


def _has_place(root: Path, place: dict[str, Any]) -> None:
    """Whether a place is in a file, or a folder, that is there, and within its lines."""
    path, start = root / place["path"], place["start"]
    assert path.exists(), place
    assert start["line"] >= 1, place
    assert start["column"] >= 1, place
    if path.is_file() and (start["line"], start["column"]) != (1, 1):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        lines = text.removeprefix("\ufeff").split("\n")
        assert start["line"] <= len(lines), place
        assert start["column"] <= len(lines[start["line"] - 1]) + 1, place


def _prove(run: Run) -> None:
    root = run.folder / "site"
    root.mkdir()
    write_site(root, {name: text.encode() for name, text in {**default_files(), **_MORE}.items()})
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with run.attempt("the site as it is"):
        assert _check(root) == 0, "changes of a site that has errors would show little"
    names = sorted(files)
    for number in run.some(range(_TRIED), _FEW):
        random = Random(number)
        name, mutation = names[number % len(names)], random.choice(_MUTATIONS)
        data = mutation(files[name], random)
        (root / name).write_bytes(data)
        with run.attempt(f"{number}: {name} by {mutation.__name__}"):
            _check(root)
        (root / name).write_bytes(files[name])


PROOF = Proof(
    "D3",
    "Bad input is answered: no traceback, no internal error, an answer within ten seconds, and each finding has a "
    "place in a file",
    "files of every kind, the settings and the policy too, changed at random by bytes, encodings, tokens and "
    "structure, each given to `check`",
    _prove,
)
