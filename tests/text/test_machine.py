"""What was made for programs is recognised where all of a text is so; an article in which such a line stands is not."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest

from mujaz.text.encodings import garbled, readings
from mujaz.text.kinds import kind_of_bytes, kind_of_text
from mujaz.text.machine import data_in

ARTICLE = "وصلت السفينة إلى الميناء مساء.\nوقال الربان إن البحر هادئ، وإن من كان على السفينة بخير.\n"
ENGLISH = "The ship was in the harbour by the evening.\nThe captain said that the sea was calm for all of it.\n"
NOISE = base64.encodebytes(bytes(range(256)) * 4).decode()

DATA = {
    "CSV": "id,name,port,day\n1,Ship,Harbour,2024-01-01\n2,Boat,Quay,2024-01-02\n3,Raft,Beach,2024-01-03\n",
    "a table with tabs (CSV)": "id\tname\n1\tShip\n2\tBoat\n3\tRaft\n",
    "semicolons (CSV)": "id;name;port\n1;Ship;Quay\n2;Boat;Quay\n",
    "SRT": "1\n00:00:01,000 --> 00:00:04,000\nالبحر هادئ\n\n2\n00:00:05,000 --> 00:00:08,000\nوالسفينة هنا\n",
    "WebVTT": "WEBVTT\n\n00:01.000 --> 00:04.000\nThe sea is calm\n",
    "PHP": "<?php\necho 'ship';\n",
    "a program": "#!/usr/bin/env python\nprint('ship')\n",
    "a program with braces": "body { color: red; }\n.ship {\n  margin: 0;\n}\n",
    "a program's log": "2024-01-01 10:00:00 INFO up\n2024-01-01 10:00:01 INFO on\n2024-01-01 10:00:02 INFO off\n",
    "LaTeX": "\\documentclass[12pt]{article}\n\\begin{document}\nThe ship\n\\end{document}\n",
    "BibTeX": "@article{ship,\n  title = {The ship},\n}\n",
    "RIS": "TY  - JOUR\nTI  - The ship\nER  - \n",
    "JSON": '{"ship": 1}\n{"ship": 2}\n',
    "Base64": NOISE,
    "PEM": f"-----BEGIN CERTIFICATE-----\n{NOISE}-----END CERTIFICATE-----\n",
    "WARC": "WARC/1.0\r\nWARC-Type: response\r\n\r\n<p>The ship</p>\n",
    "codes": quote(ARTICLE),
    "codes of Python": json.dumps(ARTICLE)[1:-1],
    "codes of HTML": "".join(f"&#{ord(letter)};" for letter in ARTICLE),
    "XML": '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:body xmlns:w="x"><w:t>x</w:t></w:body>',
    "HTML": f"The ship\n\n<div class='a'><p>{ENGLISH}</p><p>{ENGLISH}</p></div><br>\n",
    "a web page with its headers": "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ship</p>",
}

ARTICLES = {
    "HTTP": f"HTTP/1.1 is gone\n\n{ENGLISH}",
    "an answer of HTTP": f"HTTP/1.1 200 OK means that all went well\n\n{ENGLISH}",
    "PDF": f"%PDF-1.7 came in 2006\n\n{ENGLISH}",
    "RTF": f"{{\\rtf1 is how RTF begins\n\n{ENGLISH}",
    "PostScript": f"%!PS is how PostScript begins\n\n{ENGLISH}",
    "LaTeX": f"\\documentclass is the first line\n\n{ENGLISH}",
    "WebVTT": f"WEBVTT is what subtitles begin with\n\n{ENGLISH}",
    "a script": f"#!/bin/bash explained\n\n{ENGLISH}",
    "HTML": f"Q: What is <script>?\nA: A tag. It is not for you.\nQ: And <style> and <div>?\nA: So is <p>.\n{ENGLISH}",
    "commas": "Cairo, Beirut, Amman\nTunis, Tripoli, Sfax\nRabat, Oujda, Fez\n",
    "lines with days": "2024-01-01 The ship was here\n2024-01-02 It was gone\n2024-01-03 It was back\n",
    "lines with times": "10:00 The ship was here\n10:30 It was gone\n11:00 It was back\n",
    "a table in it": f"Port\tShips\nQuay\t3\nBeach\t4\n\n{ENGLISH}",
    "a line of subtitles in it": f"The file has 00:00:01,000 --> 00:00:04,000 in it.\n{ENGLISH * 4}",
    "a program in it": f"How to greet\n\nint main() {{\n  return 0;\n}}\n\n{ENGLISH * 2}",
    "a long word": "x" * 200,
    "per cents": "نمت الأسعار بنسبة 20% وبنسبة 30%=تقريبا\n",
}


@pytest.mark.parametrize("name", DATA)
def test_data_are_recognised(name: str) -> None:
    assert kind_of_bytes(DATA[name].encode()) is None
    assert kind_of_text(DATA[name]) is not None
    assert kind_of_text(DATA[name].replace("\r\n", "\n").replace("\n", "\r\n")) is not None


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_none(name: str) -> None:
    assert kind_of_bytes(ARTICLES[name].encode()) is None
    assert kind_of_text(ARTICLES[name]) is None


@pytest.mark.parametrize("article", [ARTICLE, ENGLISH])
def test_an_article_holds_no_data(article: str) -> None:
    assert data_in(article) == ""


RUSSIAN = "Капитан заявил, что на море было спокойно и что он не для этого вышел из порта.\n"


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "iso-8859-5"])
@pytest.mark.parametrize("read_as", ["koi8-r", "windows-1251", "iso-8859-5"])
def test_encodings_of_cyrillic_that_were_taken_for_each_other(encoding: str, read_as: str) -> None:
    text = RUSSIAN.encode(encoding).decode(read_as)
    found = garbled(text)
    assert (found is not None) == (read_as != encoding)
    if found is not None:
        assert text.encode(found.read_as).decode(found.encoding) == RUSSIAN


def test_no_reading_is_proposed_that_is_garbled_itself() -> None:
    mixed = ARTICLE.encode() * 4 + ARTICLE.encode("windows-1256")
    assert "windows-1256" not in [reading.encoding for reading in readings(mixed)]
