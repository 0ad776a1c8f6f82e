"""A report shows all, or says that it does not: each new word in each format, equal findings once, causes in place."""

from __future__ import annotations

import ast
import re
from hashlib import sha256
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest
from made import crowded, document, findings, review, span_of
from msgspec.structs import replace
from test_review import reviewed

from desk import PUBLISHED, Desk
from mujaz.model.keys import model_keys
from mujaz.review import checklist, refusals
from mujaz.review.formats import html, json, markdown, text
from mujaz.review.grouping import grouped
from mujaz.review.objects import Change, Kind, Review
from mujaz.review.told import catalogue_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from site_in_git import Site

FORMATS = {"text": text.render, "markdown": markdown.render, "html": html.render, "json": json.render}


def words_of(written: str) -> str:
    """What a reader sees of a report, without its markup, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", written)).split())


# One finding for many briefs.


def of_brief(id: str, message: str, help: str = "mend it", related: tuple[Label, ...] = ()) -> Diagnostic:
    return replace(rules.STALE_APPROVAL.at(span_of(f"briefs/{id}.yml", "status: x"), message, help), related=related)


def test_what_is_the_same_of_many_briefs_is_one_finding_that_names_all_of_them() -> None:
    changed = Label(span_of("briefs/glossary/names.yml", "gloss: x"), "changed since: gloss (en)")
    found = [
        of_brief(
            f"b{n}",
            f"the brief `b{n}` was changed after it was approved: the entity `keeper`",
            f"sign it with `mujaz approve b{n} --as ROLE`",
            (changed, Label(span_of(f"briefs/reviews/b{n}/x.signoff.yml", "x"), "does not count")),
        )
        for n in range(41)
    ]
    (one,) = grouped(found)
    assert one.message.startswith("41 briefs alike: the brief `BRIEF` was changed after it was approved: the entity")
    assert all(f"`b{n}`" in one.message for n in range(41))
    assert one.help == "sign it with `mujaz approve BRIEF --as ROLE`"
    assert (one.span, one.related) == (changed.span, (changed,))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (of_brief("a", "the brief `a` lacks: 1"), of_brief("b", "the brief `b` lacks: 2")),
        (of_brief("a", "the brief `a` lacks"), of_brief("b", "the brief `b` lacks", "mend that")),
        (of_brief("a", "a quote is lost"), of_brief("b", "a quote is lost")),
        (of_brief("a", "the brief `a` lacks"), of_brief("glossary/a", "the brief `b` lacks")),
        (of_brief("a", "the brief `a` lacks"), replace(of_brief("b", "the brief `b` lacks"), rule=rules.LOST_QUOTE)),
    ],
)
def test_what_differs_in_more_than_the_brief_stays_apart(first: Diagnostic, second: Diagnostic) -> None:
    assert grouped([first, second]) == (first, second)


def test_a_finding_that_one_brief_has_twice_stays_two() -> None:
    found = of_brief("a", "the brief `a` lacks"), of_brief("a", "the brief `a` lacks")
    assert all(each in grouped(found) for each in found)


def test_one_gloss_is_one_decision_and_the_changed_line_is_named(tmp_path: Path) -> None:
    more = {f"briefs/more-{n}.yml": PUBLISHED.replace("A station opens", f"Opening {n}") for n in range(5)}
    desk = Desk(tmp_path, more)
    desk.commit()
    for id in ["opening", *(f"more-{n}" for n in range(5))]:
        desk.approve(id)
    desk.commit("Sign", by="Editor")
    desk.edit("briefs/glossary/names.yml", "en: Deputy keeper", "en: Keeper of nothing")
    desk.commit("Gloss")
    said = desk.mujaz("review", "HEAD~1..HEAD").output
    assert "BLOCKED: 1 finding keeps it from being published" in said
    assert said.count("[stale-approval]") == 1
    assert re.search(r"^briefs/glossary/names\.yml:\d+:\d+: error: 6 briefs alike: .*`sub-keeper`", said, re.MULTILINE)
    assert all(f"`{id}`" in said for id in ("opening", "more-0", "more-4"))
    assert "changed since: name (en)" in said


# An extract.


def many(count: int = 400) -> Review:
    """More changes than a comment holds: nearly all of one kind, and each of three other kinds once, at the end."""
    long = "word " * 60
    routine = [
        document(
            f"Brief {n}",
            tuple(
                Change(Kind.CHANGED, ("claims", f"c{m}", "statement", "en"), f"claim c{m}: {long}", None, None, None)
                for m in range(10)
            ),
        )
        for n in range(count // 10)
    ]
    rare = document(
        "Rare",
        (
            Change(Kind.CHANGED, ("notes", "n1", "body", "en"), "note n1: RARE-ONE", None, None, None),
            Change(Kind.ADDED, ("claims", "c9"), "claim c9 added: RARE-TWO", None, {"statement": {"en": long}}, None),
            Change(Kind.REMOVED, ("sources", "s1"), "source s1 removed RARE-THREE", {"title": "x"}, None, None),
        ),
    )
    return review(documents=(*routine, rare))


@pytest.mark.parametrize(("language", "warning"), [("en", "This report is not whole"), ("ar", "هذا التقرير غير كامل")])
def test_an_extract_says_that_nobody_should_sign_from_it(language: str, warning: str) -> None:
    written = markdown.render(many(), language=language)
    assert markdown.size(written) <= markdown.LIMIT
    assert written.index(warning) < written.index("<details>")
    assert warning not in markdown.render(review(documents=(document(),)), language=language)


def test_an_extract_has_a_change_of_each_kind_and_counts_the_kinds() -> None:
    seen = words_of(markdown.render(many()))
    assert all(f"RARE-{n}" in seen for n in ("ONE", "TWO", "THREE"))
    assert "brief › claims › statement: changed: 400 / 40" in seen
    assert "brief › sources: removed: 1 / 1" in seen


def test_an_extract_of_findings_has_risks_under_their_own_heading() -> None:
    written = markdown.render(crowded(2_000))
    order = [written.index(f"### {heading}") for heading in ("What blocks publication", "Risks", "Other findings")]
    assert order == sorted(order)


# What the project adds to texts is not seen.


def test_terminals_get_no_isolates_of_our_own_and_those_of_others_by_name(site: Site) -> None:
    site.replace("briefs/opening.yml", "title: A station opens", "title: A station \\u2068closes")
    site.replace("briefs/opening.yml", "title: A station \\u2068closes", 'title: "A station \\u2068closes"')
    said = text.render(reviewed(site))
    assert "\u2068" not in said
    assert "\u2069" not in said
    assert "<U+2068>closes" in said


# In the language of the reader.


def test_the_arabic_catalogue_has_each_key_of_the_content_format() -> None:
    assert set(catalogue_of("ar").keys) == model_keys()


def sentences(module: ModuleType) -> list[str]:
    """What a module says, with `{}` in the place of what differs."""
    nodes = list(ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))))
    made = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    inside = {part for node in made for part in node.values}
    told = [
        "".join(getattr(part, "value", "") if isinstance(part, ast.Constant) else "{}" for part in node.values)
        for node in made
    ]
    told += [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and node not in inside and isinstance(node.value, str)
    ]
    return [words for words in told if words.count(" ") > 2 and not words.endswith((".", "\n    ")) and words[0] != ","]


@pytest.mark.parametrize("words", sentences(checklist))
def test_each_question_of_a_checklist_is_asked_in_arabic(words: str) -> None:
    asked = (catalogue_of("ar").question(words.replace("{}", filling)) for filling in ("x", ""))
    assert any(re.search("[\u0621-\u064a]{3}", said) for said in asked)


WITHIN = ("{};", "{} {}", "is the commit of both", "the policy asks for signed", "good, ", "the last change")
"""How the words begin that stand within others."""


@pytest.mark.parametrize(
    "words",
    [
        *(words for words in sentences(refusals) if not words.startswith(WITHIN) and "\n" not in words),
        "the policy asks for signed commits; its commit, {}, has the signature: good, by a key that has expired",
        f"{{}} {refusals.TOGETHER}",
        "{} words of the seed {}: its rights are {}; read them in {}, in the repository",
        "1 word of the seed {}: its rights are {}; read them in {}, in the repository",
        "stale: {} changed since",
        "asks for changes",
        "the working tree",
    ],
)
def test_each_reason_why_a_sign_off_does_not_count_is_told_in_arabic(words: str) -> None:
    assert re.search("[\u0621-\u064a]{3}", catalogue_of("ar").line(words.replace("{}", "x")))


def test_changes_and_checklist_are_in_the_language_that_is_asked_for() -> None:
    changes = (
        Change(Kind.CHANGED, ("claims", "c3", "confidence"), "claim c3: confidence low → high", "low", "high", None),
        Change(Kind.ADDED, ("claims", "c9"), "claim c9 added", None, {"statement": {"en": "It opens."}}, None),
        Change(Kind.REORDERED, ("tags",), "tags reordered, now b, a", ["a", "b"], ["b", "a"], None),
    )
    made = review(documents=(document(changes=changes, checklist=("the citation is right", "what nobody asks")),))
    for render in (html.render, markdown.render):
        arabic = words_of(render(made, language="ar"))
        assert "القول c3 › الثقة: low ← high" in arabic
        assert "نص القول (en)" in arabic
        assert "الموضوعات: b, a" in arabic
        assert "بيانات المرجع صحيحة" in arabic
        assert "what nobody asks" in arabic
        assert "confidence" not in arabic
        assert "الثقة" not in words_of(render(made))


def test_each_rule_is_told_in_arabic_with_what_mends_it() -> None:
    names = set(rules.RULES)
    arabic = catalogue_of("ar")
    assert set(arabic.rules) == set(arabic.mends) == names
    assert all(re.search("[\u0621-\u064a]{3}", said) for said in (*arabic.rules.values(), *arabic.mends.values()))


def test_findings_are_told_in_the_language_that_is_asked_for_and_their_details_below() -> None:
    made = review(blocking=findings((rules.LOST_QUOTE,), 1))
    message = made.findings[0].message
    for render in (html.render, markdown.render):
        arabic = words_of(render(made, language="ar"))
        assert "الاقتباس غير موجود في المقال" in arabic
        assert "انسخ الكلمات من المقال" in arabic
        assert arabic.index("الاقتباس غير موجود") < arabic.index(message.split("`")[0].strip())
        assert "الاقتباس" not in words_of(render(made))


@pytest.mark.parametrize(
    ("words", "arabic"),
    [
        ("2 more of: editor or lawyer", "توقيعات مطلوبة: 2، ممن لهم صفة: editor أو lawyer"),
        ("1 more of: editor for ar, fr", "توقيعات مطلوبة: 1، ممن لهم صفة: editor، للغات: ar, fr"),
        (
            "1 more of: editor (the text of the seed `quay`, the brief `port` in `ar`)",
            "توقيعات مطلوبة: 1، ممن لهم صفة: editor (نص المقال `quay`, الموجز `port` بلغة `ar`)",
        ),
        ("not ticked: sources, tone", "معايير لم تُعلَّم: sources, tone"),
        ("what nobody asks for", "what nobody asks for"),
    ],
)
def test_what_is_still_asked_for_is_told_in_arabic(words: str, arabic: str) -> None:
    assert catalogue_of("ar").line(words) == arabic
    assert catalogue_of("en").line(words) == words


# What may not be shown.


@pytest.mark.parametrize("rights", ["link", "excerpt"])
def test_a_new_text_that_may_not_be_repeated_is_counted_and_not_shown(site: Site, rights: str) -> None:
    told = [f"unrepeated{number}" for number in range(80)]
    article = " ".join(told) + ".\n"
    digest = sha256(article.encode()).hexdigest()
    record = f"language: en\ntitle: Elsewhere\npublisher: A paper\nsha256: {digest}\nrights: {rights}\n"
    site.write({"seeds/other.txt": article, "seeds/other.yml": record})
    found = reviewed(site)
    for name, render in FORMATS.items():
        written = render(found)
        assert not [word for word in told if f"{word} " in written], name
        assert "80 words of the seed" in words_of(written).replace("`", ""), name
    assert "NOT WHOLE" in text.render(found)
