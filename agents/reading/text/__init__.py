"""Rows and paragraphs."""
