"""Every rule, declared once: the reference page of the documentation is made from this table."""

from __future__ import annotations

from mujaz.syntax.diagnostics import Rule, Severity

_declared: list[Rule] = []


def _rule(name: str, severity: Severity, summary: str, explanation: str, *, is_cause: bool = False) -> Rule:
    rule = Rule(name, severity, summary, " ".join(explanation.split()), is_cause)
    _declared.append(rule)
    return rule


def _error(name: str, summary: str, explanation: str, *, is_cause: bool = False) -> Rule:
    return _rule(name, Severity.ERROR, summary, explanation, is_cause=is_cause)


def _warning(name: str, summary: str, explanation: str) -> Rule:
    return _rule(name, Severity.WARNING, summary, explanation)


# Anchors: where an annotation stands in a seed.

LOST_QUOTE = _error(
    "lost-quote",
    "an anchored quote is not in its seed",
    """The words of `exact`, with the given `prefix` and `suffix`, occur nowhere in the seed as whole words.
    mujaz lists the passages that come nearest, and never takes one of them by itself:
    copy the words from the seed again, or point the annotation at the right sentence.""",
)
AMBIGUOUS_QUOTE = _error(
    "ambiguous-quote",
    "an anchored quote occurs more than once in its seed",
    """An annotation belongs to exactly one place. Lengthen `exact`, or add a `prefix` or a `suffix`:
    the words that stand directly before or after the quote in the seed.""",
)
EMPTY_QUOTE = _error(
    "empty-quote",
    "an anchored quote has no letter or digit",
    """A quote of white space, punctuation or invisible characters marks no word. Quote the words themselves.""",
)
AMBIGUOUS_MENTION = _warning(
    "ambiguous-mention",
    "a form in a seed may or may not name an entity",
    """The form is shared by two entities, or a proclitic explains it in two ways, or it may be another word, or a
    word beside it makes it the name of somebody else. It is never linked silently: decide it in the brief's
    `mentions`, with `entity` for the one that is meant, or `entity: null` for none.""",
)
NEAR_NAME = _warning(
    "near-name",
    "a form in a seed is a name of the glossary but for one letter",
    """One letter is another, too many or missing, two have changed places, or a space has. It may be a slip, a spelling
    that the glossary lacks, or somebody else: it is not linked. Each form is reported once for a brief, at its first
    place. If it is the name, add it to the `aliases` of the entity, and every place is linked; or decide one place in
    the brief's `mentions`, with `entity`, or with `entity: null` for none, and the form is not asked about again.""",
)
ALIAS_COLLISION = _warning(
    "alias-collision",
    "two entities share a name or an alias",
    """Every place where the form occurs has to be decided by hand. If one of the two is rarely meant,
    mark its alias `weak`; then only the other is matched automatically.""",
)

# YAML: what the file says, before anything is known of its meaning.

YAML_SYNTAX = _error(
    "yaml-syntax",
    "a file is not YAML",
    """The file cannot be read. The finding stands where the reader gave up; the cause is often in the line before:
    an indent, a missing colon, a quotation mark that is not closed.""",
)
YAML_TAG = _error(
    "yaml-tag",
    "a YAML tag",
    """Tags such as `!!python/object` or `!include` are not used: each key of the format has a type of its own.""",
)
YAML_ALIAS = _error(
    "yaml-alias",
    "a YAML anchor or alias",
    """`&name` and `*name` make a reader of the file look elsewhere for what it says, and can make a small file
    enormous. Entities and sources are shared by id instead.""",
)
YAML_KEY = _error(
    "yaml-key",
    "a key that is not a plain word",
    """Keys are plain words. Lists or mappings as keys, and the merge key `<<`, are not part of the format.""",
)
YAML_DOCUMENTS = _error(
    "yaml-documents",
    "several YAML documents in one file",
    """A file holds one document; a second one after `---` would be dropped silently.""",
)
TRAILING_COMMENT = _error(
    "trailing-comment",
    "a comment behind a value without quotation marks",
    """YAML takes ` #` for the beginning of a comment, and the rest of the line is gone: `Case #4` becomes `Case`.
    Nobody sees it in the file. A value that holds ` #` stands in double quotes; a comment stands on a line of
    its own.""",
)
DUPLICATE_KEY = _error(
    "duplicate-key",
    "a key stands twice in one mapping",
    """Most YAML readers keep the last one and drop the other without a word.""",
)
TOO_DEEP = _error(
    "too-deep",
    "a file nests too deeply",
    """No part of the format nests deeper than twelve levels.""",
)
TOO_LARGE = _error(
    "too-large",
    "a file or a name is too large",
    """A YAML file holds at most two million characters, any file at most ten million bytes, and a name or an alias
    of an entity at most 500 characters.""",
)

# Characters that a reviewer cannot see.

CONTROL_CHARACTER = _error(
    "control-character",
    "a control character in a text",
    """Control characters, and the line separators U+0085, U+2028 and U+2029, are invisible and can hide a line of YAML
    or show that a file is in another encoding.""",
)
INVISIBLE_CHARACTER = _error(
    "invisible-character",
    "an invisible character that can change how a text reads",
    """Zero-width spaces, soft hyphens, bidirectional embeddings and overrides, tag characters and isolates that are not
    closed on their line cannot be seen in a review, break matching, and can make a line read as another.""",
)
PRESENTATION_FORM = _error(
    "presentation-form",
    "an Arabic presentation form",
    """Text copied from a PDF often holds the shapes of letters in place of the letters. Search and matching
    do not find them. `mujaz fmt` does not write the letters in their place, since such text is often in the order of
    the page, from left to right, too, which nobody but a reader can tell.""",
)
FORMAT_MARK = _warning(
    "format-mark",
    "an invisible direction mark or joiner",
    """Direction marks, paired isolates and joiners are sometimes needed, and cannot be seen in a review.
    Pages isolate dates, numbers and Latin designators without them. A joiner that a language spells with is none of
    these: the non-joiner inside a Persian, Kurdish, Pashto or Urdu word, the joiners of the scripts of India, of
    emoji, and of a letter that stands alone.""",
)
TATWEEL = _warning(
    "tatweel",
    "a tatweel in a text",
    """The tatweel stretches a word for looks. It carries no meaning; matching ignores it. A single one that is spelling
    is left alone: in an abbreviation (١٤٤٥ هـ), behind a particle before a quotation mark, a number or a Latin
    word (بـ«…», الـ20), and under a sign that has no letter of its own (هـٰذا).""",
)
LOOK_ALIKE = _warning(
    "look-alike",
    "a word that mixes letters which look alike",
    """Cyrillic or Greek letters in a Latin word that look like Latin ones, or the reverse, and Persian and Arabic forms
    of one letter in one word of a text that is not in a language which has both, look right and match nothing.""",
)
MIXED_DIGITS = _warning(
    "mixed-digits",
    "a number in two sets of digits",
    """A number is written in Latin or in Arabic-Indic digits, not in both.""",
)

OTHER_NUMBER = _warning(
    "other-number",
    "a number that is not the quote's",
    """The quote of a claim or of an event has an amount, and the statement or the text has another one in its place, as
    when one of them was brought up to date and the other was not. So has a sentence of the summary, a key point or a
    note that refers to one claim alone (`[^id]`) and has an amount that neither the quote nor the statement has. Digits
    of each kind, per cent, fractions ("a third of", «نصف مليون») and number words are read in Arabic and English, in
    Persian those that mean nothing else. An amount may be left out, be rounded where the text says so ("about 600"), or
    be a sum or difference of those quoted; a fraction is one with the shares up to six points around it; dates, years,
    hours and numbers in names are no amounts.""",
)

# The shape of a document.

WRONG_SHAPE = _error(
    "wrong-shape",
    "a list, a mapping or a single value where another is expected",
    """The reference of the format says of each key whether it holds one value, a list or a mapping.""",
)
UNKNOWN_KEY = _error(
    "unknown-key",
    "a key that the format does not know",
    """The key would be ignored and what it says lost. It is often a slip: the nearest known key is suggested.""",
)
RENAMED_KEY = _warning(
    "renamed-key",
    "a key has another name now",
    """The former name is still read and means the same. `mujaz fmt` writes the new one.""",
)
MISSING_KEY = _error("missing-key", "a required key is missing", """The object cannot be understood without it.""")
EMPTY_VALUE = _error(
    "empty-value",
    "a key without a value",
    """Write the value, or leave the key out.""",
)
INVALID_VALUE = _error(
    "invalid-value",
    "a value that its key does not allow",
    """The reference of the format lists what each key allows.""",
)
INVALID_ID = _error(
    "invalid-id",
    "an id that is not ASCII kebab-case",
    """Ids stand in addresses of pages for ever: lower-case ASCII letters and digits, words joined by single
    hyphens.""",
)
INVALID_DATE = _error(
    "invalid-date",
    "a date that is not EDTF",
    """Dates are written in the Extended Date/Time Format, ISO 8601-2: `2023-09-13`, `2023-09`, `2023-09~` for about,
    `2023?` for uncertain, `2019/..` for open.""",
)
INVALID_LANGUAGE = _error(
    "invalid-language",
    "a language tag that is not BCP 47",
    """Languages are named by BCP 47 tags: `ar`, `en`, `zh-Hant`, `pt-BR`.""",
)
INVALID_GRADE = _error(
    "invalid-grade",
    "a grade that is not in the Admiralty code",
    """A letter for the reliability of the source, A to F, and a digit for the credibility of the information,
    1 to 6.""",
)
INVALID_URL = _error(
    "invalid-url",
    "an address that is not http or https",
    """Links are absolute web addresses; other schemes could run code or leave the page unseen.""",
)

# Files.

NOT_UTF8 = _error(
    "not-utf8",
    "a file that is not UTF-8",
    """All files are UTF-8. mujaz converts no text on a guess: a wrong one turns Arabic into other letters without a
    sign of it. `mujaz add` shows what an article would read like in the encodings that it may be in, and
    `mujaz add --encoding windows-1256` converts it.""",
)
UNREADABLE = _error("unreadable", "a file that cannot be read", """The operating system refused to read the file.""")
SYMBOLIC_LINK = _error(
    "symbolic-link",
    "a symbolic link among the content",
    """A link can point outside of the site, and publish a file that nobody meant to publish.""",
)
UNREAD_FILE = _warning(
    "unread-file",
    "a file that mujaz does not read",
    """Only `.txt` and `.yml` files are read. A brief that ends in `.yaml` would be missing without a word.""",
)
FOREIGN_FILE = _error(
    "foreign-file",
    "a file in a generated folder that mujaz did not write",
    """mujaz deletes only its own files, and pages that are not its own do not belong in the folders it writes.""",
)
MISSING_RECORD = _error(
    "missing-record",
    "a seed without its record",
    """Each article has a YAML file of the same name that says where it came from. `mujaz add` writes both.""",
)
MISSING_SEED_TEXT = _error(
    "missing-seed-text",
    "the record of a seed without its text",
    """The article itself stands beside its record, with the same name and the ending `.txt`.""",
)
NOT_AN_ARTICLE = _warning(
    "not-an-article",
    "a seed that is a file of another kind",
    """A seed is the text of an article, to be read and quoted. A web page with its tags, an e-mail with its headers, a
    document of an office program, a picture, an archive, data in columns, subtitles or a program is recognised by what
    it holds, whatever its name is. The help says how the text is had from it. An article about HTML, or one with a tag
    or two, a table or a line of code in it, is an article. `mujaz add` refuses such a file; a seed that is there
    already is shown as it stands, letter by letter.""",
)
GARBLED_TEXT = _warning(
    "garbled-text",
    "a text that was read in a wrong encoding and saved",
    """Letters that came through a wrong encoding are others, such as ط§Ù„ for ال, or are lost, such as � and ???. What
    is lost must be had again; what is only twisted can be twisted back, and the help shows what it would read like.
    A single � is how some publishers print their articles: `mujaz add` tells of it, and it stays. It
    refuses the others.""",
)
EMPTY_SEED = _error("empty-seed", "a seed without words", """A seed is an article; this file holds no word.""")
SEED_CHANGED = _error(
    "seed-changed",
    "a seed is not the text that was imported",
    """The SHA-256 of the file is not the one in its record. A seed is never edited: annotations were made on the words
    as they were, and an edit can turn their meaning round. Restore the file, or import the new text with
    `mujaz add --replace`, which says what becomes of every anchor. Mend this before any quote that is lost by it.""",
    is_cause=True,
)
SEED_RESPELLED = _warning(
    "seed-respelled",
    "a seed changed in spelling only",
    """The bytes of the file are not those in its record, but its words are the same to matching: only diacritics, white
    space, kinds of quotation marks or variants of letters differ. Anchors hold. Restore the file, or import it
    again with `mujaz add --replace`.""",
)
DUPLICATE_SEED = _warning(
    "duplicate-seed",
    "two seeds are the same article",
    """The words of both texts are the same to matching. Each seed has an excerpt budget of its own, so more of the
    article could be shown than its rights allow, and what it says could seem to come from two sources. Keep one of
    the two, and name it in the briefs of the other.""",
)
HIDDEN_CHARACTER = _warning(
    "hidden-character",
    "a seed holds characters that cannot be seen",
    """Seeds stay as received. Embeddings, overrides and other invisible characters can make a line read as another;
    pages show the text in isolation, so that they do not reach beyond their paragraph.""",
)

# References.

DUPLICATE_ID = _error(
    "duplicate-id",
    "an id is defined twice",
    """Entities of the glossary and of briefs are one name space, and so are the notes, claims and sources of a brief:
    an id means one thing, for ever, since it stands in addresses.""",
)
CONTESTED_ID = _error(
    "contested-id",
    "an id of before leads to two things, or nowhere else",
    """What stands in `former_ids`, `merged_ids` or `former_tags` leads readers of an old address to what has another id
    now. An id that something else has, or had, too, would lead them astray. Ids are not used again: give the newer one
    of the two another id. The id that a thing has now is none of before, unless it had another one in between.""",
)
UNKNOWN_REFERENCE = _error(
    "unknown-reference",
    "an id that is defined nowhere",
    """The entity, seed, claim, note, source or tag that is meant does not exist, or its id is spelt in another way.""",
)
MISSING_SEED = _error(
    "missing-seed",
    "an anchor does not say which seed it is in",
    """Where a brief is on several seeds, an anchor names its own, or the brief says in `default_seed` which one all the
    others are in. Neither the first seed of the list nor the only one that holds the words is taken: a list that is put
    in another order must not move an anchor.""",
)
SELF_REFERENCE = _error(
    "self-reference",
    "something refers to itself",
    """A claim cannot contradict or supersede itself, nor can an entity stand in a relation to itself.""",
)
SUPERSEDED_IN_CIRCLE = _error(
    "superseded-in-circle",
    "claims supersede each other in a circle",
    """One of the claims must be the latest.""",
)
LISTED_TWICE = _warning(
    "listed-twice",
    "the same thing stands twice in a list",
    """An entity, a tag, an author, a claim or a source that is listed twice says no more than once, and so do two
    aliases that are the same, or an alias that is the name, in one language. Often another was meant: correct one of
    the two, or remove it. Relations to one entity are the same if type and dates are, too.""",
)
CONFLICTING_MENTIONS = _error(
    "conflicting-mentions",
    "two decisions about overlapping words",
    """Each word names one entity or none: overlapping passages of `mentions` leave open which.""",
)
DUPLICATE_TRANSLATION = _error(
    "duplicate-translation",
    "a text has two translations into one language",
    """A language is written either in the field itself or under `translations`.""",
)

# Prose.

RAW_HTML = _error(
    "raw-html",
    "raw HTML in prose",
    """Prose is Markdown without HTML, so that no page can hold code or break its layout. Write a backslash before `<`
    where the character itself is meant.""",
)
HEADING_IN_PROSE = _error(
    "heading-in-prose",
    "a heading in prose",
    """Headings are the page's own: a note or a claim has a title. Use a bold line or a list instead.""",
)
IMAGE_IN_PROSE = _error(
    "image-in-prose",
    "an image in prose",
    """Pages load nothing from other hosts, and images are not part of the format.""",
)
LINK_SCHEME = _error(
    "link-scheme",
    "a link that is not http, https or mailto",
    """Other schemes can run code when they are followed.""",
)

MALFORMED_REFERENCE = _error(
    "malformed-reference",
    "a reference that cannot be read",
    """A reference is `[^id]`, or `[^id, p. 12]` with a place in the source: a label that CSL has, as `p.`, `ch.`,
    `para.`, `sec.`, `art.`, `fig.`, `vol.` or their Arabic names, and numbers or a range of them; a number alone is a
    page, and `12:30` a time of a recording. Only a source has such places: of a claim or a note, write the id alone.
    Anything else would be shown to readers as it is written; where it is meant so, put it between backquotes.""",
)
UNSUPPORTED_MARKDOWN = _warning(
    "unsupported-markdown",
    "Markdown that prose does not have",
    """Prose is CommonMark without HTML, headings and images: paragraphs, emphasis, lists, quotations, code, rules and
    links. What other dialects add, such as tables, footnotes, task lists, struck text, formulas and attributes, would
    be shown to readers as it is written. Where it is meant so, write a backslash before it, or put it between
    backquotes.""",
)

# Sense: what an editor would ask.

MISSING_TRANSLATION = _warning(
    "missing-translation",
    "a text is missing in a language of its brief",
    """A brief is published in each language that its title has. A text that lacks one is shown in the language it has,
    marked as such.""",
)
UNATTRIBUTED_CLAIM = _warning(
    "unattributed-claim",
    "a claim without a speaker",
    """A reader asks first who says so. Name the entity in `speaker`; if the article does not say, the claim is the
    article's own: name its publisher.""",
)
UNSOURCED_CLAIM = _warning(
    "unsourced-claim",
    "a claim without a passage and without a source",
    """Everything on a page can be traced to a place in a source: give the claim `at` or `sources`.""",
)
UNEXPLAINED_CONFIDENCE = _warning(
    "unexplained-confidence",
    "a confidence without a rationale",
    """An estimate is worth what its reasons are worth: say in `rationale` what it rests on.""",
)
SELF_CONTRADICTION = _warning(
    "self-contradiction",
    "a claim contradicts another claim of its own speaker",
    """A reader takes it that two parties disagree. If the speaker changed position, name the earlier claim in
    `supersedes` of the later one; otherwise one of the two has the wrong `speaker`. Claims that came through
    different relays (`via`) are not meant: the relays contradict each other.""",
)
CIRCULAR_RELAY = _warning(
    "circular-relay",
    "a relay chain comes back to somebody",
    """`via` is who passed the words on, from the speaker to the outlet. A chain that names the speaker, or one entity
    twice, is longer than the way was: remove it, or name the one that was meant.""",
)
DATE_ORDER = _error(
    "date-order",
    "two dates in the wrong order",
    """The second of the two dates lies wholly before the first.""",
)
HIJRI_YEAR = _warning(
    "hijri-year",
    "a date whose year can only be of an Islamic calendar",
    """Dates are of the Gregorian calendar: 1445 is a year of the fifteenth century. No article was published or
    retrieved then; nobody who was born then died in this age. An event of such a year is reported only where its words
    call the year Hijri (1445 AH), or where its day, read as a Hijri one, is that of the news and the timeline tells no
    history. The day proposed is that of Umm al-Qura's calendar; by sight of the moon it may differ by one.""",
)
MISSING_DATE = _error(
    "missing-date",
    "a published brief without its date",
    """A brief that is published, corrected or withdrawn says in `published` when it appeared.""",
)
MISSING_CORRECTION = _error(
    "missing-correction",
    "a corrected or withdrawn brief does not say what was wrong",
    """Corrections stay visible: `status: corrected` has an entry in `corrections`, and `status: withdrawn` has one of
    severity `retraction`.""",
)
# Editors: the policy, sign-offs, and what keeps a brief from being published.

FIXED_SEVERITY = _error(
    "fixed-severity",
    "the policy sets the level of a rule that is an error",
    """`severities` in `editorial.yml` sets the levels of warnings and notes, and may raise them to errors. What is
    an error by itself says that content cannot be understood or would mislead a reader; that does not depend on the
    site.""",
)
UNAPPROVED_BRIEF = _error(
    "unapproved-brief",
    "a brief that the policy's people have not approved",
    """Reported by `mujaz build --publish`. The brief lacks sign-offs that `approvals` in `editorial.yml` asks for, or
    some that it has do not count: because who signed also had a hand in the last change of what was signed, under
    whatever name or address git can know; because the sign-off is not committed, or was committed by somebody else than
    who signed; because its dates cannot be; because the policy has no such role any more, or asks for signed commits
    that are not there. Have it read, and sign it with `mujaz approve`.""",
)
WEAKENED_POLICY = _error(
    "weakened-policy",
    "a policy that asks for less than the one before",
    """Reported by `mujaz review`, from one revision to the other, and by `mujaz build --publish`, from the policies
    that hold on any merged line. A change that asks for fewer people, other roles or fewer criteria could approve
    itself; so it counts once somebody else than who wrote it has signed it, in a role of the policy before: `mujaz
    approve editorial.yml --as ROLE`. A criterion that is worded anew counts as another one, since it was ticked as it
    was.""",
)
WEAKENED_SITE = _warning(
    "weakened-site",
    "settings or pages by hand that take something from readers, or from what guards them",
    """Reported by `mujaz review`. A change of `mkdocs.yml` takes a language out of the site, a section out of its pages
    or the plugin `mujaz` out of the build, tells another address, checks less, allows more in pages, or brings code; or
    a page that somebody wrote by hand is gone, and with it its address.""",
)
UNAPPROVED_FILE = _error(
    "unapproved-file",
    "settings, or a page or words written by hand, that nobody has signed",
    """Reported by `mujaz build --publish` where the policy says `site_files: approved`. What is signed with a brief are
    the brief and what it shows; `mkdocs.yml`, the words of the desk that it names and the files beside the generated
    pages are signed one by one with `mujaz approve FILE --as ROLE`, by somebody else than who wrote it.
    Without that key they are only named in what `mujaz build --publish` prints.""",
)
STALE_APPROVAL = _error(
    "stale-approval",
    "a brief that was changed after it was approved",
    """Reported by `mujaz build --publish`. The brief, one of its articles, or an entity, a publication or a subject
    that it shows says something else than when it was signed. Changes of comments, layout and the order of keys do not
    count. Read what changed, and sign again with `mujaz approve`.""",
)
OPEN_QUESTION = _error(
    "open-question",
    "a question that nobody has settled",
    """Reported by `mujaz build --publish` and `mujaz review`. Somebody asked with `mujaz ask`. Who wrote the brief
    answers, with `mujaz answer` or by changing it; the question is settled once who asked, or somebody in the same
    role, has said so with `mujaz resolve`, and that is committed.""",
)
LOST_SUBJECT = _warning(
    "lost-subject",
    "an open question is about something that the brief does not have any more",
    """The claim, the note or the words that the question is about are gone or renamed. It stays open, and is not
    settled by that: look whether the change answers what was asked, and have it resolved, or say in `about` or `quote`
    what it is about now.""",
)
EMBARGOED_BRIEF = _rule(
    "embargoed-brief",
    Severity.INFO,
    "a brief whose embargo has not ended",
    """Reported by `mujaz review` before the day of `publish_after`; if the date is not exact, its last day counts.
    Until then `mujaz build --publish` leaves the brief out and names it, and publishes the others. With the level
    `error` it refuses.""",
)
UNPUBLISHED_STATUS = _error(
    "unpublished-status",
    "a draft, or a brief that is still in review",
    """Reported by `mujaz build --publish`: only what has the status `published`, `corrected` or `withdrawn` is for
    readers. Finish it, or publish the rest with `--leave-out`.""",
)
SILENT_EDIT = _error(
    "silent-edit",
    "a published brief says something else, and no correction tells",
    """Reported by `mujaz review` and by `mujaz build --publish`, from each
    state in which the brief was approved, on any merged line. Readers who saw the earlier words
    are owed a word on what changed: add an entry to `corrections`. Texts in a language
    that the brief did not have before, its status, its dates of editing and its embargo are no such change. A published
    brief is not deleted and does not become a draft again either: `status: withdrawn` keeps its address and says
    why.""",
)

LONG_CITATION = _error(
    "long-citation",
    "what a record has pages cite is too long for a citation",
    """Title, publisher, author and address of a record are shown whatever its rights are. So a title that holds an
    article would publish it. A title may have 300 characters, an address 2,000; and the words of titles beyond
    `max_shared_words` in a row count against the budget of the seeds that have them.""",
)
EXCERPT_BUDGET = _error(
    "excerpt-budget",
    "more of a seed is quoted than its rights allow",
    """The anchored quotes of all briefs together show more of the article's words than `excerpt_budget` allows,
    in per cent. Shorten the quotes, or raise the budget if you may.""",
)
STALE_TRANSLATION = _error(
    "stale-translation",
    "a translated sentence is no longer in its seed",
    """Each sentence of a translation quotes the one that it renders; this one occurs no more, or more than once.""",
)

# Only on request: `mujaz check --unused`.

UNUSED_ENTITY = _rule(
    "unused-entity",
    Severity.INFO,
    "an entity that nothing names",
    """No seed mentions it, and no brief or relation refers to it.""",
)
UNUSED_ALIAS = _rule(
    "unused-alias",
    Severity.INFO,
    "an alias that never matches",
    """The form occurs in no seed. Keep it if it is awaited; remove it if it is a slip.""",
)
UNUSED_SOURCE = _rule(
    "unused-source",
    Severity.INFO,
    "a publication that nothing cites",
    """No note, claim, event, entity, relation or prose refers to it.""",
)
UNUSED_SEED = _rule(
    "unused-seed",
    Severity.INFO,
    "a seed that no brief is about",
    """It was collected and not annotated.""",
)

# Evidence: what the sentences of a brief rest on. Reported where a share of traced sentences is demanded.

UNTRACED_SENTENCE = _error(
    "untraced-sentence",
    "a sentence of a summary or a key point that refers to no evidence",
    """What a reader takes from a brief has to rest on a claim, a note or a source. Write `[^id]` behind the words; a
    reference behind the full stop belongs to the sentence before it. Reported by `mujaz trace --require`, in each
    language whose share of traced sentences is below the one that is demanded.""",
)

# The site's settings.

DIRECTORY_URLS = _error(
    "directory-urls",
    "mkdocs.yml gives every page a folder",
    """With `use_directory_urls: true` links lead to folders, which a browser does not open from `file://`. A site that
    can be read offline has `use_directory_urls: false`.""",
)

NO_EDITION = _error(
    "no-edition",
    "a brief in none of the site's languages",
    """A brief has a page in each language that its title has and that `extra.alternate` in `mkdocs.yml` lists. This one
    would have none, and every link to it would lead nowhere.""",
)

# The built site.

MKDOCS_WARNING = _warning(
    "mkdocs-warning",
    "MkDocs warns of something",
    """The words are those of MkDocs, or of one of its plugins. `mujaz build` fails on a warning, as
    `mkdocs build --strict` does; `--no-strict` lets it pass.""",
)
MKDOCS_ERROR = _error(
    "mkdocs-error",
    "MkDocs could not build the site",
    """The words are those of MkDocs, or of one of its plugins. The site of the last good build stays in its place.""",
)
BROKEN_LINK = _error(
    "broken-link",
    "a link leads nowhere in the built site",
    """The file that the link names is not in the site, or has no element with the id after the `#`. MkDocs checks the
    links of Markdown only; mujaz follows those of the finished pages.""",
)
DUPLICATE_HTML_ID = _error(
    "duplicate-html-id",
    "an id stands twice in a page",
    """A link to the id reaches the first of the two only. Ids of headings are given with `{: #id }`.""",
)
FOREIGN_REQUEST = _error(
    "foreign-request",
    "a page loads something from another host",
    """Opening the page would tell that host who reads what, and the page would not be whole offline. Keep a copy of the
    file in `docs/`.""",
)
SCRIPT_IN_PAGE = _error(
    "script-in-page",
    "a page runs a script that the theme does not bring",
    """A script element, an event handler or a `javascript:` link stands in the finished page. What mujaz writes
    is escaped, so it comes from a page, a template or a setting written by hand.""",
)
RESERVED_FILE = _error(
    "reserved-file",
    "a file among the pages that the site writes itself, or that a host obeys",
    """The search index, the files of the theme and the sitemap have their places in the site: a file of that name in
    `docs/` would be shown or run in their stead. Files such as `_redirects`, `.htaccess` or `vercel.json` are orders to
    the host: they send readers elsewhere, or take back the headers of security. A desk that needs one names it in
    `allow` and `files` of the plugin `mujaz` in `mkdocs.yml`, where those who review the site see it.""",
)
UNSAFE_HTML = _error(
    "unsafe-html",
    "an element, an attribute, a style or an address that is not on the list of what may stand in a page",
    """Pages hold what Markdown makes, and HTML that shows text and pictures. Forms, frames, embedded programs,
    styles and classes that lay something over the page, addresses that open other programs or seem to lead
    elsewhere than they do, and all that is not on the list may act on the reader, or be read by browsers in more
    than one way. Write it in Markdown; or name the element, the attribute or the value of `position` in `allow` of
    the plugin `mujaz` in `mkdocs.yml`, where those who review the site see it.""",
)
MALFORMED_HTML = _error(
    "malformed-html",
    "markup of a page that browsers have to guess at",
    """A tag that ends what is not open, or is never closed, an element where it has no meaning, an attribute
    that stands twice, bytes that are not UTF-8. What a page's content ends too much of was opened by the theme:
    what follows would stand outside of the content.""",
)
INACCESSIBLE_HTML = _warning(
    "inaccessible-html",
    "something in a page that a screen reader cannot tell of",
    """A picture without `alt`, a link, a button or a heading without words, a page without a title or a
    language, a language or a direction that is none, headings that leave out a level. See the Web Content
    Accessibility Guidelines.""",
)
UNSAFE_EXTENSION = _error(
    "unsafe-extension",
    "an extension of Markdown that is not known to read the page only",
    """Some extensions put other files into pages, of whatever place on the disk (`pymdownx.snippets`,
    `pymdownx.b64`), hide or change what was written (`pymdownx.critic`), or run code. Those that are known to
    do nothing of the kind may be used; any other is named in `allow` of the plugin `mujaz` as well, where those
    who review the site see it.""",
)
MARKUP_IN_SETTING = _error(
    "markup-in-setting",
    "a setting holds markup that may not stand in a page",
    """`copyright` is HTML on every page: links and emphasis may stand there, and no more than in the content of
    a page. An address in the settings is one of the web, or `mailto:`. All other settings that pages show are
    text. Material's feature `content.tooltips` would read the titles of links as HTML.""",
)
RIGHTS_LEAK = _error(
    "rights-leak",
    "a built file shows more of a seed than may be published",
    """Of a seed with the rights `excerpt` the passages that briefs quote may be shown, of one with `link` nothing but
    the citation. In the built site more of its words stand in a row than `max_shared_words` of the policy allows, or
    all that stands anywhere in the site is more than the seed's budget: in a page written by hand, in prose that
    repeats the article, in a file that lies in `docs/`. Words in another order, with others between or glued together
    are found, too. Every file is looked through: pages with their attributes and scripts, the search index, JSON,
    feeds, SVG, archives, what pictures note. Nothing is put in the place of the last site. Take the words out, quote
    them in a brief within the budget, or change `rights` if the publisher agreed.""",
)
UNSEARCHED_FILE = _error(
    "unsearched-file",
    "a published file cannot be searched for the text of seeds",
    """Some seeds of the site may not be published, and the file is of a kind in which mujaz cannot look for their
    words: a PDF file, an archive that is encrypted or packed in an uncommon way, an unknown form. Publish it in a form
    that can be read. Or somebody looks through it and names it in `editorial.yml`, as `unsearched_files`, by its path
    in the site and its SHA-256, so that another file under that name is asked about again; `any` in place of the
    digest, and `*` in the path, name files once for all.""",
)
UNSAFE_FOLDER = _error(
    "unsafe-folder",
    "a setting has mujaz write where something else is",
    """`docs_dir` and `site_dir` are folders that mujaz, or MkDocs, writes to and removes files from. They lie below the
    folder of `mkdocs.yml`, apart from each other and from content, and are written out.""",
)
UNKNOWN_SECTION = _error(
    "unknown-section",
    "the order of a page names a section that there is not",
    """`extra.mujaz.layout` of `mkdocs.yml` lists the sections that pages of each kind show. Their names are in the
    reference; the nearest known one is suggested.""",
)
REPEATED_SECTION = _error(
    "repeated-section",
    "the order of a page names a section twice",
    """A section has headings that links lead to, and an id stands once on a page.""",
)
NEEDED_SECTION = _error(
    "needed-section",
    "the order of a page leaves out a section that may not be left out",
    """Signs and other pages lead to what a judgement rests on: without it they would lead nowhere, and a reader could
    not look. Such a section may stand in any place, but it stands on the page.""",
)
UNUSABLE_TEXT = _error(
    "unusable-text",
    "words of the desk are not where the settings say, or may not be shown from there",
    """`text` in the order of a page names a Markdown file below `texts/`, beside `mkdocs.yml`. A file in the folder of
    pages would be a page of its own, and one outside of the site could publish what nobody meant to.""",
)
UNTRUSTED_CODE = _error(
    "untrusted-code",
    "the site brings code that nobody here agreed to run",
    """Hooks, plugins, templates, tags of Python and scripts that a site brings run with the rights of whoever builds
    it, and a change from a stranger may bring new ones. `mujaz build` and `mujaz serve` ask once, on a terminal, and
    again when the settings or the files that belong to them change; `--trust` agrees without being asked. What was
    agreed to is kept by its content in the user's own folder, `~/.local/state/mujaz/trusted`.""",
)
SITE_NOT_REPLACED = _error(
    "site-not-replaced",
    "the finished site could not be put in its place",
    """The site was built and is sound, but the folder could not be exchanged for it: look at the permissions, and
    whether it is a mount point.""",
)

# The offline edition.

NEEDS_SERVER = _error(
    "needs-server",
    "a link that only works on a web server",
    """The link begins at the root of a host, or leads to a folder. A page that is opened from a folder or a memory
    stick has no host, and a browser shows a folder as a list of files. Name the file, by its way from the page.""",
)
UNPORTABLE_NAME = _error(
    "unportable-name",
    "a file's name does not work on every system",
    """Content is worked on, and archives are unpacked, on Windows, macOS, Linux and phones. They differ in which names
    they reserve, which characters they forbid, how long a path may be, and whether `A` and `a` are the same. What
    cannot be seen in a name, or is not UTF-8, could pass for another file or steer the terminal that shows it. Rename
    the brief, the entity, the seed or the file in `docs/` that the name is made from.""",
)
UNREADABLE_EDITION = _error(
    "unreadable-edition",
    "the edition before cannot be read",
    """The start page says what changed since the edition before; its `edition.json` is damaged, or of a later form than
    this program knows. Name another with `--since`, or move the damaged one away.""",
)

# Review: what a change does, from one state of the site to another.

SEED_EDITED = _error(
    "seed-edited",
    "a change edits the text of a seed",
    """A seed is the article as it was received: whoever edits it changes what the brief's quotes are evidence of,
    even where its hash is made to fit. Restore it. If the publisher changed the article, import the new text with
    `mujaz add --replace`, which notes in the record what the new text replaces; then it is
    [`seed-replaced`](#seed-replaced).""",
)
SEED_REPLACED = _warning(
    "seed-replaced",
    "a change imports a seed anew",
    """The hash fits, and the record says in `replaces` that the text took the place of the one before, or has another
    day of retrieval or address. Compare the text with the publisher's page: nothing but your eyes can tell whether it
    is what stands there.""",
)
CONFIDENCE_RAISED = _warning(
    "confidence-raised",
    "a claim's confidence is raised without a new source",
    """Nothing that was not known before supports the estimate. Name what does in `sources`, or have a second editor
    read the rationale.""",
)
SINGLE_SOURCE = _warning(
    "single-source",
    "a claim is asserted on a single source",
    """A new or changed claim is `corroborated` or `refuted`, or its confidence is high, and all that it rests on, its
    own passage included, comes from one publisher. Corroboration takes a second one that does not copy the first.""",
)
LONG_QUOTE = _warning(
    "long-quote",
    "a quote is longer than its rights allow",
    """A single long quote can be too much even where the sum of all quotes stays within
    [`excerpt-budget`](#excerpt-budget). It is counted in words, for seeds whose `rights` are not `full`.""",
)
LOOK_ALIKE_SWAPPED = _warning(
    "look-alike-swapped",
    "a change replaces a word by one that looks the same",
    """Only some code points are others: a Cyrillic letter for a Latin one, the Persian form of a letter for the Arabic
    one. A reader of the page sees no difference; search, links and the matching of names do.""",
)

RULES: dict[str, Rule] = {}
"""All rules by name, in the order of declaration; filled at the end of this module."""

RULES.update((rule.name, rule) for rule in _declared)
