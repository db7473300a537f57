"""What a model takes in memory, from its config alone. Pure: no weights and no torch.

Parameters are counted from the layers' shapes, to within a percent. Activations are an estimate: the largest
tensors that are alive at once while one item passes, in inference, where what is behind is let go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Config = Mapping[str, Any]

_RESNETS = {
    "resnet18": (11.2e6, 512),
    "resnet34": (21.3e6, 512),
    "resnet50": (23.5e6, 2048),
    "resnet101": (42.5e6, 2048),
}
"""Parameters, and channels of the last layer."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """`activation_numbers`: alive at once for each item of a batch."""

    parameters: int
    activation_numbers: int

    def weights_bytes(self, itemsize: int) -> int:
        return self.parameters * itemsize


def footprint(config: Config, shape: tuple[int, int] = (1088, 832)) -> Footprint:
    """`shape`: the padded image of a detector; the others see every image in one size. Raises KeyError for a
    model type that is none of the four."""
    count = {
        "detr": _detr,
        "table-transformer": _detr,
        "got_ocr2": _got_ocr,
        "pix2struct": _pix2struct,
    }[config["model_type"]]
    return count(config, shape)


def _detr(config: Config, shape: tuple[int, int]) -> Footprint:
    backbone = (config.get("backbone_config") or {}).get("backbone") or config.get("backbone") or "resnet50"
    trunk, channels = _RESNETS[backbone]
    d = config.get("d_model", 256)
    attention = 4 * (d * d + d)

    def layers(side: str, attentions: int) -> int:
        ffn = config.get(f"{side}_ffn_dim", 2048)
        one = attentions * attention + 2 * d * ffn + d + ffn + 2 * d * (attentions + 1)
        return config.get(f"{side}_layers", 6) * one

    labels = len(config.get("id2label") or range(config.get("num_labels", 91)))
    heads = d * (labels + 2) + 2 * (d * d + d) + 4 * d + config.get("num_queries", 100) * d
    parameters = trunk + channels * d + d + layers("encoder", 1) + layers("decoder", 2) + heads
    # The stem at half the size with 64 channels, and three tensors of the first stage, a quarter, with 256.
    pixels = shape[0] * shape[1]
    wide = 256 if channels == 2048 else 64
    return Footprint(round(parameters), round(pixels * (3 + 64 / 4 + 3 * wide / 16)))


def _got_ocr(config: Config, _: tuple[int, int]) -> Footprint:
    vision, text = config["vision_config"], config["text_config"]
    v, layers = vision.get("hidden_size", 768), vision.get("num_hidden_layers", 12)
    side = vision.get("image_size", 1024) // vision.get("patch_size", 16)
    out = vision.get("output_channels", 256)
    tower = layers * (4 * v * v + 2 * v * vision.get("mlp_dim", 3072)) + side * side * v
    tower += 3 * vision.get("patch_size", 16) ** 2 * v + v * out + 9 * out * out
    t = text["hidden_size"]
    projector = 9 * (out * 2 * out + 2 * out * 4 * out) + 4 * out * t
    parameters = tower + projector + _decoder(text)
    # Global attention in the tower writes its matrix out, and once more with the places in it.
    heads = vision.get("num_attention_heads", 12)
    tokens = side * side
    read = (tokens // 16 + 2048) * 2 * text["num_hidden_layers"] * t  # keys and values of an answer
    return Footprint(round(parameters), 2 * heads * tokens * tokens + read)


def _decoder(text: Config) -> float:
    """Qwen2, whose output layer is its embedding."""
    t, heads = text["hidden_size"], text["num_attention_heads"]
    shared = text.get("num_key_value_heads", heads) / heads
    layer = 2 * t * t * (1 + shared) + 3 * t * text["intermediate_size"]
    return text["num_hidden_layers"] * layer + text["vocab_size"] * t


def _pix2struct(config: Config, _: tuple[int, int]) -> Footprint:
    vision, text = config["vision_config"], config["text_config"]
    v, heads = vision.get("hidden_size", 768), vision.get("num_attention_heads", 12)
    inner = heads * vision.get("d_kv", 64)
    encoder = vision.get("num_hidden_layers", 12) * (4 * v * inner + 3 * v * vision.get("d_ff", 2048))
    encoder += vision.get("patch_embed_hidden_size", 768) * v + 2 * vision.get("seq_len", 4096) * v
    t = text.get("hidden_size", 768)
    t_inner = text.get("num_heads", 12) * text.get("d_kv", 64)
    decoder = text.get("num_layers", 12) * (8 * t * t_inner + 3 * t * text.get("d_ff", 2048))
    words = 2 * text.get("vocab_size", 50244) * t
    patches = 2048
    return Footprint(round(encoder + decoder + words), 2 * heads * patches * patches)
