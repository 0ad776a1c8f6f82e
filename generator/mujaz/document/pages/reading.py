"""How long a text takes to read."""

from __future__ import annotations

from collections.abc import Iterable

from mujaz.document.pages.items import Words
from mujaz.model.values import base_language
from mujaz.rights.budget import count_words

PACE = {"ar": 138, "en": 228, "de": 179, "es": 218, "fr": 195, "he": 187, "ru": 184, "tr": 166}
"""Words a minute, read with understanding: Trauzettel-Klosinski and Dietz 2012, the IReST texts."""

OTHER_PACE = 184
"""The mean of all languages of the same study."""


def minutes(texts: Iterable[Words]) -> int:
    """The minutes that texts take to read, each at the pace of its language; at least one."""
    taken = sum(count_words(text.text) / PACE.get(base_language(text.language), OTHER_PACE) for text in texts)
    return max(1, round(taken))
