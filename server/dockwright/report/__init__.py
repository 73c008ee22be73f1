"""Findings written out: text, JSON and the formats of CI systems."""
