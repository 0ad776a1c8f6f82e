"""In a real browser nothing of a hostile text runs, loads or looks different."""

from __future__ import annotations

from engines import ENGINES, to_html
from payloads import PAYLOADS, naughty_strings

from mujaz.markup import attr, literal, render_prose
from mujaz.markup.literal import normalise
from mujaz.markup.parse import parse_prose

_COLLECT = """() => ({
    literal: [...document.querySelectorAll("p > span.literal")].map(found => found.textContent),
    title: [...document.querySelectorAll("span[title]")].map(found => found.title),
    ran: window.ran === true,
})"""


def test_nothing_runs_or_loads_and_every_text_is_shown(browser):
    texts = [text for text in [*PAYLOADS, *naughty_strings()[::4]] if normalise(text)]
    parts = []
    for text in texts:
        parts.append(f'<span class="literal" title="{attr(text)}">{literal(text)}</span>')
        parts.append(render_prose(parse_prose(text)[0], resolve_reference=lambda *_: None, base="rtl"))
    expected = [normalise(text, " ") for text in texts]
    for engine in ENGINES:
        requests: list[str] = []
        page = browser.new_page()
        page.add_init_script("window.alert = window.prompt = window.confirm = () => { window.ran = true; };")
        page.on("request", lambda request, seen=requests: seen.append(request.url))
        body = to_html("\n\n".join(parts), engine)
        page.set_content(f"<!doctype html><meta charset=utf-8><body>{body}")
        found = page.evaluate(_COLLECT)
        page.close()
        assert found["ran"] is False
        assert requests == []
        assert found["literal"] == expected
        assert found["title"] == expected
