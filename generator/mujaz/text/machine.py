"""Texts that were made for programs and not to be read: tables of data, subtitles, program code, records, codes."""

from __future__ import annotations

import csv
import json
import re
from itertools import islice
from typing import Any

from mujaz.text.patterns import lazy_re

_MOSTLY = 0.8
_LEAST_LINES = 3
_SAMPLE = 400  # lines

_timing = lazy_re(r"(?:\d+:)?\d\d:\d\d[.,]\d{3} --> (?:\d+:)?\d\d:\d\d[.,]\d{3}")
_stamp = lazy_re(r"\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")
_interpreter = lazy_re(r"#!\s*/(?:\S+/env(?: -\S+)* \S+|\S+(?: -\S+)*)")
_code_end = lazy_re(r"[;{}](?:\s*//.*)?$")
_reference = lazy_re(
    r"\A\s*(?:@\w+\s*\{\s*[^\s,{}]+\s*,\s*\w+\s*=|TY  - [A-Z]+\s*$|%0 [A-Z][\w ]+\n%[A-Z] )", re.MULTILINE
)
_escape = lazy_re(r"&#x?[0-9a-fA-F]{2,6};|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|[%=][0-9A-F]{2}")
_encoded = lazy_re(r"(?=.*[0-9])(?=.*[A-Z])[A-Za-z0-9+/]{60,}={0,2}")
_beginnings = (
    ("<?php", "a program (PHP)"),
    ("WEBVTT\n", "subtitles (WebVTT)"),
    ("WARC/1.", "a web page in an archive (WARC)"),
    ("-----BEGIN ", "a key or a message in armour (PEM)"),
    ("BEGIN:VC", "a card or an entry of a calendar"),
)


def data_in(text: str) -> str:
    """What kind of data a text is, with its article, such as “subtitles (SRT)”; empty for one that is made to be read.

    An article in which a table, a line of code or a time stands is made to be read: data are so from end to end.
    """
    text = text.replace("\r\n", "\n").lstrip("\ufeff\n")
    for beginning, name in _beginnings:
        if text.startswith(beginning):
            return name
    if _reference.match(text):
        return "a record of a library (BibTeX, RIS)"
    if re.match(r"\\documentclass\b.*\{", text) and "\\begin{document}" in text:
        return "a source of LaTeX"
    lines = list(islice(filter(None, map(str.strip, text.split("\n"))), _SAMPLE))
    if lines and _interpreter.fullmatch(lines[0]):
        return "a program"
    if _share(lines, _encoded) >= _MOSTLY and lines:
        return "data in letters (Base64)"
    if lines and _in_escapes(text):
        return "a text whose letters are written as codes"
    if len(lines) >= 2 and all(map(_is_record, lines)):
        return "data (JSON)"
    if len(lines) < _LEAST_LINES:
        return ""
    if sum(_timing.match(line) is not None for line in lines) * 6 >= len(lines):
        return "subtitles (SRT)"
    if _share(lines, _stamp) >= _MOSTLY:
        return "a program's log"
    if sum(_code_end.search(line) is not None for line in lines) >= _MOSTLY * len(lines):
        return "a program"
    return "data in columns (CSV)" if _in_columns(lines) else ""


def _share(lines: list[str], pattern: re.Pattern[str]) -> float:
    """Of lines, how many begin so; between 0 and 1."""
    return sum(pattern.match(line) is not None for line in lines) / max(1, len(lines))


def _in_escapes(text: str) -> bool:
    visible = "".join(text.split())
    return 2 * sum(len(match) for match in _escape.findall(visible)) > len(visible)


def _is_record(line: str) -> bool:
    if line[0] not in "{[" or line[-1] not in "}]":
        return False
    try:
        found: Any = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, (dict, list))


def _in_columns(lines: list[str]) -> bool:
    """Whether all lines have as many cells: between tabs, or three at least between commas that no space follows."""
    for separator, least in (("\t", 2), (",", 3), (";", 3)):
        if separator not in lines[0] or (separator != "\t" and any(f"{separator} " in line for line in lines)):
            continue
        try:
            counts = {len(row) for row in csv.reader(lines, delimiter=separator)}
        except csv.Error:
            continue
        if len(counts) == 1 and counts.pop() >= least:
            return True
    return False
