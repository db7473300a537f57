"""Items with a mark before them or a number behind: lists, clauses, glossaries, contents."""
