"""Rules for outputs in which the teacher speaks for itself: it declines, says that it is an AI, or corrects itself."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.own_words import QUOTED
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import PROFILES, Language
from selfinstruct.pipeline.languages.profile import either, only_before
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

_VOICES = tuple(profile.voice for profile in PROFILES)

_OPENING = 40
"""Characters at the start of an output in which a teacher corrects itself."""
_TRANSLATION = re.compile(either(voice.translating for voice in _VOICES), re.IGNORECASE)
# A refusal is found at the start only: all of these begin with `\A`.
_REFUSAL = re.compile(
    # Also across line breaks: an apology is often on a separate line.
    rf"\A(?s:.){{0,12}}(?P<regret>{either(voice.regret for voice in _VOICES)})"
    rf"(?s:.){{0,40}}(?:{either(voice.unable for voice in _VOICES)})|" + either(voice.refusals for voice in _VOICES),
    re.IGNORECASE,
)
# The refusal is intended: the task asks for words that decline, apologize or request something.
_DECLINING_WANTED = re.compile(either(voice.declining_wanted for voice in _VOICES), re.IGNORECASE)
_REGRET = re.compile(either(voice.regret for voice in _VOICES), re.IGNORECASE)
_CORRECTION = re.compile(either(voice.correction for voice in _VOICES), re.IGNORECASE)
_SPOKEN = re.compile(either(voice.spoken for voice in _VOICES), re.IGNORECASE)
_DIALOGUE = re.compile(either(voice.dialogue for voice in _VOICES), re.IGNORECASE)
_FICTION = re.compile(either(profile.fiction for profile in PROFILES), re.IGNORECASE)
_TURN = re.compile(r"^[ \t]*[*“\"]{0,2}[^\s：:，。,.][^：:，。,.\n]{0,15}[*”\"]{0,2}[：:].*", re.MULTILINE)
"""What a speaker says in a dialogue, with the name before it."""
_NEGATION = re.compile(either(voice.negation for voice in _VOICES), re.IGNORECASE)
# The teacher speaks for itself, whatever the task asks for.
_OWN_VOICE = re.compile(either(voice.own_voice for voice in _VOICES), re.IGNORECASE)
_NOT_TOLD = re.compile(either(voice.not_told for voice in _VOICES))
_EARLIER_ANSWER = re.compile(rf"\A\W{{0,3}}(?:{either(voice.earlier_answer for voice in _VOICES)})", re.IGNORECASE)
_QUOTES = ("“", "「", "『", '"')
"""If the task asks for a story or a conversation, an output that begins with one of these lets a character speak."""
_ASKS_FOR_MORE = re.compile(either(voice.asks_for_more for voice in _VOICES))

AI_IDENTITY = re.compile(only_before("ACEIace作我由身", either(voice.ai_identity for voice in _VOICES)))
AI_NAMES = re.compile(either(dict.fromkeys(name for voice in _VOICES for name in voice.ai_names)))
"""Every output that speaks as an AI contains one of these; searching for them is faster than for the phrases."""
# The task assigns the role of an AI, or requests an AI's words; AI as a topic is not enough.
_AI_SPEAKS = re.compile(either(voice.ai_speaks for voice in _VOICES))


def refusal(task: Task, language: Language) -> Objection | None:
    """Reject an output that declines, or that asks for what the input should have contained."""
    found = _REFUSAL.match(task.output)
    if not found or _is_wanted(task, found["regret"] or found[0]):
        return None
    return Reason.REFUSAL, f"the output declines: {found[0]}"


def _is_wanted(task: Task, phrase: str) -> bool:
    """True if the task asks for a refusal or contains the phrase, or if the output says that the input lacks it."""
    asked = f"{task.instruction}\n{task.input}"
    if _OWN_VOICE.search(task.output):
        return False
    if task.output.startswith(_QUOTES) and (_FICTION.search(task.instruction) or _SPOKEN.search(task.instruction)):
        return True
    if _DECLINING_WANTED.search(task.instruction) or phrase.lower() in asked.lower():
        return True
    if _TRANSLATION.search(task.instruction):
        return bool(_NEGATION.search(asked))
    return bool(task.input and _NOT_TOLD.search(task.output) and not _ASKS_FOR_MORE.search(task.output))


def earlier_answer(task: Task, language: Language) -> Objection | None:
    """Reject an output that corrects or refers to an earlier answer, unless the task asks for such words."""
    found = _EARLIER_ANSWER.match(task.output)
    if not found:
        return None
    asked = f"{task.instruction}\n{task.input}"
    is_spoken = _SPOKEN.search(task.instruction) and not _CORRECTION.search(task.output[:_OPENING])
    if found[0] in asked or is_spoken or _REGRET.search(asked):
        return None
    return Reason.EARLIER_ANSWER, f"the output speaks of an earlier answer: {found[0]}"


def ai_identity(task: Task, language: Language) -> Objection | None:
    """Reject an output that speaks as an AI, unless the task requests that."""
    if not AI_NAMES.search(task.output) or not AI_IDENTITY.search(task.output):
        return None
    text = QUOTED.sub("", task.output)
    found = AI_IDENTITY.search(_TURN.sub("", text) if _DIALOGUE.search(task.instruction) else text)
    asked = f"{task.instruction}\n{task.input}"
    if not found or _AI_SPEAKS.search(asked) or AI_IDENTITY.search(asked):
        return None
    return Reason.AI_IDENTITY, f"the output speaks as an AI: {found[0]}"
