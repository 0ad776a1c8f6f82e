"""Texts of which only the outline may be shown: points in the place of letters, so that all places stay as they are."""

from __future__ import annotations

from unicodedata import category

_POINTS = {1: ".", 2: "\u00b7", 3: "\u2024", 4: "\U0001f784"}
"""Points by their length in UTF-8."""


def masked(text: str) -> str:
    """A text with points in the place of its letters, digits and marks, each as long in UTF-8 as what it stands for."""
    return "".join(map(masked_character, text))


def masked_character(character: str) -> str:
    """One character, as `masked` has it."""
    if not character.isalnum() and category(character)[0] != "M":
        return character
    return _POINTS[len(character.encode("utf-8", "replace"))]
