"""pyproject.toml."""

from dockwright.project.manifests.pyproject import PyProject, parse_pyproject

STANDARD = """\
[project]
name = "shop"
requires-python = ">=3.11,<4"
dependencies = ["Django>=5", "psycopg[binary] ; sys_platform == 'linux'"]
readme = "README.md"
[project.optional-dependencies]
dev = ["pytest"]
[project.scripts]
shop = "shop:main"
[dependency-groups]
lint = ["ruff", {include-group = "dev"}]
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[tool.uv.sources]
lib = {path = "../lib"}
other = {git = "https://example.com/x.git"}
"""

POETRY = """\
[tool.poetry]
name = "shop"
package-mode = false
[tool.poetry.dependencies]
python = "^3.11"
flask = "^3"
lib = {path = "./lib", develop = true}
[tool.poetry.group.dev.dependencies]
pytest = "*"
"""


def parsed(text: str) -> PyProject:
    project = parse_pyproject(text)
    assert project is not None
    return project


def test_the_standard_tables() -> None:
    project = parsed(STANDARD)
    assert project == PyProject(
        name="shop",
        requires_python=">=3.11,<4",
        dependencies=("Django>=5", "psycopg[binary] ; sys_platform == 'linux'"),
        groups={"dev": ("pytest",), "lint": ("ruff",)},
        scripts={"shop": "shop:main"},
        build_backend="hatchling.build",
        build_requires=("hatchling",),
        tools=frozenset({"uv"}),
        poetry_python=None,
        local_paths=("../lib",),
        readme="README.md",
        is_package=True,
        has_dev_group=False,
    )
    assert project.names == {"django", "psycopg"}


def test_the_tables_of_poetry() -> None:
    project = parsed(POETRY)
    assert (project.name, project.poetry_python, project.dependencies) == ("shop", "^3.11", ("flask", "lib"))
    assert (project.groups, project.local_paths, project.is_package) == ({"dev": ("pytest",)}, ("./lib",), False)


def test_what_makes_a_project_a_package() -> None:
    assert not parsed('[project]\nname = "x"\n').is_package
    assert parsed('[tool.poetry]\nname = "x"\n').is_package
    assert parsed("[tool.uv]\npackage = true\n").is_package
    assert not parsed("[tool.uv]\npackage = false\n[build-system]\n").is_package


def test_a_broken_file_is_none() -> None:
    assert parse_pyproject("[project\n") is None
    assert parsed("project = 1\n").name is None
