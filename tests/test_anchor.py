"""Anchoring: one place, or a finding that helps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest

from mujaz.resolve.anchor import MOST_PLACES, Target, TargetState, TextQuote, find_places, nearest, resolve
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.fold import fold

ARTICLE = """\
أعلنت وزارة الزراعة أن المحصول بلغ ٣٫٥ مليون طن.
وقالت الوزارة إنّ «الموسم جيد»، وإن الأسعار لن ترتفع.
ونفى الناطق باسم النقابة أن الأسعار سترتفع قبل الصيف.
The ministry said it can't confirm the Falcon-7 purchase; Kim’s plan holds.
"""
SEED = Source("seeds/harvest.txt", ARTICLE)
BRIEF = Source("briefs/harvest.yml", "at: quote\n")
SPAN = BRIEF.span(4, 9)


@dataclass(frozen=True, slots=True)
class Written:
    exact: str
    prefix: str = ""
    suffix: str = ""
    exact_span: Span = SPAN


def found(exact: str, prefix: str = "", suffix: str = "", text: str = ARTICLE) -> list[str]:
    return [text[start:end] for start, end in find_places(fold(text), TextQuote(exact, prefix, suffix))]


def resolved(
    exact: str, prefix: str = "", suffix: str = "", seed_changed: bool = False
) -> tuple[Target | None, tuple[Diagnostic, ...]]:
    return resolve(Written(exact, prefix, suffix), SEED, fold(ARTICLE), seed_changed)


def finding(exact: str, prefix: str = "", suffix: str = "") -> Diagnostic:
    target, findings = resolved(exact, prefix, suffix)
    assert target is None
    (only,) = findings
    assert only.span == SPAN
    return only


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ("وقالت الوزارة", "وقالت الوزارة"),
        ("  وقالت\n الوزارة ", "وقالت الوزارة"),
        ("وقالت الوزارة إن", "وقالت الوزارة إنّ"),
        ('ان "الموسم جيد"', "إنّ «الموسم جيد»"),
        ("“الموسم جيد”،", "«الموسم جيد»،"),
        ("بلغ 3.5 مليون طن.", "بلغ ٣٫٥ مليون طن."),
        ("Falcon-7", "Falcon-7"),
        ("can't confirm", "can't confirm"),
        ("Kim", "Kim"),
        ("لن ترتفع.\nونفى", "لن ترتفع.\nونفى"),
    ],
)
def test_found_once(exact: str, expected: str) -> None:
    assert found(exact) == [expected]
    target, findings = resolved(exact)
    assert findings == ()
    assert target is not None
    assert target.span.text == expected
    assert target.span.source is SEED
    assert target.state is TargetState.EXACT


TYPED = "قال المدير : « سنبدأ … غدا » — أي بين 1990–1995 ، في ‑الموقع- ؛ فهل يكفي ؟"


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ("المدير: «سنبدأ... غدا»", "المدير : « سنبدأ … غدا »"),
        ('المدير : "سنبدأ... غدا"', "المدير : « سنبدأ … غدا »"),
        ("سنبدأ … غدا", "سنبدأ … غدا"),
        ("سنبدأ. . . غدا", "سنبدأ … غدا"),
        ("غدا» - أي", "غدا » — أي"),
        ("غدا» -- أي", "غدا » — أي"),
        ("1990-1995", "1990–1995"),
        ("1990−1995", "1990–1995"),
        ("1995", "1995"),
        ("1990", "1990"),
        ("1995, في", "1995 ، في"),
        ("فهل يكفي?", "فهل يكفي ؟"),
        ("؛ فهل", "؛ فهل"),
        ("سنبدأ غدا", None),
        ("1990 1995", None),
        ("19901995", None),
    ],
)
def test_a_sign_is_found_by_what_is_typed_for_it(exact: str, expected: str | None) -> None:
    assert found(exact, text=TYPED) == ([expected] if expected else [])


def test_a_hyphen_joins_a_designator_and_a_dash_does_not() -> None:
    assert found("Hwasong", text="Hwasong-18, Hwasong\u201118") == []
    assert found("1990", text="1990–1995, 1990-1995") == ["1990"]


@pytest.mark.parametrize(
    "exact",
    [
        "الزراع",
        "وزارة الزراع",
        "قالت الوزارة",
        "بلغ ٣",
        "5 مليون",
        "the Falcon",
        "it can",
        "FALCON-7",
        "الأسعار ترتفع",
    ],
)
def test_never_part_of_a_word_nor_another_wording(exact: str) -> None:
    assert found(exact) == []
    assert finding(exact).rule.name == "lost-quote"


@pytest.mark.parametrize(
    ("text", "exact", "expected"),
    [
        ("hello 👨‍👩‍👧 there", "hello 👨", []),
        ("hello 👨‍👩‍👧 there", "hello 👨‍👩‍👧", ["hello 👨‍👩‍👧"]),
        ("good 👍🏽", "good 👍", []),
        ("team 🇱🇧🇷🇺", "team 🇱🇧", ["team 🇱🇧"]),
        ("team 🇱🇧🇷🇺", "team 🇱", []),
        ("قال النبي ﷺ ذلك", "قال النبي ﷺ", ["قال النبي ﷺ"]),
        ("قال النبي ﷺ ذلك", "قال النبي صلى", []),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국", ["\u1112\u1161\u11ab\u1100\u116e\u11a8"]),
        ("كلمةٌ\u200f أخرى", "كلمة", ["كلمةٌ"]),
        ("في北京召开", "北京", ["北京"]),
    ],
)
def test_never_part_of_a_cluster(text: str, exact: str, expected: list[str]) -> None:
    assert found(exact, text=text) == expected


@pytest.mark.parametrize(
    ("prefix", "suffix", "line"),
    [
        ("وإن", "", 2),
        ("وإن  ", "", 2),
        ("باسم النقابة أَنّ", "", 3),
        ("", "لن ترتفع", 2),
        ("", " سترت", 3),
        ("النقابة أن", "سترتفع قبل", 3),
    ],
)
def test_context_chooses(prefix: str, suffix: str, line: int) -> None:
    assert found("الأسعار") == ["الأسعار", "الأسعار"]
    target, findings = resolved("الأسعار", prefix, suffix)
    assert findings == ()
    assert target is not None
    assert target.span.position.line == line


def test_context_must_stand_directly_beside() -> None:
    assert found("الأسعار", prefix="الناطق") == []
    assert found("الأسعار", suffix="الصيف") == []
    assert found("أعلنت", prefix="أعلنت") == []


def test_overlapping_places_count() -> None:
    assert len(found("لا لا", text="لا لا لا")) == 2


def test_a_changed_seed_makes_a_found_quote_moved() -> None:
    target, findings = resolved("الموسم جيد", seed_changed=True)
    assert findings == ()
    assert target is not None
    assert target.state is TargetState.MOVED


def test_a_quote_without_words_is_empty() -> None:
    for exact in ("", " \n", "…", "«»", "\u200f\u0640", "👍"):
        empty = finding(exact)
        assert empty.rule.name == "empty-quote"
        assert "seeds/harvest.txt" in empty.help


def test_an_ambiguous_quote_lists_its_places_and_says_how_to_choose() -> None:
    ambiguous = finding("الأسعار")
    assert ambiguous.rule.name == "ambiguous-quote"
    assert ambiguous.message == "the quote occurs 2 times in seeds/harvest.txt"
    assert [str(label.span) for label in ambiguous.related] == ["seeds/harvest.txt:2:37", "seeds/harvest.txt:3:29"]
    assert 'at seeds/harvest.txt:2:37 add `prefix: "وإن"`' in ambiguous.help
    assert resolved("الأسعار", "وإن")[0] is not None


def test_the_advice_is_a_suffix_where_nothing_stands_before() -> None:
    text = "نعم قال. نعم كتب. ثم نعم قال"
    target, (ambiguous,) = resolve(Written("نعم", suffix="قال"), Source("s", text), fold(text), False)
    assert target is None
    assert '`suffix: "قال."`' in ambiguous.help


def test_a_hopelessly_ambiguous_quote_lists_some_of_its_places() -> None:
    text = "نعم " * 100
    target, (ambiguous,) = resolve(Written("نعم"), Source("s", text), fold(text), False)
    assert target is None
    assert len(ambiguous.related) == 6
    assert ambiguous.related[-1].message.endswith("and 94 more")


def test_a_quote_in_another_context_is_lost_and_its_context_shown() -> None:
    lost = finding("الموسم جيد", prefix="وقال إن")
    assert lost.rule.name == "lost-quote"
    assert "not between this prefix and suffix" in lost.message
    assert "it stands after «الوزارة إنّ «» and before «»، وإن الأسعار»" in lost.help
    assert [str(label.span) for label in lost.related] == ["seeds/harvest.txt:2:20"]


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        ("وإن الأسعار لم ترتفع.", "«لم» stands in the quote where the seed has «لن» at seeds/harvest.txt:2:45"),
        ("وإن الأسعار ترتفع.", "«لن» at seeds/harvest.txt:2:45 stands only in the seed"),
        ("أن المحصول الكبير بلغ ٣٫٥ مليون طن", "«الكبير» stands only in the quote"),
        # at an end, where a likeness leaves the word out
        ("وإن الأسعار لن تهبط", "«تهبط» stands in the quote where the seed has «ترتفع»"),
        ("ولكن الأسعار لن ترتفع", "«ولكن» stands in the quote where the seed has «وإن»"),
    ],
)
def test_a_changed_word_of_a_lost_quote_is_named(exact: str, said: str) -> None:
    lost = finding(exact)
    assert lost.rule.name == "lost-quote"
    assert lost.message == "the quote is not in seeds/harvest.txt"
    assert said in lost.help
    assert lost.related[0].message.startswith("nearest")


def test_a_lost_quote_unlike_all_else() -> None:
    lost = finding("zzz qqq xxx jjj")
    assert "nor anything like it" in lost.message
    assert lost.related == ()


def test_an_empty_seed_has_nothing_like_a_quote() -> None:
    target, (lost,) = resolve(Written("نعم"), Source("s", ""), fold(""), False)
    assert target is None
    assert lost.rule.name == "lost-quote"


def test_messages_are_in_the_style_of_the_project() -> None:
    for one in (finding("…"), finding("الأسعار"), finding("الموسم جيد", "x"), finding("المواسم"), finding("zzz qqq")):
        for text in (one.message, one.help, *(label.message for label in one.related)):
            assert text[0].islower()
            assert not text.endswith(".")
            assert "\n" not in text


def test_the_nearest_passages_are_distinct_whole_words_best_first() -> None:
    text = "قال الوزير إن الخطة تسير. ثم قال الوزير إن الخطة تعثرت كثيرا. وقالت الوزيرة إن الخطط تسير. انتهى"
    candidates = nearest(fold(text), "قال الوزير إن الخطة تسير جيدا")
    passages = [text[c.start : c.end] for c in candidates]
    assert passages[0] == "قال الوزير إن الخطة تسير"
    assert len(set(passages)) == len(passages) == 3
    assert [c.similarity for c in candidates] == sorted((c.similarity for c in candidates), reverse=True)
    assert all(f" {passage} " in f" {text.replace('.', ' ')} " for passage in passages)
    spans = sorted((c.start, c.end) for c in candidates)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_passages_far_less_alike_are_not_listed() -> None:
    far, near = "بلغ المحصول ثلاثة ملايين طن قمحا. ", "وقال بائع إن محصولا ثلثه طين لا يباع"
    assert len(nearest(fold(far), "محصول ثلث طين")) == 1
    (only,) = nearest(fold(far + near), "محصول ثلث طين")
    assert only.start > len(far)


def test_the_nearest_passage_takes_in_a_word_that_the_quote_lacks() -> None:
    (best, *_) = nearest(fold(ARTICLE), "وإن الأسعار ترتفع")
    assert ARTICLE[best.start : best.end] in ("وإن الأسعار لن ترتفع", "وإن الأسعار لن ترتفع.")


def test_of_a_long_quote_that_is_lost_it_is_said_how_far_the_seed_has_it() -> None:
    """To compare it with every passage would take minutes."""
    words = " ".join(f"word{number}x" for number in range(2_000))
    seed = Source("seeds/s.txt", f"Once {words}.")
    quote = Written(words.replace("word900x", "other"))
    target, (finding,) = resolve(quote, seed, fold(seed.text), False)
    assert target is None
    assert finding.rule.name == "lost-quote"
    assert "has its first 900 words at seeds/s.txt:1:6, and then «word900x» for «other»" in finding.help


def test_a_quote_whose_letters_stand_too_often_is_refused() -> None:
    seed = Source("seeds/s.txt", "it is by the sea " * (MOST_PLACES + 1))
    target, (finding,) = resolve(Written("the sea"), seed, fold(seed.text), False)
    assert target is None
    assert (finding.rule.name, finding.span) == ("ambiguous-quote", SPAN)
    assert "lengthen `exact`" in finding.help
