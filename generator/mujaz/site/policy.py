"""The Content Security Policy of a site's pages, and the same as files of headers for hosts that read such files.

A page may run the scripts of its own site and the few that the theme's templates hold, which are named by digest
(<https://www.w3.org/TR/CSP3/>). The digests are those of the templates' source, never of a finished page: so nothing
that text on a page manages to become is ever among them, and all pages of a site have one policy.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from mujaz.text.patterns import lazy_re

_INLINE = lazy_re(r"<script(?![^>]*\s(?:src|type=\"application/))[^>]*>(.+?)</script>", re.DOTALL)
"""Scripts that browsers run where they stand; what has a `src` or the type of data is none."""
_TEMPLATED = lazy_re(r"\{[{%#]")

_DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    # The lengths of bars stand in the attribute, and the alignment of columns, as Python-Markdown writes it.
    ("style-src-attr", "'unsafe-inline'"),
    ("img-src", "'self' data:"),  # Material's style sheets hold their icons
    ("font-src", "'self'"),
    ("media-src", "'self'"),
    ("connect-src", "'self'"),
    ("manifest-src", "'self'"),
    ("worker-src", "'self'"),  # of readers who keep an edition
    ("object-src", "'none'"),
    ("frame-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
)

NETLIFY, APACHE = "_headers", ".htaccess"
"""Files of headers: of Netlify, Cloudflare Pages and others that took over the form; of the Apache HTTP Server."""

_OTHER_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def digest_source(text: str) -> str:
    """An inline script or style as a source expression: its SHA-256, in Base64, in quotation marks."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def page_policy(templates: Iterable[str | Path]) -> str:
    """The policy for the `<meta>` element of each page.

    Args:
        templates: the folders of the theme's templates; what stands in an earlier one goes before the later.
    """
    scripts = " ".join(sorted({digest_source(script) for script in _inline_scripts(templates)}))
    return "; ".join(
        f"{name} {sources} {scripts}".rstrip() if name == "script-src" else f"{name} {sources}"
        for name, sources in _DIRECTIVES
    )


def _inline_scripts(templates: Iterable[str | Path]) -> Iterator[str]:
    """The scripts that templates hold to the letter; one with an expression in it differs from page to page."""
    sources: dict[str, Path] = {}
    for top in templates:
        for folder, folders, names in os.walk(top):
            folders[:] = (name for name in folders if not name.startswith("."))  # there are Material's many icons
            for path in (Path(folder, name) for name in names if name.endswith(".html")):
                sources.setdefault(path.relative_to(top).as_posix(), path)
    for path in sources.values():
        for script in _INLINE.findall(path.read_text(encoding="utf-8")):
            if not _TEMPLATED.search(script):
                yield script


def headers(policy: str) -> tuple[tuple[str, str], ...]:
    """The headers of every answer of a host: the policy with what only a header can say, and its like."""
    return (("Content-Security-Policy", f"{policy}; frame-ancestors 'self'"), *_OTHER_HEADERS)


def headers_file(name: str, policy: str) -> str:
    """What stands in a file of headers.

    Args:
        name: `NETLIFY` or `APACHE`.
        policy: from `page_policy`.
    """
    if name == NETLIFY:
        return "/*\n" + "".join(f"  {key}: {value}\n" for key, value in headers(policy))
    lines = "".join(f'  Header always set {key} "{value}"\n' for key, value in headers(policy))
    return f"<IfModule mod_headers.c>\n{lines}</IfModule>\n"
