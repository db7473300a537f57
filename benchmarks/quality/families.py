"""All families of documents: those that may be looked at, and those that are scored and nothing else."""

from benchmarks.quality.families_held_out import HELD_OUT
from benchmarks.quality.families_tuned import TUNED

FAMILIES = TUNED + HELD_OUT
