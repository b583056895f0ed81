"""The dataset card, README.md on a hub: what a reader must know before loading the rows. Facts in, Markdown out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huggingface_hub import DatasetCardData
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from selfinstruct.publishing.destination import DEFAULT_BRANCH, Destination, Hub
from selfinstruct.publishing.markdown import code, fenced, shortened
from selfinstruct.tasks import Task

_SIZES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B")
_TAGS = ["instruction-tuning"]
_TAGS_OF_RUN = ["synthetic", "self-instruct"]
SPLIT = "train"
DATA_FILES = f"data/{SPLIT}-*.parquet"


@dataclass(frozen=True, slots=True)
class Content:
    """What a card tells of. `stats` and `provenance` are empty for a file; sizes are bytes, in memory and to load."""

    figures: Mapping[str, Any]
    samples: Sequence[Task]
    languages: Sequence[str]
    features: Sequence[Mapping[str, Any]]
    memory: int
    size: int
    stats: Mapping[str, Any]
    provenance: Mapping[str, Any]

    @property
    def rows(self) -> int:
        """How many there are."""
        return int(self.figures["rows"])


def size_category(rows: int) -> str:
    """The Hub's name for a number of rows; a border belongs to the larger one."""
    powers = len(str(rows)) - 3  # 0 below a thousand, 1 below ten thousand
    return _SIZES[max(0, powers)]


def front_matter(content: Content, destination: Destination) -> str:
    """The card's YAML, without the lines around it."""
    creators = ["machine-generated"] if content.provenance else None  # who wrote the rows of a file is not known
    split = {"name": SPLIT, "num_bytes": content.memory, "num_examples": content.rows}
    info = {
        "features": list(content.features),
        "splits": [split],
        "download_size": content.size,
        "dataset_size": content.memory,
    }
    return DatasetCardData(
        language=list(content.languages),
        license=destination.license,
        pretty_name=destination.set_name,
        size_categories=[size_category(content.rows)],
        task_categories=["text-generation"],
        annotations_creators=creators,
        language_creators=creators,
        source_datasets=["original"] if creators else None,
        tags=[*_TAGS, *_TAGS_OF_RUN] if creators else _TAGS,
        configs=[{"config_name": "default", "data_files": [{"split": SPLIT, "path": DATA_FILES}]}],
        dataset_info=info,
    ).to_yaml()


def card(content: Content, destination: Destination) -> str:
    """The whole README.md."""
    environment = Environment(
        loader=PackageLoader("selfinstruct.publishing", ""),
        autoescape=select_autoescape(),  # for HTML only: this is Markdown, and foreign text comes as code
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(code=code, fenced=fenced, shortened=shortened, number=_number, percent=_percent)
    stats, provenance = content.stats, content.provenance
    return environment.get_template("card.md.j2").render(
        front_matter=front_matter(content, destination),
        title=destination.set_name,
        rows=content.rows,
        figures=content.figures,
        samples=content.samples,
        stats=stats,
        judged=stats["accepted"] + sum(stats["rejected"].values()) if stats else 0,
        cost=_cost(stats.get("cost"), offline=_is_offline(provenance)),
        run=bool(stats),
        offline=_is_offline(provenance),
        provenance=provenance,
        settings=provenance.get("settings", {}),
        license=destination.license,
        loading=_loading(destination),
    )


def _is_offline(provenance: Mapping[str, Any]) -> bool:
    return bool(provenance) and provenance["settings"].get("teacher") == "offline"


def _cost(cost: object, offline: bool) -> str:
    if offline:
        return "none"
    return "not known, as no prices were given" if cost is None else code(json.dumps(cost))


def _loading(destination: Destination) -> str:
    """How to load it; the repository's name is checked, so it needs no quoting."""
    branch = "" if destination.revision == DEFAULT_BRANCH[destination.hub] else f', revision="{destination.revision}"'
    if destination.hub is Hub.MODELSCOPE:
        lines = ["from modelscope import MsDataset", f'dataset = MsDataset.load("{destination.repo}", split="train"']
        branch = branch.replace("revision", "version")
    else:
        lines = ["from datasets import load_dataset", f'dataset = load_dataset("{destination.repo}", split="train"']
    return fenced(f"{lines[0]}\n\n{lines[1]}{branch})", "python")


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _percent(part: int, whole: int) -> str:
    return f"{part / max(whole, 1):.1%}"
