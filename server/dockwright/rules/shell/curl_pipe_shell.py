"""Scripts that run as they come from the network."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.model.packages.downloads import downloads_of
from dockwright.model.stages import Stage
from dockwright.rules.composer_installer import from_image
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import posix_runs

_SAME = "Check that the program works with the newest Composer 2, unless a version is named."
_NOT_CODE = frozenset({"-c", "-e", "-m", "-n", "-ne", "-pe", "-p"})
_SHELLS = frozenset({"ash", "bash", "dash", "ksh", "sh", "zsh"})


@rule(Severity.WARNING, on=Stage, aliases=("DF021",))
def curl_pipe_shell(stage: Stage) -> Iterator[Finding]:
    r"""A script from the network runs unseen.

    What the server sends on the day of the build runs as root, and nothing tells what it was. The next build
    may get another script. Download a fixed version, check it against a known checksum, then run it.

    ```dockerfile bad
    FROM debian:13
    RUN curl -fsSL https://example.com/install.sh | ⟦bash⟧ -s -- --yes
    RUN ⟦sh⟧ -c "$(curl -fsSL https://example.com/install.sh)"
    RUN wget -qO- https://example.com/get.py | ⟦python3⟧ -
    ```

    ```dockerfile bad
    FROM debian:13
    RUN <<EOF
    curl -fsSL https://example.com/install.sh | ⟦sh⟧
    EOF
    ```

    Composer comes from its image:

    ```dockerfile bad
    FROM php:8.4-cli
    RUN curl -sS https://getcomposer.org/installer | ⟦php⟧ -- --install-dir=/usr/local/bin --filename=composer
    ```

    ```dockerfile fixed
    FROM php:8.4-cli
    COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
    ```

    ```dockerfile good
    FROM debian:13
    ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d \
        https://example.com/install.sh /tmp/
    RUN sh /tmp/install.sh
    RUN curl -fsSL https://example.com/releases.json | python3 -c "import json, sys; print(json.load(sys.stdin)[0])"
    ```
    """
    for run in posix_runs(stage):
        for download in downloads_of(run.node):
            reader = download.reader
            if not download.is_executed or reader is None or not reader.words:
                continue
            if reader.name not in _SHELLS and any(word.value in _NOT_CODE for word in reader.arguments):
                continue
            message = f"What {download.tool} fetches runs unseen: check it against a known checksum first"
            edit = from_image(run)
            fixes = (Fix("Copy Composer from its image", (edit,), Safety.UNSAFE, _SAME),) if edit is not None else ()
            yield Finding(run.place(reader.words[0].span), message, fixes)
