"""Charts as profile `full` reads them, by a tiny model that is loaded as the real one is."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from agents.models.deplot import DePlot
from agents.models.protocols import ChartData, Rgb, Unreadable


def test_numbers_of_rows_and_columns_reach_the_chart_model_whole(plot: Path) -> None:
    model: Any = DePlot(str(plot), precision="bfloat16", max_tokens=1)

    def note(_module: Any, inputs: Any) -> None:
        rows = inputs[0][0, :, 0].unique()
        assert rows.max() > 256, "else half as many bits would do"
        assert (rows.diff() == 1).all()
        raise EOFError("seen")  # more rows than the tiny model can tell apart

    model._model.encoder.embeddings.register_forward_pre_hook(note)
    with pytest.raises(EOFError, match="seen"):
        model.read([np.full((1600, 40, 3), 200, dtype=np.uint8)])


def test_charts_are_read_the_same_alone_and_together_and_without_a_font_from_the_network(
    plot: Path, images: list[Rgb], no_network: None
) -> None:
    """What is compared is the text that the model wrote: with random weights it is no table."""
    model: Any = DePlot(str(plot), max_tokens=16, max_patches=64, most=2)
    together = model._texts(images[:4])
    assert len(set(together)) > 2, "else nothing tells them apart"
    assert together == [model._texts([image])[0] for image in images[:4]]
    read = model.read(images)
    assert len(read) == len(images)
    assert all(isinstance(one, Unreadable | ChartData) for one in read)


def test_a_chart_ends_where_its_model_ends_it_or_where_it_must(plot: Path, images: list[Rgb]) -> None:
    model: Any = DePlot(str(plot), max_tokens=6, max_patches=64)
    made: list[int] = []
    inner = model._model.generate

    def generate(**options: Any) -> torch.Tensor:
        found = inner(**options)
        made.append(found.shape[1] - 1)  # less the token that begins every answer
        return found

    model._model.generate = generate
    favoured: list[int] = []

    def favour(_module: Any, _inputs: Any, logits: torch.Tensor) -> torch.Tensor:
        """One token wins over every other."""
        bias = torch.zeros(logits.shape[-1])
        bias[favoured[0]] = 1e9
        return logits + bias

    model._model.get_output_embeddings().register_forward_hook(favour)
    favoured[:] = [model._tokenizer.convert_tokens_to_ids("a")]
    assert model._texts(images[:1]) == ["aaaaaa"]
    favoured[:] = [model._tokenizer.eos_token_id]
    assert model.read(images[:1]) == [Unreadable("The chart model wrote no rows.")]
    assert made == [6, 1]
