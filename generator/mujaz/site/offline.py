"""The offline edition: the site as a folder and an archive that open without a server and without a network.

Folder, archive and checksums take their places together: the folder of all editions is built anew beside the last one,
of hard links to what else is in it, and both change places in one step.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from mujaz.engine.generated import generated_folders
from mujaz.engine.manifest import MANIFEST as WRITTEN
from mujaz.engine.manifest import files_below, not_written_by_us, put_manifest, written_by_us
from mujaz.engine.workspace import whole_file
from mujaz.resolve.site import Site
from mujaz.site import swap
from mujaz.site.allowed import allowed
from mujaz.site.archive import UNREADABLE, checksums, files_of, sha256_of, unportable, write_zip
from mujaz.site.audit import audit
from mujaz.site.build import configured, keeps_the_last, not_replaced, write_site
from mujaz.site.edition import (
    MAX_BYTES,
    PREVIEW,
    Contents,
    Manifest,
    before_by_default,
    change_list,
    contents_of,
    newest_day,
    read_manifest,
    write_manifest,
)
from mujaz.site.kept import APP, WORKER
from mujaz.site.places import Pages, located
from mujaz.site.policy import APACHE, NETLIFY
from mujaz.site.start import compose_part, render_start
from mujaz.site.target import not_ours
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, in_order
from mujaz.text.filenames import slug

__all__ = ["PREVIEW", "START", "Edition", "OfflineResult", "build_offline", "is_name", "newest_day", "read_edition"]

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mujaz.engine.inputs import Progress
    from mujaz.site.rightsgate import Gate

HOME = "offline"
"""Where editions are written, below the site's root."""

MANIFEST, START, PAGES, SUMS = "edition.json", "index.html", "site", "SHA256SUMS"
"""What is in an edition: its manifest, its start page, the folder of the site; and the file of checksums beside it."""

SERVER_FILES = ("404.html", "sitemap.xml", "sitemap.xml.gz", NETLIFY, APACHE, WORKER)
"""What only a web server, a search engine, or who keeps an edition in a browser asks for."""

MAX_NAME = 40
"""The longest name of an edition: it is in every path of the archive."""


class Edition(Struct, frozen=True):
    """An edition that was written.

    Attributes:
        folder: its folder.
        archive: the same packed.
        size: of the archive, in bytes.
        sha256: of the archive, in hexadecimal digits.
        before: the name of the edition that it was compared with; None for the first.
        changed: how many briefs changed since, each language counted for itself.
    """

    folder: Path
    archive: Path
    size: int
    sha256: str
    before: str | None
    changed: int

    def as_data(self) -> dict[str, str | int | None]:
        """The same as plain data."""
        return {
            "folder": str(self.folder),
            "archive": str(self.archive),
            "bytes": self.size,
            "sha256": self.sha256,
            "since": self.before,
            "changed": self.changed,
        }


class OfflineResult(Struct, frozen=True):
    """What building an offline edition gave: the edition, or None where nothing was written; what was found."""

    edition: Edition | None
    diagnostics: tuple[Diagnostic, ...]


def is_name(text: str) -> bool:
    """Whether an edition can be called so: its name is part of file names."""
    return len(text) <= MAX_NAME and re.fullmatch(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", text) is not None


def build_offline(
    root: Path,
    site: Site,
    languages: tuple[str, ...],
    *,
    day: date,
    name: str = "",
    before: Contents | None = None,
    strict: bool = True,
    progress: Progress | None = None,
    gate: Gate | None = None,
) -> OfflineResult:
    """Build an edition from the pages as they are; whoever calls has generated them from `site`.

    Args:
        root: the folder that holds `mkdocs.yml`.
        site: what the edition holds.
        languages: the languages of the site, in their order.
        day: the day that it is dated.
        name: what it is called; the day in ISO 8601 if empty.
        before: the edition to compare with; one that lies in the output folder if not given.
        strict: whether a warning keeps the last edition in its place, as an error does.
        progress: told how many pages have been read and written.
        gate: knows what of seeds may not be shown.
    """
    findings: list[Diagnostic]
    with configured(root, progress, site_url="", repo_url="", edit_uri="") as (config, findings, said):
        if config is None:
            return _nothing(findings)
        now = contents_of(site, languages, name or day.isoformat(), day)
        stem = f"{slug(config.site_name)}-{now.name}"
        home = root / HOME
        target, archive = home / stem, home / f"{stem}.zip"
        work = None
        try:
            findings += _not_ours(root, home, target, archive)
            if before is None and not findings:
                known, faults = _known(root, home)
                findings += faults
                before = before_by_default(now, known)
            if keeps_the_last(findings, strict=strict):
                return _nothing(findings)
            swap.recover(home)
            work = swap.stage(home)
            staging = work / stem
            staging.mkdir()
            findings += write_site(root, config, said, staging / PAGES)
            if not keeps_the_last(findings, strict=strict):
                _leave_out_server_files(staging / PAGES)
                (staging / START).write_text(_start(config, now, before, languages), encoding="utf-8", newline="\n")
                written = Pages(root, Path(config.docs_dir), f"{PAGES}/")
                faults_of_files = [
                    *audit(staging, offline=True, also=allowed(config, PAGES)),
                    *unportable(files_below(staging), top=stem),
                ]
                findings += [located(fault, staging, f"{HOME}/{stem}", written) for fault in faults_of_files]
            if keeps_the_last(findings, strict=strict):
                return _nothing(findings)
            manifest = Manifest(now, before, files_of(staging))
            (staging / MANIFEST).write_text(write_manifest(manifest), encoding="utf-8", newline="\n")
            if gate is not None:  # the archive holds these files and no other
                findings += gate.look_through(
                    staging,
                    lambda fault: located(fault, staging, f"{HOME}/{stem}"),
                    ours=[f"{PAGES}/{Path(name).name}" for name in generated_folders(root, config.docs_dir)],
                )
            if keeps_the_last(findings, strict=strict):
                return _nothing(findings)
            write_zip(staging, work / archive.name, top=stem, day=day)
            findings += _put_in_place(root, home, work, stem)
            if keeps_the_last(findings, strict=strict):
                return _nothing(findings)
        except OSError as problem:
            return _nothing([*findings, not_replaced(f"{HOME}/{stem}/", problem)])
        finally:
            if work is not None:
                swap.discard(work)
    changed = sum(len(change_list(now, before, language)) for language in languages) if before else 0
    name_before = before.name if before else None
    done = Edition(target, archive, archive.stat().st_size, sha256_of(archive), name_before, changed)
    return OfflineResult(done, in_order(findings))


def read_edition(path: Path) -> Manifest:
    """The manifest of an edition, from its folder, its archive or the file itself.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no edition; the message says why.
    """
    if path.is_dir():
        path /= MANIFEST
    if not path.is_file():
        raise ValueError(f"there is no {MANIFEST}")
    if zipfile.is_zipfile(path):
        with path.open("rb") as file:
            try:
                return _packed_manifest(zipfile.ZipFile(file))
            except UNREADABLE as problem:
                raise ValueError(f"the archive is damaged: {problem}") from None
    _hold_to_limit(path.stat().st_size)
    return read_manifest(path.read_bytes())


def _packed_manifest(archive: zipfile.ZipFile) -> Manifest:
    inside = [entry for entry in archive.infolist() if re.fullmatch(rf"[^/]+/{MANIFEST}", entry.filename)]
    if len(inside) != 1:
        raise ValueError(f"the archive holds no {MANIFEST} in one folder")
    _hold_to_limit(inside[0].file_size)
    return read_manifest(archive.read(inside[0]))


def _hold_to_limit(size: int) -> None:
    if size > MAX_BYTES:
        raise ValueError(f"the manifest has {size:,} bytes; {MAX_BYTES:,} are the limit")


def _nothing(findings: list[Diagnostic]) -> OfflineResult:
    return OfflineResult(None, in_order(findings))


def _not_ours(root: Path, home: Path, target: Path, archive: Path) -> list[Diagnostic]:
    """Findings on what stands where the edition goes and must not be followed or replaced."""
    for path in (home, target, archive, home / SUMS):
        shown = path.relative_to(root).as_posix()
        if path.is_symlink():
            help = "put a folder or file of its own here: an edition is written into the site's folder only"
            return [rules.SYMBOLIC_LINK.at(whole_file(shown), "a symbolic link", help)]
    return _foreign(root, home, target.name)


def _is_of(name: str, stem: str) -> bool:
    """Whether a file of the folder of editions, by its path in it, is replaced by an edition."""
    return name.startswith(f"{stem}/") or name in (stem, f"{stem}.zip", SUMS)


def _foreign(root: Path, home: Path, stem: str) -> list[Diagnostic]:
    """Findings on what an edition would replace, and nothing proves that mujaz wrote it.

    Raises:
        OSError: a folder cannot be read.
    """
    names = [name for name in not_written_by_us(home) if _is_of(name, stem)]
    # What is listed may have been replaced since by a file of somebody's own.
    looks_like = {f"{stem}.zip": _is_archive, SUMS: _are_sums}
    names += [name for name, looks in looks_like.items() if name not in names and not _is_absent_or(home / name, looks)]
    help = (
        f"move it away: {HOME}/{WRITTEN} does not list it, or it is not as it was written, and an edition replaces it"
    )
    return not_ours(HOME, names, help)


def _is_absent_or(path: Path, looks: Callable[[Path], bool]) -> bool:
    """Whether there is no such file, or one that may be written and looks as mujaz writes it."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(status.st_mode) and bool(status.st_mode & 0o222) and looks(path)


def _is_archive(path: Path) -> bool:
    """Whether a file is an edition packed, which has no other files than its manifest lists."""
    try:
        listed = read_edition(path).files
        with zipfile.ZipFile(path) as archive:
            names = {name.partition("/")[2] for name in archive.namelist()}
    except (ValueError, *UNREADABLE):
        return False
    return names <= {MANIFEST, *listed}


def _are_sums(path: Path) -> bool:
    """Whether a file has nothing but checksums of archives."""
    if path.stat().st_size > MAX_BYTES:
        return False
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except ValueError:
        return False
    return all(re.fullmatch(r"[0-9a-f]{64} [ *][^/\\]+\.zip", line) for line in lines)


def _put_in_place(root: Path, home: Path, work: Path, stem: str) -> list[Diagnostic]:
    """Add to the new folder of editions the checksums and what else is in the last one, and let it take its place.

    Returns:
        findings on what was put there meanwhile; then nothing is replaced.

    Raises:
        OSError: it cannot be replaced, and is as it was.
    """
    new = {SUMS, *files_below(work)} - {WRITTEN}
    with swap.standing(home) as stands:
        there = home.is_dir()
        if there and (faults := _foreign(root, home, stem)):
            return faults
        others = [name for name in files_below(home) if not _is_of(name, stem) and name != WRITTEN] if there else []
        own = written_by_us(home) or frozenset()
        for parent, folders, _ in os.walk(home):
            for folder in (Path(parent, name) for name in folders):
                if not (folder.is_symlink() or folder.is_relative_to(home / stem)):
                    (work / folder.relative_to(home)).mkdir(parents=True, exist_ok=True)
        swap.carry_over(home, work, others)
        archives = [path for path in work.glob("*.zip") if stat.S_ISREG(path.lstat().st_mode)]
        (work / SUMS).write_text(checksums(archives), encoding="utf-8", newline="\n")
        put_manifest(work, new | own.intersection(others))
        if there and not stands():
            raise OSError(errno.EBUSY, "another edition is being written")
        swap.replace(home, work)
    return []


def _known(root: Path, home: Path) -> tuple[list[Manifest], list[Diagnostic]]:
    """The editions in the output folder."""
    known: list[Manifest] = []
    findings: list[Diagnostic] = []
    for folder in sorted(home.iterdir()) if home.is_dir() else ():
        path = folder / MANIFEST
        if folder.name.startswith(".") or folder.is_symlink() or not os.path.lexists(path):
            continue
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                raise ValueError("not a plain file")
            known.append(read_edition(path))
        except (OSError, ValueError) as problem:
            help = "move this edition away, or name the one before with `--since`"
            said = problem.strerror or "it cannot be read" if isinstance(problem, OSError) else str(problem)
            place = whole_file(path.relative_to(root).as_posix())
            findings.append(rules.UNREADABLE_EDITION.at(place, said.lower(), help))
    return known, findings


def _leave_out_server_files(folder: Path) -> None:
    """Delete what no page asks for from a site that is opened without a web server."""
    for name in SERVER_FILES:
        (folder / name).unlink(missing_ok=True)
    for name in files_below(folder):
        # For developers of the theme, and for who keeps an edition in a browser: no page loads them.
        if name.endswith((".js.map", ".css.map", f"/{APP}")):
            (folder / name).unlink()


def _start(config: MkDocsConfig, now: Contents, before: Contents | None, languages: tuple[str, ...]) -> str:
    alternates = {str(entry["lang"]): entry for entry in config.extra.get("alternate") or () if "lang" in entry}
    parts = []
    for language in languages:
        entry = alternates.get(language, {})
        part = compose_part(
            now,
            before,
            language,
            name=str(entry.get("name") or language),
            title=str(entry.get("title") or config.site_name),
            folder=PAGES,
            home=f"{language}/index.html",
            numerals=str(entry.get("numerals") or "") or None,
        )
        parts.append(part)
    return render_start(parts, styles=f"{PAGES}/assets/mujaz/fonts.css")
