"""What is written beside the rows so that a tool can use them as they are: axolotl's settings, Label Studio's page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from selfinstruct.datasets.export.paths import unwritable
from selfinstruct.schema.task_types import TO_BELLE
from selfinstruct.storage.run_folder import replace_file

_AXOLOTL_KEYS = {"all": "datasets", "train": "datasets", "test": "test_datasets"}


def axolotl_yaml(files: Mapping[str, Path]) -> str:
    """The section of axolotl's settings that names these files (part: path). A JSON string is a YAML string, too."""
    lines = [
        "# Put this into the settings that `axolotl train` is given. When the files move, mend their paths.",
        "# `alpaca` puts Alpaca's English wording around each task. For a chat template export with --format messages,",
        "# and write `type: chat_template` here.",
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
    """Label Studio's labeling interface for these tasks: both questions to read, the answer to mend, a verdict."""
    choices = "".join(f"\n    <Choice value={quoteattr(str(label))}/>" for label in TO_BELLE)
    return f"""<View>
  <Header value="Instruction"/>
  <Text name="instruction" value="$instruction"/>
  <Header value="Input"/>
  <Text name="input" value="$input"/>
  <Header value="Output (mend it here)"/>
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
    """Write the file, whole or not at all. Raises StorageError."""
    try:
        replace_file(path.resolve(), text.encode())  # a link stays one
    except OSError as error:
        raise unwritable(path, error) from error
