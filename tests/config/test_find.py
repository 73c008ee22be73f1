"""Which configuration a file has."""

from pathlib import Path

import pytest

from dockwright.config.find import exempted, find_config, load_config
from dockwright.config.model import Config, Exempt
from dockwright.rules.registry import rule_names


def found(folder: Path) -> tuple[str | None, Config]:
    result = find_config(folder, rule_names())
    return None if result.path is None else result.path.name, result.config._replace(folder=None)


def test_the_nearest_of_our_own_and_before_hadolint(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / ".hadolint.yaml").write_text("ignored: [DL3006]\n")
    assert found(inner) == (".hadolint.yaml", Config(ignore=("DL3006",)))
    (tmp_path / "pyproject.toml").write_text("[tool.dockwright]\nignore = ['DL3059']\n")
    assert found(inner) == ("pyproject.toml", Config(ignore=("DL3059",)))
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert found(inner) == ("pyproject.toml", Config(ignore=("DL3059",)))
    (tmp_path / "a" / ".dockwright.toml").write_text("targets = ['x']\n")
    assert found(inner) == (".dockwright.toml", Config(targets=("x",)))


def test_a_file_by_name(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("ignored: [DL3006]\n")
    loaded = load_config(path, rule_names())
    assert loaded is not None
    assert loaded.config == Config(ignore=("DL3006",), folder=str(tmp_path))
    assert load_config(tmp_path / "none.toml", rule_names()) is None


@pytest.mark.parametrize(
    ("path", "names"),
    [("legacy/a/Dockerfile", ("x", "y")), ("Dockerfile.dev", ("z",)), ("app/Dockerfile", ()), ("../Dockerfile", ())],
)
def test_patterns_are_those_of_a_gitignore(tmp_path: Path, path: str, names: tuple[str, ...]) -> None:
    exempt = (Exempt("legacy/", ("x",)), Exempt("legacy/**", ("y",)), Exempt("*.dev", ("z",)))
    config = Config(exempt=exempt, folder=str(tmp_path / "here"))
    assert exempted(config, Path(str(tmp_path / "here" / path)).resolve()) == names
