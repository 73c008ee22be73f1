"""What curl and wget fetch."""

import pytest

from dockwright.model.packages import Download, downloads_of
from tests.model.packages.reading import run
from tests.support.marks import spans


def show(download: Download) -> str:
    """All that a download says but its URLs: `curl > file | bash executed fails`."""
    parts = [download.tool]
    if download.output is not None:
        parts.append(f"> {download.output}")
    if download.keeps_name:
        parts.append("> its name")
    if download.reader is not None:
        parts.append(f"| {download.reader.name}")
    parts += [
        text
        for text, holds in (
            ("executed", download.is_executed),
            ("fails", download.fails_on_error),
            ("trusting", download.trusts_anyone),
        )
        if holds
    ]
    return " ".join(parts)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("curl ⟦https://a/x⟧", ["curl"]),
        ("curl -fsSL -o /usr/bin/x ⟦https://a/x⟧", ["curl > /usr/bin/x fails"]),
        ("curl -fsSLo x ⟦https://a/x⟧", ["curl > x fails"]),
        ("curl --fail --output=x ⟦'https://a/x?b=c'⟧", ["curl > x fails"]),
        ("curl -fLO ⟦https://a/x⟧ -O ⟦https://a/y⟧", ["curl > its name fails"]),
        ("curl -H 'A: b' ⟦https://a/x⟧ > file", ["curl > file"]),
        ("curl -k ⟦$URL⟧ | tar xz", ["curl | tar trusting"]),
        ("curl -sL ⟦https://a/x⟧ | sudo -E bash -", ["curl | bash executed"]),
        ("curl -s ⟦https://a/x⟧ | sed s/a/b/ | sh -s -- --yes", ["curl | sh executed"]),
        ("curl -s ⟦https://a/x⟧ -o- | python3.12 -", ["curl | python3.12 executed"]),
        ('sh -c "$(curl -fsSL ⟦https://a/x⟧)"', ["curl | sh executed fails"]),
        ('eval "$(curl -fsSL ⟦https://a/x⟧)"', ["curl | eval executed fails"]),
        ("bash <(curl -fsSL ⟦https://a/x⟧)", ["curl | bash executed fails"]),
        ("curl ⟦https://a/x⟧ && bash x", ["curl"]),
        ("wget ⟦https://a/x⟧", ["wget > its name fails"]),
        ("wget -q -O x ⟦https://a/x⟧", ["wget > x fails"]),
        ("wget -qO- ⟦https://a/x⟧ | sh", ["wget | sh executed fails"]),
        ("wget -nv --no-check-certificate -P /tmp ⟦ftp://a/x⟧", ["wget > its name fails trusting"]),
        ("wget -O - ⟦https://a/x⟧ > y", ["wget > y fails"]),
        ("curl ⟦example.com⟧", ["curl"]),
        ("curl --version", ["curl"]),
        ("curl -s ⟦https://a⟧ -o a; wget -O b ⟦https://b⟧", ["curl > a", "wget > b fails"]),
        ("echo curl https://a", []),
    ],
)
def test_download(marked: str, expected: list[str]) -> None:
    text, urls = spans(f"RUN {marked}\n")
    found = downloads_of(run(text))
    assert [show(download) for download in found] == expected
    assert tuple(word.span for download in found for word in download.urls) == urls
