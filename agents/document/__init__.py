"""From the blocks of pages to a DoclingDocument in its envelope. Pure and deterministic."""
