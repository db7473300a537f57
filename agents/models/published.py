"""The shapes of the published checkpoints of profile `full`: enough of their configs to count what they take,
and to build models of their size with random weights. Facts of their config files, not their weights."""

from typing import Any

DEFAULTS = {
    "agents.models.detr_layout:DetrLayout": "cmarkea/detr-layout-detection",
    "agents.models.got_ocr:GotOcr": "stepfun-ai/GOT-OCR-2.0-hf",
    "agents.models.table_transformer:TableTransformer": "microsoft/table-transformer-structure-recognition",
    "agents.models.deplot:DePlot": "google/deplot",
}
"""What each backend loads where its profile names no checkpoint."""

_DETR: dict[str, Any] = {
    "d_model": 256,
    "encoder_layers": 6,
    "encoder_ffn_dim": 2048,
    "encoder_attention_heads": 8,
    "decoder_layers": 6,
    "decoder_ffn_dim": 2048,
    "decoder_attention_heads": 8,
    "use_timm_backbone": True,
    "use_pretrained_backbone": True,
    "backbone_config": None,
    "dilation": False,
}

CONFIGS: dict[str, dict[str, Any]] = {
    "cmarkea/detr-layout-detection": {
        **_DETR,
        "model_type": "detr",
        "backbone": "resnet50",
        "backbone_kwargs": {"in_chans": 3, "out_indices": [1, 2, 3, 4]},
        "num_queries": 100,
        "num_labels": 11,
    },
    "microsoft/table-transformer-structure-recognition": {
        **_DETR,
        "model_type": "table-transformer",
        "backbone": "resnet18",
        "backbone_kwargs": None,
        "num_queries": 125,
        "num_labels": 6,
    },
    "stepfun-ai/GOT-OCR-2.0-hf": {
        "model_type": "got_ocr2",
        "vision_config": {
            "hidden_size": 768,
            "num_hidden_layers": 12,
            "num_attention_heads": 12,
            "image_size": 1024,
            "patch_size": 16,
            "mlp_dim": 3072,
            "output_channels": 256,
        },
        "text_config": {
            "model_type": "qwen2",
            "vocab_size": 151860,
            "hidden_size": 1024,
            "intermediate_size": 2816,
            "num_hidden_layers": 24,
            "num_attention_heads": 16,
            "num_key_value_heads": 16,
        },
        "image_token_index": 151859,
        "image_seq_length": 576,
    },
    "google/deplot": {
        "model_type": "pix2struct",
        "vision_config": {
            "hidden_size": 768,
            "patch_embed_hidden_size": 768,
            "num_hidden_layers": 12,
            "num_attention_heads": 12,
            "d_kv": 64,
            "d_ff": 2048,
            "seq_len": 4096,
        },
        "text_config": {
            "vocab_size": 50244,
            "hidden_size": 768,
            "num_layers": 12,
            "num_heads": 12,
            "d_kv": 64,
            "d_ff": 2048,
        },
    },
}
