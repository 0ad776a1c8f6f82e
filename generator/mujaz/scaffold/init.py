"""A new site: the files of `mujaz init`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from mujaz import __version__
from mujaz.markup import literal, yaml_string
from mujaz.model.schema import DOCUMENTS, schema_text
from mujaz.scaffold.plan import Plan
from mujaz.text.patterns import lazy_re

DEFAULT_NAME = "موجز"

LANGUAGES = {"ar": "Arabic", "en": "English"}
"""The languages that a site may have editions in."""

_HIDDEN = "dot-"  # a real `.gitignore` in the package would act on the package itself
_PLACE = lazy_re("@(?:version|name|heading|language|languages)@")
_LINE = lazy_re(r"^@(\w\w)@(.*\n)", re.MULTILINE)
"""A line of the template that only a site with an edition in that language has."""


def plan_site(name: str, languages: Collection[str] = tuple(LANGUAGES)) -> Plan:
    """A small working site: an example brief in Arabic and English, schemas for editors, pipelines for code hosts.

    Args:
        name: of the site, as its readers see it.
        languages: those that it has editions in, some of `LANGUAGES`.
    """
    known = {
        "@version@": __version__,
        "@name@": yaml_string(name),
        "@heading@": literal(name),
        "@language@": "en" if "en" in languages else "ar",
        "@languages@": " and ".join(words for language, words in LANGUAGES.items() if language in languages),
    }
    files = {}
    for path, entry in _template(resources.files("mujaz") / "scaffold" / "template", ""):
        text = _LINE.sub(lambda line: line[2] if line[1] in languages else "", entry.read_text(encoding="utf-8"))
        files[path] = _PLACE.sub(lambda place: known[place[0]], text)
    files |= {f"schemas/{kind}.json": schema_text(kind) for kind in DOCUMENTS}
    return Plan(dict(sorted(files.items())))


def _template(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = prefix + (f".{entry.name.removeprefix(_HIDDEN)}" if entry.name.startswith(_HIDDEN) else entry.name)
        if entry.is_dir():
            yield from _template(entry, f"{path}/")
        else:
            yield path, entry
