"""Neighbours in scripts without spaces: what may stand beside a name is listed, for any character might continue it."""

from __future__ import annotations

import re
from typing import Final

from mujaz.gazetteer.context import Context
from mujaz.model import EntityType

_han = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_thai = re.compile("[\u0e00-\u0e7f]")
_hangul = re.compile("[가-힣]")
_katakana = re.compile("[\u30a0-\u30ff]")

# Chinese and Japanese: words and titles that follow a name.
_BEHIND_HAN: Final = re.compile(
    "先生|女士|小姐|夫人|总统|總統|主席|总理|總理|首相|部长|部長|大臣|议员|議員|教授|博士|院长|院長|局长|局長|市长|市長|省长|省長|书记|書記|秘书|发言人|發言人"
    "|将军|將軍|上将|司令|国王|國王|大統領|会長|會長|社長|氏|容疑者|被告|選手|監督|表示|宣布|宣佈|认为|認為|指出|强调|強調|访问|訪問|参加|參加|出席|抵达|抵達|会见|會見"
    "|会晤|會晤|呼吁|呼籲|承认|承認|否认|否認|要求|警告|批评|批評|当选|當選|担任|擔任|就任|政府|政权|政權|内阁|內閣|家族|本人|一行|等人|夫妇"
    "|[说說称稱在的和与與及是于於曾对對将將会會也则則又就都已向从從为為被把让讓因以等去来來到有没沒不未要想能可应應至后後前当當同给給跟任之并並却卻还還亲親再仍只回赴乘获獲发發]"
)
_SURNAMES: Final = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘蔡蒋蔣余于杜叶葉程苏蘇魏吕呂丁任沈姚卢盧"
    "姜崔钟鐘谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔向汤湯安朴文"
)
# Beside the name of a place or a body, what makes an institution of it.
_INSTITUTION: Final = re.compile("大学|大學|日报|日報|晚报|晚報|时报|時報|新闻|新聞|银行|銀行|公司|集团|集團|医院|醫院|学院|學院|电视台|電視台|协会|協會")
_KOREAN_TITLES: Final = re.compile(
    "(?:대통령|위원장|총리|장관|의원|대표|사장|회장|교수|박사|씨|국무위원장|총비서|비서|부장|시장|지사|장군|대장|여사|감독|선수|기자|판사|검사|변호사)"
)
_BEHIND_THAI: Final = re.compile("กล่าว|ได้|และ|ที่|ของ|เป็น|ไม่|จะ|ใน|ว่า|ก็|มี|กับ|ให้|ไป|มา|ถูก|พูด|บอก|ประกาศ|เดินทาง|จาก|โดย|ซึ่ง|หรือ|แต่|เมื่อ|ยัง|เคย|พบ|ระบุ|เผย")
_BEFORE_THAI: Final = re.compile("(?:นาย|นาง|นางสาว|โดย|ของ|กับ|และ|ว่า|ให้|ที่|ใน|จาก|ถึง|ประธานาธิบดี|นายกรัฐมนตรี|รัฐมนตรี|ดร\\.|คุณ|พล\\.อ\\.|ไป|มา|กรุง|เมือง|ประเทศ)$")


def is_unspaced(text: str) -> bool:
    """Whether a name ends in a script that is written without spaces, or in Hangul."""
    return any(script.match(text[-1]) for script in (_han, _thai, _hangul, _katakana))


def beside(context: Context) -> str:
    """The characters or the word beside a name that may make it another; empty where there are none."""
    text, start, end = context.original, context.hit.start, context.hit.end
    behind, before = text[end : end + 1], text[max(0, start - 1) : start]
    last = context.text[-1]
    is_person = context.type is EntityType.PERSON
    if _hangul.match(last):
        return _beside_hangul(context) if is_person else ""
    if _thai.match(last):
        if _thai.match(behind) and not _BEHIND_THAI.match(text, end):
            return behind
        is_listed = _BEFORE_THAI.search(text[max(0, start - 20) : start]) is not None
        return before if _thai.match(before) and not is_listed else ""
    if _katakana.match(last):
        is_joined = behind == "・" or (_katakana.match(behind) is not None)
        return behind if is_joined else before if before == "・" or _katakana.match(before) else ""
    if not is_person:
        match = _INSTITUTION.match(text, end)
        return match[0] if match else ""
    if _han.match(behind) and not _BEHIND_HAN.match(text, end):
        return behind
    is_given = context.text[0] not in _SURNAMES
    return before if is_given and before in _SURNAMES and before else ""


def _beside_hangul(context: Context) -> str:
    """One syllable is a surname: a word behind it is a given name, unless it is a title."""
    if len(context.text) > 1 or context.right is None:
        return ""
    word = context.right.text
    return word if _hangul.match(word) and not _KOREAN_TITLES.match(word) else ""
