"""All stages of a site, in their order: what the items of each are, what makes one, and which facts of it are kept.

Each is declared here and nowhere else, as comemo and salsa have it: a pure function of an item and of what it looks up,
which is noted. It gives facts and findings; when it is called is decided by `mujaz.engine.cache.memo`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.engine import checking, editorial, guards, pages, reading, repeats, resolving
from mujaz.engine import facts as of
from mujaz.engine.cache.facts import Fact, FactOf, Value
from mujaz.engine.cache.memo import StageRun
from mujaz.engine.content import Content
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax.diagnostics import Diagnostic

Made = Iterable[Value | Diagnostic]
Items = Mapping[str, bytes]
"""With the digest of what each is made from besides facts."""


class Phase(Enum):
    """Stages that a run does together; the pipeline looks at the findings between phases."""

    POLICY = "policy"
    DECODE = "decode"
    IDENTIFY = "identify"
    RESOLVE = "resolve"
    CHECK = "check"
    RIGHTS = "rights"
    WRITE = "write"
    SIGN = "sign"


class Stage(Struct, frozen=True):
    """A stage.

    Attributes:
        name: that of no other stage.
        items: gives the items.
        make: makes the facts of an item, and finds what is wrong with it.
        keeps: the kinds of facts that it makes, besides findings.
        work: how it is called for whoever waits; such a stage may be done in several processes.
        again: gives items that are made again in any case, of all items.
    """

    name: str
    items: Callable[[Content], Items]
    make: Callable[[Content, str], Made]
    keeps: tuple[Fact[Any] | FactOf[Any], ...] = ()
    work: str = ""
    again: Callable[[Content, Collection[str]], Iterable[str]] = field(default=lambda content, items: ())


def _documents(content: Content) -> Items:
    """All documents."""
    return content.shelf.items()


def _seed_documents(content: Content) -> Items:
    """Documents of seeds."""
    return content.shelf.items("seed")


def _brief_documents(content: Content) -> Items:
    """Documents of briefs."""
    return content.shelf.items("brief")


def _glossary_documents(content: Content) -> Items:
    """Files of the glossary."""
    return content.shelf.items("glossary")


def _briefs(content: Content) -> Items:
    """Briefs."""
    return dict.fromkeys(content.site.briefs, b"")


def _seeds(content: Content) -> Items:
    """Seeds."""
    return dict.fromkeys(content.site.seeds, b"")


def _entities(content: Content) -> Items:
    """Entities."""
    return dict.fromkeys(content.site.entities, b"")


def _all_documents(content: Content) -> Items:
    """The site: made of these documents."""
    return _site(content, content.shelf.items())


def _all_seeds(content: Content) -> Items:
    """The site: made of these seeds."""
    return _site(content, content.site.seeds)


def _all_briefs(content: Content) -> Items:
    """The site: made of these briefs."""
    return _site(content, content.site.briefs)


def _site(content: Content, names: Iterable[str] = ()) -> Items:
    """The site: one item, whose key says of which names it is made."""
    return {"all": hashlib.blake2b("\n".join(names).encode()).digest()}


_DECLARED = (of.DECLARED, of.ENTITY, of.PUBLICATION, of.TAG, of.CLAIMS, of.FORMER)
_GATHERED = (
    *(of.ENTITY, of.PUBLICATION, of.TAG, of.CLAIMS, of.SEED, of.RECORD, of.BRIEF),
    *(of.ALIASES, of.RELATIONS, of.TYPES, of.FIRST_ID, of.PRESENT_ID),
)
_SEED = (of.SEED, of.RECORD, of.TEXT_DIGEST, of.RIGHTS)
_PAGE = (of.PAGE_MARKDOWN, of.PAGE_RENDERED, of.PAGE_NOTED)

STAGES: Mapping[Phase, tuple[Stage, ...]] = {
    Phase.POLICY: (Stage("policy", editorial.policy_files, editorial.decode_policy, (of.SITE_POLICY, of.UNSIGNED)),),
    Phase.DECODE: (Stage("decode", _documents, reading.decode, (of.DOCUMENT, *_DECLARED), "reading"),),
    Phase.IDENTIFY: (Stage("identify", _all_documents, reading.identify, _GATHERED),),
    Phase.RESOLVE: (
        Stage("seeds", _seed_documents, resolving.seed, _SEED, "resolving"),
        Stage("twins", _all_seeds, resolving.twins, (of.TWIN,)),
        Stage("hits", _seeds, resolving.hits, (of.HITS,), "resolving"),
        Stage("briefs", _brief_documents, resolving.brief, (of.BRIEF, of.BRIEF_FACTS), "resolving"),
        Stage("glossaries", _glossary_documents, resolving.glossary),
    ),
    Phase.CHECK: (
        Stage("check-policy", editorial.policy_files, editorial.check_policy),
        Stage("signoffs", editorial.signoff_files, editorial.read_signoffs, (of.SIGN_OFFS,)),
        Stage("questions", editorial.question_files, editorial.read_questions, (of.QUESTIONS,)),
        Stage("relate", _all_briefs, resolving.relate, (*of.INDEX.values(), of.EDITION)),
        Stage("check-briefs", _briefs, checking.check_brief, work="checking"),
        Stage("check-entities", _entities, checking.check_entity),
        Stage("check-seeds", _seeds, checking.check_seed),
    ),
    Phase.RIGHTS: (
        Stage("restricted", guards.all_guarded, guards.restricted, (of.RESTRICTED,)),
        Stage("guarded", guards.guarded_seeds, guards.guard_text, (of.GUARDED,)),
        Stage("guards", guards.all_guarded, guards.index_guards, (of.GUARDS, of.SHINGLES, of.VOCABULARY)),
        Stage("quoted", guards.all_guarded, guards.allow, (of.ALLOWED,)),
        Stage("words", repeats.guarded_texts, repeats.words_of_texts, (of.WORDS,)),
        Stage("repeats", repeats.guarded_texts, repeats.find_repeats),
    ),
    Phase.WRITE: (
        Stage("today", pages.day, pages.look_at_day, (of.TODAY,)),
        Stage("versions", pages.briefs_with_past, pages.read_versions, (of.VERSIONS,)),
        Stage("parts", pages.briefs_by_language, pages.contribute, (of.PART,), "composing"),
        Stage("pages", pages.page_paths, pages.make_page, _PAGE, "writing", again=pages.not_as_written),
        Stage("feeds", pages.feed_paths, pages.make_feed, (of.FEED,)),
    ),
    Phase.SIGN: (Stage("covered", _briefs, editorial.cover, (of.COVERED,), "comparing"),),
}


_BY_NAME = {stage.name: stage for stages in STAGES.values() for stage in stages}


class Done(Struct, frozen=True):
    """What running stages gave.

    Attributes:
        findings: all of them, those on unchanged items included.
        redone: of each stage: the items that were made again.
    """

    findings: list[Diagnostic]
    redone: Mapping[str, tuple[str, ...]]


def run_phase(content: Content, phase: Phase) -> Done:
    """Bring the facts of all stages of a phase up to date."""
    findings: list[Diagnostic] = []
    redone = {}
    for stage in STAGES[phase]:
        redone[stage.name] = _run(stage, content).redone
        findings += _findings(stage, content)
    return Done(findings, redone)


def _run(stage: Stage, content: Content) -> StageRun:
    items = stage.items(content)
    again = stage.again(content, items)
    told = partial(content.progress, stage.work) if stage.work else None
    return content.memo.stage(stage.name, items, partial(_make, stage.name, content), always=again, told=told)


def _make(name: str, content: Content, item: str) -> Iterator[Value]:
    """The facts of an item, what was found among them."""
    stage = _BY_NAME[name]
    findings: list[Diagnostic] = []
    kinds = {fact.name for fact in stage.keeps}
    for made in stage.make(content, item):
        if isinstance(made, Diagnostic):
            findings.append(made)
        else:
            assert made.kind in kinds, f"{stage.name} does not declare that it keeps {made.kind}"
            yield made
    if findings:
        yield of.FINDINGS(f"{stage.name}/{item}", tuple(findings))


def _findings(stage: Stage, content: Content) -> Iterator[Diagnostic]:
    for name in content.memo.placed(stage.name, f"{of.FINDINGS.name}/{stage.name}/"):
        yield from of.FINDINGS.read(content.memo, of.FINDINGS.key_of(name))


def covered_parts(
    content: Content, covered: Callable[[SiteBrief, Site], Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    """What a sign-off of each brief of a site without errors covers, by id; kept like all facts.

    Args:
        content: of the site, checked.
        covered: gives it, from a brief and what it looks up.
    """
    inputs = replace(content.inputs, covered=covered)
    run_phase(Content(inputs, content.memo, content.progress), Phase.SIGN)
    content.memo.commit()
    return {id: of.COVERED.read(content.memo, id) for id in content.site.briefs}
