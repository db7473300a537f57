"""Table structure with a Table Transformer checkpoint."""

from collections.abc import Sequence

from agents.models.checkpoint import find
from agents.models.detector import ARCHITECTURES, Compile, Detector, Found
from agents.models.protocols import POINTS_PER_INCH, BackendError, TableCrop, TableGrid
from agents.models.published import DEFAULTS
from agents.models.table_structure import Strip, Structure, grid_of
from agents.models.torch_place import Precision, place
from schemas.events import ModelUsed
from schemas.geometry import Box

CHECKPOINT = DEFAULTS[f"{__name__}:TableTransformer"]
ROW, COLUMN, HEADER = "table row", "table column", "table column header"
SECTION, SPAN = "table projected row header", "table spanning cell"


class TableTransformer:
    """A TableModel on a checkpoint of transformers: a name on the hub that was fetched, or a folder.

    Cells have no text: it comes from the page's words or lines."""

    architectures = ARCHITECTURES

    def __init__(
        self,
        checkpoint: str = CHECKPOINT,
        revision: str | None = None,
        device: str = "auto",
        precision: Precision = "auto",
        min_score: float = 0.5,
        most: int = 32,
        compile: Compile = "off",
    ) -> None:
        """Raises BackendError."""
        found = find(checkpoint, revision)
        self._detector = Detector(found, place(device, precision), min_score, most, compile)
        lacking = sorted({ROW, COLUMN, HEADER, SPAN} - set(self._detector.labels.values()))
        if lacking:
            raise BackendError(
                f"{checkpoint} has no label {lacking[0]!r}: it finds tables, perhaps, but not their "
                f"structure; name another checkpoint, such as {CHECKPOINT}."
            )
        self.used = ModelUsed(
            name=checkpoint, version=found.version, backend=f"{__name__}:{type(self).__name__}"
        )

    def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]:
        found = self._detector([crop.image for crop in crops])
        return [grid_of(structure_of(ones, crop)) for ones, crop in zip(found, crops, strict=True)]


def structure_of(found: Sequence[Found], crop: TableCrop) -> Structure:
    boxes = [(one.label, _box(one, crop), one.score) for one in found]
    return Structure(
        rows=[Strip(box.y0, box.y1, score) for label, box, score in boxes if label == ROW],
        columns=[Strip(box.x0, box.x1, score) for label, box, score in boxes if label == COLUMN],
        headers=[box for label, box, _ in boxes if label == HEADER],
        sections=[box for label, box, _ in boxes if label == SECTION],
        spans=[(box, score) for label, box, score in boxes if label == SPAN],
    )


def _box(found: Found, crop: TableCrop) -> Box:
    """In points of the page."""
    left, top = crop.origin
    width, height = (crop.image.shape[axis] * POINTS_PER_INCH / crop.dpi for axis in (1, 0))
    x0, y0, x1, y1 = found.box
    return Box(left + x0 * width, top + y0 * height, left + x1 * width, top + y1 * height)
