"""What happened to the paper of the held-out half: in a file of its own, so that nobody who mends the program
comes across it."""

from benchmarks.quality.scanner import Scan

HELD_OUT_SCANS = {
    "photocopy": Scan(dpi=240, blur_px=0.8, contrast=0.85, quality=75),
    "old copy": Scan(dpi=170, skew_degrees=1.7, blur_px=0.5, contrast=0.69, quality=70, grain=6.1, streaks=2),
    "copied sideways": Scan(dpi=240, blur_px=0.8, contrast=0.85, quality=75, quarter_turns=3),
    "copied upside down": Scan(dpi=240, blur_px=0.8, contrast=0.85, quality=75, quarter_turns=2),
    "office scanner": Scan(dpi=300, skew_degrees=0.2, blur_px=0.7, contrast=1.1, grain=2.5, quality=88),
    "sheet feeder": Scan(dpi=220, skew_degrees=0.4, blur_px=0.4, contrast=0.95, grain=3.0, quality=80),
    "archive": Scan(dpi=200, skew_degrees=1.0, blur_px=0.9, contrast=0.62, shade=0.22, grain=8.0, quality=62),
    "desk camera": Scan(
        dpi=185, skew_degrees=2.4, blur_px=0.6, contrast=0.9, shade=0.4, grain=5.0, quality=68
    ),
    "thrifty": Scan(dpi=155, skew_degrees=0.5, contrast=0.8, grain=7.0, dust=70, specks=0.001, quality=60),
    "fed sideways": Scan(dpi=220, skew_degrees=0.4, blur_px=0.4, grain=3.0, quality=80, quarter_turns=1),
    "fed upside down": Scan(
        dpi=220, skew_degrees=0.4, blur_px=0.4, grain=3.0, contrast=0.95, quality=80, quarter_turns=2
    ),
}
