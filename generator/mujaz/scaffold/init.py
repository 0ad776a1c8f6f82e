"""A new site, and what of it a later mujaz renews: the files of `mujaz init`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from msgspec import Struct

from mujaz import __version__
from mujaz.markup import literal, yaml_string
from mujaz.model.schema import DOCUMENTS, schema_text
from mujaz.scaffold.plan import Plan
from mujaz.text.patterns import lazy_re

DEFAULT_NAME = "موجز"

LANGUAGES = {"ar": "Arabic", "en": "English"}
"""The languages that a site may have editions in."""

PACKAGES = "packages"
"""Where a desk has the mujaz that made it."""
MANIFEST = f"{PACKAGES}/mujaz.json"
"""What `init` or the last upgrade wrote of the files that a later one renews."""
_OURS = ("schemas/", f"{PACKAGES}/mujaz-")
"""The beginnings of paths of which nobody changes a file."""
_RENEWED = (*_OURS, "requirements.txt", ".github/workflows/", ".gitlab-ci.yml")
"""The beginnings of paths that an upgrade renews."""
_WHEEL = lazy_re(rf"{PACKAGES}/mujaz-[\w.+-]+\.whl")
_PINNED = lazy_re(r"(?:#.*\n)?mujaz==\S+\n?")
"""The requirements of a desk that has no mujaz of its own."""

_WHOLE = {
    "ar": "المراجعة كلها مع الصفحات",
    "en": "The whole review, with the pages",
}
"""The words of the link from a comment to the review that has all."""
_HIDDEN = "dot-"  # a real `.gitignore` in the package would act on the package itself
_PLACE = lazy_re("@(?:version|name|heading|language|languages|whole)@")
_LINE = lazy_re(r"^@(\w\w)@(.*\n)", re.MULTILINE)
"""A line of the template that only a site with an edition in that language has."""


def plan_site(
    name: str, languages: Collection[str] = tuple(LANGUAGES), carried: Mapping[str, str | bytes] | None = None
) -> Plan:
    """A small working site: an example brief in Arabic and English, schemas for editors, pipelines for code hosts.

    Args:
        name: of the site, as its readers see it.
        languages: those that it has editions in, some of `LANGUAGES`.
        carried: what it has of mujaz, by path.
    """
    known = {
        "@version@": __version__,
        "@name@": yaml_string(name),
        "@heading@": literal(name),
        "@language@": "en" if "en" in languages else "ar",
        "@whole@": _WHOLE["en" if "en" in languages else "ar"],
        "@languages@": " and ".join(words for language, words in LANGUAGES.items() if language in languages),
    }
    files = {}
    for path, entry in _template(resources.files("mujaz") / "scaffold" / "template", ""):
        text = _LINE.sub(lambda line: line[2] if line[1] in languages else "", entry.read_text(encoding="utf-8"))
        files[path] = _PLACE.sub(lambda place: known[place[0]], text)
    files |= {f"schemas/{kind}.json": schema_text(kind) for kind in DOCUMENTS}
    files |= {path: content for path, content in (carried or {}).items() if isinstance(content, str)}
    binaries = {path: content for path, content in (carried or {}).items() if isinstance(content, bytes)}
    every: dict[str, str | bytes] = {**files, **binaries}
    renewed = {path: _digest(content) for path, content in sorted(every.items()) if path.startswith(_RENEWED)}
    files[MANIFEST] = json.dumps({"languages": sorted(languages), "files": renewed}, indent=2) + "\n"
    return Plan(dict(sorted(files.items())), binaries=binaries)


class Upgrade(Struct, frozen=True):
    """What a later mujaz renews in a desk.

    Attributes:
        files: what is written, by path.
        gone: files of the version before that are removed.
        kept: files that somebody changed, and that are left as they are.
    """

    files: Mapping[str, str | bytes]
    gone: tuple[str, ...]
    kept: tuple[str, ...]


def plan_upgrade(read: Callable[[str], bytes | None], carried: Mapping[str, str | bytes]) -> Upgrade:
    """The wheel, the requirements, the schemas and the pipelines of this mujaz, for a desk of an earlier one.

    A pipeline, or what pip is to install, is replaced where it is as `init` or the last upgrade left it, which
    `packages/mujaz.json` tells.

    Args:
        read: gives a file of the desk by its path; None where there is none.
        carried: what the desk is to have of mujaz, by path.
    """
    try:
        told = json.loads(read(MANIFEST) or b"")
        languages, known = [str(each) for each in told["languages"]], dict(told["files"])
    except (ValueError, KeyError, TypeError):
        languages, known = list(LANGUAGES), {}
    plan = plan_site(DEFAULT_NAME, [each for each in languages if each in LANGUAGES] or tuple(LANGUAGES), carried)
    every: dict[str, str | bytes] = {**plan.files, **plan.binaries}
    wanted = {path: content for path, content in every.items() if path.startswith(_RENEWED)}
    files: dict[str, str | bytes] = {}
    kept: list[str] = []
    for path, content in wanted.items():
        now = read(path)
        is_own = path.startswith(_OURS) or (path == "requirements.txt" and _is_pinned(now))
        if now is None or is_own or _digest(now) == known.get(path):
            if now is None or _digest(now) != _digest(content):
                files[path] = content
        elif _digest(now) != _digest(content):
            kept.append(path)
    gone = [
        path
        for path, digest in known.items()
        if _WHEEL.fullmatch(path) and path not in wanted and _is_as(read(path), digest)
    ]
    files[MANIFEST] = plan.files[MANIFEST]
    if _is_as(read(MANIFEST), _digest(files[MANIFEST])):
        del files[MANIFEST]
    return Upgrade(files, tuple(gone), tuple(kept))


def _is_pinned(now: bytes | None) -> bool:
    return now is not None and _PINNED.fullmatch(now.decode(errors="replace")) is not None


def _is_as(now: bytes | None, digest: object) -> bool:
    return now is not None and _digest(now) == digest


def _digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _template(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = prefix + (f".{entry.name.removeprefix(_HIDDEN)}" if entry.name.startswith(_HIDDEN) else entry.name)
        if entry.is_dir():
            yield from _template(entry, f"{path}/")
        else:
            yield path, entry
