"""Text from outside for terminals and logs: what would steer them is shown, and steers nothing."""

from __future__ import annotations

from mujaz.text.patterns import lazy_re

_COMMAND = lazy_re(r"##(?=(?:vso)?\[)")
_COMMAND_LINE = lazy_re(r"^(\s*):(?=:)")


def visible(text: str) -> str:
    """A text on one line, whose control and bidirectional characters are shown by their code points.

    `##[` and `##vso[` begin a command to the runners of GitHub and Azure Pipelines wherever they stand in a line, so
    that they are parted, too.
    """
    shown = "".join(c if c.isprintable() or c == "\u200c" else " " if c == "\t" else f"<U+{ord(c):04X}>" for c in text)
    return _COMMAND.sub("#<U+0023>", shown)


def visible_line(text: str) -> str:
    """As `visible`, for a text that is all of a line: two colons at its head begin a command to GitHub's runner."""
    return _COMMAND_LINE.sub(r"\1<U+003A>", visible(text))


def inert(text: str) -> str:
    """A text of many lines that was made for reading, without what runners would take for commands."""
    return "".join(_COMMAND_LINE.sub(r"\1<U+003A>", line) for line in _COMMAND.sub("#<U+0023>", text).splitlines(True))
