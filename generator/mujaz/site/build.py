"""Builds the web site with MkDocs, audits it, and only then puts it in the place of the last one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from mujaz.engine.address import given_address
from mujaz.engine.generated import generated_folders
from mujaz.engine.manifest import files_below, put_manifest
from mujaz.engine.workspace import whole_file
from mujaz.site import swap
from mujaz.site.allowed import allowed, allowed_names
from mujaz.site.audit import audit
from mujaz.site.kept import write_lists
from mujaz.site.mkdocs_log import as_findings, collected, in_our_style
from mujaz.site.places import Pages, located
from mujaz.site.sources import odd_files
from mujaz.site.target import target_of
from mujaz.site.trust import untrusted
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Severity, has_errors, in_order

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mujaz.engine.inputs import Progress
    from mujaz.site.rightsgate import Gate

CONFIGURATION = "mkdocs.yml"


class Redone(Struct, frozen=True):
    """What a build did to the files of the site.

    Attributes:
        written: those that are new or changed, by their path in the site.
        deleted: those that are no longer there.
        unchanged: how many were left as they were.
        whole: why all of the site was built by MkDocs; empty where it was not.
    """

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: int = 0
    whole: str = ""


class BuildResult(Struct, frozen=True):
    """What a build gave.

    Attributes:
        site: the folder of the new site; None where the last one was left in its place.
        diagnostics: what was found, in order.
        redone: what it did to the files; nothing is said of them where MkDocs built all of the site.
    """

    site: Path | None
    diagnostics: tuple[Diagnostic, ...]
    redone: Redone = Redone()

    @property
    def failed(self) -> bool:
        """Whether the last site was left in its place."""
        return self.site is None

    def because(self, reason: str) -> BuildResult:
        """The same, of a site that had to be built by MkDocs as a whole."""
        return replace(self, redone=Redone(whole=reason))


def build(
    root: Path, *, strict: bool = True, progress: Progress | None = None, gate: Gate | None = None
) -> BuildResult:
    """Build the site from the pages as they are; whoever calls has generated them.

    Args:
        root: the folder that holds `mkdocs.yml`.
        strict: whether a warning keeps the last site in its place, as an error does.
        progress: told how many pages have been read and written.
        gate: knows what of seeds may not be shown.
    """
    with configured(root, progress) as (config, findings, said):
        if config is None:
            return BuildResult(None, in_order(findings))
        from mujaz.site.theme import languages  # late: it imports MkDocs

        target = Path(config.site_dir)
        try:
            target, faults = target_of(root, config)
            if faults:
                return BuildResult(None, in_order([*findings, *faults]))
            with swap.staged(target) as staging:
                findings += write_site(root, config, said, staging)
                if not keeps_the_last(findings, strict=strict):
                    base_path = urlsplit(config.site_url or "").path or "/"
                    shown = target.relative_to(root).as_posix() if target.is_relative_to(root) else target.name
                    written = Pages(root, Path(config.docs_dir))
                    faults_of_files = audit(staging, base_path=base_path, also=allowed(config))
                    findings += [located(fault, staging, shown, written) for fault in faults_of_files]
                    if gate is not None:
                        findings += gate.look_through(
                            staging,
                            lambda fault: located(fault, staging, shown),
                            ours=[Path(name).name for name in generated_folders(root, config.docs_dir)],
                        )
                if keeps_the_last(findings, strict=strict):
                    return BuildResult(None, in_order(findings))
                write_lists(staging, languages(config))
                put_manifest(staging, files_below(staging))
                swap.replace(target, staging)
        except OSError as problem:
            findings.append(not_replaced(f"{target.name}/", problem))
            return BuildResult(None, in_order(findings))
    return BuildResult(target, in_order(findings))


def write_site(
    root: Path,
    config: MkDocsConfig,
    said: Callable[[], list[Diagnostic]],
    folder: Path,
) -> list[Diagnostic]:
    """Have MkDocs write the site to a folder; nothing else is touched.

    Args:
        root: the folder that holds `mkdocs.yml`.
        config: from `configured`.
        said: from `configured`.
        folder: where to write.

    Raises:
        OSError: the folder cannot be written.
    """
    findings = odd_files(root, Path(config.docs_dir), allowed_names(config, "files"))
    if not findings:
        ended = _run(config, folder)
        findings = said_or_ended(said(), ended)
    return findings


def keeps_the_last(findings: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether findings are such that the last site stays in its place."""
    findings = tuple(findings)
    return has_errors(findings) or (strict and any(found.severity is Severity.WARNING for found in findings))


def not_replaced(what: str, problem: OSError) -> Diagnostic:
    """The finding that a folder could not be finished or put in its place, where the last one therefore still is."""
    help = "look at the folder, its permissions and the room on the disk; the last site is still in its place"
    message = f"{what} could not be replaced: {problem.strerror or problem}"
    return rules.SITE_NOT_REPLACED.at(whole_file(CONFIGURATION), message, help)


@contextmanager
def configured(
    root: Path, progress: Progress | None, **settings: str
) -> Iterator[tuple[MkDocsConfig | None, list[Diagnostic], Callable[[], list[Diagnostic]]]]:
    """MkDocs as a build needs it: its log collected, its settings read.

    It gets the settings only if they bring no code, or somebody agreed to that.

    Args:
        root: the folder that holds `mkdocs.yml`.
        progress: told how many pages have been read and written.
        settings: values that go before those of `mkdocs.yml`, and before the address that the environment gives.

    Yields:
        the configuration, or None where it cannot be used; what is wrong with it; a function that gives what MkDocs
        has said so far.
    """
    code, refused = untrusted(root)
    if refused:
        yield None, refused, list
        return
    with _environment(), _sources_only() if code else nullcontext(), collected() as records:
        config, findings = _configure(root, progress, settings)
        docs = Path(config.docs_dir) if config else root / "docs"

        def said() -> list[Diagnostic]:
            return as_findings(records, root, docs)

        yield config, findings if config else said_or_ended(said(), findings), said


@contextmanager
def _environment() -> Iterator[None]:
    """Let two builds of the same pages be the same byte for byte, and keep Material's announcement off the terminal.

    The time of the build goes into the archive of the sitemap only; see https://reproducible-builds.org/specs/source-date-epoch/.
    """
    ours = {"SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1"}
    added = [name for name in ours if name not in os.environ]
    os.environ.update({name: ours[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


@contextmanager
def _sources_only() -> Iterator[None]:
    """Have Python read the sources of what a site brings, which were agreed to, and no code compiled from others.

    What is in `__pycache__` may say of itself that it is not to be compared with its source (PEP 552).
    """
    before = sys.pycache_prefix, sys.dont_write_bytecode
    sys.pycache_prefix, sys.dont_write_bytecode = os.devnull, True
    try:
        yield
    finally:
        sys.pycache_prefix, sys.dont_write_bytecode = before


def _configure(
    root: Path, progress: Progress | None, settings: Mapping[str, str]
) -> tuple[MkDocsConfig | None, list[Diagnostic]]:
    """Load `mkdocs.yml` and tell our plugin that the pages are there already."""
    from mkdocs.config import load_config  # late: MkDocs takes a third of a second to import
    from mkdocs.exceptions import MkDocsException

    from mujaz.site.plugin import MujazPlugin

    if address := given_address():
        settings = {"site_url": address, **settings}
    try:
        config = load_config(str(root / CONFIGURATION), strict=False, **settings)
    except (Exception, SystemExit) as problem:  # of a file that it cannot read, too: nesting, numbers, odd characters
        said = f"{problem}" if isinstance(problem, MkDocsException) else f"{type(problem).__name__}: {problem}"
        return None, [_failure(f"MkDocs cannot use this file: {said}")]
    plugin = config.plugins.get("mujaz")
    if not isinstance(plugin, MujazPlugin):
        return None, [_failure("the plugin `mujaz` is not among the `plugins`", "add a line `- mujaz` to them")]
    plugin.config.generate = False
    plugin.is_alone = False
    plugin.progress = progress
    return config, []


def _run(config: MkDocsConfig, staging: Path) -> list[Diagnostic]:
    """Have MkDocs write the site to a folder; what it logs is collected elsewhere."""
    from mkdocs.commands.build import build as mkdocs_build

    config.site_dir = str(staging)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except OSError:
        raise
    except (Exception, SystemExit) as problem:  # whatever a plugin, a template or a file brings up ends this build only
        return [ended_with(problem)]
    finally:
        config.plugins.on_shutdown()
    return []


def ended_with(problem: BaseException) -> Diagnostic:
    """The finding that MkDocs did not come to an end."""
    return _failure(f"MkDocs ended with {type(problem).__name__}: {problem}")


def said_or_ended(said: list[Diagnostic], ended: list[Diagnostic]) -> list[Diagnostic]:
    """What MkDocs logged, and how it ended only where the log does not explain it."""
    return said if has_errors(said) else [*said, *ended]


def _failure(message: str, help: str = "look at mkdocs.yml and the MkDocs manual") -> Diagnostic:
    return rules.MKDOCS_ERROR.at(whole_file(CONFIGURATION), in_our_style(message), help)
