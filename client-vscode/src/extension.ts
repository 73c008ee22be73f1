/** Dockwright in VS Code: finds a Python, starts the server with it, and keeps it as the settings want it. */
import { type ExtensionContext, type LogOutputChannel, type TextDocument, commands } from 'vscode';
import { extensions, languages, window, workspace } from 'vscode';
import { DidChangeConfigurationNotification, type LanguageClient, State } from 'vscode-languageclient/node';
import { coalesced } from './coalesce';
import { type Command, findInterpreter, onPath } from './python';
import { providePages } from './rules';
import { DOCUMENTS, makeClient } from './server';
import { type Show, makeStatus } from './status';

/** What is used of the API of the Python extension. */
interface PythonExtension {
  readonly environments: {
    getActiveEnvironmentPath(): unknown;
    onDidChangeActiveEnvironmentPath(listener: () => unknown): unknown;
    resolveEnvironment(path: unknown): Promise<{ executable: { uri?: { fsPath: string } } } | undefined>;
  };
}

let client: LanguageClient | undefined;
let watching: unknown;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Dockwright', { log: true });
  const show = makeStatus(context);
  let isWanted = false;
  const restart = coalesced(async () => {
    isWanted = true;
    await deactivate()?.catch((error: unknown) => { log.warn('The server did not stop in order:', error); });
    client = undefined;
    await start(context, log, show);
  });
  context.subscriptions.push(
    log,
    providePages(() => client),
    commands.registerCommand('dockwright.restart', restart),
    commands.registerCommand('dockwright.showLogs', () => { log.show(); }),
    workspace.onDidChangeConfiguration(async (event) => {
      if (isWanted && ['interpreter', 'importStrategy'].some((name) => event.affectsConfiguration(`dockwright.${name}`))) {
        await restart();
      } else if (event.affectsConfiguration('dockwright') && client?.isRunning()) {
        await client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      }
    }),
  );
  // YAML and TOML are opened in many projects that have no Dockerfile: those do not pay for a server.
  const startFor = async (document: TextDocument): Promise<void> => {
    if (!isWanted && languages.match(DOCUMENTS, document) > 0) {
      isWanted = true;
      await restart();
    }
  };
  context.subscriptions.push(workspace.onDidOpenTextDocument(startFor));
  await Promise.all(workspace.textDocuments.map(startFor));
}

export function deactivate(): Promise<void> | undefined {
  return client?.dispose();
}

async function start(context: ExtensionContext, log: LogOutputChannel, show: Show): Promise<void> {
  show(State.Starting, 'looking for Python');
  const python = await findInterpreter(candidates(log), context.extensionPath, (reason) => { log.warn(reason); });
  if (python === undefined) {
    const message = 'Dockwright needs Python 3.11 or newer and found none.';
    show(State.StartFailed, message);
    void window.showErrorMessage(message, 'Open Settings').then((choice) =>
      choice && commands.executeCommand('workbench.action.openSettings', 'dockwright.interpreter'));
    return;
  }
  const detail = `Python ${python.version}: ${python.command.join(' ')}`;
  log.info(detail);
  client = await makeClient(context, log, python);
  client.onDidChangeState(({ newState }) => { show(newState, detail); });
  await client.start().catch((error: unknown) => { log.error('The server did not start:', error); });
}

/** What may start Python, the most explicit wish first. The settings' wish is the only one where there is any. */
async function* candidates(log: LogOutputChannel): AsyncGenerator<Command> {
  const setting = workspace.getConfiguration('dockwright').get<string[]>('interpreter', []);
  if (setting.length > 0) {
    const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    yield setting.map((part) => part.replaceAll('${workspaceFolder}', folder));
    return;
  }
  try {
    const python = (await extensions.getExtension<PythonExtension>('ms-python.python')?.activate())?.environments;
    watching ??= python?.onDidChangeActiveEnvironmentPath(() => commands.executeCommand('dockwright.restart'));
    const path = (await python?.resolveEnvironment(python.getActiveEnvironmentPath()))?.executable.uri?.fsPath;
    yield* path === undefined ? [] : [[path]];
  } catch (error) {
    log.warn('The Python extension did not say which interpreter it uses:', error);
  }
  yield* onPath(process.platform);
}
