"""Which of several ignore files counts for a Dockerfile.

Docker knows `<Dockerfile>.dockerignore` and, without it, `.dockerignore` in the root of the context
(https://docs.docker.com/build/concepts/context/#dockerignore-files). Podman and Buildah read
`<Containerfile>.containerignore` and `.containerignore` before those. Which of the two will build is not
known: a file that is called Containerfile is taken to be Podman's, and where there is only
one ignore file, that one is meant.
"""

from dockwright.project.paths import ProjectPath

IGNORE_FILE = ProjectPath(".dockerignore")
_CONTAINER_IGNORE = ProjectPath(".containerignore")


def ignore_names(dockerfile: str) -> tuple[ProjectPath, ProjectPath]:
    """The names of ignore files, that which counts before the other; they are also endings of a Dockerfile's path."""
    name = dockerfile.replace("\\", "/").rpartition("/")[2]
    first, second = IGNORE_FILE, _CONTAINER_IGNORE
    return (second, first) if "containerfile" in name.lower() else (first, second)
