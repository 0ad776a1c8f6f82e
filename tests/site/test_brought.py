"""What of `mkdocs.yml` is code, and what only data: each thing at its place, and no more than there is."""

from __future__ import annotations

import pytest

from mujaz.settings.brought import brought, leads_out
from mujaz.syntax.source import Source

DATA = {
    "nothing": "",
    "no mapping": "[a]",
    "a theme by its name": "theme: material",
    "a theme with colours": "theme: {name: material, palette: [{scheme: slate}], icon: {logo: a/b}, font: false}",
    "plugins by their names": "plugins: [search, mujaz, offline, tags]",
    "plugins as a mapping": "plugins: {search: {lang: [ar]}, mujaz: {generate: false}}",
    "plugins of Material by their whole names": "plugins: [material/search, material/offline]",
    "extensions of Markdown": "markdown_extensions: [toc, markdown.extensions.tables, footnotes, md_in_html]",
    "extensions of PyMdown": "markdown_extensions: [{pymdownx.highlight: {use_pygments: true}}, pymdownx.tilde]",
    "functions that the manual of Material names": (
        "markdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "  - pymdownx.superfences:\n      custom_fences:\n        - name: mermaid\n          class: mermaid\n"
        "          format: !!python/name:pymdownx.superfences.fence_code_format\n"
    ),
    "settings that are empty": "hooks: []\nextra_javascript:\nINHERIT:\nextra_templates: []",
    "a setting that MkDocs does not have": "site_nam: x",
    "words that look like tags": "site_name: '!!python/name:os.system'\ncopyright: |\n  !ENV [HOME]",
    "merged data": "extra: {a: &a {b: c}, d: {<<: *a}}",
    "folders within the site": "watch: [seeds, own]",
    "style sheets": "extra_css: [own.css]",
    "data of many kinds": "nav: [{a: a.md}]\nvalidation: {links: {anchors: warn}}\nstrict: true",
}


@pytest.mark.parametrize("what", DATA)
def test_data_is_not_asked_about(what: str) -> None:
    assert brought(Source("mkdocs.yml", DATA[what])) == []


CODE = {
    "hooks: [a.py, b.py]": ("1:8", "`hooks: a.py, b.py`", ("a.py", "b.py")),
    "plugins: [search, macros]": ("1:19", "`macros`", ()),
    "plugins: {macros: {a: b}}": ("1:11", "`macros`", ()),
    "plugins: [{search: {jieba_dict: x}}]": ("1:21", "`search.jieba_dict`", ()),
    "theme: {name: material, custom_dir: own}": ("1:37", "`theme.custom_dir: own`", ("own",)),
    "theme: {name: own}": ("1:9", "`own`", ()),
    "theme: own": ("1:8", "`own`", ()),
    "extra_javascript: [{path: a.js, async: true}]": ("1:19", "`extra_javascript: a.js`", ("a.js",)),
    "extra_templates: [a.html]": ("1:18", "`extra_templates: a.html`", ("a.html",)),
    "INHERIT: ../base.yml": ("1:10", "`INHERIT: ../base.yml`", ("../base.yml",)),
    "site_name: !ENV HOME": ("1:12", "`!ENV`", ()),
    "extra: {a: [!!python/name:os.system x]}": ("1:13", "`!!python/name:os.system`", ()),
    "markdown_extensions: [toc, own.extension]": ("1:28", "`own.extension`", ()),
    "markdown_extensions: [pymdownx.snippets]": ("1:23", "`pymdownx.snippets`", ()),
    "mdx_configs: {a: b}": ("1:1", "`mdx_configs`", ()),
    "watch: [seeds, ../shared]": ("1:8", "`watch: ../shared`", ()),
    "<<: {hooks: [a.py]}": ("1:1", "`<<`", ()),
    "? [a]\n: b": ("1:3", "`a key that is no name`", ()),
}


@pytest.mark.parametrize("settings", CODE)
def test_code_is_found_where_it_is_named(settings: str) -> None:
    found = brought(Source("mkdocs.yml", settings))
    seen = [(f"{item.span.position.line}:{item.span.position.column}", item.what, item.paths) for item in found]
    assert seen == [CODE[settings]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hooks: [a.py]", "hooks: [b.py]"),
        ("hooks: &h [a.py]", "hooks: [a.py, b.py]"),
        ("x: &h [a.py]\nhooks: *h", "x: &h [b.py]\nhooks: *h"),
        ("plugins: [{own: {a: b}}]", "plugins: [{own: {a: c}}]"),
    ],
)
def test_another_value_is_another_thing(one: str, other: str) -> None:
    keys = [[item.key for item in brought(Source("mkdocs.yml", text))] for text in (one, other)]
    assert keys[0] != keys[1]


def test_the_same_value_written_otherwise_is_the_same_thing() -> None:
    texts = ("hooks: [a.py]", "hooks:\n  - 'a.py'  # ours", "x: &h [a.py]\nhooks: *h")
    assert len({brought(Source("mkdocs.yml", text))[0].key for text in texts}) == 1


@pytest.mark.parametrize("path", ["/a", "../a", "a/../../b", "~/a", "C:/a", "C:\\a", "..\\a"])
def test_a_path_that_leads_out(path: str) -> None:
    assert leads_out(path)
    assert not leads_out("a/b..c/d.md")
