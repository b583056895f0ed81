"""Features of a long instruction that do not depend on its topic: what kinds of text it contains, and where its order is."""

from __future__ import annotations

import re
from bisect import bisect_left

from selfinstruct.pipeline.classifier.orders import Parts, ends_of

_LENGTHS = (60, 120, 240, 480, 960)
_SHARES = (0.02, 0.05, 0.1, 0.2, 0.4)
_COUNTS = (0, 1, 2, 4, 8)
"""Upper limits of the buckets for the length, for shares of digits and Latin letters, and for counts."""
_DIGIT, _LATIN, _QUESTION_MARK = re.compile("[0-9]"), re.compile("[a-zA-Z]"), re.compile("[？?]")

_LINE = r"[^\n，。：:]{1,10}[：:][^\n]+"
_ROW = r"[^\n,，。]+,[^\n,。]+,[^\n。]*"
_KINDS = {
    name: re.compile(pattern, re.DOTALL)
    for name, pattern in {
        "options": r"(?:^|[^A-Za-z])[(（]?A\s?[)）.、．:： ](?!\s*B).{1,200}?[^A-Za-z][(（]?B\s?[)）.、．:： ]|选项",
        "choice": r"[(（]\s*[)）]|____|下列|以下哪|哪[一]?项|正确的选项|为真|削弱|加强|支持|以下类别|类别之一|分为|"
        r"可能的(?:答案|区域|选项|类别|标签)",
        "dialogue": rf"(?:^|\n){_LINE}\n+{_LINE}\n+{_LINE}",
        "bars": r"\|[^\n|]*\|",
        "commas": rf"\n{_ROW}\n{_ROW}",
        "log": r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[(?:INFO|DEBUG|ERROR|WARN)",
        "code": r"\b(?:def|return|import|function|void|class|select|print|public|const|var)\b[^\n]*[({=;]|"
        r"</?\w+>|\\begin|;\s*\n|<-|```",
        "numbered": r"(?:^|\n)\s*(?:\d{1,2}[.、)）]|[（(]\d[）)]|[-*•])",
        "examples": r"例子|示例|例如|第.部分|解释[：:]|输入[：:].*输出[：:]|答案[：:].*答案[：:]|Q[：:].*A[：:]",
        "requirements": r"要求|注意|不要|字数|不超过|格式|必须",
        "role": r"你(?:现在)?(?:将|要)?(?:是|作为|扮演)|扮演|担任|假设你|假如你|的身份|的角色",
        "said": r"说[：:，,]?[“\"]|说[：:]",
        "sums": r"每[天人个股月年次份只条]|一共|\d+\s*[%元米克只个人枚公]|至少|最多|最少|分别|已知|设|若",
        "fields": r"\{[^}]*[\"“:：]",
        "story": r"小[明红王李刚华张]|有一[个天位]|[一二三四五六七八九十百]个(?:人|盒|箱|球|囚|海盗)",
        "open": r"[：:]\s*\Z",
    }.items()
}
_JOINED = (("said", "sums"), ("options", "story"))
"""Kinds that matter together with the kind of order."""
_WORDS = {
    "puzzle": re.compile(
        r"真话|假话|谎|推断|推出|推理|猜|线索|凶手|小偷|作案|嫌疑|囚|天平|过河|对岸|只能|恰好|至少|最多|最少|只有一|其中[一两三]|"
        r"已知|条件|[甲乙丙丁]|概率|胜率|收益率|利率|方程|函数|整数|证明|每[天人个小次份]|平均|相等|规则|必然|一定[为是能]|共有|如果"
    ),
    "exam": re.compile(
        r"论断|结论|定义|削弱|支持|加强|假设|前提|推论|观点|上述|为真|类似|属于|正确|错误|单选|多选|说法|选项"
    ),
    "program": re.compile(
        r"代码|编程|程序|python|java|sql|html|css|正则|脚本|latex|数据集|变量|api|函数|数据库|命令", re.IGNORECASE
    ),
    "person": re.compile(
        r"情商|口语|语气|口吻|朋友|聊天|对话|回复|身份|人设|安慰|幽默|扮演|帖子|我对你说|对你说|怎么回"
    ),
}
"""Words whose number tells a kind of task."""


def of_texts(instruction: str, parts: Parts) -> list[str]:
    """Features of a long instruction. They start with `R`, which occurs in no other feature."""
    text = ends_of(instruction)
    kinds = [name for name, pattern in _KINDS.items() if pattern.search(text)]
    words = {name: bisect_left(_COUNTS, len(set(pattern.findall(text)))) for name, pattern in _WORDS.items()}
    puzzle = words["puzzle"]
    asked = f"{parts.points:d}{parts.asks:d}"
    first, second = ("".join(f"{name in kinds:d}" for name in pair) for pair in _JOINED)
    sizes = (
        bisect_left(_LENGTHS, len(instruction)),
        bisect_left(_SHARES, _count(_DIGIT, text) / len(text)),
        bisect_left(_SHARES, _count(_LATIN, text) / len(text)),
        bisect_left(_COUNTS, _count(_QUESTION_MARK, text)),
    )
    return [
        *(f"R{name}" for name in kinds),
        *(f"R{number}{size}" for number, size in enumerate(sizes)),
        *(f"R4{parts.place}", f"R5{bisect_left(_COUNTS, text.count(chr(10)))}{parts.place}"),
        *(f"R6{parts.place}{'role' in kinds:d}", f"R7{parts.place}{asked}"),
        *(f"RW{name}{count}" for name, count in words.items()),
        *(
            f"RX{puzzle}{asked}{parts.place}",
            f"RY{puzzle}{'options' in kinds:d}{words['exam']}",
            f"RZ{puzzle}{asked}{first}",
        ),
        *(f"R8{asked}{first}", f"R9{asked}{second}", f"RA{first}{second}"),
    ]


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))
