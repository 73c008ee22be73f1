"""What a Python program needs where it runs, beside its packages: in shapes that public repositories have."""

import pytest

from dockwright.refactor.reorder_install import reorder_install
from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import offers, refactored

APT = "RUN apt-get update && apt-get install -y {} && rm -rf /var/lib/apt/lists/*\n"
LEAN = APT.format("--no-install-recommends {}")
COPY_VENV = "WORKDIR /app\nENV PATH=/opt/venv/bin:$PATH\nCOPY --from=builder /opt/venv /opt/venv\n"
PIP = "WORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
BELOW = 'COPY . .\nCMD ["python", "app.py"]\n'


def runtime(text: str, files: dict[str, str]) -> str:
    """The last stage after the split, without its first line; or why there is none."""
    result, note = refactored(split_stages, text, files)
    return note if result == text else result.partition(" AS runtime\n")[2]


def pip(image: str, requirements: str, above: str = "", below: str = BELOW, **files: str) -> str:
    project = {"requirements.txt": requirements, "app.py": ""} | {k.replace("__", "."): v for k, v in files.items()}
    return runtime(f"FROM {image}\n{above}{PIP}{below}", project)


@pytest.mark.parametrize(
    ("requirements", "packages"),
    [
        pytest.param("uwsgi==2.0.30\n", "libxml2", id="uwsgi-is-compiled-with-xml"),
        pytest.param("lightgbm\n", "libgomp1", id="lightgbm-has-no-openmp-of-its-own"),
        pytest.param("opencv-python>=4\n", "libglib2.0-0 libsm6 libxext6", id="opencv"),
        pytest.param("Wand\n", "libmagickwand-6.q16-6", id="wand"),
        pytest.param("GitPython\n", "git", id="gitpython"),
        pytest.param("xhtml2pdf\n", "libcairo2", id="xhtml2pdf"),
    ],
)
def test_what_a_package_loads_comes_along(requirements: str, packages: str) -> None:
    assert pip("python:3.12-bookworm", requirements) == f"{LEAN.format(packages)}{COPY_VENV}{BELOW}"


def test_packages_named_on_the_command_line_count_too() -> None:
    text = 'FROM python:3.12-bookworm\nRUN pip install flask uwsgi\nCOPY app.py /\nCMD ["uwsgi", "--ini", "a.ini"]\n'
    assert runtime(text, {"app.py": ""}).startswith(LEAN.format("libxml2"))


@pytest.mark.parametrize(
    ("image", "requirements", "reason"),
    [
        (
            "python:3.12",
            "dlib==19.24\n",
            "which libraries of python:3.12 dlib is compiled against is not known",
        ),
        (
            "python:3.9-buster",
            "python-magic\n",
            "which library python-magic needs in python:3.9-buster is not known",
        ),
    ],
)
def test_unknown_libraries_are_in_the_way(image: str, requirements: str, reason: str) -> None:
    assert pip(image, requirements) == reason


def test_openmp_goes_with_the_compiler_of_a_slim_image() -> None:
    gcc = "RUN apt-get update && apt-get install -y --no-install-recommends gcc\n"
    assert pip("python:3.12-slim-bookworm", "lightgbm\nuwsgi\n", gcc).startswith(LEAN.format("libgomp1"))


def test_compiled_code_on_alpine_needs_the_runtime_of_the_compiler() -> None:
    tools = "RUN apk add --no-cache build-base gfortran libffi-dev openblas-dev\n"
    assert pip("python:3.12-alpine", "scipy\n", tools).startswith(
        "RUN apk add --no-cache openblas libstdc++ libgfortran\n"
    )
    virtual = "RUN apk add --no-cache --virtual .deps build-base\n"
    assert "apk" not in pip("python:3.12-alpine", "scipy\n", virtual)


def test_what_the_interpreter_needs_is_not_installed_again() -> None:
    tools = "RUN apt-get update && apt-get install -y build-essential libffi-dev libssl-dev\n"
    assert pip("python:3.12-slim-bookworm", "flask\n", tools) == f"{COPY_VENV}{BELOW}"


def test_what_apt_recommends_stays_where_it_was_wanted() -> None:
    """The fonts of graphviz, ghostscript for imagemagick, certificates for curl."""
    both = "RUN apt-get update && apt-get install -y {}graphviz libpq-dev gcc\n"
    assert pip("python:3.12-slim-bookworm", "x\n", both.format("")).startswith(APT.format("graphviz libpq5"))
    lean = both.format("--no-install-recommends ")
    assert pip("python:3.12-slim-bookworm", "x\n", lean).startswith(LEAN.format("graphviz libpq5"))


def test_git_stays_unless_a_requirement_comes_from_git() -> None:
    tools = "RUN apt-get update && apt-get install -y --no-install-recommends gcc git\n"
    assert pip("python:3.12-slim-bookworm", "flask\n", tools).startswith(LEAN.format("git"))
    from_git = "x @ git+https://example.org/x.git\n"
    assert pip("python:3.12-slim-bookworm", from_git, tools) == f"{COPY_VENV}{BELOW}"


def test_what_the_script_calls_that_is_started() -> None:
    below = 'COPY . .\nCMD ["./start.sh"]\n'
    script = "#!/bin/sh\nuntil curl -f db:80; do sleep 1; done\nps ax\nexec python app.py\n"
    assert pip("python:3.12-bookworm", "flask\n", "", below, start__sh=script).startswith(LEAN.format("curl procps"))


@pytest.mark.parametrize(
    ("start", "files", "reason"),
    [
        pytest.param(
            'CMD ["/usr/local/bin/python", "app.py"]',
            {},
            "CMD starts /usr/local/bin/python, which does not see a virtual environment",
            id="path-of-the-system",
        ),
        pytest.param(
            'CMD ["bash", "-lc", "gunicorn app:app"]',
            {},
            "CMD starts the program through a login shell, which sets PATH anew",
            id="login-shell",
        ),
        pytest.param(
            'ENTRYPOINT ["./start.sh"]',
            {"start.sh": "#!/bin/sh\nsudo -u app gunicorn app:app\n"},
            "start.sh starts the program through sudo, which sets PATH anew",
            id="sudo",
        ),
        pytest.param(
            "CMD cron && python app.py",
            {},
            "CMD starts the program through cron, which sets PATH anew",
            id="cron-in-front",
        ),
        pytest.param(
            'CMD ["/app/run.sh"]',
            {"run.sh": "#!/bin/sh\nservice cron start\npython app.py\n"},
            "run.sh starts the program through cron, which sets PATH anew",
            id="cron",
        ),
        pytest.param(
            'CMD ["supervisord", "-c", "supervisord.conf"]',
            {"supervisord.conf": "[program:x]\ncommand=/usr/local/bin/gunicorn app:app\n"},
            "supervisord.conf starts /usr/local/bin/gunicorn, which does not see a virtual environment",
            id="supervisor",
        ),
        pytest.param(
            'CMD ["./start.sh"]',
            {"start.sh": "#!/bin/sh\n# not poetry run\nexec poetry run gunicorn app:app\n"},
            "start.sh starts the program through a package manager",
            id="poetry-in-a-script",
        ),
    ],
)
def test_starts_past_the_environment(start: str, files: dict[str, str], reason: str) -> None:
    text = f"FROM python:3.12\n{PIP}COPY . .\n{start}\n"
    assert runtime(text, {"requirements.txt": "flask\n", "app.py": ""} | files) == reason


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (
            "RUN curl -L https://example.org/a.tgz | tar xz && ./configure && make && make install",
            "whether the program needs what `make install` puts into the system is not known",
        ),
        (
            "WORKDIR /app\nCOPY . .\nRUN python -m nltk.downloader punkt",
            "whether the program needs what `RUN python -m nltk.downloader punkt` does is not known",
        ),
    ],
)
def test_what_a_run_puts_elsewhere_is_in_the_way(run: str, reason: str) -> None:
    assert pip("python:3.12", "confluent-kafka\n", f"{run}\n") == reason


def test_a_clean_up_of_build_tools_stays_with_them() -> None:
    text = (
        "FROM python:3.12-alpine\nRUN apk add --no-cache --virtual .deps gcc musl-dev\n"
        f"{PIP}RUN apk del .deps\nCOPY . .\nCMD python app.py\n"
    )
    files = {"requirements.txt": "x\n", "app.py": ""}
    assert runtime(text, files) == f"{COPY_VENV}COPY . .\nCMD python app.py\n"


def test_folders_of_the_managers_do_not_go_on_the_path_of_the_last_stage() -> None:
    text = (
        "FROM python:3.12\nENV POETRY_HOME=/opt/poetry\nENV PATH=$POETRY_HOME/bin:$PATH\nWORKDIR /app\n"
        "COPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root\n" + BELOW
    )
    files = {"pyproject.toml": '[tool.poetry]\nname = "x"\n', "poetry.lock": "", "app.py": ""}
    assert runtime(text, files) == f"{COPY_VENV}{BELOW}"


def test_poetry_is_told_of_its_folder_too_late() -> None:
    text = (
        "FROM python:3.12\nRUN pip install poetry\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\n"
        "RUN poetry install --no-root\nCOPY . .\nRUN poetry config virtualenvs.in-project true\n"
        'CMD ["poetry", "run", "python", "app.py"]\n'
    )
    files = {"pyproject.toml": '[tool.poetry]\nname = "x"\n', "poetry.lock": "", "app.py": ""}
    assert runtime(text, files) == f'{COPY_VENV}COPY --from=builder /app ./\nCMD ["python", "app.py"]\n'


def test_only_the_project_itself_is_no_install_of_dependencies() -> None:
    text = (
        "FROM python:3.12\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root\n"
        "COPY . .\nRUN poetry install --only-root\nCMD python app.py\n"
    )
    files = {"pyproject.toml": '[tool.poetry]\nname = "x"\npackages = []\n', "poetry.lock": "", "app.py": ""}
    assert offers(reorder_install, text, files) == []


@pytest.mark.parametrize("path", ["/usr/local/bin:$PATH", "/app:/usr/bin:${PATH}", "/opt/tools/bin"])
def test_a_path_that_hides_the_environment(path: str) -> None:
    reason = "PATH is set so that the Python of the image comes before a virtual environment"
    assert pip("python:3.12", "flask\n", "", f"ENV PATH={path}\n{BELOW}") == reason
    files = {"requirements.txt": "flask\n", "app.py": ""}
    fine = f"ENV PATH=/app/bin:$PATH\n{BELOW}"
    assert runtime(f"FROM python:3.12\n{PIP}{fine}", files) == f"{COPY_VENV}{fine}"


def test_one_file_in_a_folder_of_the_system() -> None:
    text = (
        "FROM python:3.12\nWORKDIR /app\nCOPY requirements.txt .\nCOPY wait-for-it.sh /usr/local/bin/\n"
        "RUN pip install -r requirements.txt\n" + BELOW
    )
    result = runtime(text, {"requirements.txt": "flask\n", "app.py": "", "wait-for-it.sh": "#!/bin/sh\n"})
    assert "COPY --from=builder /usr/local/bin/wait-for-it.sh /usr/local/bin/wait-for-it.sh\n" in result
    assert "/usr/local/bin /usr/local/bin" not in result


@pytest.mark.parametrize(
    ("requirements", "options", "reason"),
    [
        ("--find-links=./wheels\nx\n", "", "requirements.txt looks for packages in the folder ./wheels"),
        ("-f wheels\nx\n", "", "requirements.txt looks for packages in the folder wheels"),
        ("x\n", " --no-index --find-links wheels", "pip looks for packages in the folder wheels"),
        ("-f https://example.org/wheels\nx\n", "", None),
    ],
)
def test_wheels_in_the_project_are_needed_by_the_install(requirements: str, options: str, reason: str | None) -> None:
    text = (
        f"FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install{options} -r requirements.txt\nCMD python app.py\n"
    )
    (offer,) = offers(reorder_install, text, {"requirements.txt": requirements, "app.py": "", "wheels/x.whl": ""})
    assert offer.disabled == reason


def test_pip_beside_another_manager_fills_the_same_environment() -> None:
    text = (
        "FROM python:3.12\nRUN pip install pipenv\nWORKDIR /app\nCOPY Pipfile Pipfile.lock ./\n"
        'RUN pipenv install --system --deploy\nRUN pip install gunicorn\nCOPY . .\nCMD ["gunicorn", "app:app"]\n'
    )
    result, _ = refactored(split_stages, text, {"Pipfile": "", "Pipfile.lock": "{}", "app.py": ""})
    assert result == (
        "FROM python:3.12 AS builder\nRUN pip install pipenv\nWORKDIR /app\nCOPY Pipfile Pipfile.lock ./\n"
        "RUN python -m venv /opt/venv\nENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH\n"
        f"RUN pipenv install --deploy\nRUN pip install gunicorn\n\nFROM python:3.12-slim AS runtime\n{COPY_VENV}"
        'COPY . .\nCMD ["gunicorn", "app:app"]\n'
    )


def test_what_a_lockfile_names_needs_its_libraries() -> None:
    """Of psycopg the C library is in another package, and who depends on GitPython does without git."""
    lock = "".join(f'[[package]]\nname = "{name}"\n' for name in ("uwsgi", "psycopg", "psycopg-binary", "gitpython"))
    text = (
        "FROM python:3.12-bookworm\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root\n"
        + BELOW
    )
    files = {"pyproject.toml": '[tool.poetry]\nname = "x"\n', "poetry.lock": lock, "app.py": ""}
    assert runtime(text, files) == f"{LEAN.format('libxml2')}{COPY_VENV}{BELOW}"


def test_an_image_to_test_in_keeps_all() -> None:
    text = f'FROM python:3.12\n{PIP}COPY . .\nCMD ["/wait-for.sh", "api:80", "pytest"]\n'
    assert offers(split_stages, text, {"requirements.txt": "pytest\n", "app.py": ""}) == []


def test_a_setting_in_the_old_form_is_not_found_twice() -> None:
    above = 'ENV APP_ENV production\nENV GREETING "good morning"\n'
    assert pip("python:3.12", "flask\n", above) == (
        f'ENV APP_ENV=production\nENV GREETING "good morning"\n{COPY_VENV}{BELOW}'
    )
