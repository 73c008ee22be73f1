"""Text as such: spans, edits, lines and changes; nothing here knows of Docker."""
