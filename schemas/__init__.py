"""Contracts every room shares: events, parts, codes, the result envelope, and what a stage agent is.

Imports nothing else of Octavo and opens no file, socket or model.
"""
