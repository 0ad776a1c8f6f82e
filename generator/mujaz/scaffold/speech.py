"""Reported speech in Arabic and English: passages that say what somebody said.

A proposal for an analyst, who reads each one. It errs on the side of silence: a verb of saying alone is not enough,
its words must be marked off by a quotation, by a particle (إنّ, بأنّ, that) or by an attribution (بحسب, according to).
A sentence is read as often as it has verbs, so that none is read that is longer than people write them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from mujaz.resolve.anchor import Range
from mujaz.scaffold.verbs import (
    ACTING,
    DENYING,
    ENGLISH_ACTING,
    ENGLISH_DENYING,
    ENGLISH_SAYING,
    arabic_saying,
)
from mujaz.text.datelines import dateline_end
from mujaz.text.fold import Folded
from mujaz.text.paragraphs import paragraphs
from mujaz.text.patterns import lazy_re
from mujaz.text.quotations import quotation_at, quotations
from mujaz.text.sentences import sentence_ends

LONGEST_SENTENCE = 4_000
"""Code points of the longest sentence in which reported speech is looked for, its quotations included."""

_LEAST_WORDS = 3  # of a statement
_LONG_QUOTATION = 4  # words; shorter ones are terms, or parts of a clause
_FEW = 8  # words between the halves of a quotation
_FAR = 160  # code points between a verb and its particle
_LONG_SOURCE = 3  # words; behind so many a conjunction goes on with the clause, and does not begin it

_EDGES = " \t\xa0\r\n.,،؛;:!…-–—"
_MARKS = '“”«»"„「」『』‹›'

# All patterns below are for folded text: أ إ are ا, ى is ي, diacritics are gone, every quotation mark is ".
_ARABIC_VERB = lazy_re(
    rf"(?<!\w)(?P<neg>(?:[وف]?(?:لم|لن|لا|ما)) )?[وف]?(?:(?P<deny>{DENYING})|(?:{arabic_saying()}))(?!\w)"
)
_ARABIC_ACTING = lazy_re(rf"(?<!\w)[وف]?(?:{ACTING})(?!\w)")
# Not that of بعد أن, قبل أن, دون أن; إلا أن and its like end the clause.
_ARABIC_PARTICLE = lazy_re(r"(?<!\w)(?<!بعد )(?<!قبل )(?<!دون )ب?ان(?P<with>ه|ها|هم|هما|هن|ني|نا)?(?!\w)")
_ARABIC_TURN = lazy_re(r"[؛;]|(?<!\w)(?:[وف]?(?:الا|غير|بيد|لولا|كما|حيث|مع|رغم)|الرغم من) ان(?!\w)")
# وفقا لما, of interests or plans, names no source.
_ARABIC_SOURCE = lazy_re(
    r"(?<!\w)[وف]?(?:بحسب|حسبما|وفقا? ل(?!ما (?!ذكر|قال|اعلن|افاد|نقل|اورد))\w+|وفق(?! ما(?!\w))"
    r"|علي حد (?:قول|تعبير)|نقلا عن|كما (?:قال|ذكر|افاد))(?:ت|ه|ها|هم)?(?!\w)"
)
# The particle that begins the main clause behind an attribution: بحسب الوزارة فقد انهار السد.
_MAIN_CLAUSE = lazy_re(
    r"(?<!\w)(?:فقد (?=\w)|فان (?=\w)"
    r"|(?=فان(?:ه|ها|هم|هما)(?!\w)|ف(?:لم|لن|لا|ليس|ليست|سوف|هناك|ثمة|هو|هي|هم)(?!\w)|فس[يتن]))"
)
# What goes on with a clause behind a comma, and begins none: the clause stands before it.
_ADDITION = lazy_re(
    r"[,،] (?:و?(?:كما|حيث|فيما|بينما|مما|الامر|لافت|مشير|مضيف|موضح|مؤكد|الا ان|لكن|غير ان|اذ|في حين|التي|الذي)"
    r"|(?:while|which|who|and|but|as|adding|where)\b)"
)
_CONJUNCTION = lazy_re(r"[,،] [وف]")
_PROPER = lazy_re(r"(?:[A-Z][\w'’.-]*|of|the|de|al|bin)(?: (?:[A-Z][\w'’.-]*|of|the|de|al|bin))*")
_ANNOUNCING = lazy_re(r"[وف]?[اي]?علن|announce", re.IGNORECASE)

_ENGLISH_VERB = lazy_re(
    rf"\b(?P<neg>(?:not|never|n\"t) )?(?:(?P<deny>{ENGLISH_DENYING})"
    rf"|{ENGLISH_SAYING})\b",
    re.IGNORECASE,
)
_ENGLISH_ACTING = lazy_re(rf"\b(?:{ENGLISH_ACTING})\b", re.IGNORECASE)
_ENGLISH_PARTICLE = lazy_re(r"\bthat\b", re.IGNORECASE)
_ENGLISH_TURN = lazy_re(";")
_SUBORDINATE = lazy_re(r"\b(?:after|although|as|because|before|if|since|when|while)\b[^,]*$", re.IGNORECASE)
_ENGLISH_SOURCE = lazy_re(r"\baccording to\b", re.IGNORECASE)
_BARE_CLAUSE = lazy_re(
    r"(?:said|says?|added|claims?|claimed|insisted|argued) (?!(?:to|in|on|at|by|for|of|about|it|so)\b)"
    r"(?!(?:(?:last|late|early) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|later)"
    r"(?: \w+)?(?:[,.]|$))",
    re.IGNORECASE,
)
# Words that a clause has and the mere name of a speaker has not.
_FINITE = lazy_re(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|\w{2,}ed"
    r"|became|began|broke|brought|built|came|cost|died|fell|found|gave|goes|got|held|hit|kept|killed|knew|led|left|lost"
    r"|made|means|met|needs|paid|ran|rose|sank|saw|sent|set|shows|shut|sold|spent|stands|stood|stay|stays|struck|takes|thinks"
    r"|took|wants|went|won|works|\w+n\"t|we|they|it|he|she|i)\b",
    re.IGNORECASE,
)
_TRAILING = lazy_re(
    r"[,،]\"? (?=(?:[\w\".'-]+ ){1,8}?(?:said|says|added|told|insisted|argued|wrote)\b[^,]*(?:, citing\b.*)?$"
    r"|(?:said|says|added|insisted|argued|wrote) (?P<inverted>(?:the|an?|his|her|their|its|one|[A-Z])[^,]*)$)"
)
_NO_CLAUSE = lazy_re(r"(?:after|although|as|because|before|if|in|on|at|since|when|while|for|with)\b", re.IGNORECASE)
_COMMA = lazy_re("[,،]")


class Statement(Struct, frozen=True):
    """A passage that reports what somebody says; all ranges are of the unfolded text, in code points.

    Attributes:
        said: the words said: the shortest passage that does not change their sense.
        sentence: the sentence, or sentences, around them.
        verb: the verb or the attribution that marks them.
    """

    said: Range
    sentence: Range
    verb: Range


def reported_speech(folded: Folded) -> tuple[Statement, ...]:
    """All passages of reported speech, in order, of sentences up to `LONGEST_SENTENCE`; they do not overlap."""
    found: list[Statement] = []
    quoted = quotations(folded.original)
    for sentence in _sentences(folded.original, quoted):
        if _is_too_long(sentence):
            continue
        for statement in sorted(_Sentence(folded, sentence, quoted).statements(), key=lambda s: s.said):
            if not found or statement.said[0] >= found[-1].said[1]:
                found.append(statement)
    return tuple(found)


def sentences_too_long(folded: Folded) -> tuple[Range, ...]:
    """The sentences in which no reported speech is looked for, since they are longer than `LONGEST_SENTENCE`."""
    return tuple(filter(_is_too_long, _sentences(folded.original, quotations(folded.original))))


def _is_too_long(sentence: Range) -> bool:
    return sentence[1] - sentence[0] > LONGEST_SENTENCE


def _sentences(text: str, quoted: list[Range]) -> Iterator[Range]:
    """The sentences of a text without their datelines; one quotation is never cut in two."""
    begins = {paragraph.start for paragraph in paragraphs(text)}
    start = 0
    for end in (*sentence_ends(text), len(text)):
        inside = quotation_at(quoted, end)
        if end <= start or (inside is not None and inside[0] < end):
            continue
        sentence = text[start:end]
        first = start + len(sentence) - len(sentence.lstrip())
        start = end
        if first < end:
            yield dateline_end(text, first) if first in begins else first, first + len(sentence.strip())


class _Sentence:
    """One sentence, with the ways to look for what is said in it."""

    def __init__(self, folded: Folded, place: Range, quoted: list[Range]) -> None:
        self.folded = folded
        self.original = folded.original
        self.place = place
        self.first, self.last = bisect_left(folded.starts, place[0]), bisect_left(folded.starts, place[1])
        self.quotations = quoted[bisect_left(quoted, (place[0], 0)) : bisect_left(quoted, (place[1], 0))]

    def statements(self) -> Iterator[Statement]:
        sources = [*self._find(_ARABIC_SOURCE), *self._find(_ENGLISH_SOURCE)]
        verbs = sorted([*self._find(_ARABIC_VERB), *self._find(_ENGLISH_VERB)], key=lambda match: match.start())
        markers = sorted([self._range(match) for match in (*verbs, *sources)])
        introduced = [place for place in self.quotations if self._is_introduced(place)]
        given = [(place, self._marker_of(place, markers)) for place in introduced]
        content = self._content(sources)
        clauses = self._clauses(verbs, content, introduced)
        if clauses:
            given += clauses
            given += [
                (place, self._marker_of(place, markers))
                for place in self.quotations
                if place[0] <= self.place[0] + 1 and place[1] < min(start for (start, _), _ in clauses)
            ]
        elif not given and markers:
            given += [
                (place, self._marker_of(place, markers))
                for place in self._joined(markers)
                if len(self.original[slice(*place)].split()) >= self._least_quoted(place)
            ]
        if not given and (whole := self._whole(verbs, sources, content)):
            given.append(whole)
        if not given and (act := self._act(content)):
            given.append(act)
        for said, verb in given:
            trimmed = self._trimmed(said)
            if trimmed is not None:
                yield Statement(trimmed, self.place, verb or (trimmed[0], trimmed[0]))

    def _clauses(
        self, verbs: list[re.Match[str]], content: Range, introduced: list[Range]
    ) -> list[tuple[Range, Range]]:
        """What stands behind each verb of a sentence, where the next begins a part of its own: «، وأكد أن …»."""
        found: list[tuple[Range, Range]] = []
        for verb in verbs:
            place = self._range(verb)
            clause = self._clause(verb, content, introduced)
            if clause is None or (found and not self._begins_part(place[0])):
                continue
            if found:
                (start, end), marker = found[-1]
                if place[0] < end:
                    found[-1] = (start, self._part_end(place[0])), marker
            found.append(clause)
        return found

    def _begins_part(self, start: int) -> bool:
        """Whether a comma and a conjunction stand before a verb, or are the beginning of its word."""
        before = self.original[self.place[0] : start].rstrip()
        return before.endswith(("،", ",", "،و")) and self.original[start : start + 1] in "وف"

    def _part_end(self, start: int) -> int:
        return self.place[0] + len(self.original[self.place[0] : start].rstrip(" ،,"))

    def _joined(self, markers: list[Range]) -> list[Range]:
        """The quotations of the sentence; two between which only its speaker stands are one: «…», said X, «…»."""
        joined: list[Range] = []
        for place in self.quotations:
            between = (joined[-1][1], place[0]) if joined else (0, 0)
            is_split = any(between[0] <= start and end <= between[1] for start, end in markers)
            if joined and is_split and len(self.original[slice(*between)].split()) <= _FEW:
                joined[-1] = joined[-1][0], place[1]
            else:
                joined.append(place)
        return joined

    def _least_quoted(self, place: Range) -> int:
        """How many words a quotation must have: fewer where the sentence begins with it and is ended by who says it."""
        return _LEAST_WORDS if place[0] <= self.place[0] + 1 else _LONG_QUOTATION

    def _act(self, content: Range) -> tuple[Range, Range] | None:
        """The clause of a verb that says something by itself: accuses, calls for, promises, warns of."""
        for pattern, turn in ((_ARABIC_ACTING, _ARABIC_TURN), (_ENGLISH_ACTING, _ENGLISH_TURN)):
            for match in self._find(pattern):
                place = self._range(match)
                if place[1] >= content[1]:
                    continue
                stop = turn.search(self.folded.text, match.end(), self.last)
                end = min(content[1], self.folded.span(stop.start(), stop.end())[0] if stop else content[1])
                return (place[0], end), place
        return None

    def _find(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """The matches that stand outside of quotations."""
        matches = pattern.finditer(self.folded.text, self.first, self.last)
        return [match for match in matches if not self._is_quoted(self._range(match))]

    def _range(self, match: re.Match[str]) -> Range:
        return self.folded.span(match.start(), match.end())

    def _is_quoted(self, place: Range) -> bool:
        return any(start <= place[0] < end for start, end in self.quotations)

    def _is_introduced(self, quotation: Range) -> bool:
        """Whether a colon stands before a quotation: then its words are what is said."""
        before = self.original[self.place[0] : quotation[0]].rstrip(_MARKS + " \xa0")
        return before.endswith(":")

    def _marker_of(self, place: Range, markers: list[Range]) -> Range | None:
        """The verb or attribution that a quotation belongs to: the last before it, or else the first behind."""
        before = [marker for marker in markers if marker[1] <= place[0]]
        return before[-1] if before else markers[0] if markers else None

    def _content(self, sources: list[re.Match[str]]) -> Range:
        """The sentence without an attribution that a comma sets off at its end."""
        start, end = self.place
        for match in sources:
            at = self._range(match)[0]
            if self.original[start:at].rstrip().endswith((",", "،")):
                end = min(end, at)
        trailing = _TRAILING.search(self.folded.text, self.first, self.last)
        if trailing and not self._is_quoted(self.folded.span(trailing.start(), trailing.start() + 1)):
            before, rest = self.folded.text[self.first : trailing.start()], trailing["inverted"]
            is_quoted = before.endswith('"') or trailing[0].startswith(',"')
            if is_quoted or (self._is_clause(before) and not (rest and _FINITE.search(rest))):
                end = min(end, self.folded.span(trailing.start(), trailing.end())[0])
        return start, end

    def _is_clause(self, words: str) -> bool:
        """Whether English words say something, and do not only name who speaks."""
        return bool(_FINITE.search(words)) and not _NO_CLAUSE.match(words.lstrip(' "'))

    def _clause(self, verb: re.Match[str], content: Range, introduced: list[Range]) -> tuple[Range, Range] | None:
        """What stands behind a verb and its particle."""
        text, place = self.folded.text, self._range(verb)
        is_english = verb.re.pattern == _ENGLISH_VERB.pattern
        end = self._end(verb, content, introduced)
        stop = min(bisect_left(self.folded.starts, end), verb.end() + _FAR)
        pattern = _ENGLISH_PARTICLE if is_english else _ARABIC_PARTICLE
        particles = (match for match in pattern.finditer(text, verb.end(), stop))
        particle = next((match for match in particles if self._is_particle(match, is_english)), None)
        if is_english and particle is not None and "," in text[verb.end() : particle.start()]:
            particle = None
        if verb["deny"] or verb["neg"]:
            # Without its verb the passage would say the opposite.
            return ((self.place[0] if is_english else place[0], end), place) if particle else None
        if particle is not None:
            pronoun = not is_english and particle["with"]
            start = self.folded.span(particle.start() if pronoun else particle.end(), particle.end() + 1)[0]
            return (start, end), place
        before = text[self.first : verb.start()].rstrip()
        # «…», said X; but not: X, who is ill, said the dam was safe
        is_set_off = before.endswith(",") and before.count(",") > 1 and '"' not in before
        is_behind = before.endswith((",", '"')) and not (is_set_off and _FINITE.search(text, verb.end(), stop))
        if is_english and _BARE_CLAUSE.match(text, verb.start()) and not is_behind and place[1] < end:
            return (place[1], end), place
        return None

    def _is_particle(self, match: re.Match[str], is_english: bool) -> bool:
        """Whether a particle stands outside of quotations, and is not «آن», which folding makes the same."""
        start, end = self._range(match)
        return not self._is_quoted((start, end)) and (is_english or "آ" not in self.original[start:end])

    def _end(self, verb: re.Match[str], content: Range, introduced: list[Range]) -> int:
        """Where a verb's clause ends at the latest."""
        start, end = self._range(verb)[1], content[1]
        for quotation in introduced:
            if quotation[0] > start:
                end = min(end, self._clause_end(start, quotation[0]))
        turns = [_ENGLISH_TURN if verb.re.pattern == _ENGLISH_VERB.pattern else _ARABIC_TURN]
        if _SUBORDINATE.search(self.folded.text[self.first : verb.start()].rpartition(",")[2]):
            turns.append(_COMMA)
        for pattern in turns:
            turn = pattern.search(self.folded.text, verb.end(), self.last)
            if turn and not self._is_quoted(self._range(turn)):
                end = min(end, self._range(turn)[0])
        return end

    def _clause_end(self, start: int, quotation: int) -> int:
        """Where a clause ends before the verb that introduces a quotation: at the comma before it."""
        commas = [match.start() for match in _COMMA.finditer(self.original, start + 1, quotation)]
        return commas[-1] if commas else start

    def _whole(
        self, verbs: list[re.Match[str]], sources: list[re.Match[str]], content: Range
    ) -> tuple[Range, Range] | None:
        """The sentence itself: where it denies, announces, or is attributed as a whole."""
        for match in sources:
            place = self._range(match)
            if place[0] > content[0] and content[1] <= place[0]:
                return content, place
            if place[0] == content[0]:
                return (self._attributed(place[1], content), content[1]), place
        for verb in verbs:
            if verb["deny"] or _ANNOUNCING.match(verb[0]):
                start = self._range(verb)[0]
                first = start if self._begins_part(start) else content[0]
                return (first, self._end(verb, content, [])), self._range(verb)
        if verbs and content[1] < self.place[1]:
            return content, self._range(verbs[-1])
        return None

    def _attributed(self, source: int, content: Range) -> int:
        """Where the words begin that an attribution at the beginning of the sentence is about.

        Args:
            source: where the first words of the attribution end.
            content: the whole; its own beginning is returned where it is not clear where the source ends.
        """
        text, first, last = self.folded.text, bisect_left(self.folded.starts, source), self._folded_end(content[1])
        main = _MAIN_CLAUSE.search(text, first, last)
        if main is not None:
            return self.folded.span(main.end(), main.end() + 1)[0]
        comma = _COMMA.search(text, first, last)
        if comma is None or _ADDITION.match(text, comma.start()):
            return content[0]
        if _CONJUNCTION.match(text, comma.start()) and len(text[first : comma.start()].split()) >= _LONG_SOURCE:
            return content[0]
        further = _COMMA.search(text, comma.end(), last)
        if further is not None and _PROPER.fullmatch(text[comma.end() : further.start()].strip()):
            comma = further  # the name of the source stands between
        return self.folded.span(comma.start(), comma.end())[1]

    def _folded_end(self, end: int) -> int:
        return bisect_left(self.folded.starts, end)

    def _trimmed(self, place: Range) -> Range | None:
        """A range without white space, stops and lone quotation marks at its ends; None for too few words."""
        start, end = place
        while start < end:
            edge = self.original[start:end]
            if edge[0] in _EDGES or (edge[0] in _MARKS and self._is_lone(start, start, end)):
                start += 1
            elif edge[-1] in _EDGES or (edge[-1] in _MARKS and self._is_lone(end - 1, start, end)):
                end -= 1
            else:
                break
        return (start, end) if len(self.original[start:end].split()) >= _LEAST_WORDS else None

    def _is_lone(self, mark: int, start: int, end: int) -> bool:
        """Whether the partner of a quotation mark stands outside of a range, or the two hold all of it."""
        for first, last in self.quotations:
            if mark in (first - 1, last):
                return not (start <= first - 1 and last < end) or (first - 1 == start and last == end - 1)
        return True
