"""Outlines for the tests of headings and of their levels."""

from typing import Any

from agents.reading.headings.outline import Outline
from agents.reading.page import Origin


def node(number: int, text: str, label: str = "section_header") -> dict[str, Any]:
    return {"self_ref": f"#/texts/{number}", "label": label, "text": text}


def settled(
    *texts: tuple[str, float] | tuple[str, float, str], origin: Origin = Origin.LAYER
) -> list[tuple[str, int]]:
    """Labels and levels of texts in these sizes, one line each; 0 where there is no level."""
    outline = Outline()
    nodes: list[dict[str, Any]] = []
    for number, (text, size_pt, *label) in enumerate(texts):
        nodes.append(node(number, text, *label))
        outline.add(nodes[-1], size_pt, size_pt, origin)
    outline.settle()
    return [(one["label"], one.get("level", 0)) for one in nodes]
