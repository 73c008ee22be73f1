"""Shell text inside a Dockerfile, as far as commands and their words."""
