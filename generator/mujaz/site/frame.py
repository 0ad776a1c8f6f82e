"""MkDocs' part of a build: that of the last one as long as nothing asks for another, which MkDocs then makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from mujaz.engine.cache.faults import DamagedError
from mujaz.site.allowed import allowed_names
from mujaz.site.build import CONFIGURATION, ended_with, said_or_ended
from mujaz.site.inputs import Inputs, take_inputs
from mujaz.site.shell import Listed, Unsuitable
from mujaz.site.sources import odd_files
from mujaz.site.state import BuildState, Handwritten, OnDisk, Stamps, is_plain, kind_of, seen_in_nav
from mujaz.syntax.diagnostics import Diagnostic

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mujaz.document.writers.html import HtmlPage
    from mujaz.search.analyse import AnalysedPage


class Frame(Struct, frozen=True):
    """MkDocs' part, of this build or the last one.

    Attributes:
        made: what is to be remembered of it.
        inputs: what it was made from.
        docs: the folder of the Markdown files.
        custom: the folder of the site's own templates; empty where there is none.
        searched: for the search index: the pages that people wrote; None for a part of the last build.
        said: what MkDocs warned of.
    """

    made: Handwritten
    inputs: Inputs
    docs: str
    custom: str
    searched: tuple[AnalysedPage, ...] | None = None
    said: tuple[Diagnostic, ...] = ()

    def as_state(self, target: str, pages: Mapping[str, Listed], files: Mapping[str, OnDisk]) -> BuildState:
        """What is remembered of a build with this part, of these pages and files."""
        return BuildState(self.inputs.key, self.docs, self.custom, target, self.inputs.stamps, self.made, pages, files)


def last_frame(
    root: Path, state: BuildState, pages: Mapping[str, Listed], load: Callable[[str], HtmlPage]
) -> Frame | None:
    """MkDocs' part of the last build, or None where it has to be made anew.

    Args:
        root: the folder that holds `mkdocs.yml`.
        state: of the last build.
        pages: all generated pages, by their path in the site.
        load: gives one of them.
    """
    made = state.handwritten
    try:
        inputs = take_inputs(root, root / CONFIGURATION, Path(state.docs), state.custom, pages, state.stamps)
    except OSError:
        return None
    if inputs.key != state.key or inputs.odd:
        return None
    if any((source.removesuffix(".md") + ".html" in pages) != there for source, there in made.asked.items()):
        return None
    for path, page in pages.items():
        known = state.pages.get(path)
        if known == page:
            continue
        if known is None and not is_plain(path, made):
            return None
        if kind_of(path, page.shell, made.nav) not in made.shells:
            return None
        if path in made.nav and seen_in_nav(load(path).meta) != made.nav[path]:
            return None
    return Frame(made, inputs, state.docs, state.custom)


class _OwnFaultError(Exception):
    """A fault of ours amid the work of MkDocs, to which it is not to be put down."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _loaded(load: Callable[[str], HtmlPage], path: str) -> HtmlPage:
    """A page that we made, or are to make."""
    try:
        return load(path)
    except (Unsuitable, DamagedError, OSError):
        raise
    except Exception as problem:
        raise _OwnFaultError(problem) from problem


def new_frame(
    root: Path,
    config: MkDocsConfig,
    said: Callable[[], list[Diagnostic]],
    folder: Path,
    known: Stamps,
    pages: Mapping[str, Listed],
    load: Callable[[str], HtmlPage],
) -> tuple[Frame | None, list[Diagnostic]]:
    """Have MkDocs make its part.

    Args:
        root: as for `last_frame`.
        config: from `build.configured`.
        said: from `build.configured`.
        folder: where to write.
        known: of the last build.
        pages: as for `last_frame`.
        load: as for `last_frame`.

    Returns:
        the part, unless MkDocs did not come to an end; what was found.

    Raises:
        Unsuitable: the generated pages cannot be written by filling shells.
        DamagedError: what is kept of a page is not what was put there.
        OSError: the folder cannot be written.
    """
    from mujaz.site.handwritten import write_handwritten  # late: it imports MkDocs

    docs, custom = config.docs_dir, config.theme.custom_dir or ""
    inputs = take_inputs(root, root / CONFIGURATION, Path(docs), custom, pages, known)
    findings = odd_files(root, Path(docs), allowed_names(config, "files"))
    if findings:
        return None, findings
    try:
        made, searched = write_handwritten(config, folder, pages, partial(_loaded, load))
    except (Unsuitable, DamagedError, OSError):
        raise
    except _OwnFaultError as fault:
        raise fault.problem from None
    except (Exception, SystemExit) as problem:  # whatever a plugin, a template or a file brings up ends this build only
        return None, said_or_ended(said(), [ended_with(problem)])
    findings = said()
    return Frame(made, inputs, docs, custom, searched, tuple(findings)), findings
