"""The Markdown that hover, completion and signature help make of the reference: one text for one thing."""

from collections.abc import Iterable

from dockwright.knowledge.reference import (
    DirectiveDoc,
    FlagDoc,
    InstructionDoc,
    LabelDoc,
    MountKeyDoc,
    MountTypeDoc,
    SignalDoc,
    VariableDoc,
)


def instruction_prose(doc: InstructionDoc) -> str:
    """What an instruction does, its forms, and what it means for the build cache."""
    notes = (*doc.notes, f"Cache: {_lower(doc.cache)}")
    return _paragraphs(f"**{doc.keyword}**: {doc.summary}", code(*doc.forms), _listed(notes), _link(doc.link))


def flag_prose(doc: FlagDoc) -> str:
    """What a flag does, its values and since when it exists."""
    title = f"**{doc.name}**: {doc.summary}"
    form = code(f"{doc.instruction} {doc.name}{f'={doc.value}' if doc.value else ''}")
    values = [f"`{value.value}`: {value.summary}" for value in doc.values]
    return _paragraphs(title, form, _listed(values), _listed((*doc.notes, *_limits(doc))), _link(doc.link))


def mount_type_prose(doc: MountTypeDoc) -> str:
    """What a type of mount is for."""
    return _paragraphs(f"**type={doc.name}**: {doc.summary}", code(doc.example), _listed(doc.notes), _link(doc.link))


def mount_key_prose(doc: MountKeyDoc) -> str:
    """What a key of a mount says."""
    facts = list(doc.notes)
    if doc.aliases:
        facts.append(f"Also written {_named(doc.aliases)}.")
    if doc.values:
        facts.append(f"One of {_named(doc.values)}.")
    if doc.default:
        facts.append(f"Default: `{doc.default}`.")
    if doc.since:
        facts.append(_since(doc.since))
    form = f"{doc.name}={doc.value}" if doc.value else doc.name
    return _paragraphs(f"**{form}**: {doc.summary}".replace("<", "\\<"), _listed(facts), _link(doc.link))


def directive_prose(doc: DirectiveDoc) -> str:
    """What a parser directive does."""
    notes = (*doc.notes, *((_since(doc.since),) if doc.since else ()))
    return _paragraphs(f"**{doc.name}**: {doc.summary}", code(doc.form), _listed(notes), _link(doc.link))


def variable_prose(doc: VariableDoc) -> str:
    """What a variable that exists without being set holds."""
    return f"{doc.summary} For example `{doc.example}`. [Reference]({doc.link})"


def label_prose(doc: LabelDoc) -> str:
    """What a label key of the OCI specification is for."""
    return _paragraphs(f"**{doc.key}**: {doc.summary}", code(f'LABEL {doc.key}="{doc.example}"'), _link(doc.link))


def signal_prose(doc: SignalDoc) -> str:
    """What a signal does."""
    return f"**{doc.name}** ({doc.number}): {doc.summary}"


def code(*lines: str) -> str:
    """Lines of a Dockerfile as a block of code."""
    return "\n".join(("```dockerfile", *lines, "```"))


def _limits(doc: FlagDoc) -> Iterable[str]:
    if doc.default:
        yield f"Default: `{doc.default}`."
    if doc.repeatable:
        yield "May be given several times."
    if doc.since:
        yield _since(f"{doc.since}-labs" if doc.channel == "labs" else doc.since)


def _since(version: str) -> str:
    return f"Since Dockerfile syntax {version}."


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _link(url: str) -> str:
    return f"[Reference]({url})"


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
