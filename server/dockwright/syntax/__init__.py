"""The Dockerfile language: text to nodes, without loss and without raising."""
