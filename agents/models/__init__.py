"""Model backends behind small protocols."""
