"""What lets readers keep an edition in a browser: the list of its files with digests, and its manifest as an app.

`theme/worker.js` and `theme/assets/mujaz/keep.js` do the rest, when a reader asks for it.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mujaz.engine.manifest import files_below
from mujaz.site.inputs import digest_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

LIST, APP, WORKER = "files.json", "app.webmanifest", "worker.js"
"""The files of an edition, in its folder, and the script of all editions, at the root of the site."""
PAPER = "#fdfcf9"
"""The colour behind a page, as in `mujaz.css`."""

_LOADED = (
    *(".css", ".js", ".json", ".woff2", ".woff", ".ttf", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"),
    *(".ico", ".mp3", ".m4a", ".ogg", ".mp4", ".webm", ".pdf"),
)
"""What pages load or lead to; of what only a host or a program reads, such as feeds and maps of scripts, nothing is."""
_BUNDLED = ("assets/javascripts/", "assets/stylesheets/")
"""What is in the site for other templates than ours."""


def file_list(language: str, languages: Iterable[str], files: Mapping[str, tuple[bytes, int]]) -> bytes:
    """The list of an edition, as JSON: by path in the site the digest and the bytes of each file that its pages need.

    Args:
        language: of the edition.
        languages: of all editions.
        files: digests and sizes of all files of the site.
    """
    own = f"{language}/"
    others = tuple(f"{other}/" for other in languages if other != language) + _BUNDLED
    listed = {
        name: (files[name][0].hex()[:16], files[name][1])
        for name in sorted(files)
        if ((name.startswith(own) and name.endswith(".html")) or name.endswith(_LOADED))
        and not name.startswith((*others, "."))
        and name not in (own + LIST, WORKER)
    }
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    total = sum(size for _, size in listed.values())
    return f'{{"version":"{digest_of(text.encode()).hex()[:16]}","size":{total},"files":{text}}}\n'.encode()


def write_lists(site: Path, languages: list[str]) -> None:
    """Write the list of every edition into a site that is complete.

    Raises:
        OSError: a file cannot be read or written.
    """
    if not languages:
        return
    contents = ((name, (site / name).read_bytes()) for name in files_below(site))
    files = {name: (digest_of(content), len(content)) for name, content in contents}
    for language in languages:
        if (site / language).is_dir():
            (site / language / LIST).write_bytes(file_list(language, languages, files))


def write_apps(config: MkDocsConfig) -> None:
    """Write the manifest of every edition as an app (https://www.w3.org/TR/appmanifest/) into the site.

    Raises:
        OSError: it cannot be written.
    """
    for edition in config.extra.get("alternate") or ():
        if "lang" not in edition:
            continue
        folder = Path(config.site_dir, str(edition["lang"]))
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(_app(config, edition), ensure_ascii=False, indent=2)
        (folder / APP).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _app(config: MkDocsConfig, edition: Mapping[str, Any]) -> dict[str, Any]:
    from babel import Locale  # late, as MkDocs: few builds write it

    language = str(edition["lang"])
    title = str(edition.get("title") or config.site_name)
    start = str(edition.get("link") or f"{language}/index.html")
    return {
        "name": title,
        "short_name": title,
        "lang": language,
        "dir": Locale.parse(language, sep="-").text_direction,
        "start_url": posixpath.relpath(start, language),
        "scope": "../",
        "display": "minimal-ui",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": list(_icons(config)),
    }


def _icons(config: MkDocsConfig) -> Iterator[dict[str, str]]:
    favicon = str(config.theme.get("favicon") or "")
    if favicon.endswith(".svg"):
        yield {"src": f"../{favicon}", "type": "image/svg+xml", "sizes": "any"}
    for size in (192, 512):
        src = f"../assets/mujaz/icon-{size}.png"
        yield {"src": src, "type": "image/png", "sizes": f"{size}x{size}", "purpose": "any maskable"}
