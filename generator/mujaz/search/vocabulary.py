"""Which readings of the words of a collection hold, now that all its words are known, kept up to date word by word.

For each word, stem and name it is counted how often the collection bears it out; where such a count comes or goes, the
lines of the words that depend on it are made again, and of no others. The lines are a function of the counts, and these
of the collection, so that it does not matter in which order pages came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from mujaz.search.known import KNOWN
from mujaz.search.phonetics import phonetic_key
from mujaz.search.stems import readings, without_article

Line = tuple[str, str]
"""A line of the index: its key, and what stands behind it."""


class Fact(Struct):
    """What the collection says of one string: a word, a core or stem of words, or a name with its entity.

    Attributes:
        present: whether it is a word of the pages.
        sure: whether it counts among `stems_sure` of its stem.
        definite: how many words of the pages are it with the article.
        stems: how many words have it as their stem.
        stems_sure: how many of them are surely whole, since nothing in them may be a proclitic.
        small: how many pages write it with a small letter.
        spoken: how many names have it among their words.
        named: how many pages have it as a name; for names with their entity.
        words: the words whose core it is.
        splits: the words of which it is core or stem if they have a proclitic.
        groups: the groups of known names that have a word with this stem.
        leads: the keys that lead to the word without its whole, with how sure they are.
        heard: the word that stands for the core among those that sound like it; empty where none does.
    """

    present: bool = False
    sure: bool = False
    definite: int = 0
    stems: int = 0
    stems_sure: int = 0
    small: int = 0
    spoken: int = 0
    named: int = 0
    words: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    leads: tuple[tuple[str, int], ...] = ()
    heard: str = ""


Facts = Callable[[str], Fact]
"""The fact of a string, to be read and changed."""


class Vocabulary:
    """The lines of words and names, but for the posting lists, as changes to those that there were.

    Args:
        fact: the fact of a string.
        groups: known names of the same thing in several languages, folded.

    Attributes:
        lines: the lines that came (true) or went (false).
    """

    def __init__(self, fact: Facts, groups: Callable[[], list[tuple[str, ...]]]) -> None:
        self._fact = fact
        self._groups = groups
        self.lines: dict[Line, bool] = {}
        self._cores: dict[str, None] = {}

    def update(self, words: Mapping[str, bool], names: Mapping[str, int], small: Mapping[str, int]) -> None:
        """Take changes of the collection.

        Args:
            words: those that came (true) or went (false).
            names: how many more, or fewer, pages have a name, by `id name`.
            small: how many more, or fewer, pages write a word with a small letter.
        """
        stale, stems = self._count_words(words)
        for word in stale:
            self._lead(word)
        for name, number in names.items():
            self._name(name, number)
        for group in sorted({group for stem in stems for group in self._fact(stem).groups}):
            self._know(group)
        for word, number in small.items():
            fact = self._fact(word)
            before = fact.small
            fact.small += number
            if not before or not fact.small:
                self._cores[readings(word)[0].core] = None
        for core in self._cores:
            self._hear(core)

    def _count_words(self, words: Mapping[str, bool]) -> tuple[Iterable[str], Iterable[str]]:
        """Count what words came and went; the words whose leads may have changed, and the stems that came or went."""
        fact = self._fact
        stale: dict[str, None] = dict.fromkeys(words)
        stems: dict[str, None] = {}
        unsure: dict[str, None] = dict.fromkeys(words)
        for word, came in words.items():
            more = 1 if came else -1
            fact(word).present = came
            whole, *splits = readings(word)
            if (bare := without_article(word)) != word:
                _count(fact(bare), "definite", more, bare, unsure)
            _count(fact(whole.stem), "stems", more, whole.stem, stems)
            _list(fact(whole.core), "words", word, came)
            self._cores[whole.core] = None
            for part in {part for split in splits for part in (split.core, split.stem)}:
                _list(fact(part), "splits", word, came)
        borne: dict[str, None] = dict.fromkeys(words)
        for word in unsure:
            own = fact(word)
            stale[word] = None
            found = readings(word)
            sure = own.present and (len(found) == 1 or own.definite > 0)
            if sure != own.sure:
                own.sure = sure
                stem = found[0].stem
                _count(fact(stem), "stems_sure", 1 if sure else -1, stem, borne)
        for part in borne:
            stale.update(dict.fromkeys(fact(part).splits))
        return stale, stems

    def _lead(self, word: str) -> None:
        """Make the lines anew that lead to a word from what it is without a proclitic.

        A word that the article stands before is no word with a proclitic: «الفكرة» shows that «فكرة» is one word. A
        proclitic is borne out by other words with the stem that is left.
        """
        own = self._fact(word)
        leads: tuple[tuple[str, int], ...] = ()
        whole, *splits = readings(word)
        if splits and own.present and not own.definite:
            known = [
                split for split in splits if self._fact(split.stem).stems_sure > 0 or self._fact(split.core).present
            ]
            trust = 1 if known else 0
            leads = tuple((key, trust) for key in sorted({split.stem for split in known or splits} - {whole.stem}))
        for key, trust in own.leads:
            self._write(key, f"{word} {trust}", False)
        for key, trust in leads:
            self._write(key, f"{word} {trust}", True)
        own.leads = leads

    def _name(self, name: str, number: int) -> None:
        fact = self._fact(f"={name}")
        before = fact.named
        fact.named += number
        if bool(before) == bool(fact.named):
            return
        came = not before
        id, _, form = name.partition(" ")
        self._write(readings(form.partition(" ")[0])[0].stem, f"={id} {form}", came)
        self._write(f"@{id}", f"= {form}", came)
        if id[0] == KNOWN:
            return
        for word in form.split(" "):
            own = self._fact(word)
            before = own.spoken
            own.spoken += 1 if came else -1
            if not before or not own.spoken:
                core = readings(word)[0].core
                self._cores[core] = None
                if len(key := phonetic_key(core)) > 1:
                    self._write(f"~{key}", word, not before)

    def _know(self, group: int) -> None:
        """Take or drop a group of known names: it is there when one of its names may stand in the pages."""
        names = self._groups()[group]
        present = any(all(self._fact(readings(word)[0].stem).stems for word in name.split(" ")) for name in names)
        number = 1 if present else -1
        for name in names:
            if bool(self._fact(f"={KNOWN}{group} {name}").named) != present:
                self._name(f"{KNOWN}{group} {name}", number)

    def _hear(self, core: str) -> None:
        """Name the word that stands for a core among what sounds alike.

        Names that no glossary has are written in another script only where nothing else is found. A Latin word that
        some page writes with a small letter is no name.
        """
        own = self._fact(core)
        heard = ""
        key = phonetic_key(core)
        if len(key) > 2:
            others = (word for word in own.words if not self._fact(word).spoken and not self._fact(word).small)
            heard = min(others, key=lambda word: (len(word), word), default="")
        if own.heard:
            self._write(f"~{key}", f"{own.heard} ?", False)
        if heard:
            self._write(f"~{key}", f"{heard} ?", True)
        own.heard = heard

    def _write(self, key: str, rest: str, came: bool) -> None:
        line = (key, rest)
        # What went and came again is as it was.
        if self.lines.get(line, came) != came:
            del self.lines[line]
        else:
            self.lines[line] = came


def _count(fact: Fact, field: str, more: int, name: str, crossed: dict[str, None]) -> None:
    """Count something of a string, and note it where the count leaves or reaches zero."""
    before = getattr(fact, field)
    setattr(fact, field, before + more)
    if not before or not before + more:
        crossed[name] = None


def _list(fact: Fact, field: str, word: str, came: bool) -> None:
    words = set(getattr(fact, field))
    (words.add if came else words.discard)(word)
    setattr(fact, field, tuple(sorted(words)))
