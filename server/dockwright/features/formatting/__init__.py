"""Formatting: text in, minimal edits out; nothing here changes what is built.

A `RUN` keeps its words but, where its continuation lines are moved, not
its blanks; the builder compares commands by their text, so such a RUN is run once more.
"""
