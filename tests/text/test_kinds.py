"""What is no article is recognised by what it holds, and an article about it is not."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from mujaz.text.kinds import kind_of_bytes, kind_of_text

ARTICLE = "وصلت السفينة إلى الميناء مساء.\nوقال الربان إن البحر هادئ.\n"
PARAGRAPHS = "<p>وصلت السفينة إلى الميناء.</p>\n<p>وقال الربان إن البحر هادئ.</p>\n"


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return file.getvalue()


NOISE = bytes(range(256)) * 4
BINARY = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "PDF document": b"\n\n%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n",
    "PostScript": b"%!PS-Adobe-3.0\n",
    "RTF": b"{\\rtf1\\ansi\\ansicpg1256 \\'e6\\'d5}",
    "DOCX": zipped("[Content_Types].xml", "word/document.xml"),
    "XLSX": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "PPTX": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "ODT": zipped("mimetype", "content.xml"),
    "EPUB": zipped("mimetype", "META-INF/container.xml"),
    "ZIP": zipped("article.txt"),
    "archive (ZIP)": b"PK\x03\x04" + NOISE,
    "office program": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE,
    "PNG": b"\x89PNG\r\n\x1a\n" + NOISE,
    "JPEG": b"\xff\xd8\xff\xe0" + NOISE,
    "GIF": b"GIF89a" + NOISE,
    "TIFF": b"II*\x00" + NOISE,
    "BMP": b"BM" + NOISE,
    "WebP": b"RIFF\x00\x00\x00\x00WEBP" + NOISE,
    "HEIC": b"\x00\x00\x00\x18ftypheic" + NOISE,
    "MP4": b"\x00\x00\x00\x18ftypisom" + NOISE,
    "MP3": b"ID3\x03\x00" + NOISE,
    "Ogg": b"OggS\x00" + NOISE,
    "gzip": gzip.compress(ARTICLE.encode()),
    "7z": b"7z\xbc\xaf\x27\x1c" + NOISE,
    "RAR": b"Rar!\x1a\x07\x00" + NOISE,
    "tar": tar() + NOISE,
    "SQLite": b"SQLite format 3\x00" + NOISE,
    "no text": b"\x01\x02\x03\x04" + NOISE,
}


@pytest.mark.parametrize("name", BINARY)
def test_files_of_programs_are_recognised(name: str) -> None:
    kind = kind_of_bytes(BINARY[name])
    assert kind is not None
    assert name in kind.name
    assert kind.help


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode(),
        "\ufeffBMW وصلت".encode(),
        b"BM, PK, MZ, ID3 and GIF89a are signatures.",
        b"PK\x20is a word",
        ARTICLE.encode("utf-16"),
        ARTICLE.encode("utf-16-le"),
        ARTICLE.encode("utf-16-be"),
        "The ship came in.".encode("utf-16-le"),
        ARTICLE.replace("،", "").encode("windows-1256"),
        b"A PDF begins with %PDF-1.7, he said.",
    ],
)
def test_texts_are_not_taken_for_them(data: bytes) -> None:
    assert kind_of_bytes(data) is None


TEXTS = {
    "web page": [
        "<!DOCTYPE html>\n<html><head><title>خبر</title></head><body><p>نص</p></body></html>",
        "\n<!-- saved from url=(0022)https://example.org/ -->\n<html lang=ar><body>نص",
        "<html><body>وصلت السفينة</body></html>",
        PARAGRAPHS,
        '<div class="article"><h1>خبر</h1>\n' + PARAGRAPHS + "</div>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML" "x">\n<html><body><p>نص</p></body></html>',
        "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html>",
        '<META charset="utf-8"><TITLE>News</TITLE><BODY><P>One<P>Two',
        "[InternetShortcut]\nURL=https://example.org/\n",
    ],
    "e-mail": [
        "Received: from a.example\n\tby b.example\nFrom: A <a@example.org>\nSubject: x\n\nنص",
        "From: a@example.org\nTo: b@example.org\nSubject: x\nDate: Tue, 5 Mar 2024 10:11:12 +0000\n\nنص",
        "Subject: =?utf-8?B?2K7YqNix?=\nFrom: a@example.org\n\nنص",
        "From a@example.org Tue Mar  5 10:11:12 2024\nMessage-ID: <1@example.org>\nSubject: x\n\nنص",
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nنص",
    ],
    "MHT": [
        'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"\n\n--x\n',
    ],
    "RSS": ['<?xml version="1.0"?>\n<rss version="2.0"><channel><title>خبر</title></channel></rss>'],
    "Atom": ['<feed xmlns="http://www.w3.org/2005/Atom"><title>خبر</title></feed>'],
    "SVG": ['<svg xmlns="http://www.w3.org/2000/svg"><text>خبر</text></svg>'],
    "XML": ['<?xml version="1.0"?>\n<!-- x -->\n<article><para>نص</para></article>'],
    "JSON": ['{"title": "خبر", "body": "نص"}', '[{"title": "خبر"}]'],
    "calendar": ["BEGIN:VCALENDAR\nSUMMARY:x\nEND:VCALENDAR"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in TEXTS.items() for text in texts])
def test_texts_for_programs_are_recognised(name: str, text: str) -> None:
    kind = kind_of_text(text)
    assert kind is not None
    assert name in kind.name or (name == "web page" and "web page" in kind.help)
    assert "plain text" in kind.help


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "<script> is a tag that runs a program in a page, he said. " * 3,
        "<p> فتحت الوسم ولم تغلقه، وهذا شرح طويل لما يعنيه هذا الوسم في صفحات الشبكة منذ أول يوم لها حتى اليوم",
        "In HTML a paragraph is <p>…</p>, a link <a href='x'>…</a> and a page <html><body>…</body></html>.",
        "<!DOCTYPE html> is the first line of a page, and browsers look at it.",
        "<Reuters> - The ship came in.",
        "From: the ministry\nTo: the press\nSubject: the port\nDate: 5 March 2024\n\nThe ship came in.",
        "Baghdad: The ship came in.\nBasra: It left.",
        "Note: one\nDate: today\nIt came in.",
        "From here to there the ship sailed\nand came in.",
        "[Reuters] The ship came in.",
        "{{ ship }} came in",
        "# خبر\n\n- <b>نص</b>\n",
        "x < y and y > z",
    ],
)
def test_articles_are_not_taken_for_them(text: str) -> None:
    assert kind_of_text(text) is None
