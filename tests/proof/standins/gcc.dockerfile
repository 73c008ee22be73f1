# Debian's compilers, which are GCC 12.
ARG BASE
FROM $BASE
CMD ["bash"]
