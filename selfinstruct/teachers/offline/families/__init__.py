"""The task families, one module a type: adding a family is a function, a line there, and a test row."""

from __future__ import annotations

from selfinstruct.teachers.offline.families import (
    brainstorming,
    chat,
    classification,
    closed_qa,
    extract,
    generation,
    open_qa,
    rewrite,
    summarization,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    *brainstorming.FAMILIES,
    *chat.FAMILIES,
    *classification.FAMILIES,
    *closed_qa.FAMILIES,
    *extract.FAMILIES,
    *generation.FAMILIES,
    *open_qa.FAMILIES,
    *rewrite.FAMILIES,
    *summarization.FAMILIES,
)
