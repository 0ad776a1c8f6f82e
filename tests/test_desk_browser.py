"""An editor with a browser only: reads, asks, settles and approves, and the site is published; without a script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import DESKTOP, PHONE
from desk import Desk
from editing import TOKEN, Asked, editing
from test_quality import judge
from thorough import thorough

POLICY = """\
roles:
  editor: Reads it
criteria:
  sourcing: It is sourced
  rights: It may be quoted
approvals:
  - roles:
      - editor
"""


@pytest.fixture
def made(tmp_path: Path) -> Desk:
    """A desk with a brief that the analyst wrote and nobody has signed."""
    root = tmp_path / "desk"
    root.mkdir()
    desk = Desk(root, {"editorial.yml": POLICY, "docs/index.md": "# Home\n"})
    desk.commit("Write")
    return desk


@contextmanager
def opened(browser: Browser, asked: Asked, *, scripts: bool = False, language: str = "en") -> Iterator[Page]:
    """The desk in a browser that asks nothing of another host and gets no warning."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=scripts)
    page = context.new_page()
    elsewhere: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if asked.address not in request.url else None)
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{asked.address}/?token={TOKEN}&lang={language}")
    yield page
    context.close()
    assert elsewhere == []
    assert [words for words in said if "409" not in words] == [], "but for what is refused"


def files(root: Path) -> dict[str, bytes]:
    """All files of a site but those of git, of the cache and of what was built."""
    left = {".git", ".cache", "site", "en", "ar"}
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not left & set(path.relative_to(root).parts)
    }


def test_an_editor_with_a_browser_only_asks_settles_and_approves_and_the_site_is_published(
    made: Desk, browser: Browser, tmp_path: Path
) -> None:
    by_command = Desk.__new__(Desk)
    by_command.root = tmp_path / "other"
    shutil.copytree(made.root, by_command.root)
    with editing(made.root, by="Editor") as asked, opened(browser, asked) as page:
        expect(page.locator(".turn.yours")).to_contain_text("A station opens")
        page.get_by_role("link", name="A station opens").click()
        page.get_by_role("link", name="Ask about this: claims/capacity").first.click()
        expect(page.get_by_label("About", exact=True)).to_have_value("claims/capacity")
        page.get_by_label("Question", exact=True).fill("Who counted them?")
        page.get_by_role("button", name="Ask the question").click()
        expect(page.get_by_role("status")).to_contain_text("The question is asked. It is committed.")
        page.get_by_role("link", name="What waits", exact=True).click()
        expect(page.locator(".turn.others")).to_contain_text("Editor asks: waits for the writer’s answer")

        with editing(made.root, by="Analyst") as other, opened(browser, other, language="ar") as writer:
            expect(writer.locator(".turn.yours")).to_contain_text("سأل Editor")
            writer.get_by_role("link", name="A station opens").click()
            writer.locator("summary", has_text="أجب عن السؤال").click()
            writer.get_by_label("الإجابة").fill("The ministry did.")
            writer.get_by_role("button", name="أجب عن السؤال").click()
            expect(writer.get_by_role("status")).to_contain_text("أُجيب عن السؤال. حُفظ في السجل.")

        page.reload()
        expect(page.locator(".turn.yours")).to_contain_text("is answered: is it settled?")
        page.get_by_role("link", name="A station opens").click()
        expect(page.locator(".question")).to_contain_text("The ministry did.")
        page.locator("summary", has_text="It is settled").click()
        page.get_by_role("button", name="It is settled").click()
        expect(page.get_by_role("status")).to_contain_text("The question is settled.")

        page.get_by_role("button", name="Approve").click()
        expect(page.get_by_role("alert")).to_contain_text("no criterion is ticked")
        for criterion in ("sourcing", "rights"):
            page.get_by_label(criterion).check()
        page.get_by_role("button", name="Approve").click()
        expect(page.get_by_role("status")).to_contain_text("Approved. It is committed.")
        page.get_by_role("link", name="What waits", exact=True).click()
        expect(page.locator(".turn.yours")).to_contain_text("Nothing waits for you.")
        expect(page.locator(".turn.nobodys")).to_contain_text("A station opens")

    subjects = ["Approve opening as editor", "Resolve a question about opening", "Answer a question about opening"]
    assert made.git("log", "--format=%s").splitlines() == [*subjects, "Ask about opening", "Write"]
    assert made.git("log", "--format=%an").splitlines() == ["Editor", "Editor", "Analyst", "Editor", "Analyst"]
    assert made.git("status", "--porcelain") == ""
    assert made.mujaz("build", "--publish").exit_code == 0
    assert "A station opens" in (made.root / "site/en/briefs/opening.html").read_text("utf-8")

    by_command.mujaz("ask", "opening", "Who counted them?", "--about", "claims/capacity", by="Editor")
    (question,) = (by_command.root / "briefs/reviews/opening").glob("*.question.yml")
    by_command.mujaz("answer", question.name, "The ministry did.", by="Analyst")
    by_command.mujaz("resolve", question.name, by="Editor")
    by_command.approve()
    assert files(made.root) == files(by_command.root)


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=thorough)])
def test_the_pages_are_clean_for_axe_and_fit_a_phone(made: Desk, browser: Browser, language: str) -> None:
    made.signed()
    made.mujaz("ask", "opening", "Who?", by="Lawyer")
    made.edit("briefs/opening.yml", "a thousand passengers", "one thousand passengers")
    made.commit(by="Lawyer")
    with editing(made.root, by="Editor") as asked, opened(browser, asked, scripts=True, language=language) as page:
        for name in ("", "review/opening", "review/tag/transport", "review/mkdocs.yml"):
            page.goto(f"{asked.address}/{language}/{name}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert judge(page) == [], name
            page.set_viewport_size(PHONE)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
            page.set_viewport_size(DESKTOP)


def test_all_can_be_done_from_the_keyboard(made: Desk, browser: Browser) -> None:
    with editing(made.root, by="Editor") as asked, opened(browser, asked, scripts=True) as page:
        page.goto(f"{asked.address}/en/review/opening")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
        page.keyboard.press("Enter")
        reached = []
        for _ in range(120):
            page.keyboard.press("Tab")
            name, ring = page.evaluate(
                "(e => [e.name || e.textContent.trim().slice(0, 30), getComputedStyle(e).outlineStyle])"
                "(document.activeElement)"
            )
            assert ring != "none", name
            reached.append(name)
            if name == "criterion" and not page.evaluate("document.activeElement.checked"):
                page.keyboard.press("Space")
            if name == "verdict":
                page.keyboard.press("Enter")
                break
        expect(page.get_by_role("status")).to_contain_text("Approved.")
        assert reached[0] == "Back to what waits"
        assert [name for name in reached if name in ("role", "criterion", "note", "commit", "verdict")] == [
            *("role", "criterion", "criterion", "note", "commit", "verdict")
        ]
