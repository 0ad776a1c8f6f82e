"""Word documents (DOCX): their words, without pictures, and what their properties say."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from mujaz.scaffold.intake.extract import BY_HAND, Extract, library, proposals
from mujaz.scaffold.intake.shape import laid_out
from mujaz.scaffold.intake.web import tree_of
from mujaz.scaffold.plan import RefusedError

_MOST_UNPACKED = 50_000_000  # bytes of all parts together
_MOST_XML = 20_000_000  # bytes of one part with words
_MOST_PARTS = 5_000
_PROPERTIES = "docProps/core.xml"


def read_word(data: bytes) -> Extract:
    """Take the text from a Word document (ECMA-376), whose headings, lists and tables keep their shape.

    Raises:
        RefusedError: the document is damaged, unpacks to too much, or has no words; or a library is not installed.
    """
    known = _look_into(data)
    mammoth, reader = library("mammoth", "mammoth", "a Word document")
    try:
        page = mammoth.convert_to_html(BytesIO(data), convert_image=lambda _: []).value
    except Exception as problem:  # of a damaged part it raises what its XML reader and its own code do
        what = " ".join(str(problem).split())[:80] or type(problem).__name__
        raise RefusedError(f"the Word document is damaged: {what}", f"open it in a word processor: {BY_HAND}") from None
    root = tree_of(page)
    text = laid_out(root) if root is not None else ""
    if not any(map(str.isalnum, text)):
        raise RefusedError("the Word document has no words", "name the file that holds the article")
    return Extract("a Word document (DOCX)", "docx", reader, text, proposals(*known))


def _look_into(data: bytes) -> list[tuple[str, str | None, str]]:
    """What a document's properties say, once its parts are known to be of a size and kind that can be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise RefusedError(f"the Word document unpacks to more than {_MOST_UNPACKED:,} bytes", BY_HAND)
            properties = b""
            for part in parts:
                if not part.filename.endswith((".xml", ".rels")):
                    continue
                with archive.open(part) as file:  # what its head says of its size may be untrue
                    words = file.read(_MOST_XML + 1)
                if len(words) > _MOST_XML:
                    raise RefusedError(f"a part of the Word document has more than {_MOST_XML:,} bytes", BY_HAND)
                if b"<!DOCTYPE" in words or b"<!ENTITY" in words:
                    raise RefusedError("the Word document declares entities, which none needs", BY_HAND)
                if part.filename == _PROPERTIES:
                    properties = words
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        help = f"open it in a word processor, and save it anew without a password; or {BY_HAND}"
        raise RefusedError("the Word document is damaged or encrypted", help) from None
    return _properties(properties)


def _properties(data: bytes) -> list[tuple[str, str | None, str]]:
    from lxml import etree  # late: only such documents need it

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)) if data else None
    except etree.XMLSyntaxError:
        root = None
    values = (
        {} if root is None else {etree.QName(each).localname: each.text for each in root if isinstance(each.tag, str)}
    )
    return [
        (key, values.get(name), f"the property `{name}` of the document")
        for key, name in (("title", "title"), ("author", "creator"), ("published", "created"))
    ]
