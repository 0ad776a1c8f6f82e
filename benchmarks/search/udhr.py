"""The Universal Declaration of Human Rights as a collection: a page for each paragraph, queries judged by stems."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from forms import CLITICS, inflected, misspelled
from hunspell import Judge, Stems, judge
from queries import Collection, Page, Query

_ARABIC = """
أن إن أو أي أية ذلك هذا هذه تلك التي الذي الذين كان كانت يكون على إلى عن من في مع بين كل لكل بعد قبل عند غير لم لن لا ما
كما قد لقد هو هي هم له لها لهم فيه فيها به بها منه عليه عليها عنه دون سواء إذا ولا كذلك مثل بما فإن حيث وعلى ولما لما
وأن بأن ولكل أيضا نحو أثناء خلال ضد بهذا بسبب بمثل وفقا حتى أمام وقت نفس
"""
_ENGLISH = """
the of and to in or a is for be his her has shall this that by no as from with it any are not an all which on their have
such one everyone him may its other who at if these must been was were when there them those same out into own whereas
therefore upon among throughout against where between through without towards nor every another either during until
"""
_FUNCTION_WORDS = {"ar": frozenset(_ARABIC.split()), "en": frozenset(_ENGLISH.split())}
"""Words that nobody looks for."""
_QUESTIONS = {
    "ar": ("ماذا قيل عن {} وعن {}؟", "ما هي الصفحات التي تتحدث عن {} و{}", "أين ورد ذكر {} مع {} في هذا النص؟"),
    "en": ("what is said about {} and {}?", "which pages are about the {} of {}", "where does it speak of {} with {}?"),
}


def _plain(source: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", source)).split())


def _paragraphs(source: str) -> list[tuple[str, str]]:
    """Title and text of each paragraph."""
    found = []
    for part in re.findall(r"<(?:header|article)[^>]*>.*?</(?:header|article)>", source, re.DOTALL):
        heading = re.search(r"<h2[^>]*>(.*?)</h2>", part, re.DOTALL)
        title = _plain(heading[1]) if heading else ""
        found += [(title, _plain(text)) for text in re.findall(r"<p[^>]*>(.*?)</p>", part, re.DOTALL)]
    return found


def pages(declaration: Path, articles: bool) -> tuple[Page, ...]:
    """A page for each paragraph, or for each article.

    Titles are numbers only, so that every word to be found is in the text.
    """
    paragraphs = _paragraphs(declaration.read_text(encoding="utf-8"))
    groups: dict[str, list[str]] = {}
    for number, (title, text) in enumerate(paragraphs):
        groups.setdefault(title if articles else str(number), []).append(text)
    return tuple(
        Page(f"p{number:03}", f"{number}", tuple(texts)) for number, texts in enumerate(groups.values(), start=1)
    )


@dataclass(slots=True)
class Writer:
    """Draws the queries of one collection: always the same ones for the same seed."""

    judge: Judge
    stems: Stems
    random: random.Random
    number: int
    texts: dict[str, str]

    def content(self, share: float = 0.4) -> list[str]:
        """The stems worth a query: of words with a meaning, on no more than this share of the pages."""
        function = _FUNCTION_WORDS[self.stems.language]
        limit = max(1, int(len(self.judge.texts) * share))
        return sorted(
            stem
            for stem, forms in self.judge.forms.items()
            if len(stem) > 2
            and len(self.judge.loose[stem]) <= limit
            and not function.intersection({stem, *forms, *(form[1:] for form in forms if form[0] in "وفبلك")})
            and self.stems.known.get(forms[0])  # hunspell knows it
        )

    def sample(self, kind: str, candidates: Iterable[tuple[str, tuple[str, ...]]]) -> list[Query]:
        """So many queries of one kind out of texts and the stems they ask for."""
        found = sorted(dict(candidates).items())
        queries = []
        for text, stems in self.random.sample(found, min(self.number, len(found))):
            loose, strict = self.judge.relevant(*stems)
            if loose and strict:
                queries.append(Query(text, kind, loose, strict))
        return queries

    def pairs(self) -> list[tuple[str, str, str, str]]:
        """Two words with a meaning that stand near each other, each with its stem."""
        stem_of = {form: stem for stem in self.content() for form in self.judge.forms[stem]}
        found = set()
        for page in self.judge.texts.values():
            for at, first in enumerate(page):
                for second in page[at + 1 : at + 3]:
                    if first in stem_of and second in stem_of and stem_of[first] != stem_of[second]:
                        found.add((first, stem_of[first], second, stem_of[second]))
        return sorted(found)

    def sentences(self) -> list[Query]:
        """Sentences of seven to fourteen words with one of them left out, to be found where they stand."""
        found = []
        for name, text in self.texts.items():
            for sentence in re.split(r"[.،؛,;:]\s+", text):
                split = sentence.strip(" .،؛,;:").split()
                if 7 <= len(split) <= 14:
                    del split[self.random.randrange(1, len(split) - 1)]
                    found.append(Query(" ".join(split), "sentence less a word", frozenset({name})))
        return self.random.sample(found, min(self.number, len(found)))


def _queries(writer: Writer) -> list[Query]:
    stems, verdict = writer.stems, writer.judge
    content = writer.content()
    arabic = stems.language == "ar"
    present = {word for page in verdict.texts.values() for word in page}
    stems.look_up(content)
    made = inflected(content, stems)
    absent = {stem: [form for form in forms if form not in present] for stem, forms in made.items()}
    pairs = writer.pairs()
    verbal = [stem for stem in content if any(form in stems.verbs for form in verdict.forms[stem])]
    made_verbs = inflected(verbal, stems, verbs=True) if arabic else {}
    absent_verbs = {stem: sorted(set(forms) - present) for stem, forms in made_verbs.items()}

    def another(stem: str, word: str) -> str:
        others = sorted(set(made[stem]) - {word}) or [word]
        return writer.random.choice(others)

    def question(at: int, first: str, second: str) -> str:
        patterns = _QUESTIONS[stems.language]
        return patterns[at % len(patterns)].format(first, second)

    queries = [
        *writer.sample("short: word as written", ((f, (s,)) for s in content for f in verdict.forms[s])),
        *writer.sample("short: dictionary form", ((s, (s,)) for s in content if stems.known[s] == (s,))),
        *writer.sample("short: two words as written", ((f"{a} {b}", (s, t)) for a, s, b, t in pairs)),
        *writer.sample(
            "inflected: other form in the text",
            ((f, (s,)) for s in content if len(verdict.forms[s]) > 1 for f in verdict.forms[s]),
        ),
        *writer.sample(
            "inflected: form not in the text",
            ((writer.random.choice(forms), (s,)) for s, forms in absent.items() if forms),
        ),
        *writer.sample("inflected: two words", ((f"{another(s, a)} {another(t, b)}", (s, t)) for a, s, b, t in pairs)),
        *writer.sample(
            "long: question, words as written",
            ((question(at, a, b), (s, t)) for at, (a, s, b, t) in enumerate(pairs)),
        ),
        *writer.sample(
            "long: question, inflected",
            ((question(at, another(s, a), another(t, b)), (s, t)) for at, (a, s, b, t) in enumerate(pairs)),
        ),
        *writer.sentences(),
    ]
    if arabic:
        queries += [
            *writer.sample(
                "inflected: with و ال ب ل",
                ((f, (s,)) for s, forms in absent.items() for f in forms if f.removesuffix(s) in CLITICS),
            ),
            *writer.sample(
                "verbs: as written", ((f, (s,)) for s in verbal for f in verdict.forms[s] if f in stems.verbs)
            ),
            *writer.sample(
                "verbs: inflected",
                ((writer.random.choice(forms), (s,)) for s, forms in absent_verbs.items() if forms),
            ),
            *writer.sample(
                "spelling: hamza, ة, ى, vowel signs",
                (
                    (typed, (s,))
                    for at, (s, f) in enumerate((s, f) for s in content for f in verdict.forms[s])
                    if (typed := misspelled(f, at)) != f
                ),
            ),
        ]
    return queries


def collection(
    declarations: Path, language: str, articles: bool, number: int, extra: Callable[[Judge, Stems], list[Query]]
) -> Collection:
    """The declaration in `ar` or `en` with so many queries of each kind, and those that `extra` adds.

    Raises:
        FileNotFoundError: the npm package is not installed there.
    """
    found = pages(declarations / {"ar": "arb.html", "en": "eng.html"}[language], articles)
    texts = {page.name: " ".join(page.paragraphs) for page in found}
    stems = Stems(language)
    verdict = judge(texts, stems)
    writer = Writer(verdict, stems, random.Random(7), number, texts)
    queries = _queries(writer) + extra(verdict, stems)
    name = f"udhr-{language}-{'articles' if articles else 'paragraphs'}"
    return Collection(name, language, found, tuple(queries))
