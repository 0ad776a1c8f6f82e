"""From content to site: the pages that changes ask for, and what of the site shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from mujaz.document.writers.headings import Headings, headings_of
from mujaz.engine.cache.executors import LOCAL
from mujaz.engine.cache.store import Store
from mujaz.engine.inputs import Progress, Rendered
from mujaz.engine.pipeline import GenerateResult, Pages, generate, load_config
from mujaz.history.versions import History
from mujaz.model.documents import NOTHING, LeftOut
from mujaz.site.build import BuildResult, build
from mujaz.site.rightsgate import Gate, has_other_rights
from mujaz.site.shell import SUFFIX, Listed, Unsuitable, listed
from mujaz.site.writer import Written, build_incrementally
from mujaz.syntax.diagnostics import Diagnostic, in_order

if TYPE_CHECKING:
    from mujaz.document.tree import Document
    from mujaz.document.writers.html import HtmlPage
    from mujaz.labels import Labels


class Update(Struct, frozen=True):
    """What bringing a site up to date gave.

    Attributes:
        generated: what became of the content and its Markdown.
        built: what became of the site; None where the content has errors.
        has_other_rights: whether nothing was built, and the last site was made when more of a seed, or something else
            of it, could be shown.
    """

    generated: GenerateResult
    built: BuildResult | None
    has_other_rights: bool = False

    @property
    def site(self) -> Path | None:
        """The folder of the site; None where the last one was left in its place."""
        return self.built.site if self.built is not None else None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings, in order."""
        built = self.built.diagnostics if self.built is not None else ()
        return in_order([*self.generated.diagnostics, *built])

    @property
    def redone(self) -> str:
        """What was done, in words."""
        if self.built is None or self.built.site is None:
            return "nothing was built"
        done = self.built.redone
        if done.whole:
            return f"the whole site was built by MkDocs: {done.whole}"
        return f"files written: {len(done.written)}, deleted: {len(done.deleted)}, unchanged: {done.unchanged}"


def update(
    root: Path,
    store: Store,
    *,
    strict: bool = True,
    progress: Progress,
    without: LeftOut = NOTHING,
    today: date | None = None,
    history: History | None = None,
) -> Update:
    """Check the content of a site, write its pages, and build the site from them.

    Args:
        root: the folder that holds `mkdocs.yml`.
        store: what earlier runs kept; what this one keeps is committed.
        strict: whether a warning of the build keeps the last site in its place, as an error does.
        progress: told how far the work is.
        without: what is left out, as if it did not exist.
        today: the day that pages are made for.
        history: the past of its briefs, of which pages tell where it is given.

    Raises:
        DamagedError: what the store keeps is damaged.
        MovedError: files are changed again and again.
    """
    making = partial(generate, root, progress=progress, store=store, without=without, today=today, history=history)
    updated = _update(root, store, strict, progress, making)
    guards = updated.generated.guards
    if updated.site is None and guards is not None and has_other_rights(store, guards):
        updated = replace(updated, has_other_rights=True)
    store.commit()
    return updated


def _update(
    root: Path, store: Store, strict: bool, progress: Progress, making: Callable[..., GenerateResult]
) -> Update:
    config, _ = load_config(root)
    try:
        headings = headings_of(dict(config.toc))
    except ValueError as option:
        generated = making()
        built = None
        if not generated.failed:
            built = build(root, strict=strict, progress=progress, gate=_gate(generated))
        return Update(generated, built and built.because(f"`{option}` of the extension `toc` is set"))
    also = partial(_render, headings=headings)
    generated = making(also=also)
    if generated.failed or generated.pages is None:
        return Update(generated, None)
    return Update(generated, _build(root, generated.pages, _gate(generated), store, strict, progress))


def _gate(generated: GenerateResult) -> Gate | None:
    return Gate(generated.guards) if generated.guards is not None else None


def _render(document: Document, labels: Labels, headings: Headings) -> Rendered:
    """A page as HTML, and what is noted of it: digest, shell, day, translations, or why it fits into no shell."""
    from mujaz.document.writers.html import write_html  # late: most runs make few pages, and many make none
    from mujaz.document.writers.search import search_sections

    html = replace(write_html(document, labels, headings), sections=search_sections(document, labels))
    digest = hashlib.blake2b(repr((html.meta, html.toc)).encode() + html.content.encode(), digest_size=16).hexdigest()
    try:
        found = listed(html, digest)
    except Unsuitable as reason:
        return Rendered((str(reason),), html)
    return Rendered((found.digest, found.shell, found.updated, found.is_moved, found.translations), html)


def _build(root: Path, pages: Pages, gate: Gate | None, store: Store, strict: bool, progress: Progress) -> BuildResult:
    unsuitable = next((noted[0] for noted in pages.noted.values() if len(noted) == 1), "")
    if unsuitable:
        return build(root, strict=strict, progress=progress, gate=gate).because(unsuitable)

    def load(path: str) -> HtmlPage:
        return cast("HtmlPage", pages.make(path.removesuffix(SUFFIX)))

    def told(done: int) -> None:
        progress("building", done, len(pages.noted))

    def run(work: Mapping[str, Callable[[], Written]]) -> Iterable[tuple[str, Written]]:
        return LOCAL.run(lambda path: work[path](), list(work), told, pages.in_child)

    return build_incrementally(
        root,
        {item + SUFFIX: Listed.noted(*noted) for item, noted in pages.noted.items()},
        load,
        store,
        strict=strict,
        gate=gate,
        run=run,
    )
