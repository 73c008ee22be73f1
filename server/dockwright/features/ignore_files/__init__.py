"""The features for a `.dockerignore`."""
