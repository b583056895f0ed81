"""A model's files in, its configuration out, if it is that of a causal language model that transformers knows."""

from __future__ import annotations

import json

from transformers import CONFIG_MAPPING, MODEL_FOR_CAUSAL_LM_MAPPING, AutoConfig, PreTrainedConfig

from selfinstruct.errors import InputError
from selfinstruct.students.models.names import CONFIG_FILE, ModelFiles

_CAUSAL = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")
"""Endings of the names of causal architectures; transformers would load some others as such, too."""


def load_config(files: ModelFiles) -> PreTrainedConfig:
    """Read `config.json`. Raises InputError if it is damaged, or of a model that is not a known causal language model.

    Code that comes with a model is never run.
    """
    kind = _model_type(files)
    if kind not in CONFIG_MAPPING:
        raise InputError(
            f"{files.name}: models of the kind {kind!r} are not known to this version of transformers, and code that "
            "comes with a model is never run; take another one"
        )
    config = AutoConfig.from_pretrained(files.folder, local_files_only=True, trust_remote_code=False)
    assert isinstance(config, PreTrainedConfig)
    named = config.architectures or []
    if type(config) not in MODEL_FOR_CAUSAL_LM_MAPPING or (named and not any(each.endswith(_CAUSAL) for each in named)):
        raise InputError(
            f"{files.name}: {named[0] if named else kind} is no model that writes texts from left to right (a causal "
            "language model); take another one"
        )
    return config


def _model_type(files: ModelFiles) -> str:
    path = files.folder / CONFIG_FILE
    try:
        kind: str = json.loads(path.read_text(encoding="utf-8"))["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: the settings of the model are damaged, or of something else; get it again"
        ) from error
    return kind
