"""What happened to the paper of the held-out half: in a file of its own, so that nobody who mends the program
comes across it."""

from benchmarks.quality.scanner import Scan

HELD_OUT_SCANS = {
    "photocopy": Scan(dpi=240, blur_px=0.8, contrast=0.85, quality=75),
    "old copy": Scan(dpi=170, skew_degrees=1.7, blur_px=0.5, contrast=0.69, quality=70, grain=6.1, streaks=2),
    "copied sideways": Scan(dpi=240, blur_px=0.8, contrast=0.85, quality=75, quarter_turns=3),
    "copied upside down": Scan(dpi=240, blur_px=0.8, contrast=0.85, quality=75, quarter_turns=2),
}
