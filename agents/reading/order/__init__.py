"""Reading order."""
