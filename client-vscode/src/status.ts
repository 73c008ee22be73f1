/** What the status bar says of the server while one of its documents is shown. */
import { type ExtensionContext, LanguageStatusSeverity, commands, languages } from 'vscode';
import { State } from 'vscode-languageclient/node';
import { DOCUMENTS } from './server';

/** Shows a state of the server, and more about it. */
export type Show = (state: State, detail: string) => void;

export function makeStatus(context: ExtensionContext): Show {
  const item = languages.createLanguageStatusItem('dockwright', DOCUMENTS);
  context.subscriptions.push(item);
  item.name = 'Dockwright';
  item.command = { command: 'dockwright.showLogs', title: 'Show Logs' };
  return (state, detail) => {
    const isUp = state === State.Running || state === State.Starting;
    item.text = isUp ? 'Dockwright' : 'Dockwright is not running';
    item.detail = detail;
    item.busy = state === State.Starting;
    item.severity = isUp ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Error;
    // The commands that the server carries out are there only with it.
    void commands.executeCommand('setContext', 'dockwright.running', state === State.Running);
  };
}
