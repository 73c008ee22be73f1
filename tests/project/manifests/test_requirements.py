"""requirements.txt."""

from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.manifests.requirements import (
    RequirementKind,
    RequirementLine,
    normalise_name,
    parse_requirements,
)

K = RequirementKind

TEXT = """\
# pinned by hand
Django[argon2]==5.0.4 ; python_version >= "3.10"  # web
psycopg2_binary==2.9.9 \\
    --hash=sha256:aaa \\
    --hash=sha256:bbb
-r base.txt
--constraint=constraints.txt
-e .[dev]
-e git+https://example.com/x.git#egg=My_Pkg
./libs/thing
wheels/other-1.0-py3-none-any.whl
requests @ https://example.com/requests.zip
local @ file:///srv/local
https://example.com/a.tar.gz#egg=a
--index-url https://example.com/simple
--no-binary :all:
name@no # space
"""


def test_what_is_read() -> None:
    assert parse_requirements(TEXT).lines == (
        RequirementLine(K.PACKAGE, 1, "django", "==5.0.4", hashed=False),
        RequirementLine(K.PACKAGE, 2, "psycopg2-binary", "==2.9.9", hashed=True),
        RequirementLine(K.INCLUDE, 5, None, "base.txt", hashed=False),
        RequirementLine(K.CONSTRAINT, 6, None, "constraints.txt", hashed=False),
        RequirementLine(K.EDITABLE, 7, None, ".", hashed=False),
        RequirementLine(K.EDITABLE, 8, "my-pkg", "git+https://example.com/x.git#egg=My_Pkg", hashed=False),
        RequirementLine(K.LOCAL, 9, None, "./libs/thing", hashed=False),
        RequirementLine(K.LOCAL, 10, None, "wheels/other-1.0-py3-none-any.whl", hashed=False),
        RequirementLine(K.URL, 11, "requests", "https://example.com/requests.zip", hashed=False),
        RequirementLine(K.LOCAL, 12, "local", "/srv/local", hashed=False),
        RequirementLine(K.URL, 13, "a", "https://example.com/a.tar.gz#egg=a", hashed=False),
        RequirementLine(K.OPTION, 14, None, "--index-url https://example.com/simple", hashed=False),
        RequirementLine(K.OPTION, 15, None, "--no-binary :all:", hashed=False),
        RequirementLine(K.URL, 16, "name", "no", hashed=False),
    )


def test_what_an_install_reads_along() -> None:
    requirements = parse_requirements(TEXT)
    assert requirements.includes == ("base.txt", "constraints.txt")
    assert requirements.local_paths == (".", "./libs/thing", "wheels/other-1.0-py3-none-any.whl", "/srv/local")
    assert requirements.names == {"django", "psycopg2-binary", "my-pkg", "requests", "local", "a", "name"}
    assert requirements.is_hashed
    assert not parse_requirements("a==1").is_hashed
    assert parse_requirements("--require-hashes\n").is_hashed


def test_short_options_may_touch_their_value() -> None:
    assert parse_requirements("-rbase.txt\n-c  c.txt").includes == ("base.txt", "c.txt")


def test_a_continuation_at_the_end_and_a_byte_order_mark() -> None:
    assert [line.value for line in parse_requirements("\ufeffa==1 \\").lines] == ["==1"]


def test_names_are_compared_as_pypi_does() -> None:
    assert normalise_name("My__Pkg.Name") == "my-pkg-name"


@given(st.text(alphabet="ab-=.#\\ @:/[]\r\n;", max_size=80))
def test_no_file_is_too_odd(text: str) -> None:
    for line in parse_requirements(text).lines:
        assert 0 <= line.line <= text.count("\n")
