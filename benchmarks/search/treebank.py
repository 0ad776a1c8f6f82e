"""Sentences of a treebank as a collection: a page for each, queries judged by the lemmas that people gave the words.

Any file in the CoNLL-U format of Universal Dependencies will do whose words have lemmas; UD_Arabic-PUD, news and
encyclopedia, was in mind. None is in a package registry, so the report has this part only when a file is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lemmas
from hunspell import WORD
from lemmas import Word, bare
from queries import Collection

_CONTENT = {"NOUN", "PROPN", "ADJ", "VERB"}


def collection(path: Path, number: int) -> Collection:
    """So many queries of each kind on all sentences of a file.

    Raises:
        OSError: it cannot be read.
    """
    return lemmas.collection(path.stem, list(_sentences(path.read_text(encoding="utf-8"))), number)


def _sentences(source: str) -> Iterator[tuple[str, list[Word]]]:
    for block in source.strip().split("\n\n"):
        text = ""
        words: list[Word] = []
        glued: list[list[str]] = []
        for line in block.splitlines():
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            columns = line.split("\t")
            if line.startswith("#") or not columns[0].isdigit():
                continue
            glued.append(columns)
            if "SpaceAfter=No" not in columns[9]:
                words += _word(glued)
                glued = []
        yield text, words + _word(glued)


def _word(tokens: list[list[str]]) -> list[Word]:
    meant = [token for token in tokens if token[3] in _CONTENT]
    text = bare("".join(token[1] for token in tokens if token[3] != "PUNCT"))
    if len(meant) != 1 or not WORD["ar"].fullmatch(text):
        return []
    token = meant[0]
    return [Word(text, token[2], token[3], "Number=Plur" in token[5])]
