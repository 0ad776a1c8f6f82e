"""What of a site may be published, and what is left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.cli.common import kept, note
from mujaz.cli.editors import Past, unpublishable, unsigned_files, with_history
from mujaz.cli.progress import ProgressBar
from mujaz.engine.clock import today
from mujaz.engine.pipeline import check_site
from mujaz.model.documents import NOTHING, LeftOut
from mujaz.review.published import Published
from mujaz.review.unsigned import cited_by_entities_alone, unsigned
from mujaz.review.versions import ReadHistory
from mujaz.syntax.diagnostics import Diagnostic

_KINDS = ("entities", "seeds", "tags")
_MOST_NAMES = 10


class Publishable(Struct, frozen=True):
    """What may be published of a site.

    Attributes:
        findings: what keeps all of it back.
        left_out: briefs that are left out, each with the reasons.
        unsigned: what is left out since no brief shows it.
        noted: what is published although nobody signed it.
        published: the states that readers may be told of.
    """

    findings: tuple[Diagnostic, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsigned: LeftOut = NOTHING
    noted: tuple[str, ...] = ()
    published: Published | None = None

    @property
    def without(self) -> LeftOut:
        """All that is left out."""
        return replace(self.unsigned, briefs=frozenset(self.left_out))

    def past(self, history: ReadHistory | None) -> ReadHistory | None:
        """The past of briefs without states that nobody approved: their versions show words of each state."""
        if history is None or self.published is None:
            return history
        return history.of_states(self.published.contents)

    def as_data(self) -> dict[str, Any]:
        """What is left out, and what nobody signed, as plain data."""
        left_out = {brief: list(why) for brief, why in self.left_out.items()}
        return {"left_out": left_out, "unsigned": self._unsigned(), "noted": list(self.noted)}

    def tell(self) -> None:
        """Say on the terminal what is left out, and what is published although nobody signed it."""
        for brief, why in self.left_out.items():
            note(f"left out: {brief}: {'; '.join(why)}")
        kinds = [f"{kind} {_listed(ids)}" for kind, ids in self._unsigned().items() if ids]
        if kinds:
            note(f"left out, since no brief shows them and so nobody has signed them: {'; '.join(kinds)}")
        if self.noted:
            note(f"published without a sign-off: {_listed(self.noted)}")

    def _unsigned(self) -> dict[str, list[str]]:
        return {kind: sorted(getattr(self.unsigned, kind)) for kind in _KINDS}


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def publishable(root: Path, cache: bool, *, leave_out: bool) -> Publishable:
    """What of a site may be published. Errors in its content are left to the build, which finds them again.

    Args:
        root: the site's root.
        cache: whether to use what earlier runs kept.
        leave_out: whether briefs that may not be published are left out, and do not keep the others back.

    Raises:
        Refusal: git does not tell.
    """
    left_out: dict[str, tuple[str, ...]] = {}
    with kept(root, cache) as store, ProgressBar() as progress, with_history():
        past: Past | None = None
        while True:
            without = LeftOut(briefs=frozenset(left_out))
            checked = check_site(root, progress=progress, store=store, without=without)
            if checked.content is None:
                return Publishable(checked.diagnostics if left_out else (), left_out)
            past = past or Past(root, store, checked.editorial)
            of_files, noted = unsigned_files(root, checked, past)
            found = unpublishable(root, checked, today(), left_out.keys(), past)
            if of_files or (found and not leave_out):
                return Publishable((*of_files, *(finding for each in found.values() for finding in each)), left_out)
            if not found:
                publications = (f"the publication {id}" for id in cited_by_entities_alone(checked.content))
                return Publishable((), left_out, unsigned(checked.content), (*noted, *publications), past.published)
            # What is left may show less of the glossary than was approved: it is asked again.
            left_out |= {id: tuple(_reasons(found[id])) for id in sorted(found)}


def _reasons(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Why a brief is left out: each reason once, with how often it was found."""
    for (message, rule), count in Counter((each.message, each.rule.name) for each in findings).items():
        yield f"{message}{f', {count} times' if count > 1 else ''} [{rule}]"
