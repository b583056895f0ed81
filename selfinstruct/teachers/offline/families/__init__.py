"""All task families, in one package per task type and one module per family.

To add a family, write its module, list it in the `FAMILIES` of its package and add a check to the tests of its type.
"""

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
