"""Diagnostics: one rule, one file; docs, examples and fix together."""
