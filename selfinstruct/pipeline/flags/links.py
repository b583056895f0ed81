"""Find links in an output that its task did not give: a text model may have invented them."""

from __future__ import annotations

import re

from selfinstruct.pipeline.flags.reserved_domains import RESERVED
from selfinstruct.schema.task import Task

_LINK = re.compile(r"(?:https?://|www\.)[\w.-]+\.[A-Za-z]{2,}[^\s<>\"'，。；）)】」]*", re.IGNORECASE)
_EXAMPLE = re.compile(rf"(?://|\A)(?:{RESERVED}|127\.0\.0\.1|(?:your|my)[\w-]*\.)", re.IGNORECASE)
"""Addresses that are reserved for examples or are to be filled in."""


def has_new_link(task: Task) -> bool:
    """True if the output has a link that is neither in the instruction nor in the input, and not an example."""
    if "//" not in task.output and "www." not in task.output:
        return False
    asked = f"{task.instruction}\n{task.input}"
    return any(link not in asked and not _EXAMPLE.search(link) for link in _LINK.findall(task.output))
