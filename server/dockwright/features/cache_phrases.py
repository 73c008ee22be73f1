"""The cache map in words: a short label beside an instruction, and sentences for its hover."""

from collections.abc import Sequence

from dockwright.analysis.cache_map import Inputs, Step
from dockwright.syntax.nodes import Transfer

_SHOWN = 3
_LONGEST = 43
"""In code points: VS Code cuts what is longer."""
EVERY_EDIT = "re-runs on every source edit"


def label(step: Step) -> str:
    """What re-runs the step, in a few words; "" where nothing but the base image or a build argument does."""
    inputs = step.all
    if inputs.everything:
        return EVERY_EDIT
    things = [*inputs.files, *(f"stage {stage}" for stage in inputs.stages)]
    if not things:
        return ""
    labels = (f"cached until {_either(things, shown)} changes" for shown in range(min(_SHOWN, len(things)), 0, -1))
    return next((text for text in labels if len(text) <= _LONGEST), f"cached until one of {len(things)} changes")


def is_told_by_itself(step: Step) -> bool:
    """Whether the line names all that re-runs it, as COPY does its sources unless they are the whole context."""
    inputs = _without(step.all, step.own)
    named = isinstance(step.placed.node, Transfer) and not step.all.everything
    return named and not inputs.files and not inputs.stages


def described(step: Step) -> str:
    """Markdown: what makes the step run again, its own inputs first."""
    lines = [f"**Cache**: {_sentence(step)}"]
    before = _facts(_without(step.all, step.own))
    if step.is_linked:
        lines.append("`--link` makes it independent of the steps before.")
    elif before:
        lines.append(f"The steps before it, and so this one too, run again when {_list(before, 'or')} changes.")
    if step.own.arguments:
        names = _list([f"`{name}`" for name in step.own.arguments], "or")
        lines.append(f"A build with another value of {names} runs it again.")
    return "\n\n".join(lines)


def _sentence(step: Step) -> str:
    own = step.own
    if own.everything:
        return "runs again on every edit of a file that the build context sends."
    things = _facts(own)
    if things:
        return f"runs again when {_list(things, 'or')} changes."
    return "reads no files of the build context; what it downloads is not looked at again."


def _facts(inputs: Inputs) -> list[str]:
    """What may change, but for build arguments."""
    found = ["any file of the build context"] if inputs.everything else []
    found += [f"`{path}`" for path in inputs.files]
    found += [f"what stage `{stage}` gives" for stage in inputs.stages]
    found += [f"the image `{image}`" for image in (*inputs.images, *inputs.bases)]
    return found + [f"`{address}`" for address in inputs.remote]


def _without(whole: Inputs, part: Inputs) -> Inputs:
    return Inputs(
        whole.everything and not part.everything,
        _rest(whole.files, part.files),
        _rest(whole.stages, part.stages),
        _rest(whole.images, part.images),
        _rest(whole.bases, part.bases),
        (),
        _rest(whole.remote, part.remote),
    )


def _rest(whole: Sequence[str], part: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in whole if each not in part)


def _either(things: Sequence[str], shown: int) -> str:
    if len(things) > shown:
        return f"{', '.join(things[:shown])} (+{len(things) - shown})"
    return _list(things, "or")


def _list(things: Sequence[str], word: str) -> str:
    if len(things) == 1:
        return things[0]
    return f"{', '.join(things[:-1])} {word} {things[-1]}"
