"""Make the small fonts of the theme, `*-core.woff2`, of the letters that most pages need; see `fonts/VERSIONS.txt`.

    python release/fonts.py [--check]

Needs fonttools and brotli. The same versions of both make the same bytes; `--check` writes nothing, and fails where a
font is another than would be made.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parents[1] / "generator/mujaz/theme/assets/mujaz/fonts"
ARABIC = (
    "U+060C, U+061B, U+061F, U+0621-063A, U+0640-0655, U+0660-066D, U+0670-0671, U+0679, U+067E, U+0686, U+0688, "
    "U+0691, U+0695, U+0698, U+06A4, U+06A9, U+06AF, U+06B5, U+06BA, U+06BE, U+06C0-06C2, U+06C6, U+06CC, U+06CE, "
    "U+06D2-06D5, U+06F0-06F9, U+FDF2"
)
"""What Arabic, Persian, Urdu and Sorani are written with, so that hardly a word is set from two fonts."""
LATIN = (
    "U+0020-007E, U+00A0-00FF, U+200B-2015, U+2018-201E, U+2020-2022, U+2026, U+2028-202E, U+2030, U+2032-2033, "
    "U+2039-203A, U+2060-206F, U+20AC, U+2122, U+2212"
)
"""The languages of western Europe, and marks of direction, for which nothing more should be loaded.

`fonts.css` has the same ranges, and those of the whole fonts without them.
"""
WEIGHTS = (400, 700)
NAMES = {"noto-naskh-arabic": "Mujaz Text", "source-serif-4": "Mujaz Text", "ibm-plex-sans-arabic": "Mujaz Sans"}
"""By the beginning of a file's name: what the font calls itself, as licences ask of a font that was changed."""
MADE = {
    "ibm-plex-sans-arabic-arabic-400-normal": ARABIC,
    "ibm-plex-sans-arabic-arabic-600-normal": ARABIC,
    "ibm-plex-sans-arabic-latin-400-normal": LATIN,
    "ibm-plex-sans-arabic-latin-600-normal": LATIN,
    "noto-naskh-arabic-arabic-wght-normal": ARABIC,
    "source-serif-4-latin-wght-normal": LATIN,
}
FEATURES = ("ccmp", "locl", "init", "medi", "fina", "rlig", "calt", "liga", "mark", "mkmk", "kern", "curs")


def code_points(ranges: str) -> list[int]:
    """The code points of ranges as CSS has them."""
    found: list[int] = []
    for part in ranges.replace("U+", "").split(", "):
        first, _, last = part.partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def made(stem: str, ranges: str) -> bytes:
    """The small font of one of ours."""
    font = TTFont(FONTS / f"{stem}.woff2", recalcTimestamp=False)
    options = Options()
    options.flavor, options.hinting, options.layout_features = "woff2", False, list(FEATURES)
    options.name_IDs, options.notdef_outline, options.recalc_timestamp = [0, 1, 2, 13, 14], True, False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(ranges))
    subsetter.subset(font)
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": WEIGHTS})
    name = next(name for begin, name in NAMES.items() if stem.startswith(begin))
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = name
    font.flavor = "woff2"
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Make all, or look whether they are as they would be made."""
    others = []
    for stem, ranges in MADE.items():
        path, content = FONTS / f"{stem}-core.woff2", made(stem, ranges)
        if "--check" not in sys.argv:
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            others.append(path.name)
        sys.stdout.write(f"{len(content):>7} {path.name}\n")
    if others:
        raise SystemExit(f"not as they would be made: {', '.join(others)}")


if __name__ == "__main__":
    main()
