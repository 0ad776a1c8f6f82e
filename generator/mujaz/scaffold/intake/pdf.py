"""PDF documents: the letters on their pages, which a person has to compare."""

from __future__ import annotations

import re
import unicodedata

from mujaz.scaffold.intake.extract import BY_HAND, Extract, library, proposals
from mujaz.scaffold.plan import RefusedError

_MOST_PAGES = 500
_MOST_LETTERS = 5_000_000  # code points


def read_pdf(data: bytes) -> Extract:
    """Take the text from a PDF document (ISO 32000), normalised to NFKC since PDF stores the forms of Arabic letters.

    Raises:
        RefusedError: it is encrypted, damaged or too long, or its pages are pictures; or a library is not installed.
    """
    pdfium, reader = library("pypdfium2", "pypdfium2", "a PDF document")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        if "password" in str(problem).lower() or "security" in str(problem).lower():
            help = f"open it with its password, and print it into a new PDF; or {BY_HAND}"
            raise RefusedError("the PDF document is encrypted", help) from None
        raise RefusedError("the PDF document is damaged", f"get it again, or {BY_HAND}") from None
    try:
        if len(document) > _MOST_PAGES:
            help = "print the pages of the article into a PDF of their own"
            raise RefusedError(f"the PDF document has {len(document):,} pages, and {_MOST_PAGES} are read", help)
        pages: list[str] = []
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            pages.append(_tidy(words.get_text_range()))
            words.close()
            page.close()
            if sum(map(len, pages)) > _MOST_LETTERS:
                raise RefusedError(f"the PDF document has more than {_MOST_LETTERS:,} letters", BY_HAND)
        values = document.get_metadata_dict(skip_empty=True)
    except pdfium.PdfiumError:
        raise RefusedError("the PDF document is damaged", f"get it again, or {BY_HAND}") from None
    finally:
        document.close()
    text = "\n\n".join(filter(None, pages)) + "\n"
    if not any(map(str.isalnum, text)):
        help = "let a program for character recognition read it, compare each word, and add the text"
        raise RefusedError("the pages of the PDF document are pictures without text", help)
    made = re.sub(r"^D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", values.get("CreationDate", ""))
    return Extract(
        "a PDF document",
        "pdf",
        reader,
        text,
        proposals(
            ("title", values.get("Title"), "`Title` of the document"),
            ("author", values.get("Author"), "`Author` of the document"),
            ("published", made, "`CreationDate` of the document"),
        ),
        notes=("compare the text with the pages: letters, lines and columns of a PDF may be out of order",),
    )


def _tidy(page: str) -> str:
    """The text of a page without the signs that stand for the ends of its lines."""
    page = unicodedata.normalize("NFKC", page.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "-"))
    page = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "", page)
    return "\n".join(line.rstrip() for line in page.split("\n")).strip("\n")
