"""The profile of English: its words and phrases, and the check that an instruction is English."""

from __future__ import annotations

import re

from selfinstruct.pipeline.languages.chinese import CHINESE
from selfinstruct.pipeline.languages.english_inputs import lacks_options, lacks_text, only_speaks_of_text
from selfinstruct.pipeline.languages.language import Language
from selfinstruct.pipeline.languages.profile import (
    AssistantVoice,
    Beyond,
    LanguageProfile,
    MediaWords,
    OtherLanguageWords,
    PlaceholderWords,
    TypeWords,
)

_LATIN_WORD = re.compile("[A-Za-z]+")
_FOREIGN_RUN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0400-\u04ff\U00020000-\U0003ffff]+")


def _is_english(text: str) -> bool:
    """True if a text has more Latin words than runs of other scripts: a task may be about a foreign word."""
    foreign = len(_FOREIGN_RUN.findall(text))
    return foreign == 0 or len(_LATIN_WORD.findall(text)) > foreign


_TYPE_WORDS = TypeWords(names={}, counters="", type_word="type|label|category", or_word=r"or\b")

_VOICE = AssistantVoice(
    regret="sorry|apologi[sz]e",
    unable="cannot|can't|can not|unable|not able",
    refusals=(
        r"\AI(?: am|'m)? (?:cannot|can't|can not|unable to|not able to) (?:\w+ly )?(?:help|assist|answer|provide|access|complete|fulfil|comply|"
        r"do that|generate|create|perform|process|translate|see|view|open|browse|hear|give|predict|determine|tell)"
    ),
    declining_wanted=(
        r"polite|apolog|declin|refus|reject|\bexcuses?\b|\bsorry\b|turn(?:ing)? down|say(?:ing)? no\b|cancel|absen(?:t|ce)\b|call(?:ing)? in sick|regret|unavailab|out[- ]of[- ]office|"
        r"customer|letter|email|message|\breply|\bnote\b"
    ),
    translating="translat",
    negation="sorry|apolog|regret|afraid|cannot|can't|can not|couldn't|unable|please",
    earlier_answer=(
        r"(?:i(?:'m| am)? )?(?:very |so )?(?:sorry|apologi[sz]e|(?:my )?apologies)\b[^.\n]{0,40}(?:previous|earlier|last|my) (?:answer|response|reply|mistake|error|confusion)|"
        r"(?:sorry|apologies) for the (?:confusion|mistake|error)|thank you for (?:pointing|correcting)|you(?:'re| are) (?:absolutely )?right(?:[,.!]|,? (?:and )?(?:i|my) )|as i (?:said|mentioned) (?:before|earlier)"
    ),
    correction="correct(?:ed|ion)|here is the right",
    spoken="dialog|convers|role|reply|respond|translat|chat|script|customer|letter|email|message|apolog|pretend",
    dialogue="dialog|conversation|\\bchat|script|\\bskit|role-?play|interview|customer service",
    own_voice="as an AI|language model",
    not_told="",
    asks_for_more="",
    ai_names=(
        "AI",
        "GPT",
        "Claude",
        "Gemini",
        "artificial intelligence",
        "language model",
        "IA",
        "KI",
        "lenguaje",
        "intelligence artificielle",
    ),
    ai_identity=(
        r"\b[Aa]s an? (?:AI|artificial intelligence|(?:large )?language model)\b|\bI(?:'m| am) (?:just |only )?an? (?:AI|(?:large )?language model)\b|"
        r"\bI(?:'m| am) (?:ChatGPT|Claude|Gemini)\b|"
        # The same in the languages that tasks are often translated to.
        r"\b[Ee]n tant qu'(?:IA|intelligence artificielle)\b|\b[Cc]omo (?:un )?modelo de lenguaje\b|\b[Aa]ls KI(?:-\w+)?\b"
    ),
    ai_speaks=(
        r"\b(?:AI|[Rr]obot|[Cc]hatbot|(?i:virtual|voice) assistant)(?:'s)?\b[^.\n]{0,20}\b(?i:scripts?|dialog(?:ue)?s?|conversations?|greetings?|introduction|repl(?:y|ies)|welcome)\b|"
        r"\b(?i:scripts?|dialog(?:ue)?s?|conversations?|greetings?|chats?)\b[^.\n]{0,40}\b(?:AI|[Rr]obot|[Cc]hatbot|(?i:virtual|voice) assistant)\b|"
        r"\b(?i:you are|act as|pretend (?:to be|you are)|imagine you are|play|role of|as) (?:an? |the )?(?:\w+ )?(?:AI|[Rr]obot|[Cc]hatbot|language model)\b"
    ),
)

_PLACEHOLDERS = PlaceholderWords(
    text_kinds="",
    field_names="",
    in_brackets=r"(?:insert|your|paste|attach)\b[^\]>}\n]{0,24}",
    in_round_brackets=r"(?:insert|paste)\b[^)\n]{0,24}",
    unbracketed=r"\Alorem ipsum\b",
    marks=frozenset("lL"),
    whole_input="",
    sample=(
        r"(?i:this is) (?:an? |the |my |another )?(?:\w+ ){0,3}?(?:example|sample|test|sentence|string|text)(?: of an? (?:\w+ ){0,2}(?:sentence|text|string))?[.!]?"
    ),
    form_work=(
        r"\b(?i:characters?|letters in|vowels?|consonants?|syllables?|uppercase|lowercase|capitali[sz]e|reverse|encode|encrypt|decode|decrypt|cipher|morse|pig latin|punctuation|tokeni[sz]e|hash|length|spaces|"
        r"(?<!in one )(?<!in a )sentences?)\b|\b(?i:count|number of|how many)\b[^.\n]{0,30}\bwords\b"
    ),
    phrase_work="",
)

_MEDIA = MediaWords(
    beyond=(
        Beyond(
            "asks for an image, a recording or a reminder",
            re.compile(
                r"(?<!how to )\b(?:draw|paint|sketch|photograph)\s+(?:a|an|the|me)\b"
                r"(?!\s+(?:\w+\s+)?(?:conclusion|comparison|parallel|distinction|analogy|line|lesson))|"
                r"\b(?:play|watch|listen to)\s+(?:a|an|the|this|some)\s+(?:\w+\s+)?(?:song|music|video|movie|audio)\b|"
                r"(?<!how to )\bset (?:an?|the|my) (?:alarm|reminder|timer)\b|\bremind me\b",
                re.IGNORECASE,
            ),
            frozenset("aeoAEO"),
        ),
        Beyond(
            "asks about an image, recording, page or file that a text model cannot open",
            re.compile(
                r"\b(?:this|the (?:given|following|attached|above))\s+(?:\w+\s+)?(?:image|picture|photo|video|audio|recording|link|url|file)\b|"
                r"\b(?:open|visit|browse|summari[sz]e|read) https?://",
                re.IGNORECASE,
            ),
            frozenset("aeiouAEIOUİı"),
            describable=True,
        ),
    ),
    live=(
        Beyond(
            "asks for today's news, weather or prices, or for a search on the web",
            re.compile(
                r"\b(?:today'?s|current|latest|real-time|up-to-date|tomorrow'?s)\s+(?:\w+\s+)?(?:weather|news|headlines|stock prices?|exchange rates?|traffic|scores?)\b|"
                r"\bwhat(?:'s| is) the (?:weather|time|date)(?: like)?(?: (?:in|at) [\w ]{1,20}?)?(?: (?:now|today|right now|tomorrow|currently))?[?.]?\s*\Z|\bwhat (?:time|day) is it\b|"
                r"\b(?:search|browse|look up on|google)\s+(?:for\s+\w+\s+on\s+)?(?:the\s+)?(?:web|internet|online|google)\b",
                re.IGNORECASE,
            ),
            frozenset("aeoiAEOIUu"),
            unless=re.compile(
                r"\b(?:write|code|program|script|function|api|translate|how to|how do|how does|tips?|explain|why|industry|format)\b",
                re.IGNORECASE,
            ),
        ),
    ),
    work="convert|crop|edit|transcri|resize",
    stand_in="",
    described="",
)

_TASK_VERBS = frozenset(
    """
    write rewrite compose draft create generate design make develop build plan prepare produce invent construct add
    complete continue fill finish expand extend craft outline brainstorm suggest recommend propose list name give
    provide offer share enumerate identify extract find locate pick choose select highlight underline count detect
    check verify look search summarize summarise condense shorten paraphrase rephrase reword restate translate
    convert transform turn change edit correct fix proofread revise improve simplify replace reorder rearrange sort
    order rank remove delete insert combine merge split separate format arrange organize organise group classify
    categorize categorise label tag decide determine judge rate evaluate assess predict estimate guess infer score
    match compare contrast distinguish differentiate explain describe define discuss analyze analyse explore examine
    research review interpret illustrate argue justify answer respond reply tell state mention imagine pretend act
    play simulate calculate compute solve evaluate factor prove derive multiply divide subtract output print return
    implement debug refactor run execute draw sketch show demonstrate present introduce report record set schedule
    book order send ask interview advise teach help use read come think
    """.split()
)
_PREPARING = frozenset("read use imagine pretend think help look act play".split())

ENGLISH = LanguageProfile(
    language=Language.ENGLISH,
    name="English",
    name_in_prompt="英文",
    prompt=CHINESE.prompt,  # English tasks are also requested in Chinese
    is_written_in=_is_english,
    fields=("instruction", "input", "output"),
    no_input="<noinput>",
    type_words=_TYPE_WORDS,
    voice=_VOICE,
    placeholders=_PLACEHOLDERS,
    only_speaks_of_text=only_speaks_of_text,
    lacks_text=lacks_text,
    lacks_options=lacks_options,
    other_language=OtherLanguageWords(
        named=r"chinese|japanese|korean|mandarin|cantonese|translat|language|hanzi|kanji|pinyin|[\u3400-\u9fff]",
        hinted="",
    ),
    media=_MEDIA,
    fiction=(
        r"\b(?:write|create|generate|compose|make up|invent|imagine|tell|come up with|draft|produce)\b[^.\n]{0,60}\b(?:stor(?:y|ies)|tales?|dialog(?:ue)?s?|conversations?|scenes?|scripts?|skits?|monolog(?:ue)?s?|"
        r"speech|poems?|songs?|novels?|fables?|jokes?)\b|\brole-?play|\bpretend\b|\bact as\b|\b(?:continue|finish) (?:the|this) (?:story|tale|dialog|scene)"
    ),
    wording_work="rewrite|translate",
    task_verbs=_TASK_VERBS,
    preparing_verbs=_PREPARING,
)
