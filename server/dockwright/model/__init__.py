"""The meaning of one Dockerfile: stages, scopes, references and the facts derived from them."""
