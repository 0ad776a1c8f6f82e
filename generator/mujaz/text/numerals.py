"""The digits of the numbering systems that readers of Arabic script and Latin script use, by their CLDR names."""

from __future__ import annotations

_FROM = "0123456789.,%"
_SYSTEMS: dict[str, dict[int, int]] = {
    "latn": {},
    "arab": str.maketrans(_FROM, "٠١٢٣٤٥٦٧٨٩٫٬٪"),
    "arabext": str.maketrans(_FROM, "۰۱۲۳۴۵۶۷۸۹٫٬٪"),
}
_DIGITS = {name: {code: sign for code, sign in table.items() if code >= ord("0")} for name, table in _SYSTEMS.items()}

NUMERALS = tuple(_SYSTEMS)
"""The numbering systems that an edition may ask for."""


def with_digits(text: str, system: str) -> str:
    """A text with its European digits in another system; its other characters stay."""
    return text.translate(_DIGITS[system])


def with_signs(number: str, system: str) -> str:
    """A number with its digits, separators and per cent sign in another system."""
    return number.translate(_SYSTEMS[system])
