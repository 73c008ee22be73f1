# Go from a wheel, above Debian with compilers.
ARG BASE
FROM $BASE
COPY go/ /usr/local/go/
ENV GOROOT=/usr/local/go GOTOOLCHAIN=local GOPATH=/go PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN mkdir -p /go/src /go/bin && chmod -R 1777 /go
WORKDIR /go
CMD ["bash"]
