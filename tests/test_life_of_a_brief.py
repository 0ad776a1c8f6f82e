"""The life of a brief in twelve commits of two people, through real git: from its draft to its retraction."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from desk import Desk
from mujaz.resolve.seeds import fold_digest
from mujaz.text.fold import fold
from thorough import thorough

EXAMPLE = Path(__file__).parent.parent
BRIEF, SEED = "briefs/derna-2023.yml", "seeds/derna-dams.txt"
NEW_YEAR = "1735689600"
"""2025-01-01 in seconds: after all days that the example names."""

POLICY = "roles:\n  editor: Reads the brief as a reader will\n"
CORRECTION = """\
corrections:
  - date: 2024-09-01
    severity: major
    text:
      ar: كان في الادعاء الأول عدد خاطئ.
      en: The first claim gave a wrong number.
"""
ADDITION = """\
  - date: 2024-10-01
    severity: minor
    text:
      ar: أضاف الناشر سطرا إلى مقاله.
      en: The publisher added a line to the article.
"""
RETRACTION = """\
  - date: 2024-12-01
    severity: retraction
    text:
      ar: سُحب الموجز لأن أرقامه لم تثبت.
      en: The brief was withdrawn since its numbers did not hold.
"""


class Newsroom(Desk):
    """The brief on Derna in a repository of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        assert self.mujaz("init", by="Analyst").exit_code == 0
        for folder in ("seeds", "briefs"):
            shutil.rmtree(root / folder)
        (root / "seeds").mkdir()
        for path in (EXAMPLE / "seeds").glob("derna-*"):
            shutil.copy(path, root / "seeds")
        shutil.copytree(EXAMPLE / "briefs/glossary", root / "briefs/glossary")
        shutil.copy(EXAMPLE / BRIEF, root / BRIEF)
        self.write("editorial.yml", POLICY)
        self.git("init", "--quiet", "--initial-branch=main")

    def mujaz(self, *arguments: str, by: str = "Analyst", day: str = NEW_YEAR) -> Result:
        """As `Desk.mujaz`, on a day after all that happened."""
        if arguments == ("init",):
            return self.run("init", str(self.root), by=by, day=day)
        return super().mujaz(*arguments, by=by, day=day)

    def review(self, span: str) -> tuple[set[str], set[str], str]:
        """The rules of what blocks a change, and of its risks, and all that is said to have changed."""
        result = self.mujaz("review", span, "--format", "json")
        review = json.loads(result.stdout)
        assert result.exit_code == (1 if review["blocking"] else 0), result.output
        words = [change["words"] for document in review["documents"] for change in document["changes"]]
        plain = re.sub("[\u2066-\u2069]", "", "\n".join(words))
        return (*({each["rule"] for each in review[key]} for key in ("blocking", "risks")), plain)  # type: ignore[return-value]  # two sets and a text

    def publishes(self) -> list[str]:
        """The rules for which publication is refused; none where the site is built."""
        result = self.mujaz("build", "--publish", "--format", "json")
        refused = [each["rule"] for each in json.loads(result.stdout)["findings"] if each["severity"] == "error"]
        assert result.exit_code == (1 if refused else 0), result.output
        return refused

    def page(self, name: str) -> str:
        """The words of a built page."""
        return (self.root / f"site/en/briefs/{name}.html").read_text(encoding="utf-8")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    root = tmp_path / "site"
    return Newsroom(root)


@thorough
def test_from_draft_to_retraction(room: Newsroom) -> None:
    # 1. A draft is no more than a preview.
    room.edit(BRIEF, "status: published\npublished: 2024-08-05\nupdated: 2024-08-05\n", "status: draft\n")
    room.commit("Draft")
    assert room.publishes() == ["unpublished-status"]

    # 2. It goes to the editor, surer of a number than it was.
    room.edit(BRIEF, "status: draft\n", "status: in-review\n")
    room.edit(BRIEF, "assessment: disputed\n    confidence: moderate\n", "assessment: disputed\n    confidence: high\n")
    room.commit("Ask for review")
    blocking, risks, words = room.review("HEAD~1..HEAD")
    assert blocking == {"unpublished-status"}  # it would not be published as it is
    assert "confidence-raised" in risks
    assert "status draft → in-review" in words
    assert "claim lrc-11300: confidence moderate → high" in words

    # 3. It is to be published. Who wrote it cannot approve it, and nobody has.
    room.edit(BRIEF, "status: in-review\n", "status: published\npublished: 2024-08-05\n")
    room.commit("Publish")
    refused = room.approve("derna-2023", by="Analyst")
    assert refused.exit_code == 2
    assert "you wrote some of the brief" in refused.output
    assert room.review("HEAD~1..HEAD")[0] == {"unapproved-brief"}
    assert room.publishes() == ["unapproved-brief"]

    # 4. The editor signs, and it is published.
    room.signed("derna-2023")
    assert room.review("HEAD~1..HEAD")[0] == set()
    assert room.publishes() == []
    assert "11300" in room.page("derna-2023")

    # 5. Other words, and no correction: the change is refused.
    room.git("switch", "--quiet", "--create", "mend")
    room.edit(BRIEF, "بلغ عدد القتلى في درنة 11300، وعدد", "بلغ عدد القتلى في درنة 11800، وعدد")
    room.commit("Mend a number")
    blocking, _, words = room.review("main...mend")
    assert blocking == {"silent-edit", "stale-approval"}
    assert "11800" in words
    assert room.publishes() == [], "readers go on seeing what was approved"
    assert "11300" in room.page("derna-2023")
    assert "11800" not in room.page("derna-2023")

    # 6. With a correction, only the signature is missing. 7. It comes with the next commit.
    room.edit(BRIEF, "status: published\n", "status: corrected\nupdated: 2024-09-01\n")
    room.write(BRIEF, (room.root / BRIEF).read_text("utf-8").rstrip() + "\n\n" + CORRECTION)
    room.commit("Say what was wrong")
    assert room.review("main...mend")[0] == {"stale-approval"}
    room.signed("derna-2023")
    assert room.review("main...mend")[0] == set()

    # 8. The editor merges it. Readers see both versions, and why.
    room.git("switch", "--quiet", "main")
    room.git("merge", "--quiet", "--no-ff", "--message", "Merge the correction", "mend", by="Editor")
    assert room.publishes() == []
    assert "The first claim gave a wrong number." in room.page("derna-2023")
    versions = room.page("derna-2023.versions")
    assert re.search(r"<del>(?:(?!</del>).)*11300</bdi></del>", versions)
    assert re.search(r"<ins>(?:(?!</ins>).)*11800</bdi></ins>", versions)
    assert "The first claim gave a wrong number." in versions

    # 9. The article changes at its publisher's: what was signed is not what there is now. 10. The editor looks again.
    text = (room.root / SEED).read_text("utf-8") + "\nأُضيف هذا السطر بعد النشر.\n"
    room.write(SEED, text)
    record = (room.root / SEED).with_suffix(".yml").read_text("utf-8")
    record = re.sub(r"(?m)^sha256: .*$", f"sha256: {hashlib.sha256(text.encode()).hexdigest()}", record)
    record = re.sub(r"(?m)^fold_sha256: .*$", f"fold_sha256: {fold_digest(fold(text))}", record)
    room.write(SEED.replace(".txt", ".yml"), record.replace("retrieved: 2024-07-30", "retrieved: 2024-10-01"))
    room.commit("Import the article again")
    blocking, risks, _ = room.review("HEAD~1..HEAD")
    assert blocking == {"silent-edit", "stale-approval"}
    assert "seed-replaced" in risks
    room.write(BRIEF, (room.root / BRIEF).read_text("utf-8").rstrip() + "\n" + ADDITION)
    room.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    assert room.review("HEAD~1..HEAD")[0] == {"stale-approval"}
    assert room.publishes() == ["stale-approval"]
    room.signed("derna-2023")
    assert room.publishes() == []

    # 11. It is withdrawn, which the editor signs, too: 12.
    room.edit(BRIEF, "status: corrected\n", "status: withdrawn\n")
    room.write(BRIEF, (room.root / BRIEF).read_text("utf-8").rstrip() + "\n" + RETRACTION)
    room.commit("Withdraw it")
    assert room.review("HEAD~1..HEAD")[0] == {"stale-approval"}
    room.signed("derna-2023")
    assert room.publishes() == []
    page = room.page("derna-2023")
    assert "<title>Withdrawn: Derna 2023" in page
    assert "This brief has been withdrawn." in page
    assert "The brief was withdrawn since its numbers did not hold." in page
    assert "The brief was withdrawn since its numbers did not hold." in room.page("derna-2023.versions")
    assert room.git("rev-list", "--count", "HEAD").strip() == "12"
    assert set(room.git("log", "--format=%an").split()) == {"Analyst", "Editor"}
