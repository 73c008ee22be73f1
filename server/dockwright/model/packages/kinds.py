"""The package managers, and what they can be asked to do."""

from enum import Enum


class Family(Enum):
    """What a package manager or build tool belongs to."""

    SYSTEM = "system"
    NODE = "Node.js"
    DENO = "Deno"
    PYTHON = "Python"
    GO = "Go"
    RUST = "Rust"
    JAVA = "Java"
    DOTNET = ".NET"
    RUBY = "Ruby"
    PHP = "PHP"
    ELIXIR = "Elixir"
    NATIVE = "C and C++"
    OTHER = "other"


class Manager(Enum):
    """A package manager; the value is what people call it.

    APT is apt, apt-get and aptitude; YUM, DNF, MICRODNF and TDNF are kept apart
    because their caches are. CONDA is conda, mamba and micromamba. UV has
    `uv pip` too. NPX is npx, bunx, pnpx and the like; UVX and PIPX the same for Python.
    """

    APT = "apt"
    APK = "apk"
    DNF = "dnf"
    YUM = "yum"
    MICRODNF = "microdnf"
    TDNF = "tdnf"
    ZYPPER = "zypper"
    PACMAN = "pacman"
    NPM = "npm"
    YARN = "yarn"
    PNPM = "pnpm"
    BUN = "bun"
    NPX = "npx"
    COREPACK = "corepack"
    DENO = "deno"
    PIP = "pip"
    PIPX = "pipx"
    PIPENV = "pipenv"
    POETRY = "poetry"
    PDM = "pdm"
    UV = "uv"
    UVX = "uvx"
    CONDA = "conda"
    GO = "go"
    CARGO = "cargo"
    MAVEN = "maven"
    GRADLE = "gradle"
    DOTNET = "dotnet"
    BUNDLER = "bundler"
    GEM = "gem"
    COMPOSER = "composer"
    MIX = "mix"

    @property
    def family(self) -> Family:
        """What it belongs to."""
        return _FAMILIES[self]

    @property
    def is_system(self) -> bool:
        """Whether it installs packages of the distribution."""
        return _FAMILIES[self] is Family.SYSTEM


class Verb(Enum):
    """What a command asks for, the same word for all managers.

    INSTALL_PROJECT: what the project's own manifest or lockfile names (`npm
    ci`, `pip install -r`, `dotnet restore`). INSTALL_PACKAGES: what the command names. DOWNLOAD: fetch without
    installing (`go mod download`, `cargo fetch`). BUILD: make something of the
    source. RUN_SCRIPT: a script of the project. EXECUTE: run a program that the
    manager provides (`npx`, `poetry run`). START: run the project itself. UPGRADE: newer versions of
    what is installed or locked. PRUNE: remove what production does not need.
    """

    INSTALL_PROJECT = "install project"
    INSTALL_PACKAGES = "install packages"
    DOWNLOAD = "download"
    BUILD = "build"
    RUN_SCRIPT = "run script"
    EXECUTE = "execute"
    START = "start"
    TEST = "test"
    UPDATE_INDEX = "update index"
    UPGRADE = "upgrade"
    REMOVE = "remove"
    PRUNE = "prune"
    CLEAN_CACHE = "clean cache"
    PUBLISH = "publish"
    CONFIGURE = "configure"
    OTHER = "other"


_FAMILIES = {
    Manager.APT: Family.SYSTEM,
    Manager.APK: Family.SYSTEM,
    Manager.DNF: Family.SYSTEM,
    Manager.YUM: Family.SYSTEM,
    Manager.MICRODNF: Family.SYSTEM,
    Manager.TDNF: Family.SYSTEM,
    Manager.ZYPPER: Family.SYSTEM,
    Manager.PACMAN: Family.SYSTEM,
    Manager.NPM: Family.NODE,
    Manager.YARN: Family.NODE,
    Manager.PNPM: Family.NODE,
    Manager.BUN: Family.NODE,
    Manager.NPX: Family.NODE,
    Manager.COREPACK: Family.NODE,
    Manager.DENO: Family.DENO,
    Manager.PIP: Family.PYTHON,
    Manager.PIPX: Family.PYTHON,
    Manager.PIPENV: Family.PYTHON,
    Manager.POETRY: Family.PYTHON,
    Manager.PDM: Family.PYTHON,
    Manager.UV: Family.PYTHON,
    Manager.UVX: Family.PYTHON,
    Manager.CONDA: Family.PYTHON,
    Manager.GO: Family.GO,
    Manager.CARGO: Family.RUST,
    Manager.MAVEN: Family.JAVA,
    Manager.GRADLE: Family.JAVA,
    Manager.DOTNET: Family.DOTNET,
    Manager.BUNDLER: Family.RUBY,
    Manager.GEM: Family.RUBY,
    Manager.COMPOSER: Family.PHP,
    Manager.MIX: Family.ELIXIR,
}
