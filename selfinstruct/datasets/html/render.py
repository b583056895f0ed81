"""Render an HTML page from the template, style and script of a package."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from plotly.offline import get_plotlyjs

_SHARED = "selfinstruct.datasets.html"

Figure = Mapping[str, Any]
"""The JSON data of a plotly figure: its traces in `data` and its `layout`, without a template for the colours."""


def render_page(
    package: str, figures: Mapping[str, Figure], tables: Mapping[str, Sequence[Any]], values: Mapping[str, Any]
) -> str:
    """Render the page of a package with `page.html.j2` (which extends `layout.html.j2`), `page.css` and `page.js`.

    The template places `figures` by name and uses `values`; the script reads `tables` by name. The page is
    self-contained and needs no network. All texts are escaped, so that no script in them can run.
    """
    data = {"charts": figures, **tables}
    return (
        _environment(package)
        .get_template("page.html.j2")
        .render(
            **values,
            charts=figures,
            data={name: script_json(value) for name, value in data.items()},
            css=_resource(_SHARED, "layout.css") + _resource(package, "page.css"),
            javascript=_resource(_SHARED, "layout.js") + _resource(package, "page.js"),
            plotly=get_plotlyjs(),
            program=version("selfinstruct"),
        )
    )


def script_json(value: Any) -> str:
    """Return JSON for a script element. No text in it can end the element or start a comment."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _environment(package: str) -> Environment:
    loader = ChoiceLoader([PackageLoader(package, "."), PackageLoader(_SHARED, ".")])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _resource(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
