"""How far an instruction and a stage reach: here-documents included, the last line end not."""

from dockwright.model.stages import Stage
from dockwright.syntax.nodes import Instruction, Placed
from dockwright.text.span import Span


def extent(placed: Placed[Instruction]) -> Span:
    """From the keyword to the end of the last line that belongs to an instruction."""
    node = placed.node
    end = node.span.end
    trigger = getattr(node, "trigger", None)
    documents = trigger.heredocs if isinstance(trigger, Instruction) else node.heredocs
    if documents:
        last = documents[-1]
        end = max(end, last.terminator.end if last.terminator is not None else len(node.text.rstrip("\r\n")))
    return Span(node.span.start, end).shift(placed.at)


def stage_extent(stage: Stage) -> Span:
    """From its FROM to the end of its last instruction."""
    last = stage.instructions[-1] if stage.instructions else stage.from_
    return Span(stage.from_.span.start, max(stage.from_.span.end, extent(last).end))
