"""What the keys of the content format are called: in English here, in other languages by a catalogue."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from mujaz.model.values import base_language

_LABELS: Mapping[str, str] = {
    "at": "quote",
    "born": "birth",
    "by": "signer",
    "died": "death",
    "exact": "quote",
    "prefix": "prefix of the quote",
    "publish_after": "embargo",
    "review_by": "next review",
    "sha256": "recorded hash",
    "signoffs": "sign-offs",
    "trace": "share of traced sentences",
    "fold_sha256": "recorded hash of the folded text",
    "replaces": "hash of a replaced text",
    "suffix": "suffix of the quote",
    "url": "address",
    "URL": "address",
    "via": "relay chain",
    "wikidata": "item in Wikidata",
}


def label(key: str) -> str:
    """What a key is called in a sentence."""
    return _LABELS.get(key) or key.replace("_", " ").replace("-", " ")


@lru_cache(maxsize=8)
def key_names(language: str) -> Mapping[str, str]:
    """What keys are called in a language, by the key; nothing where it has no catalogue, as English."""
    file = resources.files("mujaz") / "locale" / "keys" / f"{base_language(language)}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def key_name(key: str, language: str) -> str:
    """What a key is called in a language, or else in English."""
    return key_names(language).get(key) or label(key)
