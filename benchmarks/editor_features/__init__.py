"""The parts of `compare_editor_features.py`: places in real files, what is expected there, and servers."""
