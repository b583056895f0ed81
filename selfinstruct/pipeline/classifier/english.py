"""Labels an English task by the words at the start of its clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import ExtraType, Label, TaskType

_READ = 1200
"""Characters read at each end of an instruction."""
_PASSAGE = 60
"""Minimum characters of an input to be a text to answer from; a shorter one is a term, a name or a formula."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A clause that matches `pattern` at its start requests `label`."""

    label: Label
    pattern: re.Pattern[str]


def _order(label: Label, *patterns: str) -> _Order:
    return _Order(label, re.compile("|".join(patterns)))


_TIPS = r"(?:\d+|two|three|four|five|six|seven|eight|ten|some|several|a few|ideas|tips|suggestions|ways|names|advice)\b"
_ORDERS = (
    _order(
        ExtraType.CODE,
        r"[^\n]{0,60}\b(?:python|javascript|java|c\+\+|sql|html|css|bash|regex|regular expression)\b",
        r"(?:write|implement|debug|fix|refactor|explain|optimi[sz]e)\b[^\n]{0,40}\b(?:code|function|program|script|query|class)\b",
    ),
    _order(
        ExtraType.MATH,
        r"(?:calculate|compute|solve|simplify|evaluate|factor|differentiate|integrate|prove)\b",
        r"(?:what is|find)\b[^\n]{0,30}(?:\d\s*[-+*/^]\s*\d|\b(?:sum|average|mean|median|product|area|volume|derivative)\b)",
        r"how (?:many|much)\b[^\n]{0,80}\b(?:left|altogether|in total|remain)",
    ),
    _order(
        TaskType.CHAT,
        r"(?:pretend|role.?play|act as|play the role|reply to|respond to|comfort|cheer me|let'?s (?:chat|talk|play)|chat with|how would you (?:reply|respond|answer))\b",
        r"what(?:'s| is) your fav",
    ),
    _order(
        TaskType.SUMMARIZATION,
        r"(?:summari[sz]e|sum up|condense|tl;?dr|recap|boil down|shorten)\b",
        r"(?:write|give|provide|create|produce)\b[^\n]{0,30}\b(?:summary|abstract|synopsis|recap)\b|what is the main (?:idea|point)\b",
        r"(?:write|give|suggest|create)\b[^\n]{0,12}\b(?:headline|title) for (?:this|the)\b",
    ),
    _order(
        TaskType.CLASSIFICATION,
        r"(?:classify|categori[sz]e|label|tag|decide (?:if|whether)|determine (?:if|whether)|judge|detect|true or false|choose|select)\b",
        r"(?:is|are|does) (?:this|the|these|it)\b[^\n]{0,60}\bor\b|which (?:category|class|label|type|of the following)\b",
        r"(?:identify|determine|predict)\b[^\n]{0,20}\b(?:sentiment|category|genre|language|tone)\b",
    ),
    _order(
        TaskType.EXTRACT,
        r"(?:extract|find all|find the (?:names?|words?|dates?)|pull out|pick out|highlight|identify)\b",
        r"(?:list|name)\b[^\n]{0,60}\b(?:mentioned|in (?:the|this) (?:text|passage|article|paragraph|email|sentence))\b",
    ),
    _order(
        TaskType.REWRITE,
        r"(?:rewrite|re-?phrase|reword|paraphrase|translate|correct|proofread|edit|convert|transform|turn|change|simplify|fix|replace|reorder|sort|rearrange|polish|improve)\b",
        r"make (?:this|the) (?:text|sentence|email|message|paragraph)\b",
    ),
    _order(
        TaskType.BRAINSTORMING,
        r"(?:brainstorm|suggest|recommend|come up with|think of|propose|what are some)\b",
        rf"(?:list|name|give|provide|offer|share)\b[^\n]{{0,16}}\b{_TIPS}",
    ),
    _order(
        TaskType.GENERATION,
        r"(?:write|compose|draft|create|generate|design|make|develop|build|plan|prepare|produce|invent|construct|add|complete|continue)\b",
    ),
)
_SOURCE = re.compile(r"\b(?:based on|according to|from|in|read) (?:the|this)\b")
_ABOVE = re.compile(
    r"\babove\b|\b(?:the|this) (?:text|passage|article|paragraph|email|letter|story|dialogue|conversation|table|log|author)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_CLAUSE = re.compile(r"[.!?;:\n]+(?=\s|$)|,\s")
_POLITE = re.compile(
    r"\s*(?:(?:please|kindly|(?:can|could|would|will) you|help me(?: to)?|i (?:want|need) you to|i'?d like you to|then|and)\s+)*"
)
_UTTERANCE = re.compile(r"\b(?:i|i'm|hello|hi|hey|thanks)\b")
_QUESTION = re.compile(
    r"\?|\b(?:what|why|how|who|when|where|which|explain|describe|define|find|tell|compare|discuss|answer|list|name|give|state)\b"
)


def label_english(task: Task) -> Label:
    """Label an English task. Without a known order, it counts as a question, chat or generation.

    The first sentence counts most, then the last one, as the order follows a text that comes first.
    """
    text = task.instruction
    if len(text) > 2 * _READ:
        text = f"{text[:_READ]}\n{text[-_READ:]}"
    first, *others = _SENTENCE.split(text.strip().lower())
    last, middle = others[-1:], others[:-1]
    for sentence in (first, *last, *middle):
        for clause in _CLAUSE.split(sentence):
            order = _POLITE.sub("", clause, count=1)
            if found := next((rule.label for rule in _ORDERS if rule.pattern.match(order)), None):
                return found
    if middle and last[0].endswith("?") and _ABOVE.search(last[0]):
        return TaskType.CLOSED_QA
    return _without_order(text.lower(), task.input.strip())


def _without_order(text: str, given: str) -> TaskType:
    if given and (len(given) >= _PASSAGE or _SOURCE.search(text)):
        return TaskType.CLOSED_QA
    if _QUESTION.search(text):
        return TaskType.OPEN_QA
    return TaskType.CHAT if _UTTERANCE.search(text) and not given else TaskType.GENERATION
