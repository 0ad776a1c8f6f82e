"""The house style of files that the tool begins: what is written is read back, and can be seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.scaffold.style import modeline, presentable, quoted, scalar
from mujaz.syntax.diagnostics import has_errors
from mujaz.syntax.source import Source
from mujaz.syntax.yamlnodes import read_yaml
from mujaz.text.fold import fold_text
from mujaz.text.hygiene import Oddity, odd_places
from thorough import examples

REFUSED = {Oddity.CONTROL, Oddity.INVISIBLE, Oddity.PRESENTATION_FORM}

letters = st.sampled_from("ابتكيىةأإآئؤ٣abcXé’\"'«»“”:#-,.!&*[]{}|>%@`\\ \t\n")
marks = st.sampled_from("\u0640\u064e\u0651\u0301\u200b\u200c\u200e\u200f\u2066\u2069\u202e\u00ad\ufeff\ufee1\ufefb")
texts = st.text(st.one_of(letters, marks), max_size=30)


@settings(derandomize=True, max_examples=examples(80, 300))
@given(texts)
def test_presentable_text_passes_the_check_of_content_files(text: str) -> None:
    assert not {place.kind for place in odd_places(presentable(text))} & REFUSED


@settings(derandomize=True, max_examples=examples(80, 300))
@given(texts)
def test_presentable_text_is_the_same_to_matching(text: str) -> None:
    assert fold_text(presentable(text)).split() == fold_text(text).split()


@settings(derandomize=True, max_examples=examples(80, 300))
@given(texts.map(presentable).filter(bool))
def test_scalars_are_read_back(text: str) -> None:
    for written in (scalar(text), quoted(text)):
        mapping, findings = read_yaml(Source("x.yml", f"key: {written}\nnext: 1\n"))
        assert mapping is not None
        assert mapping["key"] == text
        assert not has_errors(findings)


@pytest.mark.parametrize("text", ["yes", "No", "null", "12", "2023-09-13", "- a", "a: b", "a #b", "«أ»", "~", "a "])
def test_what_could_be_misread_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'


@pytest.mark.parametrize("text", ["مكتب المتابعة", "Monitoring team", "d’accord"])
def test_what_is_plain_stays_plain(text: str) -> None:
    assert scalar(text) == text


def test_the_modeline_leads_from_the_file_to_its_schema() -> None:
    assert modeline("brief", "briefs/2023/x.yml") == "# yaml-language-server: $schema=../../schemas/brief.json\n"
