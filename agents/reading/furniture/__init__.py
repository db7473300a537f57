"""What belongs to the page and not to its text."""
