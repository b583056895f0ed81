"""All task families, in one module per task type.

To add a family, write its function, list it in the `FAMILIES` of its module and add a check to the module's test.
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
