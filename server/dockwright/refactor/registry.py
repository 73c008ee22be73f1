"""All refactorings there are, in the order in which an editor lists them."""

from functools import cache

from dockwright.refactor.add_cache_mount import add_cache_mount
from dockwright.refactor.add_user import add_user
from dockwright.refactor.dockerignore import dockerignore
from dockwright.refactor.extract_shared_stage import extract_shared_stage
from dockwright.refactor.heredoc_run import heredoc_run
from dockwright.refactor.join_update_install import join_update_install
from dockwright.refactor.model import Refactoring
from dockwright.refactor.reorder_install import reorder_install
from dockwright.refactor.secret_mount import secret_mount
from dockwright.refactor.split_stages import split_stages


@cache
def all_refactorings() -> tuple[Refactoring, ...]:
    """Every refactoring; the order is that of `production`: install first, then stages, then the context."""
    return (
        reorder_install,
        split_stages,
        dockerignore,
        secret_mount,
        join_update_install,
        add_cache_mount,
        add_user,
        heredoc_run,
        extract_shared_stage,
    )
