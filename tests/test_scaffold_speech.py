"""Reported speech: the shortest passage that says what was said, and silence where nobody is said to speak."""

from __future__ import annotations

import pytest

from mujaz.scaffold.speech import reported_speech
from mujaz.text.fold import fold


def said(text: str) -> list[str]:
    return [text[slice(*statement.said)] for statement in reported_speech(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير إن السد آمن تماما.", ["السد آمن تماما"]),
        ("وقالت الوزارة إنّ السدّ آمن تماما.", ["السدّ آمن تماما"]),
        ("قال الوزير إنه لن يستقيل أبدا.", ["إنه لن يستقيل أبدا"]),
        ("وأعلن المكتب أن المحكمة قضت بالسجن.", ["المحكمة قضت بالسجن"]),
        ("وأفادت الشرطة بأن الطريق مغلقة الآن.", ["الطريق مغلقة الآن"]),
        ("لكن المكتب قال يوم الأحد إن الطريق مفتوحة أيضا.", ["الطريق مفتوحة أيضا"]),
        ("ونقلت الصحيفة عن العمدة قوله: «لن نغادر المدينة».", ["لن نغادر المدينة"]),
        ("وقال العمدة: “لن نغادر المدينة. سنبقى هنا”.", ["لن نغادر المدينة. سنبقى هنا"]),
        ("قال العمدة إن المدينة “آمنة” تماما، حسبما ذكرت الصحيفة.", ["المدينة “آمنة” تماما"]),
        ("وبحسب الوزارة، قُتل أربعة أشخاص.", ["قُتل أربعة أشخاص"]),
        ("قُتل أربعة أشخاص، وفقا للوزارة.", ["قُتل أربعة أشخاص"]),
        ("قال العمدة إن المدينة آمنة اليوم، وأضاف: «لن نغادرها أبدا».", ["المدينة آمنة اليوم", "لن نغادرها أبدا"]),
        ("وأعلن المكتب مساء السبت حصيلة جديدة.", ["وأعلن المكتب مساء السبت حصيلة جديدة"]),
        ("وبحسب ما ذكرت الوزارة فقد انهار السد فجرا.", ["انهار السد فجرا"]),
        ("بحسب وزير الري سامي حداد فإن السد انهار فجرا.", ["السد انهار فجرا"]),
        ("بحسب الشرطة، وقع الحادث فجرا قرب الجسر.", ["وقع الحادث فجرا قرب الجسر"]),
        ("ووفقا للبيان، لم يصب أحد بأذى، فيما أغلقت الطريق.", ["لم يصب أحد بأذى، فيما أغلقت الطريق"]),
        ("وفقا لما أعلنته الوزارة، فقد انهار السد، كما غرقت قرية.", ["انهار السد، كما غرقت قرية"]),
        ("بحسب الوزارة انهار السد وغرقت القرى، وقتل كثيرون.", ["بحسب الوزارة انهار السد وغرقت القرى، وقتل كثيرون"]),
        ("بحسب الوزارة سيعاد بناء السد، فيما ترحل القرية.", ["بحسب الوزارة سيعاد بناء السد، فيما ترحل القرية"]),
        ("قال د. م. الراعي إن السد آمن تماما. ثم مضى.", ["السد آمن تماما"]),
        ("قال الوزير: ‹السد آمن ولن ينهار›.", ["السد آمن ولن ينهار"]),
        ("قال الوزير: „السد آمن ولن ينهار“.", ["السد آمن ولن ينهار"]),
    ],
)
def test_arabic(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said that the dam was safe.", ["the dam was safe"]),
        ("The old dam held, officials said Tuesday, citing the army.", ["The old dam held"]),
        ("The old dam held, officials said late Tuesday.", ["The old dam held"]),
        ("The minister said Tuesday, after the rain.", []),
        ("The minister said the dam was safe.", ["the dam was safe"]),
        ("The dam is safe, the minister said on Friday.", ["The dam is safe"]),
        ("“We will not leave the city,” said the mayor of the city.", ["We will not leave the city"]),
        ('He added: "We stay. We always stayed."', ["We stay. We always stayed"]),
        ("According to the ministry, four people died.", ["four people died"]),
        ("Four people died, according to the ministry.", ["Four people died"]),
        ("He told reporters that talks would go on; nobody believed it.", ["talks would go on"]),
        ("Weeks after he said that the dam was safe, it broke.", ["the dam was safe"]),
        ("The minister, who was ill, said the dam was safe.", ["the dam was safe"]),
        ("The mayor, speaking in Derna, said that the dam was safe.", ["the dam was safe"]),
        ("The dam, which broke in 2023, was safe, the ministry said.", ["The dam, which broke in 2023, was safe"]),
        ("It's the workers' right to strike, Mr. O'Neill said.", ["It's the workers' right to strike"]),
        ("“We've had enough of this,” Jill Harbor said.", ["We've had enough of this"]),
        ("‘We will not leave the city,’ said the mayor of the city.", ["We will not leave the city"]),
        ("According to J. R. Harbor of the U.S. Army, No. 5 is closed.", ["No. 5 is closed"]),
        (
            "Four died, a spokesman for the ministry told reporters on Monday. Ten are missing, he added.",
            ["Ten are missing"],
        ),
        ("According to the ministry four people died.", ["According to the ministry four people died"]),
        (
            "According to officials, who spoke on Monday, four people died.",
            ["According to officials, who spoke on Monday, four people died"],
        ),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وتنفي المدينة أن السد مهدد.", ["وتنفي المدينة أن السد مهدد"]),
        ("لم يؤكد الناطق أن الاتفاق وُقّع.", ["لم يؤكد الناطق أن الاتفاق وُقّع"]),
        ("The mayor denied that the dam was in danger.", ["The mayor denied that the dam was in danger"]),
    ],
)
def test_a_denial_keeps_its_verb(text: str, expected: list[str]) -> None:
    """Without it the passage would say the opposite."""
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "يذكر أن المدينة قديمة جدا.",
        "ذكر البيان تفاصيل كثيرة عن الحادث.",
        "وتُبنى السدود وفقا لما يطلبه المهندسون.",
        "وكانت التقديرات تشير إلى لقاء، إلا أن القطار جاوز المدينة.",
        "وصلت السفينة «دانيال» إلى الميناء مساء.",
        "The ship was called “Queen of the North”.",
        "It rained. Nobody was surprised.",
        "قال نعم.",
        "The minister, a doctor, said nothing.",
        "The minister, who was ill, said nothing.",
        "When he came, the minister said nothing.",
        "In Derna, said the mayor, nobody is safe.",
        "The union's secretary, Mr. O'Neill-Hassan, told reporters.",
        "The union's secretary, Mr. O'Neill-Hassan, told the workers' council.",
        "هل قال الوزير كلمة؟",
        "",
        "  \n\n ",
    ],
)
def test_silence(text: str) -> None:
    assert said(text) == []


def test_knows_verb_and_sentence() -> None:
    text = "مقدمة قصيرة هنا. وقال العمدة إن المدينة آمنة اليوم. خاتمة."
    (statement,) = reported_speech(fold(text))
    assert text[slice(*statement.verb)] == "وقال"
    assert text[slice(*statement.sentence)] == "وقال العمدة إن المدينة آمنة اليوم."


def test_a_quotation_of_two_sentences_is_not_cut() -> None:
    text = "“One goes. Two stay here. Three come back,” the captain wrote. Then he left."
    assert said(text) == ["One goes. Two stay here. Three come back"]


def test_unclosed_quotation_marks_do_no_harm() -> None:
    assert said('قال الوزير: «السد آمن. قال العمدة إن الطريق " مغلقة اليوم.') == ['الطريق " مغلقة اليوم']
