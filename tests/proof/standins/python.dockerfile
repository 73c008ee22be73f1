# Debian's Python, which is 3.11 whatever the tag, under the names that the official image gives it.
ARG BASE
FROM $BASE
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates netbase python3 python3-dev python3-pip python3-venv tzdata \
    && rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED \
    && for name in python python3; do ln -s /usr/bin/python3 /usr/local/bin/$name; done \
    && for name in pip pip3; do ln -s /usr/bin/pip3 /usr/local/bin/$name; done
CMD ["python3"]
