"""The script for machines with a GPU: silent about figures where there is none, and able to run."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
import torch

from benchmarks.gpu.__main__ import NONE, main
from benchmarks.gpu.measures import fitted


def test_without_a_gpu_it_says_so_and_gives_no_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    out = tmp_path / "gpu.json"
    assert main(["--out", str(out)]) == 0
    assert capsys.readouterr().out == NONE
    assert not out.exists()


def test_every_measure_runs_on_tiny_models_on_the_host(tmp_path: Path) -> None:
    out = tmp_path / "gpu.json"
    assert main(["--device", "cpu", "--tiny", "--out", str(out)]) == 0
    results: dict[str, Any] = json.loads(out.read_text())["results"]["tiny"]
    together = results.pop("together")["pipeline"]
    assert set(results) == {"layout", "ocr", "table", "chart"}
    for stage in results:
        assert together[stage]["items"] == 6, "of six pages each stage has one thing"
        assert together[stage]["pipeline_ms"] > 0
    for stage, told in results.items():
        assert all("failed" not in one for one in told.values() if isinstance(one, dict)), (stage, told)
        assert told["sameness"]["float32_apart"] < 1e-4, "the host is what the host is"
        assert told["sameness"]["float32_within"] is True
        assert [row["batch"] for row in told["rates"]["batches"]][:2] == [1, 2]
        assert told["fairness"]["ratio"] > 0


def test_the_fit_finds_what_a_call_costs_and_what_an_item_costs() -> None:
    a, c = fitted([(b, 0.6 + 0.1 * b) for b in (1, 2, 4, 8)])
    assert (a, c) == (pytest.approx(0.6), pytest.approx(0.1))
    assert math.isnan(fitted([(1, 1.0)])[0])
