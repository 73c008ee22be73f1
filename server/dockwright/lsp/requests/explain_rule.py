"""The command `dockwright.explainRule`."""

from lsprotocol import types

from dockwright.lsp.language_server import DockwrightServer
from dockwright.rules.pages import page
from dockwright.rules.registry import find_rule


def explain_rule(server: DockwrightServer, name: str) -> str | None:
    """A rule's page in Markdown, or None if no rule has that name or alias.

    A client that does not say that it shows pages gets the rule's title in a
    message as well, as it would do nothing with the answer.
    """
    rule = find_rule(name)
    if rule is None:
        return None
    if not server.session.client.shows_pages:
        text = f"{rule.name}: {rule.title}."
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))
    return page(rule)
