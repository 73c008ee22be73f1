# Debian with compilers, git, curl and headers, as the full images of languages have below them.
ARG BASE
FROM $BASE
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential ca-certificates curl git libffi-dev libpq-dev libssl-dev pkg-config python3 wget zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
