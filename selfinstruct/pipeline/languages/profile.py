"""What the pipeline has to know about a language, as words and as fragments of regular expressions.

The modules that read texts join the fragments of all languages with `either`, so an English refusal is found in a
Chinese run, too. A fragment is a pattern without groups that capture; "" if the language has no such phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from selfinstruct.pipeline.languages.language import Language
from selfinstruct.schema.task_types import Label


@dataclass(frozen=True, slots=True)
class PromptText:
    """What a prompt says around its list of tasks. `{}` is where a value goes."""

    system: str
    """The system message of a prompt that asks for tasks. Its hash is part of a run's identity."""
    topic: str
    """The line that restricts tasks to a topic."""
    types: str
    """The line that asks for a task type for each new task."""
    between_types: str
    """What stands between two types in that line."""
    labelling_system: str
    """The system message of a prompt that asks for the types of given tasks."""


@dataclass(frozen=True, slots=True)
class TypeWords:
    """How a teacher's answer names task types."""

    names: Mapping[str, Label]
    """Names of types besides those of `DEFINITIONS`."""
    counters: str
    """Characters that may follow a task's number."""
    type_word: str
    """Pattern: the word for "type" between a task's number and its type. Case is ignored."""
    or_word: str
    """Pattern: the word between two types of which neither was chosen. Case is ignored."""


@dataclass(frozen=True, slots=True)
class AssistantVoice:
    """How an assistant speaks for itself, and how tasks ask for such words. Patterns; case is ignored unless noted."""

    regret: str
    """An apology at the beginning of an answer."""
    unable: str
    """What follows an apology when the answer declines."""
    refusals: str
    """A whole refusal without an apology."""
    declining_wanted: str
    """In an instruction: it asks for words that decline, apologize or request something."""
    translating: str
    """In an instruction: it asks for a translation."""
    negation: str
    """In a text to translate: it declines, apologizes or negates itself."""
    own_voice: str
    """In an answer: the assistant speaks, whatever the task wants said."""
    not_told: str
    """In an answer: the given text does not say what was asked. Case matters."""
    asks_for_more: str
    """In an answer: it requests what is missing. Case matters."""
    ai_names: tuple[str, ...]
    """Words, not patterns, at least one of which is in everything that `ai_identity` finds. Case matters."""
    ai_identity: str
    """In an answer: the speaker calls itself an AI. Case matters."""
    ai_speaks: str
    """In a task: an AI is to speak, so that `ai_identity` is no fault. Case matters."""


@dataclass(frozen=True, slots=True)
class PlaceholderWords:
    """How an input stands for a text instead of being one. Patterns; case is ignored unless noted."""

    text_kinds: str
    """Kinds of texts, such as article or email."""
    field_names: str
    """Personal data that a form asks for, such as a name or an address."""
    in_brackets: str
    """What a placeholder says in square, curly or angle brackets."""
    in_round_brackets: str
    """What a placeholder says in round brackets, which hold ordinary remarks as well."""
    unbracketed: str
    """A placeholder without brackets."""
    marks: frozenset[str]
    """Characters, one of which is in everything that `unbracketed` finds."""
    whole_input: str
    """An input that is nothing but a placeholder. Case matters."""
    phrase_work: str
    """In an instruction: it works on a phrase, which `whole_input` may look like. Case matters."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something that a text model cannot do, and how instructions ask for it."""

    what: str
    asked: re.Pattern[str]
    marks: frozenset[str]
    """Characters, one of which is in every phrase that `asked` finds; most instructions have none of them."""
    unless: re.Pattern[str] | None = None
    """If it is found in the same instruction, the task is text work after all."""
    describable: bool = False
    """Whether a description in words, if the task holds one, serves as well."""


@dataclass(frozen=True, slots=True)
class MediaWords:
    """How tasks ask for images, recordings, pages, files and reminders. The patterns ignore case."""

    beyond: tuple[Beyond, ...]
    """What is asked for, in the order in which it is looked for."""
    work: str
    """Pattern in an instruction: editing a medium, for which a description of it does not suffice."""
    stand_in: str
    """Pattern in an input: it speaks of a medium or file, or names it, instead of describing it."""


@dataclass(frozen=True, slots=True)
class LanguageProfile:
    """One language: how tasks are asked for in it, and how its texts are read."""

    language: Language
    """The language itself."""
    name: str
    """Its English name, for messages."""
    name_in_prompt: str
    """Its name in the language that `prompt` is written in."""
    prompt: PromptText
    """The words of a prompt that asks for tasks in this language; a language may share those of another."""
    is_written_in: Callable[[str], bool]
    """Whether an instruction's own words are in this language."""
    fields: tuple[str, str, str]
    """The markers of a record's instruction, input and output. Case is ignored when they are read."""
    no_input: str
    """What stands in the input field of a task without an input."""
    no_input_words: frozenset[str]
    """Other ways to write `no_input`, in lower case."""
    type_words: TypeWords
    """How answers name task types."""
    voice: AssistantVoice
    """How an assistant refuses and says that it is an AI."""
    placeholders: PlaceholderWords
    """How an input stands for a text that is missing."""
    media: MediaWords
    """How tasks ask for what a text model cannot do."""
    wording_work: str
    """Pattern in an instruction: it works on a given wording, such as a translation. Case is ignored."""
    task_verbs: frozenset[str]
    """Verbs that tasks are ordered with. To teach the rules for root verbs a verb, add it here."""
    preparing_verbs: frozenset[str]
    """Verbs that mostly prepare an order; they are the root verb only if no other clause orders anything."""


def either(fragments: Iterable[str]) -> str:
    """The fragments as alternatives of one pattern, in their order, without the empty ones."""
    return "|".join(filter(None, fragments))
