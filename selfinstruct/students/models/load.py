"""Load a model and its tokenizer from files. Code shipped with a model is never run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors import safe_open
from transformers import AutoModelForCausalLM, BitsAndBytesConfig, PreTrainedConfig, PreTrainedModel

from selfinstruct.errors import InputError
from selfinstruct.students.models.config import load_config
from selfinstruct.students.models.device import compute_dtype, device, precision_of
from selfinstruct.students.models.load_errors import load_errors
from selfinstruct.students.models.names import ADAPTER_WEIGHTS, LoadedModel, ModelFiles, Precision
from selfinstruct.students.models.quiet import quiet
from selfinstruct.students.models.tokenizer import check_vocabulary, load_tokenizer


def load(files: ModelFiles, in_full: bool = False) -> LoadedModel:
    """Load a model. `in_full` loads it in float32, so that small weight updates are not lost to rounding.

    Raises InputError if the model is damaged, is not a causal language model, or does not fit into memory.
    """
    with load_errors(files.name), quiet():
        config = load_config(files)
        tokenizer = load_tokenizer(files)
        precision = Precision.FLOAT32 if in_full else precision_of(files)
        model = _load_weights(files, config, precision)
        check_vocabulary(files.name, tokenizer, model)
        model.name_or_path = files.name  # PEFT writes it to adapter_config.json; the default would be a cache path
        if files.adapter:
            model = _apply_adapter(model, files.adapter)
    model.train(False)
    return LoadedModel(files.name, model, tokenizer, precision)


def _load_weights(files: ModelFiles, config: PreTrainedConfig, precision: Precision) -> PreTrainedModel:
    """Load the model onto its device. Raises InputError if weights are missing: transformers would randomize them."""
    computing = compute_dtype(precision)
    more: dict[str, Any] = {}
    if precision is Precision.NF4:
        more = {"quantization_config": _nf4(computing), "device_map": {"": device()}}
    loader: Any = AutoModelForCausalLM  # its annotations leave out `output_loading_info`
    model, report = loader.from_pretrained(
        files.folder,
        config=config,
        local_files_only=True,
        trust_remote_code=False,
        output_loading_info=True,
        dtype=computing,
        **more,
    )
    if missing := sorted(report["missing_keys"]):
        raise InputError(f"{files.name}: {len(missing)} weights are missing, such as {missing[0]}; download it again")
    assert isinstance(model, PreTrainedModel)
    # Quantized weights are already on the device; transformers' own `to` has no type annotations.
    if precision is not Precision.NF4:
        torch.nn.Module.to(model, device())
    return model


def _nf4(computing: torch.dtype) -> BitsAndBytesConfig:
    """Return the settings of NF4 with double quantization, as in QLoRA (Dettmers et al. 2023)."""
    return BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=computing,
    )


def _apply_adapter(model: PreTrainedModel, adapter: Path) -> PreTrainedModel:
    """Apply an adapter to the model. Raises InputError if the adapter's layers do not match those of the model."""
    changed = PeftModel.from_pretrained(model, str(adapter))
    with safe_open(adapter / ADAPTER_WEIGHTS, "pt") as file:
        there = set(file.keys())
    if there != set(get_peft_model_state_dict(changed)):
        raise InputError(f"{adapter}: the adapter does not match this base model; pass the base that it was trained on")
    inner = changed.get_base_model()
    assert isinstance(inner, PreTrainedModel)
    return inner
