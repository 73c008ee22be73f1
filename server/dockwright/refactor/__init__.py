"""Refactorings: edits that restructure a Dockerfile, offered cheaply and built on demand."""
