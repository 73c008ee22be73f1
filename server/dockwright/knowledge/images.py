"""All that is known of base images, in one place to import from.

The facts are those of SNAPSHOT_DATE, bundled with the package: nothing here asks a registry or a clock.
A repository is named as people write it (`ImageReference.repository`): `node`, `mcr.microsoft.com/dotnet/sdk`; a tag
of None means `latest`.
"""

from dockwright.knowledge.choices import most_used, recommended, same_version_variant, variants
from dockwright.knowledge.image_defaults import (
    Account,
    CompressedSize,
    EnvironmentVariable,
    ImageDefaults,
    compressed_size,
    defaults,
)
from dockwright.knowledge.lifetimes import Support, SupportStatus, supported, supported_system
from dockwright.knowledge.repositories import (
    Origin,
    Repository,
    TagFacts,
    canonical,
    is_known,
    libc,
    repositories,
    repository,
    retired_tags,
    system_of,
    tag_facts,
    tags,
)
from dockwright.knowledge.runtime_users import RuntimeUser, runtime_user
from dockwright.knowledge.snapshot import RECOMMENDED_DATE, SNAPSHOT_DATE
from dockwright.knowledge.systems import Libc, OperatingSystem
from dockwright.knowledge.tag_names import TagKind, TagShape, classify_tag, shape_of

__all__ = [
    "RECOMMENDED_DATE",
    "SNAPSHOT_DATE",
    "Account",
    "CompressedSize",
    "EnvironmentVariable",
    "ImageDefaults",
    "Libc",
    "OperatingSystem",
    "Origin",
    "Repository",
    "RuntimeUser",
    "Support",
    "SupportStatus",
    "TagFacts",
    "TagKind",
    "TagShape",
    "canonical",
    "classify_tag",
    "compressed_size",
    "defaults",
    "is_known",
    "libc",
    "most_used",
    "recommended",
    "repositories",
    "repository",
    "retired_tags",
    "runtime_user",
    "same_version_variant",
    "shape_of",
    "supported",
    "supported_system",
    "system_of",
    "tag_facts",
    "tags",
    "variants",
]
