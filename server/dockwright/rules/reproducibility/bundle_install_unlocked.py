"""`bundle install` that may change the lockfile."""

from collections.abc import Iterator

from dockwright.analysis.locked_commands import is_for_linux, unlocked_bundler
from dockwright.analysis.safety import Safety
from dockwright.model.stages import Stage
from dockwright.project.snapshot import Project
from dockwright.rules.model import Finding, Fix, Severity, rule

_NOTE = "Gemfile.lock names no platform of Linux: run `bundle lock --add-platform x86_64-linux` first"


@rule(Severity.WARNING, on=Stage)
def bundle_install_unlocked(stage: Stage, project: Project) -> Iterator[Finding]:
    """`bundle install` may install other versions than Gemfile.lock says.

    If the Gemfile and the lockfile do not agree, bundler resolves anew and goes on. Frozen, or in
    deployment mode, it fails instead, and you learn of it before the image ships.

    ```ruby file=Gemfile
    gem "rack"
    ```

    ```text file=Gemfile.lock
    GEM
    ```

    ```dockerfile bad
    FROM ruby:3.3-slim
    WORKDIR /app
    COPY Gemfile Gemfile.lock ./
    RUN ⟦bundle install⟧ --jobs 4
    ```

    ```dockerfile fixed
    FROM ruby:3.3-slim
    WORKDIR /app
    COPY Gemfile Gemfile.lock ./
    RUN BUNDLE_FROZEN=1 bundle install --jobs 4
    ```

    ```dockerfile good
    FROM ruby:3.3-slim
    ENV BUNDLE_DEPLOYMENT=1
    WORKDIR /app
    COPY Gemfile Gemfile.lock ./
    RUN bundle install
    ```

    ```dockerfile good
    FROM ruby:3.3-slim
    WORKDIR /app
    COPY Gemfile Gemfile.lock ./
    RUN bundle config set --local frozen true && bundle install
    ```
    """
    for found in unlocked_bundler(stage, project):
        lock = next((text for path in project.find("Gemfile.lock") if (text := project.read(path)) is not None), "")
        safety, note = (Safety.SAFE, "") if is_for_linux(lock) else (Safety.UNSAFE, _NOTE)
        fixes = (Fix(found.title, found.edits, safety, note),) if found.edits else ()
        yield Finding(found.span, found.message, fixes)
