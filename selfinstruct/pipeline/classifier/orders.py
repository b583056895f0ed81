"""Finds the order within a long instruction, apart from the text that the order is about.

An instruction with a pasted text usually starts or ends with its order: 把下面的内容翻译成英语：…, or …总结以上对话。 Its
sentences are scored by the words and the places that orders have and pasted texts rarely do. The best one, and up to two
that are nearly as good, are the order, and everything else is the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SHORT = 80
"""An instruction of up to this many characters is an order as a whole."""
READ = 1500
"""Characters read at each end of a very long instruction."""
_MAX_SENTENCE = 120
"""Characters of a sentence that are kept."""
_MIN_SENTENCE = 7
"""A sentence of fewer characters is rarely an order."""
_SCORED = 40
"""Number of sentences at each end that may be an order."""
_FIRST, _LAST = 5, 4
"""Number of sentences at the start and the end where an order usually is."""
_MAX_SENTENCES = 3
_MIN_SCORE, _NEAR = 4.0, 2.0
"""A further sentence is part of the order if its score reaches the minimum and is this close to the best one."""

_QUOTED = re.compile(r"```.*?```|\"\"\".*?\"\"\"|“[^”]{39,}”|\"[^\"]{39,}\"|「[^」]{39,}」", re.DOTALL)
_OPTIONS = re.compile(r"[(（]?(?<![A-Za-z])A\s?[)）.、．:：](?!\s*B)|选项[：:]")
_SENTENCE = re.compile(r"(?:[^。！？!?；;\n：:]|:(?=//|(?<=\d:)\d))*(?:[。！？!?；;\n]+|：|:(?!//|(?<=\d:)\d)|$)")
_CHOICE = re.compile(r"以下哪|下列哪|下列各|以下各")
_LABEL = re.compile(r"[^，。,\n：:]{1,10}[：:]\s*\Z")

_REQUEST = re.compile(
    r"请|帮我|帮忙|帮助我|麻烦|任务是|我(?:想|需要|希望|要)你|需要你|你(?:需要|要|应该|应当|必须|将要|能|可以)|"
    r"您(?:需要|应该|能)|能否|能不能|[，,]需要|扮演|担任|充当|(?i:please|translate|summari[sz]e|the following)"
)
_POINTER = re.compile(
    r"以下|下面|下列|下文|下述|如下|给定|给出的|所给|提供的|这[段篇则封条张份首组]|该[段篇文句]|此[段篇文]|"
    r"上述|上文|上面|以上|本文|文中|原文|文章中|文本中|对话中|根据|基于"
)
_VERB = re.compile(
    r"[\s*#\-–—\d.、（）()]*(?:将|把|给|为|对|从|用|以|使用|按照?|根据|基于|依据|针对|结合|阅读|参考|模仿|写|撰写|编写|"
    r"创作|生成|创建|设计|制定|制作|拟|构思|起草|策划|续写|完成|补全|填|列出|列举|推荐|提供|给出|提出|提取|抽取|找出|挑出|"
    r"摘取|识别|标出|检测|筛选|概括|总结|摘要|概述|归纳|提炼|简述|改写|翻译|转换|修改|润色|替换|纠正|更正|修正|校对|编辑|"
    r"扩写|简化|缩写|精简|排序|排列|重写|重新|整理|合并|拆分|优化|判断|分类|评估|选择|确定|区分|解释|介绍|描述|说明|阐述|"
    r"比较|对比|分析|回答|讨论|计算|求|证明|预测|实现|仿写|扮演|回复)"
)
_QUESTION = re.compile(
    r"(?:[？?]|吗|呢|什么|多少|哪些|哪个|哪项|(?:怎样|怎么|如何)[^，。]{1,25}|[（(]\s*[）)]|_{2,})[\s。.：:”\"]*\Z"
)
_QUESTION_LABEL = re.compile(r"\s*(?:问题|任务|请问|指令|我的问题|需求|提问|问)[^，。,：:]{0,4}[：:]")
_TITLE = re.compile(r"\s*(?:总结|主题|标题|摘要|概括|要点|翻译|译文|一句话总结)[^，。]{0,6}[：:]\s*\Z")
_TEXT_LABEL = re.compile(
    r"\s*[【\[]?(?:文本|文章|原文|段落|内容|输入|例子|示例|例如|材料|对话|背景|正文|句子|输出|注意|解释|参考|摘要|标题|选项|"
    r"[A-Z甲乙丙丁])[^，。,：:]{0,6}[】\]]?[：:.、]"
)
_SPEAKER = re.compile(r"\s*(?:[^，。：:\n]{1,8}|[A-Z][A-Za-z]*)[：:]\s*\S")
_REPLY = re.compile(r"[\s#]*(?:回复|回答|答案|输出|解决方案|学生|A|Answer|Output|答案是)\s*[：:]\s*\Z")
_OPTION = re.compile(r"[\s(（\"“]*[A-G][)）.、．:： \"”]")
_STATEMENT = re.compile(r"\s*(?:以下|下面|这|如下)(?:就)?(?:是|几)")
_LATER_ITEM = re.compile(r"\s*(?:[2-9][.、)）]|[（(][2-9][）)]|[②-⑨])")


@dataclass(frozen=True, slots=True)
class Parts:
    """The order of an instruction, and the rest, which is empty if the whole instruction is an order.

    `place` contains `^` if the order is at the start, `$` if it is at the end, and neither if it is in between.
    """

    order: str
    rest: str = ""
    place: str = ""

    @property
    def points(self) -> bool:
        """Whether the order refers to a given text."""
        return bool(_POINTER.search(self.order))

    @property
    def asks(self) -> bool:
        """Whether the order ends with a question."""
        return bool(_QUESTION.search(self.order))


def parts_of(instruction: str) -> Parts:
    """Split an instruction into its order and the rest."""
    if len(instruction) <= SHORT:
        return Parts(instruction)
    text = ends_of(instruction)
    sentences = _sentences(_QUOTED.sub(_shortened, text)) or [instruction]
    last = len(sentences) - 1
    chosen = _chosen(
        {
            number: _score(sentence, number, last - number)
            for number, sentence in enumerate(sentences)
            if min(number, last - number) < _SCORED
        }
    )
    order = "…".join(sentences[number][:_MAX_SENTENCE] for number in chosen)
    rest = [sentence for number, sentence in enumerate(sentences) if number not in chosen]
    return Parts(
        order, "\n".join((*rest, *_QUOTED.findall(text))), "^" * (chosen[0] < 2) + "$" * (chosen[-1] > last - 2)
    )


def ends_of(instruction: str) -> str:
    """The parts of an instruction that are read, with escaped line breaks and quotes replaced."""
    text = instruction.replace("\\n", "\n").replace('\\"', '"').strip()
    return text if len(text) <= 2 * READ else f"{text[:READ]}\n{text[-READ:]}"


def _shortened(quote: re.Match[str]) -> str:
    """What is read of a quote: nothing, unless it is a question with options."""
    return quote[0] if _CHOICE.search(quote[0]) else "“…”"


def _sentences(text: str) -> list[str]:
    """The sentences of a text. A short label stays with the sentence that it introduces."""
    text = _OPTIONS.sub(r"\n\g<0>", text)
    sentences: list[str] = []
    label = ""
    for part in filter(None, map(str.strip, _SENTENCE.findall(text))):
        if not label and _is_label(part):
            label = part
            continue
        sentences.append(label + part)
        label = ""
    return [*sentences, label] if label else sentences


def _is_label(part: str) -> bool:
    """Whether a part of a sentence with a colon names what follows, and is not an order itself."""
    is_order = (_REQUEST.search(part) or _POINTER.search(part)) and not _QUESTION_LABEL.match(part)
    return not is_order and _LABEL.fullmatch(part) is not None


def _chosen(scores: dict[int, float]) -> list[int]:
    """The numbers of the sentences of the order, ascending."""
    best = sorted(scores, key=lambda number: -scores[number])[:_MAX_SENTENCES]
    least = max(_MIN_SCORE, scores[best[0]] - _NEAR)
    return sorted({best[0], *(number for number in best if scores[number] >= least)})


def _score(sentence: str, before: int, after: int) -> float:
    """How much a sentence looks like an order, with this many sentences before and after it."""
    is_question = _QUESTION_LABEL.match(sentence) is not None
    score = 3.0 * bool(_REQUEST.search(sentence)) + 2.0 * bool(_POINTER.search(sentence)) + 2.0 * is_question
    score += 2.0 * bool(_VERB.match(sentence)) + 2.0 * bool(_QUESTION.search(sentence))
    score -= 4.0 * bool(_TEXT_LABEL.match(sentence)) + 3.0 * bool(_OPTION.match(sentence))
    score -= 3.0 * bool(_REPLY.match(sentence)) + 2.0 * bool(_LATER_ITEM.match(sentence))
    score -= 2.0 * bool(_STATEMENT.match(sentence)) + 2.0 * (len(sentence) < _MIN_SENTENCE)
    score -= 3.0 * (not is_question and bool(_SPEAKER.match(sentence)))
    if after == 0 and _TITLE.match(sentence):
        score += 5.0
    return score + _of_place(before, after)


def _of_place(before: int, after: int) -> float:
    """What the place of a sentence adds to its score."""
    if before >= _FIRST and after >= _LAST:
        return -2.0
    return {0: 2.0, 1: 1.0}.get(before, 0.0) + {0: 2.0, 1: 0.5}.get(after, 0.0)
