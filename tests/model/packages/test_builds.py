"""Steps that build."""

import pytest

from dockwright.model.packages import BuildStep, builds_of
from tests.model.packages.reading import run, values
from tests.support.marks import spans


def show(step: BuildStep) -> str:
    """All that a step says but its span: `go build -> /bin/x from ./cmd in api`."""
    parts = [step.family.name, step.tool, step.task]
    if step.output is not None:
        parts.append(f"-> {step.output.value}")
    if step.inputs:
        parts.append(f"from {values(step.inputs)}")
    if step.directory != "":
        parts.append(f"in {step.directory}")
    if step.package is not None:
        parts.append("by its manager")
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("⟦npm run build⟧", "NODE npm build by its manager"),
        ("⟦npm run build:prod⟧", "NODE npm build:prod by its manager"),
        ("⟦npm run client-build⟧", "NODE npm client-build by its manager"),
        ("⟦yarn build --mode production⟧", "NODE yarn build by its manager"),
        ("⟦pnpm --filter web build⟧", "NODE pnpm build by its manager"),
        ("npx ⟦tsc -p . --outDir dist⟧", "NODE tsc -> dist from"),
        ("⟦node_modules/.bin/tsc --outDir=dist⟧", "NODE tsc -> dist"),
        ("yarn ⟦vite build --outDir out⟧", "NODE vite build -> out"),
        ("npm exec -- ⟦next build⟧", "NODE next build"),
        ("npx ⟦webpack@5 --mode production -o dist⟧", "NODE webpack -> dist"),
        ("NODE_OPTIONS=--x npx ⟦ng build --output-path=out⟧", "NODE ng build -> out"),
        ("⟦bun build ./index.ts --outfile app⟧", "NODE bun build -> app from ./index.ts by its manager"),
        (
            "cd api && CGO_ENABLED=0 ⟦go build -o /bin/x ./cmd/x⟧",
            "GO go build -> /bin/x from ./cmd/x in api by its manager",
        ),
        ("⟦go install ./...⟧", "GO go install from ./... by its manager"),
        ("⟦cargo build --release --target-dir /t⟧", "RUST cargo build -> /t by its manager"),
        ("⟦mvn -B clean package⟧", "JAVA mvn package by its manager"),
        ("⟦./gradlew clean bootJar⟧", "JAVA gradlew bootJar by its manager"),
        ("⟦dotnet publish A.csproj -c Release -o /app⟧", "DOTNET dotnet publish -> /app from A.csproj by its manager"),
        ("⟦pip wheel -w /wheels .⟧", "PYTHON pip wheel -> /wheels from . by its manager"),
        ("⟦python setup.py bdist_wheel -d out⟧", "PYTHON setup.py bdist_wheel -> out"),
        ("⟦python -m build --outdir out⟧", "PYTHON -m build -> out"),
        ("poetry run ⟦python manage.py collectstatic --noinput⟧", "PYTHON manage.py collectstatic"),
        ("⟦composer dump-autoload -o⟧", "PHP composer dump-autoload by its manager"),
        ("bundle exec ⟦rake assets:precompile⟧", "RUBY rake assets:precompile"),
        ("⟦mix release⟧", "ELIXIR mix release by its manager"),
        ("⟦make -j $(nproc) -C src CC=gcc all⟧", "NATIVE make all in src"),
        ("⟦make -j4⟧", "NATIVE make"),
        ("⟦cmake --build build --target app⟧", "NATIVE cmake in build"),
        ("⟦gcc-13 -O2 -Iinc -o app a.c b.c -lm⟧", "NATIVE gcc-13 -> app from a.c b.c"),
        ("⟦javac -d out -cp lib A.java⟧", "JAVA javac -> out from A.java"),
        ("⟦hugo --minify -d public⟧", "GO hugo -> public"),
    ],
)
def test_build(marked: str, expected: str) -> None:
    text, expected_spans = spans(f"RUN {marked}\n")
    found = builds_of(run(text))
    assert [show(step) for step in found] == [expected.removesuffix(" from")]
    assert tuple(step.span for step in found) == expected_spans


@pytest.mark.parametrize(
    "line",
    [
        "npm ci",
        "npm run lint",
        "npm run rebuild-cache",
        "npm test",
        "npx tsc --noEmit",
        "npx vite --version",
        "make clean",
        "make --version",
        "make -n all",
        "cmake -S . -B build",
        "gcc --version",
        "gcc",
        "go test ./...",
        "go mod download",
        "cargo fetch",
        "mvn dependency:go-offline",
        "dotnet restore",
        "pip install -r requirements.txt",
        "python app.py",
        "python",
        "echo make",
    ],
)
def test_no_build(line: str) -> None:
    assert builds_of(run(line)) == ()


def test_steps_come_in_order() -> None:
    node = run("RUN npm ci && npm run build && cd api \\\n && go generate ./... && go build -o /srv .\n")
    assert [show(step) for step in builds_of(node)] == [
        "NODE npm build by its manager",
        "GO go build -> /srv from . in api by its manager",
    ]
    assert builds_of(node) is builds_of(node)
