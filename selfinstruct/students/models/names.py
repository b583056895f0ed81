"""Model references, model files on disk, and loaded models with their tokenizers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfinstruct.schema.hub import Hub
from selfinstruct.schema.redaction import public_model

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

CONFIG_FILE = "config.json"
ADAPTER_CONFIG, ADAPTER_WEIGHTS = "adapter_config.json", "adapter_model.safetensors"


class Precision(StrEnum):
    """The number format of a loaded model's weights."""

    BFLOAT16 = "bfloat16"
    FLOAT32 = "float32"
    NF4 = "4-bit NF4"


@dataclass(frozen=True, slots=True)
class ModelRef:
    """A model as requested by the user: `name` is a folder or a hub id, `revision` a branch, tag or commit."""

    name: str
    hub: Hub = Hub.HUGGING_FACE
    revision: str | None = None
    four_bit: bool = False


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of a model on disk. `adapter` is the folder of a PEFT adapter to apply to the model in `folder`.

    `version` is the hub id with the commit, or a hash of the files. Models of the same version have the same weights.
    """

    name: str
    folder: Path
    version: str
    four_bit: bool = False
    adapter: Path | None = None


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model on its device in evaluation mode, with its tokenizer, which pads on the left."""

    name: str
    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    precision: str

    @property
    def positions(self) -> int | None:
        """The model's context length in tokens; None if its configuration does not state one."""
        positions = getattr(self.model.config.get_text_config(), "max_position_embeddings", None)
        return positions if isinstance(positions, int) and positions > 0 else None


def facts(loaded: LoadedModel) -> dict[str, Any]:
    """Return name (last part of a path), number of parameters, vocabulary size and precision as JSON values."""
    return {
        "name": public_model(loaded.name),
        "parameters": int(loaded.model.num_parameters()),
        "vocabulary": len(loaded.tokenizer),
        "precision": str(loaded.precision),
    }
