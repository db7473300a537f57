"""Headings and their levels."""
