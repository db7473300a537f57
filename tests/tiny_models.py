"""Checkpoints of the four architectures of profile `full`, with a few thousand random weights each, saved as
the real ones are: what loads these loads those."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from agents.models.checkpoint import find
from agents.models.detector import Detector
from agents.models.protocols import Rgb
from agents.models.torch_place import place

Config = dict[str, Any]

_DETR: Config = {
    "d_model": 64,
    "decoder_attention_heads": 8,
    "decoder_ffn_dim": 64,
    "decoder_layers": 1,
    "encoder_attention_heads": 8,
    "encoder_ffn_dim": 64,
    "encoder_layers": 1,
    "num_queries": 12,
    "backbone_config": {
        "model_type": "timm_backbone",
        "backbone": "resnet18",
        "num_channels": 3,
        "out_indices": [1, 2, 3, 4],
        "use_pretrained_backbone": False,
        "freeze_batch_norm_2d": True,
    },
}
_GOT: Config = {
    "vision_config": {
        "hidden_size": 16,
        "output_channels": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "image_size": 64,
        "patch_size": 8,
        "mlp_dim": 32,
        "window_size": 4,
        "global_attn_indexes": [1],
        "initializer_range": 0.5,
    },
    "text_config": {
        "model_type": "qwen2",
        "hidden_size": 32,
        "intermediate_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "max_position_embeddings": 512,
        "initializer_range": 0.5,
    },
    "image_seq_length": 4,
}
_PLOT: Config = {
    "text_config": {
        "hidden_size": 32,
        "d_kv": 16,
        "d_ff": 32,
        "num_layers": 1,
        "num_heads": 2,
        "initializer_factor": 3.0,
    },
    "vision_config": {
        "hidden_size": 32,
        "patch_embed_hidden_size": 768,
        "d_ff": 32,
        "d_kv": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "seq_len": 256,
        "initializer_factor": 3.0,
    },
}
DOCLAYNET = (
    "Caption",
    "Footnote",
    "Formula",
    "List-item",
    "Page-footer",
    "Page-header",
    "Picture",
    "Section-header",
    "Table",
    "Text",
    "Title",
)
TABLE_PARTS = (
    "table",
    "table column",
    "table row",
    "table column header",
    "table projected row header",
    "table spanning cell",
)
LEGACY_BACKBONE = {
    "backbone": "resnet18",
    "backbone_config": None,
    "backbone_kwargs": {"in_chans": 3, "out_indices": [1, 2, 3, 4]},
    "use_timm_backbone": True,
    "use_pretrained_backbone": True,
    "dilation": False,
}
"""As the published checkpoints have it; their `backbone_kwargs` is this or null."""


def detr(
    folder: Path, labels: tuple[str, ...] = DOCLAYNET, sides: Any = None, config: Config | None = None
) -> Path:
    """A DetrForSegmentation, as cmarkea/detr-layout-detection is. `config`: of another size than tiny."""
    from transformers import DetrConfig, DetrForSegmentation

    torch.manual_seed(1)
    shape = DetrConfig.from_dict({**(config or _DETR), "id2label": dict(enumerate(labels))})
    return _saved(DetrForSegmentation(shape), folder, sides or {"shortest_edge": 96, "longest_edge": 160})


def table_transformer(folder: Path, sides: Any = None, config: Config | None = None) -> Path:
    """As microsoft/table-transformer-structure-recognition is; its processor names the longest side alone."""
    from transformers import TableTransformerConfig, TableTransformerForObjectDetection

    torch.manual_seed(1)
    shape = TableTransformerConfig.from_dict({**(config or _DETR), "id2label": dict(enumerate(TABLE_PARTS))})
    return _saved(TableTransformerForObjectDetection(shape), folder, sides or {"longest_edge": 160})


def make_legacy(folder: Path, kwargs: Any = LEGACY_BACKBONE["backbone_kwargs"]) -> Path:
    """Rewrites a detector's config as older versions of transformers wrote it."""
    path = folder / "config.json"
    config = json.loads(path.read_text())
    config |= {**LEGACY_BACKBONE, "backbone_kwargs": kwargs}
    path.write_text(json.dumps(config))
    return folder


Lesson = tuple[Rgb, str, tuple[float, float, float, float]]
"""An image; a label, and x0, y0, x1, y1 as shares of the image, of the one thing on it."""


def taught(folder: Path, lessons: Sequence[Lesson]) -> Path:
    """Rewrites the heads of a saved detector so that it finds what the lessons say on images like theirs.
    All its queries say the same: with random weights they hardly differ. Before `make_legacy`."""
    detector: Any = Detector(find(str(folder)), place("cpu"), min_score=0.0)
    model, numbers = detector._model, {name: number for number, name in detector.labels.items()}
    told: list[torch.Tensor] = []

    def note(_module: Any, given: tuple[torch.Tensor]) -> None:
        told.append(given[0][0])

    model.class_labels_classifier.register_forward_pre_hook(note)
    for image, _, _ in lessons:
        detector([image])
    each = len(told[0])
    with torch.no_grad():
        seen = torch.cat(told)
        classes = torch.tensor([numbers[label] for _, label, _ in lessons]).repeat_interleave(each)
        scores = 10.0 * torch.nn.functional.one_hot(classes, len(numbers) + 1)
        x0, y0, x1, y1 = torch.tensor([box for _, _, box in lessons]).repeat_interleave(each, 0).T
        places = torch.stack([(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0], 1)
        first, second, last = model.bbox_predictor.layers
        _fit(model.class_labels_classifier, seen, scores)
        _fit(last, second(first(seen).relu()).relu(), places.logit())
    heads = {"class_labels_classifier": model.class_labels_classifier, "bbox_predictor.layers.2": last}
    made = {
        f"{head}.{name}": one for head, layer in heads.items() for name, one in layer.state_dict().items()
    }
    weights = load_file(folder / "model.safetensors")
    for name in weights:
        weights[name] = made.get(name.removeprefix("detr."), weights[name])
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    return folder


def _fit(layer: Any, inputs: torch.Tensor, wanted: torch.Tensor) -> None:
    """Least squares, with a little against large weights."""
    ones = torch.cat([inputs, torch.ones(len(inputs), 1)], 1).double()
    ridge = 1e-7 * torch.eye(ones.shape[1], dtype=torch.float64)
    solved = torch.linalg.solve(ones.T @ ones + ridge, ones.T @ wanted.double()).float()
    layer.weight.data, layer.bias.data = solved[:-1].T.contiguous(), solved[-1].contiguous()


def got_ocr(folder: Path, config: Config | None = None) -> Path:
    """As stepfun-ai/GOT-OCR-2.0-hf is: a vision tower, a projector and a Qwen2."""
    from transformers import (
        GotOcr2Config,
        GotOcr2ForConditionalGeneration,
        GotOcr2ImageProcessor,
        GotOcr2Processor,
    )

    tokenizer = _tokenizer(("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<img>", "</img>", "<imgpad>"))
    vocabulary = {"vocab_size": len(tokenizer)}
    chosen = config or {**_GOT, "text_config": {**_GOT["text_config"], **vocabulary}}
    image_token = tokenizer.convert_tokens_to_ids("<imgpad>")
    torch.manual_seed(3)
    model = GotOcr2ForConditionalGeneration(
        GotOcr2Config.from_dict({**chosen, "image_token_index": image_token})
    )
    model.generation_config.eos_token_id = tokenizer.convert_tokens_to_ids("<|endoftext|>")
    model.save_pretrained(folder)
    side = chosen["vision_config"]["image_size"]
    processor = GotOcr2Processor(GotOcr2ImageProcessor(size={"height": side, "width": side}), tokenizer)
    processor.save_pretrained(folder)
    return folder


def deplot(folder: Path, config: Config | None = None) -> Path:
    """As google/deplot is: a Pix2Struct."""
    from transformers import (
        Pix2StructConfig,
        Pix2StructForConditionalGeneration,
        Pix2StructImageProcessor,
    )

    tokenizer = _tokenizer(("<pad>", "</s>", "<unk>", "<0x0A>"), words=["|", "a", "b", "1", "2"])
    chosen = config or {**_PLOT, "text_config": {**_PLOT["text_config"], "vocab_size": len(tokenizer)}}
    text = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0, **chosen["text_config"]}
    torch.manual_seed(4)
    shape = Pix2StructConfig.from_dict({**chosen, "text_config": text})
    Pix2StructForConditionalGeneration(shape).save_pretrained(folder)
    processor: Any = Pix2StructImageProcessor
    processor(is_vqa=True).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _saved(model: Any, folder: Path, size: Any) -> Path:
    """Random heads find nothing above a threshold and everything at once: these tell queries apart."""
    torch.manual_seed(2)
    for name, weight in model.named_parameters():
        if "class_labels_classifier" in name or "query_position" in name:
            torch.nn.init.normal_(weight, std=1.0)
    model.save_pretrained(folder)
    processor = {"size": size, "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
    (folder / "preprocessor_config.json").write_text(json.dumps(processor))
    return folder


def _tokenizer(special: tuple[str, ...], words: list[str] | None = None) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    known = [*special, *(words or ()), *letters]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys(known))}
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(
        tokenizer_object=inner,
        pad_token=special[0],
        eos_token=special[0] if "<pad>" not in special else "</s>",
        additional_special_tokens=[token for token in special if token.startswith(("<|", "<im", "</im"))],
    )
