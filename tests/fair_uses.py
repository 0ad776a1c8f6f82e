"""What a site with restricted articles may publish, and nobody should have to ask for: each gives a file."""

# A table, in which a line is an example.
# ruff: noqa: E501

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

File = tuple[str, str | bytes]

_PHRASES = {
    "a phrase": "The harbour office said late on Sunday that there was news.",
    "eleven words in a row": "the older of the two dams had been due for repair",
    "two phrases": "The harbour office said late on Sunday it knew. The money stayed with the bank for another year.",
    "the title": "Old dams were due for repair",
    "the title and its publisher": "Old dams were due for repair. Harbour Gazette, 2024.",
    "both titles": "Old dams were due for repair; السدان القديمان كانا بحاجة إلى صيانة",
    "the title in a list": "<ul><li><a href='x.html'>Old dams were due for repair</a></li></ul>",
    "a paraphrase": "According to the port authority, one of the dams needed work since early in the year, but none of three "
    "bidders ever got a contract, so that the funds were not spent. Two of its engineers had warned of leaks in the wall, "
    "and a committee of the council postponed the matter because of elections.",
    "a denser paraphrase": "Repair of the older dam had been due; the three firms that made an offer never got a contract. "
    "In their report two engineers described water in the eastern wall; in March the council's committee put the warning "
    "off. Farmers saw puddles and wanted a visit. Half of the instruments were out of order, a spokesman admitted later. "
    "Nobody could open the gates by hand in the storm.",
    "an Arabic paraphrase": "قالت الهيئة إن السدين كانا يحتاجان إلى إصلاح قبل سنين، ولم تحصل أي شركة على عقد، فظلت الأموال "
    "كما هي. وحذر مهندسان من تسرب المياه، لكن لجنة في المجلس أجلت الأمر بسبب الانتخابات.",
    "an Arabic phrase": "أعلنت الهيئة أن السدين القديمين كانا بحاجة إلى صيانة، كما قيل.",
    "a translation": "Le bureau du port a annoncé que le plus ancien des deux barrages devait être réparé depuis le printemps.",
    "a critique of a sentence": "That “measuring instruments showed nothing unusual” is no answer, as half of them were "
    "broken.",
    "a headline of another paper": "Dams burst after storm; harbour office blames council and firms",
    "names": "Harbour Gazette, Two Dams, Eastern Wall, Sluice Station, Harbour Office, City Council, Weather Service",
    "numbers": " ".join(map(str, range(2_000))),
    "dates": " ".join(f"{year}-03-{day:02}" for year in range(1990, 2020) for day in range(1, 29)),
    "a list of months": "January February March April May June July August September October November December " * 40,
    "letters": " ".join("abcdefghijklmnopqrstuvwxyz" * 30),
    "single Arabic letters": " ".join("ابتثجحخدذرزسشصضطظعغفقكلمنهوي" * 30),
    "common phrases": "at the end of the day, in the first place, on the other hand, as a matter of fact, for the time being",
    "common Arabic phrases": "على الرغم من ذلك، ومن ناحية أخرى، في نهاية المطاف، بالإضافة إلى ذلك، وفي الوقت نفسه، على حد قوله",
    "words of the subject": "dams repair contract engineers storm gates council committee elections valley farmers",
    "a glossary": ". ".join(
        f"{word}: see the entry on {word} in our manual of terms"
        for word in ("Dam", "Sluice", "Contract", "Valley", "Committee", "Instrument", "Spokesman", "Crank", "Storm")
    ),
    "an open article's passage": "Farmers below the valley noticed muddy puddles in dry weather and asked for a visit.",
    "an open article's words": "The weather service announced that rain would fall over the northern coast until Thursday, "
    "and asked everybody to keep away from the river.",
    "text of the same length": " ".join(f"word{number % 700}" for number in range(4_000)),
    "a poem": "Water comes and water goes, who has seen it no one knows, over stone and under sand, so it leaves the land.",
    "a law": "Whoever operates a dam shall have it examined once a year by two engineers, who report to the council; the "
    "council may not put a warning aside, and pays what repair costs within three months.",
    "a house style": "Write numbers below ten in words. Say who says it. Quote no more than you need, and link to the source.",
    "one letter a cell": "<table><tr>" + "".join(f"<td>{c}</td>" for c in "crossword" * 60) + "</tr></table>",
    "long words": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3,
    "an address": '<a href="https://example.org/old-dams-were-due-for-repair?utm_source=feed&amp;id=0123456789abcdef">x</a>',
    "a digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "a key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE",
    "per cent": "Between 10 % and 20 % of 30 % are 3 % to 6 %, or 4.5 % on average; 100 % are 1.",
    "escapes": r"\n stands for the end of a line, \t for a tab, \u0627 for alef and \x41 for A; \0627 in styles.",
    "references": "&amp;lt; is how &lt; is written; &#1575; is alef.",
    "markup as text": "<pre>&lt;p title=&quot;x&quot;&gt;text&lt;/p&gt;</pre>" * 20,
    "hidden characters": "a\u200bb\u00adc\u2060d " * 200,
    "other scripts": "水は来たり、水は行く。 Вода приходит и уходит. Το νερό έρχεται. המים באים והולכים.",
    "quotes from elsewhere": "“We have nothing to fear but the river”, as people on the coast say when the rain sets in.",
    "an interview": "Q: Was the dam old? A: It was. Q: Who was to repair it? A: Nobody was asked. Q: Why? A: Ask them.",
    "a table": "<table><tr><th>Year</th><th>Dams</th></tr>" + "<tr><td>2001</td><td>2</td></tr>" * 200 + "</table>",
    "right to left": '<p dir="rtl">خبر عن سدين</p><bdo dir="ltr">12</bdo>',
    "a hidden note on each line": "<p>The dam <span hidden>old dams</span> is old.</p>" * 40,
    "struck words": "<p>It was <del>due</del> late for <s>repair</s> <sub>1</sub>.</p>" * 40,
    "words in the subject's order": "The harbour office knew on Sunday of two dams that needed repair in spring; no contract had been signed by "
    "three firms; money stayed in a bank; engineers wrote in a report of water in the eastern wall; a warning came to the council.",
    "Arabic words in the subject's order": "قالت الهيئة إن السدين يحتاجان صيانة منذ سنوات، ولم توقع الشركات عقدا، وبقيت الأموال في "
    "المصرف، وكتب مهندسان تقريرا عن تسرب المياه في الجدار، ووصل التحذير إلى المجلس في آذار.",
    "Braille": "⠠⠞⠓⠑ ⠙⠁⠍ " * 40,
    "a dump of bytes": "<pre>"
    + "00000000: 5468 6520 6461 6d20 6973 206f 6c64 2e0a  The dam is old..\n" * 40
    + "</pre>",
    "a table of letters": "<table>" + "<tr><td>d</td><td>a</td><td>m</td></tr>" * 40 + "</table>",
    "labels at places": "<svg>" + "".join(f'<text x="{n}" y="9">dam</text>' for n in range(60)) + "</svg>",
    "a comment": "<!-- here go the notes on the two dams -->",
}


def _page(body: str) -> Callable[[], File]:
    return lambda: ("a/page.html", f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>")


def _zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "The harbour office said so.")
        archive.writestr("b/c.png", _png())
    return stream.getvalue()


def _png() -> bytes:
    rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(64)) for y in range(64))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


_FILES: dict[str, Callable[[], File]] = {
    "an empty file": lambda: ("a.txt", ""),
    "an empty page": lambda: ("a.html", "<p></p>"),
    "a zero": lambda: ("a.txt", b"\0"),
    "a picture": lambda: ("a.png", _png()),
    "a drawing": lambda: ("a.svg", '<svg><path d="M0 0L9 9Z"/><text x="1">Two dams</text></svg>'),
    "a JPEG": lambda: (
        "a.jpg",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + bytes(range(256)) * 40 + b"\xff\xd9",
    ),
    "a font": lambda: ("a.woff2", b"wOF2\0\1\0\0" + bytes(range(255, 0, -1)) * 60),
    "an archive": lambda: ("a.zip", _zipped()),
    "a packed sitemap": lambda: ("sitemap.xml.gz", gzip.compress(b"<urlset><url><loc>https://x/</loc></url></urlset>")),
    "a script": lambda: ("a.js", "const a=[1,2,3].map(n=>n*2);" * 300),
    "a style": lambda: ("a.css", 'a::before{content:"\\201C"}' * 300),
    "a map of a script": lambda: ("a.js.map", json.dumps({"version": 3, "mappings": "AAAA,SAASA,EAAE;" * 400})),
    "a feed": lambda: (
        "feed.xml",
        "<feed><title>Two dams</title><summary>Old dams were due for repair</summary></feed>",
    ),
    "data": lambda: ("a.json", json.dumps([{"id": n, "title": "Old dams were due for repair"} for n in range(300)])),
    "a text in UTF-16": lambda: ("a.txt", "The harbour office said so.".encode("utf-16")),
    "a text in Latin-1": lambda: ("a.txt", "Le bureau du port a annonc\xe9.".encode("latin-1")),
    "a calendar": lambda: ("a.ics", "BEGIN:VEVENT\r\nSUMMARY:Two dams\r\nEND:VEVENT\r\n"),
    "a manifest": lambda: (".mujaz.json", json.dumps({f"{n}.html": "0" * 64 for n in range(500)})),
}

USES: dict[str, Callable[[], File]] = {name: _page(f"<p>{text}</p>") for name, text in _PHRASES.items()} | _FILES
QUOTING: frozenset[str] = frozenset()
"""Uses that only a seed of which passages may be quoted allows."""
