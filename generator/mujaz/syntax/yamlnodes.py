"""Strict YAML: text to plain values that keep their place, and findings for all that is not plain."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import msgspec
import yaml

from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label, Rule
from mujaz.syntax.located import Located, LocatedDict, LocatedList
from mujaz.syntax.source import Source, Span
from mujaz.text.hygiene import Oddity, OddPlace, character_name, depends_on_language, odd_places
from mujaz.text.normal import composed
from mujaz.text.patterns import lazy_re
from mujaz.text.spelling import UNDETERMINED, has_persian_letters, is_arabic

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 12

_ODD_INDENT = lazy_re(r"^ *[\t\u00a0\u2000-\u200a\u202f\u3000]", re.MULTILINE)
_COMMENT_BEHIND = lazy_re(r"[ \t]+#")
# libyaml takes it for a comment without the space that YAML asks for, which drops what may have been meant as text.
_COMMENT_AT = lazy_re(r"#")
_QUOTES = frozenset(("at", "exact", "prefix", "suffix"))
_NULLS = ("", "~", "null")
# Nesting can only come from these; a text without many of them is safe to hand to the recursive parser.
_NESTING = lazy_re(r"[\[{]")
# What is begun and not ended is found lines later, or within the line; the place to look at is where it begins.
_BEGUN_ABOVE = lazy_re("quoted scalar|flow|simple key")
_BEGUN = lazy_re("alias|anchor")
# Where there may be an anchor, a directive or a key behind `?`; prose has the last one only behind a word.
_MARKED = lazy_re(r"&|^%|(?:^|[\s\[{,])\?", re.MULTILINE)
_DEEP_BLOCK = lazy_re(r"^[ ]{64}|(?:[-?:][ \t]+){12}", re.MULTILINE)

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]


class _Loader(_BaseLoader):
    """Composes nodes and resolves no types: every scalar stays text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 # declared as an instance's by the stubs, a class's in PyYAML


_ODDITIES: dict[Oddity, tuple[Rule, str, str]] = {
    Oddity.CONTROL: (
        rules.CONTROL_CHARACTER,
        "the control character {name}",
        "remove it; a line break inside a value is written with a block scalar",
    ),
    Oddity.INVISIBLE: (rules.INVISIBLE_CHARACTER, "the invisible character {name}", "remove it"),
    Oddity.PRESENTATION_FORM: (
        rules.PRESENTATION_FORM,
        "the presentation form {name}",
        "if it stands in the right order, write `{plain}`: the font chooses the shapes of letters",
    ),
    Oddity.FORMAT_MARK: (
        rules.FORMAT_MARK,
        "the invisible format mark {name}",
        "remove it unless the text reads wrongly without it; pages isolate numbers and Latin words themselves",
    ),
    Oddity.TATWEEL: (rules.TATWEEL, "a tatweel, which only stretches the line", "remove it; a dash is – or -"),
    Oddity.LOOK_ALIKE: (
        rules.LOOK_ALIKE,
        "`{name}` mixes letters of two alphabets that look alike",
        "type the word anew in one alphabet",
    ),
    Oddity.MIXED_DIGITS: (
        rules.MIXED_DIGITS,
        "`{name}` mixes two sets of digits",
        "write the number in one set of digits",
    ),
}


def odd_characters(source: Source, language: str) -> list[Diagnostic]:
    """Findings on characters of a text that a reader cannot see or tell apart, or that mislead in its language."""
    return [_oddity(place, Span(source, place.start, place.end)) for place in odd_places(source.text, language)]


def _oddity(place: OddPlace, span: Span) -> Diagnostic:
    rule, message, help = _ODDITIES[place.kind]
    plain = unicodedata.normalize("NFKC", span.source.text[span.start : span.end])
    return rule.at(span, message.format(name=place.name), help.format(plain=plain))


def _offset(mark: Any) -> int:
    """The code point offset of a mark; every event and node of a text has one."""
    return int(mark.index)


def _too_deep(text: str) -> int | None:
    """The offset where nesting passes the limit, or None."""
    if len(_NESTING.findall(text)) < MAX_DEPTH and not _DEEP_BLOCK.search(text):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return _offset(event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


class _Reader:
    """Turns the nodes of one document into located values and gathers findings.

    Attributes:
        languages: the place and the language of each value; None for words of a seed, whose language is not known here.
    """

    def __init__(self, source: Source, nullable: Collection[str], language: str) -> None:
        self.source = source
        self.nullable = nullable
        self.language: str | None = language
        self.languages: list[tuple[Span, str | None]] = []
        self.findings: list[Diagnostic] = []

    def span(self, node: yaml.Node) -> Span:
        # A block collection's end mark stands at the next token; its own text ends before that.
        start, end = _offset(node.start_mark), _offset(node.end_mark)
        text = self.source.text
        while end > start and text[end - 1] in " \n\r\t":
            end -= 1
        return Span(self.source, start, end)

    def tagless(self, node: yaml.Node) -> Span:
        """The place of a value or a key; a tag is a finding."""
        span = self.span(node)
        if self.source.text[span.start : span.start + 1] == "!":
            help = "remove it: the format gives every value its type"
            self.findings.append(rules.YAML_TAG.at(span, "a YAML tag", help))
        return span

    def value(self, node: yaml.Node, key: Located | None = None) -> Any:
        span = self.tagless(node)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, span)
        if isinstance(node, yaml.SequenceNode):
            return LocatedList((self.item(item) for item in node.value), span)
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node, span, key)

    def item(self, node: yaml.Node) -> Any:
        value = self.value(node)
        if value is None:
            self.findings.append(
                rules.EMPTY_VALUE.at(self.span(node), "an empty item", "write the item, or remove its hyphen")
            )
        return value

    def scalar(self, node: yaml.ScalarNode, span: Span) -> Located | None:
        if node.style in (None, "") and node.value in _NULLS:
            return None
        comment = (_COMMENT_BEHIND if node.style in (None, "") else _COMMENT_AT).match(self.source.text, span.end)
        if comment is not None:
            place = Span(self.source, comment.end() - 1, comment.end())
            help = "write the value in double quotes if the `#` belongs to it, and a comment on a line of its own"
            message = "what follows this `#` is a comment, and no part of the value before it"
            self.findings.append(rules.TRAILING_COMMENT.at(place, message, help))
        self.languages.append((span, self.language))
        if node.style == '"' and "\\" in span.text:
            odd = odd_places(node.value, self.language or UNDETERMINED)
            self.findings.extend(
                _oddity(place, span) for place in odd if self.language is not None or not depends_on_language(place)
            )
        return Located(composed(node.value), span)

    def mapping(self, node: yaml.MappingNode, span: Span, key: Located | None) -> LocatedDict:
        mapping = LocatedDict(span, key)
        seen: dict[str, Span] = {}
        for key_node, value_node in node.value:
            place = self.tagless(key_node)
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                self.findings.append(
                    rules.YAML_KEY.at(place, "a key that is not a plain word", "write the key as one word")
                )
                continue
            name = Located(key_node.value, place)
            if name in seen:
                self.findings.append(
                    rules.DUPLICATE_KEY.at(
                        place,
                        f"the key `{name}` stands twice in one mapping",
                        "keep one of the two: YAML would silently drop the other",
                        [Label(seen[name], "first written here")],
                    )
                )
                continue
            seen[name] = place
            around, self.language = self.language, _language_below(name, self.language)
            mapping[name] = self.value(value_node, name)
            self.language = around
            if mapping[name] is None and name not in self.nullable:
                help = "write the value, or leave the key out"
                if node.flow_style:
                    help += "; between braces a comma ends a text that is not in double quotes"
                self.findings.append(rules.EMPTY_VALUE.at(place, f"`{name}` has no value", help))
        return mapping


def _language_below(key: str, language: str | None) -> str | None:
    """The language of what stands under a key: the one that it names, none for a quote, else that of what is around."""
    if key in _QUOTES:
        return None
    return key if language is not None and _is_language_spelt_apart(str(key)) else language


@lru_cache(maxsize=1024)
def _is_language_spelt_apart(key: str) -> bool:
    """Whether a key is the tag of a language that has its own rules for odd characters; asked of few keys, often."""
    return key != UNDETERMINED and (is_arabic(key) or has_persian_letters(key))


def _language_of(node: yaml.Node | None) -> str:
    """The language of a document, as its own key says."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    said = next((value.value for key, value in pairs if key.value == "language"), UNDETERMINED)
    return said if isinstance(said, str) else UNDETERMINED


def _odd_findings(places: list[OddPlace], reader: _Reader) -> list[Diagnostic]:
    """The findings on odd characters, but for letters and joiners of a quote, a comment or a spelling."""
    starts = [span.start for span, _ in reader.languages]
    odd_in: dict[str, set[OddPlace]] = {}
    kept = []
    for place in places:
        if depends_on_language(place):
            number = bisect_right(starts, place.start) - 1
            inside = number >= 0 and place.start < reader.languages[number][0].end
            language = reader.languages[number][1] if inside else None  # a comment may quote, and is on no page
            if language is None:
                continue
            if language not in odd_in:
                odd_in[language] = set(odd_places(reader.source.text, language))
            if place not in odd_in[language]:
                continue
        kept.append(_oddity(place, Span(reader.source, place.start, place.end)))
    return kept


def _markers(source: Source) -> list[Diagnostic]:
    """Findings for anchors, aliases, directives and keys behind `?`, which nothing in the nodes shows any more."""
    findings = []
    for token in yaml.scan(source.text, Loader=_Loader):
        span = Span(source, _offset(token.start_mark), _offset(token.end_mark))
        if isinstance(token, yaml.DirectiveToken):
            findings.append(rules.YAML_SYNTAX.at(span, "a YAML directive", "remove the line: the format has none"))
        elif isinstance(token, yaml.KeyToken) and span.text == "?":
            findings.append(rules.YAML_KEY.at(span, "a key behind `?`", "write the key as one word, `key: value`"))
        elif isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            findings.append(
                rules.YAML_ALIAS.at(
                    span,
                    f"the YAML {'anchor' if isinstance(token, yaml.AnchorToken) else 'alias'} `{span.text}`",
                    "write the value out where it is used; entities and sources are shared by their id",
                )
            )
    return findings


def _syntax(source: Source, problem: yaml.MarkedYAMLError) -> Diagnostic:
    mark, context = problem.problem_mark or problem.context_mark, problem.context_mark
    if mark and context and problem.context:
        above = "\n" in source.text[_offset(context) : _offset(mark)]
        if _BEGUN.search(problem.context) or (above and _BEGUN_ABOVE.search(problem.context)):
            mark = context
    offset = min(mark.index if mark else 0, len(source.text))
    if offset == len(source.text):
        offset = len(source.text.rstrip())
    indent = _ODD_INDENT.search(source.text)
    if indent is not None and indent.start() <= offset:
        name = "a tab" if indent[0][-1] == "\t" else character_name(indent[0][-1])
        help = "indent with spaces only; most editors can put spaces in the place of tabs"
        return rules.YAML_SYNTAX.at(
            Span(source, indent.end() - 1, indent.end()), f"the line is indented with {name}", help
        )
    said = (problem.problem or problem.context or "not YAML").strip().lower()
    help = (
        "look at the indentation, the colons and the quotation marks of this line and the one before; "
        "a text that holds `: ` or ` #`, or begins with a quotation mark or another sign, stands in double quotes"
    )
    if "',' or" in said:
        help += "; between braces or brackets, so does one that holds a comma, a brace or a bracket"
    return rules.YAML_SYNTAX.at(
        Span(source, offset, min(offset + 1, len(source.text))), f"this is not YAML: {said}", help
    )


def read_yaml(source: Source, nullable: Collection[str] = ()) -> tuple[LocatedDict | None, list[Diagnostic]]:
    """Read one YAML document whose top is a mapping.

    Scalars stay text, in normal form C, except that a plain `null`, `~` or nothing is None. Tags, anchors, aliases,
    directives, keys behind `?`, duplicate keys, several documents, empty values, depth over 12 and size over 2,000,000
    code points are findings, and so are control and invisible characters, and what misleads in the language of its
    value.

    Args:
        source: the file.
        nullable: the keys whose value may be null.

    Returns:
        the mapping, or None where the text cannot be read as one, and the findings.
    """
    text = source.text
    if len(text) > MAX_CHARACTERS:
        place = Span(source, MAX_CHARACTERS, len(text))
        return None, [
            rules.TOO_LARGE.at(
                place, f"a file of {len(text):,} characters", f"split it: the limit is {MAX_CHARACTERS:,}"
            )
        ]
    odd = odd_places(text)
    findings = [_oddity(place, Span(source, place.start, place.end)) for place in odd]
    control = [finding for finding in findings if finding.rule is rules.CONTROL_CHARACTER]
    if control:
        # One finding, since a file in UTF-16 holds as many as letters.
        more = f" and {len(control) - 1:,} more like it" if len(control) > 1 else ""
        return None, [msgspec.structs.replace(control[0], message=control[0].message + more)]
    try:
        deep = _too_deep(text)
        if deep is not None:
            place = Span(source, deep, deep + 1)
            help = f"no mujaz file nests deeper than {MAX_DEPTH} levels: look for a bracket or an indent too many"
            return None, [*findings, rules.TOO_DEEP.at(place, "nested too deeply", help)]
        node, ends_at = _compose(text)
    except yaml.MarkedYAMLError as problem:
        return None, [*findings, _syntax(source, problem)]
    if ends_at is not None:
        place = Span(source, ends_at, min(ends_at + 3, len(text)))
        findings.append(
            rules.YAML_DOCUMENTS.at(place, "a second YAML document in one file", "move it to a file of its own")
        )
    reader = _Reader(source, nullable, _language_of(node))
    if not isinstance(node, yaml.MappingNode):
        place = Span(source, 0, 0) if node is None else reader.span(node)
        help = "write keys and values, one `key: value` a line"
        return None, [*findings, rules.WRONG_SHAPE.at(place, "the file is not a mapping", help)]
    if _MARKED.search(text) and (markers := _markers(source)):
        return None, [*findings, *markers]
    mapping = reader.mapping(node, reader.tagless(node), None)
    if odd:
        findings = [*_odd_findings(odd, reader), *findings[len(odd) :]]
    return mapping, findings + reader.findings


def _compose(text: str) -> tuple[yaml.Node | None, int | None]:
    """The first document's node, and the offset of a second document if there is one."""
    loader = _Loader(text)
    try:
        if not loader.check_node():
            return None, None
        node = loader.get_node()
        if not loader.check_node():
            return node, None
        second = loader.get_node()
        return node, _offset(second.start_mark) if second else None
    finally:
        loader.dispose()
