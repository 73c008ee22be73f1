"""One small module for each language: what installs, what builds, what runs."""
