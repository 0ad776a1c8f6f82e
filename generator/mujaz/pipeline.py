"""The stages in their order: read, decode, resolve, check, compose, render, write.

Each stage is a function that returns a value and its findings. The pipeline stops between stages when a
finding is an error, so that no stage sees what an earlier one refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mujaz import rules
from mujaz.checks import run_checks
from mujaz.config import Config, read_config
from mujaz.decode import decode
from mujaz.diagnostics import Diagnostic, has_errors, in_order
from mujaz.documents import BriefDocument, Documents, Files, GlossaryDocument, SeedDocument
from mujaz.model import Brief, Glossary, SeedRecord
from mujaz.model.values import ID_PATTERN
from mujaz.resolve import resolve
from mujaz.resolved import Site
from mujaz.source import Source, Span
from mujaz.workspace import WriteSummary, generated_folders, read_files, read_text, write_pages

Progress = Callable[[str, int, int], None]
"""Called with the name of the work, how much is done and how much there is."""


def _silent(stage: str, done: int, total: int) -> None:
    pass


def decode_files(files: Files, progress: Progress = _silent) -> tuple[Documents, list[Diagnostic]]:
    """Texts to documents. A document with errors is missing from the result."""
    findings: list[Diagnostic] = []
    total = len(files.seeds) + len(files.glossaries) + len(files.briefs)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress("reading", done, total)

    seeds = []
    for id, pair in files.seeds.items():
        step()
        if pair.text is None or pair.record is None:
            findings.append(_half_a_seed(id, pair.text, pair.record))
            continue
        findings += _check_id(id, pair.record, "seeds/")
        record, faults = decode(pair.record, SeedRecord)
        findings += faults
        if record is not None:
            seeds.append(SeedDocument(id, pair.text, pair.sha256, record))
    glossaries = []
    for source in files.glossaries:
        step()
        glossary, faults = decode(source, Glossary)
        findings += faults
        if glossary is not None:
            glossaries.append(GlossaryDocument(source, glossary))
    briefs = []
    for id, source in files.briefs.items():
        step()
        findings += _check_id(id, source, "briefs/")
        brief, faults = decode(source, Brief)
        findings += faults
        if brief is not None:
            briefs.append(BriefDocument(id, source, brief))
    return Documents(tuple(seeds), tuple(glossaries), tuple(briefs)), findings


def _half_a_seed(id: str, text: Source | None, record: Source | None) -> Diagnostic:
    if text is not None:
        help = f"write seeds/{id}.yml, or import the article again with `mujaz add`"
        return rules.MISSING_RECORD.at(Span(text, 0, 0), f"the seed `{id}` has no record", help)
    assert record is not None
    help = f"put the article's text into seeds/{id}.txt, or delete the record"
    return rules.MISSING_SEED_TEXT.at(Span(record, 0, 0), f"the seed `{id}` has no text", help)


def _check_id(id: str, source: Source, folder: str) -> list[Diagnostic]:
    """Findings on an id that a file's path gives; briefs, but not seeds, may stand in sub-folders."""
    parts = id.split("/") if folder == "briefs/" else [id]
    if id == "index":
        help = "rename the file: in every language a page of this name lists all the others"
    elif folder == "seeds/" and "/" in id:
        help = "move the file: seeds stand in `seeds/` itself"
    elif not all(re.fullmatch(ID_PATTERN, part) for part in parts):
        help = "rename the file: ASCII lower-case letters and digits, words joined by single hyphens"
    else:
        return []
    return [rules.INVALID_ID.at(Span(source, 0, 0), f"the file's name gives the id `{id}`", help)]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What checking gave: the site where no finding is an error, and all findings in order."""

    site: Site | None
    diagnostics: tuple[Diagnostic, ...]
    complete: bool = True
    """Whether all stages ran: errors of an early stage keep the later ones from being looked at."""

    @property
    def failed(self) -> bool:
        """Whether a finding is an error."""
        return has_errors(self.diagnostics)


def check_site(root: Path, *, unused: bool = False, progress: Progress = _silent) -> CheckResult:
    """Read and check all content of a site.

    Args:
        root: the folder that holds `mkdocs.yml`.
        unused: also report what nothing uses.
        progress: told how far the work is.
    """
    files, findings = read_files(root)
    documents, faults = decode_files(files, progress)
    findings += faults
    if has_errors(findings):
        return CheckResult(None, in_order(findings), complete=False)
    site, faults = resolve(documents)
    findings += faults
    if has_errors(findings):
        return CheckResult(None, in_order(findings), complete=False)
    findings += run_checks(site, unused=unused)
    failed = has_errors(findings)
    return CheckResult(None if failed else site, in_order(findings))


@dataclass(frozen=True, slots=True)
class GenerateResult:
    """What generating gave: all findings, and what was written; nothing is written where one is an error.

    The site and its languages are given where pages were composed from it.
    """

    diagnostics: tuple[Diagnostic, ...]
    summary: WriteSummary | None
    site: Site | None = None
    languages: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a finding is an error."""
        return has_errors(self.diagnostics)


def load_config(root: Path) -> tuple[Config, list[Diagnostic]]:
    """The settings of a site, from its `mkdocs.yml`."""
    source, _, findings = read_text(root, root / "mkdocs.yml")
    if source is None:
        return Config((), "docs"), findings
    return read_config(source)


def _without_edition(site: Site, languages: tuple[str, ...]) -> list[Diagnostic]:
    """Findings on briefs in none of the site's languages: no page would show them."""
    listed = " or ".join(languages)
    help = f"write the title in {listed}, or add an edition to mkdocs.yml"
    return [
        rules.NO_EDITION.at(entry.brief.title.first.span, f"the brief has no title in {listed}", help)
        for entry in site.briefs.values()
        if not set(languages) & set(entry.languages)
    ]


def generate(root: Path, *, dry: bool = False, progress: Progress = _silent) -> GenerateResult:
    """Check a site and bring its generated pages up to date.

    Args:
        root: the folder that holds `mkdocs.yml`.
        dry: write nothing, only find out what would be written.
        progress: told how far the work is.
    """
    # Templates and locales are slow to import, and a check needs neither.
    from mujaz.labels import load_labels
    from mujaz.pages.compose import compose
    from mujaz.render.markdown import render_page

    config, findings = load_config(root)
    checked = check_site(root, progress=progress)
    findings += checked.diagnostics
    if checked.site is None or has_errors(findings):
        return GenerateResult(in_order(findings), None)
    names = {edition.language: edition.name for edition in config.editions}
    labels = {
        edition.language: load_labels(edition.language, edition.numerals, edition.hijri) for edition in config.editions
    }
    languages = tuple(names)
    findings += _without_edition(checked.site, languages)
    if has_errors(findings):
        return GenerateResult(in_order(findings), None)
    pages: dict[str, str] = {}
    for page in compose(checked.site, labels):
        rendered = render_page(page, names, labels[page.language])
        pages[f"{config.docs_dir}/{rendered.path}"] = rendered.text
    editions = [f"{config.docs_dir}/{language}" for language in languages]
    # A language that was taken out of mkdocs.yml leaves pages that nobody would update.
    folders = dict.fromkeys([*editions, *generated_folders(root, config.docs_dir)])
    summary, faults = write_pages(root, pages, folders, dry=dry)
    written = None if has_errors(faults) else summary
    return GenerateResult(in_order([*findings, *faults]), written, checked.site, languages)
