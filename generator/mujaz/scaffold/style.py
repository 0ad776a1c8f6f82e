"""The house style of YAML files that the tool begins: quoted where in doubt, no character that cannot be seen."""

from __future__ import annotations

import json
import re
import unicodedata

from mujaz.text.hygiene import Oddity, odd_places

# Plain scalars that no YAML reader takes for anything but text.
_PLAIN = re.compile(r"[^\W\d_][^:#\"'\\\[\]{},&*!|>%@`\n]*(?<! )")
_RESERVED = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))

_JOINERS = "\u200c\u200d"


def quoted(text: str) -> str:
    """A text as a double-quoted scalar on one line."""
    return json.dumps(text, ensure_ascii=False)


def scalar(text: str) -> str:
    """A text as a scalar on one line, in quotation marks unless it cannot be misread without them."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED else quoted(text)


def presentable(text: str) -> str:
    """A text on one line as content files allow it.

    White space is single, letters are in normal form C and in place of their presentation forms; control and
    invisible characters, direction marks and tatweels are gone. Joiners stay: Persian spells with them.
    Matching folds all of this, so a quote written so is found where the original was.
    """
    line = " ".join(text.split())
    for _ in range(len(line)):  # one removal may leave an isolate without its other half
        cleaned = unicodedata.normalize("NFC", _cleaned(line))
        if cleaned == line:
            break
        line = cleaned
    return " ".join(line.split())


def _cleaned(line: str) -> str:
    pieces = []
    done = 0
    for place in odd_places(line):
        if place.start < done:
            continue
        part = line[place.start : place.end]
        match place.kind:
            case Oddity.CONTROL | Oddity.INVISIBLE | Oddity.TATWEEL:
                replacement = ""
            case Oddity.FORMAT_MARK:
                replacement = part if part in _JOINERS else ""
            case Oddity.PRESENTATION_FORM:
                replacement = unicodedata.normalize("NFKC", part)
            case _:
                continue
        pieces += [line[done : place.start], replacement]
        done = place.end
    return "".join([*pieces, line[done:]])


def modeline(name: str, path: str) -> str:
    """The comment that tells yaml-language-server which schema a file follows.

    Args:
        name: of the schema.
        path: of the file, relative to the site's root.
    """
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{name}.json\n"
