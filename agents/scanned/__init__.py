"""What the pixels of a scan say of it: which way up it is, and how high, wide and bold its lines are."""
