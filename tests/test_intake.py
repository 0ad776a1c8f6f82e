"""What desks have becomes seeds: each kind of file by the command itself, its original kept, and what is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mujaz.cli import main
from mujaz.engine.workspace import write_files
from mujaz.scaffold.init import plan_site

FILES = plan_site("موجز").files
ARRIVED = "وصلت السفينة إلى الميناء مساء أمس بعد رحلة طويلة في البحر استمرت عشرين يوما كاملة."
CALM = "تحمل السفينة حبوبا وزيتا، وقال الربان إن البحر كان هادئا في معظم أيام الرحلة."
LEAVES = "وينتظر أن تغادر السفينة الميناء في نهاية الأسبوع القادم إلى ميناء آخر على الساحل."
PAGE = f"""<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>وصول السفينة | دار الساحل</title>
<meta property="og:title" content="وصول السفينة"><meta property="og:site_name" content="دار الساحل">
<meta property="article:published_time" content="2024-04-30T08:00:00Z">
<link rel="canonical" href="https://example.org/ship"></head><body>
<nav><ul><li><a href="/">الرئيسة</a></li><li><a href="/s">سياسة</a></li></ul></nav>
<article><h1>وصول السفينة</h1><p>{ARRIVED}</p><h2>الحمولة</h2><p>{CALM}</p>
<ul><li>حبوب كثيرة</li><li>زيت زيتون</li></ul>
<table><tr><th>الصنف</th><th>الطن</th></tr><tr><td>قمح</td><td>٢٠</td></tr></table>
<figure><img src="a.png" alt=""><figcaption>السفينة في الميناء</figcaption></figure>
<p>{LEAVES}</p></article>
<div class="share"><a href="#">شارك الخبر على الشبكة</a></div>
<aside><h3>اقرأ أيضا</h3><a href="/x">خبر آخر من البحر</a></aside><footer>الحقوق محفوظة</footer></body></html>"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "site"
    write_files(root, FILES, replace=False)
    monkeypatch.chdir(root)
    return root


def run(*args: str | Path, input: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def put(site: Path, name: str, data: bytes) -> Path:
    path = site.parent / name
    path.write_bytes(data)
    return path


def seeds(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in (site / "seeds").rglob("*") if path.is_file()}


def mail(text: str = CALM, subtype: str = "plain") -> bytes:
    message = EmailMessage()
    message["From"] = "دار الساحل <news@example.org>"
    message["Date"] = "Tue, 30 Apr 2024 08:00:00 +0000"
    message["Subject"] = "وصول السفينة"
    message.set_content(f"{text}\n" if subtype == "plain" else f"<h1>خبر</h1><p>{text}</p>", subtype=subtype)
    return message.as_bytes()


def word(body: str, more: dict[str, str] | None = None) -> bytes:
    names = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{names}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{names}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{names}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{names}/wordprocessingml/2006/main"><w:body>{body}</w:body>'
        "</w:document>",
        "docProps/core.xml": '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>وصول السفينة</dc:title></p>',
    } | (more or {})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(words: str, trailer: str = "") -> bytes:
    drawn = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET" if words else "0 0 m"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Filter/Standard/V 1/R 2/O(" + "o" * 32 + ")/U(" + "u" * 32 + ")/P -4>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 7\n0000000000 65535 f \n{table}trailer<</Size 7/Root 1 0 R{trailer}>>\n"
    return data + f"{head}startxref\n{len(data)}\n%%EOF\n".encode()


ENCRYPTED = pdf("The ship", "/Encrypt 6 0 R/ID[<00><00>]")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.html", PAGE.encode(), ARRIVED),
        ("b.html", PAGE.replace("utf-8", "windows-1256").encode("windows-1256", "xmlcharrefreplace"), ARRIVED),
        ("c.eml", mail(), CALM),
        ("d.eml", mail(subtype="html"), f"خبر\n\n{CALM}"),
        (
            "k.eml",
            b"From: a@example.org\nDate: Tue, 30 Apr 2024 08:00:00 +0000\nMIME-Version: 1.0\n"
            b"Content-Transfer-Encoding: 8bit\nContent-Type: text/plain; charset=windows-1256\n\n"
            + CALM.encode("windows-1256"),
            CALM,
        ),
        ("e.docx", word(paragraph(ARRIVED) + paragraph(CALM)), f"{ARRIVED}\n\n{CALM}"),
        ("f.pdf", pdf("The ship came into the harbour in the evening."), "The ship came into the harbour"),
        ("g.txt", f"{ARRIVED}\n{CALM}\n".encode("windows-1256"), f"{ARRIVED}\n{CALM}"),
        ("h.txt", f"{ARRIVED}\n{CALM}\n".encode("utf-16"), f"{ARRIVED}\n{CALM}"),
        ("i.txt", f"{ARRIVED}\n{CALM}\n".encode("utf-16-le"), f"{ARRIVED}\n{CALM}"),
        ("j.bin", PAGE.encode(), ARRIVED),  # what a file holds counts, and not what it is called
    ],
)
def test_each_kind_becomes_a_seed_and_its_original_is_kept(site: Path, name: str, data: bytes, text: str) -> None:
    result = run("add", put(site, name, data), "--publisher", "نحن")
    assert result.exit_code == 0, result.output
    assert text in (site / f"seeds/{name[0]}.txt").read_text(encoding="utf-8")
    (original,) = (site / "seeds/originals").iterdir()
    assert original.read_bytes() == data
    record = (site / f"seeds/{name[0]}.yml").read_text(encoding="utf-8")
    assert f"file: {original.name}" in record
    assert hashlib.sha256(data).hexdigest() in record
    assert run("check", "--strict").exit_code == 0
    assert run("fmt", "--check").exit_code == 0


def test_a_page_keeps_its_shape_and_its_values_are_proposals(site: Path) -> None:
    result = run("add", put(site, "ship.html", PAGE.encode()))
    assert result.exit_code == 0
    listed = "- حبوب كثيرة\n- زيت زيتون\n\n| الصنف | الطن |\n| قمح | ٢٠ |\n\nالسفينة في الميناء"
    shape = f"الحمولة\n\n{CALM}\n\n{listed}\n\n{LEAVES}\n"
    assert (site / "seeds/ship.txt").read_text(encoding="utf-8").endswith(shape)
    record = (site / "seeds/ship.yml").read_text(encoding="utf-8")
    for line in (
        "title: وصول السفينة",
        "publisher: دار الساحل",
        "url: https://example.org/ship",
        "published: 2024-04-30",
    ):
        before, _, _ = record.partition(f"\n{line}\n")
        assert before.splitlines()[-1].startswith("# proposed, from "), line
    for words in ("الرئيسة", "شارك الخبر على الشبكة", "خبر آخر من البحر"):
        assert f"left out: «{words}»" in result.stderr


def test_what_somebody_says_is_no_proposal(site: Path) -> None:
    assert run("add", put(site, "ship.html", PAGE.encode()), "--publisher", "نحن").exit_code == 0
    record = (site / "seeds/ship.yml").read_text(encoding="utf-8")
    assert "publisher: نحن\n" in record
    assert "دار الساحل" not in record


REFUSED = {
    "address": (None, "nothing is fetched"),
    "empty": (b"", "words"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "type what it shows"),
    "archive": (gzip.compress(b"x" * 99), "unpack it"),
    "binary": (bytes(range(256)) * 9, "plain text"),
    "json": (b'{"title": "x", "body": "y"}', "plain text"),
    "csv": (b"name,age,town\n" + b"a,1,b\nc,2,d\ne,3,f\n" * 9, "plain text"),
    "page without a body": (b"<!doctype html><html><head><title>x</title></head><body></body></html>", "browser"),
    "encrypted PDF": (ENCRYPTED, "password"),
    "scanned PDF": (pdf(""), "character recognition"),
    "damaged PDF": (b"%PDF-1.7\n\x00\x01", "get it again"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(60), "plain text"),
    "old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "plain text"),
    "mail without words": (mail(" ") + b"\n", "attached"),
    "Word document without words": (word(""), "name the file"),
    "Word document with entities": (word(paragraph("x"), {"word/x.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "copy"),
    "Word bomb": (word(paragraph("x"), {"word/media/x.bin": "x" * 50_000_001}), "copy"),
    "Word document with bad XML": (word("<w:p>"), "word processor"),
    "page with too many tags": (b"<!doctype html><html><body>" + b"<p>x</p>" * 110_000, "copy"),
    "Word document of deep tables": (word("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000), "copy"),
    "mail in no encoding": (
        b"From: a@b.org\nMIME-Version: 1.0\nContent-Type: text/plain; charset=klingon\n\n\xe4\xe5 words\n",
        "mail program",
    ),
    "deep page": (b"<!doctype html><html><body>" + b"<div>" * 50_000 + b"</html>", "copy"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_article_is_refused_with_what_to_do(site: Path, kind: str) -> None:
    data, help = REFUSED[kind]
    before = seeds(site)
    source = "https://example.org/ship" if data is None else put(site, "ship.txt", data)
    result = run("add", source, "--publisher", "x")
    assert result.exit_code in (1, 2), result.output
    assert help in result.output
    assert seeds(site) == before


def test_a_library_that_is_not_installed_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> None:
        raise ImportError(module)

    monkeypatch.setattr("mujaz.scaffold.intake.extract.import_module", missing)
    for name, data in (("a.html", PAGE.encode()), ("b.docx", word(paragraph("x"))), ("c.pdf", pdf("x"))):
        result = run("add", put(site, name, data), "--publisher", "x")
        assert result.exit_code == 2
        assert "pip install 'mujaz[import]'" in result.stderr


def test_a_folder_is_added_file_by_file(site: Path) -> None:
    folder = site.parent / "inbox"
    folder.mkdir()
    (folder / "a.html").write_bytes(PAGE.encode())
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (folder / "c.eml").write_bytes(mail())
    result = run("add", folder)
    assert result.exit_code == 1
    assert "2 of 3 articles were added" in result.stderr
    assert {"seeds/a.txt", "seeds/c.txt"} <= seeds(site)
    assert "seeds/b.txt" not in seeds(site)
    assert run("add", folder, "--id", "x").exit_code == 2


def test_a_dry_run_prints_and_writes_nothing(site: Path) -> None:
    before = seeds(site)
    result = run("add", "-", "--id", "ship", "--dry-run", input=PAGE.encode())
    assert result.exit_code == 0
    assert ARRIVED in result.stdout
    assert "publisher: دار الساحل" in result.stdout
    assert seeds(site) == before


def test_at_a_terminal_the_text_is_shown_and_asked_about(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mujaz.cli.add._at_terminal", lambda: True)
    page, before = put(site, "ship.html", PAGE.encode()), seeds(site)
    result = run("add", page, input=b"n\n")
    assert ARRIVED in result.stderr
    assert seeds(site) == before
    assert run("add", page, input=b"y\n").exit_code == 0
    assert "seeds/ship.txt" in seeds(site)


def test_the_text_is_edited_before_it_is_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def edited(text: str, **_: object) -> str:
        assert "شارك الخبر على الشبكة" in text
        return text.replace(f"{LEAVES}\n", "")

    monkeypatch.setattr("mujaz.cli.add.click.edit", edited)
    assert run("add", put(site, "ship.html", PAGE.encode()), "--edit").exit_code == 0
    text = (site / "seeds/ship.txt").read_text(encoding="utf-8")
    assert CALM in text
    assert LEAVES not in text
    assert "شارك" not in text


def test_what_is_there_already_is_told(site: Path) -> None:
    text = (site / "seeds/apollo-11.txt").read_text(encoding="utf-8")
    same = run("add", put(site, "a.txt", text.encode()), "--publisher", "x", "--dry-run")
    assert "the seed `apollo-11` has the same words" in same.stderr
    assert "is repeated: «" in same.stderr
    near = run("add", put(site, "b.txt", f"{text}\n{ARRIVED}\n".encode()), "--publisher", "x", "--dry-run")
    assert "the seed `apollo-11` is much alike" in near.stderr
    other = run("add", put(site, "c.txt", f"{ARRIVED}\n{CALM}\n".encode()), "--publisher", "x", "--dry-run")
    assert "the seed `" not in other.stderr
    assert "is repeated" not in other.stderr


def test_originals_are_not_published(site: Path) -> None:
    assert run("add", put(site, "ship.html", PAGE.encode())).exit_code == 0
    assert run("build", "--no-cache").exit_code == 0
    published = [path for path in (site / "site").rglob("*") if path.is_file()]
    assert published
    assert not any("originals" in path.relative_to(site).as_posix() for path in published)
    assert not any("شارك الخبر".encode() in path.read_bytes() for path in published)
