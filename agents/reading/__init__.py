"""From the parts of a page to its blocks as a person would read them. Pure and deterministic."""
