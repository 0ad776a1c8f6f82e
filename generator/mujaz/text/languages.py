"""The language of a text, as far as its script, its letters and its commonest words tell."""

from __future__ import annotations

from collections import Counter
from unicodedata import name

from msgspec import Struct

from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re, lazy_regex
from mujaz.text.spelling import has_foreign_letters

_SAMPLE = 20_000
"""Code points that are looked at, from the beginning."""
_LEAST = {"LATIN": 0.12}
_LEAST_OF_OTHERS = 0.05
"""Of the words of a running text, at least so many are among the commonest of its language; in most it is a quarter."""
_OFTEN = {"LATIN": 0.1}
_OFTEN_IN_OTHERS = 0.02
"""A letter in so many of the words is no letter of names only: a language that lacks it is out of the question."""
_CLEAR = 1.5
"""So many times as much evidence as for any other language is enough."""
_FEW = 20
"""Words: a text with fewer is in the language that a script is mostly used for, where nothing speaks for another."""


class _Traits(Struct, frozen=True):
    """What tells a language: words that are in any text of it, folded, and the letters that some neighbour lacks."""

    words: frozenset[str]
    letters: str = ""


def _traits(words: str, letters: str = "") -> _Traits:
    return _Traits(frozenset(fold_text(words.lower()).split()), letters)


# The first of each script is what it is mostly used for among the articles that mujaz is made for.
_BY_SCRIPT: dict[str, dict[str, _Traits]] = {
    "ARABIC": {
        "ar": _traits(
            "في من على إلى أن إن التي الذي الذين هذا هذه ذلك تلك عن مع قال قالت وقال كان كانت لا لم لن قد وقد "
            "بعد قبل بين حيث كما أو ثم أي كل غير ومن وفي عند منذ خلال عبر ضد حول وهو وهي هو هي أنه أنها إنه "
            "التى فى",
            "ةپچژگڤڥ",
        ),
        "fa": _traits(
            "در به از که این آن را با است برای یک می های ها شد شده شود کرد کرده کند خود تا هم نیز بود باید "
            "اما دو گفت اند نمی هستند بر پس ای دارد داد خواهد وی آنها اینکه چه روی پیش ایران",
            "پچژگۀ",
        ),
        "ur": _traits(
            "کے کی کا میں ہے ہیں سے نے کو اور پر یہ وہ کہ بھی تھا تھی تھے نہیں ایک لیے گیا کیا ہو جو اس اپنے "
            "کر رہے جس ہی تو گی گے ہوئے والے ساتھ بعد",
            "پچژگٹڈڑںےۓہھۂ",
        ),
        "ps": _traits(
            "د په چې او له دي دی ته یې سره کې کښې کړي کړې شوي شوې وي خو پر هغه دغه شي کوي باندې وویل ده دا نو "
            "هم لپاره څخه",
            "پچژګگټډړږښڼېۍځڅۀ",
        ),
        "ckb": _traits(
            "لە بە کە بۆ ئەو ئەم ئەوە هەر لەگەڵ بوو ناو دوای هەروەها لێ پێ ئەوەی دەکات نییە کرد کە وەک یان "
            "بەڵام تر دەبێت",
            "پچژگڤڕڵۆێەھ",
        ),
        "ug": _traits(
            "ۋە بىلەن بۇ بىر ئۇ ئۈچۈن دەپ بولۇپ ئەمەس ھەم كېيىن ئىدى دېدى بولدى قىلدى كەلدى بىز",
            "پچژگڭۇۆۈۋېەھ",
        ),
        "sd": _traits(
            "جي جو ۽ ۾ کي آهي آهن ته کان تي جا سان هن اهو ڪري ڪيو ويو لاءِ پر",
            "پچژگٻڀٺٽٿڄڃڇڍڊڏڌڙڦڪڳڱڻھ۾۽",
        ),
        "pnb": _traits(
            "دے دا نیں وچ تے اے نوں سی اوہ نال ایہہ توں ہور سن وی",
            "پچژگٹڈڑںےۓہھۂݨ",
        ),
        "skr": _traits(
            "دا دی کوں وچ تے ہے اتے نال کیتے ݙو ایں کنوں ہن اوں ہر ونڄے",
            "پچژگٹڈڑںےۓہھۂݨٻڄݙڳ",
        ),
    },
    "LATIN": {
        "en": _traits(
            "the of and to in that is was for on with as at by from it are be this which has have said an not",
            "",
        ),
        "fr": _traits(
            "le la les des et du une dans que qui est pour sur au par pas il ne ce avec aux sont cette plus à "
            "a l d qu n s été selon mais ont déclaré",
            "éèàçùêâîôûëïœ",
        ),
        "de": _traits(
            "der die das und in den von zu mit ist nicht ein eine im dem auf für des sich auch es an wurde "
            "hat er sie dass sagte nach bei wird aus als war",
            "äöüß",
        ),
        "es": _traits(
            "el la los las de y que en por con una del se un para no su al lo como más fue ha",
            "áéíóúñ",
        ),
        "pt": _traits(
            "o os de que e do da em um uma para com não no na dos por se mais as ao foi sua pela",
            "ãõáéíóúâêôçà",
        ),
        "it": _traits(
            "il che di e la per una in un del della non sono è le si con gli dei alla nel più ha come",
            "àèéìòù",
        ),
        "nl": _traits(
            "de het een van en in dat is niet op te voor met zijn die aan er ook als werd bij",
            "ëïé",
        ),
        "tr": _traits(
            "ve bir bu için ile her veya hiç da de olarak olan çok daha en kadar ise gibi sonra olduğu dedi "
            "söyledi olduğunu ancak göre diye",
            "ğışçöüâ",
        ),
        "id": _traits(
            "yang dan di dengan untuk ini itu dari pada tidak dalam akan oleh ke adalah juga",
            "",
        ),
        "sv": _traits(
            "och att det som en är av för på i med den till inte har ett om var",
            "åäö",
        ),
        "pl": _traits(
            "w i na się z że nie do to jest po od za jak oraz przez",
            "łżźćńśęąó",
        ),
        "ro": _traits(
            "și în de la cu pe care este nu din o un mai au sau pentru",
            "șțăâîşţ",
        ),
        "kmr": _traits(
            "û li ji ku ev bi di de jî ser wî bo ye xwe",
            "êîûçş",
        ),
        "sw": _traits(
            "ya wa na kwa ni katika la za cha kuwa hiyo huyo",
            "",
        ),
    },
    "CYRILLIC": {
        "ru": _traits(
            "и в не на что он с как это по но из за от так для к его был а",
            "ыэёъщ",
        ),
        "uk": _traits(
            "і в не на що з та до це як для від про у його був",
            "іїєґщ",
        ),
        "be": _traits(
            "і ў не на што з да гэта як для ад пра у яго",
            "ыэёіў",
        ),
        "bg": _traits(
            "и да на се от за е ще със по че не с в са",
            "ъщ",
        ),
        "sr": _traits(
            "је и у да се на су од за са не који",
            "јљњћђџ",
        ),
        "mk": _traits(
            "и на во да се од е за со не кои",
            "јљњџѓќѕ",
        ),
        "kk": _traits(
            "және мен бұл үшін бір деп да де болып",
            "ыэёъщіәғқңөұүһ",
        ),
        "tg": _traits(
            "ва дар ба аз ки ин бо барои аст",
            "эёъӣӯҳҷғқ",
        ),
        "ky": _traits(
            "жана менен бул үчүн бир деп да бар болгон",
            "ыэёъщңөү",
        ),
    },
    "HEBREW": {
        "he": _traits(
            "של את על לא הוא זה עם גם כי אם או היא אל בין אמר אמרה לפי כך היה היו אשר כדי כל מה רק אנחנו",
            "",
        ),
        "yi": _traits(
            "און איז דער די פון אין צו מיט ניט",
            "װײױ",
        ),
    },
    "DEVANAGARI": {
        "hi": _traits(
            "के में की है और से को का ने पर यह कि भी हैं था",
            "",
        ),
        "mr": _traits(
            "आणि आहे या च्या मध्ये ते की होते आहेत",
            "ळ",
        ),
        "ne": _traits(
            "छ को मा र हरू पनि भएको लागि गरेको छन्",
            "",
        ),
    },
    "BENGALI": {
        "bn": _traits(
            "এবং ও এই করে থেকে না হয় করা তার যে জন্য কোন বা হবে একটি তিনি বলেন",
            "",
        ),
        "as": _traits(
            "আৰু এই পৰা",
            "ৰৱ",
        ),
    },
    "ETHIOPIC": {
        "am": _traits(
            "ነው እና ላይ ውስጥ ግን ነበር",
            "",
        ),
        "ti": _traits(
            "ኣብ እዩ ናይ ከም ካብ ድማ እቲ ወይ ዝኾነ ኣለዎ",
            "",
        ),
    },
}

_ONE_LANGUAGE = {
    "GREEK": "el", "HANGUL": "ko", "KANA": "ja", "CJK": "zh", "THAI": "th", "LAO": "lo", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "GUJARATI": "gu",
    "GURMUKHI": "pa", "ORIYA": "or", "SINHALA": "si", "KHMER": "km", "MYANMAR": "my", "TIBETAN": "bo", "THAANA": "dv",
    "SYRIAC": "syr",
}  # fmt: skip

_KANA = ("HIRAGANA", "KATAKANA")
_word = lazy_regex(r"\p{L}[\p{L}\p{M}\u0640]*")
_article = lazy_re("[وف]?(?:[بك]?ال|لل)..")


def languages_of(text: str) -> tuple[str, ...]:
    """The languages that a text may be in: one where that can be told, several, the likeliest first, where not.

    Returns:
        BCP 47 tags; none where the letters tell nothing.
    """
    sample = text[:_SAMPLE]
    script = _script_of(sample)
    if script in _ONE_LANGUAGE:
        return (_ONE_LANGUAGE[script],)
    kinds = _BY_SCRIPT.get(script)
    if kinds is None:
        return ()
    words = [word.lower() for word in _word.findall(sample)]
    possible = _possible(words, script, kinds)
    evidence = Counter({tag: sum(_speaks_for(word, tag, kinds[tag]) for word in words) for tag in possible})
    (best, most), (_, second) = [*evidence.most_common(2), ("", 0), ("", 0)][:2]
    least = max(1, _LEAST.get(script, _LEAST_OF_OTHERS) * len(words))
    if most >= least and most >= _CLEAR * second:
        return (best,)
    usual = next(iter(kinds))
    if len(words) < _FEW and evidence[usual] == most and not (usual == "ar" and has_foreign_letters(sample)):
        return (usual,)
    found = tuple(tag for tag, count in evidence.most_common() if count)
    return found if len(found) > 1 else tuple(dict.fromkeys((*found, *possible, *kinds)))


def _possible(words: list[str], script: str, kinds: dict[str, _Traits]) -> list[str]:
    """The languages of a script that have all letters which are often used."""
    often = _OFTEN.get(script, _OFTEN_IN_OTHERS) * len(words)
    having = Counter(letter for word in words for letter in set(word))
    letters = [
        letter for letter in frozenset("".join(each.letters for each in kinds.values())) if having[letter] > often
    ]
    return [tag for tag, traits in kinds.items() if all(letter in traits.letters for letter in letters)]


def evidence_for(text: str, language: str) -> float:
    """The share of the words of a text that are evidence for a language: next to nothing where it is garbled.

    Args:
        text: any.
        language: a BCP 47 tag of `languages_of`.
    """
    words = [word.lower() for word in _word.findall(text[:_SAMPLE])]
    traits = next((kinds[language] for kinds in _BY_SCRIPT.values() if language in kinds), None)
    if not words or traits is None:
        return 0
    return sum(_speaks_for(word, language, traits) for word in words) / len(words)


def _script_of(text: str) -> str:
    """The script of most letters, by the first word of their names in Unicode; nothing where none has most."""
    scripts: Counter[str] = Counter()
    for character, count in Counter(filter(str.isalpha, text)).items():
        scripts[name(character, "").partition(" ")[0]] += count
    kana = sum(scripts.pop(script, 0) for script in _KANA)
    if kana * 20 > scripts["CJK"]:  # no Japanese text is without kana
        scripts["KANA"] = kana + scripts.pop("CJK", 0)
    script, count = max(scripts.items(), key=lambda item: item[1], default=("", 0))
    return script if 2 * count > scripts.total() else ""


def _speaks_for(word: str, language: str, traits: _Traits) -> bool:
    return (language == "ar" and _article.match(word) is not None) or fold_text(word) in traits.words
