"""A made-up site of any size, always the same for the same size: for benchmarks, never for reading.

Its words are syllables put together; its briefs have tags and dates enough for lists of a usual length.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
from pathlib import Path

_SYLLABLES = [consonant + vowel for consonant in "بتجحخدرزسشصضطعغفقكلمنهوي" for vowel in "اوي"]
GLOSSARY = Path("briefs", "glossary", "shared.yml")
"""The first file of the glossary, below the root of the site: its tags, and entities."""
_IN_A_FILE = 500
"""Entities of the glossary in one file; a file of 5,000 would be longer than a content file may be."""

_OVERRIDES = "overrides"
_VERBS = ["قال", "أعلن", "ذكر", "أفاد", "أوضح", "أكد", "نفى", "أضاف"]
_TAGS = {f"tag-{number:02}": f"وسم {letter}" for number, letter in enumerate("ابتثجحخدذرزسشصضطظعغف")}
_TYPES = ("person", "organization", "place", "product", "event", "concept")


class Words:
    """Arabic-looking words, sentences and names from a seeded generator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.vocabulary = sorted({self._word() for _ in range(3000)})

    def _word(self) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def words(self, count: int) -> list[str]:
        """So many words of the vocabulary."""
        return self.random.choices(self.vocabulary, k=count)

    def sentence(self, *parts: str) -> str:
        """A sentence of some words with the given parts among them."""
        words = self.words(self.random.randint(9, 15))
        for part in parts:
            words.insert(self.random.randint(1, len(words) - 1), part)
        return " ".join(words) + "."


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_CONFIGURATION = """\
site_name: bench
copyright: made up
use_directory_urls: false
theme:
  name: material
  language: ar
  font: false
  custom_dir: overrides
plugins:
  - search
{plugins}markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - md_in_html
  - tables
  - toc:
      permalink: "#"
      permalink_title: "#"
      toc_depth: 2
extra:
  alternate:
    - lang: ar
      name: العربية
      link: ar/index.html
nav:
  - index.md
  - العربية:
      - ar/index.md
      - ar/briefs/index.md
      - ar/timeline.md
      - ar/claims.md
      - ar/glossary.md
      - ar/sources/index.md
      - ar/browse/index.md
not_in_nav: |
  /ar/briefs/
  /ar/browse/
  /ar/dates/
  /ar/entities/
  /ar/sources/
  /ar/tags/
"""


def write_configuration(root: Path, plugins: str) -> None:
    """Write `mkdocs.yml` and the empty folder of own templates that it names.

    Args:
        root: the site's folder.
        plugins: lines of YAML, for plugins beside the search.
    """
    (root / _OVERRIDES).mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(_CONFIGURATION.format(plugins=plugins), encoding="utf-8")


def change_configuration(root: Path, words: str) -> None:
    """Change a setting that is seen on every page, the line at its foot."""
    path = root / "mkdocs.yml"
    text = re.sub("^copyright: .*$", f"copyright: {words}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def write_override(root: Path, words: str) -> None:
    """Replace a template of the theme by one of the site's own, of the line at the foot of every page."""
    path = root / _OVERRIDES / "partials" / "copyright.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<div class="md-copyright">{words}</div>\n', encoding="utf-8")


def remove_override(root: Path) -> None:
    """Undo `write_override`."""
    shutil.rmtree(root / _OVERRIDES / "partials", ignore_errors=True)


def write_site(root: Path, briefs: int) -> None:
    """Write a whole site: its content, its start page and its configuration."""
    write_configuration(root, "  - mujaz\n")
    write_corpus(root, briefs)
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "index.md").write_text("# Benchmark\n\n[briefs](ar/index.md)\n", encoding="utf-8")


def write_corpus(root: Path, briefs: int, seed: int = 1) -> None:
    """Write the content of a site of `briefs` briefs, each on a seed of its own, with half as many entities.

    A brief has about 600 words of article, 15 entities, 8 claims, 5 notes and 6 events.
    """
    words = Words(seed)
    entities = max(30, briefs // 2)
    names = _glossary(root, words, entities)
    for number in range(briefs):
        _brief(root, words, f"brief-{number:05}", names)


def add_brief(root: Path, number: int) -> None:
    """Write one more brief, with its seed, about entities of the glossary that `write_corpus` wrote."""
    lines = (root / GLOSSARY).read_text(encoding="utf-8").splitlines()
    ids = [line.strip(" :") for line in lines if line.startswith("  entity-")]
    names = [line.removeprefix("    name: ") for line in lines if line.startswith("    name: ")]
    _brief(root, Words(1_000_000 + number), f"brief-{number:05}", list(zip(ids, names, strict=True)))


def _glossary(root: Path, words: Words, count: int) -> list[tuple[str, str]]:
    names: list[tuple[str, str]] = []
    taken: set[str] = set()
    files: list[list[str]] = []
    for number in range(count):
        if number % _IN_A_FILE == 0:
            tags = ["tags:", *(f"  {id}: {name}" for id, name in _TAGS.items())] if not files else []
            files.append(["language: ar", *tags, "entities:"])
        name = ""
        while not name or name in taken:
            # Two words outside of the vocabulary, so that names stand in the text only where they were put.
            name = " ".join(f"{word}{'ئؤء'[number % 3]}{number:x}" for word in words.words(2))
            name = "".join(c for c in name if not c.isascii() or c == " ") + "ءئؤ"[number % 3] + words.words(1)[0]
        taken.add(name)
        id = f"entity-{number:05}"
        names.append((id, name))
        files[-1] += [
            f"  {id}:",
            f"    type: {_TYPES[number % len(_TYPES)]}",
            f"    name: {name}",
            "    aliases:",
            "      ar:",
            # The longer name has its further word before it: else every word behind a name might belong to one.
            f"        - {'ءئؤ'[number % 3]}{words.words(1)[0]} {name}",
            f"    gloss: {_quoted(words.sentence())}",
            "    body: >-",
            f"      {words.sentence()} {words.sentence()}",
        ]
    first = root / GLOSSARY
    first.parent.mkdir(parents=True, exist_ok=True)
    for number, lines in enumerate(files):
        path = first.with_stem(f"{first.stem}-{number:02}") if number else first
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return names


def _brief(root: Path, words: Words, id: str, names: list[tuple[str, str]]) -> None:
    named = words.random.sample(names, 15)
    sentences = [words.sentence(name) for _, name in named] + [words.sentence() for _ in range(25)]
    words.random.shuffle(sentences)
    paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    text = "\n".join(paragraphs) + "\n"
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds" / f"{id}.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (root / "seeds" / f"{id}.yml").write_text(
        f"language: ar\ntitle: {_quoted(words.sentence())}\npublisher: made up\npublished: 2024-01-02\n"
        f"sha256: {digest}\ngrade: C3\nrights: full\n",
        encoding="utf-8",
    )
    quotes = [sentence.rstrip(".") for sentence in words.random.sample(sentences, 19)]
    day = f"20{words.random.randint(10, 24)}-{words.random.randint(1, 12):02}-{words.random.randint(1, 28):02}"
    lines = [
        f"title: {_quoted(words.sentence())}",
        "language: ar",
        "seeds:",
        f"  - {id}",
        "tags:",
        *(f"  - {id}" for id in words.random.sample(sorted(_TAGS), 3)),
        "status: published",
        f"published: {day}",
        f"summary: {_quoted(words.sentence() + ' ' + words.sentence())}",
        "key_points:",
        *(f"  - {_quoted(words.sentence())}" for _ in range(4)),
        "notes:",
    ]
    for number in range(5):
        lines += [
            f"  - id: n{number}",
            f"    at: {_quoted(quotes.pop())}",
            f"    title: {_quoted(' '.join(words.words(3)))}",
            f"    body: {_quoted(words.sentence() + ' ' + words.sentence())}",
            "    sources:",
            "      - s1",
        ]
    lines.append("claims:")
    for number in range(8):
        lines += [
            f"  - id: c{number}",
            f"    at: {_quoted(quotes.pop())}",
            f"    statement: {_quoted(words.random.choice(_VERBS) + ' ' + words.sentence())}",
            f"    speaker: {named[number][0]}",
            "    assessment: disputed",
            "    confidence: moderate",
            f"    rationale: {_quoted(words.sentence())}",
            "    sources:",
            "      - s1",
        ]
    lines.append("timeline:")
    for _ in range(6):
        happened = (
            f"{words.random.randint(1995, 2024)}-{words.random.randint(1, 12):02}-{words.random.randint(1, 28):02}"
        )
        lines += [
            f"  - date: {happened}",
            f"    text: {_quoted(words.sentence())}",
            f"    at: {_quoted(quotes.pop())}",
        ]
    lines += ["sources:", "  s1:", "    type: webpage", f"    title: {_quoted(' '.join(words.words(5)))}"]
    path = root / "briefs" / f"{id}.yml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
