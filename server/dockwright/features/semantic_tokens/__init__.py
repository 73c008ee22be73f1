"""Semantic tokens: what each piece of a Dockerfile is, down to the shell inside RUN."""
