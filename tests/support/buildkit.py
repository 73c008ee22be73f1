"""Our nodes in the shape of BuildKit's own parser, for comparison."""

from dockwright.syntax.nodes import Arg, Env, File, Instruction, Label, OnBuild, Placed, Unknown

Json = dict[str, object]


def as_buildkit(file: File) -> list[Json]:
    """The instructions of `file` as `tests/conformance/parse.json` has them."""
    return [_instruction(file.text, placed) for placed in file.instructions]


def _instruction(text: str, placed: Placed[Instruction]) -> Json:
    node = placed.node
    verdict: Json = {
        "instruction": node.keyword.raw,
        "startLine": text.count("\n", 0, placed.at) + 1,
        "endLine": text.count("\n", 0, placed.end - 1) + 1,
        "flags": [flag.text for flag in node.flags],
        "args": arguments(node),
        "json": node.json,
        "heredocs": [
            {"name": doc.name, "content": doc.content, "expand": doc.expand, "chomp": doc.chomp, "fd": doc.fd}
            for doc in node.heredocs
        ],
    }
    if isinstance(node, OnBuild) and node.trigger is not None:
        trigger = node.trigger
        verdict["onbuild"] = {
            "instruction": trigger.keyword.raw,
            "flags": [flag.text for flag in trigger.flags],
            "args": arguments(trigger),
            "json": trigger.json,
        }
    return verdict


def arguments(node: Instruction) -> list[str]:
    """The arguments as BuildKit's parser gives them: triples for ENV and LABEL."""
    if isinstance(node, Env | Label):
        return [
            part
            for pair in node.assignments
            for part in (pair.key.raw, pair.value.raw if pair.value else "", "" if pair.legacy else "=")
        ]
    if isinstance(node, Arg):
        return [word.raw for word in node.arguments]
    if isinstance(node, Unknown):
        return [""]
    return [word.raw for word in node.arguments]
