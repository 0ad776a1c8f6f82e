"""What a brief says to programs, in the terms of schema.org: an article, and a review of each claim in it.

Nothing is in it that the page does not show, nor whether an author is a person or a desk, which no brief says. Texts
are plain; an `id` is a place in the page. YAML knows no keys with an at sign: `site.structured` writes it before `type`
and `id`. The mapping of assessments is told in docs/reference/pages.md.
"""

from __future__ import annotations

from mujaz.document.layout.days import first_day
from mujaz.document.layout.interface import Interface, element_id
from mujaz.document.pages.items import ClaimItem, EntityLink
from mujaz.document.pages.objects import BriefPage
from mujaz.model.brief import Assessment, Status
from mujaz.model.entity import EntityType

_RATINGS = {Assessment.REFUTED: "1", Assessment.DISPUTED: "3", Assessment.CORROBORATED: "5"}
"""The assessments that are a judgement, from the worst to the best; a claim that nobody could check has no number."""
_TYPES = {
    EntityType.PERSON: "Person", EntityType.ORGANIZATION: "Organization", EntityType.PLACE: "Place",
    EntityType.PRODUCT: "Product", EntityType.EVENT: "Event",
}  # fmt: skip

Node = dict[str, object]


def data_of(page: BriefPage, w: Interface) -> list[Node]:
    """The nodes of a brief that is public; nothing for a draft, for one that was withdrawn or has an embargo."""
    line = page.summary_line
    if line.status not in (Status.PUBLISHED, Status.CORRECTED) or page.embargoed:
        return []
    authors: list[Node] = [{"name": author.text} for author in page.authors]
    article: Node = {"type": "NewsArticle", "id": "#", "headline": page.title, "inLanguage": page.language}
    if page.description:
        article["description"] = page.description
    if line.published is not None:
        article["datePublished"] = str(first_day(line.published))
    if (changed := line.updated or line.published) is not None:
        article["dateModified"] = str(first_day(changed))
    if authors:
        article["author"] = authors
    if line.tags:
        article["keywords"] = [tag.text for tag in line.tags]
    return [
        article,
        *(_review(claim, authors, w) for claim in page.claims if not (claim.superseded_by or claim.withdrawn)),
    ]


def _review(claim: ClaimItem, authors: list[Node], w: Interface) -> Node:
    claimed: Node = {"type": "Claim"}
    if claim.speaker is not None:
        claimed["author"] = _entity(claim.speaker)
    rating: Node = {"type": "Rating", "alternateName": w.t(f"assessment_{claim.assessment}")}
    if claim.assessment in _RATINGS:
        rating |= {"ratingValue": _RATINGS[claim.assessment], "worstRating": "1", "bestRating": "5"}
    review: Node = {
        "type": "ClaimReview",
        "id": f"#{element_id(claim.link.fragment)}",
        "claimReviewed": claim.statement.text,
        "inLanguage": claim.statement.language,
        "itemReviewed": claimed,
        "reviewRating": rating,
    }
    return review | ({"author": authors} if authors else {})


def _entity(entity: EntityLink) -> Node:
    return {"type": _TYPES.get(entity.type, "Thing"), "name": entity.name.text}
