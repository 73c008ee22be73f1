/** Finds a Python that can run the server. Knows nothing of VS Code, so plain Node.js can test it. */
import { execFile } from 'node:child_process';

/** A command that may start Python, and where it was taken from. */
export interface Candidate {
  readonly command: readonly string[];
  readonly origin: string;
}

/** A Python that was started once and is new enough. */
export interface Interpreter {
  readonly command: readonly string[];
  readonly version: string;
}

/** What came of looking for one: the first that will do, or in words why none of them does. */
export interface Search {
  readonly interpreter: Interpreter | undefined;
  readonly rejected: readonly string[];
}

const OLDEST = { major: 3, minor: 11 };
const PROBE_MS = 10_000;
const PROBE = 'import sys; print(*sys.version_info[:3], sep=".")';

/** The commands that start Python on `platform`, from the one that is most likely to be meant. */
export function onPath(platform: NodeJS.Platform): Candidate[] {
  const commands =
    platform === 'win32'
      ? [['py', '-3'], ['python'], ['python3']]
      : // Where `python3` is too old, as on macOS, a newer one is often there under its full name.
        [['python3'], ['python'], ...[14, 13, 12, 11].map((minor) => [`python3.${String(minor)}`])];
  return commands.map((command) => ({ command, origin: 'PATH' }));
}

/** Tries candidates one after the other. They are started in `folder`, with the environment of the server. */
export async function findInterpreter(
  candidates: AsyncIterable<Candidate> | Iterable<Candidate>,
  folder: string,
): Promise<Search> {
  const rejected: string[] = [];
  for await (const { command, origin } of candidates) {
    const output = await python(command, ['-c', PROBE], folder);
    const version = /^(\d+)\.(\d+)\.\d+$/.exec(output.text);
    if (version !== null && isNewEnough(Number(version[1]), Number(version[2]))) {
      return { interpreter: { command, version: output.text }, rejected };
    }
    const reason = version === null ? output.text : `is Python ${output.text}`;
    rejected.push(`${command.join(' ')} (${origin}): ${reason}`);
  }
  return { interpreter: undefined, rejected };
}

/** Whether the package dockwright is installed for `interpreter`. */
export async function hasServer(interpreter: Interpreter, folder: string): Promise<boolean> {
  return (await python(interpreter.command, ['-P', '-c', 'import dockwright'], folder)).succeeded;
}

/**
 * The environment of the server, with `libraries` in front of what is installed; without any, as it is.
 *
 * PYTHONHOME is for another program's Python. Without bytecode every start would compile all libraries anew.
 */
export function environment(libraries: readonly string[], inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PYTHONHOME: _home, PYTHONDONTWRITEBYTECODE: _bytecode, ...rest } = inherited;
  const separator = process.platform === 'win32' ? ';' : ':';
  return libraries.length > 0 ? { ...rest, PYTHONPATH: libraries.join(separator) } : rest;
}

function isNewEnough(major: number, minor: number): boolean {
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}

/** What Python says when it is run with `args`, or what went wrong. */
function python(command: readonly string[], args: string[], cwd: string): Promise<{ succeeded: boolean; text: string }> {
  const [program = '', ...first] = command;
  const options = { cwd, env: environment([], process.env), timeout: PROBE_MS, windowsHide: true };
  return new Promise((resolve) => {
    execFile(program, [...first, ...args], options, (error, output, errors) => {
      const failure = error && (errors.trim().split('\n').at(-1) || error.message);
      resolve({ succeeded: !error, text: failure ?? output.trim() });
    });
  });
}
