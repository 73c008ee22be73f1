/** The language client: how the server is started and what it is told of VS Code. */
import { ExtensionMode, type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { CloseAction, type ErrorHandler, LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/node';
import { RevealOutputChannelOn, type StaticFeature } from 'vscode-languageclient/node';
import { environment, hasServer, type Interpreter } from './python';
import { executeCommand } from './rules';

/** What the server is started for, once one of them is open. */
export const DOCUMENTS = [
  { language: 'dockerfile', scheme: 'file' },
  { language: 'dockerfile', scheme: 'untitled' },
  { pattern: '**/{.,*.}{docker,container}ignore', scheme: 'file' },
  { pattern: '**/.github/workflows/*.{yml,yaml}', scheme: 'file' },
  { pattern: '**/.dockwright.toml', scheme: 'file' },
] as const;

/** A client of the server that `python` runs; it is not started yet. */
export async function makeClient(
  context: ExtensionContext,
  log: LogOutputChannel,
  python: Interpreter,
): Promise<LanguageClient> {
  const [command = '', ...first] = python.command;
  const env = environment(await libraries(context, log, python), process.env);
  // -P: what lies around where the server starts is not imported, whatever its name.
  const args = [...first, '-P', '-m', 'dockwright', 'server'];
  const server = { args, command, options: { cwd: context.extensionPath, env } };
  const options: LanguageClientOptions = { ...clientOptions(log), errorHandler: errorHandler(() => client) };
  const client = new LanguageClient('dockwright', 'Dockwright', server, options);
  client.registerFeature(showsPages);
  return client;
}

function clientOptions(log: LogOutputChannel): LanguageClientOptions {
  return {
    // Most projects with this file have no Dockerfile.
    documentSelector: [...DOCUMENTS, { pattern: '**/pyproject.toml', scheme: 'file' }],
    initializationOptions: () => workspace.getConfiguration('dockwright'),
    initializationFailedHandler: () => false,
    middleware: { executeCommand },
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
}

/** The folders that the server is imported from before what is installed. */
async function libraries(context: ExtensionContext, log: LogOutputChannel, python: Interpreter): Promise<string[]> {
  const bundled = context.asAbsolutePath('bundled/libs');
  if (context.extensionMode !== ExtensionMode.Production) {
    return [context.asAbsolutePath('../server'), bundled];
  }
  if (workspace.getConfiguration('dockwright').get('importStrategy') === 'fromEnvironment') {
    if (await hasServer(python, context.extensionPath)) {
      return [];
    }
    log.warn(`The package dockwright is not installed for ${python.command.join(' ')}: using the bundled one.`);
  }
  return [bundled];
}

/** Restarts a server that has worked, a few times. One that cannot even start would only fail again. */
function errorHandler(client: () => LanguageClient): ErrorHandler {
  let usual: ErrorHandler | undefined;
  const handler = (): ErrorHandler => (usual ??= client().createDefaultErrorHandler());
  return {
    error: (...event) => handler().error(...event),
    closed: () =>
      client().initializeResult ? handler().closed() : { action: CloseAction.DoNotRestart, handled: true },
  };
}

/** Tells the server that this client shows the pages that `dockwright.explainRule` answers. */
const showsPages: StaticFeature = {
  fillClientCapabilities: (capabilities) => (capabilities.experimental = { dockwright: { showsPages: true } }),
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};
