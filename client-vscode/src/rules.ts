/** The commands that the server carries out: what they are given, and what is done with their answers. */
import { type Disposable, Position, Uri, commands, languages, window, workspace } from 'vscode';
import { ExecuteCommandRequest, type ExecuteCommandMiddleware, type LanguageClient } from 'vscode-languageclient/node';
import { showGraph } from './graph';

const EXPLAIN = 'dockwright.explainRule';
const GRAPH = 'dockwright.showStageGraph';
const REPORT = 'dockwright.contextReport';
const USES = 'dockwright.showUses';
const SCHEME = 'dockwright-rule';

/** Code actions name the document or the rule; in the command palette, the editor says which. */
export const executeCommand: NonNullable<ExecuteCommandMiddleware['executeCommand']> = async (command, args, next) => {
  const argument = typeof args[0] === 'string' ? args[0] : undefined;
  if (command === EXPLAIN) {
    const rule = argument ?? (await chooseRule());
    return rule && commands.executeCommand('markdown.showPreview', Uri.from({ scheme: SCHEME, path: `${rule}.md` }));
  }
  if (command === USES && argument !== undefined) {
    const [uri = '', line, column] = argument.split(/[#,](?=[^#]*$)/);
    const place = new Position(Number(line), Number(column));
    return commands.executeCommand('editor.action.findReferences', Uri.parse(uri), place);
  }
  const document = argument ?? window.activeTextEditor?.document.uri.toString();
  if (command === REPORT) {
    const report = Uri.from({ scheme: SCHEME, path: 'Build context.md', query: document ?? '' });
    return document && commands.executeCommand('markdown.showPreview', report);
  }
  const done: unknown = document && (await next(command, [document]));
  if (command === GRAPH && typeof done === 'string') {
    showGraph(done);
  } else if (done === false) {
    void window.showInformationMessage('Nothing here can be fixed safely without you.');
  }
  return done;
};

/** Makes the pages of the rules readable as documents; `client` gives the client that runs. */
export function providePages(client: () => LanguageClient | undefined): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path, query }) => {
      const name = path.replace(/\.md$/, '');
      const request = query ? { command: REPORT, arguments: [query] } : { command: EXPLAIN, arguments: [name] };
      const page: unknown = await client()?.sendRequest(ExecuteCommandRequest.type, request);
      return typeof page === 'string' ? page : `There is no page \`${name}\` here.`;
    },
  });
}

/** A rule of the user's choice: of those in the file if there are any, else by its name. */
async function chooseRule(): Promise<string | undefined> {
  const file = window.activeTextEditor?.document.uri;
  const found = file ? languages.getDiagnostics(file).filter(({ source }) => source === 'dockwright') : [];
  const names = found.map(({ code }) => String(typeof code === 'object' ? code.value : code));
  return names.length > 0
    ? window.showQuickPick([...new Set(names)], { placeHolder: 'Rule to explain' })
    : window.showInputBox({ prompt: 'Name of a rule, as in npm-install or DL3006' });
}
