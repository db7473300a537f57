"""Outlines for the tests of headings and of their levels."""

import math
from typing import Any

from agents.reading.headings.headline import Headline
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


def told(
    text: str,
    label: str = "section_header",
    size_pt: float = 10.0,
    *,
    bold: bool = False,
    styled: bool = False,
    over: bool | None = None,
    on_bar: bool = False,
) -> Headline:
    """A text of one line, and what its block says of it."""
    one = node(0, text, label)
    return Headline(one, label, size_pt, size_pt, math.inf, bold, styled, over=over, on_bar=on_bar)


def prose(says: str = "The ships came late that year and left early. " * 3) -> Headline:
    return told(says, "text")


def labels_of(*texts: Headline, origin: Origin = Origin.LAYER) -> list[str]:
    """The labels of these texts, which follow one another in one document."""
    outline = Outline()
    nodes = [node(number, str(one.node["text"]), one.label) for number, one in enumerate(texts)]
    for one, its in zip(texts, nodes, strict=True):
        outline.add(
            its,
            one.size_pt,
            one.height_pt,
            origin,
            one.bold,
            one.width_pt,
            over=one.over,
            styled=one.styled,
            on_bar=one.on_bar,
        )
    outline.settle()
    return [str(one["label"]) for one in nodes]
