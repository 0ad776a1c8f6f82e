"""A browser's page under watch: what ran that should not, what was asked of other hosts, what a policy forbade."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

CANARY = "mjRan"
"""A script of a payload calls this function, `alert` or the like; each call is heard."""

_INIT = f"""
window.mjHeard = [];
window.{CANARY} = what => mjHeard.push(`ran ${{what}}`);
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = what => {{ mjHeard.push(`${{name}}(${{what}})`); return null; }};
document.addEventListener("securitypolicyviolation", event =>
  mjHeard.push(`forbidden: ${{event.effectiveDirective}} ${{event.blockedURI}} ${{event.sample}}`));
"""


@dataclass
class Watched:
    """A page and what was heard of it since `take` was called."""

    page: Page
    base: str
    """How the addresses of the site begin; what is asked for elsewhere is foreign."""
    heard: list[str] = field(default_factory=list)

    def take(self) -> list[str]:
        """What was heard, which is forgotten."""
        inside = self.page.evaluate("() => { const heard = window.mjHeard || []; window.mjHeard = []; return heard; }")
        heard, self.heard = [*self.heard, *inside], []
        return heard


@contextmanager
def watching(browser: Browser, base: str) -> Iterator[Watched]:
    """A new page under watch; `base` is the address of the site's folder."""
    context = browser.new_context()
    context.add_init_script(_INIT)
    page = context.new_page()
    watched = Watched(page, base)
    page.on("dialog", lambda dialog: (watched.heard.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda opened: watched.heard.append(f"a window {opened.url}"))
    page.on("pageerror", lambda error: watched.heard.append(f"error {error}"))
    page.on("request", lambda request: _note(watched, request.url))
    page.on("websocket", lambda socket: watched.heard.append(f"foreign {socket.url}"))
    try:
        yield watched
    finally:
        context.close()


def _note(watched: Watched, url: str) -> None:
    if not url.startswith((watched.base, "data:", "about:")):
        watched.heard.append(f"foreign {url[:200]}")
