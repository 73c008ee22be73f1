"""The split of Python stages: the environment and the source, in the shapes that people write."""

import pytest

from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import offers, refactored

PIP = {
    "requirements.txt": "flask==3.1\n-r requirements/db.txt\n-c constraints.txt\n",
    "requirements/db.txt": "psycopg2==2.9\n",
    "constraints.txt": "idna<4\n",
    "app.py": "",
    "manage.py": "",
}
POETRY = {
    "pyproject.toml": '[tool.poetry]\nname = "shop"\n\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
    "poetry.lock": "",
    "shop/__init__.py": "",
}
UV = {
    "pyproject.toml": '[project]\nname = "shop"\n\n[build-system]\nrequires = []\n',
    "uv.lock": "",
    "shop/__init__.py": "",
}
PIPENV = {"Pipfile": "", "Pipfile.lock": "{}", "app.py": ""}


@pytest.mark.parametrize(
    ("files", "before", "after", "note"),
    [
        pytest.param(
            PIP,
            """\
FROM python:3.12
ADD . /app
RUN cd /app && pip install -r requirements.txt && rm -rf /root/.cache
CMD cd /app && gunicorn -b :$PORT app:app
""",
            """\
FROM python:3.12 AS builder
ADD . /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN cd /app && pip install -r requirements.txt && rm -rf /root/.cache

FROM python:3.12-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app /app
CMD cd /app && gunicorn -b :$PORT app:app
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="chain-add-no-workdir",
        ),
        pytest.param(
            PIP,
            """\
# syntax=docker/dockerfile:1
# the base
FROM python:3.12-slim-bookworm

# unbuffered
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1
# system
RUN apt-get update && apt-get install -y gcc libpq-dev libcurl4-openssl-dev tzdata && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# manifests
COPY requirements.txt constraints.txt ./
COPY requirements ./requirements
# install
RUN pip install -r requirements.txt
# the source
COPY . .

# start
CMD ["python", "app.py"]
""",
            """\
# syntax=docker/dockerfile:1
# the base
FROM python:3.12-slim-bookworm AS builder

# unbuffered
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1
# system
RUN apt-get update && apt-get install -y gcc libpq-dev libcurl4-openssl-dev tzdata && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# manifests
COPY requirements.txt constraints.txt ./
COPY requirements ./requirements
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
# install
RUN pip install -r requirements.txt

FROM python:3.12-slim-bookworm AS runtime
# unbuffered
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 libcurl4 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv

# the source
COPY . .

# start
CMD ["python", "app.py"]
""",
            "check that the program needs no compiler at run time",
            id="headers-and-comments",
        ),
        pytest.param(
            PIP,
            """\
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN apt-get update && apt-get install -y build-essential libxml2-dev && pip install -r requirements.txt
COPY . .
RUN python manage.py collectstatic --noinput
CMD ["python", "app.py"]
""",
            """\
FROM python:3.12-slim AS builder
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN apt-get update && apt-get install -y build-essential libxml2-dev && pip install -r requirements.txt

FROM python:3.12-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libxml2 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY . .
RUN python manage.py collectstatic --noinput
CMD ["python", "app.py"]
""",
            "check that the program needs no compiler at run time",
            id="one-run-for-both",
        ),
        pytest.param(
            PIP,
            """\
ARG VERSION=3.12
FROM python:${VERSION}
ARG PORT=80
ENV PORT=$PORT
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY --chown=1000 . .
USER 1000
HEALTHCHECK CMD curl -f localhost:$PORT
CMD ["python", "app.py"]
""",
            """\
ARG VERSION=3.12
FROM python:${VERSION} AS builder
ARG PORT=80
ENV PORT=$PORT
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN pip install -r requirements.txt

FROM python:${VERSION}-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends curl libpq5 && rm -rf /var/lib/apt/lists/*
ARG PORT=80
ENV PORT=$PORT
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY --chown=1000 . .
USER 1000
HEALTHCHECK CMD curl -f localhost:$PORT
CMD ["python", "app.py"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="argument-in-the-tag",
        ),
        pytest.param(
            PIP,
            """\
from python:3.12
workdir /app
copy --chown=1000 . .
run pip install .
user 1000
cmd ["python", "app.py"]""",
            """\
from python:3.12 as builder
workdir /app
copy --chown=1000 . .
run python -m venv /opt/venv
env PATH=/opt/venv/bin:$PATH
run pip install .

from python:3.12-slim as runtime
workdir /app
env PATH=/opt/venv/bin:$PATH
copy --from=builder /opt/venv /opt/venv
copy --from=builder --chown=1000 /app ./
user 1000
cmd ["python", "app.py"]""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="chowned-source-above",
        ),
        pytest.param(
            PIP,
            """\
FROM python:3.12-alpine
RUN apk add --no-cache gcc musl-dev libffi-dev
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
""",
            """\
FROM python:3.12-alpine AS builder
RUN apk add --no-cache gcc musl-dev libffi-dev
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN pip install -r requirements.txt

FROM python:3.12-alpine AS runtime
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY . .
CMD ["python", "app.py"]
""",
            "check that the program needs no compiler at run time",
            id="alpine",
        ),
        pytest.param(
            PIP,
            """\
FROM python:3.12
WORKDIR /app
COPY . .
RUN <<EOF
pip install --upgrade pip
pip install -r requirements.txt
EOF
CMD ["python", "app.py"]
""",
            """\
FROM python:3.12 AS builder
WORKDIR /app
COPY . .
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN <<EOF
pip install --upgrade pip
pip install -r requirements.txt
EOF

FROM python:3.12-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app ./
CMD ["python", "app.py"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="here-document",
        ),
        pytest.param(
            PIP,
            """\
FROM python:3.12
RUN python -m venv /venv
ENV PATH="/venv/bin:$PATH"
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
""",
            """\
FROM python:3.12 AS builder
RUN python -m venv /venv
ENV PATH="/venv/bin:$PATH"
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt

FROM python:3.12-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
ENV PATH="/venv/bin:$PATH"
WORKDIR /app
COPY --from=builder /venv /venv
COPY . .
CMD ["python", "app.py"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="own-environment",
        ),
        pytest.param(
            PIP,
            """\
FROM python:3.12
COPY --from=ghcr.io/astral-sh/uv /uv /bin/uv
WORKDIR /app
COPY requirements.txt .
RUN uv pip install --system -r requirements.txt
COPY . .
CMD ["python", "app.py"]
""",
            """\
FROM python:3.12 AS builder
COPY --from=ghcr.io/astral-sh/uv /uv /bin/uv
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
RUN uv pip install --python /opt/venv/bin/python -r requirements.txt

FROM python:3.12-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY . .
CMD ["python", "app.py"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="uv-in-the-place-of-pip",
        ),
        pytest.param(
            PIP,
            """\
FROM python:3.12
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["python", "app.py"]
""",
            """\
FROM python:3.12 AS builder
WORKDIR /app
COPY . .
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN pip install -r requirements.txt

FROM python:3.12-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app ./
CMD ["python", "app.py"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="library-of-the-full-image",
        ),
        pytest.param(
            POETRY,
            """\
FROM python:3.12-slim
ENV POETRY_VERSION=2
RUN pip install poetry==$POETRY_VERSION && poetry config virtualenvs.create false
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --no-root
COPY . .
CMD ["poetry", "run", "gunicorn", "shop:app"]
""",
            """\
FROM python:3.12-slim AS builder
ENV POETRY_VERSION=2
RUN pip install poetry==$POETRY_VERSION && poetry config virtualenvs.create false
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv
RUN poetry install --without dev --no-root

FROM python:3.12-slim AS runtime
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY . .
CMD ["gunicorn", "shop:app"]
""",
            "development dependencies are left out: check that the program imports none; "
            "check that the program needs no compiler at run time",
            id="poetry",
        ),
        pytest.param(
            POETRY,
            """\
FROM python:3.12
ENV POETRY_VIRTUALENVS_IN_PROJECT=true
RUN pip install poetry
WORKDIR /app
COPY . .
RUN poetry install --only main
CMD [".venv/bin/gunicorn", "shop:app"]
""",
            """\
FROM python:3.12 AS builder
ENV POETRY_VIRTUALENVS_IN_PROJECT=true
RUN pip install poetry
WORKDIR /app
COPY . .
RUN poetry install --only main

FROM python:3.12-slim AS runtime
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH
COPY --from=builder /app ./
CMD [".venv/bin/gunicorn", "shop:app"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="poetry-in-project",
        ),
        pytest.param(
            UV,
            """\
FROM ghcr.io/astral-sh/uv:python3.12-bookworm
ENV UV_COMPILE_BYTECODE=1
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
ENV PATH="/app/.venv/bin:$PATH"
CMD ["uvicorn", "shop:app"]
""",
            """\
FROM ghcr.io/astral-sh/uv:python3.12-bookworm AS builder
ENV UV_COMPILE_BYTECODE=1
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked

FROM python:3.12-slim-bookworm AS runtime
WORKDIR /app
COPY --from=builder /app ./
ENV PATH="/app/.venv/bin:$PATH"
CMD ["uvicorn", "shop:app"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim-bookworm lacks",
            id="uv",
        ),
        pytest.param(
            PIPENV,
            """\
FROM python:3.12
RUN pip install pipenv
WORKDIR /app
COPY Pipfile* ./
RUN pipenv install --system --deploy
COPY . .
CMD ["pipenv", "run", "python", "app.py"]
""",
            """\
FROM python:3.12 AS builder
RUN pip install pipenv
WORKDIR /app
COPY Pipfile* ./
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv
RUN pipenv install --deploy

FROM python:3.12-slim AS runtime
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH
COPY --from=builder /opt/venv /opt/venv
COPY . .
CMD ["python", "app.py"]
""",
            "check that the program calls no git, curl or other program that python:3.12-slim lacks",
            id="pipenv",
        ),
    ],
)
def test_split(files: dict[str, str], before: str, after: str, note: str) -> None:
    assert refactored(split_stages, before, files) == (after, note)
    assert offers(split_stages, after, files) == []
    windows = refactored(split_stages, before.replace("\n", "\r\n"), files)
    assert windows == (after.replace("\n", "\r\n"), note)
