"""Finds the root of a Chinese instruction: the clause that orders something, its verb, and the verb's object."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.root_verbs.clauses import Clause, clauses_of
from selfinstruct.pipeline.root_verbs.lexicon import LIGHT_VERBS, POINTING
from selfinstruct.pipeline.root_verbs.objects import MEASURE, NUMBER, head_of, is_pronoun
from selfinstruct.pipeline.root_verbs.openings import (
    Order,
    given_to_me,
    is_about_me,
    is_material,
    is_question,
    material_of,
    orders_in,
    tells_story,
)
from selfinstruct.pipeline.root_verbs.root import Root
from selfinstruct.pipeline.root_verbs.verbs import Found, any_of, may_have_verb, verb_of

_LONG_VERB = re.compile(any_of(verb for verb in CHINESE.task_verbs if len(verb) > 1))
_MORE_VERBS = re.compile(rf"(?:[、和与或并]+(?:{any_of(CHINESE.task_verbs)})(?:出来?|下|成)?)+")
"""Verbs that share their object with the first: 找到并列出."""
_BECOMES = re.compile("[成为]")
"""Complements after which the text says what the object turns into."""
_UNSAID = "其"
_POINTING = tuple(POINTING)
_SOMEHOW = re.compile(rf"(?:了|一下|{NUMBER}\s*{MEASURE})*")
_PURPOSE = re.compile(r"并|以(?!下)|来(?!源)")
_TOWARDS = re.compile(r".*?(?:对于?|针对|为|给|就)(.+)")


def chinese_root(instruction: str) -> Root | None:
    """The root of the first clause that orders something. A preparing clause counts only if there is no other."""
    found = clauses_of(instruction)
    root = _first_root(found.clauses)
    return Root(root.verb, found.shown(root.object)) if root else None


def _first_root(clauses: Sequence[Clause]) -> Root | None:
    preparing: Root | None = None
    in_story = False
    for place, clause in enumerate(clauses):
        if given := given_to_me(clause):
            return Root("给", head_of(given))
        for order in orders_in(clause):
            found = _found(order, clauses, place, guesses=preparing is None, in_story=in_story)
            if found is None:
                continue
            root = _root(order.text, found)
            if not _only_prepares(root, order, clauses, place):
                return Root(root.verb, head_of(material_of(clauses[:place]))) if is_pronoun(root.object) else root
            preparing = preparing or root
        in_story = in_story or tells_story(clause)
    return preparing


def _only_prepares(root: Root, order: Order, clauses: Sequence[Clause], place: int) -> bool:
    return root.verb in CHINESE.preparing_verbs or is_material(order, clauses, place) or is_about_me(clauses[place])


def _found(order: Order, clauses: Sequence[Clause], place: int, *, guesses: bool, in_story: bool) -> Found | None:
    """The verb of a possible order in the clause at `place`. `in_story`: a clause before it tells a story."""
    guesses = order.is_asked or (guesses and not in_story)
    if not (guesses or may_have_verb(order.text)):
        return None
    found = verb_of(order.text, ends=clauses[place].ends or clauses[place].announces, guesses=guesses)
    return None if found is None or is_question(order, clauses, place, in_story=in_story) else found


def _root(text: str, found: Found) -> Root:
    root = _light_root(text, found) if found.verb in LIGHT_VERBS else None
    return root or Root(found.verb, _object(text, found))


def _light_root(text: str, light: Found) -> Root | None:
    """The root of an order with a light verb: in 对电影进行分类, the verb is the object of 进行, if that is a verb."""
    rest = _PURPOSE.split(text[light.start + len(light.verb) :])[0]
    rest = rest[_SOMEHOW.match(rest).end() :]  # type: ignore[union-attr]  # it also matches the empty text
    first = re.split(r"[和、与]", rest)[0]
    verbs = [one.span() for one in _LONG_VERB.finditer(rest)]
    at_end = [span for length in (len(first), len(rest)) for span in verbs if span[1] == length]
    # 做 and 作 can have a noun as object; the object of 进行 is an action, even if it is not a known verb.
    others = [] if light.verb[0] in "做作" or not first else [*verbs[-1:], (max(0, len(first) - 2), len(first))]
    for start, end in [*at_end, *others]:
        inner = "" if rest[:start].endswith(("的", "地")) else rest[:start]
        return Root(rest[start:end], head_of(_before(text, light) or inner, handled=True))
    return None


def _object(text: str, found: Found) -> str:
    """The object: after the verb, or before it if nothing follows or if 把 introduces it."""
    rest = text[found.end :]
    more = _MORE_VERBS.match(rest)
    rest = rest[more.end() :] if more else rest
    becomes = _BECOMES.match(text, found.start + len(found.verb), found.end)
    if rest.strip() and found.handled is None and not becomes:
        return head_of(rest)
    return head_of(_before(text, found), handled=True) or (_UNSAID if becomes else "")


def _before(text: str, found: Found) -> str:
    """The text that the verb acts on, if it precedes the verb; otherwise `""`."""
    if found.handled is not None:
        return text[found.handled : found.start]
    if text.startswith(_POINTING):
        return text[: found.start]
    towards = _TOWARDS.fullmatch(text, 0, found.start)
    return towards[1] if towards else ""
