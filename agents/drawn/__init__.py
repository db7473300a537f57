"""What a PDF itself says of a page: its words, and what is drawn around, under and beside them."""
