# Debian's Rust, which is 1.63, above Debian with compilers.
ARG BASE
FROM $BASE
RUN apt-get update \
    && apt-get install -y --no-install-recommends cargo rustc \
    && rm -rf /var/lib/apt/lists/*
CMD ["bash"]
