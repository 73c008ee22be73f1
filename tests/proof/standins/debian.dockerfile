# Debian without documentation, its apt set to keep no caches, as in the official image.
FROM scratch
ADD rootfs.tar /
# The empty files are where a machine's own settings of package clients appear while something is built, and only then.
RUN touch /etc/pip.conf && mkdir -p /usr/local/etc && touch /usr/local/etc/npmrc /usr/local/etc/certificates.pem
COPY no-caches.conf /etc/apt/apt.conf.d/
CMD ["bash"]
