"""Check that the trainers' own loaders read the exports unchanged. The loaders may be in separate environments.

python benchmarks/loaders.py make FOLDER    with selfinstruct installed: export unusual rows in every format
python benchmarks/loaders.py check FOLDER   with some of llamafactory, axolotl, trl and datasets installed: read them
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Row = dict[str, str]

FORMATS = "alpaca sharegpt messages prompt-completion openai llamafactory axolotl parquet csv label-studio".split()
SHARE = "0.1"
IGNORED = -100
"""Label of tokens that are not trained on."""
ODD = [
    "一\n二",
    "一\r二\r\n三\r",
    "\t表\t格\t",
    "他说\"好\"，'行'",
    "👩‍👩‍👧‍👦🀄 é ñ",
    "一\u2028二\u2029三\x85四\x0b五\x0c六",
    "\\n \\ud800 \\",
    "  两边  ",
    "零\x00字节",
    "=1+1",
    "@SUM(A1:A9)",
    "很长" * 2000,
    "{instruction} {{input}} <|im_end|> </s> [INST]",
    "null",
    "007",
    "None, NaN, true",
]


def make(folder: Path) -> None:
    """Write 1,000 rows and export them in all formats."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        for number in range(1000):
            row = {
                "instruction": f"{chr(0x4E00 + number) * 12}{ODD[number % 16]}{number}",
                "input": ODD[number // 3 % 16] if number % 3 else "",
                "output": ODD[number // 5 % 16],
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    for form in FORMATS:
        command = [sys.executable, "-m", "selfinstruct", "export", "rows.jsonl", "--format", form, "--split", SHARE]
        subprocess.run([*command, "--force"], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def check(folder: Path) -> int:
    """Read the exports with every installed loader. Returns the number of exports that were read differently."""
    expected = {part: read_lines(folder / f"rows.alpaca.{part}.jsonl") for part in ("train", "test")}
    assert sorted(map(key, expected["train"] + expected["test"])) == sorted(map(key, read_lines(folder / "rows.jsonl")))
    failed = 0
    for package, load in LOADERS.items():
        try:
            number = version(package)
        except PackageNotFoundError:
            print(f"{package:<14}not installed")
            continue
        for what, part, rows in load(folder):
            wanted = [expectation(what, row) for row in expected[part]]
            same = sum(one == other for one, other in zip(rows, wanted, strict=False))
            good = rows == wanted
            failed += not good
            verdict = f"{same} of {len(wanted)} rows {'same' if good else 'DIFFER'}"
            print(f"{package:<14}{number:<10}{what:<20}{part:<7}{verdict}")
    return failed


def expectation(what: str, row: Row) -> Any:
    """Return what a loader should return for a row."""
    turn = f"{row['instruction']}\n{row['input']}" if row["input"] else row["instruction"]
    if what == "csv" and int(version("pandas").split(".")[0]) < 3:  # older versions end a cell at its first zero byte
        return {name: text.split("\0")[0] for name, text in row.items()}
    if what in ("alpaca", "csv", "parquet"):
        return row
    if what == "axolotl":
        return True
    return (f"{turn}\n" if what == "prompt-completion" else turn), row["output"]


def with_datasets(folder: Path) -> Iterator[tuple[str, str, list[Any]]]:
    """Read the files with Hugging Face's `datasets`."""
    from datasets import Features, Value, load_dataset

    # Otherwise pandas reads "" and "null" as missing values, and 007 as a number.
    cells = {
        "keep_default_na": False,
        "features": Features(dict.fromkeys(("instruction", "input", "output"), Value("string"))),
    }

    def rows(kind: str, name: str) -> list[dict[str, Any]]:
        found = load_dataset(kind, data_files=str(folder / name), split="train", **(cells if kind == "csv" else {}))
        return [dict(row) for row in found]

    for part in ("train", "test"):
        yield "alpaca", part, rows("json", f"rows.alpaca.{part}.jsonl")
        yield "parquet", part, [three(row) for row in rows("parquet", f"rows.{part}.parquet")]
        yield "csv", part, [three(row) for row in rows("csv", f"rows.{part}.csv")]
        chats = rows("json", f"rows.sharegpt.{part}.jsonl")
        yield "sharegpt", part, [tuple(turn["value"] for turn in row["conversations"]) for row in chats]
        messages = rows("json", f"rows.messages.{part}.jsonl")
        yield "messages", part, [tuple(turn["content"] for turn in row["messages"]) for row in messages]
        pairs = rows("json", f"rows.prompt-completion.{part}.jsonl")
        yield "prompt-completion", part, [(row["prompt"], row["completion"]) for row in pairs]


def with_llamafactory(folder: Path) -> Iterator[tuple[str, str, list[Any]]]:
    """Read the rows with LLaMA-Factory, which finds them in dataset_info.json."""
    from llamafactory.data.loader import _get_merged_dataset
    from llamafactory.hparams import DataArguments, ModelArguments
    from transformers import Seq2SeqTrainingArguments

    model = ModelArguments(model_name_or_path="none")
    for part in ("train", "test"):
        data = DataArguments(dataset=f"rows_{part}", dataset_dir=str(folder / "rows.llamafactory"))
        training = Seq2SeqTrainingArguments(output_dir=str(folder / "out"))
        found = _get_merged_dataset(data.dataset, model, data, training, "sft")
        yield "llamafactory", part, [(row["_prompt"][0]["content"], row["_response"][0]["content"]) for row in found]


def with_trl(folder: Path) -> Iterator[tuple[str, str, list[Any]]]:
    """Tokenize the rows with TRL's SFTTrainer, and decode the part that is not trained on and the part that is."""
    from datasets import load_dataset
    from transformers import LlamaConfig, LlamaForCausalLM
    from trl import SFTConfig, SFTTrainer

    tokenizer = byte_tokenizer()
    shape = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=8,
        intermediate_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        max_position_embeddings=65536,
    )
    for form in ("prompt-completion", "messages"):
        files = {part: str(folder / f"rows.{form}.{part}.jsonl") for part in ("train", "test")}
        found = load_dataset("json", data_files=files)
        settings = SFTConfig(
            output_dir=str(folder / "out"), use_cpu=True, bf16=False, report_to=[], max_length=None, packing=False
        )
        trainer = SFTTrainer(
            model=LlamaForCausalLM(shape),
            args=settings,
            train_dataset=found["train"],
            eval_dataset=found["test"],
            processing_class=tokenizer,
        )
        for part, rows in (("train", trainer.train_dataset), ("test", trainer.eval_dataset)):
            take_apart = masked if form == "prompt-completion" else marked
            yield form, part, [take_apart(tokenizer, row) for row in rows]


def with_axolotl(folder: Path) -> Iterator[tuple[str, str, list[Any]]]:
    """Tokenize the rows with axolotl, using the settings file of the export. Yields True for each correct row."""
    import yaml
    from axolotl.utils.data.sft import _load_raw_datasets
    from axolotl.utils.dict import DictDefault

    tokenizer = byte_tokenizer()
    written = yaml.safe_load((folder / "rows.axolotl.yaml").read_text(encoding="utf-8"))
    for part, section in (("train", "datasets"), ("test", "test_datasets")):
        with tempfile.TemporaryDirectory() as prepared:
            settings = DictDefault(
                written
                | {
                    "sequence_len": 65536,
                    "train_on_inputs": False,
                    "seed": 0,
                    "dataset_prepared_path": prepared,
                    "shuffle_merged_datasets": False,
                    "dataset_num_proc": 1,
                }
            )
            found, _ = _load_raw_datasets(settings, settings[section], tokenizer, part)
            rows = [dict(row) for row in found]
        expected = read_lines(folder / f"rows.axolotl.{part}.jsonl")
        assert len(rows) == len(expected)
        pairs = zip(rows, expected, strict=True)
        yield "axolotl", part, [is_alpaca_turn(tokenizer, row, wanted) for row, wanted in pairs]


def is_alpaca_turn(tokenizer: Any, row: dict[str, Any], wanted: Row) -> bool:
    """Whether the trained part is the output, and the rest contains instruction and input unchanged."""
    begin = next(place for place, label in enumerate(row["labels"]) if label != IGNORED)
    asked = tokenizer.decode(row["input_ids"][:begin])
    trained = tokenizer.decode(row["input_ids"][begin:]).removesuffix(tokenizer.eos_token)
    return trained == wanted["output"] and wanted["instruction"] in asked and wanted["input"] in asked


def byte_tokenizer() -> Any:
    """Create a tokenizer with one token per byte, so that decoding restores every text."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE({letter: number for number, letter in enumerate(letters)}, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    made.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<|bos|>", eos_token="<|eos|>", pad_token="<|pad|>", model_max_length=65536
    )
    tokenizer.chat_template = (
        "{% for message in messages %}<|bos|>{{ message['role'] }}:{{ message['content'] }}<|eos|>{% endfor %}"
    )
    return tokenizer


def masked(tokenizer: Any, row: dict[str, Any]) -> tuple[str, str]:
    """Return prompt and completion, separated by TRL's labels (before 1.0: its mask).

    The end token is trained on and removed here.
    """
    sides: tuple[list[int], list[int]] = ([], [])
    trained = row["completion_mask"] if "completion_mask" in row else [label != IGNORED for label in row["labels"]]
    for token, is_trained in zip(row["input_ids"], trained, strict=True):
        sides[bool(is_trained)].append(token)
    assert sides[1][-1] == tokenizer.eos_token_id
    return tokenizer.decode(sides[0]), tokenizer.decode(sides[1][:-1])


def marked(tokenizer: Any, row: dict[str, Any]) -> tuple[str, str]:
    """Return the two turns, separated by the chat template's markers."""
    user, assistant, _ = tokenizer.decode(row["input_ids"]).split("<|eos|>")
    return user.removeprefix("<|bos|>user:"), assistant.removeprefix("<|bos|>assistant:")


def three(row: dict[str, Any]) -> Row:
    """Return only instruction, input and output."""
    return {name: row[name] for name in ("instruction", "input", "output")}


def key(row: Row) -> str:
    """Sort key of a row."""
    return json.dumps(row, sort_keys=True)


def read_lines(path: Path) -> list[Row]:
    """Read JSON lines. Only a line feed ends a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


LOADERS: dict[str, Callable[[Path], Iterator[tuple[str, str, list[Any]]]]] = {
    "datasets": with_datasets,
    "llamafactory": with_llamafactory,
    "axolotl": with_axolotl,
    "trl": with_trl,
}

if __name__ == "__main__":
    verb, place = sys.argv[1], Path(sys.argv[2]).resolve()
    os.environ |= {"HF_HUB_OFFLINE": "1", "WANDB_DISABLED": "true", "HF_DATASETS_CACHE": str(place / "cache")}
    if verb == "make":
        make(place)
    else:
        sys.exit(1 if check(place) else 0)
