"""Prepare labelling by a teacher: the connection, the prompt and the folder for the answers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.pipeline.llm_labels import (
    ELEVEN,
    NINE,
    SYSTEM,
    TASKS_PER_REQUEST,
    VERSION,
    Labelling,
    LabelTemplate,
    read_label_template,
)
from selfinstruct.runs.caps import Caps
from selfinstruct.runs.file_trust import resolve_trusted_teacher
from selfinstruct.runs.identity import file_name
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.prices import price_of, price_table, with_batches
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.request_fields import as_json
from selfinstruct.runs.teacher_settings import TeacherSettings, caps_of, connection_of
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.price import Price
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.resources import resource
from selfinstruct.storage.run_folder import RunFolder
from selfinstruct.teachers.batches.rules import batch_rules
from selfinstruct.teachers.connection import Connection

PROMPT = "classify_zh.txt"


@dataclass(frozen=True, slots=True)
class LabelJob:
    """Labelling that is ready to start. Each combination of model, prompt and label set has a separate `folder`."""

    options: TeacherOptions
    settings: TeacherSettings
    connection: Connection
    template: LabelTemplate
    folder: Path
    identity: Mapping[str, Any]
    caps: Caps
    price: Price | None

    @property
    def in_batches(self) -> bool:
        """True if requests are sent as batch jobs of the provider."""
        return bool(self.options.batch)

    @contextmanager
    def opened(self) -> Iterator[Journal]:
        """Open the journal of the paid answers, locked for this process."""
        with (
            RunFolder(self.folder, "work on a copy of the file") as folder,
            closing(Journal(self.folder, self.connection.secrets)) as journal,
        ):
            folder.store({"identity": dict(self.identity)})
            yield journal

    def announcement(self, labelling: Labelling) -> str:
        """Message that says what is requested from the teacher."""
        missing = labelling.wanted - labelling.given - labelling.left_out
        asked = f"{missing:,} of {labelling.wanted:,} distinct tasks"
        if not labelling.batches:
            return f"all available labels are already in {self.folder}; no requests are sent"
        if self.connection.is_offline:
            return f"the built-in offline teacher labels {asked} by rules, as a rehearsal"
        requests = sum(map(bool, labelling.batches))
        how = f"{requests:,} requests" + (" of batch jobs" if self.in_batches else "")
        return f"requesting the types of {asked} from {self.connection.model}, in {how}"


def label_job(options: TeacherOptions, home: Path, eleven: bool, say: Reporter) -> LabelJob:
    """Prepare the labelling for these options, with its folder under `home`. Raises InputError."""
    completed, settings = resolve_trusted_teacher(options, os.environ, say)
    price = price_of(settings, price_table(completed.file))
    # No temperature is sent: some models refuse any but their own. --extra-body can set one.
    connection = connection_of(settings, os.environ)
    price = with_batches(price, connection.provider)
    if completed.options.batch:
        batch_rules(connection.provider)  # refuses a provider without batches
    path = resource("prompts", PROMPT)
    template = read_label_template(path.read_text(encoding="utf-8"), str(path), ELEVEN if eleven else NINE)
    identity = {
        "model": connection.model,
        "extra_body": as_json(settings.extra_body),
        "teacher_faults": connection.offline.faults,
        "system": sha256(SYSTEM),
        "template": sha256(template.fill([])),
        "version": VERSION,
        "tasks_a_request": TASKS_PER_REQUEST,
    }
    mark = sha256(json.dumps(identity, sort_keys=True))[:8]
    folder = home / f"{file_name(connection.model)}-{mark}"
    caps = caps_of(settings, connection, price)
    return LabelJob(completed.options, settings, connection, template, folder, identity, caps, price)
