"""The rights gate: no built file shows more of a seed than may be published, whatever way the words came there.

Each file is looked through for runs of words that it has in common with seeds that may not be published in full, for
runs of their letters, and for passages whose words stand in another order, with others between, or changed. What briefs
quote may be shown, titles, and what a seed shares with one that may be shown. Of any other run, no more words may stand
in a row than texts have in common by chance, and over all files no more than the seed's budget. A file that cannot be
read is refused unless the policy names it.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import count, islice
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple, replace

from mujaz.engine.cache.rooms import Entry, Storage
from mujaz.engine.guards import Guards
from mujaz.engine.manifest import entries_below
from mujaz.model import Rights
from mujaz.model.policy import ANY
from mujaz.rights.leaks import Leak, leaks
from mujaz.rights.masks import outline
from mujaz.rights.passages import SharedPassage, near, shown_passages
from mujaz.rights.runs import Run, common_runs, words_of
from mujaz.rights.runs_of_letters import is_odd
from mujaz.site.faults import Fault
from mujaz.site.shipped import is_shipped
from mujaz.site.state import INDEX
from mujaz.site.visible import read_file, texts_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label

Runs = tuple[Run, ...]
Leaks = tuple[Leak, ...]
_SHOWN: Entry[tuple[bytes, tuple[bytes, ...], Mapping[str, tuple[Any, ...]]]] = Entry("rights", "shown")
"""Digests of the seeds and of what may be shown of each, and what each file has in common with them, by its path."""
_OPEN: tuple[bytes, tuple[bytes, ...], Mapping[str, tuple[Any, ...]]] = (b"", (), {})
"""The same where all seeds could be published."""
_BUILT = "a built file that shows them"
_PLACES = 5
"""Places where people wrote the words that a finding shows."""
_FEW = 3
"""Runs as long as may stand anywhere that all files together may show of a seed of which nothing may be quoted."""
_NAME_IT = (
    "publish it in a form that can be read, or name it in `editorial.yml` once somebody has looked through it: "
    "`unsearched_files: {{{}: <its SHA-256, or any>}}`"
)
_MANY = 24
"""Files from which on all shingles are put into a set, which takes a while and is faster then."""


class Sight(Struct, frozen=True):
    """What a file shows of seeds.

    Attributes:
        runs: the runs of words that it has in common with them.
        passages: the passages whose words it has in another order.
        near: the seeds, by number, of which it has enough words to show a passage, whatever may be shown of them.
        unread: why a part of it could not be read; empty where all was.
    """

    runs: Runs = ()
    passages: tuple[SharedPassage, ...] = ()
    near: tuple[int, ...] = ()
    unread: str = ""

    def __bool__(self) -> bool:
        return bool(self.runs or self.near or self.unread)

    def and_of(self, other: Sight) -> Sight:
        """What both show."""
        near = tuple(sorted({*self.near, *other.near}))
        unread = self.unread or other.unread
        return Sight((*self.runs, *other.runs), (*self.passages, *other.passages), near, unread)

    def as_data(self) -> tuple[object, ...]:
        """The same as `from_data` takes."""
        runs, passages = (tuple(astuple(item) for item in items) for items in (self.runs, self.passages))
        return runs, passages, self.near, self.unread

    @classmethod
    def from_data(cls, data: tuple[Any, ...]) -> Sight:
        """What `as_data` gave."""
        runs, passages, near, unread = data
        return cls(tuple(Run(*run) for run in runs), tuple(SharedPassage(*item) for item in passages), near, unread)


class Gate:
    """The gate of a build.

    Args:
        guards: what may not be shown.
    """

    def __init__(self, guards: Guards) -> None:
        self.guards = guards
        self._fast = False
        self._frames: dict[bytes, Sight] = {}

    @property
    def is_open(self) -> bool:
        """Whether all seeds may be published."""
        return not self.guards.ids

    def prepare(self, files: int) -> None:
        """Get ready for a number of files, also in processes that are forked from this one."""
        if not self.is_open and files:
            assert self.guards.index is not None
            if files >= _MANY:
                self._fast = bool(self.guards.values and self.guards.telling)

    def look_at(self, name: str, content: bytes, frame: bytes = b"", *, closely: bool = True) -> Sight:
        """What a file shows of seeds.

        Args:
            name: its path in the site.
            content: what is in it.
            frame: a part of it that is the same in many files.
            closely: whether it is read, too, as only somebody who wants to hide a text writes it, and letters are
                compared wherever words may be parted otherwise; else only where several words in a row are oddly long
                or short, which is enough for what mujaz wrote.
        """
        if self.is_open or is_shipped(name, content):
            return Sight()
        own = self._look_at(name, content, closely)
        if not frame:
            return own
        if frame not in self._frames:
            self._frames[frame] = self._look_at("", frame, closely)
        return own.and_of(self._frames[frame])

    def _look_at(self, name: str, content: bytes, closely: bool) -> Sight:
        guards = self.guards
        read = read_file(name, content, closely=closely)
        words = read.words
        runs = common_runs(words, guards.index, self._words, guards.values if self._fast else None)
        told = {run.known: set[int]() for run in runs}
        for run in runs:
            told[run.known].update(range(run.start, run.start + run.length))

        def is_told(known: int, start: int, length: int) -> bool:
            return known in told and not told[known].isdisjoint(range(start, start + length))

        runs += [run for text in read.texts if closely or is_odd(text) for run in guards.letters.runs(text, is_told)]
        shared = near(words, guards.vocabulary, guards.telling if self._fast else None)
        passages: Iterable[SharedPassage] = ()
        if shared:
            free = {self._words(run.known)[n] for run in runs for n in self._allowed(run)}
            passages = shown_passages(
                words, shared, guards.vocabulary, self._words, lambda known: guards.free(known) | free
            )
        if closely:
            for text in read.texts:
                # Asked first whatever may be shown, for the file has to be looked at again when that changes.
                beside = {passage.known for passage in guards.alignment.passages(text, lambda _: ())}
                if beside:
                    passages = (*passages, *guards.alignment.passages(text, guards.allowed))
                    shared.update({known: set() for known in beside - shared.keys()})
        return Sight(tuple(runs), tuple(dict.fromkeys(passages)), tuple(sorted(shared)), read.unread)

    def look_through(
        self,
        folder: Path,
        located: Callable[[Fault], Diagnostic],
        *,
        ours: Iterable[str] = (),
        take_out: bool = False,
    ) -> list[Diagnostic]:
        """The findings on all files below a folder; as `findings`.

        Args:
            folder: the site.
            located: a fault as a finding.
            ours: the folders below it that hold pages which mujaz wrote and no other.
            take_out: whether the files that show what they may not are deleted, where there are findings.
        """
        if self.is_open:
            return []
        names = [name for name, entry in entries_below(folder) if entry.is_file(follow_symlinks=False)]
        self.prepare(len(names))

        def read(name: str) -> bytes:
            return (folder / name).read_bytes()

        own = tuple(f"{name}/" for name in ours)

        def by_us(name: str) -> bool:
            return name.startswith(own) or (name.startswith(INDEX) and name.endswith(".js"))

        sights = {name: self.look_at(name, read(name), closely=not by_us(name)) for name in names}
        leaks = {name: self.leaks(sight) for name, sight in sights.items()}
        unread = {name: sight.unread for name, sight in sights.items() if sight.unread}
        found = self.findings(leaks, unread, read, located)
        if found and take_out:
            for name in names:
                if leaks[name] or name in unread:
                    (folder / name).unlink()
        return found

    def _words(self, number: int) -> array[int]:
        return self.guards.text(number).words

    def _allowed(self, run: Run) -> Iterator[int]:
        """The words of a run that may be shown."""
        allowed = self.guards.allowed(run.known)
        return (n for n in range(run.start, run.start + run.length) if n in allowed)

    def leaks(self, sight: Sight) -> Leaks:
        """What a file may not show, each once: passages in another order, and runs, the longest first."""
        found = set(leaks(sight.runs, self.guards.allowed)) if sight.runs else set()
        rows = sorted(found, key=lambda leak: (leak.known, -leak.length, leak.start))
        return (*rows, *(Leak(*astuple(passage)) for passage in sight.passages))

    def findings(
        self,
        beyond: Mapping[str, Leaks],
        unread: Mapping[str, str],
        read: Callable[[str], bytes],
        located: Callable[[Fault], Diagnostic],
    ) -> list[Diagnostic]:
        """What is wrong in a site.

        Args:
            beyond: what files may not show, by their paths; from `leaks`.
            unread: why files could not be read, by their paths.
            read: gives the content of a file.
            located: a fault as a finding.
        """
        found: dict[tuple[str, int, int], list[Diagnostic]] = {}
        all_of: dict[int, set[int]] = {}
        for name in sorted(beyond):
            worst: dict[int, list[Leak]] = {}
            for leak in beyond[name]:
                if not leak.telling:
                    all_of.setdefault(leak.known, set()).update(range(leak.start, leak.start + leak.length))
                if leak.telling or leak.length > self.guards.longest:
                    worst.setdefault(leak.known, []).append(leak)
            for known in sorted(worst):
                finding = self._finding(name, worst[known], read, located)
                span = finding.span
                found.setdefault((span.source.name, span.start, span.end), []).append(finding)
        refused = [
            located(Fault(rules.UNSEARCHED_FILE, name, 1, f"it could not be searched: {why}", _NAME_IT.format(name)))
            for name, why in sorted(unread.items())
            if not self._is_named(name, read)
        ]
        if not found:
            numbers = sorted(all_of.keys() | self.guards.all_cited)
            over = (finding for known in numbers for finding in self._over_budget(known, all_of.get(known, set())))
            return [*refused, *over]
        return [*refused, *(_joined(findings) for findings in found.values())]

    def _is_named(self, name: str, read: Callable[[str], bytes]) -> bool:
        """Whether the policy lets a file be published although it could not be read."""
        for pattern, digest in self.guards.unsearched.items():
            if fnmatchcase(name, pattern) and (digest == ANY or hashlib.sha256(read(name)).hexdigest() == digest):
                return True
        return False

    def _finding(
        self, name: str, ordered: list[Leak], read: Callable[[str], bytes], located: Callable[[Fault], Diagnostic]
    ) -> Diagnostic:
        leak, guards = ordered[0], self.guards
        text = guards.text(leak.known)
        place = guards.place(leak.known, leak.start, leak.length)
        more = f", and {len(ordered) - 1} more such passages" if len(ordered) > 1 else ""
        what = f"{leak.length} words in a row of the seed"
        if leak.telling:
            what = (
                f"{leak.shown} of the {leak.telling} telling words of {leak.length} in a row, in another order or with "
                "others between, of the seed"
            )
        message = (
            f"{what} `{guards.ids[leak.known]}`, of which may be shown: "
            f"{'its citation only' if text.rights is Rights.LINK else 'what briefs quote'}{more}"
        )
        help = f"take the words out, or shorten them to {guards.longest}; the place in the seed is {place}"
        line = _line_of(read(name), text.words[leak.start : leak.start + 3].tolist())
        finding = located(Fault(rules.RIGHTS_LEAK, name, line, message, help))
        finding = replace(finding, span=outline(finding.span))
        words = Label(place, "the words")
        origins = islice(guards.origins(leak.known, leak.start, leak.length), _PLACES)
        written = tuple(map(outline, origins))
        if not written:
            return replace(finding, related=(words,))
        also = tuple(Label(span, "here, too") for span in written[1:])
        return replace(finding, span=written[0], related=(words, *also, Label(finding.span, _BUILT)))

    def _over_budget(self, known: int, beyond: set[int]) -> Iterable[Diagnostic]:
        """The finding that all runs together, each of them short enough, are too much of a seed."""
        guards = self.guards
        text = guards.text(known)
        quoted: set[int] = set()
        if text.rights is Rights.EXCERPT:
            quoted = {n for start, end in guards.quoted(known) for n in range(start, end)}
        cited = guards.cited(known)
        if not beyond | cited:
            return
        words, total, budget = len(quoted | beyond | cited), len(text.words), guards.budget(known)
        few = text.rights is Rights.LINK and words <= _FEW * guards.longest
        if words * 100 > budget * total and not few:
            first = min(beyond or cited)
            share = f"{words * 100 / total:.0f} %"
            message = f"{words} of {total} words stand in the built site, {share}; the budget is {budget} %"
            help = "besides what briefs quote, their prose or pages written by hand repeat the seed: shorten it there"
            if not beyond:
                help = "besides what briefs quote, titles of records repeat the seed: give those that publishers gave"
            places = (span for start, length in _ranges(beyond) for span in guards.origins(known, start, length))
            labels = [Label(outline(span), "here") for span in islice(dict.fromkeys(places), _PLACES)]
            yield rules.RIGHTS_LEAK.at(guards.place(known, first, 1), message, help, labels)


def _joined(findings: list[Diagnostic]) -> Diagnostic:
    """One finding of those on the files that show what is written at one place, which is to be mended once."""
    first, others = findings[0], findings[1:]
    if not others or first.related[-1].message != _BUILT:
        return first
    more = f"{_BUILT}; {len(others)} more do"
    return replace(first, related=(*first.related[:-1], Label(first.related[-1].span, more)))


def _ranges(words: set[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers, as the first of them and how many there are."""
    for number in sorted(words):
        if number - 1 not in words:
            yield number, next(length for length in count(1) if number + length not in words)


class Shown:
    """What the files of a site have in common with seeds: of files that are as they were, as it is kept.

    Args:
        gate: the gate of the build.
        store: what is kept.
        before: the digest of each file in the last build.

    Attributes:
        beyond: what files may not show, by the path of the file; of those that were looked at.
        unread: why files could not be read, by the path of the file.
    """

    def __init__(self, gate: Gate, store: Storage, before: Mapping[str, bytes]) -> None:
        self._gate, self._store = gate, store
        digest, keys, shown = _SHOWN.get(store) or _OPEN
        is_kept = digest == gate.guards.digest
        self._before = before if is_kept else {}
        self._last = shown if is_kept else {}
        self._keys = keys
        self._changed = {n for n, key in enumerate(gate.guards.keys) if keys[n : n + 1] != (key,)}
        self._shown: dict[str, tuple[Any, ...]] = {}
        self.beyond: dict[str, Leaks] = {}
        self.unread: dict[str, str] = {}

    def look_at(self, files: Mapping[str, bytes], sight: Callable[[str], Sight]) -> None:
        """Find out what files show of seeds.

        Args:
            files: the digest of each as it is to be, by its path in the site.
            sight: gives what one shows; asked of those that are not as they were, and of those that show something of
                a seed of which now may be shown something else.
        """
        unknown = {name for name, digest in files.items() if self._before.get(name) != digest}
        unknown |= {
            name for name in self._last.keys() & files.keys() if not self._changed.isdisjoint(_seeds(self._last[name]))
        }
        self._gate.prepare(len(unknown))
        for name in sorted(unknown):
            if found := sight(name):
                self._judge(name, found)
        for name in self._last.keys() & files.keys() - unknown:
            self._judge(name, Sight.from_data(self._last[name]))

    def _judge(self, name: str, found: Sight) -> None:
        self._shown[name] = found.as_data()
        leaks = self._gate.leaks(found)
        if leaks:
            self.beyond[name] = leaks
        if found.unread:
            self.unread[name] = found.unread

    def keep(self) -> None:
        """Remember all of it."""
        guards = self._gate.guards
        if self._changed or self._shown != self._last:
            _SHOWN.put(self._store, (guards.digest, guards.keys, self._shown))


def _seeds(sight: tuple[Any, ...]) -> Iterator[int]:
    """The seeds that a file has something of."""
    runs, _, near, _ = sight
    yield from (run[1] for run in runs)
    yield from near


def keep_open(store: Storage) -> None:
    """Remember that all seeds could be published, so that the next gate looks at all files."""
    _SHOWN.put(store, _OPEN)


def forget_shown(store: Storage) -> None:
    """Forget what files have in common with seeds."""
    _SHOWN.delete(store)


def has_other_rights(store: Storage, guards: Guards) -> bool:
    """Whether the last site was made when other passages of seeds could be shown; false where that is not known.

    Args:
        store: what the last build kept.
        guards: what may not be shown now.
    """
    kept = _SHOWN.get(store)
    return kept is not None and bool(guards.ids) and kept[:2] != (guards.digest, guards.keys)


def _line_of(content: bytes, words: list[int]) -> int:
    """The line in which some words begin, from 1; 1 where they are packed, or stand in several lines."""
    for number, line in enumerate(content.decode("utf-8", errors="replace").split("\n"), 1):
        here = [word for text in texts_of(line) for word in words_of(text)] if line.strip() else []
        if any(here[at : at + len(words)] == words for at in range(len(here) - len(words) + 1)):
            return number
    return 1
