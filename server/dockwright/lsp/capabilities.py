"""The requests that the server answers, in one table, and the answer to `initialize` made of it.

The answer is written from the table without pygls and lsprotocol, so a client
gets it before those are imported. pygls is given the same table (see
`language_server`), and a test has it work out its own capabilities from that:
they are equal.
"""

from collections.abc import Callable
from typing import NamedTuple

from dockwright import __version__
from dockwright.lsp.client import Client
from dockwright.lsp.jsonrpc import JsonObject, JsonValue

NAME = "dockwright"
CODE_ACTION_KINDS = ("quickfix", "refactor.rewrite", "source.fixAll.dockwright")
_INCREMENTAL = 2


TOKENS_OPTIONS: JsonObject = {
    "legend": {
        "tokenTypes": [
            "keyword",
            "comment",
            "decorator",
            "string",
            "number",
            "operator",
            "variable",
            "parameter",
            "property",
            "class",
            "namespace",
            "type",
            "enumMember",
            "function",
            "macro",
        ],
        "tokenModifiers": ["declaration", "deprecated"],
    },
    "full": {"delta": True},
    "range": True,
}
"""The legend is that of `features.semantic_tokens.model`, which is not imported before it is needed."""


def _to_all(_client: Client) -> bool:
    return True


def _to_those_who_pull(client: Client) -> bool:
    return client.pulls_diagnostics


def _to_those_who_prepare(client: Client) -> bool:
    return client.prepares_rename


class Feature(NamedTuple):
    """A request: `capability` is its member of the server's capabilities, with `options` as value.

    `handler` is `module:function` of a function of the pygls server and the
    request's parameters; "" if the server's own loop answers it. `offered` tells whether a
    client is offered it; one that asks nevertheless is answered. A client that the
    options may not be told to, as `detailed` says, is told True.
    """

    method: str
    capability: str
    options: JsonValue
    handler: str
    offered: Callable[[Client], bool] = _to_all
    detailed: Callable[[Client], bool] = _to_all


class Command(NamedTuple):
    """A command; `handler` is `module:function` of a function of the pygls server and one string."""

    name: str
    handler: str


_REQUESTS = "dockwright.lsp.requests"
_YES: JsonValue = True

FEATURES = (
    Feature(
        "textDocument/diagnostic",
        "diagnosticProvider",
        {"identifier": NAME, "interFileDependencies": True, "workspaceDiagnostics": False},
        "",
        _to_those_who_pull,
    ),
    Feature("textDocument/hover", "hoverProvider", True, f"{_REQUESTS}.hover:hover"),  # noqa: FBT003 - JSON
    Feature(
        "textDocument/completion",
        "completionProvider",
        {"triggerCharacters": [*' -=${:/,<"#'], "resolveProvider": True},
        f"{_REQUESTS}.completion:completion",
    ),
    Feature(
        "textDocument/signatureHelp",
        "signatureHelpProvider",
        {"triggerCharacters": [*' -=[,:@"']},
        f"{_REQUESTS}.signature_help:signature_help_at",
    ),
    Feature("completionItem/resolve", "", None, f"{_REQUESTS}.completion_resolve:completion_resolve"),
    Feature(
        "textDocument/codeAction",
        "codeActionProvider",
        {"codeActionKinds": [*CODE_ACTION_KINDS], "resolveProvider": True},
        f"{_REQUESTS}.code_action:code_action",
    ),
    Feature("textDocument/formatting", "documentFormattingProvider", True, f"{_REQUESTS}.formatting:formatting"),  # noqa: FBT003 - JSON
    Feature(
        "textDocument/rangeFormatting",
        "documentRangeFormattingProvider",
        True,  # noqa: FBT003 - JSON
        f"{_REQUESTS}.formatting:range_formatting",
    ),
    Feature(
        "textDocument/onTypeFormatting",
        "documentOnTypeFormattingProvider",
        {"firstTriggerCharacter": "\n"},
        f"{_REQUESTS}.formatting:on_type_formatting",
    ),
    Feature(
        "textDocument/semanticTokens/full",
        "semanticTokensProvider",
        TOKENS_OPTIONS,
        f"{_REQUESTS}.semantic_tokens:full",
    ),
    Feature("textDocument/semanticTokens/full/delta", "", None, f"{_REQUESTS}.semantic_tokens:full_delta"),
    Feature("textDocument/semanticTokens/range", "", None, f"{_REQUESTS}.semantic_tokens:in_range"),
    Feature(
        "textDocument/inlayHint", "inlayHintProvider", {"resolveProvider": False}, f"{_REQUESTS}.inlay_hint:inlay_hint"
    ),
    Feature(
        "textDocument/codeLens", "codeLensProvider", {"resolveProvider": False}, f"{_REQUESTS}.code_lens:code_lens"
    ),
    Feature("codeAction/resolve", "", None, f"{_REQUESTS}.code_action_resolve:code_action_resolve"),
    Feature("textDocument/definition", "definitionProvider", _YES, f"{_REQUESTS}.definition:definition"),
    Feature("textDocument/declaration", "declarationProvider", _YES, f"{_REQUESTS}.definition:declaration"),
    Feature("textDocument/references", "referencesProvider", _YES, f"{_REQUESTS}.references:references"),
    Feature("textDocument/documentHighlight", "documentHighlightProvider", _YES, f"{_REQUESTS}.highlight:highlight"),
    Feature(
        "textDocument/rename",
        "renameProvider",
        {"prepareProvider": True},
        f"{_REQUESTS}.rename:rename",
        detailed=_to_those_who_prepare,
    ),
    Feature("textDocument/prepareRename", "", None, f"{_REQUESTS}.rename:prepare_rename"),
    Feature("textDocument/documentSymbol", "documentSymbolProvider", _YES, ""),
    Feature(
        "workspace/symbol",
        "workspaceSymbolProvider",
        {"resolveProvider": False},
        f"{_REQUESTS}.workspace_symbol:symbols",
    ),
    Feature("textDocument/foldingRange", "foldingRangeProvider", _YES, f"{_REQUESTS}.folding_range:folding_range"),
    Feature(
        "textDocument/selectionRange", "selectionRangeProvider", _YES, f"{_REQUESTS}.selection_range:selection_range"
    ),
    Feature(
        "textDocument/documentLink",
        "documentLinkProvider",
        {"resolveProvider": False},
        f"{_REQUESTS}.document_link:document_link",
    ),
    Feature(
        "textDocument/linkedEditingRange",
        "linkedEditingRangeProvider",
        _YES,
        f"{_REQUESTS}.linked_editing_range:linked_editing_range",
    ),
    Feature("textDocument/prepareCallHierarchy", "callHierarchyProvider", _YES, f"{_REQUESTS}.call_hierarchy:prepare"),
    Feature("callHierarchy/incomingCalls", "", None, f"{_REQUESTS}.call_hierarchy:incoming"),
    Feature("callHierarchy/outgoingCalls", "", None, f"{_REQUESTS}.call_hierarchy:outgoing"),
)

COMMANDS = (
    Command("dockwright.fixAll", f"{_REQUESTS}.fix_all:fix_all"),
    Command("dockwright.showUses", f"{_REQUESTS}.show_uses:show_uses"),
    Command("dockwright.splitStage", f"{_REQUESTS}.split_stage:split_stage"),
    Command("dockwright.showStageGraph", f"{_REQUESTS}.show_stage_graph:show_stage_graph"),
    Command("dockwright.contextReport", f"{_REQUESTS}.context_report:context_report"),
    Command("dockwright.explainRule", f"{_REQUESTS}.explain_rule:explain_rule"),
)

REQUESTS = frozenset({*(feature.method for feature in FEATURES), "workspace/executeCommand"})
"""All that may be asked for; pygls would also act on its own methods, such as a request called `exit`."""


def initialize_result(client: Client) -> JsonObject:
    """The result of `initialize`."""
    capabilities: JsonObject = {
        "positionEncoding": client.unit.value,
        "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": True},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        "executeCommandProvider": {"commands": [command.name for command in COMMANDS], "workDoneProgress": True},
    }
    for feature in FEATURES:
        if feature.capability and feature.offered(client):
            capabilities[feature.capability] = feature.options if feature.detailed(client) else True
    return {"capabilities": capabilities, "serverInfo": {"name": NAME, "version": __version__}}
