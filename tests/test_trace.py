"""What the sentences of a brief rest on, from its text to the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from literate import default_files, write_site
from mujaz.cli import main
from mujaz.engine.pipeline import CheckResult, check_site
from mujaz.engine.shelf import decode_files
from mujaz.model.documents import Files
from mujaz.report.json import as_data as finding_data
from mujaz.resolve.run import resolve
from mujaz.resolve.site import Site
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.rules import RULES
from mujaz.syntax.source import Source
from mujaz.trace import coverage, untraced, unused
from thorough import examples

ROOT = Path(__file__).parents[1]

BRIEF = """\
language: en
title: {en: A station opens, ar: افتتاح محطة}
seeds:
  - line
summary:
  en: |-
    The line will carry a thousand a day[^capacity], says Dr. Amin.[^timetable] Nobody knows why? [^doubt]

    The station is open. It has **four** platforms.
  ar: سينقل الخط ألف مسافر.[^capacity] أما النقابة فتنفي ذلك[^second#denial][^opening#capacity].
key_points:
  - en: One point of two sentences. *Half*[^doubt] [of it](https://example.org/a.%20B)[^guide][^doubt] is traced!
notes:
  - id: doubt
    title: Doubt
    body: It was never measured[^measured].
  - id: history
    title: History
    body: The line is old.
claims:
  - id: capacity
    at: وقالت المدير إن الخط سينقل ألف مسافر
    statement: The line will carry a thousand passengers a day.
    speaker: sub-keeper
    sources:
      - report
  - id: denied
    at: ونفت نقابة السائقين
    statement: It will not.
    speaker: drivers-union
    rationale: The union's word alone[^denied].
    contradicts:
      - capacity
timeline:
  - date: 2024-03-10
    text: The station opens.
    claims:
      - denied
    sources:
      - photograph
sources:
  guide: {type: book, title: Guide}
  measured: {type: report, title: Measures}
  report: {type: report, title: Report}
  photograph: {type: report, title: Photograph}
  lost: {type: book, title: Lost}
"""
SECOND = """\
language: en
title: A second station
seeds:
  - line
claims:
  - id: denial
    at: ونفت نقابة السائقين
    statement: It will not carry them.
    speaker: drivers-union
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def site_of(root: Path, brief: str = BRIEF) -> Path:
    files = {**default_files(), "briefs/opening.yml": brief, "briefs/second.yml": SECOND}
    write_site(root, {name: text.encode() for name, text in files.items()})
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_of(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def checked(root: Path) -> CheckResult:
    return check_site(root)


def rests(checked: CheckResult, language: str) -> list[tuple[str, str, list[str]]]:
    assert checked.site is not None
    covered = {part.language: part for part in coverage(checked.site.briefs["opening"], checked.site)}
    return [
        (sentence.key, sentence.text, [f"{item.kind} {item.id}" for item in sentence.evidence])
        for sentence in covered[language].sentences
    ]


def test_each_sentence_and_what_it_rests_on(checked: CheckResult) -> None:
    assert rests(checked, "en") == [
        ("summary", "The line will carry a thousand a day, says Dr. Amin.", ["claim capacity", "source timetable"]),
        ("summary", "Nobody knows why?", ["note doubt"]),
        ("summary", "The station is open.", []),
        ("summary", "It has four platforms.", []),
        ("key_points[0]", "One point of two sentences.", []),
        ("key_points[0]", "Half of it is traced!", ["note doubt", "source guide"]),
    ]


def test_another_language_has_its_own_references(checked: CheckResult) -> None:
    assert rests(checked, "ar") == [
        ("summary", "سينقل الخط ألف مسافر.", ["claim capacity"]),
        ("summary", "أما النقابة فتنفي ذلك.", ["claim second#denial", "claim capacity"]),
    ]


def test_a_sentence_stands_where_it_was_written(checked: CheckResult) -> None:
    assert checked.site is not None
    english, _ = coverage(checked.site.briefs["opening"], checked.site)
    written = [sentence.span.text for sentence in english.sentences]
    assert written[1] == "Nobody knows why?"
    assert written[3] == "It has **four** platforms."
    assert written[5] == "Half*[^doubt] [of it](https://example.org/a.%20B)[^guide][^doubt] is traced!"
    assert english.sentences[3].span.position == (9, 26)


@pytest.mark.parametrize(("required", "found"), [(0, 0), (50, 0), (50.1, 3), (100, 3)])
def test_a_share_is_demanded_of_each_language(checked: CheckResult, required: float, found: int) -> None:
    assert checked.site is not None
    findings = untraced(checked.site.briefs["opening"], checked.site, required)
    assert len(findings) == found
    assert {finding.rule for finding in findings} <= {RULES["untraced-sentence"]}


def test_a_brief_without_sentences_lacks_none(checked: CheckResult) -> None:
    assert checked.site is not None
    second = checked.site.briefs["second"]
    assert untraced(second, checked.site) == []
    assert [part.percent for part in coverage(second, checked.site)] == [100]


def test_what_no_sentence_rests_on(checked: CheckResult) -> None:
    assert checked.site is not None
    entry = checked.site.briefs["opening"]
    left = unused(entry, checked.site, coverage(entry, checked.site))
    assert [(item.evidence.kind, item.evidence.id, item.used_by) for item in left] == [
        ("claim", "denied", ("event 1",)),
        ("note", "history", ()),
        ("source", "photograph", ("event 1",)),
        ("source", "lost", ()),
    ]
    assert left[-1].span.text == "lost"


PIECES = st.sampled_from(
    ["[^capacity]", "[^doubt]", "Word", "كلمة", ". ", "؟ ", " ", "3.5", "*", "\n\n", "\n- ", "«", "»"]
)


MENDED = """\
language: ar
title: افتتاح محطة
seeds: [line]
claims:
  - {id: capacity, statement: سينقل الخط ألف مسافر.}
notes:
  - {id: doubt, title: شك, body: لم يُعدّ أحد.}
key_points:
  - |-
"""


def resolved(points: str) -> Site:
    """A site of one brief with one key point, whose first line begins with a letter."""
    lines = "".join(f"    {line}\n" for line in points.split("\n"))
    documents, findings = decode_files(Files({}, (), {"opening": Source("briefs/opening.yml", MENDED + lines)}))
    assert not findings
    return resolve(documents)[0]


@settings(max_examples=examples(100, 500))
@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_reference_behind_each_untraced_sentence_leaves_none(text: str) -> None:
    site = resolved(f"ا{text}")
    entry = site.briefs["opening"]
    (covered,) = coverage(entry, site)
    traced = [sentence.evidence for sentence in covered.sentences if sentence.evidence]
    written = entry.source.text
    for finding in reversed(untraced(entry, site)):
        written = f"{written[: finding.span.end]}[^capacity]{written[finding.span.end :]}"
    point = "\n".join(line[4:] for line in written.removeprefix(MENDED).removesuffix("\n").split("\n"))
    mended = resolved(point)
    (again,) = coverage(mended.briefs["opening"], mended)
    assert [sentence.text for sentence in again.sentences] == [sentence.text for sentence in covered.sentences]
    assert again.untraced == ()
    assert sum(len(sentence.evidence) for sentence in again.sentences) == sum(map(len, traced)) + len(covered.untraced)


class TestCommand:
    def test_text(self, root: Path) -> None:
        result = run("trace", "opening", "-C", root)
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert lines[0] == "en: 3 of 6 sentences traced (50 %)"
        assert lines[1] == "  briefs/opening.yml:7:5: summary: claim capacity, source timetable"
        assert lines[2] == "    The line will carry a thousand a day, says Dr. Amin."
        assert "ar: 2 of 2 sentences traced (100 %)" in lines
        assert lines[-5:] == [
            "no sentence rests on",
            "  briefs/opening.yml:27:9: claim denied (only in event 1)",
            "  briefs/opening.yml:17:9: note history (nothing refers to it)",
            "  briefs/opening.yml:45:3: source photograph (only in event 1)",
            "  briefs/opening.yml:46:3: source lost (nothing refers to it)",
        ]

    def test_json(self, root: Path) -> None:
        result = run("trace", "opening", "-C", root, "--format", "json", "--require", "80")
        assert result.exit_code == 1
        data = json.loads(result.stdout)
        assert (data["version"], data["brief"]) == (1, "opening")
        english, arabic = data["languages"]
        assert (english["language"], english["covered"], english["total"], english["percent"]) == ("en", 3, 6, 50.0)
        assert arabic["sentences"][1] == {
            "key": "summary",
            "text": "أما النقابة فتنفي ذلك.",
            "evidence": [{"kind": "claim", "id": "second#denial"}, {"kind": "claim", "id": "capacity"}],
            "path": "briefs/opening.yml",
            "line": 10,
            "column": 40,
        }
        assert data["unused"][0]["used_by"] == ["event 1"]
        assert [finding["rule"] for finding in data["findings"]] == ["untraced-sentence"] * 3
        assert {*data["findings"][0]} == {*finding_data(_finding(root))}

    @pytest.mark.parametrize(("share", "code"), [("50", 0), ("50.5", 1), ("100", 1), ("0", 0)])
    def test_the_share_decides(self, root: Path, share: str, code: int) -> None:
        result = run("trace", "opening", "-C", root, "--require", share)
        assert result.exit_code == code
        assert result.stdout.count("[untraced-sentence]") == 3 * code

    def test_the_policy_demands_a_share_where_the_command_does_not(self, tmp_path: Path) -> None:
        root = site_of(tmp_path, BRIEF)
        (root / "editorial.yml").write_text("trace: 60\n", encoding="utf-8")
        result = run("trace", "opening", "-C", root)
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        assert lines[0] == "en: 3 of 6 sentences traced (50 %); 60 % demanded: too few"
        assert "ar: 2 of 2 sentences traced (100 %); 60 % demanded: enough" in lines
        assert result.stdout.count("[untraced-sentence]") == 3
        assert run("trace", "opening", "-C", root, "--require", "0").exit_code == 0
        told = json.loads(run("trace", "opening", "-C", root, "--format", "json").stdout)
        assert (told["required"], len(told["findings"])) == (60, 3)

    @pytest.mark.parametrize("folder", ["", "briefs"])
    def test_a_brief_may_be_named_by_its_file(self, root: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
        monkeypatch.chdir(root / folder)
        for name in ("opening", "briefs/opening.yml", "opening.yml", str(root / "briefs/opening.yml")):
            if folder or name != "opening.yml":
                assert run("trace", name).stdout.startswith("en: 3 of 6"), name

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (["openin"], "did you mean `opening`?"),
            (["zzz"], "it is one of opening, second"),
            (["seco"], "did you mean `second`?"),
            (["op"], "did you mean `opening`?"),
            (["briefs/openin.yml"], "there is no brief `openin`"),
            (["opening", "--require", "101"], "0<=x<=100"),
            (["opening", "--require", "all"], "not a valid float"),
            ([], "BRIEF"),
        ],
    )
    def test_a_slip_is_explained(self, root: Path, args: list[str], said: str) -> None:
        result = run("trace", "-C", root, *args)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert said in result.stderr

    def test_content_with_errors_is_not_traced(self, tmp_path: Path) -> None:
        result = run("trace", "opening", "-C", site_of(tmp_path, BRIEF.replace("[^guide]", "[^guidd]")))
        assert result.exit_code == 1
        assert "there is no claim, note or source `guidd` [unknown-reference]" in result.stdout
        assert "traced" not in result.stdout.replace("is traced!", "")

    def test_what_cannot_be_seen_is_shown(self, tmp_path: Path) -> None:
        hostile = BRIEF.replace("The station is open.", "The station \x1b[31mis\u202e open.").replace("|-", "|-")
        result = run("trace", "opening", "-C", site_of(tmp_path, hostile))
        assert "\x1b" not in result.stdout
        assert "\u202e" not in result.stdout


def _finding(root: Path) -> Diagnostic:
    site = check_site(root).site
    assert site is not None
    return untraced(site.briefs["opening"], site)[0]


@pytest.mark.parametrize("brief", sorted(path.stem for path in (ROOT / "briefs").glob("*.yml")))
def test_every_sentence_of_the_example_rests_on_something(brief: str) -> None:
    assert run("trace", brief, "-C", ROOT, "--require", "100", "--no-cache").exit_code == 0
