"""What Octavo reads right, beside what a user would take instead: `python -m benchmarks.quality`."""
