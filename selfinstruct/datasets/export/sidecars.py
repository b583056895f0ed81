"""Configuration files for the tools that read an export: axolotl's settings, Label Studio's labeling interface."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import quoteattr

from selfinstruct.datasets.export.paths import failed_write
from selfinstruct.schema.task_types import TO_BELLE
from selfinstruct.storage.durable import replace_file

_AXOLOTL_KEYS = {"all": "datasets", "train": "datasets", "test": "test_datasets"}


def axolotl_yaml(files: Mapping[str, Path]) -> str:
    """Return the section of axolotl's settings for the files by part. Paths are JSON strings, which are valid YAML."""
    lines = [
        "# Add this to the settings file that you pass to `axolotl train`. If you move the files, update the paths.",
        "# `alpaca` wraps each task in Alpaca's English prompt. To use a chat template, export with --format messages",
        "# and set `type: chat_template` here.",
    ]
    for part, path in files.items():
        lines += [
            f"{_AXOLOTL_KEYS[part]}:",
            f"  - path: {json.dumps(str(path.resolve()), ensure_ascii=False)}",
            "    ds_type: json",
            "    type: alpaca",
        ]
        lines += ["    split: train"] if part == "test" else []
    return "\n".join(lines) + "\n"


def labeling_config() -> str:
    """Return Label Studio's labeling interface for the tasks: instruction, input, an editable output, and a verdict."""
    choices = "".join(f"\n    <Choice value={quoteattr(str(label))}/>" for label in TO_BELLE)
    return f"""<View>
  <Header value="Instruction"/>
  <Text name="instruction" value="$instruction"/>
  <Header value="Input"/>
  <Text name="input" value="$input"/>
  <Header value="Output (edit here)"/>
  <TextArea name="output" toName="instruction" value="$output" editable="true" rows="8" maxSubmissions="1"/>
  <Choices name="verdict" toName="instruction" choice="single" required="true">
    <Choice value="keep"/>
    <Choice value="edit"/>
    <Choice value="drop"/>
  </Choices>
  <Header value="Type: $task_type"/>
  <Choices name="task_type" toName="instruction" choice="single">{choices}
  </Choices>
</View>
"""


def write_sidecar(path: Path, text: str) -> None:
    """Replace a file atomically and keep its mode. If the path is a symbolic link, its target is replaced.

    Raises StorageError if the file cannot be written.
    """
    target, mode = path.resolve(), None
    try:
        with suppress(FileNotFoundError):
            mode = stat.S_IMODE(target.stat().st_mode)
        replace_file(target, text.encode())
        if mode is not None:
            target.chmod(mode)
    except OSError as error:
        raise failed_write(path, error) from error
