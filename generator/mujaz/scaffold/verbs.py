"""The verbs of both languages by which somebody says, denies, accuses, calls for or promises something: one table.

Arabic is written as folding leaves it: أ إ are ا, ى is ي, diacritics are gone. A stem stands for its forms of the third
person: قال for قال, قالت, قالوا; ـعلن for يعلن, تعلن, يعلنون.
"""

from __future__ import annotations

from mujaz.scaffold.cues import cues

SAYING_PAST = cues("arabic_saying_past")
SAYING_PRESENT = cues("arabic_saying_present")
SAYING_OTHER = (
    "قال(?:ت|وا|تا|ا)?|[يت]قول(?:ون|ان)?|قائلا|قائلة|قائلين|قوله(?:ا|م)?|نقل(?:ت|وا)?|[يت]نقل|راي|رات|[يت]ري|يرون"
)
RUMOUR = "يشاع|[يت]تردد|يقال|يروج"
"""Verbs that name nobody who says it."""
DENYING = "نفي|نفت|نفوا|[يت]نفي(?:ان)?|ينفون"
ACTING = (
    "اتهم(?:ت|وا)?|[يت]تهم(?:ون)?|دعا|دعت|دعوا|تعهد(?:ت|وا)?|طالب(?:ت|وا)?|[يت]طالب(?:ون)?|هدد(?:ت|وا)?|"
    "ندد(?:ت|وا)?|وصف(?:ت|وا)?|[يت]صف|انتقد(?:ت|وا)?|حث(?:ت|وا)?|ناشد(?:ت|وا)?|وعد(?:ت|وا)?|حذر(?:ت|وا)?|"
    "استبعد(?:ت|وا)?|توقع(?:ت|وا)?|اعلن(?:ت|وا)?|ادان(?:ت|وا)?"
)
"""Verbs whose complement no particle marks off: what they say is taken with the verb, to the end of its clause."""

ENGLISH_SAYING = (
    "said|says?|told|announced?|added|adding|claim(?:ed|s)|stated|warned|confirmed|insisted|declared|argued|wrote|"
    "acknowledged|admitted|alleged|asserted|vowed|pledged|promised|predicted|reported|suggested|believes?|noted|hoped"
)
ENGLISH_DENYING = "den(?:ied|y|ies)"
ENGLISH_ACTING = (
    r"accus(?:ed|es|ing)|warn(?:ed|s) (?:of|against)|vow(?:ed|s)|pledg(?:ed|es)|promis(?:ed|es)|urg(?:ed|es)|"
    r"call(?:ed|s) (?:for|on)|threaten(?:ed|s)|demand(?:ed|s)|condemn(?:ed|s)|blam(?:ed|es)|"
    r"dismiss(?:ed|es)|rul(?:ed|es) out"
)
GROUPS = (
    "محللون|محللين|خبراء|مصادر|مصدر|مسؤولون|مسؤولين|مسؤول|مراقبون|شهود|دبلوماسيون|ناشطون|نشطاء|باحثون|علماء|مسعفون|"
    "اطباء|سكان|معارضون|منتقدون"
)
"""Speakers without a name, as Arabic has them."""
ENGLISH_GROUPS = (
    "officials|analysts|experts|sources|engineers|witnesses|observers|diplomats|activists|doctors|residents|researchers|"
    r"scientists|critics|campaigners|rescuers|(?:an?|one|another) (?:\w+ )?(?:official|analyst|expert|source|diplomat)"
)


def arabic_saying() -> str:
    """A pattern of all forms of the verbs of saying in Arabic."""
    past = f"(?:{'|'.join(sorted(SAYING_PAST))})(?:ت|وا)?"
    present = f"[يت](?:{'|'.join(sorted(SAYING_PRESENT))})(?:ون)?"
    return f"{SAYING_OTHER}|{past}|{present}|{RUMOUR}"
