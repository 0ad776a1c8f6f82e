"""Proposals for a brief that exists: only what is new, as comments, and nothing that is in force is changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mujaz.cli import main
from mujaz.engine.shelf import decode_files
from mujaz.model.documents import Documents, Files, SeedFiles
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.propose import plan_proposals
from mujaz.syntax.source import Source

TEXT = """\
قال وزير الدفاع الروسي سيرغي شويغو يوم الثلاثاء إن المناورات ستستمر أسبوعا كاملا.
وحذرت كندا من أن المناورات ستؤخر المحادثات. ويقول محللون إن التأخير لن يطول كثيرا.
"""
BRIEF = """\
# a remark of the analyst
language: ar
title: مناورات
seeds:
  - drill

claims:
  # this one first
  - id: c1
    at: "المناورات ستستمر أسبوعا كاملا"
    statement: المناورات ستستمر أسبوعا.
    assessment: unverified

sources: {}
"""


def documents_of(brief: str, *, published: str = "2023-09-13", glossary: str = "") -> Documents:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    record = f"language: ar\ntitle: عنوان\npublisher: نحن\npublished: {published}\nsha256: {digest}\nrights: full\n"
    seed = SeedFiles(Source("seeds/drill.txt", TEXT), digest, Source("seeds/drill.yml", record))
    glossaries = (Source("briefs/glossary/g.yml", glossary),) if glossary else ()
    documents, findings = decode_files(Files({"drill": seed}, glossaries, {"b": Source("briefs/b.yml", brief)}))
    assert findings == []
    return documents


def proposed_to(brief: str, **options: str) -> tuple[str, dict[str, int]]:
    documents = documents_of(brief, **options)
    proposed, findings = plan_proposals(documents.briefs[0], documents)
    assert proposed is not None
    assert findings == []
    texts = proposed.changes.texts()
    return (texts["briefs/b.yml"][1] if texts else brief), proposed.counts


def without_comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def test_nothing_that_the_analyst_wrote_is_changed() -> None:
    text, counts = proposed_to(BRIEF)
    assert without_comments(text) == without_comments(BRIEF)
    assert text.startswith("# a remark of the analyst\n")
    assert counts == {"entities": 2, "timeline": 1, "claims": 2}
    assert documents_of(text).briefs[0].brief.claims[0].at is not None


def test_a_second_run_proposes_nothing() -> None:
    text, _ = proposed_to(BRIEF)
    assert proposed_to(text) == (text, {})


def test_claims_stand_behind_those_that_are_there_and_take_free_ids() -> None:
    text, _ = proposed_to(BRIEF)
    before, _, behind = text.partition("#   - id: c2\n")
    assert before.index("assessment: unverified") < len(before)
    assert "sources: {}" in behind
    assert "# the speaker is no entity: محللون" in behind
    assert "المناورات ستستمر أسبوعا كاملا" not in behind.split("# Names that")[0].split("# timeline:")[0]


def test_a_proposal_that_is_accepted_is_not_proposed_again() -> None:
    text, _ = proposed_to(BRIEF)
    head, mark, rest = text.partition("#   - id: c2\n")
    lines = rest.splitlines(keepends=True)
    end = next(number for number, line in enumerate(lines) if line.startswith("#   - id: c3"))
    taken = head + "".join(line.removeprefix("# ") for line in [mark, *lines[:end]]) + "".join(lines[end:])
    taken = taken.replace("    speaker: canada\n", "")
    assert [claim.id.id for claim in documents_of(taken).briefs[0].brief.claims] == ["c1", "c2"]
    assert proposed_to(taken) == (taken, {})


def test_a_name_that_the_glossary_gets_is_no_proposal() -> None:
    glossary = "language: ar\nentities:\n  shoigu:\n    type: person\n    name:\n      ar: سيرغي شويغو\n"
    text, counts = proposed_to(BRIEF, glossary=glossary)
    assert counts["entities"] == 1
    assert "syrghy" not in text


def test_a_date_that_counts_from_the_article_is_marked() -> None:
    text, _ = proposed_to(BRIEF)
    assert '#   # counted from the article\'s day, 2023-09-13:\n#   - date: "2023-09-12"\n' in text
    text, _ = proposed_to(BRIEF, published="2023-09")
    assert "which its record does not say" in text


def test_a_brief_between_braces_is_refused() -> None:
    documents = documents_of("{language: ar, title: مناورات, seeds: [drill]}\n")
    with pytest.raises(RefusedError, match="between braces"):
        plan_proposals(documents.briefs[0], documents)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in args])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    assert run("init", root).exit_code == 0
    article = tmp_path / "drill.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert run("add", article, "-C", root, "--publisher", "نحن", "--published", "2023-09-13").exit_code == 0
    return root


def test_from_the_command_line(desk: Path) -> None:
    path = desk / "briefs/drill.yml"
    path.write_text(BRIEF, encoding="utf-8")
    tried = run("propose", "drill", "--dry-run", "-C", desk)
    assert tried.exit_code == 0
    assert "would be proposed: names 2; claims 2; dates 1" in tried.stderr
    assert path.read_text(encoding="utf-8") == BRIEF
    assert run("propose", "drill", "-C", desk).exit_code == 0
    assert "nothing is new" in run("propose", "drill", "-C", desk).stderr
    assert run("propose", "dril", "-C", desk).exit_code == 2


def test_what_the_articles_mention_comes_from_the_pack(desk: Path) -> None:
    done = run("glossary", "pack", "--mentioned", "-C", desk)
    assert done.exit_code == 0
    assert "kept as they are: 1" in done.stderr
    assert "  canada:\n    type: place\n" in (desk / "briefs/glossary/world.yml").read_text(encoding="utf-8")
    again = run("glossary", "pack", "canada", "france", "-C", desk)
    assert "`canada` is kept as it is" in again.stderr
    assert "added to briefs/glossary/world.yml: 1" in again.stderr
    assert run("check", "-C", desk).exit_code == 0


def test_a_file_of_a_glossary_is_no_way_out_of_the_site(desk: Path) -> None:
    refused = run("glossary", "pack", "canada", "--to", "../../outside", "-C", desk)
    assert refused.exit_code == 2
    assert not (desk / "outside.yml").exists()
