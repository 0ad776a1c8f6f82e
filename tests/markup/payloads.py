"""Hostile and awkward texts: our own list, the Big List of Naughty Strings, and CommonMark's examples."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_PACKAGES = Path(__file__).parents[1] / "node_modules"

# What each does in a page that does not escape it is said by the group.
PAYLOADS = [
    # scripts that run when the page loads
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "<details open ontoggle=alert(1)>x</details>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<!-- --><script>alert(1)</script><!-- -->",
    # scripts that run on a click
    "[press](javascript:alert(1))",
    "[press](&#106;avascript:alert(1))",
    "[press](java&#9;script:alert(1))",
    "<javascript:alert(1)>",
    "[press][ref]\n\n[ref]: javascript:alert(1)",
    "[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    # attribute lists
    "text {: onfocus=alert(1) tabindex=0 autofocus=1 }",
    "# heading {#main onclick=alert(1)}",
    "{: .admonition .danger }",
    # HTML in places with a parser of their own
    "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | c |",
    '!!! note "<img src=x onerror=alert(1)>"\n    text',
    "term\n:   definition <b>bold</b>",
    # files, commands and templates
    '--8<-- "/etc/passwd"',
    '```\n--8<-- "/etc/passwd"\n```',
    "{{ 7 * 7 }} {% raw %}x{% endraw %} {# note #}",
    "${7*7} <%= 7*7 %> #{7*7}",
    # words that change other words
    "*[minister]: criminal",
    "{++added++} {--removed--} {~~old~>new~~} {==marked==}{>>comment<<}",
    # false editorial furniture
    "!!! danger\n    Retracted",
    "??? note\n    hidden",
    "- [x] verified\n- [ ] open",
    "Heading\n=======\n\nAnother\n-------",
    "> quoted\n> by whom",
    "1. first\n2. second",
    "١. أولا\n٢. ثانيا",
    "[TOC]",
    '=== "Tab"\n\n    text',
    "/// admonition | Title\ntext\n///",
    # breaking out of the layout
    "</div></article></main>",
    "<textarea><title><plaintext>",
    "\x02klzzwxh:0000\x03 \x02amp\x03",
    # loading from other hosts
    "![pixel](https://evil.example/pixel.png)",
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "```mermaid\ngraph TD; A-->B\n```",
    ":smile: :material-alert: :100:",
    # typography, links and mathematics made of plain text
    "https://evil.example/ www.evil.example mail@evil.example example/repo#1 @example !1 ?2",
    "\"quotes\" 'single' -- --- ... (c) (tm) 1/2 1st c/o +/- --> =/=",
    "$x^2$ \\(y\\) $$z$$ H~2~O a^2^ ==m== ++ctrl+alt++ ~~s~~ `#!python print(1)`",
    # white space
    "    indented code",
    "\ttab\tinside\t",
    "two spaces  \nand a line",
    "\u00a0\u2003edges\u3000",
    "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h",
    # bidi controls and what encodings make of text
    "\u202eevil\u202c \u2067isolate",
    "lone \ud800 surrogate, \ufeff mark, \ufffe",
    # front matter
    "---\ntitle: stolen\n---",
    "title: stolen\nauthor: nobody",
    # slow to parse
    "[" * 2000,
    "*a **b " * 300,
]


@cache
def naughty_strings() -> list[str]:
    """The Big List of Naughty Strings."""
    strings = json.loads((_PACKAGES / "blns/resources/blns.json").read_text("utf-8"))
    assert len(strings) > 450
    return strings


@cache
def commonmark_examples() -> list[str]:
    """The Markdown of the examples of the CommonMark specification."""
    specification = (_PACKAGES / "commonmark-spec/spec.txt").read_text("utf-8")
    fence = "`" * 32
    examples = re.findall(rf"^{fence} example\n(.*?)^\.\n.*?^{fence}$", specification, re.DOTALL | re.MULTILINE)
    assert len(examples) > 640
    return [example.replace("→", "\t") for example in examples]


def all_texts() -> list[str]:
    """All of them."""
    return [*PAYLOADS, *naughty_strings(), *commonmark_examples()]
