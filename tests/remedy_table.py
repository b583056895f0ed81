"""The table of remedies in docs/errors.md, from the data file. `python tests/remedy_table.py` writes it."""

from __future__ import annotations

from pathlib import Path

from selfinstruct.teachers.providers.known import general_rules, known_providers
from selfinstruct.teachers.providers.provider import Provider
from selfinstruct.teachers.remedies import Rule

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (DOCS / "errors.md", DOCS / "zh-CN" / "errors.md")
START, END = "<!-- table of remedies -->\n", "<!-- end of the table -->\n"
_HEAD = "| provider | status | code | words | remedy |\n|---|---|---|---|---|\n"


def render() -> str:
    """Return the rows of each provider, then the general ones, as a Markdown table."""
    providers = known_providers().by_name.values()
    own = [(name, rule) for provider in providers for name, rule in _own(provider)]
    return _HEAD + "".join(_row(name, rule) for name, rule in (*own, *(("any", rule) for rule in general_rules())))


def _own(provider: Provider) -> list[tuple[str, Rule]]:
    """Return the rules of a provider with its name, unless they are those of another one."""
    twins = [one.name for one in known_providers().by_name.values() if one.rules == provider.rules]
    return [(", ".join(twins), rule) for rule in provider.rules] if twins[0] == provider.name else []


def _row(name: str, rule: Rule) -> str:
    status = ", ".join(map(str, sorted(rule.status)))
    codes = ", ".join(f"`{code}`" for code in rule.codes)
    return f"| {name} | {status} | {codes} | {_words(rule)} | {rule.action}{f' ({rule.why})' if rule.why else ''} |\n"


def _words(rule: Rule) -> str:
    if rule.about:
        return rule.about
    said = f"`{rule.words.pattern}`" if rule.words else ""
    without = f"not `{rule.unless.pattern}`" if rule.unless else ""
    return ", ".join(filter(None, (said, without))).replace("|", "\\|")


def table_in(page: Path) -> str:
    """Return the table as a page has it."""
    return page.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]


def main() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        before, _, rest = text.partition(START)
        page.write_text(before + START + render() + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
