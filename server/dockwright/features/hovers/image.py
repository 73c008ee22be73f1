"""A base image: what the bundled facts say of it."""

from collections.abc import Iterator

from dockwright.features.hovers.copied import readable
from dockwright.features.hovers.model import Cursor, Hover
from dockwright.knowledge import images
from dockwright.knowledge.images import Support, SupportStatus
from dockwright.model.references import ImageReference


def image_hover(cursor: Cursor) -> Iterator[Hover]:
    """The image whose name is under the cursor, in FROM or `COPY --from`."""
    facts = cursor.snapshot.facts
    for stage in facts.stages:
        span = stage.image_span
        if span is not None and stage.reference is not None and span.holds(cursor.offset):
            yield Hover(image_prose(stage.reference), span)
    for use in facts.uses:
        if use.image is not None and use.span.holds(cursor.offset) and use.placed.node.name != "FROM":
            yield Hover(image_prose(use.image), use.span)


def image_prose(reference: ImageReference) -> str:
    """What is known of an image: its release line, system, defaults and size."""
    lines = [f"Image **{reference.text}**"]
    repository = images.repository(reference.repository)
    if repository is None:
        where = reference.registry or "docker.io"
        lines.append(f"From {where}; nothing is known of it here.")
        return "\n\n".join(lines)
    if repository.is_deprecated:
        lines.append(f"**Deprecated**{f': {repository.deprecation}' if repository.deprecation else ''}.")
    if reference.digest is None or reference.tag is not None:
        lines.extend(_of_tag(reference))
    lines.append(f"[{repository.name}]({repository.url}), as of {images.SNAPSHOT_DATE}.")
    return "\n\n".join(lines)


def _of_tag(reference: ImageReference) -> Iterator[str]:
    status = images.supported(reference.repository, reference.tag, images.RECOMMENDED_DATE)
    yield from _lifetime(status)
    system = images.supported_system(reference.repository, reference.tag, images.RECOMMENDED_DATE)
    if system.product != status.product and system.state is not Support.SUPPORTED:
        yield from _lifetime(system)
    yield from _system(reference)
    yield from _defaults(reference)
    size = images.compressed_size(reference.repository, reference.tag)
    if size is not None:
        yield f"Download: {readable(size.bytes)} compressed ({size.measured.isoformat()})."


def _lifetime(status: SupportStatus) -> Iterator[str]:
    """Until when the release line is kept up, as far as a date is set."""
    line = f"{status.product} {status.cycle}".strip() + (" (LTS)" if status.is_lts else "")
    if status.state is Support.ENDED:
        yield f"**{line}: support ended{f' on {status.ends.isoformat()}' if status.ends else ''}.**"
    elif status.state is Support.EXTENDED and status.ends is not None and status.regular_ends is not None:
        regular, longest = status.regular_ends.isoformat(), status.ends.isoformat()
        yield f"{line}: regular support ended on {regular}, the long-term one ends on {longest}."
    elif status.state is Support.SUPPORTED and status.ends is not None:
        yield f"{line}: supported until {status.ends.isoformat()}."


def _system(reference: ImageReference) -> Iterator[str]:
    system = images.system_of(reference.repository, reference.tag)
    libc = images.libc(reference.repository, reference.tag)
    if system is not None:
        library = f" with {libc.value}" if libc is not None and libc is not images.Libc.NONE else ""
        yield f"Built on {system.label}{library}."
    facts = images.tag_facts(reference.repository, reference.tag)
    if facts is not None and facts.retired is not None:
        yield f"Retired: no longer rebuilt since {facts.retired.isoformat()}."
    elif facts is not None and facts.exact != reference.tag:
        yield f"The same image as `{facts.exact}`."


def _defaults(reference: ImageReference) -> Iterator[str]:
    found = images.defaults(reference.repository, reference.tag)
    if found is None:
        return
    facts = [f"user `{found.user or 'root'}`", f"directory `{found.workdir or '/'}`"]
    if found.entrypoint:
        facts.append(f"entrypoint `{' '.join(found.entrypoint)}`")
    if found.cmd:
        facts.append(f"command `{' '.join(found.cmd)}`")
    if found.ports:
        facts.append(f"ports {', '.join(found.ports)}")
    other = f" (as of {found.taken_from})" if not found.is_exact else ""
    yield f"Starts as {', '.join(facts)}{other}."
    users = [f"`{account.name}` ({account.uid})" for account in found.accounts]
    if users:
        yield f"Ready-made users: {', '.join(users)}."
