"""Tables: where they are, and their rows, columns and cells."""
