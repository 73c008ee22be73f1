"""Licence expressions."""

import pytest

from dockwright.knowledge.licenses import is_licence


@pytest.mark.parametrize(
    "text",
    [
        "MIT",
        "apache-2.0",
        "GPL-2.0+",
        "MIT OR Apache-2.0",
        "(MIT OR BSD-3-Clause) AND GPL-2.0-only WITH Classpath-exception-2.0",
        "LicenseRef-Ours",
    ],
)
def test_expressions(text: str) -> None:
    assert is_licence(text)


@pytest.mark.parametrize(
    "text",
    ["", "Proprietary", "MIT or Apache-2.0", "MIT Apache-2.0", "(MIT", "MIT)", "MIT OR", "MIT WITH", "MIT WITH x"],
)
def test_no_expressions(text: str) -> None:
    assert not is_licence(text)
