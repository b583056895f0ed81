"""The words of a language that the pipeline uses, also as fragments of regular expressions.

The modules that read texts join the fragments of all languages with `either`, so an English refusal is also found in a
Chinese run. A fragment is a pattern without capturing groups; "" if the language has no such phrase.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from selfinstruct.pipeline.languages.language import Language
from selfinstruct.schema.layout import Layout
from selfinstruct.schema.task_types import Label


@dataclass(frozen=True, slots=True)
class PromptText:
    """The text around the list of tasks in a prompt. `{}` is replaced with a value."""

    system: str
    """The system message of a prompt that asks for tasks. Its hash is part of a run's identity."""
    topic: str
    """The line that restricts tasks to a topic."""
    variety: str
    """The rule about the types of tasks in a prompt that does not request types."""
    variety_with_types: str
    """The same rule in a prompt that requests types."""
    types: str
    """The line that requests a task type for each new task."""
    layouts: Mapping[Layout, str] = field(hash=False)
    """How the tasks are to be written, for each layout. `{}` is the number of new tasks."""
    between_types: str
    """The separator between two types in that line."""
    labelling_system: str
    """The system message of a prompt that asks for the types of given tasks."""


@dataclass(frozen=True, slots=True)
class TypeWords:
    """How a teacher's answer names task types."""

    names: Mapping[str, Label]
    """Names of types in addition to those in `DEFINITIONS`."""
    counters: str
    """Characters that may follow a task's number."""
    type_word: str
    """Pattern: the word for "type" between a task's number and its type. Case is ignored."""
    or_word: str
    """Pattern: the word for "or" between two types, which means that neither was chosen. Case is ignored."""


@dataclass(frozen=True, slots=True)
class AssistantVoice:
    """How an assistant speaks for itself, and how tasks ask for that. Patterns; case is ignored unless noted."""

    regret: str
    """An apology at the start of an answer."""
    unable: str
    """What follows an apology when the answer declines."""
    refusals: str
    """A whole refusal without an apology."""
    declining_wanted: str
    """In an instruction: it asks for words that decline, apologize or request something."""
    translating: str
    """In an instruction: it asks for a translation."""
    negation: str
    """In a task that asks for a translation: the text contains a refusal, an apology or a negation."""
    earlier_answer: str
    """At the start of an answer: it corrects or refers to an earlier answer that is not part of the task."""
    correction: str
    """In such an answer: the assistant corrects itself, which no person in a conversation does in these words."""
    spoken: str
    """In an instruction: the answer is a part of a conversation or a translation, where such words may belong."""
    dialogue: str
    """In an instruction: the answer is a dialogue or a script, so what its people say is not the assistant's voice."""
    own_voice: str
    """In an answer: the assistant speaks for itself, whatever the task asks for."""
    not_told: str
    """In an answer: the given text does not say what was asked. Case matters."""
    asks_for_more: str
    """In an answer: it requests what is missing. Case matters."""
    ai_names: tuple[str, ...]
    """Words, not patterns. Every match of `ai_identity` contains one of them. Case matters."""
    ai_identity: str
    """In an answer: the speaker calls itself an AI. Case matters."""
    ai_speaks: str
    """In a task: an AI is meant to speak, so `ai_identity` is allowed. Case matters."""


@dataclass(frozen=True, slots=True)
class PlaceholderWords:
    """How an input can be a placeholder for a text. Patterns; case is ignored unless noted."""

    text_kinds: str
    """Kinds of texts, such as article or email."""
    field_names: str
    """Personal data that a form asks for, such as a name or an address."""
    in_brackets: str
    """The text of a placeholder in square, curly or angle brackets."""
    in_round_brackets: str
    """The text of a placeholder in round brackets, which are also used for ordinary remarks."""
    unbracketed: str
    """A placeholder without brackets."""
    marks: frozenset[str]
    """Characters. Every match of `unbracketed` contains one of them."""
    whole_input: str
    """An input that consists of a placeholder. Case matters."""
    sample: str
    """An input that is a sample of a text, such as "This is a test sentence." Case matters."""
    form_work: str
    """In an instruction: it works on the form of a text, for which such a sample is enough. Case matters."""
    phrase_work: str
    """In an instruction: it works on a phrase, which `whole_input` may match by mistake. Case matters."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something that a text model cannot do, and how instructions ask for it."""

    what: str
    asked: re.Pattern[str]
    marks: frozenset[str]
    """Characters. Every match of `asked` contains one of them; most instructions contain none."""
    unless: re.Pattern[str] | None = None
    """If this matches the same instruction, the task is text work after all."""
    describable: bool = False
    """True if a description in words, when the task contains one, is enough."""


@dataclass(frozen=True, slots=True)
class MediaWords:
    """How tasks ask for images, recordings, pages, files and reminders. The patterns ignore case."""

    beyond: tuple[Beyond, ...]
    """The requests, in the order in which they are searched for."""
    live: tuple[Beyond, ...]
    """Requests for what only the web knows: today's news, weather, prices."""
    work: str
    """Pattern in an instruction: editing a medium, for which a description of it is not enough."""
    stand_in: str
    """Pattern in an input: it refers to a medium or file, or names it, instead of describing it."""
    described: str
    """Pattern in an input: it says what is to be seen, even if it also matches `stand_in`."""


@dataclass(frozen=True, slots=True)
class OtherLanguageWords:
    """How a task shows that its answer may be in another language, or in code. Patterns; case is ignored."""

    named: str
    """The task names a language, a translation, or a thing that is written in foreign letters, such as a program."""
    hinted: str
    """A shorter answer may have foreign words: the task is about words, brands or websites."""


@dataclass(frozen=True, slots=True)
class LanguageProfile:
    """One language: how tasks are requested in it, and how its texts are read."""

    language: Language
    """The language of this profile."""
    name: str
    """Its English name, for messages."""
    name_in_prompt: str
    """Its name in the language that `prompt` is written in."""
    prompt: PromptText
    """The text of a prompt that asks for tasks in this language; languages may share it."""
    is_written_in: Callable[[str], bool]
    """Function that returns whether an instruction's own words are in this language."""
    fields: tuple[str, str, str]
    """The markers of a record's instruction, input and output. Case is ignored when they are read."""
    no_input: str
    """The content of the input field for a task without an input."""
    type_words: TypeWords
    """How answers name task types."""
    voice: AssistantVoice
    """How an assistant refuses and says that it is an AI."""
    placeholders: PlaceholderWords
    """How an input can be a placeholder for a text."""
    only_speaks_of_text: Callable[[str, str], str | None]
    """Function that returns where an input only speaks of the text that the instruction needs; None if it may be it."""
    lacks_text: Callable[[str], str | None]
    """Function that returns where an instruction without input refers to a text that is not there; None otherwise."""
    lacks_options: Callable[[str, str], str | None]
    """Function that returns where an instruction refers to options that neither it nor the input lists; None otherwise."""
    other_language: OtherLanguageWords
    """How tasks of this language ask for answers in another one."""
    media: MediaWords
    """How tasks ask for what a text model cannot do."""
    fiction: str
    """Pattern in an instruction: it asks for a story, a dialogue or the like, whose people may say anything. Case is ignored."""
    wording_work: str
    """Pattern in an instruction: it works on a given wording, such as a translation. Case is ignored."""
    task_verbs: frozenset[str]
    """Verbs that order a task. Add a verb here to make the rules for root verbs recognize it."""
    preparing_verbs: frozenset[str]
    """Verbs that usually prepare an order; they are the root verb only if no other clause orders anything."""


def unlisted_options(refers: re.Pattern[str], lists: re.Pattern[str], instruction: str, given: str) -> str | None:
    """Return the words of an instruction that refer to options, if neither what follows nor the input lists any."""
    found = refers.search(instruction)
    return found[0] if found and not lists.search(f"{instruction[found.end() :]}\n{given}") else None


def only_before(first: str, pattern: str) -> str:
    """Return a pattern that is tried at the start of a text and before the characters `first` only.

    `first` are all characters that a match may start with, as the content of a character class. `re` tries every
    alternative of a pattern at every place of a text; a rule with many alternatives takes a fifth of the time with this.
    """
    return f"(?:^|(?=[{first}]))(?:{pattern})"


def longest_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of some words at a place of a text.

    Words with the same first character are one alternative, so that `re` tries one per character, not one per word.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[word[0]].append(re.escape(word[1:]))
    longest = (sorted(rest, key=len, reverse=True) for rest in groups.values())
    return either(f"{first}(?:{'|'.join(rest)})" for first, rest in zip(map(re.escape, groups), longest, strict=True))


def either(fragments: Iterable[str]) -> str:
    """Join the fragments as alternatives of one pattern, in order, without the empty ones."""
    return "|".join(filter(None, fragments))
