"""Words that were replaced by others which look the same."""

from __future__ import annotations

from mujaz.review.sequences import places

# A choice of Unicode's confusables.txt (UTS #39) for the scripts of the site: letters that most fonts draw alike.
_CYRILLIC = {
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443": "aceijopsxy",
    "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423": "ABCEHIJKMOPSTXY",
}
_GREEK = {
    "\u03bf\u03bd\u03c1": "ovp",
    "\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03a5\u0396": "ABEHIKMNOPTXYZ",
}
# Persian and Kurdish forms as Arabic ones. A Farsi yeh is drawn like an alef maksura at the end of a word and like a
# yeh within it; the two Arabic letters look different from each other, so there are two tables.
_ARABIC = {"\u06a9\u06d5\u06c1\u06be": "\u0643\u0647\u0647\u0647"}
_LETTERS = {
    ord(other): letter
    for table in (_CYRILLIC, _GREEK, _ARABIC)
    for others, letters in table.items()
    for other, letter in zip(others, letters, strict=True)
}
_SKELETONS = tuple({**_LETTERS, 0x06CC: yeh} for yeh in ("\u064a", "\u0649"))


def looks_like(one: str, other: str) -> bool:
    """Whether two words that differ look the same."""
    return one != other and any(one.translate(table) == other.translate(table) for table in _SKELETONS)


def swapped(before: str, after: str) -> list[tuple[str, str]]:
    """The words of a text that became others which look the same, each with what it became."""
    ours, theirs = before.split(), after.split()
    found = []
    for first, last, start, end in places(ours, theirs):
        if last - first == end - start:
            pairs = zip(ours[first:last], theirs[start:end], strict=True)
            found += [pair for pair in pairs if looks_like(*pair)]
    return found
