"""Encodings: shown to a person by what a file would read like, and texts that came through a wrong one."""

from __future__ import annotations

import pytest

from mujaz.text.encodings import garbled, lost_letters, readings

ARABIC = "وصلت السفينة إلى الميناء مساء.\nوقال الربان إن البحر هادئ.\n"
RUSSIAN = "Министр сказал, что плотина построена для крестьян.\n"
FRENCH = "Le ministre a été élu à Paris, où il réside.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
        (ARABIC, "mac-arabic"),
        (ARABIC, "cp720"),
        ("السفينة", "windows-1256"),
        ("ship\n" + ARABIC, "windows-1256"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "windows-1252"),
        ("השר אמר כי הסכר נבנה בשנה שעברה", "windows-1255"),
        ("部长说大坝已经完工，农民很高兴。", "gb18030"),
        ("大臣はダムが完成したと述べた。", "shift_jis"),
        ("장관은 댐이 완성되었다고 말했다.", "euc-kr"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (FRENCH, "utf-16-le"),
        (ARABIC, "utf-32"),
    ],
)
def test_the_right_reading_is_shown(text: str, encoding: str) -> None:
    found = readings(text.encode(encoding))
    lines = text.splitlines()
    assert encoding in [reading.encoding for reading in found]
    right = next(reading for reading in found if reading.encoding == encoding)
    assert right.line == next((line for line in lines if not line.isascii()), lines[0])
    assert len(found) <= 3


FREE = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # bytes that windows-1252 has no character for


def through(text: str, encoding: str, wrong: str) -> str:
    """A text as a program shows it that takes one encoding for another, and keeps bytes that the other lacks."""
    return "".join(
        bytes([byte]).decode(wrong) if wrong != "windows-1252" or byte not in FREE else chr(byte)
        for byte in text.encode(encoding)
    )


@pytest.mark.parametrize(
    ("text", "encoding", "wrong"),
    [
        (ARABIC, "utf-8", "windows-1252"),
        (ARABIC, "utf-8", "iso-8859-1"),
        ("مرسى", "utf-8", "windows-1252"),
        ("The ship came in.\n" * 20 + ARABIC, "utf-8", "windows-1252"),
        (RUSSIAN, "utf-8", "windows-1252"),
        (FRENCH, "utf-8", "windows-1252"),
        ("He said “no” — twice.", "utf-8", "windows-1252"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (ARABIC, "windows-1256", "windows-1252"),
        (RUSSIAN, "windows-1251", "windows-1252"),
    ],
)
def test_what_came_through_a_wrong_encoding_is_told(text: str, encoding: str, wrong: str) -> None:
    found = garbled(through(text, encoding, wrong))
    assert found is not None
    assert found.encoding == encoding
    assert found.line == next(line for line in text.splitlines() if not line.isascii())[:60]


def test_the_bytes_of_utf_8_as_arabic_letters() -> None:
    found = garbled(ARABIC.encode().decode("windows-1256"))
    assert found is not None
    assert (found.read_as, found.encoding) == ("windows-1256", "utf-8")


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        RUSSIAN,
        FRENCH,
        "Ça et là, l’été: naïf élève Ângela, São Tomé, Ærø, Ñandú",
        "ÉCOLE À ÊTRE",
        "Ø",
        "Her name is written Ã, he said.",
        "UTF-8 turns ال into ط§Ù„ in windows-1256, and nobody can read the words السفينة التي وصلت إلى الميناء",
        "ظ§ وطا وظل",
    ],
)
def test_right_texts_are_left_alone(text: str) -> None:
    assert garbled(text) is None
    assert lost_letters(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("???? ?????? ???", (0, 4)),
        ("قال ���� إن ���� هادئ", (4, 8)),
        ("The ��� said ��� no", (4, 7)),
    ],
)
def test_lost_letters(text: str, place: tuple[int, int]) -> None:
    assert lost_letters(text) == place


@pytest.mark.parametrize(
    "text", ["What??? No???", "قال الربان\ufffd إن البحر هادئ", "Who? Why? What?", "??? was the answer."]
)
def test_a_slip_is_not_the_loss_of_a_text(text: str) -> None:
    assert lost_letters(text) is None
