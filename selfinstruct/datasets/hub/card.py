"""Render the dataset card, the README.md of a repository on a hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huggingface_hub import DatasetCardData
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from selfinstruct.datasets.hub.destination import DEFAULT_BRANCH, Destination
from selfinstruct.datasets.hub.markdown import code, fenced, shortened
from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import FLAG_TEXTS
from selfinstruct.schema.hub import Hub
from selfinstruct.schema.price import money
from selfinstruct.schema.task import Task

_SIZES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B")
_TAGS = ["instruction-tuning"]
_TAGS_OF_RUN = ["synthetic", "self-instruct"]
_SPLIT = "train"


@dataclass(frozen=True, slots=True)
class Content:
    """The facts of a card.

    `statistics` is the content of `statistics.json`; `samples` has the first task of each of a few types. `memory` is
    the size in Arrow and `size` the download size, both in bytes. `stats`, `funnel` and `provenance` come from the run
    and are empty for a file.
    """

    statistics: Mapping[str, Any]
    samples: Mapping[str, Task]
    languages: Sequence[str]
    features: Sequence[Mapping[str, Any]]
    shards: int
    memory: int
    size: int
    stats: Mapping[str, Any]
    funnel: Mapping[str, Any]
    provenance: Mapping[str, Any]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.statistics["rows"])


def size_category(rows: int) -> str:
    """Return the Hub's size category for a number of rows. A boundary value belongs to the larger category."""
    powers = len(str(rows)) - 3  # 0 below a thousand, 1 below ten thousand
    return _SIZES[max(0, powers)]


def front_matter(content: Content, destination: Destination) -> str:
    """Return the card's YAML, without the enclosing lines."""
    languages = list(dict.fromkeys(code.partition("-")[0] for code in content.languages))
    tags = _provenance_tags(content)
    if languages != list(content.languages):
        tags["language_bcp47"] = list(content.languages)  # the Hub takes a script or region only here
    return DatasetCardData(
        language=languages,
        license=destination.license,
        pretty_name=destination.set_name,
        size_categories=[size_category(content.rows)],
        task_categories=["text-generation"],
        configs=[{"config_name": "default", "data_files": [{"split": _SPLIT, "path": _data_files(content)}]}],
        dataset_info=_dataset_info(content),
        **tags,
    ).to_yaml()


def _language_name(codes: Sequence[str]) -> str:
    """Return the English name of the language; "" if there are several."""
    return Language(codes[0]).english_name if len(codes) == 1 and codes[0] in list(Language) else ""


def card(content: Content, destination: Destination) -> str:
    """Return the complete README.md."""
    template = _environment().get_template("card.md.j2")
    return template.render(
        front_matter=front_matter(content, destination),
        title=destination.set_name,
        language=_language_name(content.languages),
        license=destination.license,
        loading=_loading(destination),
        rows=content.rows,
        statistics=content.statistics,
        samples=content.samples,
        flag_texts=FLAG_TEXTS,
        **(_story(content) if content.provenance else {"run": False, "offline": False, "with_input": False}),
    )


def _data_files(content: Content) -> str:
    """Return a pattern for these shards only: those of an earlier push may still exist, with a different count."""
    return f"data/{_SPLIT}-*-of-{content.shards:05}.parquet"


def _dataset_info(content: Content) -> dict[str, Any]:
    return {
        "features": list(content.features),
        "splits": [{"name": _SPLIT, "num_bytes": content.memory, "num_examples": content.rows}],
        "download_size": content.size,
        "dataset_size": content.memory,
    }


def _provenance_tags(content: Content) -> dict[str, Any]:
    """Return tags about the origin of the rows, which is unknown for a file.

    No list object is used twice, because YAML would add an anchor.
    """
    if not content.provenance:
        return {"tags": _TAGS}
    return {
        "annotations_creators": ["machine-generated"],
        "language_creators": ["machine-generated"],
        "source_datasets": ["original"],
        "tags": [*_TAGS, *_TAGS_OF_RUN],
    }


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("selfinstruct.datasets.hub", ""),
        autoescape=select_autoescape(),  # HTML only: this is Markdown, where texts of the rows are formatted as code
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(code=code, fenced=fenced, shortened=shortened, number=_number, percent=_percent)
    return environment


def _story(content: Content) -> dict[str, Any]:
    """Return the facts about the generation of a run's rows: settings, counts and cost."""
    stats, provenance = content.stats, content.provenance
    counts = {step["step"]: step["count"] for step in content.funnel["steps"]}
    offline = provenance["settings"].get("teacher") == "offline"
    return {
        "run": True,
        "offline": offline,
        "stats": stats,
        "provenance": provenance,
        "settings": provenance["settings"],
        "with_input": provenance["settings"].get("dedup_on") == DedupOn.INSTRUCTION_AND_INPUT,
        "texts": counts["texts in the answers"],
        "accepted": counts["unlike all others: accepted"],
        "cost": _cost(stats, offline),
    }


def _cost(stats: Mapping[str, Any], offline: bool) -> str:
    cost = stats.get("cost")
    if offline and not cost:
        return "none"
    return "unknown" if cost is None else code(money(cost, stats.get("currency") or ""))


def _loading(destination: Destination) -> str:
    """Return the code that loads the dataset. The repository name has been checked and needs no escaping."""
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
