"""What the labels of layout checkpoints are in the terms of the document: one table a label set."""

from collections.abc import Iterable, Mapping

from agents.models.protocols import BackendError
from schemas.labels import RegionLabel

DOCLAYNET = {
    "Caption": RegionLabel.CAPTION,
    "Footnote": RegionLabel.FOOTNOTE,
    "Formula": RegionLabel.FORMULA,
    "List-item": RegionLabel.LIST_ITEM,
    "Page-footer": RegionLabel.PAGE_FOOTER,
    "Page-header": RegionLabel.PAGE_HEADER,
    "Picture": RegionLabel.PICTURE,
    "Section-header": RegionLabel.SECTION_HEADER,
    "Table": RegionLabel.TABLE,
    "Text": RegionLabel.TEXT,
    "Title": RegionLabel.TITLE,
}
"""The eleven classes of DocLayNet (Pfitzmann et al., 2022), which cmarkea/detr-layout-detection has."""

TABLES = {"cmarkea/detr-layout-detection": DOCLAYNET}
"""By checkpoint. Others are held against DocLayNet's names."""


def label_table(
    checkpoint: str, labels: Iterable[str], given: Mapping[str, str] | None = None
) -> dict[str, RegionLabel]:
    """What each of the checkpoint's labels is; `given`, of the profile, comes first.

    Raises BackendError for a label that nothing names, since its regions would be lost."""
    known: dict[str, RegionLabel] = dict(TABLES.get(checkpoint, DOCLAYNET))
    for name, ours in (given or {}).items():
        if ours not in {label.value for label in RegionLabel}:
            raise BackendError(f"{ours!r} is no label of a region; choose one of {', '.join(RegionLabel)}.")
        known[name] = RegionLabel(ours)
    strange = sorted(set(labels) - set(known))
    if strange:
        raise BackendError(
            f"{checkpoint} has labels that nothing here knows: {', '.join(strange)}; name them in the "
            "profile's settings: labels = { theirs = 'text' }."
        )
    return {name: known[name] for name in labels}
