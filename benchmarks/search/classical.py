"""Verses of the Quran in modern spelling, with the lemmas of the package alfanous3, when that is installed."""

from __future__ import annotations

from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import lemmas
from lemmas import Word, bare
from queries import Collection

_TAGS = {"اسم": "NOUN", "صفة": "ADJ", "فعل": "VERB", "اسم علم": "PROPN"}
_CHAPTERS = range(1, 12)
_SHORTEST = 5  # words


def collection(number: int) -> Collection:
    """So many queries of each kind, a page for each verse of the first chapters."""
    from whoosh import index

    spec = find_spec("alfanous")
    assert spec is not None
    assert spec.origin is not None
    verses: dict[tuple[int, int], list[dict[str, str]]] = defaultdict(list)
    with index.open_dir(str(Path(spec.origin).parent / "indexes" / "main")).searcher() as searcher:
        for document in searcher.documents(kind="word"):
            if document["sura_id"] in _CHAPTERS:
                verses[document["sura_id"], document["aya_id"]].append(document)
    sentences = []
    for _, documents in sorted(verses.items()):
        ordered = sorted(documents, key=lambda document: document["word_id"])
        if len(ordered) >= _SHORTEST:
            words = [
                Word(bare(each["standard"]), each["lemma"], _TAGS[each["pos"]], each.get("number") == "جمع")
                for each in ordered
                if each.get("pos") in _TAGS and each.get("lemma")
            ]
            sentences.append((" ".join(each["standard"] for each in ordered), words))
    return lemmas.collection("classical", sentences, number)
