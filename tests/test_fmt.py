"""The formatter: the house style, all comments kept, and never another meaning."""

from __future__ import annotations

import json
import random
import typing
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import mujaz.fmt.format
from mujaz.cli import main
from mujaz.engine.workspace import list_files, write_files
from mujaz.fmt.format import formatted, kind_of
from mujaz.fmt.suggestions import suggestions
from mujaz.model import Brief, Entity, Glossary, Publication, SeedRecord, Text
from mujaz.model.decode import bare_type, decode, keys_of
from mujaz.review.meaning import digest, meaning
from mujaz.scaffold.init import plan_site
from mujaz.syntax.source import Source
from thorough import examples, thorough

REPOSITORY = Path(__file__).parent.parent
CONTENT = {
    name: (REPOSITORY / name).read_text(encoding="utf-8")
    for name in list_files(REPOSITORY)[0]
    if kind_of(name) is not None
}
SMALL = plan_site("x").files["briefs/example.yml"]


def shaped(text: str, kind: Any = Brief) -> str:
    """A text in the house style; it must not have errors, and must stay as it is when formatted again."""
    result = formatted(Source("x.yml", text), kind)
    assert result.text is not None, [f"{finding.span} {finding.message}" for finding in result.findings]
    assert formatted(Source("x.yml", result.text), kind).text == result.text
    return result.text


def hashed(text: str, kind: Any) -> str:
    document, _ = decode(Source("x.yml", text), kind)
    assert document is not None
    return digest(meaning(document))


def other_reader(text: str) -> Any:
    """What another YAML library reads, without types."""
    return _stripped(ruamel.yaml.YAML(typ="base", pure=True).load(text))


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(inner) for key, inner in value.items()}
    return [_stripped(item) for item in value] if isinstance(value, list) else str(value).strip()


@pytest.mark.parametrize("name", CONTENT)
def test_the_example_is_in_the_house_style(name: str) -> None:
    kind = kind_of(name)
    assert kind is not None
    assert shaped(CONTENT[name], kind) == CONTENT[name]


@pytest.mark.parametrize("name", [name for name in plan_site("x").files if kind_of(name)])
def test_what_init_writes_is_in_the_house_style(name: str) -> None:
    text = plan_site("x").files[name]
    kind = kind_of(name)
    assert kind is not None
    assert shaped(text, kind) == text


HEAD = "language: ar\ntitle: نص\nseeds:\n  - a\n"

NASTY = """\
---
# The head.

# Of the title.
title:   'It''s «نص»: one'   # behind the title
seeds: # behind a key
# in the margin
- a  \x20
- # behind a hyphen
  b


language: "ar"
summary: >- # behind the sign of a block
  First line
  of the summary.

  # not a comment: prose

# above the points
key_points: [ "a, b",   # one
  # on a line of its own
  'c # d'  # two
  ] # behind a bracket
tags:
- x
# no longer of the tags
claims:
    - statement: |
        - a list \x20
          of one
      # above the id, below the statement
      id: c1
      at: {exact: "12:30", prefix: yes}   # behind a brace
      # speaker: somebody
      # via: nobody
    # at the end of the claims

    # and one more
notes:
  - id:
      n1
    # above the title
    title: "right\\u200fmark \\u2066and\\u2069 tab\\there"
    body: plain prose
      over two lines
# the end
   # indented end
"""

SHAPED = """\
# The head.

language: ar
# Of the title.
# behind the title
title: "It's «نص»: one"
# behind a key
seeds:
  # in the margin
  - a
  # behind a hyphen
  - b
tags:
  - x
# behind the sign of a block
summary: >-
  First line
  of the summary.

  # not a comment: prose

# above the points
# behind a bracket
key_points:
  # one
  - "a, b"
  # on a line of its own
  # two
  - "c # d"
notes:
  - id: n1
    # above the title
    title: "right\\u200Fmark \\u2066and\\u2069 tab\\there"
    body: plain prose over two lines
# no longer of the tags
claims:
  # above the id, below the statement
  - id: c1
    # behind a brace
    at:
      exact: "12:30"
      prefix: "yes"
    statement: |-
      - a list \x20
        of one
    # speaker: somebody
    # via: nobody
  # at the end of the claims

  # and one more
# the end
# indented end
"""


def test_comments_stay_with_what_they_are_about() -> None:
    text = shaped(NASTY)
    assert text == SHAPED
    assert other_reader(text) == other_reader(NASTY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, b]", "tags:\n  - a\n  - b"),
        ("published: 2023-09-13", "published: 2023-09-13"),
        ("status: 'draft'", "status: draft"),
        ("summary: yes", 'summary: "yes"'),
        ("summary: 1945", 'summary: "1945"'),
        ("summary: 12:30", 'summary: "12:30"'),
        ("summary: 'a'", 'summary: "a"'),
        ("summary: |\n  a\n   b\n\n\n  c  \n  d", "summary: |-\n  a\n   b\n\n\n  c  \n  d"),
        ("summary: >\n  a\n  b\n\n\n  c", "summary: >-\n  a\n  b\n\n\n  c"),
        ("summary: >+\n  a\n   b\n\n", "summary: |-\n  a\n   b"),
        ("summary: |2\n   a\n  b", "summary: |-\n  a\n  b"),
        ('summary: "a\\nb"', "summary: |-\n  a\n  b"),
        ('summary: "a\\n b\\u200f"', 'summary: "a\\n b\\u200F"'),
        ("summary: a\u200fb", 'summary: "a\\u200Fb"'),
        ("summary: نمی\u200cخواهم", "summary: نمی\u200cخواهم"),
        ("summary: محم\u0651\u064eد", "summary: محم\u064e\u0651د"),
        ("summary: 'ا\u0654خير'", 'summary: "أخير"'),
        ("summary: |\n  cafe\u0301\n  b", "summary: |-\n  café\n  b"),
        ("summary: >-\n  cafe\u0301\n  b", "summary: >-\n  café\n  b"),
        ("summary:\n  no: ja\n  en: x", 'summary:\n  "no": ja\n  en: x'),
        ("entities: {}", "entities: {}"),
    ],
)
def test_values(before: str, after: str) -> None:
    assert shaped(f"{HEAD}{before}\n") == f"{HEAD}{after}\n"


@pytest.mark.parametrize(("kind", "owner"), [(SeedRecord, SeedRecord), (Glossary, Publication), (Glossary, Entity)])
def test_every_text_may_be_written_by_language(kind: type, owner: type) -> None:
    hints = {key: bare_type(hint) for key, hint in keys_of(owner).items()}
    texts = [key for key, hint in hints.items() if isinstance(hint, type) and issubclass(hint, Text)]
    assert len(texts) > 1
    document = "language: ar\n"
    indent = ""
    if kind is not owner:
        (held,) = (key for key, hint in keys_of(kind).items() if owner in typing.get_args(bare_type(hint)))
        indent = "    "
        document += f"{held}:\n  one:\n{indent}type: {'report' if owner is Publication else 'place'}\n"
    document += "".join(f"{indent}{key}: {{ar: نص, en: text}}\n" for key in texts)
    document += f"sha256: {'0' * 64}\n" if owner is SeedRecord else ""
    written = shaped(document, kind)
    assert all(f"{indent}{key}:\n{indent}  ar: نص\n{indent}  en: text\n" in written for key in texts)
    assert hashed(written, kind) == hashed(document, kind)


def test_long_prose_is_folded_and_lines_that_fit_stay() -> None:
    words = "كلمةٌ " * 60
    text = shaped(f"{HEAD}summary: {words}\nkey_points:\n  - >-\n    a\n    b\n")
    assert text.startswith(f"{HEAD}summary: >-\n  كلمةٌ")
    assert text.endswith("key_points:\n  - >-\n    a\n    b\n")
    assert all(len(line.replace("\u064c", "")) <= 120 for line in text.splitlines())
    assert hashed(text, Brief) == hashed(f"{HEAD}summary: {words}\nkey_points:\n  - a b\n", Brief)


def test_quotes_are_never_broken() -> None:
    quote = "a word " * 40 + "end"
    text = shaped(f"{HEAD}notes:\n  - id: a\n    at:\n      exact: {quote}\n    title: x\n    body: y\n")
    assert f"      exact: {quote}\n" in text


def test_line_ends_of_other_systems_and_no_end() -> None:
    assert shaped(f"{HEAD}# a\nstatus: draft".replace("\n", "\r\n")) == f"{HEAD}# a\nstatus: draft\n"


@pytest.mark.parametrize("wrong", ["summary: &a x\nstatus: *a", "unknown: x", "summary: x # y"])
def test_a_file_with_errors_is_left_with_its_findings(wrong: str) -> None:
    result = formatted(Source("x.yml", f"{HEAD}{wrong}\n"), Brief)
    assert result.text is None
    assert result.findings


# Comments anywhere.

_INSERTED = st.tuples(st.integers(0, 10_000), st.integers(0, 9), st.sampled_from(["# c", "# «ع»: [x] - y", "#", ""]))


@settings(max_examples=examples(30, 150))
@given(st.lists(_INSERTED, min_size=1, max_size=12))
def test_comments_and_empty_lines_anywhere_are_kept(inserted: list[tuple[int, int, str]]) -> None:
    lines = SMALL.splitlines()
    for number, (place, indent, comment) in enumerate(inserted):
        words = f"{comment} {number}" if comment else ""
        lines.insert(place % (len(lines) + 1), " " * indent + words if words else "")
    text = "\n".join(lines) + "\n"
    shaped_text = shaped(text)
    assert other_reader(shaped_text) == other_reader(text)
    assert hashed(shaped_text, Brief) == hashed(text, Brief)
    kept, given = (Counter(line.strip() for line in t.splitlines() if "#" in line) for t in (shaped_text, text))
    assert kept == given
    assert "\n\n\n" not in shaped_text


# The same content written in every way that YAML has.


@thorough
@settings(max_examples=examples(15, 60), deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(CONTENT)))
def test_however_a_file_is_written_it_means_the_same_and_comes_in_one_order(rng: random.Random, name: str) -> None:
    kind = kind_of(name)
    assert kind is not None
    before = yaml.load(CONTENT[name], Loader=yaml.BaseLoader)
    before.pop("mentions", None)  # other styles would make texts of the nulls in it
    keys = list(before)
    rng.shuffle(keys)
    text = yaml.dump(
        {key: before[key] for key in keys},
        default_flow_style=rng.choice([True, False, None]),
        default_style=rng.choice([None, '"', "'", "|", ">"]),
        allow_unicode=rng.choice([True, False]),
        width=rng.choice([20, 80, 10_000]),
        indent=rng.choice([2, 4]),
        sort_keys=False,
    )
    shaped_text = shaped(text, kind)
    assert hashed(shaped_text, kind) == hashed(text, kind)
    assert other_reader(shaped_text) == other_reader(text)
    assert list(yaml.load(shaped_text, Loader=yaml.BaseLoader)) == list(before)


# What the command does.


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, plan_site("x").files, replace=False)
    return tmp_path


def run(site: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["fmt", "-C", str(site), *arguments])
    return result.exit_code, result.output


def dishevel(site: Path) -> Path:
    """Write a brief of a site in another style."""
    path = site / "briefs/example.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("tags:\n  - space", "tags: [space]"), encoding="utf-8")
    return path


def test_a_clean_site_is_not_touched(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.yml")}
    assert run(site)[0] == 0
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*.yml")} == before


def test_it_writes_what_is_not_in_the_style(site: Path) -> None:
    path = dishevel(site)
    code, output = run(site)
    assert code == 0
    assert "wrote briefs/example.yml\n" in output
    assert path.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_to_look_writes_nothing(site: Path, option: str) -> None:
    path = dishevel(site)
    before = path.read_bytes()
    code, output = run(site, option)
    assert code == 1
    told = {"--check": "would change briefs/example.yml\n", "--diff": "-tags: [space]\n+tags:\n+  - space\n"}
    assert told[option] in output
    assert path.read_bytes() == before
    assert run(site, option, str(site / "seeds"))[0] == 0


def test_a_path_may_be_a_folder_a_file_or_the_site(site: Path) -> None:
    dishevel(site)
    assert run(site, "--check", str(site / "briefs/glossary"))[0] == 0
    assert run(site, "--check", str(site / "briefs"))[0] == 1
    assert run(site, "--check", str(site / "briefs/example.yml"))[0] == 1
    assert run(site, "--check", str(site))[0] == 1


def test_what_is_no_content_is_refused(site: Path) -> None:
    for name in ("mkdocs.yml", "seeds/apollo-11.txt", "docs"):
        assert run(site, str(site / name))[0] == 2
    assert run(site, str(site.parent))[0] == 2


def test_errors_are_told_and_other_files_written(site: Path) -> None:
    dishevel(site)
    glossary = site / "briefs/glossary/entities.yml"
    glossary.write_text("language: &a en\ntags: {a: b}\n", encoding="utf-8")
    code, output = run(site)
    assert code == 1
    assert "wrote briefs/example.yml" in output
    assert "briefs/glossary/entities.yml:1:11" in output
    assert glossary.read_text(encoding="utf-8") == "language: &a en\ntags: {a: b}\n"


def test_of_many_files_each_is_told_of_in_its_place(site: Path) -> None:
    """They are looked at by several processes."""
    names = [f"briefs/glossary/g{number:03}.yml" for number in range(120)]
    for name in names:
        (site / name).write_text(f"language: en\ntags:\n  {Path(name).stem}:   Many\n", encoding="utf-8")
    (site / names[60]).write_text("language: en\ntags: {g060: [}\n", encoding="utf-8")
    code, said = run(site)
    wrote = [line.removeprefix("wrote ") for line in said.splitlines() if line.startswith("wrote ")]
    assert wrote == [name for name in names if name != names[60]]
    assert f"{names[60]}:2:15: error:" in said
    assert code == 1
    assert (site / names[7]).read_text(encoding="utf-8") == "language: en\ntags:\n  g007: Many\n"


def test_another_meaning_is_never_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = dishevel(site)
    before = path.read_bytes()
    write = mujaz.fmt.format.write
    for old, new, what in (("Apollo", "Apolo", "values"), ("# yaml", "# yam", "comments"), ("space", "&x", "errors")):
        monkeypatch.setattr(mujaz.fmt.format, "write", lambda *given, o=old, n=new: write(*given).replace(o, n))
        code, output = run(site, str(path))
        assert code == 2
        assert what in output
        assert path.read_bytes() == before


def test_the_policy_and_sign_offs_are_content_files(site: Path) -> None:
    signed = """\
signoffs:
  - by: "An editor <editor@example.org>"
    # of the desk
    role: editor
    sha256: DIGEST
    at: 2024-03-12T09:30:00Z
    version: 1
    criteria: [rights, language]
""".replace("DIGEST", "0" * 64)
    (site / "briefs/reviews").mkdir()
    (site / "briefs/reviews/example.yml").write_text(signed, encoding="utf-8")
    (site / "editorial.yml").write_text("due_days: 3\n# none\ncriteria: {}\n", encoding="utf-8")
    code, output = run(site)
    assert code == 0
    assert ("wrote briefs/reviews/example.yml" in output, "wrote editorial.yml" in output) == (True, True)
    assert (site / "editorial.yml").read_text("utf-8") == "# none\ncriteria: {}\ndue_days: 3\n"
    assert "    criteria:\n      - rights\n      - language\n" in (site / "briefs/reviews/example.yml").read_text(
        "utf-8"
    )
    (site / "editorial.yml").write_text("due_days: 3\n# few\nstray_words: 9\n", encoding="utf-8")
    run(site)
    assert (site / "editorial.yml").read_text("utf-8") == "# few\nmax_shared_words: 9\ndue_days: 3\n"
    (site / "editorial.yml").write_text("\n# To be written.\n", encoding="utf-8")
    assert "wrote" not in run(site)[1]


def test_what_add_and_new_write_is_in_the_house_style(site: Path) -> None:
    article = site.parent / "article.txt"
    article.write_text("قال الوزير إن السد انهار فجرا. وقالت وكالة ناسا إن القمر بعيد.\n", encoding="utf-8")
    details = ["--publisher", "وكالة: أنباء", "--title", "12", "--grade", "B2", "--published", "2024-07-20"]
    for command in (
        ["add", str(article), "-C", str(site), "--id", "second", *details],
        ["new", "one", "-C", str(site), "--seed", "apollo-11"],
        ["new", "two", "-C", str(site), "--seed", "apollo-11", "--seed", "second"],
    ):
        assert CliRunner().invoke(main, command).exit_code == 0
    code, output = run(site, "--check")
    assert (code, "files: 7, to be changed: 0" in output) == (0, True), output


# Suggestions.


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_suggestions_that_are_taken_make_the_house_style(before: list[str], after: list[str]) -> None:
    found = suggestions([("a.yml", "\n".join(before), "\n".join(after))])["diagnostics"]
    taken = "\n".join(before).split("\n")
    for each in reversed(found):
        (suggestion,) = each["suggestions"]
        start, end = (suggestion["range"][place]["line"] for place in ("start", "end"))
        assert 1 <= start <= end <= len(taken)
        taken[start - 1 : end] = suggestion["text"].split("\n")
    assert taken == "\n".join(after).split("\n")


def test_rdjson_offers_what_would_change_and_writes_nothing(site: Path) -> None:
    before = dishevel(site).read_bytes()
    code, out = run(site, "--format", "rdjson")
    (found,) = json.loads(out)["diagnostics"]
    assert (code, found["location"]["path"]) == (1, "briefs/example.yml")
    assert found["suggestions"][0]["text"] == "tags:\n  - space"
    assert (site / "briefs/example.yml").read_bytes() == before
