"""`textDocument/signatureHelp`."""

from lsprotocol import types

from dockwright.features.signature import Signature, signature_help
from dockwright.lsp.client import Client
from dockwright.lsp.convert import offset_of
from dockwright.lsp.language_server import DockwrightServer
from dockwright.lsp.markup import documentation as as_documentation
from dockwright.text.lines import LineIndex
from dockwright.text.span import Span


def signature_help_at(server: DockwrightServer, params: types.SignatureHelpParams) -> types.SignatureHelp | None:
    """How what stands at the cursor is written."""
    session = server.session
    analysis = session.analysis(params.text_document.uri)
    if analysis is None or analysis.snapshot is None:
        return None
    client = session.client
    found = signature_help(analysis.snapshot, offset_of(analysis.document.lines, params.position, client.unit))
    if found is None:
        return None
    return types.SignatureHelp(
        signatures=[_information(each, client) for each in found.signatures],
        active_signature=found.active,
        active_parameter=found.parameter,
    )


def _information(signature: Signature, client: Client) -> types.SignatureInformation:
    return types.SignatureInformation(
        label=signature.label,
        documentation=as_documentation(signature.summary, client.signature_markup),
        parameters=[types.ParameterInformation(_label(signature, span, client)) for span in signature.parameters],
    )


def _label(signature: Signature, span: Span, client: Client) -> str | tuple[int, int]:
    """Offsets in the client's unit where it understands them, else the text itself."""
    if not client.parameter_offsets:
        return span.of(signature.label)
    lines = LineIndex(signature.label)
    return lines.position(span.start, client.unit)[1], lines.position(span.end, client.unit)[1]
