"""The formats for machines: valid by the schemas that their hosts publish, complete or counted, and never a command."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from jsonschema.validators import validator_for
from made import crowded, example, finding, findings, review, span_of
from msgspec.structs import replace

from mujaz.review.formats import github, gitlab, rdjson, sarif
from mujaz.review.objects import Review
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Rule, Severity
from mujaz.syntax.source import Source
from thorough import thorough

PACKAGES = Path(__file__).parents[1] / "node_modules"
NASTY = "100%, a:b\r\n::error file=x::injected\n##[error]y\u2028z \u202egnp.exe"
REVIEWS = {
    "none": review(),
    "example": example(),
    "crowded": crowded(),
    "nasty": review(
        blocking=(rules.LOST_QUOTE.at(span_of("briefs/a,b:c%.yml", f"x\n{NASTY}\n", 2, 30), NASTY, NASTY),)
    ),
}
EVERY = pytest.mark.parametrize("made", REVIEWS.values(), ids=REVIEWS)


def shown_and_not(words: str) -> tuple[int, int]:
    found = re.search(r"(\d+) shown, (\d+) not shown", words)
    assert found
    return int(found[1]), int(found[2])


# GitHub: workflow commands.

_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)", re.DOTALL)


def commands(made: Review) -> list[tuple[str, dict[str, str], str]]:
    """The commands as a runner reads them: level, properties, message."""
    found = []
    for line in re.split(r"\r\n|\r|\n", github.render(made)):
        match = _COMMAND.fullmatch(line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        found.append((match[1], {name: decoded(value) for name, value in properties.items()}, decoded(match[3])))
    return found


def decoded(text: str) -> str:
    for sign, code in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


@EVERY
def test_every_line_is_one_command(made: Review) -> None:
    assert all(level in ("error", "warning", "notice") for level, _, _ in commands(made))


def test_ten_of_each_level_are_shown_and_the_rest_is_counted() -> None:
    found = commands(crowded(500))
    levels = [level for level, _, _ in found]
    assert [levels.count(level) for level in ("error", "warning", "notice")] == [10, 10, 10]
    shown, hidden = shown_and_not(found[-1][2])
    assert shown == len(found) - 1
    assert shown + hidden == 500


def test_nothing_is_said_to_be_left_out_where_nothing_is() -> None:
    assert commands(review())[-1] == (
        "notice",
        {"title": "mujaz review"},
        "0 findings: 0 shown, 0 not shown; nothing blocks publication",
    )


def test_what_blocks_is_an_error_whatever_its_rule_says() -> None:
    made = review(blocking=(finding(rules.ALIAS_COLLISION),), risks=(finding(rules.ALIAS_COLLISION),))
    assert [level for level, _, _ in commands(made)] == ["error", "warning", "notice"]


def test_text_cannot_begin_a_command_or_a_property() -> None:
    level, properties, message = commands(REVIEWS["nasty"])[0]
    assert (level, properties["file"], properties["line"]) == ("error", "briefs/a,b:c%.yml", "2")
    assert message.startswith("100%, a:b\r\n::error file=x::injected\n##[error]y<U+2028 LINE SEPARATOR>z <U+202E")


def test_columns_are_counted_in_code_points_and_end_behind_the_last() -> None:
    source = Source("briefs/b.yml", "x\n𐐀 exact: قال\n")
    made = review(blocking=(rules.LOST_QUOTE.at(source.span(11, 14), "m", "h"),))
    properties = commands(made)[0][1]
    assert [properties[name] for name in ("line", "endLine", "col", "endColumn")] == ["2", "2", "10", "13"]


def test_a_place_on_several_lines_has_no_columns() -> None:
    source = Source("briefs/b.yml", "ab\ncd\nef\n")
    for end, last in ((5, "2"), (6, "2"), (7, "3")):
        made = review(blocking=(rules.LOST_QUOTE.at(source.span(1, end), "m", "h"),))
        properties = commands(made)[0][1]
        assert (properties["line"], properties["endLine"]) == ("1", last)
        assert "col" not in properties


# GitLab: Code Quality.

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "pattern": r"^[^\r\n]+$"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
"""What GitLab's documentation asks of a report; it publishes no schema."""


@EVERY
def test_gitlab_s_report_is_as_documented(made: Review) -> None:
    issues = json.loads(gitlab.render(made))
    Draft7Validator(GITLAB).validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@thorough
def test_gitlab_s_report_fits_the_published_types_of_code_climate(tmp_path: Path) -> None:
    reports = ", ".join(gitlab.render(made) for made in REVIEWS.values())
    types = (PACKAGES / "codeclimate-types" / "index.d.ts").as_posix()
    script = tmp_path / "report.ts"
    script.write_text(
        f'import type {{ Issue }} from "{types}";\nexport const reports: Issue[][] = [{reports}];\n', "utf-8"
    )
    compiler = PACKAGES / "typescript" / "bin" / "tsc"
    run = subprocess.run(["node", str(compiler), "--noEmit", "--strict", str(script)], capture_output=True, text=True)
    assert run.stdout == ""
    assert run.returncode == 0


def test_gitlab_s_report_lists_ten_of_each_severity_and_counts_the_rest() -> None:
    issues = json.loads(gitlab.render(crowded(500)))
    assert len(issues) == 31
    shown, hidden = shown_and_not(issues[-1]["description"])
    assert (shown, shown + hidden) == (30, 500)
    assert len(json.loads(gitlab.render(crowded(500), limit=None))) == 500
    assert gitlab.NOT_SHOWN not in gitlab.render(crowded(15))


def test_fingerprints_stay_when_lines_shift_and_differ_between_like_findings() -> None:
    text = "notes:\n  - exact: قال\n  - exact: قال\n"
    moved = f"# two\n# lines\n{text}"

    def made(text: str) -> Review:
        source = Source("briefs/b.yml", text)
        places = [match.span() for match in re.finditer("قال", text)]
        return review(blocking=tuple(rules.LOST_QUOTE.at(source.span(*place), "m", "h") for place in places))

    before, after = ([issue["fingerprint"] for issue in json.loads(gitlab.render(made(it)))] for it in (text, moved))
    assert before == after
    assert len(set(before)) == 2


# SARIF.


@cache
def sarif_schema() -> Any:
    path = PACKAGES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    return json.loads(path.read_text(encoding="utf-8"))


@EVERY
def test_sarif_is_valid(made: Review) -> None:
    schema = sarif_schema()
    validator = validator_for(schema)
    validator.check_schema(schema)
    log = json.loads(sarif.render(made))
    assert [f"{fault.json_path}: {fault.message}" for fault in validator(schema).iter_errors(log)] == []
    assert not validator(schema).is_valid({**log, "version": "2"})


def test_sarif_has_all_findings_with_their_rules() -> None:
    run = json.loads(sarif.render(crowded(500)))["runs"][0]
    assert len(run["results"]) + run["properties"]["notShown"] == 500 == run["properties"]["findings"]
    declared = run["tool"]["driver"]["rules"]
    assert all(declared[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in declared)
    prints = [result["partialFingerprints"]["mujaz/v1"] for result in run["results"]]
    assert len(set(prints)) == 500


def test_sarif_counts_columns_in_code_points_and_encodes_paths() -> None:
    source = Source("briefs/موجز b.yml", "x\n𐐀 exact: قال\n")
    run = json.loads(sarif.render(review(blocking=(rules.LOST_QUOTE.at(source.span(11, 14), "m", "h"),))))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 13}
    assert place["artifactLocation"]["uri"] == "briefs/%D9%85%D9%88%D8%AC%D8%B2%20b.yml"
    assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_sarif_levels_follow_the_severity(severity: str, level: str) -> None:
    rule: Rule = replace(rules.ALIAS_COLLISION, severity=Severity(severity))
    run = json.loads(sarif.render(review(other=(finding(rule),))))["runs"][0]
    assert run["results"][0]["level"] == level == run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"]


# Reviewdog's format.


@cache
def rdjson_schema() -> Any:
    module = PACKAGES / "@umbrelladocs" / "rdformat-validator" / "dist" / "types" / "schema.js"
    script = f"process.stdout.write(JSON.stringify(require({json.dumps(str(module))}).rdformatSchema))"
    return json.loads(subprocess.run(["node", "-e", script], capture_output=True, check=True, text=True).stdout)


@EVERY
def test_rdjson_is_valid(made: Review) -> None:
    schema = rdjson_schema()
    result = json.loads(rdjson.render(made))
    validator = validator_for(schema, default=Draft7Validator)
    assert [f"{fault.json_path}: {fault.message}" for fault in validator(schema).iter_errors(result)] == []
    assert not validator(schema).is_valid({"diagnostics": [{"message": "no place"}]})


def test_rdjson_has_all_findings() -> None:
    assert len(json.loads(rdjson.render(crowded(500)))["diagnostics"]) == 500


def test_rdjson_counts_columns_in_bytes() -> None:
    source = Source("briefs/b.yml", "x\n𐐀 exact: قال\n")
    result = json.loads(rdjson.render(review(blocking=(rules.LOST_QUOTE.at(source.span(11, 14), "m", "h"),))))
    place = result["diagnostics"][0]["location"]["range"]
    assert place == {"start": {"line": 2, "column": 13}, "end": {"line": 2, "column": 19}}


@pytest.mark.parametrize(
    "module", [github, gitlab, rdjson, sarif], ids=lambda module: module.__name__.rpartition(".")[2]
)
def test_hidden_characters_are_named_and_the_output_is_the_same_each_time(module: Any) -> None:
    written = module.render(REVIEWS["nasty"])
    assert written == module.render(REVIEWS["nasty"])
    assert "RIGHT-TO-LEFT OVERRIDE" in written
    assert "\u202e" not in written
    assert written.encode()


def test_a_crowd_is_made_of_as_many_findings_as_asked_for() -> None:
    made: tuple[Diagnostic, ...] = crowded(500).findings
    assert len(made) == 500
    assert len(findings((rules.LOST_QUOTE,), 3)) == 3
