"""The words of the search box, for the theme's templates: its script takes them from the page."""

from __future__ import annotations

from mujaz.labels import load_labels
from mujaz.model.values import base_language

_PREFIX = "search_"
_NESTED = ("kind", "kinds")


def search_words(language: str) -> dict[str, str | dict[str, str]]:
    """The words in a language, without the prefix of their keys.

    Returns:
        `language`, the tag of the edition, or of the words where it has none of its own;
        `kind` and `kinds`, the names of one result of a kind and of several, by kind;
        `results` and `more`, plural forms by their CLDR names; any other key, a text.
    """
    labels = load_labels(language)
    own = base_language(language) == labels.language
    words: dict[str, str | dict[str, str]] = {"language": language if own else labels.language}
    nested: dict[str, dict[str, str]] = {name: {} for name in _NESTED}
    for key, text in labels.table.items():
        if not key.startswith(_PREFIX):
            continue
        name = key.removeprefix(_PREFIX)
        group, _, kind = name.partition("_")
        if group in nested and isinstance(text, str):
            nested[group][kind] = text
        else:
            words[name] = text
    return words | nested
