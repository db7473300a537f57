"""`octavo view`: a document beside the pages it was read from, as one HTML file."""
