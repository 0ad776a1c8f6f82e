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


def words(count: int, *, stem: str = "w") -> str:
    """So many different words, of letters only."""
    return " ".join(stem + _letters(number) for number in range(count))


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


def claims(count: int, more: str = "") -> str:
    """A brief with so many claims."""
    return (
        HEAD
        + "claims:\n"
        + "".join(
            f"  - id: c{n}\n    statement: The harbour is closed, report {n}.\n{more.format(n=n, m=n - 1)}"
            for n in range(count)
        )
    )


def entities(count: int, name: str, more: str = "") -> str:
    """A glossary with so many entities."""
    return "language: en\nentities:\n" + "".join(
        f"  e{n}:\n    type: person\n    name: {name.format(n=n, w=_letters(n))}\n{more.format(n=n, w=_letters(n))}"
        for n in range(count)
    )


def prose(text: str) -> str:
    """A brief with a summary, in one line."""
    return HEAD + f'summary: "{text}"\n'


def _many(count: int, name: str, text: Callable[[int], str]) -> dict[str, str]:
    return {name.format(n=n): text(n) for n in range(count)}


CASES = (
    Case("claims that nobody says", 2000, lambda n: site(claims(n))),
    Case(
        "claims in a row, each in place of the one before",
        1000,
        lambda n: site(
            claims(n, "    speaker: port\n    sources: [p]\n    supersedes: [c{m}]\n").replace(
                "    supersedes: [c-1]\n", ""
            )
            + "sources:\n  p:\n    type: book\n    title: T\n"
        ),
    ),
    Case(
        "claims that contradict one",
        1000,
        lambda n: site(
            claims(n, "    speaker: port\n    sources: [p]\n    contradicts: [c0]\n").replace(
                "    contradicts: [c0]\n", "", 1
            )
            + "sources:\n  p:\n    type: book\n    title: T\n"
        ),
    ),
    Case(
        "claims that one contradicts",
        1000,
        lambda n: site(
            claims(n, "    speaker: port\n    sources: [p]\n")
            + "  - id: all\n    statement: x\n    speaker: port\n    sources: [p]\n    contradicts:\n"
            + "".join(f"      - c{i}\n" for i in range(n))
            + "sources:\n  p:\n    type: book\n    title: T\n"
        ),
    ),
    Case(
        "claims with a passage each",
        1000,
        lambda n: site(
            HEAD
            + "claims:\n"
            + "".join(
                f"  - id: c{i}\n    statement: S {i}.\n    speaker: port\n    at: {w} said\n"
                for i, w in enumerate(words(n).split())
            ),
            "".join(f"Then {w} said it.\n" for w in words(n).split()),
        ),
    ),
    Case(
        "anchors with many places each",
        500,
        lambda n: site(
            HEAD
            + "notes:\n"
            + "".join(f"  - id: n{i}\n    title: T {i}\n    body: B {i}.\n    at: the harbour\n" for i in range(n)),
            "It was in the harbour of Port Rimal.\n" * n,
        ),
    ),
    Case(
        "places of few anchors",
        20000,
        lambda n: site(
            HEAD
            + "notes:\n"
            + "".join(f"  - id: n{i}\n    title: T {i}\n    body: B {i}.\n    at: the harbour\n" for i in range(5)),
            "It was in the harbour of Port Rimal.\n" * n,
        ),
    ),
    Case(
        "places with a prefix that none has",
        20000,
        lambda n: site(
            HEAD
            + "notes:\n  - id: n\n    title: T\n    body: B.\n    at: {exact: the harbour, prefix: nowhere near}\n",
            "It was in the harbour of Port Rimal.\n" * n,
        ),
    ),
    Case(
        "words of a lost quote",
        2000,
        lambda n: site(
            HEAD + f"notes:\n  - id: n\n    title: T\n    body: B.\n    at: {words(n, stem='q')}\n", words(n) + ".\n"
        ),
    ),
    Case(
        "words of a quote that is nearly there",
        2000,
        lambda n: site(
            HEAD + f"notes:\n  - id: n\n    title: T\n    body: B.\n    at: {words(n)} never\n",
            "Once " + words(n) + " and more.\n",
        ),
    ),
    Case(
        "letters of a lost quote",
        8000,
        lambda n: site(
            HEAD + f"notes:\n  - id: n\n    title: T\n    body: B.\n    at: {'ab' * (n // 2)}\n", "ba" * n + "c.\n"
        ),
    ),
    Case(
        "lost quotes",
        50,
        lambda n: site(
            HEAD
            + "notes:\n"
            + "".join(
                f"  - id: n{i}\n    title: T\n    body: B {i}.\n    at: the {w} of nowhere at all\n"
                for i, w in enumerate(words(n).split())
            ),
            ARTICLE * 100,
        ),
    ),
    Case("letters of a name", 8000, lambda n: site(glossary=GLOSSARY.replace("Port Rimal", "Port" + "r" * n))),
    Case(
        "letters of a name in Arabic",
        8000,
        lambda n: site(glossary=GLOSSARY.replace("Port Rimal", "مي" + "ناء" * (n // 3))),
    ),
    Case("words of a name", 500, lambda n: site(glossary=GLOSSARY.replace("Port Rimal", "Port " + words(n)))),
    Case("words of a name in Arabic", 500, lambda n: site(glossary=GLOSSARY.replace("Port Rimal", "ميناء " * n))),
    Case(
        "names written with weak letters",
        200,
        lambda n: site(glossary=GLOSSARY.replace("Port Rimal", "أبو القاسم " * n)),
    ),
    Case(
        "aliases of an entity",
        2000,
        lambda n: site(
            glossary=GLOSSARY
            + "    aliases:\n      en:\n"
            + "".join(f"        - Quay {w}\n" for w in words(n, stem="W").split())
        ),
    ),
    Case("entities with one name", 1000, lambda n: site(glossary=entities(n, "Ahmad Harbour"))),
    Case("entities", 2000, lambda n: site(glossary=entities(n, "Person {w}ly", "    gloss: The person {n}.\n"))),
    Case(
        "entities that lack a name in a language",
        1000,
        lambda n: site(
            HEAD
            + "notes:\n  - id: n\n    title: T\n    body: B.\n    entities: ["
            + ", ".join(f"e{i}" for i in range(n))
            + "]\n",
            glossary=entities(n, "{{ar: شخص{w}}}"),
        ),
    ),
    Case(
        "relations of an entity",
        2000,
        lambda n: site(
            glossary=entities(n, "Person {w}ly")
            + "    relations:\n"
            + "".join(f"      - {{to: e{i}, type: owns}}\n" for i in range(n - 1))
        ),
    ),
    Case("hits in one line", 2000, lambda n: site(article="Port Rimal is by the sea and it rains; " * n + "\n")),
    Case("hits in many lines", 5000, lambda n: site(article="Port Rimal is by the sea and it rains.\n" * n)),
    Case(
        "hits in doubt",
        1000,
        lambda n: site(article="He went from here to Smith and it rains.\n" * n, glossary=entities(2, "Smith")),
    ),
    Case(
        "near names",
        2000,
        lambda n: site(
            article="".join(f"Then Harbour Mastre came, and {w}.\n" for w in words(n).split()),
            glossary=entities(1, "Harbour Master"),
        ),
    ),
    Case(
        "many near names",
        500,
        lambda n: site(
            article="".join(f"Then Harbour Mastre{w} came.\n" for w in words(n).split()),
            glossary="language: en\nentities:\n"
            + "".join(
                f"  e{i}:\n    type: place\n    name: Harbour Master{w}\n" for i, w in enumerate(words(n).split())
            ),
        ),
    ),
    Case(
        "mentions decided",
        500,
        lambda n: site(
            HEAD + "mentions:\n" + "".join(f"  - at: Port Rimal {w}\n    entity: port\n" for w in words(n).split()),
            "".join(f"Then Port Rimal {w} came.\n" for w in words(n).split()),
        ),
    ),
    Case("hits in words that a hyphen divides", 1000, lambda n: site(article="Then Port Ri-\nmal came to it.\n" * n)),
    Case("references to nothing", 2000, lambda n: site(prose(" ".join(f"See[^r{i}]." for i in range(n))))),
    Case(
        "references to nothing, a block",
        2000,
        lambda n: site(HEAD + "summary: >-\n" + "".join(f"  See this[^r{i}].\n" for i in range(n))),
    ),
    Case(
        "references to publications",
        2000,
        lambda n: site(
            prose(" ".join(f"See[^r{i}]." for i in range(n)))
            + "sources:\n"
            + "".join(f"  r{i}:\n    type: book\n    title: T {i}\n" for i in range(n))
        ),
    ),
    Case(
        "references to one publication",
        5000,
        lambda n: site(prose("See[^p]. " * n) + "sources:\n  p:\n    type: book\n    title: T\n"),
    ),
    Case(
        "references with a place",
        3000,
        lambda n: site(prose("See[^p, p. 3]. " * n) + "sources:\n  p:\n    type: book\n    title: T\n"),
    ),
    Case(
        "references to claims elsewhere",
        1000,
        lambda n: site(prose(" ".join(f"See[^o#c{i}]." for i in range(n))), **{"briefs/o.yml": claims(n)}),
    ),
    Case(
        "tags that there are not",
        1000,
        lambda n: site(
            HEAD + "tags:\n" + "".join(f"  - t{i}\n" for i in range(n)),
            glossary=GLOSSARY + "tags:\n" + "".join(f"  q{i}: Q\n" for i in range(n)),
        ),
    ),
    Case(
        "entities of a note that there are not",
        1000,
        lambda n: site(
            HEAD
            + "notes:\n  - id: n\n    title: T\n    body: B.\n    entities: ["
            + ", ".join(f"x{i}" for i in range(n))
            + "]\n",
            glossary=entities(n, "Person {w}ly"),
        ),
    ),
    Case("keys that there are not", 1000, lambda n: site(HEAD + "".join(f"k{i}: v\n" for i in range(n)))),
    Case("keys that stand twice", 1000, lambda n: site(HEAD + "title: A harbour\n" * n)),
    Case(
        "values of a wrong shape",
        1000,
        lambda n: site(HEAD + "claims:\n" + "".join(f"  - id: C_{i}\n" for i in range(n))),
    ),
    Case(
        "values of a wrong shape with odd characters",
        1000,
        lambda n: site(HEAD + "claims:\n" + "".join(f"  - id: C\u200b{i}\n" for i in range(n))),
    ),
    Case("odd characters in one value", 3000, lambda n: site(HEAD.replace("A harbour", "x\u200by " * n))),
    Case("odd characters in many lines", 3000, lambda n: site(HEAD + "".join(f"# x\u200by {i}\n" for i in range(n)))),
    Case(
        "escaped odd characters in one value",
        2000,
        lambda n: site(HEAD.replace("A harbour", '"' + "x\\u200by " * n + '"')),
    ),
    Case("words of two alphabets", 3000, lambda n: site(HEAD.replace("A harbour", "hаrbour " * n))),
    Case("trailing comments", 2000, lambda n: site(HEAD + "tags:\n" + "".join(f"  - a # {i}\n" for i in range(n)))),
    Case("aliases of YAML", 2000, lambda n: site(HEAD + "tags:\n" + "".join(f"  - &a{i} a\n" for i in range(n)))),
    Case("brackets", 20000, lambda n: site(HEAD + "tags: " + "[" * n + "\n")),
    Case("letters of a title", 100000, lambda n: site(HEAD.replace("A harbour", "a" * n))),
    Case("words of a title", 20000, lambda n: site(HEAD.replace("A harbour", "harbour " * n))),
    Case("spaces in a value", 100000, lambda n: site(HEAD.replace("A harbour", "a" + " " * n + "b"))),
    Case("words of a summary", 20000, lambda n: site(prose("harbour " * n))),
    Case("sentences of a summary", 5000, lambda n: site(prose("The harbour is closed. " * n)), ("trace", "--no-cache")),
    Case("stars in prose", 5000, lambda n: site(prose("*a **b " * n))),
    Case("brackets in prose", 5000, lambda n: site(prose("[a](" * n))),
    Case("open brackets in prose", 5000, lambda n: site(prose("[" * n))),
    Case("tags of HTML in prose", 2000, lambda n: site(prose("<b>x</b> " * n))),
    Case("quotes in prose, nested", 500, lambda n: site(HEAD + "summary: |-\n  " + ">" * n + " a\n")),
    Case(
        "lists in prose", 2000, lambda n: site(HEAD + "summary: |-\n" + "".join(f"  - point {i}\n" for i in range(n)))
    ),
    Case("accents in prose", 5000, lambda n: site(prose("`" * n + "a"))),
    Case("links in prose to other schemes", 1000, lambda n: site(prose("[a](ftp://x/y) " * n))),
    Case(
        "events",
        2000,
        lambda n: site(HEAD + "timeline:\n" + "".join(f"  - {{date: 2024-01-01, text: E {i}}}\n" for i in range(n))),
    ),
    Case(
        "publications",
        1000,
        lambda n: site(HEAD + "sources:\n" + "".join(f"  r{i}:\n    type: book\n    title: T {i}\n" for i in range(n))),
    ),
    Case(
        "publications defined twice",
        1000,
        lambda n: site(
            HEAD + "sources:\n" + "".join(f"  r{i}:\n    type: book\n    title: T {i}\n" for i in range(n)),
            glossary=GLOSSARY
            + "sources:\n"
            + "".join(f"  r{i}:\n    type: book\n    title: T {i}\n" for i in range(n)),
        ),
    ),
    Case(
        "languages of a title",
        300,
        lambda n: site(
            HEAD.replace(
                "A harbour",
                "\n"
                + "".join(f"  {chr(97 + i // 26 % 26)}{chr(97 + i % 26)}-{chr(65 + i // 676)}A: T\n" for i in range(n)),
            )
        ),
    ),
    Case(
        "sign-offs",
        1000,
        lambda n: site(
            **{
                "briefs/reviews/b.yml": "signoffs:\n"
                + f"  - role: editor\n    by: E <e@example.org>\n    at: 2024-03-12T10:00:00Z\n    sha256: {'0' * 64}\n    version: 3\n"
                * n
            }
        ),
    ),
    Case(
        "roles of the policy",
        1000,
        lambda n: site(**{"editorial.yml": "roles:\n" + "".join(f"  r{i}: Reads\n" for i in range(n))}),
    ),
    Case(
        "rules of the policy",
        1000,
        lambda n: site(**{"editorial.yml": "severities:\n" + "".join(f"  r{i}: off\n" for i in range(n))}),
    ),
    Case(
        "approvals by nobody",
        500,
        lambda n: site(
            **{
                "editorial.yml": "roles:\n"
                + "".join(f"  r{i}: Reads\n" for i in range(n))
                + "approvals:\n"
                + "".join(f"  - roles: [x{i}]\n" for i in range(n))
            }
        ),
    ),
    Case(
        "letters of a line of mkdocs.yml", 100000, lambda n: {**site(), "mkdocs.yml": SETTINGS + "x: " + "a" * n + "\n"}
    ),
    Case(
        "words of a line of mkdocs.yml", 50000, lambda n: {**site(), "mkdocs.yml": SETTINGS + "x: " + "ab " * n + "\n"}
    ),
    Case(
        "items of a line of mkdocs.yml",
        20000,
        lambda n: {**site(), "mkdocs.yml": SETTINGS + "x: [" + "ab, " * n + "]\n"},
    ),
    Case("nesting in mkdocs.yml", 200, lambda n: {**site(), "mkdocs.yml": SETTINGS + "x: " + "[" * n + "]" * n + "\n"}),
    Case(
        "keys of mkdocs.yml",
        5000,
        lambda n: {**site(), "mkdocs.yml": SETTINGS + "".join(f"x{i}: a\n" for i in range(n))},
    ),
    Case(
        "scripts of other hosts",
        2000,
        lambda n: {
            **site(),
            "mkdocs.yml": SETTINGS + "extra_javascript:\n" + "".join(f"  - https://x.example/{i}\n" for i in range(n)),
        },
    ),
    Case(
        "editions",
        300,
        lambda n: {
            **site(),
            "mkdocs.yml": SETTINGS
            + "".join(
                f"    - {{name: E, link: en/, lang: {chr(97 + i // 26 % 26)}{chr(97 + i % 26)}-{chr(65 + i // 676)}A}}\n"
                for i in range(n)
            ),
        },
    ),
    Case("lines of a seed", 20000, lambda n: site(article="The harbour is closed.\n" * n)),
    Case("letters of a seed", 200000, lambda n: site(article="a" * n + "\n")),
    Case("letters of a seed in Arabic", 200000, lambda n: site(article="م" * n + "\n")),
    Case("marks of a seed", 20000, lambda n: site(article="Port Rimal" + "\u0301" * n + " is closed.\n")),
    Case(
        "marks in a quote",
        5000,
        lambda n: site(
            HEAD + "notes:\n  - id: n\n    title: T\n    body: B.\n    at: harbour\n",
            article="harbour " + "a\u0301" * n + " harbour " + "e\u0301" * n + "\n",
        ),
    ),
    Case("digits of a seed", 100000, lambda n: site(article="1" * n + "\n")),
    Case("hidden characters of a seed", 20000, lambda n: site(article="a\u202eb " * n + "\n")),
    Case("isolates of a seed", 20000, lambda n: site(article="\u2067" * n + "a\n")),
    Case("quotation marks of a seed", 20000, lambda n: site(article="\u201ca " * n + "\n")),
    Case("hyphens of a seed", 20000, lambda n: site(article="a-" * n + "b\n")),
    Case("dots of a seed", 20000, lambda n: site(article="a." * n + "b\n")),
    Case("spaces of a seed", 100000, lambda n: site(article="a" + " " * n + "b\n")),
    Case("empty lines of a seed", 50000, lambda n: site(article="a\n" + "\n" * n + "b\n")),
    Case(
        "seeds",
        100,
        lambda n: {
            **site(),
            **_many(n, "seeds/s{n}.txt", lambda i: ARTICLE + f"{i}\n"),
            **_many(n, "seeds/s{n}.yml", lambda i: record(ARTICLE + f"{i}\n")),
        },
    ),
    Case(
        "seeds with one text",
        100,
        lambda n: {
            **site(),
            **_many(n, "seeds/s{n}.txt", lambda i: ARTICLE),
            **_many(n, "seeds/s{n}.yml", lambda i: record(ARTICLE)),
        },
    ),
    Case("briefs", 200, lambda n: {**site(), **_many(n, "briefs/s{n}.yml", lambda i: HEAD)}),
    Case("briefs with an error", 300, lambda n: {**site(), **_many(n, "briefs/s{n}.yml", lambda i: HEAD + "x: y\n")}),
    Case(
        "glossaries",
        200,
        lambda n: {
            **site(),
            **_many(
                n,
                "briefs/glossary/s{n}.yml",
                lambda i: f"language: en\nentities:\n  x{i}:\n    type: place\n    name: Rimal {i}\n",
            ),
        },
    ),
    Case("files that are not read", 1000, lambda n: {**site(), **_many(n, "seeds/s{n}.doc", str)}),
    Case(
        "hand-written pages",
        100,
        lambda n: {**site(), **_many(n, "docs/p{n}.md", lambda i: f"# Page {i}\n\nWords of it.\n")},
    ),
    Case("words of a hand-written page", 20000, lambda n: site(**{"docs/p.md": "# Page\n\n" + words(n) + "\n"})),
    Case(
        "a page that repeats an article",
        300,
        lambda n: (
            site(article=words(n * 20) + "\n", **{"docs/p.md": "# Page\n\n" + words(n * 20) + "\n"})
            | {"seeds/line.yml": record(words(n * 20) + "\n").replace("full", "link")}
        ),
    ),
    Case(
        "a brief that repeats an article",
        100,
        lambda n: (
            site(prose(words(n * 20)), article=words(n * 20) + "\n")
            | {"seeds/line.yml": record(words(n * 20) + "\n").replace("full", "link")}
        ),
    ),
    Case(
        "quotes of an article in excerpts",
        300,
        lambda n: (
            site(
                HEAD
                + "notes:\n"
                + "".join(
                    f"  - id: n{i}\n    title: T\n    body: B {i}.\n    at: Then {w} said it\n"
                    for i, w in enumerate(words(n).split())
                ),
                "".join(f"Then {w} said it.\n" for w in words(n).split()),
            )
            | {
                "seeds/line.yml": record("".join(f"Then {w} said it.\n" for w in words(n).split())).replace(
                    "full", "excerpt"
                )
            }
        ),
    ),
    Case(
        "new: sentences",
        500,
        lambda n: site(article="".join(f"The {w} said that the harbour was closed.\n" for w in words(n).split())),
        ("new", "fresh", "--seed", "line"),
    ),
    Case(
        "new: one sentence again and again",
        500,
        lambda n: site(article="The master said that the harbour was closed.\n" * n),
        ("new", "fresh", "--seed", "line"),
    ),
    Case(
        "new: one long sentence",
        500,
        lambda n: site(article="The master said that the harbour was closed, " * n + "\n"),
        ("new", "fresh", "--seed", "line"),
    ),
    Case(
        "new: quotations in one sentence",
        500,
        lambda n: site(article="The master said \u201cit is closed and that is it\u201d, " * n + "\n"),
        ("new", "fresh", "--seed", "line"),
    ),
    Case(
        "new: open quotations",
        500,
        lambda n: site(article="The master said \u201cit is closed and that is it, " * n + "\n"),
        ("new", "fresh", "--seed", "line"),
    ),
    Case(
        "new: doubts",
        300,
        lambda n: site(article="He went from here to Smith and it rains.\n" * n, glossary=entities(2, "Smith")),
        ("new", "fresh", "--seed", "line"),
    ),
    Case("fmt: claims", 1000, lambda n: site(claims(n)), ("fmt", "--check", "--", "briefs/b.yml")),
    Case("generate: claims", 300, lambda n: site(claims(n)), ("generate", "--no-cache")),
    Case(
        "generate: letters of a title",
        10000,
        lambda n: site(HEAD.replace("A harbour", "م" + "a1-" * n)),
        ("generate", "--no-cache"),
    ),
    Case(
        "generate: hits in one line",
        1000,
        lambda n: site(article="Port Rimal is by the sea and it rains; " * n + "\n"),
        ("generate", "--no-cache"),
    ),
    Case("generate: letters of a seed", 50000, lambda n: site(article="a1-" * n + "\n"), ("generate", "--no-cache")),
)
