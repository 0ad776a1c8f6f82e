"""A new seed: an article as received, and the record of where it came from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mujaz.engine.workspace import MAX_BYTES, ORIGINALS
from mujaz.model import SeedRecord
from mujaz.model.decode import decode
from mujaz.model.values import ID_PATTERN
from mujaz.resolve.articles import no_article
from mujaz.resolve.seeds import fold_digest
from mujaz.scaffold.folding import folded
from mujaz.scaffold.plan import Plan, RefusedError
from mujaz.scaffold.style import legible, modeline, quoted, scalar
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Rule, Severity, has_errors
from mujaz.syntax.source import Source, Span
from mujaz.text.encodings import EncodingGuess, readings, utf16_order
from mujaz.text.filenames import problem_of
from mujaz.text.fold import fold
from mujaz.text.hygiene import Oddity, odd_places
from mujaz.text.kinds import kind_of_bytes, kind_of_text, tags_in
from mujaz.text.languages import languages_of
from mujaz.text.spelling import UNDETERMINED

_TITLE_LENGTH = 80  # code points


class Article(Struct, frozen=True):
    """An article that was read and can be stored.

    Attributes:
        text: what the file will hold; a byte order mark is kept.
        source: the text without it, under the name of the file it was read from.
        sha256: hexadecimal digest of the stored bytes.
        notes: what the person who adds it should know.
    """

    text: str
    source: Source
    sha256: str
    notes: tuple[str, ...]

    @property
    def fold_sha256(self) -> str:
        """The digest of the words as matching sees them."""
        return fold_digest(fold(self.source.text))


class Provenance(Struct, frozen=True):
    """What is known of an article's origin; None or empty where nobody said it."""

    publisher: str
    retrieved: str
    language: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    grade: str | None = None
    rights: str = "excerpt"


def read_article(name: str, data: bytes, encoding: str | None) -> tuple[Article | None, list[Diagnostic]]:
    """Turn the bytes of an article into text, exactly, or say why that cannot be.

    Args:
        name: of the file, for findings.
        data: its bytes.
        encoding: what they are encoded in; None for UTF-8, which is the only encoding that is ever assumed.

    Raises:
        RefusedError: there is no such encoding, or the article is UTF-8 already.
    """
    empty = Source(name, "")
    if len(data) > MAX_BYTES:
        help = f"an article has at most {MAX_BYTES:,} bytes"
        return None, [rules.TOO_LARGE.at(Span(empty, 0, 0), "the article is too large", help)]
    if kind := kind_of_bytes(data):
        refused = _as_error(rules.NOT_AN_ARTICLE)
        return None, [refused.at(Span(empty, 0, 0), f"this is {kind.name}, and no article", kind.help)]
    try:
        text = data.decode(encoding or "utf-8")
    except LookupError:
        raise RefusedError(
            f"`{encoding}` is not an encoding of texts", "such are windows-1256, iso-8859-6, utf-16", "--encoding"
        ) from None
    except UnicodeDecodeError as problem:
        return None, [_not_decodable(name, data, problem, encoding)]
    if text.encode(errors="replace") != data and _is_utf8(data) and not data.isascii():
        raise RefusedError(f"the article is UTF-8, and not {encoding}", "leave --encoding out", "--encoding")
    source = Source(name, text.removeprefix("\ufeff"))
    findings = _faults(source, data, encoding)
    if findings:
        return None, findings
    stored = text.encode()
    notes = []
    if stored != data:
        notes.append(f"converted from {encoding} to UTF-8; look whether it reads right: «{first_line(source.text)}»")
    return Article(text, source, hashlib.sha256(stored).hexdigest(), (*notes, *_oddities(source))), []


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _not_decodable(name: str, data: bytes, problem: UnicodeDecodeError, encoding: str | None) -> Diagnostic:
    before = data[: problem.start].decode(encoding or "utf-8", errors="replace")
    source = Source(name, before)
    help = "look at the article in an editor, and name the encoding that it is in with --encoding"
    if encoding is None and (found := readings(data)):
        if kind := kind_of_text(data.decode(found[0].encoding)):
            return rules.NOT_AN_ARTICLE.at(Span(source, 0, 0), f"this is {kind.name}, and no article", kind.help)
        help = _how_it_would_read(found)
    message = f"the byte 0x{data[problem.start]:02X} is not {encoding or 'UTF-8'}"
    return rules.NOT_UTF8.at(Span(source, len(before), len(before)), message, help)


def _how_it_would_read(found: tuple[EncodingGuess, ...]) -> str:
    lines = "; ".join(f"`--encoding {each.encoding}` reads it as «{each.line}»" for each in found)
    return f"{lines}: take that only if it reads right, since mujaz never guesses one"


def _faults(source: Source, data: bytes, encoding: str | None) -> list[Diagnostic]:
    for place in odd_places(source.text):
        if place.kind is Oddity.CONTROL:
            if "\x80" <= source.text[place.start] <= "\x9f" and (found_garbled := list(no_article(source))):
                return found_garbled
            help = "remove it if it is damage; many of them mean another encoding, which --encoding names"
            if encoding is None and utf16_order(data) and (found := readings(data)):
                help = _how_it_would_read(found)
            message = f"the control character {place.name}"
            return [rules.CONTROL_CHARACTER.at(Span(source, place.start, place.end), message, help)]
    if not any(map(str.isalnum, source.text)):
        return [rules.EMPTY_SEED.at(Span(source, 0, 0), "an article without words", "name the file that holds it")]
    return [replace(finding, rule=_as_error(finding.rule)) for finding in no_article(source)]


def _as_error(rule: Rule) -> Rule:
    """What is only told of a seed that is there already is not imported."""
    return replace(rule, severity=Severity.ERROR)


_NAMES = {
    Oddity.INVISIBLE: "invisible characters",
    Oddity.PRESENTATION_FORM: "Arabic presentation forms",
    Oddity.FORMAT_MARK: "direction marks or joiners",
    Oddity.TATWEEL: "tatweels",
    Oddity.LOOK_ALIKE: "words that mix letters which look alike",
    Oddity.MIXED_DIGITS: "numbers that mix two sets of digits",
}


def _oddities(source: Source) -> list[str]:
    found = languages_of(source.text)
    places = odd_places(source.text, found[0] if len(found) == 1 else UNDETERMINED)
    first = {place.kind: source.position(place.start) for place in reversed(places)}
    notes = []
    if tags := tags_in(source.text):
        notes.append(f"the article has {tags} tags of HTML; a page shows them as they stand")
    if (lost := source.text.find("\ufffd")) >= 0:
        line, column = source.position(lost)
        notes.append(
            f"a letter is lost at {line}:{column}, where \ufffd stands; look whether it is so at the publisher's"
        )
    return notes + [
        f"the article has {_NAMES[kind]} (number: {count}, first at {first[kind].line}:{first[kind].column}); "
        "they stay as received"
        for kind, count in Counter(place.kind for place in places).items()
    ]


def id_from_name(name: str) -> tuple[str, tuple[str, ...]]:
    """The id that a file's name gives, and a note where it is not the name itself.

    Raises:
        RefusedError: the name has no letter or digit that an id can have.
    """
    stem = re.sub(r"\.[A-Za-z]{1,5}$", "", re.split(r"[/\\]", name)[-1])
    ascii = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    id = re.sub(r"[^a-z0-9]+", "-", ascii).strip("-")
    if not id:
        raise RefusedError(
            "the article's name gives no id", "name one with --id, such as `summit-2023`: it will be in addresses"
        )
    if id == stem:
        return id, ()
    return id, (f"the id `{id}` is made from the name «{stem}»; --id sets another, which stays for ever",)


def check_id(id: str) -> None:
    """Refuse what cannot be an id.

    Raises:
        RefusedError: the id is not ASCII kebab-case, or no file can be called so on every system.
    """
    if not re.fullmatch(ID_PATTERN, id):
        help = "ASCII lower-case letters and digits, words joined by single hyphens"
        raise RefusedError(f"`{id}` is not an id", help, "--id")
    if problem := problem_of(id):
        raise RefusedError(f"`{id}` {problem}", "name the seed otherwise: its files are called so", "--id")


def plan_seed(
    id: str,
    article: Article,
    known: Provenance,
    *,
    schemas: bool,
    origins: Mapping[str, str] = {},
    original: tuple[str, bytes, str] | None = None,
) -> Plan:
    """The two files of a new seed.

    Args:
        id: of the seed.
        article: its text.
        known: its provenance; a missing language and title are taken from the text, and said.
        schemas: whether the site holds the schemas that editors use.
        origins: where a value of the provenance stands that the file itself says, by its key: such a value is marked
            as a proposal.
        original: name, bytes and reader of the file that the text was taken from; None for plain text.

    Raises:
        RefusedError: a part of the provenance is not what its key allows.
    """
    notes = list(article.notes)
    language = known.language or _language(article.source.text)
    if not known.language:
        notes.append(f"the language is {language}, by its letters and words; --language sets another")
    title = legible(known.title or "", language)
    if not title:
        title = first_line(article.source.text, language)
        notes.append(f"the title is the article's first line, «{title}»; --title sets another")
    texts = {
        "title": title,
        "publisher": legible(known.publisher, language),
        "author": legible(known.author or "", language),
    }
    entries: list[tuple[str, str | None]] = [
        ("language", language),
        *((key, folded(text, scalar(text), len(f"{key}: "), 2)) for key, text in texts.items() if text),
        ("url", known.url),
        ("published", known.published),
        ("retrieved", known.retrieved),
        ("sha256", article.sha256),
        ("fold_sha256", quoted(article.fold_sha256)),
        *([("original", _original(original))] if original else []),
        ("grade", known.grade),
        ("rights", known.rights),
    ]
    path = f"seeds/{id}.yml"
    head = modeline("seed", path) if schemas else ""
    record = head + "".join(
        f"{_proposed(origins[key]) if key in origins else ''}{key}:{'' if value[0] == chr(10) else ' '}{value}\n"
        for key, value in entries
        if value
    )
    _refuse_faults(Source(path, record))
    binaries = {f"{ORIGINALS}/{original[0]}": original[1]} if original else {}
    return Plan({f"seeds/{id}.txt": article.text, path: record}, tuple(notes), binaries)


def _original(original: tuple[str, bytes, str]) -> str:
    name, data, reader = original
    return f"\n  file: {name}\n  sha256: {scalar(hashlib.sha256(data).hexdigest())}\n  reader: {scalar(reader)}"


def _proposed(origin: str) -> str:
    return f"# proposed, from {origin}: look at it, then remove this line\n"


def _language(text: str) -> str:
    found = languages_of(text)
    if len(found) == 1:
        return found[0]
    likely = f": {', '.join(found[:3])} perhaps" if found else ""
    raise RefusedError(f"the article's language cannot be told{likely}", "name it with --language, such as `fa`")


def first_line(text: str, language: str = UNDETERMINED) -> str:
    """The first line of a text that has one, as a title may be: presentable, and cut at a word."""
    line = next(filter(None, (legible(line, language) for line in text.splitlines())))
    if len(line) <= _TITLE_LENGTH:
        return line
    cut, _, _ = line[:_TITLE_LENGTH].rpartition(" ")
    return f"{(cut or line[: _TITLE_LENGTH - 1]).rstrip(' ,،;؛:-–')}…"


def _refuse_faults(record: Source) -> None:
    """Refuse the values that the record's own check refuses, by the option they came from."""
    _, findings = decode(record, SeedRecord)
    if has_errors(findings):
        finding = findings[0]
        key, _, _ = record.line(finding.span.position.line).partition(":")
        raise RefusedError(finding.message, finding.help, f"--{key}")


def today() -> str:
    """The day that it is here, as a record writes it."""
    return date.today().isoformat()  # noqa: DTZ011  (the day of the person at the keyboard is meant)
