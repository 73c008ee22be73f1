"""Inlay hints: what follows from a file, beside the text that it follows from."""
