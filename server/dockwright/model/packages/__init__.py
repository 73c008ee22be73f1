"""What RUN, CMD and ENTRYPOINT ask of package managers, build tools and the like, as typed facts.

Spans are relative to the instruction, as those of its nodes. Every fact is
derived once for a node and remembered by it.
"""

from dockwright.model.packages.builds import BuildStep, builds_of
from dockwright.model.packages.caches import cache_mounts, is_cached, is_mounted
from dockwright.model.packages.cleanups import Cleanup, cleaned_after, cleanups_of
from dockwright.model.packages.downloads import Download, downloads_of
from dockwright.model.packages.kinds import Family, Manager, Verb
from dockwright.model.packages.model import Package, PackageCommand
from dockwright.model.packages.options import Option
from dockwright.model.packages.read import package_commands, packages_of
from dockwright.model.packages.starts import StartFact, StartKind, start_of

__all__ = [
    "BuildStep",
    "Cleanup",
    "Download",
    "Family",
    "Manager",
    "Option",
    "Package",
    "PackageCommand",
    "StartFact",
    "StartKind",
    "Verb",
    "builds_of",
    "cache_mounts",
    "cleaned_after",
    "cleanups_of",
    "downloads_of",
    "is_cached",
    "is_mounted",
    "package_commands",
    "packages_of",
    "start_of",
]
