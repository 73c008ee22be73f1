"""A server that answers with one word."""
