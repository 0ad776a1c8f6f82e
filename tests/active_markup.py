"""What editors may try to put into a page: constructs that run, load, leave the page or cover it, and harmless ones.

Each is Markdown as it would stand in a page or in a field of YAML, one construct an entry.
"""

from __future__ import annotations

_RUNNING = """\
<script>alert(1)</script>
<SCRIPT SRC=own.js></SCRIPT>
<script type="module">alert(1)</script>
<script type="text/plain">alert(1)</script>
<script type="application/json">{}</script>
</article><script>alert(1)</script>
</article></div><script src="assets/own.js"></script><article>
</div></div></div></article><img src="x.png" alt="" onerror="alert(1)">
<img src="x.png" alt="" onerror="alert(1)">
<img src="x.png" alt="" onload=alert(1)//>
<p onclick="alert(1)">x</p>
<p onpointerrawupdate="alert(1)">x</p>
<p ONfocus="alert(1)" tabindex="0">x</p>
<details ontoggle="alert(1)" open><summary>x</summary></details>
<body onload="alert(1)">
<svg onload="alert(1)"></svg>
<svg><script>alert(1)</script></svg>
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<svg><a href="javascript:alert(1)"><text>x</text></a></svg>
<svg><a><set attributeName="href" to="javascript:alert(1)"></set><text>x</text></a></svg>
<svg><a><animate attributeName="href" values="javascript:alert(1)"></animate><text>x</text></a></svg>
<svg><animatetransform onbegin="alert(1)"></animatetransform></svg>
<svg><animatemotion onend="alert(1)"></animatemotion></svg>
<svg><foreignObject><p>x</p></foreignObject></svg>
<svg><use href="data:image/svg+xml,x#a"></use></svg>
<svg><use xlink:href="x.svg#a"></use></svg>
<svg><handler type="text/javascript">alert(1)</handler></svg>
<svg><style><img src="x.png" alt="" onerror="alert(1)"></style></svg>
<svg><title><img src="x.png" alt="" onerror="alert(1)"></title></svg>
<svg><desc><p id="a"></p></desc></svg>
<math><mtext><table><mglyph><style><img src="x.png" alt=""></style></mglyph></table></mtext></math>
<math href="javascript:alert(1)"><mi>x</mi></math>
<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>
<noscript><p title="</noscript><img src=x.png alt='' onerror=alert(1)>">x</p></noscript>
<noscript><img src="x.png" alt=""></noscript>
<template><img src="x.png" alt=""></template>
<xmp><img src="x.png" alt=""></xmp>
<noembed><img src="x.png" alt=""></noembed>
<noframes><img src="x.png" alt=""></noframes>
<plaintext>
<textarea><img src="x.png" alt=""></textarea>
<title><img src="x.png" alt=""></title>
<listing>&lt;img&gt;</listing>
<a href="javascript:alert(1)">x</a>
<a href="JaVaScRiPt:alert(1)">x</a>
<a href="&#106;avascript:alert(1)">x</a>
<a href="java&#9;script:alert(1)">x</a>
<a href="java&Tab;script&colon;alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="&#1;javascript:alert(1)">x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href="data:text/html,x">x</a>
<a href="blob:https://example.org/x">x</a>
<a href="file:///etc/hostname">x</a>
<a href="view-source:https://example.org/">x</a>
<a href="ms-word:ofe|u|https://example.org/x">x</a>
<a href="intent://example.org/">x</a>
<a href="https://example.org/" ping="https://example.org/p">x</a>
<a href="https://example.org/" target="opener">x</a>
<a href="https://example.org/" attributionsrc="https://example.org/a">x</a>
<area href="javascript:alert(1)" alt="x">
<map name="m"><area shape="default" href="https://example.org/" alt="x"></map>
<form action="https://example.org/"><input name="q"></form>
<form><button formaction="javascript:alert(1)">x</button></form>
<button formaction="javascript:alert(1)">x</button>
<input type="submit" formaction="javascript:alert(1)">
<input type="image" src="x.png" alt="x">
<input type="text" name="password">
<input type="password">
<isindex action="javascript:alert(1)">
<select><option>x</option></select>
<iframe src="https://example.org/" title="x"></iframe>
<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;" title="x"></iframe>
<iframe src="data:text/html,x" title="x"></iframe>
<iframe src="javascript:alert(1)" title="x"></iframe>
<frameset><frame src="javascript:alert(1)"></frameset>
<fencedframe></fencedframe>
<portal src="https://example.org/"></portal>
<object data="x.swf"></object>
<object data="data:text/html,x"></object>
<embed src="x.svg">
<applet code="x"></applet>
<base href="https://example.org/">
<link rel="stylesheet" href="x.css">
<link rel="prefetch" href="https://example.org/">
<link rel="dns-prefetch" href="//example.org">
<meta http-equiv="refresh" content="0; url=https://example.org/">
<meta http-equiv="refresh" content="0;javascript:alert(1)">
<meta http-equiv="set-cookie" content="a=b">
<style>p { color: red }</style>
<style>@import "https://example.org/x.css";</style>
<p style="background: url(https://example.org/x.png)">x</p>
<p style="background: u\\72l(https://example.org/x.png)">x</p>
<p style="background: image-set('https://example.org/x.png' 1x)">x</p>
<p style="position: fixed; inset: 0">x</p>
<p style="z-index: 9999">x</p>
<p style="transform: scale(99)">x</p>
<p style="width: expression(alert(1))">x</p>
<p style="-moz-binding: url(x.xml#a)">x</p>
<p style="color: var(--x, url(https://example.org/))">x</p>
<p style="content: '\\75rl(x)'">x</p>
<table background="https://example.org/x.png"><tr><td>x</td></tr></table>
<td background="https://example.org/x.png">x</td>
<img src="https://example.org/x.png" alt="">
<img src="//example.org/x.png" alt="">
<img src="\\\\example.org\\x.png" alt="">
<img src="ht&#10;tps://example.org/x.png" alt="">
<img src="https:example.org/x.png" alt="">
<img srcset="https://example.org/x.png 2x" alt="">
<img src="data:text/html,x" alt="">
<img lowsrc="https://example.org/x.png" alt="">
<img dynsrc="https://example.org/x.png" alt="">
<img src="x.png" alt="" longdesc="javascript:alert(1)">
<img src="x.png" alt="" usemap="#m" ismap>
<picture><source srcset="https://example.org/x.png"><img src="x.png" alt=""></picture>
<video src="https://example.org/x.mp4"></video>
<video poster="https://example.org/x.png"></video>
<audio src="https://example.org/x.ogg" autoplay></audio>
<video><track src="https://example.org/x.vtt"></video>
<bgsound src="https://example.org/x.mid">
<svg><image href="https://example.org/x.png"></image></svg>
<svg><image xlink:href="https://example.org/x.png"></image></svg>
<svg><filter><feImage href="https://example.org/x.png"></feImage></filter></svg>
<svg><rect fill="url(https://example.org/x.svg#a)"></rect></svg>
<svg><rect filter="url(https://example.org/x.svg#a)"></rect></svg>
<svg><mpath xlink:href="https://example.org/x.svg"></mpath></svg>
<a class="md-source" data-md-component="source" href="https://example.org/x/y">x</a>
<p data-clipboard-text="x">x</p>
<p data-clipboard-target="#x">x</p>
<p data-clipboard-action="cut">x</p>
<div data-copy="x"><pre><code>y</code></pre></div>
<a data-preview href="index.html">x</a>
<p data-focus-visible-added>x</p>
<pre class="mermaid">graph</pre>
<p id="__config">x</p>
<p id="__search">x</p>
<p contenteditable="true">x</p>
<p popover id="pop">x</p>
<p autofocus>x</p>
<p is="own-element">x</p>
<p slot="x">x</p>
<p accesskey="x">x</p>
<p nonce="x">x</p>
<p itemscope itemtype="https://example.org/">x</p>
<own-element>x</own-element>
<marquee>x</marquee>
<blink>x</blink>
<keygen>
<dialog open>x</dialog>
<menu><li>x</li></menu>
<slot name="x"></slot>
<center>x</center>
<font color="red">x</font>
<q cite="javascript:alert(1)">x</q>
<blockquote cite="data:text/html,x">x</blockquote>
<del cite="javascript:alert(1)">x</del>
<div><p>x</div></p></div>
<b><i>x</b></i>
<span>x
<p title="x">x</p></section>
<p title="a" title="b">x</p>
<![CDATA[<img src=x.png onerror=alert(1)>]]>
<!DOCTYPE html>
<?php echo 1 ?>
<p title="<img alt='">x</p>
"""

_MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/hostname)",
    "![x](https://example.org/x.png)",
    "![x](//example.org/x.png)",
    "![x](data:text/html,x)",
    "![x][r]\n\n[r]: https://example.org/x.png",
    'text\n{: onclick="alert(1)" }',
    '[x](https://example.org/){: onmouseover="alert(1)" }',
    '**x**{: style="position:fixed" }',
)

ACTIVE: tuple[str, ...] = (*filter(None, _RUNNING.replace("\\\\", "\\").split("\n")), *_MARKDOWN)
"""What must be a finding, in a page as in a field."""

HARMLESS: tuple[str, ...] = (
    "Plain words.",
    "*emphasised* and **strong**",
    "`<script>alert(1)</script>` in code",
    "    <script>alert(1)</script>\n",
    "```html\n<img src=x onerror=alert(1)>\n```",
    "`javascript:alert(1)`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<IMG/SRC="x.png"/ALT=""/ONERROR=alert(1)> is no tag for Markdown, and shown',
    "1 < 2 and 3 > 2",
    "a<b",
    "[x](https://example.org/)",
    "[x](http://example.org/?a=1&b=2)",
    "[x](mailto:desk@example.org)",
    "<https://example.org/>",
    "<desk@example.org>",
    '[x][r]\n\n[r]: https://example.org/ "title"',
    "[x](tel:+3581234)",
    "- one\n- two\n    - three",
    "1. one\n2. two",
    "> quoted",
    "> quoted\n>\n> > twice",
    "---",
    "## Heading\n\n### Below",
    "a  \nb",
    "| a | b |\n|---|:-:|\n| 1 | 2 |",
    "term\n:   what it means",
    "Text.[^1]\n\n[^1]: A footnote.",
    '!!! note "Title"\n\n    Body.',
    "## Named {: #named }\n\n[to it](#named)",
    "word{: .small }",
    "<p>x</p>",
    '<p dir="rtl" lang="ar">س</p>',
    '<div class="own" markdown>*x*</div>',
    '<section aria-label="x"><p>x</p></section>',
    '<span title="x">x</span>',
    '<abbr title="x">y</abbr>',
    "<kbd>Ctrl</kbd>+<kbd>C</kbd>",
    "H<sub>2</sub>O and x<sup>2</sup>",
    '<bdi>x</bdi> <bdo dir="ltr">y</bdo>',
    "<ruby>x<rp>(</rp><rt>y</rt><rp>)</rp></ruby>",
    "<mark>x</mark> <small>y</small> <s>z</s> <u>u</u>",
    '<ins datetime="2024-01-01">x</ins> <del>y</del>',
    '<q cite="https://example.org/">x</q>',
    '<time datetime="2024-01-01">x</time>',
    "<details><summary>x</summary><p>y</p></details>",
    "<details open>\n<summary>x</summary>\n<p>y</p>\n</details>",
    '<figure><img src="x.png" alt="x"><figcaption>y</figcaption></figure>',
    "![a picture](x.png)",
    '<img src="x.png" alt="" width="10" height="10" loading="lazy">',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">',
    '<picture><source srcset="x.png 1x, x.png 2x"><img src="x.png" alt=""></picture>',
    '<video src="x.mp4" controls></video>',
    '<audio controls><source src="x.mp4" type="audio/ogg"></audio>',
    '<svg viewBox="0 0 9 9" role="img" aria-label="x"><circle cx="4" cy="4" r="3"/></svg>',
    '<svg viewBox="0 0 9 9"><title>x</title><g fill="red"><path d="M0 0L9 9"/></g></svg>',
    '<svg><defs><linearGradient id="grad"><stop offset="0"/></linearGradient></defs><rect fill="url(#grad)"/></svg>',
    '<table><caption>x</caption><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</table>',
    '<p style="text-align: center">x</p>',
    '<p style="color: #333; margin-top: 1em">x</p>',
    '<p align="right">x</p>',
    '<a href="https://example.org/" target="_blank" rel="noopener">x</a>',
    '<a href="https://example.org/" hreflang="en" title="x">x</a>',
    '<a id="place"></a>[to it](#place)',
    '<a href="x.png" download>x</a>',
    "<dl><dt>x</dt><dd>y</dd></dl>",
    '<ol start="3"><li value="3">x</li></ol>',
    "<ul><li>x<li>y</ul>",
    '<progress value="1" max="2"></progress>',
    '<label for="box">x</label> <input type="checkbox" id="box" disabled>',
    "x<br>y<br/>z<wbr>",
    "<hr>",
    "<!-- a comment -->",
    "<!-- a comment with <b>markup</b> -->",
    '<p data-own="x">x</p>',
    '<P CLASS="own">x</P>',
)
"""What must be no finding in a page."""
