"""The files that package managers read: one small parser for each, from text to values, never raising."""
