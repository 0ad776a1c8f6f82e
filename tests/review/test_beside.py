"""Files beside the content: pages by hand, words of the desk and settings are shown word by word, in every format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from test_review import document, reviewed
from test_whole import FORMATS, words_of

from mujaz.editors.past import terms_of
from mujaz.editors.states import two_states
from mujaz.review.compare import compare
from mujaz.review.objects import Kind
from mujaz.review.settings import settings_changes, settings_of
from mujaz.syntax.source import Source
from site_in_git import Site

PAGE = "# About us\n\nWho we are.\n\n" + "A long paragraph of words that nobody changed. " * 20 + "\n\nThe end.\n"


@pytest.mark.parametrize("format", FORMATS)
def test_every_new_word_of_a_page_by_hand_is_shown_in_every_format(site: Site, format: str) -> None:
    site.write({"docs/about.md": PAGE})
    site.commit("Say who we are")
    text = PAGE.replace("Who we are", "Who we were").replace("The end.", "The end, after a conviction for bribery.")
    site.write({"docs/about.md": text, "docs/new.md": "# New\n\nA page of unheard words.\n"})
    written = words_of(FORMATS[format](reviewed(site)))
    assert all(word in written for word in ("were", "after a conviction for bribery", "A page of unheard words"))
    assert "docs/about.md" in written.replace("docs&#47;", "docs/")


def test_a_page_is_compared_line_by_line_and_known_by_its_path(site: Site) -> None:
    site.write({"docs/about.md": PAGE})
    site.commit("Say who we are")
    site.replace("docs/about.md", "Who we are.\n", "Who we were.\n")
    found = document(reviewed(site), "file", "docs/about.md")
    assert found.change is Kind.CHANGED
    assert [(change.path, change.before, change.after) for change in found.changes] == [
        (("text", "3"), "Who we are.", "Who we were.")
    ]


def test_words_of_the_desk_are_files_beside_the_content(site: Site) -> None:
    layout = "  mujaz:\n    layout:\n      tag:\n        - text: {en: texts/how.md}\n        - briefs\n"
    site.replace("mkdocs.yml", "extra:\n", f"extra:\n{layout}")
    site.write({"texts/how.md": "How we work.\n"})
    site.commit("Say how we work")
    site.replace("texts/how.md", "work", "used to work")
    (found,) = reviewed(site).documents
    assert (found.kind, found.id) == ("file", "texts/how.md")


def test_a_file_that_is_no_text_is_named_with_its_size(site: Site) -> None:
    (site.root / "docs").mkdir(exist_ok=True)
    (site.root / "docs/map.bin").write_bytes(b"\0\1\2")
    found = document(reviewed(site), "file", "docs/map.bin")
    assert [change.words for change in found.changes] == ["no text, to be looked at as it is: none → 3 bytes"]


def test_a_link_to_a_file_outside_is_not_read(site: Site) -> None:
    secret = site.root.parent / "secret.md"
    secret.write_text("a secret of this machine")
    (site.root / "docs").mkdir(exist_ok=True)
    (site.root / "docs/about.md").symlink_to(secret)
    site.commit("Link")
    for span in ("HEAD~1", "HEAD~1..HEAD"):
        assert "secret of this" not in FORMATS["json"](reviewed(site, span))


def test_what_a_commit_has_of_pages_by_hand_is_compared_as_what_is_in_the_folder(site: Site) -> None:
    site.write({"docs/about.md": PAGE})
    site.commit("Say who we are")
    assert [each.id for each in reviewed(site, "HEAD~1..HEAD").documents] == ["docs/about.md"]


def test_pages_that_wait_for_a_sign_off_block_a_proposal_as_they_block_publication(site: Site) -> None:
    site.write({"editorial.yml": "site_files: approved\n"})
    base = site.commit("Ask for sign-offs")
    site.write({"docs/about.md": PAGE})
    site.commit("Say who we are")
    for span in (base, f"{base}..HEAD"):
        with two_states(site.root, span, cache=False) as (before, after):
            review = compare(before, after, terms_of(site.root, after, date(2024, 3, 12)))
        assert "nobody has approved `docs/about.md` as it is" in [each.message for each in review.blocking], span


SETTINGS = "plugins:\n  - search\n  - mujaz\nextra:\n  alternate:\n    - lang: en\n      title: Words\n"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda text: text.replace("Words", "Other words"), ["extra › alternate › en › title «Words» → «Other words»"]),
        (lambda text: text.replace("  - search\n", ""), ["plugins › search removed (it was «search»)"]),
        (lambda text: text + "strict:\n", ["strict added: «»"]),
        (
            lambda text: text.replace("- mujaz\n", "- mujaz:\n      headers: false\n"),
            ["plugins › mujaz › headers added: «false»"],
        ),
        (
            lambda text: text.replace("  - search\n  - mujaz\n", "  - mujaz\n  - search\n"),
            ["plugins reordered, now mujaz, search"],
        ),
        (
            lambda text: text + "hooks: [a.py, !ENV b]\n",
            ["hooks › a.py added: «a.py»", "hooks › «!ENV b» added: «!ENV b»"],
        ),
        (lambda text: text.replace("\n", " # as before\n"), []),
        (lambda text: text.replace("Words", '"Words"'), []),
    ],
)
def test_settings_are_compared_key_by_key(edit: Callable[[str], str], told: list[str]) -> None:
    before, after = (settings_of(Source("mkdocs.yml", text)) for text in (SETTINGS, edit(SETTINGS)))
    assert before is not None
    assert after is not None
    words = [change.words.replace("\u2068", "").replace("\u2069", "") for change in settings_changes(before, after)]
    assert words == told


def test_a_comment_of_the_settings_is_shown_though_no_setting_differs(site: Site) -> None:
    text = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
    site.write({"mkdocs.yml": f"# Ask the press office first.\n{text}"})
    (found,) = reviewed(site).documents
    assert "Ask the press office first" in found.changes[0].words


def test_settings_of_endless_aliases_are_compared_line_by_line(site: Site) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, after in zip("abcde", "bcdef", strict=True)
    )
    assert settings_of(Source("mkdocs.yml", bomb)) is None
    text = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
    site.write({"mkdocs.yml": text + bomb})
    assert len(document(reviewed(site), "file", "mkdocs.yml").changes) == 6
