"""What must be right before a teacher is asked for types: its settings, the prompt, where its answers are kept."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from selfinstruct.pipeline.llm_labels import (
    ELEVEN,
    NINE,
    SYSTEM,
    TASKS_A_REQUEST,
    VERSION,
    Labelling,
    LabelTemplate,
    read_label_template,
)
from selfinstruct.runs.identity import file_name, sha
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.settings import Settings, api_key, resolve
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.resources import resource
from selfinstruct.storage.run_folder import RunFolder

PROMPT = "classify_zh.txt"


@dataclass(frozen=True, slots=True)
class LabelJob:
    """A labelling that can begin. `folder` is its own for every model, prompt and set of labels."""

    settings: Settings
    template: LabelTemplate
    folder: Path
    identity: Mapping[str, Any]

    @contextmanager
    def opened(self) -> Iterator[Journal]:
        """The journal of the paid answers, this process's alone."""
        with (
            RunFolder(self.folder, "work on a copy of the file") as folder,
            closing(Journal(self.folder, (api_key(self.settings, os.environ),))) as journal,
        ):
            folder.store({"identity": dict(self.identity)})
            yield journal

    def announcement(self, labelling: Labelling) -> str:
        """What is going to be asked, in a sentence."""
        missing = labelling.wanted - labelling.given - labelling.left_out
        asked = f"{missing:,} of {labelling.wanted:,} different tasks"
        if not labelling.batches:
            return f"all labels that can be had are in {self.folder} already; nothing is asked"
        if self.settings.teacher == "offline":
            return f"the built-in offline teacher labels {asked} by the rules: a rehearsal (OPENAI_API_KEY: a real one)"
        return f"{self.settings.model} is asked for the types of {asked}, in {len(labelling.batches):,} requests"


def label_job(options: TeacherOptions, home: Path, eleven: bool) -> LabelJob:
    """The labelling that these options mean, kept under `home`. Raises InputError."""
    settings = resolve(options, os.environ, None)
    # The most probable label is wanted, not a drawn one; --extra-body still has the last word.
    settings = replace(settings, temperature=0.0, top_p=1.0)
    path = resource("prompts", PROMPT)
    template = read_label_template(path.read_text(encoding="utf-8"), str(path), ELEVEN if eleven else NINE)
    identity = {
        "model": settings.model,
        "extra_body": json.dumps(settings.extra_body, sort_keys=True, ensure_ascii=False),
        "teacher_faults": settings.teacher_faults,
        "system": sha(SYSTEM),
        "template": sha(template.fill([])),
        "version": VERSION,
        "tasks_a_request": TASKS_A_REQUEST,
    }
    mark = sha(json.dumps(identity, sort_keys=True))[:8]
    return LabelJob(settings, template, home / f"{file_name(settings.model)}-{mark}", identity)
