"""What needs a GPU: one script that runs where there is one, offline, and says so where there is none."""
