"""The content model: what an analyst writes, checked and typed, each part with its place.

Frozen dataclasses that pydantic fills (`mujaz.model.decode`) and that its JSON Schemas are made from
(`mujaz.model.schema`). Nothing here looks beyond one document: references are resolved by `mujaz.resolve`.
"""

from mujaz.model.brief import (
    Assessment,
    Brief,
    BriefTranslation,
    Claim,
    Confidence,
    Correction,
    CorrectionSeverity,
    Event,
    MentionOverride,
    Note,
    Status,
)
from mujaz.model.dates import Date
from mujaz.model.entity import (
    AliasText,
    Coordinates,
    Entity,
    EntityType,
    Glossary,
    Link,
    Relation,
    RelationType,
)
from mujaz.model.policy import POLICY, ApprovalRule, Level, Policy
from mujaz.model.question import Answer, Question, Resolution
from mujaz.model.seed import Rights, SeedOriginal, SeedRecord, SeedTranslation, TranslatedSentence
from mujaz.model.signoff import SignOff, SignOffs
from mujaz.model.sourcing import Contributor, Publication
from mujaz.model.values import Anchor, BriefRef, ClaimRef, Phrase, Ref, Text
from mujaz.model.withdrawal import Withdrawal

__all__ = [
    "POLICY",
    "AliasText",
    "Anchor",
    "Answer",
    "ApprovalRule",
    "Assessment",
    "Brief",
    "BriefRef",
    "BriefTranslation",
    "Claim",
    "ClaimRef",
    "Confidence",
    "Contributor",
    "Coordinates",
    "Correction",
    "CorrectionSeverity",
    "Date",
    "Entity",
    "EntityType",
    "Event",
    "Glossary",
    "Level",
    "Link",
    "MentionOverride",
    "Note",
    "Phrase",
    "Policy",
    "Publication",
    "Question",
    "Ref",
    "Relation",
    "RelationType",
    "Resolution",
    "Rights",
    "SeedOriginal",
    "SeedRecord",
    "SeedTranslation",
    "SignOff",
    "SignOffs",
    "Status",
    "Text",
    "TranslatedSentence",
    "Withdrawal",
]
