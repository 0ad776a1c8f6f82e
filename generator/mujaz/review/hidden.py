"""Characters that a reader cannot see, written by their names."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.text.hygiene import character_name
from mujaz.text.patterns import lazy_re

# Controls, format characters, and letters that are blank. Joiners between two letters are spelling.
_HIDDEN = lazy_re(
    "(?!(?<=\\w)[\u200c\u200d](?=\\w))"
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)

_OURS = lazy_re("(?<=«)\u2068([^\u2068\u2069]*)\u2069(?=»)")
"""What `excerpts.quoted` isolates; it holds no such character itself."""


def spelt_out(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, and whether each is the name of a character that stands there unseen."""
    done = 0
    for match in _HIDDEN.finditer(text):
        if match.start() > done:
            yield text[done : match.start()], False
        yield f"<{character_name(match[0])}>", True
        done = match.end()
    if done < len(text):
        yield text[done:], False


def parted(words: str) -> Iterator[tuple[str, bool]]:
    """The parts of our own words, and whether each comes from outside: those that `excerpts.quoted` isolated."""
    done = 0
    for match in _OURS.finditer(words):
        yield words[done : match.start()], False
        if match[1]:
            yield match[1], True
        done = match.end()
    if done < len(words):
        yield words[done:], False


def without_isolates(words: str) -> str:
    """Our own words without the isolates around those from outside: terminals show them as boxes."""
    return "".join(part for part, _ in parted(words)) if "\u2068" in words else words


def named(text: str) -> str:
    """A text in which nothing is hidden: `a<U+202E RIGHT-TO-LEFT OVERRIDE>b`; isolates of our own are left out."""
    return "".join(shown for part, _ in parted(text) for shown, _ in spelt_out(part))
