"""What the files of a project say: one small parser for each kind of file, text in, values out, never raising."""
