"""Single faults put into a valid site: each gives one finding, at the right line and column, with a help that helps.

The table is the specification. A row replaces `before` by `after` in one file of `sites/strike`. The sign ▸ marks where
the finding must stand: in `after`, or in a fifth value, a piece of the file as it then is; "^" is the file's beginning.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.engine.pipeline import generate
from mujaz.report import json, text
from mujaz.syntax.source import Source
from thorough import examples

SITE = Path(__file__).parent / "sites" / "strike"
GLOSSARY = "briefs/glossary/port.yml"
MARK = "▸"

# Rule, a piece of the help, before, after, and the place where `after` does not mark it.
IN_BRIEF = [
    # What YAML says of the file.
    ("yaml-syntax", "quotation", "title: A strike at", 'title: ▸"A strike at'),
    ("yaml-syntax", "double quotes", "title: A strike at", "title: A strike▸: at"),
    ("yaml-syntax", "spaces only", "  - strike-en\n", "▸\t- strike-en\n"),
    ("yaml-syntax", "indentation", "  - strike-en\n", " ▸- strike-en\n"),
    ("yaml-syntax", "colons", "status: corrected\n", "▸status corrected\n"),
    ("yaml-syntax", "line", "tags:\n  - labour\n", "tags: ▸[labour\n"),
    ("yaml-syntax", "sign", "- Coast desk", "- ▸*Coast* desk"),
    ("yaml-syntax", "sign", "- Coast desk", "- ▸@coast desk"),
    ("yaml-tag", "remove", "status: corrected", "status: ▸!status corrected"),
    ("yaml-tag", "remove", "seeds:\n  - strike-ar", "seeds: ▸!!set\n  - strike-ar"),
    ("yaml-alias", "write the value out", "language: en", "language: ▸&own en"),
    ("yaml-key", "one word", "status: corrected", "▸<<: corrected\nstatus: corrected"),
    ("yaml-key", "one word", "status: corrected", "▸? [a]\n: b\nstatus: corrected"),
    ("yaml-documents", "file of its own", "translations:\n", "---\n▸translations:\n"),
    ("duplicate-key", "keep one", "status: corrected", "status: corrected\n▸language: en"),
    ("too-deep", "bracket", "- labour", "- [[[[[[[[[[▸[labour]]]]]]]]]]]"),
    # Characters.
    ("control-character", "remove", "Dockers are", "Dockers▸\a are"),
    ("control-character", "block scalar", "- Coast desk", "- Coast▸\u2028desk"),
    ("control-character", "remove", "- Coast desk", '- ▸"Coast\\x07desk"'),
    ("invisible-character", "remove", "- Coast desk", "- Coast▸\u200bdesk"),
    ("invisible-character", "remove", "- labour", "- lab▸\u00adour"),
    ("invisible-character", "remove", "- Coast desk", "- Coast ▸\u202edesk"),
    ("presentation-form", "the font chooses the shapes", "- مكتب الساحل", "- مكتب ▸\ufe8d\ufedfساحل"),
    ("format-mark", "isolate", "- مكتب الساحل", "- مكتب▸\u200f الساحل"),
    ("tatweel", "remove", "- مكتب الساحل", "- مكت▸ــب الساحل"),
    ("look-alike", "alphabet", "- Coast desk", "- ▸\u0421oast desk"),
    ("mixed-digits", "one set", "- Coast desk", "- Coast desk ▸20٢٤"),
    # Keys and shapes.
    ("unknown-key", "did you mean `title`?", "title: A strike", "▸titel: A strike"),
    ("unknown-key", "did you mean `speaker`?", "speaker: union-spokesman", "▸speeker: union-spokesman"),
    ("unknown-key", "did you mean `exact`?", "exact: النقابة", "▸exakt: النقابة"),
    ("unknown-key", "did you mean `container-title`?", "container-title:", "▸container_title:"),
    ("unknown-key", "did you mean `corrections`?", "    corrections:\n", "    ▸correction:\n"),
    ("missing-key", "`title:`", "title: A strike at Port Rimal\n", "", "^"),
    ("missing-key", "`statement:`", "    statement: No wages are late.\n", "", "- ▸id: wages-paid"),
    ("missing-key", "`severity:`", "    severity: major\n", "", "corrections:\n  - ▸date: 2024-05-09"),
    ("missing-key", "`exact`", "      exact: النقابة\n", "", "mentions:\n  - at:\n      ▸seed"),
    ("empty-value", "leave the key out", "authors:\n  - Coast desk\n", "▸authors:\n"),
    ("empty-value", "leave the key out", "  - date: 2024-04~\n", "  - ▸date:\n"),
    ("empty-value", "hyphen", "  - labour\n", "  - labour\n  -▸\n"),
    ("empty-value", "write it", "body: Dockers are paid by the week.", 'body: ▸""'),
    ("wrong-shape", "one item a line", "tags:\n  - labour", "tags: ▸labour"),
    ("wrong-shape", "not a list", "title: A strike at Port Rimal", "title:\n  ▸- A strike at Port Rimal"),
    (
        "wrong-shape",
        "`key: value`",
        "text: Two cranes work, not none.\n",
        "text: Two cranes work, not none.\n  - ▸Nothing else.\n",
    ),
    # Values.
    ("invalid-value", "did you mean `corrected`?", "status: corrected", "status: ▸corected"),
    ("invalid-value", "disputed", "assessment: refuted", "assessment: ▸wrong"),
    ("invalid-value", "moderate", "confidence: low", "confidence: ▸medium"),
    ("invalid-value", "did you mean `article-newspaper`?", "article-newspaper", "▸article-newspapers"),
    ("invalid-id", "lower-case", "- id: wages\n", "- id: ▸Wages\n"),
    ("invalid-id", "hyphens", "- labour", "- ▸labour law"),
    ("invalid-id", "`brief#claim`", "- cranes-stopped\ntimeline", "- ▸strike/cranes-stopped\ntimeline"),
    ("invalid-date", "correct the day", "updated: 2024-05-09", "updated: ▸2024-05-32"),
    ("invalid-date", "write 2024-05-09", "updated: 2024-05-09", "updated: ▸9 May 2024"),
    ("invalid-date", "the month", "review_by: 2024-06", "review_by: ▸2024-00"),
    ("invalid-language", "BCP 47", "language: en", "language: ▸English"),
    ("invalid-language", "BCP 47", "translations:\n  ar:", "translations:\n  ▸AR:"),
    # Anchors.
    ("lost-quote", "«العمال»", "exact: بدأ عمال ميناء", "exact: ▸بدأ العمال ميناء"),
    ("lost-quote", "copy the words", "exact: Two of nine cranes", "exact: ▸Three of nine cranes"),
    ("lost-quote", "stands after", "exact: النقابة", "exact: ▸النقابة\n      prefix: رئيس"),
    ("ambiguous-quote", "prefix", "exact: الرافعات كلها", "exact: ▸الرافعات"),
    ("empty-quote", "words of seeds/strike-ar.txt", "exact: الرافعات كلها", 'exact: ▸"…"'),
    ("missing-seed", "strike-ar, strike-en", "at:\n      seed: strike-en\n      exact: Two", "at: ▸Two"),
    (
        "conflicting-mentions",
        "keep one",
        "entity: null\n",
        "entity: null\n  - at:\n      seed: strike-en\n      exact: ▸workers walked\n    entity: null\n",
    ),
    # References.
    ("unknown-reference", "did you mean `strike-en`?", "  - strike-en\n", "  - strike-en\n  - ▸strike-eng\n"),
    ("unknown-reference", "did you mean `strike-en`?", "en\n      exact: Two", "em\n      exact: Two", "▸strike-em"),
    ("unknown-reference", "did you mean `labour`?", "- labour", "- ▸labor"),
    ("unknown-reference", "did you mean `union-spokesman`?", "speaker: union-spokesman", "speaker: ▸union-spokesmn"),
    ("unknown-reference", "under `entities:`", "entity: dockers-union", "entity: ▸minister"),
    ("unknown-reference", "did you mean `tariff`?", "      - tariff", "      - ▸tarif"),
    (
        "unknown-reference",
        "did you mean `port-rimal`?",
        "      - port-rimal\n    sources",
        "      - ▸port-remal\n    sources",
    ),
    ("unknown-reference", "did you mean `cranes-stopped`?", "- cranes-stopped\n  - date", "- ▸crane-stopped\n  - date"),
    (
        "unknown-reference",
        "define the brief",
        "    contradicts:\n      - wages-paid",
        "    contradicts:\n      - ▸other#wages",
    ),
    ("unknown-reference", "did you mean `wages-paid`?", "are late[^wages-paid]", "are late▸[^wages-payed]"),
    ("unknown-reference", "did you mean `tariff`?", "تسع رافعات[^tariff، ص", "تسع رافعات▸[^tarrif، ص"),
    ("unknown-reference", "did you mean `cranes`?", "      cranes:\n", "      ▸crane:\n", ""),
    ("unknown-reference", "one for one", "- أضرب العمال.\n", "- أضرب العمال.\n      - ثم عادوا.\n", "- ▸قيل إن الأجور"),
    ("duplicate-id", "another id", "sources:\n  coast", "sources:\n  ▸wages:\n    type: book\n    title: Pay\n  coast"),
    ("self-reference", "the other claim", "contradicts:\n      - wages-paid", "contradicts:\n      - ▸wages-late"),
    (
        "superseded-in-circle",
        "the latest",
        "assessment: refuted\n",
        "assessment: refuted\n    supersedes:\n      ▸- cranes-working\n",
    ),
    (
        "duplicate-translation",
        "keep one",
        "  - Coast desk",
        "  - en: Coast desk\n    ar: مكتب الساحل",
        "authors:\n      - ▸مكتب",
    ),
    ("listed-twice", "remove one", "  - labour\n", "  - labour\n  - ▸labour\n"),
    (
        "listed-twice",
        "remove one",
        "      - port-rimal\n    sources",
        "      - port-rimal\n      - ▸port-rimal\n    sources",
    ),
    (
        "listed-twice",
        "remove one",
        "      - port-rimal\n    claims",
        "      - port-rimal\n      - ▸dockers-union\n    claims",
    ),
    (
        "listed-twice",
        "remove one",
        "refuted\n    sources:\n",
        "refuted\n    sources:\n      - coast-note\n",
        "note\n      - ▸coast",
    ),
    (
        "listed-twice",
        "remove one",
        "claims:\n      - cranes-stopped",
        "claims:\n      - strike#cranes-stopped\n      - ▸cranes-stopped",
    ),
    ("listed-twice", "remove one", "      - wages-paid\n  -", "      - wages-paid\n      - ▸strike#wages-paid\n  -"),
    # Prose.
    ("raw-html", "Markdown", "Dockers are paid", "Dockers▸<br>are paid"),
    ("raw-html", "Markdown", "three for grain.", "three for▸<wbr>grain."),
    ("heading-in-prose", "bold", "The port has nine", "▸# The port has nine"),
    ("image-in-prose", "link", "Dockers are paid", "Dockers ▸![paid](https://example.org/p.png) are paid"),
    ("link-scheme", "https://", "Dockers are paid", "Dockers are ▸[paid](data:text/html,x)"),
    # Sense.
    ("missing-translation", "`ar:`", "        title: الأجور\n", "", "title: ▸Wages\n"),
    ("unattributed-claim", "`speaker`", "    speaker: dockers-union\n", "", "- id: ▸cranes-stopped"),
    (
        "unsourced-claim",
        "`at`",
        "    at:\n      seed: strike-en\n      exact: Two of nine cranes are working\n",
        "",
        "- id: ▸cranes-working",
    ),
    ("circular-relay", "each once", "      - dockers-union\n    assess", "      - ▸union-spokesman\n    assess"),
    (
        "circular-relay",
        "each once",
        "    via:\n",
        "    via:\n      - dockers-union\n",
        "via:\n      - dockers-union\n      - ▸dockers",
    ),
    (
        "self-contradiction",
        "`supersedes`",
        "    speaker: ports-authority\n    assessment",
        "    speaker: union-spokesman\n    assessment",
        "contradicts:\n      - ▸wages-paid",
    ),
    ("unexplained-confidence", "`rationale`", "refuted\n", "refuted\n    confidence: ▸high\n"),
    ("date-order", "one of the two", "updated: 2024-05-09", "updated: ▸2024-05-06"),
    ("date-order", "one of the two", "corrections:\n  - date: 2024-05-09", "corrections:\n  - date: ▸2024-05-01"),
    ("missing-date", "`published:`", "published: 2024-05-07\n", "", "status: ▸corrected"),
    ("missing-correction", "retraction", "status: corrected", "status: ▸withdrawn"),
]

IN_GLOSSARY = [
    ("duplicate-key", "keep one", "    founded: 1968~", "    founded: 1968~\n    ▸type: place"),
    ("unknown-key", "did you mean `weak`?", "weak: true", "▸week: true"),
    ("unknown-key", "did you mean `aliases`?", "    aliases:", "    ▸aliasses:"),
    ("unknown-key", "its keys are", "    born: 1971", "    ▸speaker: true"),
    ("missing-key", "`name:`", "    name:\n      ar: ميناء الرمال\n      en: Port Rimal\n", "", "▸type: place"),
    ("empty-value", "a form of the name", "        - النقابي", '        - ▸"؟"'),
    ("wrong-shape", "one a line", "        - النقابي", "        - ▸- النقابي"),
    ("missing-key", "`longitude:`", "      longitude: 51.25\n", "", "▸latitude"),
    ("invalid-value", "organization", "type: person", "type: ▸human"),
    ("invalid-value", "did you mean `operates`?", "type: operates", "type: ▸operate"),
    ("invalid-value", "less than or equal to 90", "latitude: 25.5", "latitude: ▸255"),
    ("invalid-value", "valid number", "longitude: 51.25", "longitude: ▸51° 15' E"),
    ("invalid-value", "Q[1-9]", "wikidata: Q42", "wikidata: ▸42"),
    ("invalid-value", "true or false", "weak: true", "weak: ▸yes"),
    ("invalid-id", "lower-case", "  port-rimal:\n", "  ▸port_rimal:\n"),
    ("invalid-date", "write 1971~", "born: 1971", "born: ▸about 1971"),
    ("invalid-grade", "B2", "grade: A1", "grade: ▸A"),
    ("invalid-url", "https://", "url: https://example.org/union", "url: ▸javascript:alert(1)"),
    ("alias-collision", "weak", "      en: Dockers' Union", "      en: ▸Union spokesman"),
    ("unknown-reference", "under `entities:`", "- to: port-rimal", "- to: ▸harbour"),
    ("unknown-reference", "did you mean `tariff`?", "          - tariff", "          - ▸tariffs"),
    ("self-reference", "the other entity", "- to: port-rimal", "- to: ▸ports-authority"),
    ("listed-twice", "remove one", "        - النقابي", "        - النقابي\n        - ▸النقابي"),
    ("listed-twice", "remove one", "        - النقابي", "        - ▸الناطق النقابي"),
    ("listed-twice", "remove one", "- text: الناطق", "- text: ▸النقابي"),
    ("listed-twice", "remove one", "          - tariff", "          - tariff\n          - ▸tariff"),
    ("raw-html", "Markdown", "those of the cranes", "those ▸<i>of the cranes"),
    ("missing-translation", "`en:`", "      en: Port Rimal\n", "", "ar: ▸ميناء الرمال"),
    ("date-order", "one of the two", "born: 1971", "born: 1971\n    died: ▸1917"),
]

IN_RECORD = [
    ("unknown-key", "did you mean `retrieved`?", "retrieved:", "▸retreived:"),
    ("missing-key", "`publisher:`", "publisher: صحيفة الساحل\n", "", "^"),
    ("invalid-value", "excerpt", "rights: full", "rights: ▸some"),
    ("invalid-value", "[0-9a-f]{64}", "sha256: ", "sha256: ▸0x"),
    ("invalid-value", "100", "rights: full", "rights: full\nexcerpt_budget: ▸150"),
    ("invalid-value", "integer", "rights: full", "rights: full\nexcerpt_budget: ▸a third"),
    ("invalid-grade", "B2", "grade: B3", "grade: ▸3B"),
    ("invalid-url", "https://", "url: https://", "url: ▸ftp://"),
    ("date-order", "one of the two", "retrieved: 2024-05-07", "retrieved: ▸2024-04-07"),
    ("excerpt-budget", "shorten", "rights: full", "rights: ▸excerpt"),
    ("stale-translation", "quote it", "- exact: ونفت هيئة", "- exact: ▸ونفت وزارة"),
]

IN_SETTINGS = [
    ("directory-urls", "use_directory_urls: false", "urls: false", "urls: ▸true"),
    ("directory-urls", "use_directory_urls: false", "use_directory_urls: false\n", "", "^"),
    ("wrong-shape", "`latn`", "lang: ar\n", "lang: ar\n      numerals: ▸roman\n"),
    ("yaml-syntax", "colons", "site_name: Strike", "site_name: Strike▸: the site"),
]

IN_ARTICLE = [
    ("seed-changed", "restore", "الناطق باسم", "المتحدث باسم", "^"),
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the table, with the file that is spoilt."""

    path: str
    rule: str
    help: str
    before: str
    after: str
    at: str = ""

    def put(self, content: str) -> tuple[str, int]:
        """The spoilt text, and the offset where the finding must stand."""
        assert content.count(self.before) == 1, f"«{self.before}» must stand once in {self.path}"
        spoilt = content.replace(self.before, self.after)
        if self.at == "^":
            return spoilt, 0
        if not self.at:
            return spoilt.replace(MARK, ""), spoilt.index(MARK)
        piece = self.at.replace(MARK, "")
        assert spoilt.count(piece) == 1, f"«{piece}» must stand once in {self.path}"
        return spoilt, spoilt.index(piece) + self.at.index(MARK)


TABLE = [
    Fault(path, *row)
    for path, rows in {
        "briefs/strike.yml": IN_BRIEF,
        GLOSSARY: IN_GLOSSARY,
        "seeds/strike-ar.yml": IN_RECORD,
        "seeds/strike-ar.txt": IN_ARTICLE,
        "mkdocs.yml": IN_SETTINGS,
    }.items()
    for row in rows
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the site."""
    shutil.copytree(SITE, tmp_path / "site", ignore=shutil.ignore_patterns("expected"))
    return tmp_path / "site"


@pytest.mark.parametrize("fault", [pytest.param(fault, id=f"{n}-{fault.rule}") for n, fault in enumerate(TABLE, 1)])
def test_one_fault_is_one_finding_at_its_place(fault: Fault, root: Path) -> None:
    spoilt, offset = fault.put((root / fault.path).read_text(encoding="utf-8"))
    (root / fault.path).write_text(spoilt, encoding="utf-8")
    result = generate(root, dry=True)
    found = [(str(finding.span), finding.rule.name) for finding in result.diagnostics]
    line, column = Source(fault.path, spoilt).position(offset)
    assert found == [(f"{fault.path}:{line}:{column}", fault.rule)]
    assert fault.help in result.diagnostics[0].help
    assert text.render(result.diagnostics)
    assert json.render(result.diagnostics)


def test_the_table_is_long_and_wide() -> None:
    assert len(TABLE) >= 120
    assert len({fault.rule for fault in TABLE}) >= 45


def _delete(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).unlink()


def _write(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(content)


def _rename(name: str, to: str) -> Callable[[Path], object]:
    return lambda root: (root / name).rename(root / to)


def _link(name: str, to: str) -> Callable[[Path], object]:
    return lambda root: (root / name).symlink_to(root / to)


def _replace(name: str, before: str, after: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        content = (root / name).read_text(encoding="utf-8")
        assert content.count(before) == 1
        (root / name).write_text(content.replace(before, after), encoding="utf-8")

    return spoil


def _page(root: Path) -> None:
    (root / "docs" / "ar").mkdir(parents=True)
    (root / "docs" / "ar" / "about.md").write_text("# About\n", encoding="utf-8")


def _pipe(root: Path) -> None:
    os.mkfifo(root / "briefs" / "pipe.yml")


FILES = [
    ("missing-seed-text", "seeds/strike-ar.yml:1:1", _delete("seeds/strike-ar.txt")),
    ("ambiguous-mention", "seeds/strike-ar.txt:3:1", _replace(GLOSSARY, "- النقابي", "- قال")),
    ("missing-record", "seeds/strike-ar.txt:1:1", _delete("seeds/strike-ar.yml")),
    ("unread-file", "briefs/strike.yaml:1:1", _rename("briefs/strike.yml", "briefs/strike.yaml")),
    ("invalid-id", "briefs/Strike 2.yml:1:1", _rename("briefs/strike.yml", "briefs/Strike 2.yml")),
    ("invalid-id", "briefs/index.yml:1:1", _rename("briefs/strike.yml", "briefs/index.yml")),
    ("wrong-shape", "briefs/strike.yml:1:1", _write("briefs/strike.yml", b"")),
    ("wrong-shape", "mkdocs.yml:1:1", _write("mkdocs.yml", b"")),
    ("not-utf8", "briefs/second.yml:2:8", _write("briefs/second.yml", b"language: ar\ntitle: \xc7\xe1\xd1")),
    ("not-utf8", "seeds/strike-en.txt:1:1", _write("seeds/strike-en.txt", "مرحبا".encode("utf-16"))),
    ("control-character", "briefs/second.yml:1:2", _write("briefs/second.yml", "language: en\n".encode("utf-16-le"))),
    ("too-large", "briefs/second.yml:1:1", _write("briefs/second.yml", b" " * 10_000_001)),
    ("symbolic-link", "briefs/second.yml:1:1", _link("briefs/second.yml", "mkdocs.yml")),
    ("symbolic-link", "briefs/folder:1:1", _link("briefs/folder", "seeds")),
    ("unreadable", "briefs/pipe.yml:1:1", _pipe),
    ("unreadable", "mkdocs.yml:1:1", _delete("mkdocs.yml")),
    ("foreign-file", "docs/ar/about.md:1:1", _page),
    (
        "no-edition",
        "briefs/strike.yml:2:8",
        _write("mkdocs.yml", b"use_directory_urls: false\nextra: {alternate: [{lang: fr}]}"),
    ),
]


@pytest.mark.parametrize(("rule", "place", "spoil"), FILES, ids=[f"{n}-{row[0]}" for n, row in enumerate(FILES, 1)])
def test_a_fault_of_a_file_is_one_finding(rule: str, place: str, spoil: Callable[[Path], object], root: Path) -> None:
    spoil(root)
    findings = generate(root).diagnostics
    assert [(finding.rule.name, str(finding.span)) for finding in findings] == [(rule, place)]
    assert findings[0].help


def test_two_findings_where_two_things_are_wrong(root: Path) -> None:
    """A seed edited inside a quote: the seed is not what was imported, and the quote has lost its place."""
    article = root / "seeds" / "strike-en.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("Two of nine", "Two of ten"), encoding="utf-8")
    findings = generate(root).diagnostics
    assert [finding.rule.name for finding in findings] == ["seed-changed", "lost-quote"]
    assert "«nine» stands in the quote where the seed has «ten» at seeds/strike-en.txt:2:9" in findings[1].help


CONTENT = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.rglob("*.*")
    if path.is_file() and "expected" not in path.relative_to(SITE).parts
)
# What breaks parsers: signs of YAML and Markdown, invisible characters, halves of characters, much of one thing.
SIGNS = [":", "- ", "\n", "\n\n  ", "\t", "\r", "'", '"', "{", "[", "&a ", "*a", "!!", "|", ">", "#", "? ", "<<: "]
MARKUP = ["[^", "](", "<!--", "---\n", "null", "~"]
ODD = ["\0", "\ufeff", "\u2028", "\u202e", "\u0651", "\u0640", "[" * 500, "- " * 500, "{a: " * 100, "> " * 200]
DAMAGE = st.one_of(
    st.binary(min_size=1, max_size=4),
    st.text(min_size=1, max_size=3).map(lambda characters: characters.encode(errors="replace")),
    st.sampled_from([*SIGNS, *MARKUP, *ODD]).map(str.encode),
)


@settings(derandomize=True, database=None, deadline=None, max_examples=examples(40, 150))
@given(path=st.sampled_from(CONTENT), at=st.floats(0, 1), drop=st.integers(0, 40), put=DAMAGE, twice=st.booleans())
def test_damage_of_any_kind_gives_findings_inside_the_files(
    path: str, at: float, drop: int, put: bytes, twice: bool
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        shutil.copytree(SITE, root, ignore=shutil.ignore_patterns("expected"))
        content = (root / path).read_bytes()
        start = int(at * len(content))
        kept = start if twice else start + drop
        (root / path).write_bytes(content[:start] + put + content[kept:])
        result = generate(root)
    for finding in result.diagnostics:
        for span in (finding.span, *(label.span for label in finding.related)):
            assert 0 <= span.start <= span.end <= len(span.source.text)
            assert span.position.column <= len(span.source.line(span.position.line)) + 1
            assert span.source.name in CONTENT
        assert finding.message
        assert finding.help
    assert text.render(result.diagnostics, colour=True, isolate=True) or not result.diagnostics
    assert json.render(result.diagnostics)
