"""What a change says word by word: all texts of what is new or gone, and a changed text with its words marked.

A format shows this beside the sentence on a change: the sentence is short, nothing may be missing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from mujaz.keynames import label
from mujaz.model.keys import model_keys
from mujaz.review.lines import Token, Tokens
from mujaz.review.marking import Compared, compared
from mujaz.review.meaning import Tree
from mujaz.review.objects import Change, Kind
from mujaz.review.signs import Signs, with_signs_in
from mujaz.review.words import value
from mujaz.text.patterns import lazy_re

_KEPT = 8
"""Unchanged words that are shown on each side of a marked one; those between are left out, and have no mark."""
GAP = "…"
_LANGUAGE = lazy_re(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

Run = tuple[str, str]
"""Words, and their mark: `ins`, `del` or nothing."""


class Detail(Struct, frozen=True):
    """One text of a change.

    Attributes:
        steps: keys, ids and languages that lead to it below the change; empty for the text that the change is of.
        runs: its words; joined, they are the text, but that `GAP` stands for unchanged words of a changed one.
    """

    steps: tuple[str, ...]
    runs: tuple[Run, ...]

    @property
    def name(self) -> str:
        """What it is called in English: «statement (en)»."""
        return named_by(self.steps, label)

    @property
    def text(self) -> str:
        """Its words, whatever their marks."""
        return "".join(words for words, _ in self.runs)


def details(change: Change, signs: Signs | None = None) -> tuple[Detail, ...]:
    """The texts of a change; none where its sentence says all.

    Args:
        change: what happened.
        signs: of the notes and claims of its brief, as `signs.signs_of`.
    """
    before, after = change.before, change.after
    if isinstance(before, str) and isinstance(after, str):
        if not any(" " in side for side in (before, after)):
            return ()
        runs = _marked(with_signs_in(before, signs), with_signs_in(after, signs))
        return (Detail((), runs),) if any(mark for _, mark in runs) else ()
    mark, tree = ("ins", after) if change.kind is Kind.ADDED else ("del", before)
    if change.kind not in (Kind.ADDED, Kind.REMOVED) or not isinstance(tree, Mapping | list | tuple):
        return ()
    return tuple(Detail(steps, ((with_signs_in(text, signs), mark),)) for steps, text in _leaves(tree))


def named_by(steps: Sequence[str], called: Callable[[str], str]) -> str:
    """Steps as a name: keys as they are called, languages in brackets, ids and numbers as they are.

    Args:
        steps: as of a `Detail`, or the path of a change.
        called: a function that gives the name of a key.
    """
    parts = [called(step) if step in model_keys() else f"({step})" if _is_language(step) else step for step in steps]
    return " ".join(part for part, _ in groupby(parts))


def _is_language(step: str) -> bool:
    return _LANGUAGE.fullmatch(step) is not None


def _leaves(tree: Tree) -> Iterator[tuple[tuple[str, ...], str]]:
    """All values of a tree with the way to each."""
    if isinstance(tree, Mapping):
        for key, inner in tree.items():
            yield from (((str(key), *steps), text) for steps, text in _leaves(inner))
    elif isinstance(tree, list | tuple):
        for number, inner in enumerate(tree, 1):
            known = inner.get("id") if isinstance(inner, Mapping) else None
            yield from (((str(known or number), *steps), text) for steps, text in _leaves(inner))
    else:
        yield (), tree if isinstance(tree, str) else value(tree)


def _marked(before: str, after: str) -> tuple[Run, ...]:
    """Both texts in one, the words marked that one of them alone has."""
    return tuple(_joined(_folded(compared(_tokens(before), _tokens(after)))))


def _tokens(text: str) -> tuple[Token, ...]:
    tokens = Tokens()
    tokens.split(text, ())
    return tokens.taken()


def _folded(words: Sequence[Compared]) -> Iterator[tuple[str, bool, str]]:
    """Words with their space and mark, long stretches without marks but for their ends left out."""
    start = 0
    for same, group in groupby(words, lambda word: not word[1]):
        part = list(group)
        first, last = start == 0, start + len(part) == len(words)
        start += len(part)
        ahead, behind = (0 if first else _KEPT), (0 if last else _KEPT)
        if not same or len(part) <= ahead + behind + 1:
            yield from ((token.text, token.space, mark) for token, mark, _ in part)
            continue
        yield from ((token.text, token.space, "") for token, _, _ in part[:ahead])
        yield GAP, not first, ""
        yield from ((token.text, token.space, "") for token, _, _ in part[len(part) - behind :])


def _joined(words: Iterable[tuple[str, bool, str]]) -> Iterator[Run]:
    """Words with one mark as one run; the space between two runs stands outside of marks."""
    text, mark, first = "", "", True
    for word, space, own in words:
        if own == mark:
            text += " " * (space and not first) + word
        else:
            if text:
                yield text, mark
            if space and not first:
                yield " ", ""
            text, mark = word, own
        first = False
    if text:
        yield text, mark
