"""Ways by which a stranger's change may try to have code run: the settings and the files that each brings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from literate import default_files, write_site
from site_in_git import Site

SETTINGS = """\
site_name: Cases
use_directory_urls: false
theme:
  name: material
  font: false
#theme
plugins:
  - mujaz
  - search
#plugins
markdown_extensions:
  - attr_list
  - def_list
  - md_in_html
#extensions
extra:
  alternate:
    - {lang: en, name: English, link: en/index.html}
#alternate
nav:
  - Home: index.md
  - English: en/index.md
#nav
not_in_nav: /en/
#more
"""

_TEMPLATE = '{% set x = cycler.__init__.__globals__.os.system("echo x >> {canary}") %}'
_PAGE = '{% extends "base.html" %}{% block content %}' + _TEMPLATE + "{% endblock %}"
HOOK = 'open("{canary}", "a").write("x")\n'
_SYSTEM = '["echo x >> {canary}"]'


class Way(Struct, frozen=True):
    """A way by which a change may try to have code run.

    Attributes:
        settings: what `mkdocs.yml` has more, by the place in it; or the whole of it, by the key `whole`.
        files: what comes with it, by path. `{canary}` in any text is the file that the code would write.
        found: the rule of the finding that keeps it from running.
        runs: whether it does run where MkDocs gets it: seen in a whole run, so that the attempt is a true one.
        allow: the extension that the settings allow besides, or the pages are held back for that alone.
    """

    settings: Mapping[str, str]
    files: Mapping[str, str] = {}
    runs: bool = True
    found: str = "untrusted-code"
    allow: str = ""


def more(text: str, files: Mapping[str, str] | None = None, *, runs: bool = True) -> Way:
    return Way({"more": text + "\n"}, files or {}, runs)


_EVIL = {"hook.py": HOOK}
_OVERRIDES = {"own/main.html": _PAGE}

ASKED = {
    "a hook": more("hooks: [hook.py]", _EVIL),
    "a hook in a list of blocks": more("hooks:\n  - hook.py", _EVIL),
    "a hook that imports what lies beside it": more(
        "hooks: [hook.py]", {"hook.py": "import beside", "beside.py": HOOK}
    ),
    "a hook among the pages": more("hooks: [docs/hook.py]", {"docs/hook.py": HOOK}),
    "a hook in a hidden folder": more("hooks: [.own/hook.py]", {".own/hook.py": HOOK}),
    "a hook by an alias": more("extra_: &a [hook.py]\nhooks: *a", _EVIL),
    "a hook by a merged key": more("x: &a {hooks: [hook.py]}\n<<: *a", _EVIL),
    "hooks twice, the first empty": Way({"more": "hooks: []\nhooks: [hook.py]\n"}, _EVIL, found="duplicate-key"),
    "plugins twice": Way({"more": "plugins: [mujaz]\nhooks: [hook.py]\n"}, _EVIL, found="duplicate-key"),
    "hooks as a quoted key": more('"hooks": [hook.py]', _EVIL),
    "hooks as an escaped key": more('"h\\u006foks": [hook.py]', _EVIL),
    "hooks as a tagged key": more("!!str hooks: [hook.py]", _EVIL),
    "hooks as a complex key": more("? hooks\n: [hook.py]", _EVIL),
    "hooks behind a line separator in a comment": more("# x\u2028hooks: [hook.py]", _EVIL),
    "hooks behind a next-line character in a comment": more("# x\u0085hooks: [hook.py]", _EVIL),
    "hooks as JSON": Way(
        {
            "whole": '{"site_name": "x", "use_directory_urls": false, "theme": "material", '
            '"plugins": ["mujaz"], "hooks": ["hook.py"]}'
        },
        _EVIL,
    ),
    "hooks in settings of CRLF lines": Way({"more": "hooks: [hook.py]\r\n"}, _EVIL),
    "an inherited file with a hook": more("INHERIT: base.yml", {**_EVIL, "base.yml": "hooks: [hook.py]\n"}),
    "an inherited file with a tag": more(
        "INHERIT: base.yml", {"base.yml": f"extra: {{a: !!python/object/apply:os.system {_SYSTEM}}}\n"}
    ),
    "an inherited file from elsewhere": more("INHERIT: ../../base.yml", runs=False),
    "a tag that calls": more(f"copyright: !!python/object/apply:os.system {_SYSTEM}"),
    "a tag that calls, in a list in a list": more(f"validation: [[!!python/object/apply:os.system {_SYSTEM}]]"),
    "a tag that calls, as a key": more(f"? !!python/object/apply:os.system {_SYSTEM}\n: x"),
    "a tag that calls, written out": more(f"copyright: !<tag:yaml.org,2002:python/object/apply:os.system> {_SYSTEM}"),
    "a tag that calls, in an unknown setting": more(f"unknown: !!python/object/apply:os.system {_SYSTEM}"),
    "a tag that calls, by an alias": more(f"a: [&a !!python/object/apply:os.system {_SYSTEM}]\ncopyright: *a"),
    "a tag that calls, with a handle of its own": Way(
        {
            "whole": "%TAG !e! tag:yaml.org,2002:python/\n---\n"
            f"use_directory_urls: false\nsite_name: !e!object/apply:os.system {_SYSTEM}\n"
        }
    ),
    "a tag that calls, with the plain handle": Way(
        {
            "whole": "%TAG ! tag:yaml.org,2002:python/\n---\n"
            f"use_directory_urls: false\nsite_name: !object/apply:os.system {_SYSTEM}\n"
        }
    ),
    "a tag that makes an object": more("copyright: !!python/object/new:os.system " + _SYSTEM),
    "a tag that names a module": more("copyright: !!python/module:this ''", runs=False),
    "a tag that names a function": more("copyright: !!python/name:os.system ''", runs=False),
    "a tag of the environment": more("copyright: !ENV [HOME]", runs=False),
    "a tag of paths": more("copyright: !relative $config_dir", runs=False),
    "a tag that nobody knows": more("copyright: !own x", runs=False),
    "a tag in an option of an extension": Way(
        {"extensions": f"  - toc: {{slugify: !!python/object/apply:os.system {_SYSTEM}}}\n"}
    ),
    "a tag in a fence": Way(
        {
            "extensions": "  - pymdownx.superfences:\n      custom_fences:\n"
            f"        - {{name: x, class: x, format: !!python/object/apply:os.system {_SYSTEM}}}\n"
        }
    ),
    "a template of the site's own": Way({"theme": "  custom_dir: own\n"}, _OVERRIDES),
    "a template in a hidden folder": Way({"theme": "  custom_dir: .own\n"}, {".own/main.html": _PAGE}),
    "a template among the pages": Way({"theme": "  custom_dir: docs/own\n"}, {"docs/own/main.html": _PAGE}),
    "a template in the place of an icon": Way(
        {"theme": "  custom_dir: own\n  icon: {logo: own/x}\n"}, {"own/.icons/own/x.svg": _TEMPLATE}
    ),
    "a template in the place of a page of errors": Way({"theme": "  custom_dir: own\n"}, {"own/404.html": _PAGE}),
    "a template from elsewhere": Way({"theme": "  custom_dir: ../own\n"}, {"../own/main.html": _PAGE}),
    "a template with a page's words": more("extra_templates: [own.xml]", {"docs/own.xml": _TEMPLATE}),
    "another theme": Way(
        {"whole": "site_name: x\nuse_directory_urls: false\ntheme: {name: own, custom_dir: own}\n"},
        _OVERRIDES,
        runs=False,
    ),
    "no theme but templates": Way(
        {"whole": "site_name: x\nuse_directory_urls: false\nplugins: [mujaz]\ntheme: {name: null, custom_dir: own}\n"},
        {"own/main.html": _TEMPLATE, "own/sitemap.xml": _TEMPLATE},
    ),
    "macros": Way({"plugins": "  - macros\n"}, {"main.py": HOOK}, runs=False),
    "macros as a mapping": Way(
        {"whole": "site_name: x\nuse_directory_urls: false\nplugins: {macros: {module_name: evil}, mujaz: {}}\n"},
        {"evil.py": HOOK},
        runs=False,
    ),
    "a plugin within a group": Way(
        {"plugins": "  - group: {enabled: true, plugins: [macros]}\n"}, {"main.py": HOOK}, runs=False
    ),
    "a site within the site": Way(
        {"plugins": "  - projects\n"}, {"projects/a/mkdocs.yml": "hooks: [hook.py]\n", **_EVIL}, runs=False
    ),
    "layouts of cards": Way({"plugins": "  - social: {cards_layout_dir: own}\n"}, {"own/x.yml": _TEMPLATE}, runs=False),
    "what is fetched while building": Way({"plugins": "  - privacy\n"}, runs=False),
    "a dictionary for the search": Way({"plugins": "  - material/search: {jieba_dict: x}\n"}, {"x": "y"}, runs=False),
    "an extension beside the settings": Way({"extensions": "  - evil\n"}, {"evil.py": HOOK}, runs=False, allow="evil"),
    "an extension in a folder": Way({"extensions": "  - evil.x\n"}, {"evil/x.py": HOOK}, runs=False, allow="evil.x"),
    "an extension with a class": Way(
        {"extensions": "  - evil:Evil\n"}, {"evil.py": HOOK}, runs=False, allow="evil:Evil"
    ),
    "an extension by a mapping": Way({"extensions": "  - evil: {a: b}\n"}, {"evil.py": HOOK}, runs=False, allow="evil"),
    "an extension of Material that is seldom": Way(
        {"extensions": "  - material.extensions.preview\n"}, runs=False, allow="material.extensions.preview"
    ),
    "snippets": Way({"extensions": "  - pymdownx.snippets: {base_path: [/]}\n"}, runs=False, allow="pymdownx.snippets"),
    "pictures from anywhere": Way(
        {"extensions": "  - pymdownx.b64: {base_path: /}\n"}, runs=False, allow="pymdownx.b64"
    ),
    "icons from anywhere": Way({"extensions": "  - pymdownx.emoji: {options: {custom_icons: [/]}}\n"}, runs=False),
    "options of extensions the old way": more("mdx_configs: {toc: {}}", runs=False),
    "a script": more("extra_javascript: [own.js]", {"docs/own.js": "1"}, runs=False),
    "a script with attributes": more(
        "extra_javascript: [{path: own.js, async: true}]", {"docs/own.js": "1"}, runs=False
    ),
    "folders to be watched": more("watch: [/]", runs=False),
}
"""Ways that are asked about."""

_SHADOWS = (
    "babel", "yaml", "click", "msgspec", "jinja2", "markdown", "mkdocs", "material", "pymdownx", "sitecustomize",
    "usercustomize", "conftest", "setup", "json", "main", "hooks", "evil", "pygments", "starlette", "tomllib",
)  # fmt: skip

UNASKED = {
    "modules in the place of others": Way({}, {f"{name}.py": HOOK for name in _SHADOWS}),
    "packages in the place of others": Way({}, {f"{name}/__init__.py": HOOK for name in _SHADOWS}),
    "modules beside the pages and the content": Way(
        {}, {f"{folder}/{name}.py": HOOK for folder in ("docs", "own") for name in _SHADOWS}
    ),
    "a path file": Way({}, {"x.pth": "import os; os.system('echo x >> {canary}')\n", "pyvenv.cfg": "home = .\n"}),
    "files of other tools": Way(
        {},
        {
            "pyproject.toml": "[build-system]\nrequires = []\nbuild-backend = 'setup'\nbackend-path = ['.']\n",
            "Makefile": "all:\n\techo x >> {canary}\n",
            ".envrc": "echo x >> {canary}\n",
            "package.json": '{"scripts": {"install": "echo x >> {canary}"}}',
            "noxfile.py": HOOK,
            "tox.ini": "[tox]\n",
            ".pre-commit-config.yaml": "repos: []\n",
            ".python-version": "x\n",
            "Dockerfile": "RUN echo x >> {canary}\n",
        },
    ),
    "a tag in front matter": Way(
        {}, {"docs/index.md": f"---\ntitle: !!python/object/apply:os.system {_SYSTEM}\n---\n# x\n"}
    ),
    "a template of a page's choice": Way(
        {}, {"docs/index.md": "---\ntemplate: ../../own.html\n---\n# x\n", "own.html": _PAGE}
    ),
    "a template of a page's choice, absolute": Way(
        {}, {"docs/index.md": "---\ntemplate: {canary}.html\n---\n# x\n", "docs/own.html": _PAGE}
    ),
    "a template's words in a page": Way({}, {"docs/index.md": f"# x\n\n{_TEMPLATE}\n"}),
    "templates among the pages": Way(
        {}, {"docs/main.html": _PAGE, "docs/overrides/main.html": _PAGE, "overrides/main.html": _PAGE}
    ),
    "other engines' words in a page": Way(
        {}, {"docs/index.md": "# x\n\n<% system('touch {canary}') %> ${`touch {canary}`}\n"}
    ),
    "settings of plugins among the pages": Way(
        {},
        {"docs/.meta.yml": f"title: !!python/object/apply:os.system {_SYSTEM}\n", "docs/.authors.yml": "authors: {}\n"},
    ),
    "a tag in a brief": Way({}, {"briefs/evil.yml": f"title: !!python/object/apply:os.system {_SYSTEM}\n"}),
    "a tag in a glossary": Way({}, {"briefs/glossary/e.yml": f"tags: !!python/object/apply:os.system {_SYSTEM}\n"}),
    "a tag in a sign-off": Way({}, {"briefs/reviews/strike.yml": f"- !!python/object/apply:os.system {_SYSTEM}\n"}),
    "a tag in the policy": Way({}, {"editorial.yml": f"roles: !!python/object/apply:os.system {_SYSTEM}\n"}),
    "a template's words in a title": Way(
        {}, {"briefs/evil.yml": f"language: en\ntitle: '{_TEMPLATE.replace(chr(34), chr(96))}'\nseeds: [line]\n"}
    ),
    "a style of citations from elsewhere": Way(
        {"alternate": "    - {lang: ar, name: x, citation_style: ../../evil}\n"},
        {"evil.csl": "x"},
    ),
    "attributes of git": Way(
        {},
        {
            ".gitattributes": "* diff=evil filter=evil merge=evil\n",
            ".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ext::x\n',
        },
    ),
}
"""Ways that come to nothing."""


def site_with(folder: Path, way: Way) -> tuple[Site, Path]:
    """A site under git whose last commit brings a way in; and the file that must not be written."""
    root = folder / "site"
    root.mkdir(parents=True)
    site = Site(root)
    write_way(root, Way({}))
    site.commit("Settings")
    canary = write_way(root, way)
    site.commit("A stranger's change")
    return site, canary


def folder_with(folder: Path, way: Way) -> Path:
    """The site of the literate cases that brings a way in, without git."""
    root = folder / "site"
    root.mkdir(parents=True)
    write_site(root, {name: text.encode() for name, text in default_files().items()})
    write_way(root, way)
    return root


def write_way(root: Path, way: Way) -> Path:
    """Write the files of a way in; gives the one that must not be written."""
    canary = root.parent / "canary"
    settings = way.settings.get("whole", SETTINGS)
    for place, text in way.settings.items():
        settings = settings.replace(f"#{place}\n", text)
    if way.allow:
        settings = settings.replace("  - mujaz\n", f'  - mujaz: {{allow: {{extensions: ["{way.allow}"]}}}}\n')
    for name, text in {
        "docs/index.md": "# Home\n\n[English](en/index.md)\n",
        **way.files,
        "mkdocs.yml": settings,
    }.items():
        write(root, name, text.replace("{canary}", str(canary)))
    return canary


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
