"""What a Python stage starts, and how it is started from the virtual environment."""

import re

from dockwright.analysis.ecosystems.model import Missing, Start
from dockwright.analysis.starts import started
from dockwright.model.packages.starts import start_of
from dockwright.model.stages import Stage
from dockwright.project.paths import ProjectPath, name
from dockwright.project.snapshot import Project
from dockwright.syntax.nodes import Cmd, Entrypoint, Placed
from dockwright.syntax.shell.nodes import ShellWord

_THROUGH = re.compile(r"\b(poetry|pipenv|uv|pdm)\s+run\b|\b(?:uvx|pipx)\s")
_NOT_A_PROGRAM = frozenset(
    {"ash", "bash", "sh", "zsh", "make", "mypy", "nox", "pytest", "ruff", "sleep", "tail", "tox", "pre-commit"}
)
_TESTERS = frozenset({"nox", "ptw", "pytest", "pytest-watch", "tox"})
_SYSTEM = ("/usr/local/bin/", "/usr/bin/")
_ALSO_SYSTEM = frozenset({"sh", "bash", "env", "tini", "dumb-init"})
_PAST_THE_ENVIRONMENT = re.compile(
    r"(?P<path>/usr(?:/local)?/bin/(?:python[\d.]*|pip[\d.]*|alembic|celery|daphne|django-admin|fastapi|flask|gunicorn"
    r"|hypercorn|streamlit|supervisord|uvicorn|uwsgi))(?![\w.-])"
    r"|(?P<login>(?<![\w/.-])(?:/bin/)?(?:ba|da|a|z|k)?sh\s+(?:-[a-z]*l[a-z]*|--login)(?![\w-])"
    r"|(?<![\w/.-])(?:su|runuser)\s+(?:-|-l|--login)(?![\w-]))"
    r"|(?P<sudo>(?<![\w/.-])sudo\s)"
    r"|(?P<cron>(?<![\w/.-])(?:crond|cron)\s+-|(?<![\w/.-])service\s+cron\s|/etc/init\.d/cron\s"
    r"|^\s*(?:exec\s+)?(?:/usr/sbin/)?crond?\s*(?:[&;]|$))",
    re.MULTILINE,
)
"""What starts a program without the PATH of the image, or by a path outside of a virtual environment."""
_COMMENT = re.compile(r"^[ \t]*[#;].*$", re.MULTILINE)
_SHEBANG = re.compile(r"#![ \t]*([^\n]*)")
_HARMLESS = frozenset({"--frozen", "--locked", "--no-dev", "--no-sync", "--no-project", "--no-cache"})


def python_start(stage: Stage, project: Project) -> Start | Missing | None:
    """The command in the place of one that goes through a manager (`poetry run gunicorn`); None if it may stay.

    Missing too where nothing is started that is a program.
    """
    for placed in (stage.last(Entrypoint), stage.last(Cmd)):
        if placed is None or placed.node.command is None:
            continue
        if _THROUGH.search(placed.node.text.replace('", "', " ").replace('","', " ").replace("', '", " ")):
            return _replacement(stage, placed)
    past = _past_the_environment(stage, project)
    if past is not None:
        return past
    for path in started_scripts(stage, project):
        if _THROUGH.search(_without_comments(project.read(path) or "")):
            return Missing(f"{path} starts the program through a package manager")
    start = started(stage)
    if start is None or not start.words:
        return None
    program = start.words[0]
    if program.startswith(_SYSTEM) and program.rpartition("/")[2] not in _ALSO_SYSTEM:
        return Missing(f"{program} is not where the program will be")
    folder, _, last = program.rpartition("/")
    if folder and "." not in last and not f"{folder}/".endswith("bin/"):
        return Missing(f"{program} is no Python program, so what it needs of the image is not known")
    return None


def is_program(stage: Stage) -> bool:
    """Whether the stage starts something that serves: no shell, no tests, and not what the base image starts."""
    placed = stage.last(Entrypoint) or stage.last(Cmd)
    if placed is None or placed.node.command is None:
        return False
    fact = start_of(placed.node.command)
    if fact is None or not _TESTERS.isdisjoint(word.value for word in fact.call.words):
        return False
    return fact.program not in _NOT_A_PROGRAM or bool(fact.arguments and fact.program in {"sh", "bash", "ash"})


def _replacement(stage: Stage, placed: Placed[Entrypoint] | Placed[Cmd]) -> Start | Missing:
    """The program behind `poetry run`, with its arguments."""
    start = started(stage)
    fact = start_of(placed.node.command) if placed.node.command is not None else None
    through = next((name for name in ("poetry", "pipenv", "uv") if name in placed.node.text), "a package manager")
    if start is None or start.placed.at != placed.at or fact is None or start.is_alone:
        return Missing(f"the program is started through {through} in a shell script")
    if start.own[0] not in {"poetry", "pipenv", "uv"} or start.own[1:2] != ("run",):
        return Missing(f"the program is started through {through}")
    words = list(start.own[2:])
    while words and words[0] in _HARMLESS:
        del words[0]
    if words[:1] == ["--"]:
        del words[0]
    if not words or words[0].startswith("-"):
        return Missing(f"what `{' '.join(start.own)}` starts is not known")
    if words[0].endswith(".py"):
        words.insert(0, "python")
    return Start(placed.at, (*start.init, *words))


def started_scripts(stage: Stage, project: Project) -> tuple[ProjectPath, ...]:
    """The files of the context that are called like a script which the stage starts, or like what supervisor reads."""
    names: set[str] = set()
    for placed in (stage.last(Entrypoint), stage.last(Cmd)):
        form = placed.node.command if placed is not None else None
        words: tuple[ShellWord, ...] = ()
        fact = start_of(form) if form is not None else None
        if fact is not None:
            words = fact.call.words
        first = words[:1] if words and "/" in words[0].value else ()
        files = {word.value.rpartition("/")[2] for word in words if word.value.endswith((".sh", ".conf"))}
        names |= files | {word.value.rpartition("/")[2] for word in first}
        if fact is not None and fact.program == "supervisord":
            names.add("supervisord.conf")
    return tuple(path for path in project.texts if name(path) in names and not path.endswith(".py"))


def _past_the_environment(stage: Stage, project: Project) -> Missing | None:
    """What is started so that it would not find the packages of a virtual environment."""
    texts = [
        (placed.node.keyword.raw.upper(), _plain(placed.node.rest.span.of(placed.node.text)))
        for placed in (stage.last(Entrypoint), stage.last(Cmd))
        if placed is not None
    ]
    scripts = ((path, project.read(path) or "") for path in started_scripts(stage, project))
    for where, text in (*texts, *scripts):
        shebang = _SHEBANG.match(text)
        found = _PAST_THE_ENVIRONMENT.search(f"{shebang[1] if shebang is not None else ''}\n{_without_comments(text)}")
        if found is None:
            continue
        if found["path"]:
            return Missing(f"{where} starts {found['path']}, which does not see a virtual environment")
        how = {"login": "a login shell", "sudo": "sudo", "cron": "cron"}[found.lastgroup or "cron"]
        return Missing(f"{where} starts the program through {how}, which sets PATH anew")
    return None


def _plain(text: str) -> str:
    """The text of an instruction, exec form as words after one another."""
    return re.sub(r"""["']\s*,\s*["']""", " ", text)


def _without_comments(text: str) -> str:
    return _COMMENT.sub("", text)
