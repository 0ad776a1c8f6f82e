"""The whole way from files to pages: deterministic, careful with files, strict about seeds and rights."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.engine.manifest import MANIFEST
from mujaz.engine.pipeline import check_site, generate
from mujaz.resolve.seeds import fold_digest
from mujaz.text.fold import fold

SITES = Path(__file__).parent / "sites"


@pytest.fixture
def strike(tmp_path: Path) -> Path:
    """A copy of the site with two seeds, in two languages."""
    return Path(shutil.copytree(SITES / "strike", tmp_path / "strike", ignore=shutil.ignore_patterns("expected")))


@pytest.fixture
def quay(tmp_path: Path) -> Path:
    """A copy of the site with an article that may be shown in excerpts only, and a brief in a sub-folder."""
    return Path(shutil.copytree(SITES / "quay", tmp_path / "quay", ignore=shutil.ignore_patterns("expected")))


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def pages(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "docs").rglob("*.md"))}


def found(root: Path) -> list[tuple[str, str]]:
    return [(finding.rule.name, str(finding.span)) for finding in check_site(root).diagnostics]


def all_text(root: Path) -> str:
    return b"".join(pages(root).values()).decode()


# Writing.


def test_two_runs_give_the_same_bytes(strike: Path, tmp_path: Path) -> None:
    """Also in another process, where sets have another order, and in another folder."""
    assert not generate(strike).failed
    other = Path(shutil.copytree(strike, tmp_path / "other", ignore=shutil.ignore_patterns("docs")))
    code = (
        "import sys; from pathlib import Path; from mujaz.engine.pipeline import generate; generate(Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(other)], check=True, env=environment)
    assert pages(strike) == pages(other)


def test_a_second_run_writes_nothing(strike: Path) -> None:
    generate(strike)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (strike / "docs").rglob("*.*")}
    manifests = sum(path.name == MANIFEST for path in before)
    summary = generate(strike).summary
    assert summary is not None
    assert (summary.written, summary.deleted, summary.unchanged) == ((), (), len(before) - manifests)
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (strike / "docs").rglob("*.*")} == before


def test_only_pages_that_change_are_written(strike: Path) -> None:
    generate(strike)
    edit(strike / "briefs" / "strike.yml", "Pay slips were not shown.", "No pay slip was shown.")
    summary = generate(strike).summary
    assert summary is not None
    assert summary.written == ("docs/en/briefs/strike.md", "docs/en/claims.md")


def test_pages_of_a_brief_that_is_gone_are_deleted(quay: Path) -> None:
    generate(quay)
    (quay / "docs" / "about.md").write_text("# About\n", encoding="utf-8")
    (quay / "briefs" / "2024" / "quay.yml").unlink()
    summary = generate(quay).summary
    assert summary is not None
    assert summary.deleted == ("docs/en/briefs/2024/quay.md", "docs/en/dates/2024.md")
    assert not (quay / "docs" / "en" / "briefs" / "2024").exists()
    assert (quay / "docs" / "about.md").exists()


def test_a_foreign_file_is_reported_and_nothing_is_touched(strike: Path) -> None:
    generate(strike)
    foreign = strike / "docs" / "en" / "briefs" / "mine.md"
    foreign.write_text("# Mine\n", encoding="utf-8")
    edit(strike / "briefs" / "strike.yml", "Pay slips were not shown.", "No pay slip was shown.")
    before = pages(strike)
    result = generate(strike)
    assert [str(finding.span) for finding in result.diagnostics] == ["docs/en/briefs/mine.md:1:1"]
    assert result.failed
    assert result.summary is None
    assert pages(strike) == before


def test_dry_writes_nothing_and_says_what_is_stale(strike: Path) -> None:
    result = generate(strike, dry=True)
    assert result.summary is not None
    assert result.summary.stale
    assert not (strike / "docs").exists()
    generate(strike)
    again = generate(strike, dry=True).summary
    assert again is not None
    assert not again.stale


def test_nothing_is_written_from_a_site_with_errors(strike: Path) -> None:
    generate(strike)
    before = pages(strike)
    edit(strike / "briefs" / "strike.yml", "status: corrected", "status: correct")
    assert generate(strike).summary is None
    assert pages(strike) == before


def test_progress_is_told(strike: Path) -> None:
    told: list[tuple[str, int, int]] = []
    generate(strike, progress=lambda stage, done, total: told.append((stage, done, total)))
    for stage in ("reading", "writing"):
        steps = [(done, total) for name, done, total in told if name == stage]
        assert steps[-1][0] == steps[-1][1] == len(steps)


def test_every_page_carries_the_marker_and_its_language(strike: Path) -> None:
    generate(strike)
    for name, page in pages(strike).items():
        head = page.decode().split("---\n")[1]
        language = name.split("/")[1]
        assert head.startswith("generator: mujaz\n")
        assert f'\nlang: "{language}"\ndir: "{"rtl" if language == "ar" else "ltr"}"\n' in head


# Seeds that change.


def test_one_word_changed_inside_a_quote(strike: Path) -> None:
    """The check fails, and says where the quote went, with line and column, and which word is another."""
    edit(strike / "seeds" / "strike-ar.txt", "سيستمر حتى تُدفع الأجور", "سيستمر حتى تُرفع الأجور")
    result = check_site(strike)
    assert result.failed
    assert result.site is None
    changed, lost = result.diagnostics
    assert (lost.rule.name, str(lost.span)) == ("lost-quote", "briefs/strike.yml:51:14")
    assert "«تدفع» stands in the quote where the seed has «تُرفع» at seeds/strike-ar.txt:3:66" in lost.help
    assert str(lost.related[0].span) == "seeds/strike-ar.txt:3:47"
    assert (changed.rule.name, str(changed.span)) == ("seed-changed", "seeds/strike-ar.txt:1:1")


def test_a_negation_outside_of_the_quotes_is_seen_by_the_digest_alone(strike: Path) -> None:
    edit(strike / "seeds" / "strike-en.txt", "ships had to wait", "ships did not have to wait")
    assert found(strike) == [("seed-changed", "seeds/strike-en.txt:1:1")]


def test_a_quote_that_is_deleted_is_found_nowhere_else(strike: Path) -> None:
    edit(strike / "seeds" / "strike-en.txt", '"Two of nine cranes are working," an official', "An official")
    assert found(strike) == [("seed-changed", "seeds/strike-en.txt:1:1"), ("lost-quote", "briefs/strike.yml:82:14")]


def record_fold(root: Path, seed: str) -> None:
    """Add to a record what `mujaz add` writes: the digest of the text as matching sees it."""
    text = (root / "seeds" / f"{seed}.txt").read_text(encoding="utf-8")
    with (root / "seeds" / f"{seed}.yml").open("a", encoding="utf-8") as record:
        record.write(f"fold_sha256: {fold_digest(fold(text))}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("الإضراب سيستمر", "الإِضراب سيستمرّ"),
        ("الإضراب سيستمر", "الاضراب سيستمر"),
        ("الإضراب سيستمر", "الإضـــراب\u00a0سيستمر"),
        ("«الإضراب", "\u200f“الإضراب"),
        ("كلها.\n\nوقال", "كلها.\r\n\r\n\r\nوقال"),
    ],
)
def test_a_change_of_spelling_loses_nothing(before: str, after: str, strike: Path) -> None:
    record_fold(strike, "strike-ar")
    assert found(strike) == []
    seed = strike / "seeds" / "strike-ar.txt"
    seed.write_bytes(seed.read_bytes().replace(before.encode(), after.encode()))
    result = check_site(strike)
    assert not result.failed
    assert [finding.rule.name for finding in result.diagnostics] == ["seed-respelled"]
    assert not generate(strike).failed


def test_the_page_shows_the_words_as_the_seed_has_them(strike: Path) -> None:
    """The brief quotes «تدفع», the seed has «تُدفع»: the page quotes the seed."""
    generate(strike)
    assert 'data-for="claim-wages-late">الإضراب سيستمر حتى تُدفع الأجور</mark>' in all_text(strike)


# Briefs.


def test_a_brief_in_a_sub_folder(quay: Path) -> None:
    generate(quay)
    page = (quay / "docs" / "en" / "briefs" / "2024" / "quay.md").read_text(encoding="utf-8")
    assert "[@pearl-company]: ../../entities/pearl-company.md" in page
    entity = (quay / "docs" / "en" / "entities" / "pearl-company.md").read_text(encoding="utf-8")
    assert "](../briefs/2024/quay.md" in entity


def test_a_claim_of_a_brief_in_a_sub_folder_can_be_referred_to(quay: Path) -> None:
    second = quay / "briefs" / "second.yml"
    second.write_text(
        "language: en\ntitle: Second\nseeds:\n  - quay\nclaims:\n  - id: c\n    at: في الخريف\n"
        "    statement: In autumn.\n"
        "    speaker: pearl-company\n    supersedes:\n      - 2024/quay#plan\n",
        encoding="utf-8",
    )
    assert found(quay) == []
    generate(quay)
    assert "](2024/quay.md#claim-plan)" in (quay / "docs/en/briefs/second.md").read_text(encoding="utf-8")
    assert "](../second.md#claim-c)" in (quay / "docs/en/briefs/2024/quay.md").read_text(encoding="utf-8")


# Rights.

UNQUOTED = [
    "وذكرت الشركة في بيان أن العمل يبدأ في الخريف",
    "وإنهم لم يُستشاروا",
    "قبل نهاية العام",
    "عن كلفة المشروع",
    "وُجهت إليها",
]
QUOTED = ["الصحيفة إن الرصيف الجديد سيغلق طريقهم إلى البحر", "أمس أنها ستبني رصيفا ثالثا"]


def test_an_excerpt_shows_the_quotes_and_nothing_else(quay: Path) -> None:
    assert not generate(quay).failed
    text = all_text(quay)
    assert all(words in text for words in QUOTED)
    assert not [words for words in UNQUOTED if words in text]


def test_a_link_shows_no_word_of_the_article(quay: Path) -> None:
    edit(quay / "seeds" / "quay.yml", "rights: excerpt\nexcerpt_budget: 40\n", "rights: link\n")
    assert not generate(quay).failed
    text = all_text(quay)
    assert not [words for words in UNQUOTED + QUOTED if words in text]
    assert "https://example.org/ar/quay" in text


def test_a_translation_is_the_article_in_other_words(strike: Path) -> None:
    """Where the article may not be shown in full, neither may its translation."""
    generate(strike)
    assert "began an open-ended strike on Monday morning" in all_text(strike)
    edit(strike / "seeds" / "strike-ar.yml", "rights: full\n", "rights: excerpt\nexcerpt_budget: 100\n")
    assert not generate(strike).failed
    assert "began an open-ended strike on Monday morning" not in all_text(strike)


def test_the_full_text_is_shown_where_it_may(quay: Path) -> None:
    edit(quay / "seeds" / "quay.yml", "rights: excerpt\nexcerpt_budget: 40\n", "rights: full\n")
    generate(quay)
    assert all(words in all_text(quay) for words in UNQUOTED)


def test_a_seed_that_no_brief_is_about_is_only_cited(quay: Path) -> None:
    text = "The harbour master said nothing at all.\n"
    (quay / "seeds" / "other.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (quay / "seeds" / "other.yml").write_text(
        f"language: en\ntitle: Other\npublisher: The Coast\nsha256: {digest}\nrights: full\n", encoding="utf-8"
    )
    assert not generate(quay).failed
    assert "The Coast" in all_text(quay)
    assert "harbour master" not in all_text(quay)


def test_the_pages_of_an_edition_that_is_gone_are_deleted(strike: Path) -> None:
    generate(strike)
    configuration = strike / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    assert "- lang: ar" in text
    configuration.write_text(text.replace("- lang: ar", "- lang: fr"), encoding="utf-8")
    generate(strike)
    assert not (strike / "docs" / "ar").exists()
    assert (strike / "docs" / "en" / "index.md").is_file()


def test_a_final_newline_is_no_change_of_words(strike: Path) -> None:
    record = strike / "seeds" / "strike-ar.yml"
    seed = strike / "seeds" / "strike-ar.txt"
    digest = fold_digest(fold(seed.read_text(encoding="utf-8")))
    record.write_text(f"{record.read_text(encoding='utf-8')}fold_sha256: {digest}\n", encoding="utf-8")
    seed.write_text(seed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert [finding.rule.name for finding in check_site(strike).diagnostics] == ["seed-respelled"]


def test_a_language_that_only_the_title_lacks_is_reported(strike: Path) -> None:
    edit(strike / "briefs" / "strike.yml", "  - Coast desk\n", "  - en: Coast desk\n    fr: Bureau\n")
    found = [f.message for f in check_site(strike).diagnostics if f.rule.name == "missing-translation"]
    assert "the title has no `fr`, though other texts of the brief have" in found


def test_a_contradiction_that_one_claim_names_is_shown_on_both(strike: Path) -> None:
    edit(strike / "briefs" / "strike.yml", "    contradicts:\n      - wages-late\n", "")
    generate(strike)
    page = (strike / "docs" / "en" / "briefs" / "strike.md").read_text(encoding="utf-8")
    claims = page.split('<details class="mj-claim"')[1:]
    (denial,) = [claim for claim in claims if "{: #claim-wages-paid " in claim]
    assert 'Contradicts: [C2](#claim-wages-late "The strike goes on until wages are paid' in denial
