/** Finds a Python that can run the server. Knows nothing of VS Code, so plain Node.js can test it. */
import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';

/** A program and its first arguments, which together start Python. */
export type Command = readonly string[];

/** A Python that was started once and is new enough. */
export interface Interpreter {
  readonly command: Command;
  readonly version: string;
}

const OLDEST_MINOR = 11;
const PROBE = 'import sys; print(*sys.version_info[:3], sep=".")';

/** What starts Python from the PATH of `platform`, most likely first. */
export function onPath(platform: NodeJS.Platform): Command[] {
  // Where `python3` is too old, as on macOS, a newer one is often there under its full name.
  const full = [14, 13, 12, 11].map((minor) => [`python3.${String(minor)}`]);
  return platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python'], ...full];
}

/** The first of `candidates` that runs in `folder` and is new enough; `reject` is told about those before it. */
export async function findInterpreter(
  candidates: AsyncIterable<Command> | Iterable<Command>,
  folder: string,
  reject: (reason: string) => void,
): Promise<Interpreter | undefined> {
  for await (const command of candidates) {
    const { text } = await python(command, ['-c', PROBE], folder);
    const minor = /^3\.(\d+)\.\d+$/.exec(text)?.[1];
    if (minor !== undefined && Number(minor) >= OLDEST_MINOR) {
      return { command, version: text };
    }
    reject(`Not usable: ${command.join(' ')}: ${minor === undefined ? text : `Python ${text} is too old`}`);
  }
  return undefined;
}

/** Whether the package dockwright is installed for an interpreter. */
export async function hasServer({ command }: Interpreter, folder: string): Promise<boolean> {
  return (await python(command, ['-P', '-c', 'import dockwright'], folder)).succeeded;
}

/**
 * The environment of the server, with `libraries` in front of what is installed.
 * PYTHONHOME is for another program's Python. Without bytecode every start would compile all libraries anew.
 * Both are undefined, not left out: the language client adds to what it inherits.
 */
export function environment(libraries: readonly string[], inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = libraries.length > 0 ? { PYTHONPATH: libraries.join(delimiter) } : {};
  return { ...inherited, ...path, PYTHONHOME: undefined, PYTHONDONTWRITEBYTECODE: undefined };
}

/** What Python says when it is run with `args`, or what went wrong. */
function python(command: Command, args: string[], cwd: string): Promise<{ succeeded: boolean; text: string }> {
  const [program = '', ...first] = command;
  const options = { cwd, env: environment([], process.env), timeout: 10_000, windowsHide: true };
  return new Promise((resolve) => {
    // A settings' empty name is as good as one that does not exist; Node.js would throw.
    execFile(program || ' ', [...first, ...args], options, (error, output, errors) => {
      const reason = errors.trim().split('\n').at(-1) ?? '';
      resolve({ succeeded: !error, text: error ? reason || error.message.trim() : output.trim() });
    });
  });
}
