"""The review desk over http: what waits for whom, acts that write what commands write, and what is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from desk import SECOND, Desk
from editing import TOKEN, Asked, editing
from thorough import every, thorough

POLICY = """\
roles:
  editor: Reads it
  lawyer: Answers for what is quoted
criteria:
  sourcing: It is sourced
  rights: It may be quoted
approvals:
  - roles:
      - editor
"""
OUT = SECOND + "status: published\npublished: 2024-03-12\n"
ALL = {"criterion": ["sourcing", "rights"], "role": "editor"}


@pytest.fixture
def made(tmp_path: Path) -> Desk:
    """A desk with two briefs that the analyst wrote; nobody has signed anything."""
    return begun(tmp_path / "desk")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Asked]]:
    """One for all that must not change it, as the editor sees it."""
    made = begun(tmp_path_factory.mktemp("untouched") / "desk")
    (made.root.parent / "secret.txt").write_text("words that nobody may see")
    made.git("branch", "other")
    before, head = files(made.root), made.git("rev-parse", "HEAD")
    with editing(made.root, by="Editor") as found:
        yield made, found
    assert (files(made.root), made.git("rev-parse", "HEAD")) == (before, head)


def begun(root: Path) -> Desk:
    """A new desk."""
    root.mkdir()
    desk = Desk(
        root,
        {
            "editorial.yml": POLICY,
            "docs/index.md": "# Home\n",
            "briefs/second.yml": OUT,
        },
    )
    desk.commit("Write")
    return desk


@pytest.fixture
def asked(made: Desk) -> Iterator[Asked]:
    """The desk as the editor sees it."""
    with editing(made.root, by="Editor") as found:
        yield found


def files(root: Path) -> dict[str, bytes]:
    """All files of a site that are not of git or of the cache."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".git", ".cache"} & set(path.relative_to(root).parts)
    }


def section(page: str, turn: str) -> str:
    """The part of the list that is of a turn."""
    return page.partition(f'id="turn-{turn}"')[2].partition("</section>")[0]


def test_the_list_says_whose_turn_it_is_as_each_person_sees_it(made: Desk) -> None:
    for by, turn in (("Editor", "yours"), ("Analyst", "others")):
        with editing(made.root, by=by) as asked:
            page = asked.page("/en/")
        assert "A station opens" in section(page, turn)
        assert "1 more of: editor" in section(page, turn)
        assert f"<bdi>{by}</bdi>" in page
        assert f"{by.lower()}@example.org" in page
    assert "never approved" in page


@pytest.mark.parametrize(
    ("what", "turns"),
    [
        ("signed", {"Editor": "nobodys", "Analyst": "nobodys"}),
        ("changed", {"Editor": "yours", "Analyst": "yours"}),
        ("uncommitted", {"Editor": "others", "Analyst": "others"}),
        ("draft", {"Editor": "writing", "Analyst": "writing"}),
        ("asked", {"Editor": "others", "Analyst": "yours", "Lawyer": "others"}),
        ("answered", {"Editor": "others", "Analyst": "others", "Lawyer": "yours"}),
        ("refused", {"Editor": "others", "Analyst": "yours"}),
        ("silent", {"Editor": "others", "Analyst": "yours"}),
        ("embargoed", {"Editor": "others", "Analyst": "others"}),
    ],
)
def test_whose_turn_it_is(made: Desk, what: str, turns: dict[str, str]) -> None:
    if what != "embargoed":
        made.signed()
    match what:
        case "changed" | "silent" | "uncommitted":
            made.edit("briefs/opening.yml", "a thousand passengers", "one thousand passengers")
        case "embargoed":
            made.edit("briefs/opening.yml", "published: 2024-03-12", "published: 2024-04-01\npublish_after: 2024-04-01")
        case "draft":
            made.edit("briefs/opening.yml", "status: published", "status: draft")
        case "asked" | "answered":
            made.mujaz("ask", "opening", "Who counted?", by="Lawyer")
        case "refused":
            made.mujaz("approve", "opening", "--as", "lawyer", "--request-changes", "--note", "Who?", by="Lawyer")
    if what not in ("signed", "uncommitted"):
        made.commit(by={"asked": "Lawyer", "answered": "Lawyer", "refused": "Lawyer"}.get(what, "Analyst"))
    if what == "answered":
        (path,) = (made.root / "briefs/reviews/opening").glob("*.question.yml")
        made.mujaz("answer", path.name, "The ministry.", by="Analyst")
        made.commit()
    if what in ("silent", "embargoed"):
        made.signed()
    for by, turn in turns.items():
        with editing(made.root, by=by) as asked:
            part = section(asked.page("/en/"), turn)
        assert "A station opens" in part, by
        assert ("Ready to publish" in part) == (what == "signed")
        assert ("no correction tells" in part) == (what in ("silent", "changed", "uncommitted"))


def test_a_page_marks_each_word_that_is_another_and_says_the_change_and_the_quote(made: Desk) -> None:
    made.signed()
    made.edit("briefs/opening.yml", "a thousand passengers", "one thousand passengers")
    made.commit()
    with editing(made.root, by="Editor") as asked:
        page = asked.page("/en/review/opening")
        assert re.search("<del>a</del><ins[^>]*> </ins><ins>one</ins>", page)
        assert "claim capacity: statement" in page
        assert re.search("<mark[^>]*>وقالت المدير إن الخط سينقل ألف مسافر</mark>", page)
        assert "when you signed it" in page
        assert "<del>" not in asked.page("/en/review/opening?since=nothing")
        assert "<ins>one</ins>" in asked.page("/ar/review/opening?since=approved")


def test_what_a_proposal_does_not_touch_is_not_listed(made: Desk) -> None:
    made.git("switch", "--quiet", "--create", "proposal")
    made.edit("briefs/opening.yml", "a thousand passengers", "one thousand passengers")
    made.commit()
    with editing(made.root, by="Editor", base="main") as asked:
        page = asked.page("/en/")
        assert "A station opens" in page
        assert "1 change of meaning" in page
        assert "A line closes" not in page
        assert "<ins>one</ins>" in asked.page("/en/review/opening")


def test_what_briefs_share_and_files_have_pages_of_their_own(untouched: tuple[Desk, Asked]) -> None:
    _, asked = untouched
    for name in ("tag/transport", "entity/sub-keeper", "publication/timetable", "editorial.yml", "mkdocs.yml"):
        page = asked.page(f"/en/review/{name}")
        assert 'action="/en/sign"' in page
        assert 'action="/en/ask"' not in page


ACTS = {
    "approve": (
        ("sign", "review/opening", {**ALL, "note": "Read: «all» of it\nTwice", "verdict": "approve"}),
        ("approve", "opening", "--as", "editor", "--all-criteria", "--note", "Read: «all» of it\nTwice"),
    ),
    "some criteria": (
        ("sign", "review/opening", {"role": "lawyer", "criterion": "rights", "verdict": "approve"}),
        ("approve", "opening", "--as", "lawyer", "--criterion", "rights"),
    ),
    "wording": (
        ("sign", "review/opening", {**ALL, "editorial": "1"}),
        ("approve", "opening", "--as", "editor", "--all-criteria", "--editorial"),
    ),
    "request changes": (
        ("sign", "review/opening", {"role": "editor", "note": "Who?", "verdict": "request"}),
        ("approve", "opening", "--as", "editor", "--request-changes", "--note", "Who?"),
    ),
    "several": (
        ("sign", "", {**ALL, "target": ["opening", "second"]}),
        ("approve", "opening", "second", "--as", "editor", "--all-criteria"),
    ),
    "a tag": (("sign", "review/tag/transport", {"role": "editor"}), ("approve", "tag/transport", "--as", "editor")),
    "a file": (("sign", "review/mkdocs.yml", {"role": "editor"}), ("approve", "mkdocs.yml", "--as", "editor")),
    "ask about a claim": (
        ("ask", "review/opening", {"text": "Who?", "about": "claims/capacity", "role": "lawyer"}),
        ("ask", "opening", "Who?", "--about", "claims/capacity", "--as", "lawyer"),
    ),
    "ask about words": (
        ("ask", "review/opening", {"text": "من؟", "quote": "a thousand passengers"}),
        ("ask", "opening", "من؟", "--quote", "a thousand passengers"),
    ),
    "ask about a quote": (
        ("ask", "review/opening", {"text": "Who: «#» - x", "quote": "سينقل ألف مسافر"}),
        ("ask", "opening", "Who: «#» - x", "--quote", "سينقل ألف مسافر"),
    ),
    "ask about all": (("ask", "review/opening", {"text": "Who?"}), ("ask", "opening", "Who?")),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=thorough)])
@pytest.mark.parametrize("name", every(2, ACTS))
def test_an_act_writes_what_the_command_writes_and_nothing_else(
    made: Desk, name: str, language: str, tmp_path: Path
) -> None:
    (act, address, values), command = ACTS[name]
    other = Desk.__new__(Desk)
    other.root = tmp_path / "other"
    shutil.copytree(made.root, other.root)
    before = files(made.root)
    with editing(made.root, by="Editor") as asked:
        status, headers, text = asked.send(address, act, values, language)
    assert status == 303, text
    assert headers["location"].startswith(f"/{language}/{address}?done=")
    result = other.mujaz(*command, by="Editor")
    assert result.exit_code == 0, result.output
    after = files(made.root)
    assert after == files(other.root)
    assert before.items() < after.items()
    assert made.git("log", "--format=%s").split() == ["Write"]


def test_a_question_is_answered_and_settled_as_by_the_command(made: Desk, tmp_path: Path) -> None:
    made.mujaz("ask", "opening", "Who?", "--as", "lawyer", by="Lawyer")
    made.commit("Ask", by="Lawyer")
    (path,) = (made.root / "briefs/reviews/opening").glob("*.question.yml")
    other = Desk.__new__(Desk)
    other.root = tmp_path / "other"
    shutil.copytree(made.root, other.root)
    with editing(made.root, by="Analyst") as asked:
        assert asked.send("review/opening", "answer", {"text": "The ministry.\n\nSaid twice."})[0] == 303
    with editing(made.root, by="Lawyer") as asked:
        assert "The ministry." in asked.page("/ar/review/opening")
        assert asked.send("review/opening", "resolve", {"commit": "1", "branch": "main"})[0] == 303
        assert "settled" in asked.page("/en/review/opening")
    other.mujaz("answer", path.name, "The ministry.\n\nSaid twice.", by="Analyst")
    other.mujaz("resolve", path.name, by="Lawyer")
    assert files(made.root) == files(other.root)
    assert made.git("status", "--porcelain") == ""


def test_a_commit_holds_the_files_of_the_act_and_nothing_else(made: Desk) -> None:
    made.write("docs/index.md", "# Half written\n")
    made.write("staged.md", "x\n")
    made.git("add", "staged.md")
    with editing(made.root, by="Editor") as asked:
        status, headers, text = asked.send("review/opening", "sign", {**ALL, "commit": "1", "branch": "reviews"})
        assert (status, headers["location"]) == (303, "/en/review/opening?done=approve&kept=1"), text
        page = asked.page(headers["location"])
        assert "It is committed." in page
        assert "Approved as it is" in page
    assert made.git("branch", "--show-current").strip() == "reviews"
    assert (
        made.git("log", "-1", "--format=%an <%ae> %s").strip()
        == "Editor <editor@example.org> Approve opening as editor"
    )
    (named,) = made.git("diff-tree", "-r", "--name-only", "HEAD~1", "HEAD").split()
    assert named.startswith("briefs/reviews/opening/")
    assert made.git("status", "--porcelain").split() == ["M", "docs/index.md", "A", "staged.md"]


def test_what_was_written_without_a_commit_can_be_committed_later(made: Desk) -> None:
    made.write("docs/index.md", "# Half written\n")
    with editing(made.root, by="Editor") as asked:
        assert asked.send("review/opening", "sign", ALL)[1]["location"] == "/en/review/opening?done=approve"
        page = asked.page("/en/review/opening?done=approve")
        assert "It counts once it is committed." in page
        assert "These are not committed yet" in page
        status, headers, text = asked.send("review/opening", "commit", {"branch": "main"})
        assert (status, headers["location"]) == (303, "/en/review/opening?done=commit&kept=1"), text
        page = asked.page(headers["location"])
        assert "These are not committed yet" not in page
        assert "Approved as it is" in page
        status, _, text = asked.ask("/en/commit", "POST", urlencode({"form": asked.fields("/en/", "sign")["form"][0]}))
        assert status == 404, "of nothing"
    assert made.git("status", "--porcelain").split() == ["M", "docs/index.md"]
    assert made.git("log", "-1", "--format=%an %s").strip() == "Editor Commit the reviews of opening"


def test_all_that_was_changed_since_your_sign_off_is_chosen_at_once(made: Desk) -> None:
    made.signed()
    made.signed("second")
    made.edit("briefs/opening.yml", "a thousand passengers", "one thousand passengers")
    made.edit("briefs/second.yml", "A line closes", "The line closes")
    made.commit()
    with editing(made.root, by="Editor") as asked:
        page = asked.page("/en/")
        assert page.count(" checked") == 1, "only that it is to be committed"
        assert 'href="?choose=mine"' in page
        assert asked.page("/en/?choose=mine").count(" checked") == 3
        sent = {**ALL, "target": ["opening", "second"], "commit": "1", "branch": "main"}
        assert asked.send("", "sign", sent)[1]["location"] == "/en/?done=approve&kept=1"
        assert "Nothing waits for you." in asked.page("/en/")


SIGN, ASK = "sign", "ask"
NOBODY = "0" * 64
REFUSED = {
    "who wrote it": ("Analyst", SIGN, ALL, "you wrote some of the brief `opening`", "كتبتَ شيئا مما في الموجز"),
    "no criterion": ("Editor", SIGN, {"role": "editor"}, "no criterion is ticked", "لم يُعلَّم أي معيار"),
    "no note": (
        "Editor",
        SIGN,
        {"role": "editor", "verdict": "request", "note": ""},
        "say what is to be",
        "بيّن ما الذي",
    ),
    "a role that is not": ("Editor", SIGN, {**ALL, "role": "x"}, "there is no role `x`", ""),
    "a criterion that is not": ("Editor", SIGN, {"role": "editor", "criterion": "x"}, "there is no criterion `x`", ""),
    "a stale digest": ("Editor", SIGN, {**ALL, "seen": f"opening {NOBODY}"}, "was changed since it was shown", "تغيّر"),
    "no digest": ("Editor", SIGN, {**ALL, "seen": ""}, "was changed since it was shown", "تغيّر"),
    "a digest of another": ("Editor", SIGN, {**ALL, "seen": f"second {NOBODY}"}, "was changed since", "تغيّر"),
    "no question": ("Editor", ASK, {"text": "  "}, "nothing is written", "لم يُكتب شيء"),
    "part and words": (
        "Editor",
        ASK,
        {"text": "x", "about": "title", "quote": "A"},
        "about a part, or",
        "السؤال عن جزء",
    ),
    "no such part": ("Editor", ASK, {"text": "x", "about": "claims/none"}, "has no `claims/none`", "ليس في الموجز"),
    "no part at all": ("Editor", ASK, {"text": "x", "about": "<b>"}, "names no part of a brief", ""),
    "no such words": ("Editor", ASK, {"text": "x", "quote": "<i>x"}, "no such words", "لا ترد هذه الكلمات"),
    "no branch": ("Editor", SIGN, {**ALL, "commit": "1", "branch": "a b"}, "no name of a branch", ""),
    "an option for a branch": ("Editor", SIGN, {**ALL, "commit": "1", "branch": "--force"}, "no name of a branch", ""),
    "another branch": (
        "Editor",
        SIGN,
        {**ALL, "commit": "1", "branch": "other"},
        "not the one that is checked out",
        "",
    ),
}
"""Who does what, and why not; in Arabic where that is not the same, for it comes from git or from a rule."""


@pytest.mark.parametrize("name", every(3, REFUSED))
def test_a_refusal_is_said_in_the_language_of_the_page_and_nothing_is_written(
    untouched: tuple[Desk, Asked], name: str
) -> None:
    made, _ = untouched
    by, act, values, english, arabic = REFUSED[name]
    before, head = files(made.root), made.git("rev-parse", "HEAD")
    with editing(made.root, by=by) as asked:
        for language, said in (("en", english), ("ar", arabic or english)):
            status, _, text = asked.send("review/opening", act, {"note": "kept", **values}, language)
            told = text.partition('class="told refused"')[2].partition("</div>")[0]
            assert status == 409, text
            assert said.replace("<", "&lt;") in told.replace("<bdi>", "").replace("</bdi>", ""), told
            assert ">kept</textarea>" in text or act != "sign" or "note" in values, "what was typed is kept"
    assert files(made.root) == before
    assert made.git("rev-parse", "HEAD") == head
    assert made.git("status", "--porcelain") == ""


def test_what_was_shown_is_what_is_signed(made: Desk) -> None:
    with editing(made.root, by="Editor") as asked:
        fields = asked.fields("/en/review/opening", "sign")
        made.edit("briefs/opening.yml", "a thousand passengers", "two thousand passengers")
        made.commit("Change it meanwhile")
        status, _, text = asked.ask("/en/sign", "POST", urlencode({**fields, **ALL}, doseq=True))
        assert status == 409
        assert "was changed since it was shown to you" in text
        assert "two thousand passengers" in text, "the page is shown as it is now"
        assert not (made.root / "briefs/reviews").exists()
        assert asked.send("review/opening", "sign", ALL)[0] == 303


def test_a_question_that_was_changed_is_not_answered(made: Desk) -> None:
    made.mujaz("ask", "opening", "Who?", by="Lawyer")
    made.commit("Ask", by="Lawyer")
    with editing(made.root, by="Analyst") as asked:
        fields = asked.fields("/en/review/opening", "answer")
        (path,) = (made.root / "briefs/reviews/opening").glob("*.question.yml")
        made.mujaz("answer", path.name, "Nobody.", by="Editor")
        before = files(made.root)
        status, _, text = asked.ask("/en/answer", "POST", urlencode({**fields, "text": "Somebody."}, doseq=True))
        assert status == 409
        assert "the question was changed since it was shown" in text
        assert files(made.root) == before


def test_content_with_errors_is_told_and_nothing_can_be_signed(made: Desk, asked: Asked) -> None:
    fields = asked.fields("/en/review/opening", "sign")
    made.edit("briefs/second.yml", "status: published", "status: nowhere")
    for address in ("/en/", "/en/review/opening"):
        status, _, text = asked.ask(address)
        assert status == 409
        assert "briefs/second.yml" in text
        assert "nowhere" in text
    status, _, text = asked.ask("/en/sign", "POST", urlencode({**fields, **ALL}, doseq=True))
    assert status == 409
    assert not (made.root / "briefs/reviews").exists()


@pytest.mark.parametrize(
    "name",
    every(4, [
        "none", "../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "opening/../../secret.txt", "/etc/passwd",
        "entity/none", "entity/../opening", "glossary/tag/transport", "tag/", "seeds/line.txt", "briefs/opening.yml",
        ".git/config", "editorial.yml/", "./editorial.yml", "docs/../editorial.yml", "opening%00", "record/line",
        "<script>alert(1)</script>", "opening%0d%0aX:%20y", "text/line", "file/editorial.yml",
    ]),
)  # fmt: skip
def test_only_what_can_be_signed_has_a_page(untouched: tuple[Desk, Asked], name: str) -> None:
    made, asked = untouched
    status, headers, text = asked.ask(f"/en/review/{name}")
    assert status == 404
    assert "words that nobody" not in text
    assert "<script" not in text
    assert "x" not in headers
    before = files(made.root)
    fields = asked.fields("/en/review/opening", "sign")
    for act in ("sign", "ask", "answer", "resolve", "commit"):
        sent = {**fields, **ALL, "of": name, "target": name, "question": name, "text": "x", "seen": f"{name} x"}
        status, _, text = asked.ask(f"/en/{act}", "POST", urlencode(sent, doseq=True))
        assert status in (404, 409), (act, text)
    assert files(made.root) == before


FOREIGN = {
    "from another site": {"Origin": "http://evil.example"},
    "from a sandbox": {"Origin": "null"},
    "without an origin": {"Origin": None},
    "by another name": {"Host": "evil.example"},
    "as a navigation of another site": {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"},
    "as a page of the same site": {"Sec_Fetch_Site": "same-site"},
    "without the token": {"Cookie": None},
    "with another token": {"Cookie": "mujaz-{port}=other"},
    "as JSON": {"Content_Type": "application/json"},
    "as text": {"Content_Type": "text/plain"},
    "with files": {"Content_Type": "multipart/form-data; boundary=x"},
    "without a type": {"Content_Type": None},
}


@pytest.mark.parametrize("way", FOREIGN)
def test_nothing_is_written_for_a_page_of_another_site(untouched: tuple[Desk, Asked], way: str) -> None:
    made, asked = untouched
    before, head = files(made.root), made.git("rev-parse", "HEAD")
    headers = {name: value and value.replace("{port}", str(asked.port)) for name, value in FOREIGN[way].items()}
    sent = urlencode({**asked.fields("/en/review/opening", "sign"), **ALL, "commit": "1", "branch": "main"}, doseq=True)
    status, _, text = asked.ask("/en/sign", "POST", sent, **headers)
    assert status in (403, 415), text
    assert (files(made.root), made.git("rev-parse", "HEAD")) == (before, head)


@pytest.mark.parametrize("form", [None, "", "x", "\u00e9"])
def test_a_form_of_another_run_is_not_taken(untouched: tuple[Desk, Asked], form: str | None) -> None:
    made, asked = untouched
    fields = {**asked.fields("/en/review/opening", "sign"), **ALL}
    del fields["form"]
    sent = urlencode({**fields, **({} if form is None else {"form": form})}, doseq=True)
    assert asked.ask("/en/sign", "POST", sent)[0] == 403
    assert not (made.root / "briefs/reviews").exists()


@pytest.mark.parametrize(
    ("body", "status"), [("a" * 1_000_001, 413), ("a=%ff", 400), ("&".join(["a=1"] * 10_001), 400)]
)
def test_what_nobody_types_is_not_read(untouched: tuple[Desk, Asked], body: str, status: int) -> None:
    _, asked = untouched
    assert asked.ask("/en/sign", "POST", body)[0] == status


@pytest.mark.parametrize("act", ["sign", "ask", "answer", "resolve", "commit"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_an_act_is_no_address_to_be_opened(untouched: tuple[Desk, Asked], act: str, method: str) -> None:
    made, asked = untouched
    before = files(made.root)
    fields = urlencode({**asked.fields("/en/review/opening", "sign"), **ALL}, doseq=True)
    assert asked.ask(f"/en/{act}?{fields}", method)[0] in (403, 404, 405)
    assert files(made.root) == before


def test_nothing_in_the_pages_runs_or_can_be_framed_or_comes_from_elsewhere(untouched: tuple[Desk, Asked]) -> None:
    _, asked = untouched
    for address in ("/en/", "/ar/review/opening", "/en/review/none"):
        _, headers, text = asked.ask(address)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert not {"<script", " style=", "javascript:", "<iframe", "http://", "https://", "onclick"} & {
            found
            for found in ("<script", " style=", "javascript:", "<iframe", "http://", "https://", "onclick")
            if found in text
        }
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
    for address, kind in (("/en.css", "text/css"), ("/fonts/source-serif-4-latin-wght-normal.woff2", "font/woff2")):
        assert asked.ask(address)[1]["content-type"].startswith(kind)
    for address in (
        "/fonts/..%2ffonts.css",
        "/fonts/LICENSE-source-serif-4.txt",
        "/xx.css",
        "/xx/",
        "/xx/review/opening",
    ):
        assert asked.ask(address)[0] == 404


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }}"


def test_hostile_words_stay_words(made: Desk) -> None:
    made.edit("briefs/opening.yml", "title: A station opens", f"title: |\n  {HOSTILE}")
    made.commit("<b>bold</b>", by="Analyst")
    made.mujaz("ask", "opening", HOSTILE, by="Lawyer")
    made.commit("Ask", by="Lawyer")
    with editing(made.root, by="Editor") as asked:
        for address in (
            "/en/",
            "/ar/",
            "/en/review/opening",
            "/ar/review/opening?about=%3Cscript%3E&quote=%3Cscript%3Ealert(1)",
            "/en/?done=%3Cscript%3E",
        ):
            text = asked.page(address)
            assert "<script" not in text
            assert "<img" not in text
            assert "onerror" not in text or "&lt;img" in text
            assert "49" not in text.partition("<main")[2].partition("<h1>")[2].partition("</h1>")[0]


def test_a_desk_is_for_this_machine_only(made: Desk) -> None:
    for options in (("--address", "0.0.0.0:0"), ("--address", "192.0.2.1:0"), ("--allow-host", "example.org")):
        result = made.mujaz("serve", "--review", *options, by="Editor")
        assert result.exit_code == 2
        assert "on this machine only" in result.output


def test_a_desk_needs_a_history_and_a_base_that_is_one(made: Desk, tmp_path: Path) -> None:
    result = made.mujaz("serve", "--review", "none", by="Editor")
    assert result.exit_code == 2
    assert "git knows no commit `none`" in result.output
    shutil.rmtree(made.root / ".git")
    result = made.mujaz("serve", "--review", by="Editor")
    assert result.exit_code == 2


def test_the_token_is_brought_once(untouched: tuple[Desk, Asked]) -> None:
    _, asked = untouched
    assert asked.ask("/en/", Cookie=None)[0] == 403
    status, headers, _ = asked.ask(f"/?token={TOKEN}&lang=ar", Cookie=None)
    assert (status, headers["location"]) == (302, "/?lang=ar")
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=strict" in headers["set-cookie"]
    assert asked.ask("/?lang=ar")[1]["location"] == "/ar/"
