# The slim image again: what it lacks is only documentation.
ARG BASE
FROM $BASE
