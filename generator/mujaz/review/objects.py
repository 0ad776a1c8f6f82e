"""What a review says, as plain values: every format of `review.formats` is a function of a `Review`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from mujaz.markup.bidi import Direction
from mujaz.review.lines import Line
from mujaz.review.meaning import Tree
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Span


class Kind(StrEnum):
    """What happened to a value, or to a whole document."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


class Change(Struct, frozen=True):
    """One change of meaning.

    Attributes:
        kind: what happened.
        path: where in the document: keys, and ids for items of lists that have them, such as
            `("claims", "c3", "confidence")`; empty for the document itself.
        words: in an editor's words: «claim c3: confidence low → high». Text from outside stands in it between
            U+2068 and U+2069, with hidden characters shown by code point: it can be shown as it is, once escaped.
        before: the value in the base; None where there was none.
        after: the value in the head.
        span: where the head says it, or the base where the head has nothing left; in the file of that state.
        name: of a text that changed: what it is, without what it says: «claim c3: statement (en)»; else empty.
    """

    kind: Kind
    path: tuple[str, ...]
    words: str
    before: Tree | None
    after: Tree | None
    span: Span | None
    name: str = ""


class Passage(Struct, frozen=True):
    """A quote where it stands in a seed: `before` and `after` are the words around it, all as in the seed."""

    seed: str
    line: int
    column: int
    before: str
    quote: str
    after: str

    @property
    def words(self) -> tuple[str, str, str]:
        """The quote and what is around it, wherever it stands."""
        return self.before, self.quote, self.after


class AnchorState(StrEnum):
    """What became of a quote."""

    KEPT = "kept"
    MOVED = "moved"
    """It is found, but what is around it, or the place in the seed, is another one."""
    AMBIGUOUS = "ambiguous"
    LOST = "lost"
    ADDED = "added"
    REMOVED = "removed"


class AnchorChange(Struct, frozen=True):
    """A quote in both states of its seed.

    Attributes:
        owner: the annotation, in words: «claim c3».
        path: where the annotation is in the brief.
        state: what became of it.
        language, direction: of the seed: BCP 47 tag, and `ltr` or `rtl`.
        before: the passage in the base.
        after: the passage in the head; of an ambiguous or lost quote None.
        candidates: passages of the head that come near, the nearest first.
    """

    owner: str
    path: tuple[str, ...]
    state: AnchorState
    language: str
    direction: str
    before: Passage | None
    after: Passage | None
    candidates: tuple[Passage, ...] = ()

    @property
    def reworded(self) -> bool:
        """Whether the quote or the words around it are others than before, and not only their place."""
        return self.before is None or self.after is None or self.before.words != self.after.words


class Signature(Struct, frozen=True):
    """A sign-off as a review shows it.

    Attributes:
        role: of the policy.
        by: the name and address that the tool wrote.
        at: when: ISO 8601.
        note: what the editor added; may be empty.
        criteria: those that were ticked.
        stale: whether what it covers changed since.
        changed: what of that did, in words; empty where it is not stale, or is of an earlier version.
        asks: whether it asks for changes, and approves nothing.
        carrier: who brought it into the history, where that was not who signed; else empty.
        refused: why it does not count; empty where it does.
        commit: what git finds of the signature of the commit that brought it: «good», «bad», «none» …
    """

    role: str
    by: str
    at: str
    note: str
    criteria: tuple[str, ...]
    stale: bool
    refused: str
    commit: str
    changed: str = ""
    asks: bool = False
    carrier: str = ""

    @property
    def told(self) -> str:
        """What became of it, in words; empty where it counts and there is no more to say."""
        stale = f"stale: {self.changed} changed since" if self.changed else "stale" if self.stale else ""
        asks = "asks for changes" if self.asks else ""
        carried = f"brought by {self.carrier}, not by who signed" if self.carrier else ""
        return "; ".join(filter(None, (stale or ("" if self.asks else self.refused), asks, carried)))


class Standing(Struct, frozen=True):
    """Whether a brief is approved as it is.

    Attributes:
        digest: of all that a sign-off covers.
        signatures: all sign-offs, the latest first.
        missing: what the policy still asks for, in words: «1 more of: editor».
    """

    digest: str
    signatures: tuple[Signature, ...]
    missing: tuple[str, ...]
    editorial: bool = False
    """Whether a sign-off that counts says that the change needs no correction."""

    @property
    def approved(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class Page(Struct, frozen=True):
    """A page in both states, as lines of words; there are none where the state has no such page."""

    title: str
    language: str
    direction: Direction
    before: tuple[Line, ...]
    after: tuple[Line, ...]


class DocumentReview(Struct, frozen=True):
    """What a change does to one document.

    Attributes:
        kind: `brief`, `entity`, `seed`, `publication`, `tag`, `policy`, `file`, `sign-offs` or `questions`.
        id: its id; of a file its path, of sign-offs and questions the id of their brief.
        title: its title or name, in its own language.
        language, direction: of the title.
        change: whether it is new, gone, or another.
        changes: of meaning, in the order of the document.
        anchors: of a brief: its quotes that did not stay as they are; kept ones are only counted.
        kept: how many quotes stand where they stood.
        shown_by: of what is not a brief: the briefs that show it.
        standing: of a brief in the head.
        checklist: what an editor should look at, by what changed.
        pages: of a brief, an entity, a seed or a publication, by language.
        signs: of a brief: what its page shows for a reference to a note or a claim, by the id: `C3`.
    """

    kind: str
    id: str
    title: str
    language: str
    direction: str
    change: Kind
    changes: tuple[Change, ...]
    anchors: tuple[AnchorChange, ...] = ()
    kept: int = 0
    shown_by: tuple[str, ...] = ()
    standing: Standing | None = None
    checklist: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    signs: Mapping[str, str] = {}


class Withheld(Struct, frozen=True):
    """How much of a seed a review does not show, since its rights do not allow it.

    Attributes:
        seed: its id.
        rights: `link` or `excerpt`, the narrower ones of both states.
        words: how many words stand in the review as points, or are only counted.
    """

    seed: str
    rights: str
    words: int

    @property
    def told(self) -> str:
        """The same in words, with where they can be read."""
        what = f"{self.words} word{'' if self.words == 1 else 's'} of the seed `{self.seed}`"
        return f"{what}: its rights are `{self.rights}`; read them in seeds/{self.seed}.txt, in the repository"


class Review(Struct, frozen=True):
    """The review of a change.

    Attributes:
        base: what it starts from: the revision as asked for, and the commit.
        head: what it leads to; «the working tree» without a commit.
        blocking: what keeps the change from being published, each a finding of the head.
        risks: what an editor should know before signing; no finding is in both.
        other: further findings of the head that the base does not have.
        carried: how many findings the base has as well, besides those that block.
        mended: how many findings of the base are gone.
        documents: what changed: briefs first.
        withheld: what is not shown of seeds.
    """

    base: tuple[str, str]
    head: tuple[str, str]
    blocking: tuple[Diagnostic, ...]
    risks: tuple[Diagnostic, ...]
    other: tuple[Diagnostic, ...]
    carried: int
    mended: int
    documents: tuple[DocumentReview, ...]
    withheld: tuple[Withheld, ...] = ()

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings, the most important first."""
        return (*self.blocking, *self.risks, *self.other)

    @property
    def ready(self) -> bool:
        """The verdict: whether nothing keeps the change from being published."""
        return not self.blocking
