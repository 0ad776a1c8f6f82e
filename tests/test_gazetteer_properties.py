"""What holds of every hit, whatever the text and the names."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.resolve.gazetteer import Alias
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.syntax.source import Source
from mujaz.text.fold import fold, fold_text
from mujaz.text.names import name_key
from mujaz.text.words import is_boundary, splits_cluster
from thorough import examples

QUIET = settings(derandomize=True, database=None, deadline=None, max_examples=examples(80, 400))

GLOSSARY = Source("briefs/glossary/all.yml", "x")
STEMS = (
    "كيم",
    "لبنان",
    "بنان",
    "الكرملين",
    "كرملين",
    "ألمانيا",
    "روسيا",
    "جونغ",
    "Kim",
    "US",
    "us",
    "H-18",
    "김",
    "은",
    "ﷺ",
    "الله",
    "👨‍👩‍👧",
    "x",
)
names = st.lists(st.sampled_from(STEMS), min_size=1, max_size=3).map(" ".join)
glossaries = st.lists(st.tuples(st.sampled_from("abcd"), names, st.booleans()), max_size=12)
pieces = st.sampled_from(
    (*STEMS, "و", "ف", "ب", "ك", "ل", "س", "ال", "لل", " ", " ", "-", "\u064e", "\u200f", "ـ", "1", "'s", ".")
)
texts = st.lists(pieces, max_size=25).map("".join)


def gazetteer(glossary: list[tuple[str, str, bool]]) -> Gazetteer:
    return Gazetteer(Alias(entity, text, "und", weak, GLOSSARY.span(0, 1)) for entity, text, weak in glossary)


@QUIET
@given(texts, glossaries)
def test_hits_are_whole_words_in_order_and_apart(text: str, glossary: list[tuple[str, str, bool]]) -> None:
    folded = fold(text)
    boundaries = {offset for offset in range(len(folded.text) + 1) if is_boundary(folded.text, offset)}
    starts = {folded.starts[offset] for offset in boundaries if offset < len(folded.text)}
    ends = {folded.ends[offset - 1] for offset in boundaries if offset}
    done = 0
    for hit in gazetteer(glossary).find(folded):
        assert done <= hit.start < hit.end <= len(text)
        assert hit.start in starts
        assert hit.end in ends
        assert not splits_cluster(text, hit.start)
        assert not splits_cluster(text, hit.end)
        done = hit.end


@QUIET
@given(texts, glossaries)
def test_a_hit_names_strong_aliases_and_what_is_linked_one_entity(
    text: str, glossary: list[tuple[str, str, bool]]
) -> None:
    for hit in gazetteer(glossary).find(fold(text)):
        assert hit.readings
        assert hit.doubt is not None or len(hit.entities) == 1
        for alias in hit.aliases:
            assert not alias.weak
            # The article may be swallowed by ل, and be missing; two words may be one; the letters are in the text.
            core = name_key(fold_text(alias.text)).lower().removeprefix("ال").replace(" ", "")
            assert core in name_key(fold_text(text[hit.start : hit.end])).lower().replace(" ", "")


@QUIET
@given(glossaries, st.data())
def test_a_name_by_itself_is_found(glossary: list[tuple[str, str, bool]], data: st.DataObject) -> None:
    strong = [
        (entity, text) for entity, text, weak in glossary if not weak and fold_text(text).strip(" ")[-1:].isalpha()
    ]
    if not strong:
        return
    entity, text = data.draw(st.sampled_from(strong))
    before, behind = data.draw(st.tuples(st.sampled_from(("", "« ", "then ")), st.sampled_from(("", " !", ", and"))))
    found = gazetteer(glossary).find(fold(f"{before}{text}{behind}"))
    start, end = len(before), len(before + text)
    over = [hit for hit in found if hit.start < end and start < hit.end]
    longer = any(len(alias.text) > len(text) for hit in over for alias in hit.aliases)
    assert longer or any(hit.start <= start and end <= hit.end and entity in hit.entities for hit in over)
