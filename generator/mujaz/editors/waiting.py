"""What waits for editors, and whose turn it is, as somebody sees it who may sign."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from mujaz.editors.past import Past, standings, unpublishable
from mujaz.editors.refused import Words
from mujaz.editors.signing import Asked, asked_for, file_asked_for
from mujaz.engine.cache.store import Store
from mujaz.engine.clock import today
from mujaz.engine.pipeline import CheckResult, site_files
from mujaz.history.commits import Person
from mujaz.markup.bidi import direction_of
from mujaz.model import POLICY, Brief, Policy, Question
from mujaz.model.decode import decode
from mujaz.model.signoff import name_and_address
from mujaz.model.values import UNDETERMINED
from mujaz.resolve.site import Site
from mujaz.review.approvals import UNPUBLISHED, unapproved_parts
from mujaz.review.changes import changes_between
from mujaz.review.coverage import OF_GLOSSARY, Covered, covered_of_all
from mujaz.review.meaning import merged
from mujaz.review.objects import Standing
from mujaz.review.questions import open_questions
from mujaz.review.sitefiles import SiteFiles
from mujaz.syntax import rules
from mujaz.syntax.source import Source

SAID = (rules.STALE_APPROVAL, rules.UNAPPROVED_BRIEF, rules.OPEN_QUESTION)
"""What is lacking of approvals, and questions, which are shown by themselves."""


class Turn(StrEnum):
    """Whose turn it is."""

    YOURS = "yours"
    OTHERS = "others"
    WRITING = "writing"
    """It is a draft, or is said to be in review."""
    NOBODYS = "nobodys"


class Waiting(Struct, frozen=True):
    """Something that can be signed, and what is to be done about it.

    Attributes:
        asked: what would be signed.
        kind: `brief`, `entity`, `publication`, `tag` or `file`.
        id: its id, or the path of the file.
        title, language, direction: what it is called.
        turn: whose turn it is.
        why: what is to be done, and by whom.
        missing: what the policy still asks for, in words.
        writers: who wrote what nobody has approved yet.
        questions: those that are open.
        changes: how many changes of meaning there are since it was approved last; None where it never was.
        since: the commit that it is compared with; empty where there is none.
        mine: the commit of your last sign-off of it, where it was changed since; else empty.
        shown_by: of what briefs share: those that show it and wait for it.
        blocked: what else keeps it from being published: rules, each with what was found.
        ready: whether nothing does, and nothing is to be done.
    """

    asked: Asked
    kind: str
    id: str
    title: str
    language: str
    direction: str
    turn: Turn
    why: tuple[Words, ...]
    missing: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    changes: int | None = None
    since: str = ""
    mine: str = ""
    shown_by: tuple[str, ...] = ()
    blocked: tuple[tuple[str, str], ...] = ()
    ready: bool = False

    @property
    def name(self) -> str:
        """What commands call it: the id of a brief, `entity/ID`, or the path of a file."""
        return self.asked.target.removeprefix("glossary/")


class Desk:
    """The site as it waits for somebody.

    Args:
        root: the site's root.
        store: what earlier runs kept.
        checked: the site, without errors.
        language: in which things are called, where they have a name in it.

    Raises:
        HistoryError: git does not tell who they are, or who wrote what.
    """

    def __init__(self, root: Path, store: Store, checked: CheckResult, language: str = "") -> None:
        self._language = language
        assert checked.content is not None
        self._root, self._content, self._editorial = root, checked.content, checked.editorial
        self._past = Past(root, store, checked.editorial, [POLICY, *site_files(root)])
        self.signer = self._past.repository.user()
        self._judge = self._past.judge(checked)
        self.standings = standings(root, checked, self._past)
        self._held_back = unpublishable(root, checked, today(), past=self._past)

    @property
    def site(self) -> Site:
        """The site."""
        return self._content.site

    @property
    def policy(self) -> Policy:
        """The policy of the site."""
        return self._editorial.policy

    def roles(self, target: str) -> tuple[str, ...]:
        """The roles of the policy in which you may sign something, which for the policy is the one that holds."""
        policy = self.policy if target != POLICY else self._files.holding[0]
        if not policy.people:
            return tuple(policy.roles)
        return tuple(role for role in policy.roles if self._judge.under(policy).is_listed(self.signer, role))

    def all(self) -> Iterator[Waiting]:
        """All briefs, with what else waits."""
        parts = covered_of_all(self._content)
        shared: dict[str, list[str]] = {}
        for id, covers in parts.items():
            yield self._brief(id, covers)
            if not self.standings[id].approved:
                entry = self.site.briefs[id]
                for part in unapproved_parts(entry, covers, self.site, self._judge):
                    if part.partition("/")[0] in OF_GLOSSARY and self._judge.was_approved(part):
                        shared.setdefault(part, []).append(id)
        for part, briefs in shared.items():
            yield self._part(part, briefs)
        for path in self._files_to_sign():
            yield self._file(path)

    def one(self, name: str) -> Waiting | None:
        """What is called so in commands; None where there is no such thing to sign."""
        site = self.site
        if name in site.briefs:
            return self._brief(name, covered_of_all(self._content)[name])
        kind, _, id = name.partition("/")
        known: Collection[str] = {"entity": site.entities, "publication": site.publications, "tag": site.tags}.get(
            kind, ()
        )
        if id in known:
            parts = covered_of_all(self._content)
            return self._part(name, [brief for brief, covers in parts.items() if name in covers])
        if name in (POLICY, *site_files(self._root)) and (self._root / name).is_file():
            return self._file(name)
        return None

    def all_questions(self, id: str) -> tuple[tuple[Question, bool], ...]:
        """The questions about a brief, the first first, and whether each is open."""
        asked = self._editorial.questions(id)
        still = list(open_questions(asked, self._judge))
        return tuple((each, each in still) for each in asked)

    def _last_state(self, part: str) -> str:
        """The commit of what a part, or a file, said when it was approved last; empty where it never was."""
        approved = (says for says in self._judge.said(part) if self._judge.approving(part, says))
        says = next(approved, None)
        defined_in = self._content.index.defined_in
        found = self._past.authorship.holding(part, says, defined_in) if says else None
        return found[0].id if found else ""

    def _brief(self, id: str, parts: Covered) -> Waiting:
        entry, judge = self.site.briefs[id], self._judge
        own = {part: says for part, says in parts.items() if part.startswith("brief/")}
        asked = Asked(id, parts, is_brief=True)
        title = entry.brief.title.best(self._language or entry.brief.language)
        called = (title.text, title.language, direction_of(title.language))
        standing = self.standings[id]
        writers = self._writers(own)
        questions = tuple(open_questions(self._editorial.questions(id), judge))
        yours: list[Words] = []
        others: list[Words] = []
        for question in questions:
            (yours if self._answers(question, writers) else others).append(self._of_question(question))
        refusing = [each for part, says in own.items() for each in judge.refusing(part, says)]
        wrote = self._is_one_of(writers)
        for name in dict.fromkeys(each.signer[0] for each in refusing):
            (yours if wrote else others).append(Words("desk_why_changes", {"name": name}))
        turn = Turn.NOBODYS
        if entry.brief.status in UNPUBLISHED:
            turn = Turn.WRITING
            others.append(Words(f"desk_why_{entry.brief.status.value}"))
        elif not all(judge.is_committed(part, says) for part, says in own.items()):
            others.append(Words("desk_why_commit"))
        elif not standing.approved and not refusing and not self._asked_in_vain(questions):
            (yours if self._can_sign(own, writers, standing) else others).append(
                Words("desk_why_sign" if not wrote else "desk_why_somebody_else")
            )
        blocked = tuple(each for each in self._held_back.get(id, ()) if each.rule not in SAID)
        if blocked and turn is not Turn.WRITING:
            days = all(each.rule is rules.EMBARGOED_BRIEF for each in blocked)
            (yours if wrote and not days else others).append(Words("desk_why_waits" if days else "desk_why_blocked"))
        if yours:
            turn = Turn.YOURS
        elif others and turn is not Turn.WRITING:
            turn = Turn.OTHERS
        since, changes = self._since(id)
        return Waiting(
            asked,
            "brief",
            id,
            *called,
            turn,
            _once([*yours, *others]),
            standing.missing,
            tuple(dict.fromkeys(person.name for person in writers)) if not standing.approved else (),
            questions,
            changes,
            since,
            self._signed_in(id, parts),
            blocked=tuple((each.rule.name, each.message) for each in blocked) if turn is not Turn.WRITING else (),
            ready=id not in self._held_back,
        )

    def _part(self, name: str, briefs: Iterable[str]) -> Waiting:
        kind, _, id = name.partition("/")
        asked = asked_for(name, self._content)
        site = self.site
        if kind == "publication":
            publication = site.publications[id]
            phrase = publication.title.shown(publication.language or UNDETERMINED, publication.language)
        else:
            phrase = (site.entities[id].name if kind == "entity" else site.tags[id]).best(self._language)
        is_approved = not any(
            name in unapproved_parts(site.briefs[brief], {name: asked.parts[name]}, site, self._judge)
            for brief in briefs
        )
        return self._shared(asked, kind, id, (phrase.text, phrase.language), is_approved, tuple(briefs))

    def _file(self, path: str) -> Waiting:
        asked = file_asked_for(self._root, path)
        approved = path not in self._files_to_sign()
        return self._shared(asked, "file", path, (path, "und"), approved, ())

    def _shared(
        self, asked: Asked, kind: str, id: str, title: tuple[str, str], approved: bool, briefs: tuple[str, ...]
    ) -> Waiting:
        writers = self._writers(asked.parts)
        turn, why = Turn.NOBODYS, tuple[Words, ...]()
        committed = all(self._judge.is_committed(part, says) for part, says in asked.parts.items())
        if not committed:
            turn, why = Turn.OTHERS, (Words("desk_why_commit"),)
        elif not approved:
            wrote = self._is_one_of(writers)
            turn = Turn.OTHERS if wrote else Turn.YOURS
            why = (Words("desk_why_somebody_else" if wrote else "desk_why_sign"),)
        since = self._last_state(next(iter(asked.parts)))
        names = tuple(dict.fromkeys(person.name for person in writers)) if not approved else ()
        return Waiting(
            asked, kind, id, *title, direction_of(title[1]), turn, why, writers=names, since=since, shown_by=briefs
        )

    @property
    def _files(self) -> SiteFiles:
        return SiteFiles(self._editorial, self._judge, self._past.published)

    def _files_to_sign(self) -> tuple[str, ...]:
        """The files that the policy wants to be signed, and that nobody has."""
        files = self._files
        asked = [POLICY] if files.policy_findings() and (self._root / POLICY).is_file() else []
        if any(policy.site_files != "noted" for policy in files.holding):
            reading = {name: (self._root / name).read_bytes for name in site_files(self._root)}
            asked += files.unapproved(reading)
        return tuple(dict.fromkeys(asked))

    def _writers(self, parts: Covered) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(who for part, says in parts.items() for who in self._judge.writers(part, says)))

    def _is_one_of(self, people: Iterable[Person]) -> bool:
        return any(self._judge.identities.maybe_same(self.signer, person) for person in people)

    def _can_sign(self, own: Covered, writers: Iterable[Person], standing: Standing) -> bool:
        """Whether your sign-off would bring a brief nearer to publication, as far as that can be told."""
        if self._is_one_of(writers) or not self.roles(""):
            return False
        same = self._judge.identities.same
        signed = all(
            any(same(Person(*each.signer), self.signer) for each in self._judge.approving(part, says))
            for part, says in own.items()
        )
        return not signed or any(words.startswith("not ticked") for words in standing.missing)

    def _answers(self, question: Question, writers: Iterable[Person]) -> bool:
        """Whether it is your turn with a question: to answer it, or to say that it is settled."""
        same = self._judge.identities.same
        if not question.answers:
            return self._is_one_of(writers) and not same(self.signer, Person(*question.asker))
        if same(self.signer, Person(*question.asker)):
            return True
        answered = (Person(*name_and_address(each.by)) for each in question.answers)
        return question.role is not None and question.role.id in self.roles("") and not self._is_one_of(answered)

    def _asked_in_vain(self, questions: Iterable[Question]) -> bool:
        """Whether you wait for an answer yourself: until then it is the writer's turn."""
        same = self._judge.identities.same
        return any(not each.answers and same(self.signer, Person(*each.asker)) for each in questions)

    def _of_question(self, question: Question) -> Words:
        name = question.asker[0]
        if question.resolved is not None:
            return Words("desk_why_resolved", {"name": name})
        return Words("desk_why_resolve" if question.answers else "desk_why_answer", {"name": name})

    def _since(self, id: str) -> tuple[str, int | None]:
        """The commit in which a brief was approved last and said something else, and how many changes there are."""
        if self.standings[id].approved:
            return "", 0
        found = self._past.published.last_approved(id, self.site)
        if found is None:
            return "", None
        commit, files = found
        path = f"briefs/{id}.yml"
        before, _ = decode(Source(path, files[path].decode()), Brief)
        now = merged(self.site.briefs[id].brief)
        return commit, len(changes_between(merged(before), now)) if before is not None else None

    def _signed_in(self, id: str, parts: Covered) -> str:
        """The commit of your last sign-off of a brief, where that says something else now; else empty."""
        for signoff in reversed(self._editorial.signoffs(id)):
            if self._judge.identities.same(Person(*signoff.signer), self.signer):
                stale = any(parts.get(part, says) != says for part, says in signoff.covers.items())
                brought = self._judge.bringing(signoff)
                return brought[0].id if stale and brought else ""
        return ""


def _once(words: Iterable[Words]) -> tuple[Words, ...]:
    found: list[Words] = []
    for each in words:
        if each not in found:
            found.append(each)
    return tuple(found)


def by_turn(found: Iterable[Waiting]) -> Mapping[Turn, tuple[Waiting, ...]]:
    """What waits, by whose turn it is: yours first."""
    items = list(found)
    return {turn: tuple(each for each in items if each.turn is turn) for turn in Turn}
