"""The cache map in words: a short label beside an instruction, and sentences for its hover."""

from collections.abc import Sequence

from dockwright.analysis.cache_map import Inputs, Step

_SHOWN = 3
EVERY_EDIT = "re-runs on every source edit"


def label(step: Step) -> str:
    """What re-runs the step, in a few words; "" where nothing but the base image or a build argument does."""
    inputs = step.all
    if inputs.everything:
        return EVERY_EDIT
    things = [*inputs.files, *(f"what stage {stage} gives" for stage in inputs.stages)]
    if not things:
        return ""
    return f"cached until {_either(things)} changes"


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


def _either(things: Sequence[str]) -> str:
    if len(things) > _SHOWN:
        return f"{', '.join(things[:_SHOWN])} or {len(things) - _SHOWN} more"
    return _list(things, "or")


def _list(things: Sequence[str], word: str) -> str:
    if len(things) == 1:
        return things[0]
    return f"{', '.join(things[:-1])} {word} {things[-1]}"
