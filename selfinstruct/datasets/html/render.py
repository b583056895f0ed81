"""One HTML text that needs nothing else, out of a room's template, style and script, figures, rows and values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from plotly.graph_objects import Figure
from plotly.offline import get_plotlyjs

_SHARED = "selfinstruct.datasets.html"


def render_page(
    room: str, figures: Mapping[str, Figure], tables: Mapping[str, Sequence[Any]], values: Mapping[str, Any]
) -> str:
    """The page of a room: a package with `page.html.j2` (which extends `layout.html.j2`), `page.css` and `page.js`.

    Figures are drawn where the template asks for them by name, tables are what the script reads by name, and values
    are the template's. Texts are escaped wherever they stand; no script of theirs can run.
    """
    data = {"charts": {name: _plain(figure) for name, figure in figures.items()}, **tables}
    return (
        _environment(room)
        .get_template("page.html.j2")
        .render(
            **values,
            charts=figures,
            data={name: script_json(value) for name, value in data.items()},
            css=_shipped(_SHARED, "layout.css") + _shipped(room, "page.css"),
            javascript=_shipped(_SHARED, "layout.js") + _shipped(room, "page.js"),
            plotly=get_plotlyjs(),
            program=version("selfinstruct"),
        )
    )


def script_json(value: Any) -> str:
    """JSON inside a script element: no text in it may end the element or begin a comment."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _environment(room: str) -> Environment:
    loader = ChoiceLoader([PackageLoader(room, "."), PackageLoader(_SHARED, ".")])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _shipped(room: str, name: str) -> str:
    return files(room).joinpath(name).read_text(encoding="utf-8")


def _plain(figure: Figure) -> dict[str, Any]:
    """A figure without plotly's template: the page has colours of its own."""
    data: dict[str, Any] = figure.update_layout(template=None).to_plotly_json()
    return data
