"""`python -m benchmarks.report`: writes docs/benchmarks.md and its plots from benchmarks/results/."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from benchmarks.results import RESULTS, Measured, read, told
from benchmarks.sections import HEAD, SECTIONS, TARGETS_PROSE, Section
from benchmarks.tables import table
from benchmarks.targets import Figure, targets_table

DOCS = Path(__file__).parents[1] / "docs"
PLOTS = "benchmarks"
"""The folder of the plots, beside the document."""


def main() -> None:
    from benchmarks.plots import draw  # needs matplotlib, which the tests of the document do without

    measured = best([*read("quick", RESULTS), *read("full", RESULTS)])
    plots = draw(measured, DOCS / PLOTS)
    path = DOCS / "benchmarks.md"
    path.write_text(document(measured, plots), encoding="utf-8")
    print(f"{len(measured)} scenarios and {len(plots)} plots, written to {path}")


def best(contents: Iterable[Measured]) -> dict[str, Measured]:
    """By scenario, what a full run measured; of a quick run only where there is no full one."""
    chosen: dict[str, Measured] = {}
    for content in contents:
        held = chosen.get(content["scenario"])
        if held is None or held["mode"] == "quick" or content["mode"] == "full":
            chosen[content["scenario"]] = content
    return chosen


def document(measured: Mapping[str, Measured], plots: Collection[str]) -> str:
    """The whole Markdown. `plots`: scenarios of which one was drawn."""
    names = [*SECTIONS, *(name for name in measured if name not in SECTIONS)]
    parts = [HEAD, "## Targets", targets_table(_figures(measured)), TARGETS_PROSE]
    for name in names:
        section = SECTIONS.get(name) or Section(name.replace("_", " ").capitalize())
        parts += [f"## {section.title}", section.prose]
        content = measured.get(name)
        if content is None:
            parts.append(f"Not measured yet. {_again(name)}")
            continue
        parts += [content["says"], *_tables(section, content)]
        if section.plot and name in plots:
            parts.append(f"![{section.plot}]({PLOTS}/{name}.svg)")
        parts.append(f"{_origin(content)} {_again(name)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _figures(measured: Mapping[str, Measured]) -> dict[str, Figure]:
    return {
        name: Figure(value, content["scenario"], content["mode"])
        for content in measured.values()
        for name, value in content["figures"].items()
        if value is not None
    }


def _tables(section: Section, content: Measured) -> list[str]:
    chosen = (
        (columns, [row for row in content["rows"] if columns.wanted(row)]) for columns in section.tables
    )
    return [table(rows, columns.names) for columns, rows in chosen]


def _origin(content: Measured) -> str:
    before = content["load_average_before"][0]
    took = f" in {content['took_s']:.0f} s" if "took_s" in content else ""
    return (
        f"Measured {content['at'][:10]}{took} at commit `{content['commit'] or 'unknown'}`, mode "
        f"{content['mode']}, on {told(content['machine'])}; the load average was {before:.1f} when it began."
    )


def _again(name: str) -> str:
    return f"To measure it: `python -m benchmarks full {name}`."


if __name__ == "__main__":
    main()
