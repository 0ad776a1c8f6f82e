"""The risks of a change of `mkdocs.yml` and of pages by hand: what readers lose, and what would guard them less."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from mujaz.document.layout import LAYOUTS
from mujaz.review.beside import file_of, settings_in, text_in
from mujaz.review.excerpts import shown
from mujaz.review.settings import SETTINGS, Path, Settings
from mujaz.review.state import State
from mujaz.settings.brought import Brought, brought
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span

_CHECKS = ("ignore", "info", "warn")
"""The levels of MkDocs' own checks, from none to that which keeps a site from being built."""
_HELP = "take it back, unless whoever answers for the site agrees"


def site_risks(base: State, head: State) -> Iterator[Diagnostic]:
    """What a change of the settings, or of pages by hand, takes from readers, or from what guards them."""
    before, after = settings_in(base), settings_in(head)
    if before is not None and after is not None and before != after:
        yield from _of_editions(base, head, after)
        yield from _of_pages(base, head, after)
        yield from _of_settings(before, after)
        yield from _of_code(base, head)
    gone = (name for name in base.beside if name not in head.beside and name.endswith((".md", ".html")))
    for name in gone:
        if file_of(base, name) is not None and name.startswith(f"{base.config.docs_dir}/"):
            yield _finding(Span(Source(name, ""), 0, 0), "the page is gone, and links to it lead nowhere")


def _of_editions(base: State, head: State, after: Settings) -> Iterator[Diagnostic]:
    here = {edition.language for edition in head.config.editions}
    for edition in base.config.editions:
        if edition.language not in here:
            said = f"the edition `{edition.language}` is gone, and with it all of its pages"
            yield _finding(_place(after, "extra", "alternate"), said)


def _of_pages(base: State, head: State, after: Settings) -> Iterator[Diagnostic]:
    for kind in base.config.orders.keys() | head.config.orders.keys():
        was, now = (
            [each for each in state.config.orders.get(kind, LAYOUTS[kind].sections) if isinstance(each, str)]
            for state in (base, head)
        )
        less = [section for section in was if section not in now]
        if less:
            said = f"pages of the kind `{kind}` do not show {', '.join(f'`{each}`' for each in less)} any more"
            yield _finding(_place(after, "extra", "mujaz", "layout", kind), said)


def _of_settings(before: Settings, after: Settings) -> Iterator[Diagnostic]:
    was, now = ("".join(each.below("site_url").values()) for each in (before, after))
    if was and was != now:
        said = f"the site is told to be at {shown(now)}" if now else "nothing tells where the site is"
        yield _finding(_place(after, "site_url"), f"{said}, and was at {shown(was)}")
    if _has(before, "plugins", "mujaz") and not _has(after, "plugins", "mujaz"):
        yield _finding(_place(after, "plugins"), "the plugin `mujaz` is gone: nothing is checked in a build")
    for path, level in before.below("validation").items():
        now_level = after.values.get(path, ("info", None))[0]
        if _rank(now_level) < _rank(level):
            yield _finding(_place(after, *path), f"`{'.'.join(path)}` is {shown(now_level)}, and was {shown(level)}")
    if before.below("strict") != after.below("strict") and "true" in before.below("strict").values():
        yield _finding(_place(after, "strict"), "`strict` is not asked for any more")
    for path, value in after.below("plugins", "mujaz").items():
        option = path[2:]
        if option[:1] == ("allow",) and path not in before.values:
            yield _finding(_place(after, *path), f"pages may hold {shown(value)} of the {shown(' '.join(option[1:2]))}")
        elif option in (("security_policy",), ("headers",)) and value == "false":
            yield _finding(_place(after, *path), f"`{option[0]}` is off")


def _of_code(base: State, head: State) -> Iterator[Diagnostic]:
    known = {(each.what, each.key) for each in _brought(base)}
    for each in _brought(head):
        if (each.what, each.key) not in known:
            yield _finding(each.span, f"the site brings {each.what}: it {each.may}")


def _brought(state: State) -> list[Brought]:
    source = text_in(state, SETTINGS)
    try:
        return brought(source) if source is not None else []
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return []


def _has(settings: Settings, *path: str) -> bool:
    return bool(settings.below(*path))


def _rank(level: str) -> int:
    return _CHECKS.index(level) if level in _CHECKS else len(_CHECKS) - 1


def _place(settings: Settings, *path: str) -> Span:
    """Where the settings say something: the nearest that is there."""
    for length in range(len(path), 0, -1):
        place = _first(settings, path[:length])
        if place is not None:
            return place
    return Span(Source(SETTINGS, ""), 0, 0)


def _first(settings: Settings, path: Path) -> Span | None:
    return next((span for at, (_, span) in settings.values.items() if at[: len(path)] == path), None)


def _finding(place: Span, message: str) -> Diagnostic:
    return rules.WEAKENED_SITE.at(place, message, _HELP)
