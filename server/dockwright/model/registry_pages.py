"""The web page of an image: where its registry shows it to people.

The addresses are those that the publishers' own documentation links to:
Docker Hub's `_` for official images and `r` for others; `mcr.microsoft.com/artifact/mar/windows/servercore/about` in
Microsoft's documentation of its base images; `gallery.ecr.aws/lambda/nodejs` in that of AWS Lambda;
`quay.io/repository/NAMESPACE/NAME` in the messages that Quay sends. `ghcr.io/OWNER/NAME` opened in a browser leads to
the package, whichever repository that belongs to, which the name does not tell.
Google's registries have no public page of an image.
"""

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
    if "/" not in path:
        return None
    match registry:
        case "ghcr.io":
            return f"https://ghcr.io/{path}"
        case "quay.io":
            return f"https://quay.io/repository/{path}"
        case "public.ecr.aws":
            return f"https://gallery.ecr.aws/{path}"
        case _:
            return None
