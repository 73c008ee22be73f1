"""Ruby gems without a version."""

from collections.abc import Iterator

from dockwright.model.packages.kinds import Manager
from dockwright.model.stages import Stage
from dockwright.rules.model import Finding, Severity, rule
from dockwright.rules.unpinned import unpinned


@rule(Severity.INFO, on=Stage, aliases=("DL3028",))
def unpinned_gem(stage: Stage) -> Iterator[Finding]:
    """A gem has no version.

    Each build gets the newest version. Name the version, or keep the gem in a Gemfile with its lock.

    ```dockerfile bad
    FROM ruby:3.4
    RUN gem install ⟦bundler⟧
    ```

    ```dockerfile good
    FROM ruby:3.4
    RUN gem install bundler:2.6.2 && gem install rake -v 13.2.1 && bundle install
    ```
    """
    yield from unpinned(stage, frozenset({Manager.GEM}))
