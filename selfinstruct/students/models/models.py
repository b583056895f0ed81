"""Models by name in, loaded ones out: a base from a folder or a hub, a student from its folder.

Code that comes with a model is never run. Whatever is wrong with a model ends here, as one sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors import SafetensorError, safe_open
from transformers import (
    CONFIG_MAPPING,
    MODEL_FOR_CAUSAL_LM_MAPPING,
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    BitsAndBytesConfig,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from selfinstruct.errors import InputError, SelfinstructError
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.hub import Hub
from selfinstruct.schema.redaction import public_model
from selfinstruct.students.models import huggingface, modelscope
from selfinstruct.students.models.quiet import quiet

_CONFIG, _ADAPTER, _ADAPTER_WEIGHTS = "config.json", "adapter_config.json", "adapter_model.safetensors"
_MODEL = (*huggingface.SMALL, "*.safetensors", huggingface.PICKLED)
"""What of a folder is the model, and so its version."""
_NOT_MODEL = frozenset({"train_log.json", "trainer_state.json"})
_CAUSAL = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")
"""How the architectures are called that write from left to right; transformers would take others for such, too."""
_PADDING = ("<pad>", "[PAD]", "<|pad|>", "<|finetune_right_pad_id|>", "<|endoftext|>")
"""Tokens that are there for padding, or for nothing, in tokenizers that don't say so."""
_OTHER_SIZES = ("ignore_mismatched_sizes", "size mismatch")
"""How transformers and peft say so."""
_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "out of memory")


class Precision(StrEnum):
    """What the weights of a loaded model are."""

    BFLOAT16 = "bfloat16"
    FLOAT32 = "float32"
    NF4 = "4-bit NF4"


@dataclass(frozen=True, slots=True)
class Base:
    """A model as it is asked for. `name` is a folder, or else an id of the hub (`revision`: branch, tag or commit)."""

    name: str
    hub: Hub = Hub.HUGGING_FACE
    revision: str | None = None
    four_bit: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """A model that is on the disk, or an `adapter` (PEFT) in a folder and the model that it changes.

    `version` is the hub's id and commit or a hash of the files: where it is the same, so is the model.
    """

    name: str
    folder: Path
    version: str
    four_bit: bool = False
    adapter: Path | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model on its device, ready to answer, and its tokenizer, which pads on the left."""

    name: str
    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    precision: str

    @property
    def positions(self) -> int | None:
        """The most tokens that the model can read, where there is such a number."""
        most = getattr(self.model.config.get_text_config(), "max_position_embeddings", None)
        return most if isinstance(most, int) and most > 0 else None


def silent(_: str) -> None:
    """Where nobody is to be told."""


def find(base: Base, say: Reporter = silent) -> Files:
    """Where a base is: in its folder, or the cache of a hub, fetched there before.

    Raises InputError for a folder that is none or holds no model, HubRefused and HubUnreachable for what a hub answers.
    """
    if base.four_bit:
        _check_four_bit()
    return _whole(base, *_place(base, say))


def find_student(student: Base, base: Files, say: Reporter = silent) -> Files:
    """A student in a folder or on a hub: a whole model, or an adapter, which is put on `base`. Raises as `find` does.

    Where an adapter names another base it is told: of the same sizes, that one would be taken for its own.
    """
    folder, version = _place(student, say)
    if not (folder / _ADAPTER).exists():
        return _whole(student, folder, version)
    if not (folder / _ADAPTER_WEIGHTS).exists():
        raise InputError(f"{student.name}: there is an adapter's {_ADAPTER} here, but no {_ADAPTER_WEIGHTS}")
    if (named := _base_of(folder)) != base.name:
        say(f"note: {student.name} says that it was trained on {named}; here it is put on {base.name}")
    return replace(base, name=student.name, version=f"{base.version}+{version}", adapter=folder)


def load(files: Files, in_full: bool = False) -> Loaded:
    """Load what was found; `in_full` in float32, for a training in which small changes of all weights must count.

    Raises InputError for what is damaged, no causal language model, or too large for here.
    """
    with _as_ours(files.name), quiet():
        settings = _settings(files)
        tokenizer = load_tokenizer(files)
        precision = Precision.FLOAT32 if in_full else precision_of(files)
        model = _weights(files, settings, precision)
        _check_vocabulary(files.name, tokenizer, model)
        model.name_or_path = files.name  # an adapter's settings name its base by it, and not a place in a cache
        if files.adapter:
            model = _with_adapter(model, files.adapter)
    model.train(False)
    return Loaded(files.name, model, tokenizer, precision)


def load_tokenizer(files: Files) -> PreTrainedTokenizerBase:
    """The tokenizer of what was found, which has a token for padding. Raises InputError."""
    with _as_ours(files.name), quiet():
        tokenizer = AutoTokenizer.from_pretrained(
            files.folder, local_files_only=True, trust_remote_code=False, padding_side="left"
        )
        assert isinstance(tokenizer, PreTrainedTokenizerBase)
        _set_padding(files.name, tokenizer)
    return tokenizer


def facts(loaded: Loaded) -> dict[str, Any]:
    """What a page says of a model: name (of a folder, only its last part), parameters, vocabulary, precision."""
    return {
        "name": public_model(loaded.name),
        "parameters": int(loaded.model.num_parameters()),
        "vocabulary": len(loaded.tokenizer),
        "precision": str(loaded.precision),
    }


def device() -> torch.device:
    """Where models run: this process's GPU (`accelerate launch` numbers them), Apple's, or the processor."""
    if torch.cuda.is_available():
        return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def usual_precision() -> Precision:
    """bfloat16 where a GPU computes in it, float32 elsewhere.

    Not float16 on older GPUs: models that were trained in bfloat16 overflow in it, and its gradients cannot be scaled
    when the weights themselves are float16. Not bfloat16 on a processor: it was measured to be slower there.
    """
    # Emulated, it is slower than float32.
    in_hardware = torch.cuda.is_available() and torch.cuda.is_bf16_supported(including_emulation=False)
    return Precision.BFLOAT16 if in_hardware else Precision.FLOAT32


def precision_of(files: Files) -> Precision:
    """What the weights of a model will be when it is loaded."""
    return Precision.NF4 if files.four_bit else usual_precision()


def is_out_of_memory(error: BaseException) -> bool:
    """Whether this is how torch or Python say that there is no memory left."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _OUT_OF_MEMORY)


def _place(model: Base, say: Reporter) -> tuple[Path, str]:
    """The folder that a model's files are in, fetched there where it is a hub's, and their version."""
    path = Path(model.name).expanduser()
    if model.name and path.is_dir():
        return path, _hash(path)
    _check_id(model.name)
    if model.hub is Hub.MODELSCOPE:
        folder = modelscope.fetch(model.name, model.revision, say)
        return folder, _hash(folder)
    folder = huggingface.fetch(model.name, model.revision, say)
    return folder, f"{model.name}@{folder.name}"


def _whole(model: Base, folder: Path, version: str) -> Files:
    if (folder / _CONFIG).exists():
        return Files(model.name, folder, version, model.four_bit)
    if (folder / _ADAPTER).exists():
        raise InputError(f"{model.name}: this is an adapter and no whole model; give the model that it belongs to")
    raise InputError(f"{model.name}: there is no {_CONFIG} here, so this is no model that transformers can load")


def _check_four_bit() -> None:
    if find_spec("bitsandbytes") is None or not torch.cuda.is_available():
        raise InputError(
            "4-bit loading needs a CUDA GPU and bitsandbytes (pip install bitsandbytes); leave it out, or take a "
            "smaller --base"
        )


def _check_id(name: str) -> None:
    """Raises InputError for what can only be a folder: a path, or a name with more than one slash."""
    if name.startswith((".", "/", "~")) or "\\" in name or name.count("/") > 1 or not name or Path(name).exists():
        raise InputError(f"{name}: there is no such folder; give a folder with a model in it, or a hub's id")


def _hash(folder: Path) -> str:
    """SHA-256 of names and contents. Raises InputError where a file can't be read."""
    together = hashlib.sha256()
    try:
        for path in sorted(folder.iterdir()):
            if path.name not in _NOT_MODEL and any(fnmatch(path.name, pattern) for pattern in _MODEL):
                with path.open("rb") as file:
                    together.update(path.name.encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise InputError(f"{folder}: the model cannot be read ({error.strerror})") from error
    return together.hexdigest()


def _base_of(adapter: Path) -> str:
    """The base that an adapter's settings name. Raises InputError where they don't."""
    try:
        return str(json.loads((adapter / _ADAPTER).read_text(encoding="utf-8"))["base_model_name_or_path"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{adapter / _ADAPTER}: it does not say what model this adapter belongs to") from error


def _settings(files: Files) -> PreTrainedConfig:
    """What a model's own settings say. Raises InputError where they are of no model that can be loaded for writing."""
    path = files.folder / _CONFIG
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        kind = stored["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: the settings of the model are damaged, or of something else; get it again"
        ) from error
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


def _computing(precision: Precision) -> Precision:
    """What is computed in: four bits are only how weights are kept."""
    return usual_precision() if precision is Precision.NF4 else precision


def _weights(files: Files, config: PreTrainedConfig, precision: Precision) -> PreTrainedModel:
    """The model on its device. Raises InputError where not all of its weights are there: the rest would be noise."""
    computing = torch.bfloat16 if _computing(precision) is Precision.BFLOAT16 else torch.float32
    more: dict[str, Any] = {}
    if precision is Precision.NF4:
        more = {"quantization_config": _four_bits(computing), "device_map": {"": device()}}
    loader: Any = AutoModelForCausalLM  # its type does not know that there is a report, too
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
        raise InputError(f"{files.name}: {len(missing)} weights are missing, {missing[0]} among them; get it again")
    assert isinstance(model, PreTrainedModel)
    # Quantized weights are put on the device as they are read; transformers' own `to` is not typed.
    if precision is not Precision.NF4:
        torch.nn.Module.to(model, device())
    return model


def _four_bits(computing: torch.dtype) -> BitsAndBytesConfig:
    """NF4 with double quantization, as in QLoRA (Dettmers et al. 2023)."""
    return BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=computing,
    )


def _set_padding(name: str, tokenizer: PreTrainedTokenizerBase) -> None:
    """Give a tokenizer a padding token, if it has none: one that stands for nothing else, if there is one.

    A trainer that masks padding by its id would take the end out of what is learned, were both the same token. Those
    used here mask by position, so the end of the text may serve as the last resort.
    """
    if tokenizer.eos_token is None:
        raise InputError(f"{name}: its tokenizer has no token for the end of a text, so no student can learn to stop")
    if tokenizer.pad_token is None:
        vocabulary = tokenizer.get_vocab()
        free = (*_PADDING, tokenizer.unk_token, tokenizer.bos_token)
        fitting = (token for token in free if token in vocabulary and token != tokenizer.eos_token)
        tokenizer.pad_token = next(fitting, tokenizer.eos_token)


def _check_vocabulary(name: str, tokenizer: PreTrainedTokenizerBase, model: PreTrainedModel) -> None:
    rows = model.get_input_embeddings().weight.shape[0]  # type: ignore[index]
    last = max(tokenizer.get_vocab().values())
    if last >= rows:
        raise InputError(f"{name}: its tokenizer has tokens up to number {last:,}, and the model only {rows:,} of them")


def _with_adapter(model: PreTrainedModel, adapter: Path) -> PreTrainedModel:
    """The model with an adapter's changes. Raises InputError for an adapter of another model."""
    changed = PeftModel.from_pretrained(model, str(adapter))
    with safe_open(adapter / _ADAPTER_WEIGHTS, "pt") as file:
        there = set(file.keys())
    if there != set(get_peft_model_state_dict(changed)):
        raise InputError(f"{adapter}: this adapter belongs to another model than the one that it is put on")
    inner = changed.get_base_model()
    assert isinstance(inner, PreTrainedModel)
    return inner


@contextmanager
def _as_ours(name: str) -> Iterator[None]:
    """The loaders raise whatever a damaged file leads to; all of that is about the model that was given."""
    try:
        yield
    except SelfinstructError:
        raise
    except SafetensorError as error:
        raise InputError(
            f"{name}: its weights are torn or damaged ({huggingface.shown(error, None)}); get or train it again"
        ) from error
    except Exception as error:
        raise _failure(name, error) from error


def _failure(name: str, error: Exception) -> InputError:
    if is_out_of_memory(error):
        return InputError(f"{name}: there is not enough memory to load this model; take a smaller --base")
    if any(words in str(error) for words in _OTHER_SIZES):
        return InputError(f"{name}: its weights have another size than its settings say; get or train it again")
    said = huggingface.shown(error, None)
    return InputError(f"{name}: the model cannot be loaded ({type(error).__name__}: {said})")
