"""From the parts of pages to a DoclingDocument: reading order, paragraphs, cells. Pure and deterministic."""
