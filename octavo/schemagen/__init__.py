"""The contracts as documents: JSON Schema of every event, AsyncAPI of every topic, and the rule of change.

`schemas/json/` holds what the classes say now: `python -m octavo.schemagen` writes it, a test fails where
it is stale. `schemas/json/v1/` holds what the last release of version 1 promised. It is a second copy on
purpose. Regenerating touches only the first, so a class that breaks the promise can be written out and
looked at, yet still fails against the second. Only `--release` moves the promise, and it refuses a break:
that takes a higher `Event.version`, which starts a promise of its own beside the old one.
"""
