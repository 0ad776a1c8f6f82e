"""S11: the text of a seed that its record keeps back is in no file of a site, and in no report."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from click.testing import CliRunner

from fair_uses import QUOTING, USES
from hiding_places import LANGUAGE, PLACES, UNREADABLE, File
from mujaz.cli import main
from mujaz.editors.states import two_states
from mujaz.engine.guards import Guards
from mujaz.engine.pipeline import check_site, generate
from mujaz.report import json as json_report
from mujaz.report import text as report
from mujaz.review.compare import compare
from mujaz.review.documents import Terms
from mujaz.review.formats import FORMATS, renderer
from mujaz.review.objects import Review
from mujaz.review.pages import pages_of_changes
from mujaz.rights.runs import SHORTEST, Shingles, common_runs, words_of
from mujaz.site.audit import Fault
from mujaz.site.build import located
from mujaz.site.rightsgate import Gate
from mujaz.syntax.diagnostics import Diagnostic
from proof import Proof, Run
from quoting import attempts, before, quoting_all, replacements, said_of_article, write_files
from site_in_git import Site, environment

ENGLISH = (
    "The harbour office said late on Sunday that the older of the two dams had been due for repair since the spring. "
    "No contract was ever signed by any of the three firms that had sent an offer, and the money stayed with the bank. "
    "Two engineers wrote in their yearly report that water was seeping through the eastern wall near the sluice. "
    "Their warning reached the council in March, where a committee put it aside until the elections were over. "
    "Farmers below the valley noticed muddy puddles in dry weather and asked for a visit. "
    "A spokesman answered that measuring instruments showed nothing unusual, although half of them had been out of "
    "order for months. When the storm came, the gates could not be opened by hand, because the crank had been lent to "
    "another station."
)
ARABIC = (
    "أعلنت الهيئة أن السدين القديمين كانا بحاجة إلى صيانة عاجلة منذ سنوات طويلة ولم ينفذ شيء من ذلك حتى الآن. "
    "ولم توقع أي من الشركات الثلاث التي قدمت عروضها عقدا واحدا، وبقيت الأموال المرصودة في حساب المصرف. "
    "وكتب مهندسان في تقريرهما السنوي أن المياه تتسرب عبر الجدار الشرقي قرب البوابة السفلى. "
    "ووصل تحذيرهما إلى المجلس البلدي في آذار، فأرجأته لجنة مختصة ريثما تنتهي الانتخابات المحلية. "
    "ولاحظ مزارعون أسفل الوادي بركا موحلة في طقس جاف وطلبوا زيارة ميدانية. "
    "ورد متحدث بأن أجهزة القياس لا تظهر شيئا غير معتاد، مع أن نصفها معطل منذ أشهر. "
    "وحين هبت العاصفة تعذر فتح البوابات يدويا لأن ذراع التدوير كانت معارة لمحطة أخرى."
)
TITLES = {"en": "Old dams were due for repair", "ar": "السدان القديمان كانا بحاجة إلى صيانة"}
TEXTS = {"en": ENGLISH, "ar": ARABIC}
OPEN = (
    "The weather service announced that rain would fall over the northern coast until Thursday, and asked everybody to "
    "keep"
)
_CONFIGURATION = """\
site_name: Gate
use_directory_urls: false
theme: {name: material, language: en, font: false}
plugins: [search, mujaz]
markdown_extensions: [attr_list, def_list, md_in_html]
extra:
  alternate:
    - {lang: en, name: English, link: en/index.html}
nav: [{Home: index.md}, {English: en/index.md}]
not_in_nav: /en/
"""


def write_site(root: Path, rights: str, policy: str = "", titles: dict[str, str] = TITLES) -> None:
    """Write a site with an article in each language, whose records say the same of rights."""
    files = {
        "mkdocs.yml": _CONFIGURATION,
        "docs/index.md": "# Gate\n",
        "editorial.yml": policy,
        "briefs/dams.yml": "language: en\ntitle: Two dams\nseeds: [dams-en, dams-ar]\nnotes:\n"
        "  - {id: repair, at: {seed: dams-en, exact: had been due for repair}, title: Repair, body: It was late.}\n",
        "seeds/office.txt": f"{OPEN} away from the river. {ENGLISH.split('. ')[4]}.\n",
    }
    for language, text in TEXTS.items():
        files[f"seeds/dams-{language}.txt"] = f"{text}\n"
    for name in ("dams-en", "dams-ar", "office"):
        language = name[-2:] if name != "office" else "en"
        title = titles[language] if name != "office" else "Weather"
        digest = hashlib.sha256(files[f"seeds/{name}.txt"].encode()).hexdigest()
        files[f"seeds/{name}.yml"] = (
            f"language: {language}\ntitle: {json.dumps(title, ensure_ascii=False)}\npublisher: Harbour Gazette\n"
            f"rights: {'full' if name == 'office' else rights}\nsha256: {digest}\n"
        )
    for name, content in files.items():
        if content:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")


def guards_of(root: Path) -> Guards:
    """What of a site may not be shown."""
    result = generate(root, dry=True)
    assert result.guards is not None, result.diagnostics
    return result.guards


def look(guards: Guards, folder: Path, file: File) -> list[Diagnostic]:
    """The findings of the gate on a site of one file."""
    name, content = file
    shutil.rmtree(folder, ignore_errors=True)
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    def at(fault: Fault) -> Diagnostic:
        return located(fault, folder, "site")

    gate, data = Gate(guards), path.read_bytes()
    sight = gate.look_at(name, data)
    leaks, unread = {name: gate.leaks(sight)}, {name: sight.unread} if sight.unread else {}
    return gate.findings(leaks, unread, lambda _: data, at)


def _rules(found: list[Diagnostic]) -> set[str]:
    return {finding.rule.name for finding in found}


def _places(run: Run, guards: Guards, rights: str) -> None:
    places: list[tuple[str, str, Callable[[str], File]]] = [
        (name, language, place)
        for name, place in PLACES.items()
        for language in TEXTS
        if LANGUAGE.get(name, language) == language
    ]
    for name, language, place in run.some(places, 40):
        with run.attempt(f"{name}, {language}, {rights}"):
            found = _rules(look(guards, run.folder / "built", place(TEXTS[language])))
            assert "rights-leak" in found, sorted(found) or "nothing was found"
    for name, place in run.some(list(UNREADABLE.items()), 6):
        with run.attempt(f"{name}, {rights}"):
            found = _rules(look(guards, run.folder / "built", place(ENGLISH)))
            assert found & {"unsearched-file", "rights-leak"}, "nothing was found"


def _uses(run: Run, guards: Guards, rights: str) -> None:
    """What may be published, and is refused by nobody."""
    uses = [(name, make) for name, make in USES.items() if rights != "link" or name not in QUOTING]
    for name, make in run.some(uses, 20):
        with run.attempt(f"may be published, {rights}: {name}"):
            found = look(guards, run.folder / "built", make())
            assert not found, [finding.message for finding in found]


def _shows(text: str) -> str:
    """The longest run of words of the articles in a text."""
    words = words_of(text)
    known = [words_of(article) for article in TEXTS.values()]
    runs = common_runs(words, Shingles.of(known), known.__getitem__)
    longest = max(runs, key=lambda found: found.length, default=None)
    if longest is None or longest.length < SHORTEST:
        return ""
    return f"{longest.length} words in a row, from word {longest.start}"


_CHANGES: dict[str, dict[str, tuple[str, str]]] = {
    "the text becomes another": {"seeds/dams-en.txt": (ENGLISH, ARABIC), "seeds/dams-ar.txt": (ARABIC, ENGLISH)},
    "each line is edited": {"seeds/dams-en.txt": (". ", "!\n"), "seeds/dams-ar.txt": (". ", "!\n")},
    "one word is another": {"seeds/dams-en.txt": ("storm", "flood"), "seeds/dams-ar.txt": ("العاصفة", "السيول")},
    "the text is empty": {"seeds/dams-en.txt": (ENGLISH, "x"), "seeds/dams-ar.txt": (ARABIC, "x")},
    "it is opened": {"seeds/dams-en.yml": ("rights: link", "rights: full")},
    "a quote is added": {"briefs/dams.yml": ("exact: had been due for repair", f"exact: {json.dumps(ENGLISH[:300])}")},
    "a quote is lost": {
        "briefs/dams.yml": ("exact: had been due for repair", f"exact: {json.dumps(ENGLISH[5:400] + 'y')}")
    },
    "prose repeats it": {"briefs/dams.yml": ("body: It was late.", f"body: {json.dumps(ENGLISH)}")},
    "hidden characters come in": {"seeds/dams-en.txt": (" ", " \u202e"), "seeds/dams-ar.txt": (" ", " \u202e")},
    "a translation is added": {
        "seeds/dams-en.yml": (
            "rights: link",
            "rights: link\ntranslation: {language: ar, sentences: ["
            + ", ".join(
                json.dumps({"exact": ours, "text": theirs}, ensure_ascii=False)
                for ours, theirs in zip(ENGLISH.split(". "), ARABIC.split(". "), strict=False)
            )
            + "]}",
        )
    },
}


def _reports(run: Run) -> None:
    for number, (name, changes) in enumerate(run.some(list(_CHANGES.items()), 2)):
        root = run.folder / f"reviewed-{number}"
        root.mkdir()
        with mock.patch.dict(os.environ, environment()):
            site = Site(root)
            shutil.rmtree(root / "briefs")
            shutil.rmtree(root / "seeds")
            write_site(root, "link")
            site.commit("Articles")
            for file, (old, new) in changes.items():
                site.replace(file, old, new)
            for base, head in (("HEAD", ""), ("HEAD~1", "..HEAD")):
                with two_states(root, f"{base}{head}", cache=False) as states:
                    made = compare(*states, Terms(pages=pages_of_changes(*states)))
                for format in FORMATS:
                    with run.attempt(f"review, {name}, {format}, {base}"):
                        text = renderer(format, "en")(made)
                        assert not _shows(text), _shows(text)
                        if format in _TELLING and _told_of(made):
                            assert "seeds/dams-" in text
                            assert "read them in" in text
        with run.attempt(f"messages, {name}"):
            text = report.render(generate(root, dry=True).diagnostics)
            assert not _shows(text) or name in _OWN_WORDS, _shows(text)


_OWN_WORDS = ("a quote is lost",)
"""Changes whose findings show a line of what the author wrote in a brief, at most a hundred characters of it."""
_TELLING = ("text", "json", "markdown", "html", "sarif")


def _told_of(made: Review) -> bool:
    return bool(made.withheld)


def _messages(run: Run, guards: Guards) -> None:
    """What a build says of a page that shows an article does not show it."""
    # The name of a file is its place, which a finding has to give.
    places = [(name, place) for name, place in PLACES.items() if name != "the name of a file"]
    for name, place in run.some(places, 10):
        language = LANGUAGE.get(name, "en")
        with run.attempt(f"messages on {name}"):
            text = report.render(look(guards, run.folder / "built", place(TEXTS[language])))
            assert not _shows(text), _shows(text)


def _quotes(run: Run) -> None:
    """What is said of quotes, names and translations says no word of an article beyond what their author wrote."""
    for number, (name, files) in enumerate(run.some(list(attempts().items()), 2)):
        root = run.folder / f"quoting-{number}"
        root.mkdir()
        with mock.patch.dict(os.environ, environment()):
            site = Site(root)
            for folder in ("briefs", "seeds"):
                shutil.rmtree(root / folder)
            write_files(root, before())
            site.commit("An article")
            write_files(root, files)
            own = "".join(text for path, text in files.items() if not path.endswith(".txt"))
            found = check_site(root).diagnostics
            for form, text in (("text", report.render(found)), ("json", json_report.render(found))):
                with run.attempt(f"check, {name}, {form}"):
                    assert found, "nothing was found"
                    assert not (shown := said_of_article(text, own)), shown
            with two_states(root, "HEAD", cache=False) as states:
                made = compare(*states, Terms(pages=pages_of_changes(*states)))
            names = "".join(text for path, text in files.items() if "glossary" in path)
            for format in FORMATS:
                with run.attempt(f"review, {name}, {format}"):
                    assert not (shown := said_of_article(renderer(format, "en")(made), names)), shown
    for name, text in run.some(list(replacements().items()), 1):
        root = run.folder / f"replacing-{name.replace(' ', '-')}"
        write_files(root, {"mkdocs.yml": _CONFIGURATION, "docs/index.md": "# Gate\n", **before(), **quoting_all()})
        (root / "new.txt").write_text(text, encoding="utf-8")
        with run.attempt(f"add --replace, {name}"):
            arguments = ["add", str(root / "new.txt"), "-C", str(root), "--id", "article", "--replace"]
            done = CliRunner().invoke(main, arguments)
            assert "lost-quote" in done.output or "ambiguous-quote" in done.output, done.output
            assert not (shown := said_of_article(done.output, quoting_all()["briefs/quoting.yml"])), shown


def _records(run: Run) -> None:
    """A record's title is shown, and is no way for an article."""
    for number, (name, titles, rule) in enumerate(
        (
            ("an article as a title", TEXTS, "long-citation"),
            ("a part of it as a title", {k: v[:290] for k, v in TEXTS.items()}, "rights-leak"),
            ("a title", TITLES, ""),
        )
    ):
        with run.attempt(name):
            root = run.folder / f"record-{number}"
            write_site(root, "link", titles=titles)
            result = generate(root)
            found = {finding.rule.name for finding in result.diagnostics}
            if not result.failed and result.guards is not None:
                found |= _rules(look(result.guards, run.folder / "built", ("a.txt", titles["en"])))
            assert found == ({rule} if rule else set()), found


def _plain_mkdocs(run: Run) -> None:
    for name, file in (
        ("docs/index.md", ENGLISH),
        ("docs/a.png", ARABIC),
        ("docs/a.txt", " ".join(ARABIC.split()[::-1])),
    ):
        with run.attempt(f"mkdocs build, {name}"):
            root = run.folder / f"mkdocs-{Path(name).suffix[1:]}"
            write_site(root, "link")
            (root / name).write_text(file, encoding="utf-8")
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
            assert done.returncode == 1, done.stderr[-300:]
            assert not _shows(done.stdout + done.stderr)
            left = [path.name for path in (root / "site").rglob("*") if path.is_file() and file[:30] in _text(path)]
            assert left == [], left


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _prove(run: Run) -> None:
    for rights in ("link", "excerpt") if run.whole else ("link",):
        root = run.folder / rights
        write_site(root, rights)
        guards = guards_of(root)
        _places(run, guards, rights)
        _uses(run, guards, rights)
        _messages(run, guards)
    _reports(run)
    _quotes(run)
    _records(run)
    if run.whole:
        _plain_mkdocs(run)


PROOF = Proof(
    "S11",
    "The text of a seed that its record keeps back is on no page, in no file and in no report",
    "an article in two languages, in hiding places of markup, scripts, encodings, archives, pictures and wordings, in "
    "titles, in messages, and in every format of a review; quotes that are lost or occur often, doubtful names and "
    "translations, of which findings say more than their author wrote; and what may be published and is not refused",
    _prove,
)
