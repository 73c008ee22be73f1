"""What the client can do, read once from its `initialize` request."""

from typing import NamedTuple

from dockwright.lsp.jsonrpc import JsonObject, JsonValue
from dockwright.text.lines import Unit


class Client(NamedTuple):
    """The client's capabilities that change what it is sent; all are off unless it says otherwise."""

    unit: Unit = Unit.UTF16
    pulls_diagnostics: bool = False
    related_information: bool = False
    code_description: bool = False
    tags: frozenset[int] = frozenset()
    resolves_edits: bool = False
    disabled_actions: bool = False
    document_changes: bool = False
    creates_files: bool = False
    change_annotations: bool = False
    configuration: bool = False
    registers_configuration: bool = False
    registers_watchers: bool = False
    markdown: bool = False
    shows_pages: bool = False
    snippets: bool = False
    completion_markup: str = ""
    deprecated_completions: bool = False
    commit_characters: bool = False
    signature_markup: str = ""
    parameter_offsets: bool = False
    definition_links: bool = False
    declaration_links: bool = False
    nested_symbols: bool = False
    folds_lines: bool = False
    most_folds: int | None = None
    prepares_rename: bool = False
    refreshes_hints: bool = False
    refreshes_lenses: bool = False


def client_of(params: JsonValue) -> Client:
    """The capabilities in the parameters of `initialize`; what is missing or of the wrong type counts as absent."""
    capabilities = member(params, "capabilities")
    document = member(capabilities, "textDocument")
    workspace = member(capabilities, "workspace")
    published = member(document, "publishDiagnostics")
    action = member(document, "codeAction")
    edit = member(workspace, "workspaceEdit")
    item = member(document, "completion", "completionItem")
    signature = member(document, "signatureHelp", "signatureInformation")
    creates = "create" in strings(member(edit, "resourceOperations"))
    return Client(
        unit=_unit(strings(member(capabilities, "general", "positionEncodings"))),
        pulls_diagnostics=_pulls(document, workspace),
        related_information=member(published, "relatedInformation") is True,
        code_description=member(published, "codeDescriptionSupport") is True,
        tags=_tags(member(published, "tagSupport", "valueSet")),
        resolves_edits="edit" in strings(member(action, "resolveSupport", "properties")),
        disabled_actions=member(action, "disabledSupport") is True,
        document_changes=creates or member(edit, "documentChanges") is True,
        creates_files=creates,
        change_annotations=isinstance(member(edit, "changeAnnotationSupport"), dict),
        configuration=member(workspace, "configuration") is True,
        registers_configuration=member(workspace, "didChangeConfiguration", "dynamicRegistration") is True,
        registers_watchers=member(workspace, "didChangeWatchedFiles", "dynamicRegistration") is True,
        markdown="markdown" in strings(member(document, "hover", "contentFormat")),
        refreshes_hints=member(workspace, "inlayHint", "refreshSupport") is True,
        refreshes_lenses=member(workspace, "codeLens", "refreshSupport") is True,
        shows_pages=member(capabilities, "experimental", "dockwright", "showsPages") is True,
        snippets=member(item, "snippetSupport") is True,
        completion_markup=_markup(strings(member(item, "documentationFormat"))),
        deprecated_completions=1 in _tags(member(item, "tagSupport", "valueSet")),
        commit_characters=member(item, "commitCharactersSupport") is True,
        signature_markup=_markup(strings(member(signature, "documentationFormat"))),
        parameter_offsets=member(signature, "parameterInformation", "labelOffsetSupport") is True,
        definition_links=member(document, "definition", "linkSupport") is True,
        declaration_links=member(document, "declaration", "linkSupport") is True,
        nested_symbols=member(document, "documentSymbol", "hierarchicalDocumentSymbolSupport") is True,
        folds_lines=member(document, "foldingRange", "lineFoldingOnly") is True,
        most_folds=_count(member(document, "foldingRange", "rangeLimit")),
        prepares_rename=member(document, "rename", "prepareSupport") is True,
    )


def _pulls(document: JsonValue, workspace: JsonValue) -> bool:
    """Whether diagnostics are pulled by this client and not pushed to it: never both, it would show them twice.

    A client that pulls but cannot be told to pull again would miss what a
    changed package.json or lockfile means for an open Dockerfile.
    """
    return isinstance(member(document, "diagnostic"), dict) and any(
        member(workspace, name, "refreshSupport") is True for name in ("diagnostics", "diagnostic")
    )


def _unit(encodings: list[str]) -> Unit:
    """The first position encoding of the client's that exists: the order is its preference."""
    known = {unit.value: unit for unit in Unit}
    return next((known[encoding] for encoding in encodings if encoding in known), Unit.UTF16)


def _markup(formats: list[str]) -> str:
    """`markdown`, `plaintext`, or `""` for a client that takes nothing but a string."""
    return next((kind for kind in ("markdown", "plaintext") if kind in formats), "")


def _tags(values: JsonValue) -> frozenset[int]:
    return frozenset(value for value in values if isinstance(value, int)) if isinstance(values, list) else frozenset()


def _count(value: JsonValue) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def member(value: JsonValue, *names: str) -> JsonValue:
    """The member of `value` at a path of names, or None where something on the way is not an object."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def object_of(value: JsonValue) -> JsonObject:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def strings(value: JsonValue) -> list[str]:
    """The strings in a list, or none where `value` is not a list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
