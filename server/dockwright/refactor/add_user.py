"""Let the program run as a user other than root."""

from collections.abc import Iterator

from dockwright.analysis.safety import Safety
from dockwright.analysis.users import drops_root, ending_user, starts_program, user_for
from dockwright.model.stages import Stage
from dockwright.refactor.blocks import block, insert_lines, keyword, line_end
from dockwright.refactor.model import Change, Context, Offer, Refactoring
from dockwright.syntax.nodes import Cmd, Entrypoint, File, Instruction, Placed, Run, Transfer, Workdir
from dockwright.text.edit import replace

_NAME = "add-user"
_NOTE = (
    "check that the program writes only where this user may: what COPY brings and RUN makes belongs to root, "
    "unless --chown or chown says otherwise; and that it listens on a port of 1024 or above"
)
_TITLE = "Run as a user other than root"


def offers(context: Context) -> Iterator[Offer]:
    """One offer, where what the last stage starts is known to run as root."""
    stage = context.facts.final
    start = starts_program(stage) if stage is not None else None
    root = ending_user(stage) if stage is not None else None
    if stage is None or start is None or root is None or drops_root(stage, context.facts, context.project):
        return
    placed = root.placed
    span = placed.span if placed is not None and placed.at >= stage.start else start.span
    user = user_for(stage)
    if user is None:
        missing = "the base image ships no user for programs, or none is known: make one with useradd or adduser"
        yield Offer(_NAME, _TITLE, span, Safety.UNSAFE, "", lambda: Change(()), missing)
        return
    yield Offer(
        id=_NAME,
        title=f"Run as {user}",
        span=span,
        safety=Safety.UNSAFE,
        note=_NOTE,
        build=lambda: build(context.facts.file, stage, user),
    )


def build(file: File, stage: Stage, user: str) -> Change:
    """A USER where the image is done: the last one changed if nothing is made after it, else a new one."""
    last = stage.state_at(None).user_by
    done = _end_of_work(stage)
    if last is not None and last.at >= done and last.at >= stage.start and last.node.user is not None:
        return Change((replace(last.place(last.node.user.span), user),))
    below = next((placed for placed in stage.instructions if placed.at >= done and _starts(placed)), None)
    at = block(file, below).start if below is not None else done
    if below is None:
        at = stage.end
    line = f"{keyword(stage.from_, 'USER')} {user}{line_end(file)}"
    return Change((insert_lines(file, at, line),))


def _end_of_work(stage: Stage) -> int:
    """The offset after the last instruction that writes files."""
    ends = [placed.end for placed in stage.instructions if isinstance(placed.node, Run | Transfer | Workdir)]
    return ends[-1] if ends else stage.from_.end


def _starts(placed: Placed[Instruction]) -> bool:
    return isinstance(placed.node, Cmd | Entrypoint)


add_user = Refactoring(
    name=_NAME,
    title=_TITLE,
    doc="Ends with a USER that the base image ships for programs.",
    offers=offers,
)
