"""The same pages built as sites, one for each search engine that is measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from queries import Collection

OURS, STOCK, STOCK_BOTH, PAGEFIND = "mujaz", "Material", "Material [ar, en]", "Pagefind"
SYSTEMS = (OURS, STOCK, STOCK_BOTH, PAGEFIND)

_PLUGINS = {
    OURS: "  - search\n  - mujaz:\n      generate: false\n",
    STOCK: "  - search\n",
    STOCK_BOTH: "  - search:\n      lang: [ar, en]\n",
    PAGEFIND: "  - search\n",
}
_CONFIG = """site_name: benchmark
use_directory_urls: false
theme:
  name: material
  language: {language}
  font: false
markdown_extensions: [attr_list, def_list, md_in_html]
extra:
  alternate:
    - {{lang: ar, name: العربية, link: ar/index.html}}
    - {{lang: en, name: English, link: en/index.html}}
plugins:
{plugins}"""

_BLANK = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><title>-</title><link rel="icon" href="data:,"></html>
"""

_ESCAPED = str.maketrans({sign: "\\" + sign for sign in "\\`*_{}[]()#+-.!<>|"})


def write_pages(collection: Collection, docs: Path) -> None:
    """Write a collection's pages as Markdown, and a home page without words."""
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# 0\n", encoding="utf-8")
    for page in collection.pages:
        body = "\n\n".join(paragraph.translate(_ESCAPED) for paragraph in page.paragraphs)
        (docs / f"{page.name}.md").write_text(f"# {page.title.translate(_ESCAPED)}\n\n{body}\n", encoding="utf-8")


def build(collection: Collection, system: str, folder: Path, docs: Path) -> Path:
    """Build one site, and its index if it is Pagefind's.

    Args:
        folder: a new folder for it.
        docs: the Markdown pages.

    Raises:
        CalledProcessError: a build failed; its output is in the exception.
    """
    folder.mkdir(parents=True)
    config = _CONFIG.format(language=collection.language, plugins=_PLUGINS[system]) + f"docs_dir: {docs}\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    _run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml"))
    site = folder / "site"
    if system == PAGEFIND:
        root = ("--root-selector", "article")
        _run(sys.executable, "-m", "pagefind", "--site", str(site), "--silent", *root)
    blank = _BLANK.format(language=collection.language)
    (site / "blank.html").write_text(blank, encoding="utf-8")
    return site


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)
