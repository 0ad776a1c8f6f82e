"""A small site in two languages, with pages as the generator writes them."""

from __future__ import annotations

from pathlib import Path

CONFIGURATION = """\
site_name: Desk
use_directory_urls: false
theme:
  name: material
  language: en
  font: false
  features: [navigation.tabs]
plugins:
  - search
  - mujaz
markdown_extensions:
  - attr_list
  - toc:
      permalink: "#"
extra:
  alternate:
    - {lang: ar, name: العربية, link: ar/index.html, title: المكتب, labels: {Manual: الدليل}}
    - {lang: en, name: English, link: en/index.html, title: The Desk}
nav:
  - Desk: index.md
  - العربية:
      - الرئيسة: ar/index.md
      - الموجزات: ar/briefs/index.md
  - English:
      - Home: en/index.md
      - Briefs: en/briefs/index.md
  - Manual:
      - How to: manual.md
not_in_nav: |
  /ar/briefs/
  /en/briefs/
validation:
  nav:
    omitted_files: warn
  links:
    anchors: warn
"""


def page(language: str, title: str, path: str) -> str:
    """Markdown of a generated page, with its translation in the other language."""
    other = "en" if language == "ar" else "ar"
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'---\ntitle: "{title}"\nlang: "{language}"\ndir: "{direction}"\nhide:\n  - navigation\n'
        f"alternates:\n  - lang: {other}\n    name: {other}\n    link: {other}/{path}\n---\n\n# {title} {{: #top }}\n"
    )


def write_site(root: Path) -> Path:
    """Write the site's configuration and pages into a folder."""
    docs = root / "docs"
    pages = {
        "index.md": "# Desk\n\n[ar](ar/index.md)\n",
        "manual.md": "# How to\n\nWrite.\n",
        "ar/index.md": page("ar", "المكتب", "index.md"),
        "ar/briefs/index.md": page("ar", "الموجزات", "briefs/index.md"),
        "ar/briefs/one.md": page("ar", "لقاء", "briefs/one.md"),
        "en/index.md": page("en", "The Desk", "index.md"),
        "en/briefs/index.md": page("en", "Briefs", "briefs/index.md"),
        "en/briefs/one.md": page("en", "A meeting", "briefs/one.md"),
    }
    for name, text in pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    return root
