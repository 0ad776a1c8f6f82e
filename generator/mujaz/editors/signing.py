"""Signing: what somebody can sign of what they name, and the files that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from mujaz.editors.past import Past
from mujaz.editors.refused import RefusedActError, called, parts_called, refuse_unknown
from mujaz.engine.cache.store import Store
from mujaz.engine.content import Content
from mujaz.engine.pipeline import CheckResult, site_files
from mujaz.history.commits import Person
from mujaz.model import POLICY, Policy, SignOff
from mujaz.model.signoff import Edit, Verdict, part_of_glossary
from mujaz.review.authorship import file_digest
from mujaz.review.coverage import Covered, covered, covered_of_all, in_words, of_glossary, paths
from mujaz.review.meaning import digest
from mujaz.review.names import Names
from mujaz.review.refusals import Judge
from mujaz.review.signing import signoff_file
from mujaz.review.sitefiles import SiteFiles
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.style import modeline
from mujaz.syntax.source import Source


class Order(Struct, frozen=True, kw_only=True):
    """What somebody asks to sign.

    Attributes:
        role: in which.
        targets: briefs by id, parts of the glossary as `entity/ID`, and files by path.
        stale: besides, all that they signed in that role and that was changed since.
        criteria: those that the briefs meet.
        all_criteria: whether they meet all of the policy.
        verdict: what they say.
        edit: what kind of change it was.
        note: what they add.
        seen: digests of what they were shown, by targets as `model.signoff.target_of`; what says something else now
            is not signed. None where nobody kept them.
    """

    role: str
    targets: tuple[str, ...] = ()
    stale: bool = False
    criteria: tuple[str, ...] = ()
    all_criteria: bool = False
    verdict: Verdict = Verdict.APPROVE
    edit: Edit | None = None
    note: str = ""
    seen: Mapping[str, str] | None = None


class Asked(Struct, frozen=True):
    """What is to be signed.

    Attributes:
        target: as `model.signoff.target_of`.
        parts: digests by parts.
        is_brief: whether it is a brief, by which criteria are met.
        since: what was changed since an earlier sign-off, in words.
    """

    target: str
    parts: Covered
    is_brief: bool = False
    since: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of all that would be signed, in hexadecimal."""
        return digest(dict(self.parts))

    def paths(self, content: Content) -> Iterator[str]:
        """The files that it is in."""
        for part in self.parts:
            yield from paths(part, content.index.defined_in, Names.of(content.site))


class Signed(Struct, frozen=True):
    """What is signed of what was asked for.

    Attributes:
        asked: what was.
        covers: digests of the parts that are signed.
        writers: who wrote them.
        left: the parts that are not, since the signer wrote them.
    """

    asked: Asked
    covers: Covered
    writers: tuple[Person, ...]
    left: tuple[str, ...]


class Signing(Struct, frozen=True):
    """What somebody signs: nothing is written yet.

    Attributes:
        signer: who.
        files: the sign-offs, text by path.
        signed: what each is of.
        unticked: criteria of the policy that were not ticked, where there is a brief among what was approved.
        policy: that holds.
        names: how parts are called now.
    """

    signer: Person
    files: Mapping[str, str]
    signed: tuple[Signed, ...]
    unticked: tuple[str, ...]
    policy: Policy
    names: Names


def sign(root: Path, store: Store, checked: CheckResult, order: Order, at: datetime) -> Signing:
    """The sign-offs that somebody asks for, as files that are not written yet: all of them, or none.

    Args:
        root: the site's root.
        store: what earlier runs kept.
        checked: the site, without errors.
        order: what is asked.
        at: when, in UTC.

    Raises:
        RefusedError: it cannot be signed; says why, and what to do.
        HistoryError: git does not tell who signs, or who wrote what.
    """
    content = checked.content
    assert content is not None
    if order.verdict is Verdict.REQUEST_CHANGES and not order.note:
        raise RefusedActError("desk_refused_no_note")
    files = [each for each in order.targets if each in (POLICY, *site_files(root)) and (root / each).is_file()]
    past = Past(root, store, checked.editorial, files)
    signer = past.repository.user()
    policy = policy_of(checked, past, POLICY in order.targets)
    refuse_unknown(order.role, policy.roles, "role")
    judge = past.judge(checked, policy)
    asked = list(_stale(checked, judge, signer, order.role)) if order.stale else []
    asked += [
        file_asked_for(root, target) if target in files else asked_for(target, content) for target in order.targets
    ]
    ticked: tuple[str, ...] = ()
    if any(each.is_brief for each in asked) and order.verdict is Verdict.APPROVE:
        ticked = _ticked(order.criteria, policy, all_criteria=order.all_criteria)
    for each in asked:
        if order.seen is not None and order.seen.get(each.target) != each.digest:
            raise RefusedActError("desk_refused_changed", what=called(each.target))
        if past.repository.is_changed(each.paths(content)):
            raise RefusedActError("desk_refused_uncommitted", what=called(each.target))
    signed = tuple(_signed(each, judge, signer, order, ticked) for each in asked)
    has_schema = (root / "schemas/signoff.json").is_file()
    written = dict(_written(what, signer, order, ticked, at, has_schema=has_schema) for what in signed)
    approves_brief = order.verdict is Verdict.APPROVE and any(what.asked.is_brief for what in signed)
    unticked = tuple(id for id in policy.criteria if id not in ticked) if approves_brief else ()
    return Signing(signer, written, signed, unticked, policy, judge.names)


def policy_of(checked: CheckResult, past: Past, signs_policy: bool) -> Policy:
    """The policy that says who can sign: who may agree to another one is for the one that holds to say."""
    if not signs_policy:
        return checked.editorial.policy
    return SiteFiles(checked.editorial, past.judge(checked), past.published).holding[0]


def asked_for(target: str, content: Content) -> Asked:
    """A brief, by its id, or a part of the glossary, as `entity/ID`, with what would be signed of it.

    Raises:
        RefusedError: there is none of that name.
    """
    kind, _, id = target.partition("/")
    if part_of_glossary(f"glossary/{target}") and target not in content.site.briefs:
        known = {"entity": content.site.entities, "publication": content.site.publications, "tag": content.site.tags}
        refuse_unknown(id, known[kind], kind)
        says = of_glossary(target, content.site)
        return Asked(f"glossary/{target}", {Names.of(content.site).first_part(target): says or ""})
    refuse_unknown(target, content.site.briefs, "brief")
    return _brief(target, covered(content.site.briefs[target], content.site))


def file_asked_for(root: Path, path: str) -> Asked:
    """A file of the site that is no brief, by its path."""
    return Asked(path, {f"file/{path}": file_digest(path, (root / path).read_bytes())})


def _brief(id: str, parts: Covered, since: str = "") -> Asked:
    return Asked(id, parts, is_brief=True, since=since)


def _stale(checked: CheckResult, judge: Judge, signer: Person, role: str) -> Iterator[Asked]:
    """The briefs that somebody signed in a role and that say something now which nobody has signed in it."""
    assert checked.content is not None
    editorial = checked.editorial
    for id, parts in covered_of_all(checked.content).items():
        mine = [
            each
            for each in editorial.signoffs(id)
            if each.role.id == role and judge.identities.same(Person(*each.signer), signer)
        ]
        unapproved = [
            part for part, says in parts.items() if not any(of.role.id == role for of in judge.approving(part, says))
        ]
        if mine and unapproved:
            yield _brief(id, parts, in_words(unapproved, judge.names))


def _signed(asked: Asked, judge: Judge, signer: Person, order: Order, ticked: Iterable[str]) -> Signed:
    """What somebody can sign of something.

    Raises:
        RefusedActError: nothing, or nothing of the brief itself; or it was signed already.
    """
    covers, left, writers = dict[str, str](), list[str](), dict[Person, None]()
    for part, says in asked.parts.items():
        if not judge.is_committed(part, says):
            raise RefusedActError("desk_refused_no_commit", parts=parts_called([judge.names.present_part(part)]))
        wrote = judge.writers(part, says)
        own = any(judge.identities.maybe_same(signer, writer) for writer in wrote)
        if own and order.verdict is Verdict.APPROVE:
            left.append(part)
        else:
            covers[part] = says
            writers |= dict.fromkeys(wrote)
    needed = [part for part in asked.parts if part.startswith("brief/") or not asked.is_brief]
    if not covers or any(part in left for part in needed):
        commit = judge.last_of(signer, {part: asked.parts[part] for part in left})
        where = f": {commit.id[:10]}, «{commit.subject}»" if commit is not None else ""
        raise RefusedActError("desk_refused_writer", what=called(asked.target), where=where)
    again = [
        each
        for part in needed
        for each in judge.covering(part, asked.parts[part])
        if each.role.id == order.role
        and each.verdict is order.verdict
        and judge.identities.same(Person(*each.signer), signer)
        and each.covers.items() >= covers.items()
        and {ref.id for ref in each.criteria}.issuperset(ticked)
    ]
    if again and order.verdict is Verdict.APPROVE:
        raise RefusedActError("desk_refused_again", target=asked.target, role=order.role)
    return Signed(asked, covers, tuple(writers), tuple(left))


def _ticked(criteria: tuple[str, ...], policy: Policy, *, all_criteria: bool) -> tuple[str, ...]:
    """The criteria that are ticked, in the order of the policy."""
    for criterion in criteria:
        refuse_unknown(criterion, policy.criteria, "criterion")
    if policy.criteria and not criteria and not all_criteria:
        listed = "; ".join(f"{id}: {words}" for id, words in policy.criteria.items())
        raise RefusedActError("desk_refused_unticked", listed=listed)
    return tuple(id for id in policy.criteria if all_criteria or id in criteria)


def _written(
    what: Signed, signer: Person, order: Order, ticked: tuple[str, ...], at: datetime, *, has_schema: bool
) -> tuple[str, str]:
    """The path of a sign-off, and its text in the house style."""
    own = ticked if what.asked.is_brief else ()
    try:
        path, text = signoff_file(
            what.asked.target,
            order.role,
            signer,
            at,
            what.covers,
            what.writers,
            own,
            order.note,
            order.verdict,
            order.edit,
        )
    except ValueError as problem:
        raise RefusedError(f"{what.asked.target}: {problem}", "mend what you asked for") from None
    return path, _in_house_style(path, (modeline("signoff", path) if has_schema else "") + text)


def _in_house_style(path: str, text: str) -> str:
    from mujaz.fmt.format import formatted  # late: nothing else here lays files out

    return formatted(Source(path, text), SignOff).text or text
