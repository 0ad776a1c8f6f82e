"""The rights gate: no built file shows more of a seed than may be published, whatever way the words came there.

Each file is looked through for runs of words that it has in common with seeds that may not be published in full. Words
that briefs quote may be shown, those of titles, and what a seed shares with one that may be shown. Of any other run,
no more words may stand in a row than texts have in common by chance, and over all files no more than the seed's budget.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, islice
from pathlib import Path

from msgspec.structs import astuple, replace

from mujaz import rules
from mujaz.cache.packing import pack_plain, unpack_plain
from mujaz.checks.leaks import Leak, leaks
from mujaz.diagnostics import Diagnostic, Label
from mujaz.guards import Guards
from mujaz.model import Rights
from mujaz.site.audit import walk
from mujaz.site.faults import Fault
from mujaz.site.state import Store
from mujaz.site.visible import texts_in, words_in
from mujaz.source import Span
from mujaz.text.runs import Run, common_runs, words_of

Runs = tuple[Run, ...]
Leaks = tuple[Leak, ...]
_ROOM, _KEY = "rights", "shown"
_BUILT = "a built file that shows them"
_PLACES = 5
"""Places where people wrote the words that a finding shows."""
_MANY = 24
"""Files from which on all shingles are put into a set, which takes a while and is faster then."""


class Gate:
    """The gate of a build.

    Args:
        guards: what may not be shown.
    """

    def __init__(self, guards: Guards) -> None:
        self.guards = guards
        self._fast = False

    @property
    def is_open(self) -> bool:
        """Whether all seeds may be published."""
        return not self.guards.ids

    def prepare(self, files: int) -> None:
        """Get ready for a number of files, also in processes that are forked from this one."""
        if not self.is_open and files:
            assert self.guards.index is not None
            if files >= _MANY:
                self._fast = bool(self.guards.values)

    def runs(self, name: str, content: bytes) -> Runs:
        """What a file has in common with seeds.

        Args:
            name: its path in the site.
            content: what is in it.
        """
        if self.is_open:
            return ()
        among = self.guards.values if self._fast else None
        return tuple(common_runs(words_in(name, content), self.guards.index, self._words, among))

    def look_through(self, folder: Path, located: Callable[[Fault], Diagnostic]) -> list[Diagnostic]:
        """The findings on all files below a folder; as `findings`."""
        if self.is_open:
            return []
        paths = [path for path in walk(folder) if path.is_file() and not path.is_symlink()]
        self.prepare(len(paths))

        def read(name: str) -> bytes:
            return (folder / name).read_bytes()

        names = sorted(path.relative_to(folder).as_posix() for path in paths)
        return self.findings({name: self.leaks(self.runs(name, read(name))) for name in names}, read, located)

    def _words(self, number: int) -> array[int]:
        return self.guards.text(number).words

    def leaks(self, runs: Runs) -> Leaks:
        """The runs that a file may not have, each once, longest first."""
        found = set(leaks(runs, self.guards.allowed)) if runs else ()
        return tuple(sorted(found, key=lambda leak: (leak.known, -leak.length, leak.start)))

    def findings(
        self, beyond: Mapping[str, Leaks], read: Callable[[str], bytes], located: Callable[[Fault], Diagnostic]
    ) -> list[Diagnostic]:
        """What is wrong in a site.

        Args:
            beyond: the runs that files may not have, by their paths; from `leaks`.
            read: gives the content of a file.
            located: a fault as a finding.
        """
        found: dict[Span, list[Diagnostic]] = {}
        all_of: dict[int, set[int]] = {}
        for name in sorted(beyond):
            worst: dict[int, list[Leak]] = {}
            for leak in beyond[name]:
                all_of.setdefault(leak.known, set()).update(range(leak.start, leak.start + leak.length))
                if leak.length > self.guards.longest:
                    worst.setdefault(leak.known, []).append(leak)
            for known in sorted(worst):
                finding = self._finding(name, worst[known], read, located)
                found.setdefault(finding.span, []).append(finding)
        if not found:
            return [finding for known in sorted(all_of) for finding in self._over_budget(known, all_of[known])]
        return [_joined(findings) for findings in found.values()]

    def _finding(
        self, name: str, ordered: list[Leak], read: Callable[[str], bytes], located: Callable[[Fault], Diagnostic]
    ) -> Diagnostic:
        leak, guards = ordered[0], self.guards
        text = guards.text(leak.known)
        place = guards.place(leak.known, leak.start, leak.length)
        more = f", and {len(ordered) - 1} more such runs" if len(ordered) > 1 else ""
        message = (
            f"{leak.length} words in a row of the seed `{guards.ids[leak.known]}`, of which may be shown: "
            f"{'its citation only' if text.rights is Rights.LINK else 'what briefs quote'}{more}"
        )
        help = f"take the words out, or shorten them to {guards.longest}; the place in the seed is {place}"
        line = _line_of(name, read(name), text.words[leak.start : leak.start + 3].tolist())
        finding = located(Fault(rules.RIGHTS_LEAK, name, line, message, help))
        words = Label(place, "the words")
        written = tuple(islice(guards.origins(leak.known, leak.start, leak.length), _PLACES))
        if not written:
            return replace(finding, related=(words,))
        also = tuple(Label(span, "here, too") for span in written[1:])
        return replace(finding, span=written[0], related=(words, *also, Label(finding.span, _BUILT)))

    def _over_budget(self, known: int, beyond: set[int]) -> Iterable[Diagnostic]:
        """The finding that all runs together, each of them short enough, are too much of a seed."""
        guards = self.guards
        text = guards.text(known)
        quoted = {n for start, end in guards.quoted(known) for n in range(start, end)}
        words, total, budget = len(quoted | beyond), len(text.words), guards.budget(known)
        if text.rights is Rights.EXCERPT and words * 100 > budget * total:
            first = min(beyond)
            share = f"{words * 100 / total:.0f} %"
            message = f"{words} of {total} words stand in the built site, {share}; the budget is {budget} %"
            help = "besides what briefs quote, their prose or pages written by hand repeat the seed: shorten it there"
            places = (span for start, length in _ranges(beyond) for span in guards.origins(known, start, length))
            labels = [Label(span, "here") for span in islice(dict.fromkeys(places), _PLACES)]
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
        beyond: the runs that files may not have, by the path of the file; of those that were looked at.
    """

    def __init__(self, gate: Gate, store: Store, before: Mapping[str, bytes]) -> None:
        self._gate, self._store = gate, store
        content = store.get(_ROOM, _KEY)
        digest, keys, shown, beyond = unpack_plain(content) if content else (b"", (), {}, {})
        is_kept = digest == gate.guards.digest
        self._before = before if is_kept else {}
        self._last: Mapping[str, tuple[tuple[int, ...], ...]] = shown if is_kept else {}
        self._last_beyond: Mapping[str, tuple[tuple[int, ...], ...]] = beyond if is_kept else {}
        self._changed = {n for n, key in enumerate(gate.guards.keys) if keys[n : n + 1] != (key,)}
        self._shown: dict[str, tuple[tuple[int, ...], ...]] = {}
        self.beyond: dict[str, Leaks] = {}

    def look_at(self, files: Mapping[str, bytes], runs: Callable[[str], Runs]) -> None:
        """Find out what files have in common with seeds.

        Args:
            files: the digest of each as it is to be, by its path in the site.
            runs: gives what one has in common with seeds; asked of those that are not as they were.
        """
        unknown = [name for name, digest in files.items() if self._before.get(name) != digest]
        self._gate.prepare(len(unknown))
        for name in unknown:
            if found := runs(name):
                self._shown[name] = tuple(astuple(run) for run in found)
                self._judge(name)
        for name in self._last.keys() & files.keys() - set(unknown):
            self._shown[name] = self._last[name]
            if any(run[1] in self._changed for run in self._shown[name]):
                self._judge(name)
            elif name in self._last_beyond:
                self.beyond[name] = tuple(Leak(*leak) for leak in self._last_beyond[name])

    def _judge(self, name: str) -> None:
        found = self._gate.leaks(tuple(Run(*run) for run in self._shown[name]))
        if found:
            self.beyond[name] = found

    def keep(self) -> None:
        """Remember all of it."""
        guards = self._gate.guards
        beyond = {name: tuple(astuple(leak) for leak in self.beyond[name]) for name in self.beyond}
        if self._changed or self._shown != self._last or beyond != self._last_beyond:
            self._store.put(_ROOM, _KEY, pack_plain((guards.digest, guards.keys, self._shown, beyond)))


def keep_open(store: Store) -> None:
    """Remember that all seeds could be published, so that the next gate looks at all files."""
    store.put(_ROOM, _KEY, pack_plain((b"", (), {}, {})))


def forget_shown(store: Store) -> None:
    """Forget what files have in common with seeds."""
    store.delete(_ROOM, _KEY)


def has_other_rights(store: Store, guards: Guards) -> bool:
    """Whether the last site was made when other passages of seeds could be shown; false where that is not known.

    Args:
        store: what the last build kept.
        guards: what may not be shown now.
    """
    content = store.get(_ROOM, _KEY)
    if content is None or not guards.ids:
        return False
    digest, keys, _shown, _beyond = unpack_plain(content)
    return bool((digest, keys) != (guards.digest, guards.keys))


def _line_of(name: str, content: bytes, words: list[int]) -> int:
    """The line in which some words begin, from 1; 1 where they are packed, or stand in several lines."""
    for number, line in enumerate(content.decode("utf-8", errors="replace").split("\n"), 1):
        here = [word for text in texts_in(name, line.encode()) for word in words_of(text)] if line.strip() else []
        if any(here[at : at + len(words)] == words for at in range(len(here) - len(words) + 1)):
            return number
    return 1
