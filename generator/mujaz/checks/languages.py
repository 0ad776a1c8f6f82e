"""Languages: a brief that is published in a language has all its words in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

from mujaz.model import Entity, Text
from mujaz.model.base import Part, fields_of
from mujaz.model.values import Called, Untranslated, shown_in
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic


def texts_of(part: Part, within: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of a part of the model that is to be in each language of its page, with what findings call it.

    They are those of its fields, whatever they are, and of the parts in these; entities have findings of their own, and
    texts of works are in the language of the work.

    Args:
        part: a brief or an entity.
        within: what findings call the part, where it stands in another.
    """
    for name, called in _fields(type(part)):
        value = getattr(part, name)
        for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,):
            if type(each) is Text:
                yield called or f"{name.replace('_', ' ')}{within}", each
            elif isinstance(each, Part):
                yield from texts_of(each, f" of the {type(each).__name__.lower()}")


_known: dict[type, tuple[tuple[str, str], ...]] = {}


def _fields(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a class in which are texts that may lack no language, with what the model calls each."""
    if kind not in _known:  # found out once: it takes a while
        hints = get_type_hints(kind, include_extras=True)
        said = {name: getattr(hints[name], "__metadata__", ()) for name in fields_of(kind) if _holds(hints[name])}
        _known[kind] = tuple(
            (name, next((each.name for each in facts if isinstance(each, Called)), ""))
            for name, facts in said.items()
            if not any(isinstance(each, Untranslated) for each in facts)
        )
    return _known[kind]


def _holds(hint: Any) -> bool:
    """Whether values of a type are such texts, or parts that have some."""
    if isinstance(hint, type) and issubclass(hint, Part):
        return hint is not Entity and bool(_fields(hint))
    return hint is Text or any(map(_holds, get_args(hint)))


def check_languages(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on texts of a brief that lack a language of it."""
    for what, text in texts_of(entry.brief):
        yield from _missing(what, text, entry.languages)
    yield from _untitled(entry)


def check_entity_languages(entity: Entity, languages: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings on texts of an entity that lack a language.

    Args:
        entity: any entity.
        languages: those of the briefs whose articles name it.
    """
    languages = sorted(languages)
    for what, text in texts_of(entity):
        yield from _missing(f"{what} of `{entity.id.id}`", text, languages)


def _untitled(entry: SiteBrief) -> Iterator[Diagnostic]:
    """Findings for languages that texts of a brief have and its title lacks: it has no page in them."""
    written = dict.fromkeys(language for _, text in texts_of(entry.brief) for language in text.languages)
    for language in written:
        if not shown_in(language, entry.languages):
            yield rules.MISSING_TRANSLATION.at(
                entry.brief.title.first.span,
                f"the title has no `{language}`, though other texts of the brief have",
                f"write the title as a mapping, with a line `{language}:`; without it there is no page in `{language}`",
            )


def _missing(what: str, text: Text, languages: tuple[str, ...] | list[str]) -> Iterator[Diagnostic]:
    for language in languages:
        if text.serving(language) is None:
            yield rules.MISSING_TRANSLATION.at(
                text.first.span,
                f"the {what} has no `{language}`",
                f"write it as a mapping, with a line `{language}:`",
            )
