"""How Material's search is told to split text into words: its own settings fail in Arabic.

Material splits pages and queries alike with one JavaScript regular expression, then looks for words that begin with
the typed one; it stems no query. What is split off here is therefore split off everywhere: «والكرملين» is found by
«الكرملين» and by «كرملين». Only prefixes that seldom begin another word are taken, so that typing a word letter by
letter keeps finding it: those with the article, and و before four letters or more.
"""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig

_PUNCTUATION = r"[\s\-.,:;!?()\[\]{}/|" + "\"'“”‘’«»…–—،؛؟]"
_LETTER = r"[\u0621-\u064a]"
_ARTICLE = rf"(?:[\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?={_LETTER}{{2}})"  # ال فال بال كال لل
_AND = rf"\u0648(?={_LETTER}{{4}})"
_PREFIX = f"(?:{_ARTICLE}|{_AND})"

SEPARATOR = f"{_PUNCTUATION}+{_PREFIX}*|^{_PREFIX}+"
"""What stands between words, as a JavaScript regular expression without look-behind, which older Safari lacks."""


def configure(config: MkDocsConfig) -> None:
    """Set what `mkdocs.yml` leaves open of the search plugin's options, before the plugin reads them."""
    plugin = config.plugins.get("material/search")
    if plugin is None:
        return
    defaults = {"lang": ["en"], "separator": SEPARATOR, "pipeline": []}
    for option, value in defaults.items():
        if plugin.config.get(option) is None:
            plugin.config[option] = value


_SIGN = re.compile(r'(<a class="mj-(?:ref|back)")')


def without_signs(html: str) -> str:
    """Keep the small signs beside words out of the index, where they would become part of the words."""
    return _SIGN.sub(r'\1 data-search-exclude="1"', html)
