"""The generated pages as a site for Hugo: the same pages, about as long, with the same links; and two layouts.

Goldmark does not know all of the syntax: attributes within a line and `markdown` on elements are left out, which spares
Hugo work. The layouts are ours: `bare` is the page's content and no more; `theme` does the usual work of a theme's
template (sidebar, trail, contents of the page, neighbours, fingerprinted style, index of all texts for a search in the
browser).
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_CONFIGURATION = """\
baseURL = "https://example.org/"
locale = "ar"
title = "bench"
uglyURLs = true
disableKinds = ["taxonomy", "term", "rss"]
{outputs}
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser]
wrapStandAloneImageWithinParagraph = false
[markup.goldmark.parser.attribute]
block = true
title = true
"""

_BARE = """\
<!doctype html>
<html lang="ar" dir="rtl">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}</main>{{ partial "foot.html" . }}</body>
</html>
"""

_THEME = """\
{{ $style := resources.Get "site.css" | minify | fingerprint }}
<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<meta name="description" content="{{ with .Description }}{{ . }}{{ else }}{{ .Summary | plainify }}{{ end }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:type" content="{{ if .IsPage }}article{{ else }}website{{ end }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:description" content="{{ .Description }}">
<link rel="stylesheet" href="{{ $style.RelPermalink }}" integrity="{{ $style.Data.Integrity }}">
</head>
<body>
{{ $page := . }}
<header><a href="{{ "/" | relURL }}">{{ .Site.Title }}</a>
<form role="search"><input type="search" aria-label="search" data-index="{{ "/search.json" | relURL }}"></form></header>
<nav class="sidebar"><ul>
{{ range (site.GetPage "/ar").Sections.ByTitle }}
<li{{ if eq . $page.CurrentSection }} class="current"{{ end }}><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}
{{ range slice "timeline" "claims" "glossary" }}{{ with site.GetPage (printf "/ar/%s" .) }}
<li{{ if eq . $page }} class="current"{{ end }}><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}{{ end }}
</ul></nav>
<nav class="trail"><ol>
{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ol></nav>
<main><article>{{ .Content }}</article></main>
<aside>{{ .TableOfContents }}</aside>
<footer>
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ partial "foot.html" . }}
</footer>
</body>
</html>
"""

_SEARCH = """\
[{{ range $number, $page := .Site.Pages }}{{ if $number }},{{ end }}
{{ dict "title" .Title "url" .RelPermalink "text" .Plain | jsonify }}{{ end }}]
"""

_OUTPUTS = """\
[outputs]
home = ["html", "search"]
[outputFormats.search]
mediaType = "application/json"
baseName = "search"
isPlainText = true
"""

_STYLE = "body { display: grid } .sidebar .current { font-weight: bold }\n" * 50


def write_site(root: Path, layout: str) -> None:
    """Write the configuration and the layout, `bare` or `theme`, of a site without pages."""
    themed = layout == "theme"
    write = {
        "hugo.toml": _CONFIGURATION.format(outputs=_OUTPUTS if themed else ""),
        "layouts/all.html": _THEME if themed else _BARE,
        "layouts/_partials/foot.html": "<small>made up</small>\n",
    }
    if themed:
        write |= {"layouts/home.search.json": _SEARCH, "assets/site.css": _STYLE}
    for name, text in write.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def write_foot(root: Path, words: str) -> None:
    """Change the part of the template that `corpus.write_override` changes in the other sites."""
    (root / "layouts" / "_partials" / "foot.html").write_text(f"<small>{words}</small>\n", encoding="utf-8")


def page_name(path: Path) -> Path:
    """Where a page goes: Hugo calls the list of a folder `_index.md`."""
    return path.with_name("_index.md") if path.name == "index.md" else path


def page(text: str) -> str:
    """A generated page as Goldmark reads it."""
    front, body = _split(text)
    fields = {name: _field(front, name) for name in ("title", "description")}
    body = re.sub(r"^(<\w+[^>]*?) markdown>$", r"\1>", body, flags=re.MULTILINE)
    body = re.sub(r"\{: ?([^}]*?) ?\}", r"{\1}", body)
    body = re.sub(r"(?<=\])\{[^}\n]*\}|(?<=\))\{[^}\n]*\}", "", body)
    body = re.sub(r"^(?![#{])(.*\S) \{#[^}\n]*\}$", r"\1", body, flags=re.MULTILINE)
    body = re.sub(r"\.md(?=[)#\s])", ".html", body)
    title = fields["title"] or _heading(body)
    return f"{json.dumps({'title': title, 'description': fields['description']}, ensure_ascii=False)}\n\n{body}"


def _split(text: str) -> tuple[str, str]:
    if not text.startswith("---\n"):
        return "", text
    front, _, body = text[4:].partition("\n---\n")
    return front, body


def _field(front: str, name: str) -> str:
    found = re.search(rf'^{name}: (".*")$', front, re.MULTILINE)
    return str(json.loads(found[1])) if found else ""


def _heading(body: str) -> str:
    found = re.search(r"^# (.*)$", body, re.MULTILINE)
    return found[1] if found else ""
