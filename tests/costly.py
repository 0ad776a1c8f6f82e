"""Sites of which one thing is large: what a run over each costs, in a process of its own.

Each case is a function of a size. It gives the files of a site of which one field, list or number of files is as large
as that; everything else in it is small.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mujaz.scaffold.speech import LONGEST_SENTENCE

Files = Mapping[str, str]

MOST_MEMORY = 3 << 30
"""Bytes that a run may ask for."""

SETTINGS = "site_name: s\nuse_directory_urls: false\nextra:\n  alternate:\n    - {name: English, link: en/, lang: en}\n"
ARTICLE = "The harbour of Port Rimal was closed on Monday, the harbour master said. Ships wait at sea.\n"
GLOSSARY = "language: en\nentities:\n  port:\n    type: place\n    name: Port Rimal\n"
HEAD = "language: en\ntitle: A harbour\nseeds:\n  - line\n"


def record(text: str) -> str:
    """The record of a seed."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"language: en\ntitle: A harbour\npublisher: The Coast\nsha256: {digest}\nrights: full\n"


def site(brief: str = HEAD, article: str = ARTICLE, glossary: str = GLOSSARY, **more: str) -> dict[str, str]:
    """A site with one seed and one brief."""
    return {
        "mkdocs.yml": SETTINGS,
        "seeds/line.txt": article,
        "seeds/line.yml": record(article),
        "briefs/glossary/all.yml": glossary,
        "briefs/b.yml": brief,
        **more,
    }


def many(count: int, template: str) -> str:
    """A text so many times; `#` stands for the number of each, `@` for a word of its own."""
    return "".join(template.replace("#", str(n)).replace("@", "w" + _letters(n)) for n in range(count))


def files_of(count: int, name: str, template: str) -> dict[str, str]:
    """So many files; as `many`."""
    return {name.replace("#", str(n)): template.replace("#", str(n)) for n in range(count)}


def _letters(number: int) -> str:
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters += chr(ord("a") + rest)
        if not number:
            return letters


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds of CPU time, the most memory in MiB, its exit code and the end of what it said."""

    seconds: float
    memory: float
    code: int
    said: str


@dataclass(frozen=True)
class Case:
    """What is large, how large it is at first, the files, and what is run."""

    name: str
    size: int
    files: Callable[[int], Files]
    verb: tuple[str, ...] = ("check", "--no-cache")


def write(root: Path, files: Files) -> None:
    """Write the files of a site."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def run(root: Path, arguments: tuple[str, ...], *, most: float) -> Cost:
    """Run a verb on a site in a process of its own, no longer than so many seconds of CPU time."""
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(most), int(most)))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    command = [sys.executable, "-m", "mujaz", arguments[0], "-C", str(root), *arguments[1:]]
    with (root / ".said").open("wb+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, preexec_fn=limited)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(max(0, said.tell() - 400))
        tail = said.read().decode(errors="replace")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode, tail)


BOOK = "sources:\n  p:\n    type: book\n    title: T\n"
NOTE = "notes:\n  - id: n\n    title: T\n    body: B.\n    at: "
NOTES = "  - id: n#\n    title: T\n    body: B.\n    at: "
CLAIM = "  - id: c#\n    statement: S #.\n"
SAID = CLAIM + "    speaker: port\n    sources: [p]\n"
PERSON = "  e#:\n    type: person\n    name: Person @\n"
PEOPLE = "language: en\nentities:\n"
NEW = ("new", "fresh", "--seed", "line")
THEME = "theme: {name: material, font: false}\nplugins: [mujaz, search]\n"
BUILD = ("build", "--no-cache")
LINK = "rights: link"


def prose(text: str) -> str:
    """A brief with a summary, in one line."""
    return HEAD + f'summary: "{text}"\n'


def named(name: str) -> dict[str, str]:
    """A site with an entity of a name."""
    return site(glossary=GLOSSARY.replace("Port Rimal", name))


def titled(title: str) -> dict[str, str]:
    """A site with a brief of a title."""
    return site(HEAD.replace("A harbour", title))


def settings(more: str) -> dict[str, str]:
    """A site with more settings."""
    return {**site(), "mkdocs.yml": SETTINGS + more}


def built(brief: str = HEAD, article: str = ARTICLE) -> dict[str, str]:
    """A site that can be built."""
    return {**site(brief, article), "mkdocs.yml": SETTINGS + THEME, "docs/index.md": "# Harbours\n\nWords.\n"}


def linked(article: str, page: str) -> dict[str, str]:
    """A site with an article that may not be shown, and a page that may repeat it."""
    files = site(article=article, **{"docs/p.md": f"# Page\n\n{page}\n"})
    return {**files, "seeds/line.yml": files["seeds/line.yml"].replace("rights: full", LINK)}


CASES = (
    Case("claims that nobody says", 2000, lambda n: site(HEAD + "claims:\n" + many(n, CLAIM))),
    Case("claims in a row", 1000, lambda n: site(HEAD + BOOK + "claims:\n" + SAID.replace("#", "1") + "".join(
        SAID.replace("#", str(i + 2)) + f"    supersedes: [c{i + 1}]\n" for i in range(n)))),
    Case("claims that contradict one", 1000, lambda n: site(
        HEAD + BOOK + "claims:\n" + SAID.replace("#", "") + many(n, SAID + "    contradicts: [c]\n"))),
    Case("claims with a passage each", 1000, lambda n: site(
        HEAD + "claims:\n" + many(n, CLAIM + "    speaker: port\n    at: @ said\n"), many(n, "Then @ said it.\n"))),
    Case("anchors with many places each", 500, lambda n: site(
        HEAD + "notes:\n" + many(n, NOTES + "the harbour\n"), "It was in the harbour of Port Rimal.\n" * n)),
    Case("places of few anchors", 10000, lambda n: site(
        HEAD + "notes:\n" + many(5, NOTES + "the harbour\n"), "It was in the harbour of Port Rimal.\n" * n)),
    Case("places with a prefix that none has", 10000, lambda n: site(
        HEAD + NOTE + "{exact: the harbour, prefix: nowhere}\n", "It was in the harbour of Port Rimal.\n" * n)),
    Case("words of a lost quote", 2000, lambda n: site(HEAD + NOTE + many(n, "q@ ") + "\n", many(n, "@ "))),
    Case("words of a quote that is nearly there", 2000, lambda n: site(
        HEAD + NOTE + many(n, "@ ") + "no\n", many(n, "@ "))),
    Case("letters of a lost quote", 8000, lambda n: site(HEAD + NOTE + "ab" * n + "\n", "ba" * n + "c.\n")),
    Case("lost quotes", 50, lambda n: site(HEAD + "notes:\n" + many(n, NOTES + "the @ of nowhere\n"), ARTICLE * 100)),
    Case("letters of a name", 8000, lambda n: named("Port" + "r" * n)),
    Case("words of a name in Arabic", 500, lambda n: named("ميناء " * n)),
    Case("words of a name that has many spellings", 200, lambda n: named("أبو القاسم " * n)),
    Case("aliases of an entity", 2000, lambda n: site(
        glossary=GLOSSARY + "    aliases:\n      en:\n" + many(n, "        - Quay @\n"))),
    Case("entities with one name", 1000, lambda n: site(glossary=PEOPLE + many(n, PERSON.replace("@", "Ahmad")))),
    Case("entities", 2000, lambda n: site(glossary=PEOPLE + many(n, PERSON))),
    Case("relations of an entity", 2000, lambda n: site(
        glossary=PEOPLE + many(n, PERSON) + "    relations:\n" + many(n - 1, "      - {to: e#, type: owns}\n"))),
    Case("names found in one line", 2000, lambda n: site(article="Port Rimal is by the sea and it rains; " * n)),
    Case("names found in many lines", 5000, lambda n: site(article="Port Rimal is by the sea and it rains.\n" * n)),
    Case("names in doubt", 1000, lambda n: site(
        article="He went from here to Smith and it rains.\n" * n,
        glossary=PEOPLE + many(2, PERSON.replace("Person @", "Smith")))),
    Case("slips in a name", 2000, lambda n: site(
        article=many(n, "Then Harbour Mastre came, and @.\n"),
        glossary=PEOPLE + many(1, PERSON.replace("Person @", "Harbour Master")))),
    Case("slips in many names", 500, lambda n: site(
        article=many(n, "Then Harbour Mastre@ came.\n"),
        glossary=PEOPLE + many(n, PERSON.replace("Person @", "Harbour Master@")))),
    Case("mentions that are decided", 500, lambda n: site(
        HEAD + "mentions:\n" + many(n, "  - at: Port Rimal @\n    entity: port\n"),
        many(n, "Then Port Rimal @ came.\n"))),
    Case("names that a hyphen divides", 1000, lambda n: site(article="Then Port Ri-\nmal came to it.\n" * n)),
    Case("references to nothing", 2000, lambda n: site(prose(many(n, "See[^r#]. ")))),
    Case("references to nothing, in many lines", 2000, lambda n: site(
        HEAD + "summary: >-\n" + many(n, "  See this[^r#].\n"))),
    Case("references to publications", 2000, lambda n: site(
        prose(many(n, "See[^r#]. ")) + "sources:\n" + many(n, "  r#:\n    type: book\n    title: T #\n"))),
    Case("references with a place", 3000, lambda n: site(prose("See[^p, p. 3]. " * n) + BOOK)),
    Case("references to claims elsewhere", 1000, lambda n: site(
        prose(many(n, "See[^o%c#]. ").replace("%", "#")), **{"briefs/o.yml": HEAD + "claims:\n" + many(n, CLAIM)})),
    Case("tags that there are not", 1000, lambda n: site(
        HEAD + "tags:\n" + many(n, "  - t#\n"), glossary=GLOSSARY + "tags:\n" + many(n, "  q#: Q\n"))),
    Case("keys that there are not", 1000, lambda n: site(HEAD + many(n, "k#: v\n"))),
    Case("keys that stand twice", 1000, lambda n: site(HEAD + "title: A harbour\n" * n)),
    Case("values that are none", 1000, lambda n: site(HEAD + "claims:\n" + many(n, "  - id: C_#\n"))),
    Case("values that are none, with odd characters", 1000, lambda n: site(
        HEAD + "claims:\n" + many(n, "  - id: C\u200b#\n"))),
    Case("odd characters in one value", 3000, lambda n: titled("x\u200by " * n)),
    Case("escaped odd characters in one value", 2000, lambda n: titled('"' + "x\\u200by " * n + '"')),
    Case("words of two alphabets", 3000, lambda n: titled("h\u0430rbour " * n)),
    Case("trailing comments", 2000, lambda n: site(HEAD + "tags:\n" + many(n, "  - a %\n").replace("%", "# x"))),
    Case("aliases of YAML", 2000, lambda n: site(HEAD + "tags:\n" + many(n, "  - &a# a\n"))),
    Case("brackets", 20000, lambda n: site(HEAD + "tags: " + "[" * n + "\n")),
    Case("letters of a title", 100000, lambda n: titled("a" * n)),
    Case("words of a title", 20000, lambda n: titled("harbour " * n)),
    Case("words of a summary", 20000, lambda n: site(prose("harbour " * n))),
    Case("stars in prose", 5000, lambda n: site(prose("*a **b " * n))),
    Case("open brackets in prose", 5000, lambda n: site(prose("[" * n))),
    Case("tags of HTML in prose", 2000, lambda n: site(prose("<b>x</b> " * n))),
    Case("lists in prose", 2000, lambda n: site(HEAD + "summary: |-\n" + many(n, "  - point #\n"))),
    Case("events", 2000, lambda n: site(HEAD + "timeline:\n" + many(n, "  - {date: 2024-01-01, text: E #}\n"))),
    Case("sign-offs", 1000, lambda n: site(**{"briefs/reviews/b.yml": "signoffs:\n" + (
        f"  - role: editor\n    by: E <e@example.org>\n    at: 2024-03-12T10:00:00Z\n    sha256: {'0' * 64}\n"
        "    version: 3\n") * n})),
    Case("roles of the policy", 1000, lambda n: site(**{"editorial.yml": "roles:\n" + many(n, "  r#: Reads\n")})),
    Case("letters of a line of mkdocs.yml", 400000, lambda n: settings("x: " + "a" * n + "\n")),
    Case("items of a line of mkdocs.yml", 20000, lambda n: settings("x: [" + "ab, " * n + "]\n")),
    Case("lines of a seed", 20000, lambda n: site(article="The harbour is closed.\n" * n)),
    Case("letters of a seed", 200000, lambda n: site(article="a" * n + "\n")),
    Case("marks of a seed", 20000, lambda n: site(article="Port Rimal" + "\u0301" * n + " is closed.\n")),
    Case("isolates of a seed", 20000, lambda n: site(article="\u2067" * n + "a\n")),
    Case("quotation marks of a seed", 20000, lambda n: site(article="\u201ca " * n + "\n")),
    Case("seeds", 100, lambda n: {
        **site(), **files_of(n, "seeds/s#.txt", ARTICLE), **files_of(n, "seeds/s#.yml", record(ARTICLE))}),
    Case("briefs with an error", 300, lambda n: {**site(), **files_of(n, "briefs/s#.yml", HEAD + "x: y\n")}),
    Case("hand-written pages", 100, lambda n: {**site(), **files_of(n, "docs/p#.md", "# Page\n\nWords.\n")}),
    Case("a page that repeats an article", 5000, lambda n: linked(many(n, "@ "), many(n, "@ "))),
    Case("new: sentences", 1500, lambda n: site(article=many(n, "The @ said that the harbour was closed.\n")), NEW),
    Case("new: one sentence", 500, lambda n: site(article="The master said that it was closed.\n" * n), NEW),
    Case("new: one long sentence", 500, lambda n: site(article="The master said that it was closed, " * n), NEW),
    Case("new: quotations", 500, lambda n: site(article="The master said \u201cit is shut for now\u201d, " * n), NEW),
    Case("new: sentences as long as are read", 20, lambda n: site(
        article=("The master said that it was closed, " * (LONGEST_SENTENCE // 36) + "and that is all.\n") * n), NEW),
    Case("new: verbs and nothing else", 10000, lambda n: site(article="A harbour\n\n" + "said " * n), NEW),
    Case("new: straight quotation marks", 50000, lambda n: site(article="A harbour\n\n" + '"' * n), NEW),
    Case("new: paragraphs of one letter", 10000, lambda n: site(article="x\n\n" * n), NEW),
    Case("new: names in sentences", 1000, lambda n: site(
        article=many(n, "Port Rimal said that @ was closed.\n")), NEW),
    Case("build: names in one paragraph", 3000, lambda n: built(article="A harbour\n\n" + "Port Rimal " * n), BUILD),
    Case("build: names and open quotations", 2000, lambda n: built(
        article="A harbour\n\n" + "Port Rimal said that \u201c" * n), BUILD),
    Case("build: paragraphs with a name each", 2000, lambda n: built(article=many(n, "Port Rimal is @.\n\n")), BUILD),
    Case("build: notes in one paragraph", 300, lambda n: built(
        HEAD + "notes:\n" + many(n, NOTES + "the @ of it\n"), many(n, "Then the @ of it, and ")), BUILD),
    Case("generate: an unbroken word", 10000, lambda n: titled("م" + "a1-" * n), ("generate", "--no-cache")),
    Case("generate: claims", 300, lambda n: site(HEAD + "claims:\n" + many(n, CLAIM)), ("generate", "--no-cache")),
)  # fmt: skip
