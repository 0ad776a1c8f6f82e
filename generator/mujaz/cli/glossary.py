"""`mujaz glossary`: entities from the pack that comes with mujaz, and from the files of other tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from mujaz.cli.common import CLEAN, FOUND, Refusal, note, refuse_unknown, refusing, report, say, site_option
from mujaz.engine.shelf import decode_files
from mujaz.engine.workspace import MAX_BYTES, read_files, read_text, write_files
from mujaz.model.documents import Documents
from mujaz.model.values import ID_PATTERN
from mujaz.scaffold.drafts import Draft
from mujaz.scaffold.glossary import GLOSSARY, plan_glossary
from mujaz.scaffold.imports import read_drafts
from mujaz.scaffold.names import pack_gazetteer
from mujaz.scaffold.packs.world import world
from mujaz.syntax.diagnostics import has_errors
from mujaz.text.filenames import problem_of
from mujaz.text.fold import fold

_KINDS = {"places": "place", "bodies": "organization"}


@click.group("glossary")
def verb() -> None:
    """Add entities to the glossary from the pack that comes with mujaz, or from other tools' files.

    What the glossary has stays as it is: an entity with the same Wikidata item, id or name is told and left out.
    """


@verb.command("pack")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--mentioned", is_flag=True, help="Those that the site's articles mention.")
@click.option("--all", "every", is_flag=True, help="All of the pack.")
@click.option("--kind", type=click.Choice([*_KINDS]), help="Only countries and capitals, or only bodies.")
@click.option("--to", "name", metavar="NAME", default="world", show_default=True, help="Of the file, NAME.yml.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; print what would be written.")
@site_option
def pack(ids: tuple[str, ...], mentioned: bool, every: bool, kind: str, name: str, dry: bool, root: Path) -> int:
    """Add countries, capitals and bodies, in Arabic and English: by ID, or with --mentioned or --all.

    Without any of these it lists what the pack has and the glossary has not.
    """
    documents = _documents(root)
    if documents is None:
        return FOUND
    drafts = [draft for draft in world() if not kind or draft.type == _KINDS[kind]]
    known = {draft.id: draft for draft in drafts}
    for id in ids:
        refuse_unknown(id, known, "entity of the pack", "see `mujaz glossary pack`")
    wanted = [known[id] for id in ids]
    if mentioned:
        found = _mentioned(documents)
        wanted += [draft for draft in drafts if draft.id in found and draft.id not in ids]
    if every:
        wanted = drafts
    if not wanted and not mentioned:
        for draft in drafts:
            say(f"{draft.id}: {', '.join(draft.names.values())}")
        return CLEAN
    return _add(root, name, wanted, documents, origin="the pack of mujaz (`mujaz glossary pack`)", dry=dry)


@verb.command("import")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--to", "name", metavar="NAME", default="imported", show_default=True, help="Of the file, NAME.yml.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; print what would be written.")
@site_option
def import_(sources: tuple[Path, ...], name: str, dry: bool, root: Path) -> int:
    """Add the entities of each FILE: CSV, Wikidata entity JSON, FollowTheMoney JSON, or a desk's folder.

    A table has columns `id`, `type`, `name_ar`, `name_en`, and may have `aliases_ar` (with | between them), `gloss_ar`
    and `wikidata`. Of a folder its files in briefs/glossary/ are read, or all that end in .yml.
    """
    documents = _documents(root)
    if documents is None:
        return FOUND
    drafts: list[Draft] = []
    for path in _files(sources):
        with refusing():
            read, notes = read_drafts(str(path), _text(path))
        for each in notes:
            note(each)
        drafts += read
    origin = ", ".join(dict.fromkeys(path.name for path in sources))
    return _add(root, name, drafts, documents, origin=f"{origin} (`mujaz glossary import`)", dry=dry)


def _files(sources: Sequence[Path]) -> Iterable[Path]:
    for source in sources:
        if not source.is_dir():
            yield source
            continue
        folder = source / GLOSSARY if (source / GLOSSARY).is_dir() else source
        found = sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])
        if not found:
            raise Refusal(f"the folder {source} holds no glossary", f"name a site, or a folder such as {GLOSSARY}")
        yield from found


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise Refusal(f"{path} is too large", f"the limit is {MAX_BYTES:,} bytes: divide the file")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refusal(f"{path}: byte {problem.start:,} is not UTF-8", "save the file as UTF-8") from None


def _documents(root: Path) -> Documents | None:
    files, faults = read_files(root)
    documents, findings = decode_files(files)
    if has_errors(findings := [*faults, *findings]):
        report(findings, "text")
        note("nothing was written; mend this first: what cannot be read may have the entity already")
        return None
    return documents


def _mentioned(documents: Documents) -> set[str]:
    finder = pack_gazetteer()
    texts = (seed.text.text for seed in documents.seeds if seed.text is not None)
    return {id for text in texts for hit in finder.find(fold(text)) for id in hit.entities}


def _add(root: Path, name: str, drafts: Sequence[Draft], documents: Documents, *, origin: str, dry: bool) -> int:
    if not re.fullmatch(ID_PATTERN, name) or problem_of(name):
        raise Refusal(
            f"`{name}` is no name for a file", "ASCII lower-case letters and digits, joined by single hyphens"
        )
    path = root / GLOSSARY / f"{name}.yml"
    existing = None
    if path.exists():
        existing, _, faults = read_text(root, path)
        if existing is None:
            report(faults, "text")
            return FOUND
    with refusing():
        schemas = (root / "schemas/glossary.json").is_file()
        plan, met = plan_glossary(name, drafts, documents, existing, origin=origin, schemas=schemas)
    for each in met:
        names = " / ".join(each.draft.names.values())
        note(f"`{each.entity}` is kept as it is; {names} (`{each.draft.id}`) is not added: {each.why}")
    for file, text in plan.files.items():
        if dry:
            click.echo(text, nl=False)
        else:
            mark = b"\xef\xbb\xbf" if existing and path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
            write_files(root, {file: mark + text.encode()}, replace=True)
    count = len(drafts) - len(met)
    note(f"{'would be added' if dry else 'added'} to {GLOSSARY}/{name}.yml: {count}; kept as they are: {len(met)}")
    return CLEAN
