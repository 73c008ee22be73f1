"""hadolint's configuration in our terms."""

from dockwright.config.hadolint import read_hadolint
from dockwright.config.model import Config, Labels, Options


def test_everything() -> None:
    text = """\
# ours
failure-threshold: warning
ignored:
  - DL3008
  - SC1091 # a comment
override:
  error: [DL3015]
  style:
    - DL3020
label-schema:
  author: text
  created: rfc3339
  odd: colour
strict-labels: true
trustedRegistries:
  - docker.io
  - "*.example.com"
"""
    assert read_hadolint(text) == Config(
        ignore=("DL3008", "SC1091"),
        severity=(("DL3015", "error"), ("DL3020", "hint")),
        fail_on="warning",
        options=Options(
            Labels((("author", "text"), ("created", "rfc3339"), ("odd", "text")), strict=True),
            ("docker.io", "*.example.com"),
        ),
    )


def test_no_fail() -> None:
    assert read_hadolint("no-fail: true\n") == Config(fail_on="off")


def test_one_trusted_registry_needs_no_list() -> None:
    assert read_hadolint("trustedRegistries: docker.io\n") == Config(options=Options(trusted_registries=("docker.io",)))


def test_whatever_else_it_is() -> None:
    for text in ("", "- a\n- b\n", "ignored: 7\noverride: []\nlabel-schema: x\n", "{", "\0"):
        assert read_hadolint(text) == Config()
