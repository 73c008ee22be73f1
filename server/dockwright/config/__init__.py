"""Settings: their model and where they are read from."""
