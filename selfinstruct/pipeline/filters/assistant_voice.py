"""Whether the teacher speaks for itself in an output: declines, or says that it is an AI."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.own_words import GAP, QUOTED
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

_TRANSLATION = re.compile("译|translat", re.IGNORECASE)
_UNABLE = (
    "(?:无法|不能|没法|没有办法|不具备|没有能力|无从|不清楚|没有提供|未提供|缺少|不便|超出[^，。]{0,12}(?:能力|范围)|"
    "请(?:您|你)?(?:提供|补充|给出|告诉|明确)|cannot|can't|can not|unable|not able)"
)
_REFUSAL = re.compile(
    # Across line breaks: an apology often stands on a line of its own.
    rf"\A(?s:.){{0,12}}(?P<regret>抱歉|对不起|遗憾|不好意思|sorry|apologi[sz]e)(?s:.){{0,40}}{_UNABLE}|"
    r"\A(?:这个问题|目前|暂时?)?(?:我们?|本人)?(?:暂时?)?(?:无法|不能|没有办法)(?:回答|提供|完成|判断|确定|执行|访问|查看|识别|处理|生成|为您|帮)|"
    # Only where nothing else follows: a longer output goes on to help ("…，因此以下面的数据为例").
    r"\A(?=(?s:.){0,150}\Z)(?:由于|因为|鉴于)(?:您|你|题目)?(?:没有|并?未|没|缺少|缺乏)[^。\n]{0,40}(?:无法|不能)|"
    r"\A请(?:您|你)?(?:先)?(?:提供|补充|给出|输入)(?:更多|具体|相关|完整|需要|待|要|一[个段篇份])|"
    r"\AI(?: am|'m)? (?:cannot|can't|can not|unable to|not able to) (?:\w+ly )?(?:help|assist|answer|provide|access|complete|fulfil|comply|"
    r"do that|generate|create|perform|process|translate|see|view|open|browse|hear|give|predict|determine|tell)",
    re.IGNORECASE,
)
# Said to somebody on purpose: the task asks for words that decline, apologize or ask for something.
_DECLINING_WANTED = re.compile(
    "礼貌|委婉|客气|婉拒|拒绝|推辞|谢绝|歉|客服|售后|投诉|请假|通知|公告|告示|提示语|"
    f"(?:写|拟|起草|编|生成|创建|怎么|如何|翻译){GAP}{{0,20}}(?:(?<![相自微])信(?![息任心用号仰])|邮件|短信|消息|便条|便签|留言|回[复应]|答复|启事|声明|台词|对话|的话)|"
    "polite|apolog|declin|refus|customer|letter|email|message|\\breply|\\bnote\\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    "抱歉|对不起|遗憾|不好意思|无法|不能|不会|不行|没法|没有|请提供|sorry|apolog|regret|afraid|cannot|can't|can not|couldn't|unable|please",
    re.IGNORECASE,
)
# The teacher speaks for itself, whatever the task wants said.
_OWN_VOICE = re.compile(
    "作为[^，。]{0,12}(?:AI|人工智能|模型|助手|机器人)|语言模型|(?:没有|并?未|没)(?:给出|提供|给定|附上|收到)[^，。]{0,12}(?:原文|文章|文本|句子|正文|段落|代码)|"
    "as an AI|language model",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    "(?:材料|文[中章本段]|原文|短文|段落|资料|题目|上文|对话|故事)[中里]?(?:并?没有?|并?未)(?:明确)?(?:提到|提及|说明|给出|交代|写|涉及|指出)"
)

_ASKS_FOR_MORE = re.compile("请(?:您|你)?(?:提供|补充|给出|告诉|明确)|需要(?:您|你)?(?:提供|更多|更)")

_SYSTEM = (
    "(?:(?:生成)?(?:语言|语音|文本|文字|聊天|对话|智能|虚拟)?(?:生成)?(?:AI|人工智能)?\\s?(?:模型|助手|助理|机器人))"
)
_A = r"\s?(?:一[个名种款位]|个)?\s?"
AI_IDENTITY = re.compile(
    # 作为AI语言模型; not the third person of "作为语言模型，GPT-4能…".
    rf"(?:作为|身为){_A}(?:由[^，。]{{1,12}}(?:开发|训练)的)?(?:大型|智能|聊天)?\s?(?:(?:AI|人工智能)\s?{_SYSTEM}|(?:语言|对话)模型|(?:聊天机器人|(?:智能|虚拟)助手)(?=[，,]?[^。\n]{{0,12}}我))"
    r"(?![，,]\s?(?:[A-Z]|它|其|该))|"
    rf"(?:作为|身为){_A}(?:AI|人工智能)(?:程序)?[，,]?\s?(?:我|并?没有|并不|无法|不)|"
    # A person may be "人工智能专业的学生" or "AI工程师": the AI must be where the phrase ends.
    rf"我们?(?:只?是|仅仅?是){_A}(?:由[^，。]{{1,12}}(?:开发|训练)的)?(?:大型)?\s?(?:(?:AI|人工智能)\s?(?:{_SYSTEM}|(?=[，。,.！!；;\s]|$))|语言模型|聊天机器人|(?:智能|虚拟)助手)|"
    r"我(?:是|叫|的名字[是叫])\s?(?:ChatGPT|GPT-?\d|OpenAI|Claude|Gemini|文心一言|通义千问|豆包|DeepSeek|Kimi)|"
    r"\b[Aa]s an? (?:AI|artificial intelligence|(?:large )?language model)\b|\bI(?:'m| am) (?:just |only )?an? (?:AI|(?:large )?language model)\b|"
    r"\bI(?:'m| am) (?:ChatGPT|Claude|Gemini)\b"
)
AI_NAMES = re.compile(
    "AI|人工智能|模型|机器人|助手|GPT|Claude|Gemini|文心一言|通义千问|豆包|DeepSeek|Kimi|"
    "artificial intelligence|language model"
)
"""One of these is in every output that speaks as an AI; looking for them is cheaper than looking for the phrases."""
_AI = r"(?:机器人|(?<![A-Za-z])AI(?![A-Za-z])|人工智能|智能助手|虚拟助手|语音助手|语言模型)"
# The task gives the part of an AI to the one who answers, or asks for an AI's words; AI as a topic is not enough.
_AI_SPEAKS = re.compile(
    rf"(?:你|您)(?:现在)?(?:就?是|叫|作为|扮演|来?当){GAP}{{0,10}}{_AI}|(?:扮演|假装|假设|假如|充当|模拟|角色[:：是为]){GAP}{{0,10}}{_AI}|"
    rf"{_AI}{GAP}{{0,6}}(?:口吻|身份|视角|角度|语气|口气|名义)|{_AI}{GAP}{{0,8}}(?:开场白|欢迎语|问候语|自我介绍|台词|独白|对话|日记)|"
    r"\b(?i:you are|act as|pretend (?:to be|you are)|imagine you are|play|role of|as) (?:an? |the )?(?:\w+ )?(?:AI|[Rr]obot|[Cc]hatbot|language model)\b",
)


def refusal(task: Task, language: Language) -> Objection | None:
    """The output declines, or asks for what the input should have held."""
    found = _REFUSAL.search(task.output)
    if not found or _is_wanted(task, found["regret"] or found[0]):
        return None
    return Reason.REFUSAL, f"the output declines: {found[0]}"


def _is_wanted(task: Task, phrase: str) -> bool:
    """The task asks for words that decline, holds them already, or its answer is that the text doesn't say."""
    asked = f"{task.instruction}\n{task.input}"
    if _OWN_VOICE.search(task.output):
        return False
    if _DECLINING_WANTED.search(task.instruction) or phrase.lower() in asked.lower():
        return True
    if _TRANSLATION.search(task.instruction):
        return bool(_NEGATION.search(asked))
    return bool(task.input and _NOT_TOLD.search(task.output) and not _ASKS_FOR_MORE.search(task.output))


def ai_identity(task: Task, language: Language) -> Objection | None:
    """The output speaks of itself as an AI where the task did not ask for one to speak."""
    if not AI_NAMES.search(task.output) or not AI_IDENTITY.search(task.output):
        return None
    found = AI_IDENTITY.search(QUOTED.sub("", task.output))
    asked = f"{task.instruction}\n{task.input}"
    if not found or _AI_SPEAKS.search(asked) or AI_IDENTITY.search(asked):
        return None
    return Reason.AI_IDENTITY, f"the output speaks as an AI: {found[0]}"
