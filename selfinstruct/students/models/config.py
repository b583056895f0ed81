"""Read a model's configuration and check that transformers supports it as a causal language model."""

from __future__ import annotations

from transformers import CONFIG_MAPPING, MODEL_FOR_CAUSAL_LM_MAPPING, AutoConfig, PreTrainedConfig

from selfinstruct.errors import InputError
from selfinstruct.storage.stored_files import read_json
from selfinstruct.students.models.names import CONFIG_FILE, ModelFiles

_CAUSAL = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")
"""Suffixes of causal architecture names; transformers would also load some other architectures as causal models."""


def load_config(files: ModelFiles) -> PreTrainedConfig:
    """Read `config.json`. Raises InputError if it is damaged or the model is not a supported causal language model.

    Code shipped with a model is never run.
    """
    kind = _model_type(files)
    if kind not in CONFIG_MAPPING:
        raise InputError(
            f"{files.name}: the model type {kind!r} is not supported by this version of transformers, and code shipped "
            "with a model is never run; choose another model"
        )
    config = AutoConfig.from_pretrained(files.folder, local_files_only=True, trust_remote_code=False)
    assert isinstance(config, PreTrainedConfig)
    named = config.architectures or []
    if type(config) not in MODEL_FOR_CAUSAL_LM_MAPPING or (named and not any(each.endswith(_CAUSAL) for each in named)):
        raise InputError(
            f"{files.name}: {named[0] if named else kind} is not a causal language model; choose another model"
        )
    return config


def _model_type(files: ModelFiles) -> str:
    path = files.folder / CONFIG_FILE
    try:
        kind: str = read_json(path)["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a valid model configuration; download the model again") from error
    return kind
