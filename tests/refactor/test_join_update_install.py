"""The update in the RUN that installs."""

import pytest

from dockwright.refactor.join_update_install import join_update_install
from tests.refactor.cases import offers, refactored


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "FROM debian:13\n# lists\nRUN apt-get update\n\n# tools\nRUN apt-get install -y a \\\n  b\n",
            "FROM debian:13\n# lists\n\n# tools\nRUN apt-get update && apt-get install -y a \\\n  b\n",
            id="plain",
        ),
        pytest.param(
            "from debian:13\r\nrun apt-get -qq update \\\r\n  # why\r\n  && apt-get upgrade -y\r\nenv A=1\r\n"
            "run set -eux; apt-get install -y a; b",
            "from debian:13\r\nenv A=1\r\nrun set -eux; apt-get -qq update \\\r\n  # why\r\n  && apt-get upgrade -y; "
            "apt-get install -y a; b",
            id="continued-crlf-set",
        ),
    ],
)
def test_joined(before: str, after: str) -> None:
    assert refactored(join_update_install, before, None) == (after, "")
    assert offers(join_update_install, after, None) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("RUN apt-get update\nRUN <<EOF\napt-get install -y a\nEOF\n", "one of the two is a here-document"),
        ('RUN apt-get update\nRUN ["apt-get", "install", "-y", "a"]\n', "one of the two is in the exec form"),
        ("RUN --network=host apt-get update\nRUN apt-get install -y a\n", "the flags of the two differ"),
        (
            "RUN apt-get update; apt-get update\nRUN apt-get install -y a\n",
            "whether the update must succeed is not clear",
        ),
        ("RUN apt-get update\nRUN apt-get install -y a || b\n", "the RUN that installs goes on when a command fails"),
    ],
)
def test_what_is_in_the_way(text: str, reason: str) -> None:
    (offer,) = offers(join_update_install, f"FROM debian:13\n{text}", None)
    assert offer.disabled == reason


@pytest.mark.parametrize(
    "text",
    [
        "RUN apt-get update\n",
        "RUN apt-get update && apt-get install -y a\nRUN apt-get install -y b\n",
        "RUN apt-get update\nCOPY a /etc/apt/\nRUN apt-get install -y a\n",
        "RUN apt-get update\nRUN apt-get update && apt-get install -y a\n",
        "RUN apk update\nRUN apk add a\n",
    ],
)
def test_silent(text: str) -> None:
    assert offers(join_update_install, f"FROM debian:13\n{text}", None) == []
