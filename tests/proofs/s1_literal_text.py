"""S1: text of seeds and each text of the YAML is shown to the letter, wherever it is shown."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from lxml import etree, html

from hostile import CONFIGURATION, FREE, LEAVES, Planted, is_prose, plant, short_payloads
from mujaz.cli import main
from mujaz.engine.clock import today
from mujaz.engine.pipeline import check_site, generate
from mujaz.markup.html import html_text
from mujaz.markup.literal import literal, normalise
from mujaz.markup.parse import parse_prose
from mujaz.site.offline import build_offline
from mujaz.syntax.diagnostics import Diagnostic, Severity
from proof import Proof, Run
from site_in_git import environment

sys.path.insert(0, str(Path(__file__).parents[1] / "markup"))
from engines import OURS, to_html, tree  # they lie with the tests of the output layer
from payloads import all_texts
from test_literal import assert_shown

_MARKS = dict.fromkeys((0x200E, 0x200F, *range(0x2066, 0x206A)))
"""What is set around a run that a tab's title, a terminal or a list would turn round."""
_MARK = re.compile(r"mj\d+x")
_COMMAND = re.compile(r"^\s*::[a-z-]+.*::|##(?:vso)?\[", re.MULTILINE)
_OWN = re.compile(r"\s*::(error|warning|notice)[ :]")
_ACTIVE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]")


def _one_line(text: str) -> str:
    return " ".join(normalise(text, " ").translate(_MARKS).split())


def _lines() -> list[str]:
    """The Big List of Naughty Strings and the examples of CommonMark, as lines that a seed may hold."""
    from test_security import SEED_LINES  # late, as above

    return list(SEED_LINES)


def _prove(run: Run) -> None:
    payloads = short_payloads()
    with run.attempt("the list of payloads"):
        assert len(payloads) >= 120, len(payloads)
    root = run.folder / "site"
    root.mkdir()
    lines = _lines() if run.whole else []
    planted = plant(root, run.some(payloads, 1), lines)
    with run.attempt("each free text of the model is filled"):
        assert set(FREE) <= {one.path for one in planted}, set(FREE) - {one.path for one in planted}
    if run.whole:
        built = CliRunner().invoke(main, ["build", "--no-strict", "-C", str(root)])
        assert built.exit_code == 0, built.output[-600:]
        _on_pages(run, root / "site", planted, lines)
        _shared(run, payloads[::6])
    else:
        result = generate(root)
        assert not result.failed, _errors(result.diagnostics)[:3]
        _shown(run, "the Markdown of pages", _seen(planted), _of_markdown(root / "docs"))
    _inert(run, root)
    _any_text(run, 10_000 if run.whole else 60)
    _shaped(run, payloads[:: 20 if run.whole else 200])
    _refused_prose(run, run.some(payloads, 3))


def _seen(planted: list[Planted]) -> list[Planted]:
    """What pages show: which library took a text from a file is kept for the record alone."""
    return [one for one in planted if one.path != ("SeedRecord", "original", "reader")]


def _errors(findings: Iterable[Diagnostic]) -> list[str]:
    return [f"{found.span} {found.message}" for found in findings if found.severity is Severity.ERROR]


def _on_pages(run: Run, site: Path, planted: list[Planted], lines: Sequence[str]) -> None:
    pages = (_words(path.read_bytes()) for path in site.rglob("*.html"))
    _shown(run, "a page", _seen(planted), pages)
    article = _parsed((site / "en/briefs/b0.html").read_bytes()).xpath("//div[contains(@class, 'mj-article')]")[0]
    there = {_one_line(paragraph.text_content()) for paragraph in article.findall("p")}
    run.count("a line of a seed", len(lines), [repr(line) for line in lines if _one_line(line) not in there])
    titles = [one for one in planted if one.path in (("Brief", "title"), ("Brief", "entities", "*", "name"))]
    tabs = [_one_line(_parsed(path.read_bytes()).findtext(".//title") or "") for path in site.rglob("*.html")]
    _shown(run, "the title of a tab", titles, tabs)
    feeds = [_of_feed(path) for path in site.rglob("corrections.xml")]
    corrected = [one for one in planted if one.path == ("Brief", "corrections", "*", "text")]
    _shown(run, "the feed", [one for one in corrected if any(one.mark in feed for feed in feeds)], feeds)
    with run.attempt("corrections are in the feed"):
        assert sum(any(one.mark in feed for feed in feeds) for one in corrected) >= len(corrected) // 3


def _shared(run: Run, payloads: Sequence[str]) -> None:
    """What is made of a site besides its pages: search, cards, the offline archive, reviews."""
    root = run.folder / "shared"
    root.mkdir()
    _git(root, "init", "--quiet")
    (root / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message=Begin")
    planted = plant(root, payloads)
    generated = generate(root)
    assert generated.site is not None
    done = build_offline(root, generated.site, ("en", "ar", "fr"), day=today(), strict=False)
    assert done.edition is not None, _errors(done.diagnostics)[:3]
    with zipfile.ZipFile(done.edition.archive) as archive:
        texts = [_words(archive.read(name)) for name in archive.namelist() if name.endswith(".html")]
    _shown(run, "the offline archive", planted, texts)
    _result_lists(run, done.edition.folder / "site", planted)
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message=Add")
    for format in ("text", "markdown", "html", "json", "github", "gitlab", "rdjson", "sarif"):
        result = CliRunner().invoke(main, ["review", "HEAD^", "--format", format, "-C", str(root)])
        with run.attempt(f"the review as {format}"):
            assert result.exit_code in (0, 1), result.output[-300:]
            assert not _ACTIVE.search(result.stdout)
            commands = {found[0] for found in _COMMAND.finditer(result.stdout)}
            assert not (commands if format != "github" else {one for one in commands if not _OWN.match(one)}), commands
            if format in ("json", "gitlab", "rdjson", "sarif"):
                json.loads(result.stdout)
        if format in ("html", "json"):
            shown = (
                _words(result.stdout.encode()) if format == "html" else " ".join(_strings(json.loads(result.stdout)))
            )
            there = [one for one in planted if one.mark in shown]
            with run.attempt(f"the review as {format} shows the texts"):
                assert len(there) > len(planted) // 2, f"{len(there)} of {len(planted)}"
            _shown(run, f"the review as {format}", there, [shown], as_written=format == "json")


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, (dict, list)):
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from _strings(value)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, env=environment(), check=True, capture_output=True)


def _result_lists(run: Run, site: Path, planted: list[Planted]) -> None:
    """What the search box lists, and what cards show, as a reader sees it."""
    browser = run.start_browser()
    tab = browser.new_page()
    tab.goto((site / "en/index.html").as_uri())
    tab.locator(".md-search__input").click()
    english = [one for one in planted if one.path == ("Brief", "title")][::2]  # the other of each brief is Arabic
    for one in english:
        with run.attempt(f"a result of the search, {one.payload!r}"):
            tab.locator(".md-search__input").fill(one.mark)
            title = tab.locator(".md-search-result__list li h1", has_text=one.mark).first
            title.wait_for(timeout=60_000)
            assert _one_line(one.text) in _one_line(title.inner_text())
    statements = [one for one in planted if one.path == ("Brief", "claims", "*", "statement")]
    for number, page in enumerate(sorted((site / "en/briefs").glob("b[0-9]*.html"))):
        with run.attempt(f"cards of {page.name}"):
            tab.goto(page.as_uri())
            said = tab.evaluate("""() => [...document.querySelectorAll("article a")].map(link => {
                link.focus(); const card = document.querySelector(".mj-card"); return card ? card.innerText : "";
            })""")
            cards = _one_line(" ".join(said))
            shown = [one for one in statements if one.mark in cards]
            assert shown or number, "no card shows a claim"
            assert all(_one_line(one.text) in cards for one in shown)
    tab.close()


# An edition has one style of numerals, in the analyst's own words too: the digit is the same, its shape is the page's.
_DIGITS = {ord(digit): str(number % 10) for number, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


def _shown(run: Run, where: str, planted: Sequence[Planted], texts: Iterable[str], *, as_written: bool = False) -> None:
    """Each planted text stands in one of the texts to the letter, prose as its reader sees it or as it is written."""
    expected = {one.mark: _one_line(one.text if as_written else _as_read(one)).translate(_DIGITS) for one in planted}
    found: set[str] = set()
    seen: dict[str, str] = {}
    for text in (_one_line(text).translate(_DIGITS) for text in texts):
        for match in _MARK.finditer(text):
            words = expected.get(match[0], "")
            if text.startswith(words, match.start()):
                found.add(match[0])
            else:
                seen.setdefault(match[0], text[match.start() : match.start() + len(words)])
    lost = [one for one in planted if one.mark not in found]
    run.count(
        where,
        len(expected),
        [f"{'.'.join(one.path)} {expected[one.mark]!r}: {seen.get(one.mark, '')!r}" for one in lost],
    )


def _as_read(one: Planted) -> str:
    """What a reader sees of a planted text."""
    if not is_prose(one.path):
        return one.text
    from mujaz.markup.prose import plain_text

    return plain_text(parse_prose(one.text)[0])


def _of_markdown(docs: Path) -> Iterator[str]:
    for path in docs.rglob("*.md"):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        yield _words(to_html(body, OURS).encode())
    for path in docs.rglob("corrections.xml"):
        yield _of_feed(path)


def _of_feed(path: Path) -> str:
    """What a reader of feeds shows: an element whose type is HTML holds a page of its own."""
    elements = etree.parse(str(path)).getroot().iter(etree.Element)
    words = [(element.get("type"), element.text or "") for element in elements]
    return " ".join(_words(text.encode()) if type == "html" else text for type, text in words)


def _parsed(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def _words(page: bytes) -> str:
    document = _parsed(page or b"<p></p>")
    for link in document.xpath("//a[@class='headerlink'] | //script | //style"):
        link.drop_tree()
    return str(document.text_content())


def _inert(run: Run, root: Path) -> None:
    """What commands print of such a site: no command of a runner, no character that a terminal obeys."""
    for arguments in (
        ("check",), ("check", "--format", "json"), ("trace", "b0"), ("trace", "b0", "--format", "json"),
        ("fmt", "--check"),
    ):  # fmt: skip
        with run.attempt(f"what `mujaz {' '.join(arguments)}` prints"):
            result = CliRunner().invoke(main, [*arguments, "-C", str(root)])
            assert result.exit_code in (0, 1), result.output[-300:]
            assert not _ACTIVE.search(result.output), _ACTIVE.search(result.output)
            assert not _COMMAND.search(result.output), _COMMAND.search(result.output)
            if "json" in arguments:
                json.loads(result.stdout)


def _any_text(run: Run, number: int) -> None:
    """Texts made at random of what means something to some parser, in every place of a page."""
    chance = random.Random(1)
    pieces = [*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n", *"aAz0٣مو»،é\u0301\u00a0\u200f\u202e\x1b\ufeff😀"]
    pieces += [part for text in all_texts() for part in re.findall(r"</?\w+|&\w+;?|\w+:|\W{2,4}", text)[:4]]
    texts = ["".join(chance.choices(pieces, k=chance.randint(1, 9))) for _ in range(number)]
    texts = [text if normalise(text) else f"x{text}" for text in texts]
    for start in range(0, number, 250):
        some = texts[start : start + 250]
        fallen = []
        try:
            assert_shown(some, [literal(text) for text in some], OURS, ours=set())
        except AssertionError as fault:
            fallen = [str(fault)]
        run.count("any text in Markdown", len(some), fallen)
    wrong = [text for text in texts if tree(f"<p>{html_text(text)}</p>").find("p")[0].text != normalise(text, " ")]
    run.count("any text in HTML", number, map(repr, wrong))


def _shaped(run: Run, payloads: Iterable[str]) -> None:
    """A text that has a form, such as an id or an address, is refused where it has another."""
    root = run.folder / "shaped"
    plant(root, ["x"])
    for payload in payloads:
        for leaf in LEAVES:
            path = leaf.path
            if leaf.free or path[-1] == "*" or (path[-1].lower() == "url" and payload.startswith("http")):
                continue
            with run.attempt(f"{'.'.join(path)} that is {payload!r}"), _put(root, path, payload):
                assert _errors(check_site(root).diagnostics), "it passed"


@contextmanager
def _put(root: Path, path: tuple[str, ...], payload: str) -> Iterator[None]:
    """Let another text stand at a place until the end of the block."""
    name = {"Brief": "briefs/b0.yml", "Glossary": "briefs/glossary/g.yml", "SeedRecord": "seeds/quay-0.yml"}[path[0]]
    before = (root / name).read_text(encoding="utf-8")
    document: Any = json.loads(before)
    place = document
    for step in path[1:-1]:
        place = next(iter(place.values() if isinstance(place, dict) else place)) if step == "*" else place[step]
    place[path[-1]] = payload
    (root / name).write_text(json.dumps(document), encoding="utf-8")
    try:
        yield
    finally:
        (root / name).write_text(before, encoding="utf-8")


def _refused_prose(run: Run, payloads: Iterable[str]) -> None:
    """Prose that holds more than the Markdown of prose is a finding, each on its own line."""
    bad = [payload for payload in payloads if parse_prose(payload)[1]]
    root = run.folder / "prose"
    plant(root, ["x"])
    lines = [f"  - {json.dumps(payload, ensure_ascii=False)}" for payload in bad]
    text = "\n".join(["language: en", "title: x", "seeds: [strike-0]", "key_points:", *(lines or ["  - x"])])
    (root / "briefs/prose.yml").write_text(f"{text}\n", encoding="utf-8")
    findings = [found for found in check_site(root).diagnostics if found.span.source.name == "briefs/prose.yml"]
    found = {finding.span.position.line for finding in findings}
    run.count("prose", len(bad), [repr(payload) for line, payload in enumerate(bad, start=5) if line not in found])


PROOF = Proof(
    "S1",
    "The text of seeds and every text of the YAML is shown to the letter, wherever it is shown",
    "payloads in each free text: pages, tabs, cards, search, feed, archive, reviews, commands; texts made at random",
    _prove,
)
