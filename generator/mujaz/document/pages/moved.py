"""Pages that lead readers of an old address to the one that something has now."""

from __future__ import annotations

from mujaz.document.pages.desk import Desk
from mujaz.document.pages.objects import MovedPage
from mujaz.document.pages.versions import VERSIONS
from mujaz.model.values import WorkText
from mujaz.resolve.site import Site

_KINDS = {"briefs": "brief", "entities": "entity", "sources": "seed", "tags": "tag"}
"""What the pages of a folder of an edition are of."""
_FOLDERS = {kind: folder for folder, kind in _KINDS.items()}


def moved_pages(site: Site) -> dict[str, str]:
    """By the path of each page that something had in an edition: the path that it has now."""
    found = {}
    for address, id in site.present_ids.items():
        kind, _, former = address.partition("/")
        if kind in _FOLDERS:
            found[f"{_FOLDERS[kind]}/{former}"] = f"{_FOLDERS[kind]}/{id}"
        if kind == "brief":
            found[f"briefs/{former}{VERSIONS}"] = f"briefs/{id}{VERSIONS}"
    return found


def is_moved(site: Site, path: str) -> bool:
    """Whether nothing has a path of its own any more."""
    folder, _, id = path.removesuffix(VERSIONS).partition("/")
    present = {"briefs": site.briefs, "entities": site.entities, "sources": site.records, "tags": site.tags}
    return folder in present and id not in present[folder]


def compose_moved(desk: Desk, path: str) -> MovedPage:
    """The page at an old address.

    Args:
        desk: the site in one language.
        path: that the page had below the folder of the edition.
    """
    folder, _, former = path.removesuffix(VERSIONS).partition("/")
    of_versions = VERSIONS if path.endswith(VERSIONS) else ""
    id = desk.site.present_ids[f"{_KINDS[folder]}/{former}"]
    site = desk.site
    languages = None
    if folder == "briefs":
        entry = site.briefs[id]
        text, languages = entry.brief.title, entry.languages
    elif folder == "entities":
        text = site.entities[id].name
    else:
        text = site.tags[id] if folder == "tags" else site.records[id].title
    name = desk.of_work(text, site.records[id].language) if isinstance(text, WorkText) else desk.best(text)
    return MovedPage(
        kind="moved",
        path=f"{desk.language}/{path}",
        language=desk.language,
        title=f"{desk.labels.text('moved')}: {name.text}",
        description="",
        alternates=desk.alternates(path, languages),
        name=name,
        link=desk.link(f"{folder}/{id}{of_versions}"),
    )
