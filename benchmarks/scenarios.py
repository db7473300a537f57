"""Every scenario by its name, in the order in which they run."""

from benchmarks.fairness import fairness
from benchmarks.flat import flat
from benchmarks.huge import huge
from benchmarks.lite import lite
from benchmarks.load import load
from benchmarks.mission import mission
from benchmarks.one_page import one_page
from benchmarks.processor import processor
from benchmarks.results import Scenario
from benchmarks.scaling import scaling

SCENARIOS: dict[str, Scenario] = {
    "mission": mission,
    "processor": processor,
    "fairness": fairness,
    "scaling": scaling,
    "flat": flat,
    "load": load,
    "lite": lite,
    "huge": huge,
    "one_page": one_page,
}
