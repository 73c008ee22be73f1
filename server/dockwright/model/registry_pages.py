"""The web page of an image: where its registry shows it to people."""

from dockwright.model.references import DEFAULT_REGISTRY, ImageReference

_OFFICIAL = "library/"


def registry_page(reference: ImageReference) -> str | None:
    """The address of the page of the image's repository, None for a registry that has none that we know."""
    registry, path = reference.registry, reference.path
    if registry == DEFAULT_REGISTRY:
        if path.startswith(_OFFICIAL) and path.count("/") == 1:
            return f"https://hub.docker.com/_/{path.removeprefix(_OFFICIAL)}"
        return f"https://hub.docker.com/r/{path}" if path.count("/") == 1 else None
    if registry == "mcr.microsoft.com":
        return f"https://mcr.microsoft.com/artifact/mar/{path}/about"
    owner, _, name = path.partition("/")
    if not name:
        return None
    match registry:
        case "ghcr.io":
            # A package is shown at the repository that it is named after; its own name may have slashes.
            repository = name.partition("/")[0]
            return f"https://github.com/{owner}/{repository}/pkgs/container/{name.replace('/', '%2F')}"
        case "quay.io":
            return f"https://quay.io/repository/{path}"
        case "public.ecr.aws":
            return f"https://gallery.ecr.aws/{path}"
        case _:
            return None
