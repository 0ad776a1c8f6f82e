"""Writes the site in proportion to what changed: generated pages into their shells, the rest by MkDocs where need be.

All that changed is written beside the site first and audited; then the files that stay are added as hard links, and the
whole folder takes the place of the last one in one step. The files on the disk are compared by size and time with what
was written, so that one that somebody changed or removed is written again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from mujaz.engine.cache.rooms import Storage
from mujaz.engine.manifest import MANIFEST
from mujaz.site import sitemap, swap
from mujaz.site.audit import audit_file
from mujaz.site.audit_kinds import is_audited
from mujaz.site.build import (
    CONFIGURATION,
    BuildResult,
    build,
    configured,
    keeps_the_last,
    not_replaced,
)
from mujaz.site.faults import Audited
from mujaz.site.files import DisplacedError, Folder, altered, on_disk
from mujaz.site.frame import Frame, last_frame, new_frame
from mujaz.site.kept import LIST, file_list
from mujaz.site.places import Pages, located
from mujaz.site.recheck import Recheck, pack
from mujaz.site.rightsgate import Gate, Shown, Sight, forget_shown, keep_open
from mujaz.site.shell import Listed, Shell, Unsuitable, fill
from mujaz.site.state import (
    INDEX,
    BuildState,
    Handwritten,
    OnDisk,
    forget_state,
    keep_state,
    kind_of,
    load_state,
)
from mujaz.site.target import foreign_files, linked, target_of
from mujaz.syntax.diagnostics import Diagnostic, in_order

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mujaz.document.sections import Section
    from mujaz.document.writers.html import HtmlPage
    from mujaz.search.analyse import AnalysedPage


class Written(Struct, frozen=True):
    """A generated page that was written.

    Attributes:
        file: its file.
        audited: what it shows, as `recheck.pack` gives it.
        searched: what the search index takes of it, if anything.
        shown: what it shows of seeds that may not be published.
    """

    file: OnDisk
    audited: bytes
    searched: AnalysedPage | None
    shown: Sight = Sight()


Run = Callable[[Mapping[str, Callable[[], Written]]], Iterable[tuple[str, Written]]]
"""Does pieces of work that do not depend on each other, in any order, in this process or in others."""


def one_by_one(work: Mapping[str, Callable[[], Written]]) -> Iterator[tuple[str, Written]]:
    """Do all work in this process, in order."""
    for name, make in work.items():
        yield name, make()


def build_incrementally(
    root: Path,
    pages: Mapping[str, Listed],
    load: Callable[[str], HtmlPage],
    store: Storage,
    *,
    strict: bool = True,
    run: Run = one_by_one,
    gate: Gate | None = None,
) -> BuildResult:
    """Bring the site up to date with its pages; whoever calls has generated them, and written them to `docs/`.

    Args:
        root: the folder that holds `mkdocs.yml`.
        pages: all generated pages, by their path in the site.
        load: gives one of them.
        store: what the last build kept.
        strict: whether a warning keeps the last site in its place, as an error does.
        run: how pages are written.
        gate: knows what of seeds may not be shown.
    """
    closed = gate if gate is not None and not gate.is_open else None
    work = _Build(root, pages, load, store, strict, run, closed)
    state = load_state(store)
    try:
        for page in pages.values():
            if page.unsuitable:
                raise Unsuitable(page.unsuitable)
        try:
            return work.on(state)
        except (_NotKept, DisplacedError):
            return work.anew()
    except Unsuitable as reason:
        forget_state(store)
        forget_shown(store)
        done = build(root, strict=strict, gate=gate)
        return done.because(str(reason))


class _NotKept(Exception):  # noqa: N818  (nothing is wrong: all is built anew)
    """Something of what the last build kept is missing."""


_Done = tuple[BuildResult, Callable[[], None]]
"""What a build gave, and what is to be kept of it, once the new site is in its place."""


def _nothing(findings: Iterable[Diagnostic]) -> _Done:
    return BuildResult(None, in_order(findings)), lambda: None


class _Build(Struct, frozen=True):
    """One build, by what `build_incrementally` is given."""

    root: Path
    pages: Mapping[str, Listed]
    load: Callable[[str], HtmlPage]
    store: Storage
    strict: bool
    run: Run
    gate: Gate | None

    def anew(self) -> BuildResult:
        """Build with nothing of the last build.

        Raises:
            Unsuitable: what is there of the search index was not written by mujaz.
        """
        try:
            return self.on(None)
        except _NotKept:
            raise Unsuitable(f"something besides mujaz writes to `{INDEX}`") from None

    def on(self, state: BuildState | None) -> BuildResult:
        """Build on what the last build left, or anew."""
        if state is not None and not Path(state.target).is_dir():
            state = None
        if state is not None:
            target = Path(state.target)
            with swap.standing(target) as stands:
                wrong = altered(target, state.files)
                frame = last_frame(self.root, state, self.pages, self.load)
                faults = self._not_ours(target, wrong - state.files.keys())
                if faults:
                    return BuildResult(None, in_order(faults))
                if frame is not None and not any(name in state.files and state.files[name].by_mkdocs for name in wrong):
                    return self._guarded(target, stands, lambda folder: self._finish(folder, state, wrong, frame))
        return self._with_mkdocs(state)

    def _with_mkdocs(self, state: BuildState | None) -> BuildResult:
        """Have MkDocs make its part, and then the rest."""
        with configured(self.root, None) as (config, findings, said):
            if config is None:
                return BuildResult(None, in_order(findings))
            from mujaz.site.handwritten import suitable  # late: it imports MkDocs

            suitable(config, (self.root / CONFIGURATION).read_text(encoding="utf-8"))
            target, faults = target_of(self.root, config)
            if faults:
                return BuildResult(None, in_order([*findings, *faults]))
            if state is not None and state.target != str(target):
                state = None
            last = state
            with swap.standing(target) as stands:
                return self._guarded(target, stands, lambda folder: self._framed(folder, last, config, said))

    def _not_ours(self, target: Path, names: Iterable[str]) -> list[Diagnostic]:
        """Findings on what stands where the site goes and is not of the last build, or leads elsewhere."""
        faults = linked(self.root, self._shown(target))
        if faults or not any(os.path.lexists(target / name) for name in names):
            return faults
        return foreign_files(self.root, target)

    def _guarded(self, target: Path, stands: Callable[[], bool], work: Callable[[Folder], _Done]) -> BuildResult:
        """Do work that writes beside the site and then replaces it; of what comes after that nothing is caught."""
        try:
            with swap.staged(target) as staging:
                result, keep = work(Folder(target, staging, stands))
        except OSError as problem:
            forget_state(self.store)
            return BuildResult(None, (not_replaced(f"{target.name}/", problem),))
        keep()
        return result

    def _framed(
        self, folder: Folder, state: BuildState | None, config: MkDocsConfig, said: Callable[[], list[Diagnostic]]
    ) -> _Done:
        known = state.stamps if state is not None else {}
        frame, findings = new_frame(self.root, config, said, folder.staging, known, self.pages, self.load)
        if frame is None or keeps_the_last(findings, strict=self.strict):
            return _nothing(findings)
        wrong = altered(folder.target, state.files) if state is not None else frozenset()
        return self._finish(folder, state, wrong, frame)

    def _finish(self, folder: Folder, state: BuildState | None, wrong: frozenset[str], frame: Frame) -> _Done:
        """Write what is not MkDocs', audit all that is new, and put it in its place.

        Args:
            folder: the site, and where it is written; MkDocs' part is there already where it was made anew.
            state: of the last build.
            wrong: the files of the site that are not as the last build left them.
            frame: MkDocs' part.
        """
        before = state.files if state is not None else {}
        if frame.searched is None:
            files = {name: file for name, file in before.items() if file.by_mkdocs}
        else:
            files = {name: on_disk(folder.staging / name, by_mkdocs=True) for name in folder.names()}
        stale = {path for path in self.pages if path in wrong or self._is_stale(path, state, frame.made)}
        files.update((path, before[path]) for path in self.pages if path not in stale)
        if frame.made.searchable:
            files.update((name, file) for name, file in before.items() if name.startswith(INDEX) and not file.by_mkdocs)
        lists = {f"{language}/{LIST}": language for language in frame.made.languages}
        files.update((name, before[name]) for name in lists if name in before)
        if self.gate is not None:
            self.gate.prepare(len(stale))
        written = self._write_pages(folder, stale, frame.made)
        files.update((path, page.file) for path, page in written.items())
        self._write_sitemap(
            folder, {name: file for name, file in before.items() if name not in wrong}, files, frame.made
        )
        anew = state is not None and state.handwritten.allowed != frame.made.allowed
        recheck = self._audited(folder, before, files, written, frame.made, anew)
        shown, pages = self._shown(folder.target), Pages(self.root, Path(frame.docs))
        faults = [located(fault, folder.of(fault.path), shown, pages) for fault in recheck.faults()]
        rights = self._rights(folder, before)
        if rights is not None:
            # The index is not written yet: what is there of it may be of seeds that were open then.
            rights.look_at(
                self._digests(files, lambda name: not _is_index(name)), partial(self._sight, folder, files, written)
            )
        leaks = self._leaks(folder, rights, shown)
        findings = in_order([*frame.said, *faults, *leaks])
        if keeps_the_last(findings, strict=self.strict):
            return _nothing(findings)
        if frame.made.searchable:
            self._write_index(folder, before, files, wrong, frame, written)
            if rights is not None:
                rights.look_at(self._digests(files, _is_index), partial(self._sight, folder, files, written))
            leaks = self._leaks(folder, rights, shown)
            if leaks:
                forget_state(self.store)  # what is kept of the index is of one that is in no site
                return _nothing([*findings, *leaks])
        known = {name: (file.digest, file.size) for name, file in files.items()}
        for name, language in lists.items():
            content = file_list(language, frame.made.languages, known)
            files[name] = folder.write_unless_same(name, content, None if name in wrong else before.get(name))
        if files.keys() - {MANIFEST} == before.keys() - {MANIFEST} and MANIFEST in before and MANIFEST not in wrong:
            files[MANIFEST] = before[MANIFEST]
        else:
            files[MANIFEST] = folder.write_manifest(files)
        redone = folder.put_in_place(before, files, wrong)

        def keep() -> None:
            recheck.keep()
            if rights is not None:
                rights.keep()
            else:
                keep_open(self.store)  # a record of before would not know what changed while all seeds were open
            if findings:
                forget_state(self.store)  # or the next build would not repeat what MkDocs warned of
            else:
                keep_state(self.store, frame.as_state(str(folder.target), self.pages, files))

        return BuildResult(folder.target, findings, redone), keep

    def _is_stale(self, path: str, state: BuildState | None, made: Handwritten) -> bool:
        """Whether a page is other than in the last build."""
        page = self.pages[path]
        if state is None or state.pages.get(path) != page or path not in state.files:
            return True
        last = state.handwritten
        if last is made:
            return False
        kind, before = kind_of(path, page.shell, made.nav), kind_of(path, page.shell, last.nav)
        return made.shells[kind] != last.shells.get(before) or (
            (made.language, made.searchable, made.base_path) != (last.language, last.searchable, last.base_path)
        )

    def _write_pages(self, folder: Folder, stale: Collection[str], made: Handwritten) -> dict[str, Written]:
        if not stale:
            return {}
        from mujaz.site.search import analysed  # late: nothing changes in many builds

        shells = {path: made.shells[kind_of(path, self.pages[path].shell, made.nav)] for path in sorted(stale)}
        work = {
            path: partial(_write_page, folder, path, self.load, shell, made, analysed, self.gate)
            for path, shell in shells.items()
        }
        return dict(self.run(work))

    def _write_sitemap(
        self, folder: Folder, before: Mapping[str, OnDisk], files: dict[str, OnDisk], made: Handwritten
    ) -> None:
        addresses: list[sitemap.SitemapEntry] = list(made.addresses)
        if made.base:
            addresses += [
                (made.base + path, page.updated, [(language, made.base + to) for language, to in page.translations])
                for path, page in self.pages.items()
                if not page.is_moved
            ]
        text = sitemap.sitemap(addresses, made.languages)
        for name, content in ((sitemap.NAME, text.encode()), (sitemap.PACKED, sitemap.packed(text, made.timestamp))):
            files[name] = folder.write_unless_same(name, content, before.get(name))

    def _audited(
        self,
        folder: Folder,
        before: Mapping[str, OnDisk],
        files: Mapping[str, OnDisk],
        written: Mapping[str, Written],
        made: Handwritten,
        anew: bool,
    ) -> Recheck:
        """The audit of the site as it is to be; `anew` where even files that are the same may have other faults."""

        def audited(name: str) -> Audited:
            path = folder.of(name) / name
            return audit_file(name, path.read_bytes, base_path=made.base_path, also=made.also)

        packed = {path: page.audited for path, page in written.items()}
        for name, file in files.items():
            if is_audited(name) and name not in packed and (anew or before.get(name) != file):
                packed[name] = pack(file.digest, audited(name))
        return Recheck(
            self.store,
            {name: file.digest for name, file in files.items()},
            # The list of the files is written last, and no page leads to it: it is not lost before that.
            {name: file.digest for name, file in before.items() if name != MANIFEST},
            packed,
            audited,
        )

    def _write_index(
        self,
        folder: Folder,
        before: Mapping[str, OnDisk],
        files: dict[str, OnDisk],
        wrong: frozenset[str],
        frame: Frame,
        written: Mapping[str, Written],
    ) -> None:
        """Bring the search index up to date."""
        last = {name for name in files if name.startswith(INDEX)}
        changed = [page.searched for page in written.values() if page.searched is not None] + list(frame.searched or ())
        found = {page.location for page in changed}
        gone = {quote(name) for name in before if name.endswith(".html") and name not in files}
        gone |= {quote(path) for path, page in written.items() if page.searched is None}
        if frame.searched is not None:
            gone |= {quote(name) for name in files if name.endswith(".html") and name not in self.pages}
        if not wrong.isdisjoint(last):
            raise _NotKept
        if not (changed or gone):
            return
        from mujaz.search.kept import NoIndexError  # late, as above
        from mujaz.site.search import update_index

        try:
            parts = update_index(self.store, changed, gone - found, anew=not last)
        except NoIndexError:
            raise _NotKept from None
        for name, content in parts.items():
            if content is None:
                files.pop(name, None)
            else:
                files[name] = folder.write_unless_same(name, content, before.get(name))

    def _rights(self, folder: Folder, before: Mapping[str, OnDisk]) -> Shown | None:
        """What the files have in common with seeds that may not be published, where there are any."""
        if self.gate is None:
            return None
        return Shown(self.gate, self.store, {name: file.digest for name, file in before.items()})

    def _sight(self, folder: Folder, files: Mapping[str, OnDisk], written: Mapping[str, Written], name: str) -> Sight:
        assert self.gate is not None
        if name in written:
            return written[name].shown
        content = (folder.of(name) / name).read_bytes()
        return self.gate.look_at(name, content, closely=files[name].by_mkdocs)

    @staticmethod
    def _digests(files: Mapping[str, OnDisk], among: Callable[[str], bool]) -> dict[str, bytes]:
        return {name: file.digest for name, file in files.items() if among(name)}

    def _leaks(self, folder: Folder, rights: Shown | None, where: str) -> list[Diagnostic]:
        if rights is None or self.gate is None:
            return []
        return self.gate.findings(
            rights.beyond,
            rights.unread,
            lambda name: (folder.of(name) / name).read_bytes(),
            lambda fault: located(fault, folder.of(fault.path), where),
        )

    def _shown(self, target: Path) -> str:
        return target.relative_to(self.root).as_posix() if target.is_relative_to(self.root) else target.name


def _is_index(name: str) -> bool:
    """Whether a file, by its path in the site, is of the search index."""
    return name.startswith(INDEX)


def _write_page(
    folder: Folder,
    path: str,
    load: Callable[[str], HtmlPage],
    shell: Shell,
    made: Handwritten,
    analysed: Callable[[str, Mapping[str, object], tuple[Section, ...], str], AnalysedPage | None],
    gate: Gate | None,
) -> Written:
    """Write a page; a function of its own, for it may run in another process."""
    page = load(path)
    content = fill(shell, page)
    file = folder.write(path, content)
    audited = pack(file.digest, audit_file(path, lambda: content, base_path=made.base_path, also=made.also))
    searched = analysed(path, page.meta, page.sections, made.language) if made.searchable else None
    return Written(file, audited, searched, _sight_of(gate, path, page, shell) if gate is not None else Sight())


def _sight_of(gate: Gate, path: str, page: HtmlPage, shell: Shell) -> Sight:
    """What a page shows of seeds: its own part, and the frame around it, which is the same on many."""
    own = "\n".join((*map(str, page.meta.values()), page.content))
    frame = "".join(_texts(shell)).encode()
    return gate.look_at(path, own.encode(), frame, closely=False)


def _texts(parts: Shell) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from _texts(part.parts)
