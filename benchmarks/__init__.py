"""Measured claims: each scenario writes raw samples as JSON and figures for one table; none asserts."""
