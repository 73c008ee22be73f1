import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { type Command, environment, findInterpreter, hasServer, onPath } from '../src/python';

const folder = mkdtempSync(join(tmpdir(), 'dockwright-'));
const onPosix = { skip: process.platform === 'win32' && 'the stand-ins are shell scripts' };

after(() => {
  rmSync(folder, { recursive: true });
});

/** A program that does what `script` says, in place of Python. */
function standIn(name: string, script: string): Command {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return [path];
}

async function find(...candidates: Command[]): Promise<{ found: unknown; rejected: string[] }> {
  const rejected: string[] = [];
  const found = await findInterpreter(candidates, folder, (reason) => rejected.push(reason));
  return { found, rejected };
}

test('the first that is new enough is taken, and those before it are explained', onPosix, async () => {
  const missing = [join(folder, 'missing')];
  const broken = standIn('broken', 'echo first line >&2; echo no such environment >&2; exit 3');
  const other = standIn('other', 'echo hello');
  const two = standIn('two', 'echo 2.7.18');
  const old = standIn('old', 'echo 3.10.14');
  const enough = standIn('enough', 'echo 3.11.0');
  const better = standIn('better', 'echo 3.14.2');
  assert.deepEqual(await find(missing, broken, other, two, old, enough, better), {
    found: { command: enough, version: '3.11.0' },
    rejected: [
      `Not usable: ${missing.join()}: spawn ${missing.join()} ENOENT`,
      `Not usable: ${broken.join()}: no such environment`,
      `Not usable: ${other.join()}: hello`,
      `Not usable: ${two.join()}: 2.7.18`,
      `Not usable: ${old.join()}: Python 3.10.14 is too old`,
    ],
  });
});

test('where nothing will do, nothing is found', async () => {
  assert.deepEqual(await find(), { found: undefined, rejected: [] });
  assert.equal((await find([], [''])).found, undefined);
});

test('arguments of a candidate come before what it is asked', onPosix, async () => {
  const launcher = standIn('launcher', '[ "$1" = -3 ] && [ "$2" = -c ] && echo 3.12.1');
  assert.deepEqual((await find([...launcher, '-3'])).found, { command: [...launcher, '-3'], version: '3.12.1' });
});

test('later candidates are not even looked for', onPosix, async () => {
  const enough = standIn('lazy', 'echo 3.13.5');
  function* candidates(): Generator<Command> {
    yield enough;
    throw new Error('asked for more');
  }
  assert.deepEqual((await findInterpreter(candidates(), folder, () => undefined))?.command, enough);
});

test('a real Python of the PATH answers the question', async () => {
  const commands = onPath(process.platform);
  const expected = commands.find((command) => isNewEnough(command));
  assert.deepEqual((await findInterpreter(commands, folder, () => undefined))?.command, expected);
});

test('a server counts as installed only if the interpreter finds it without the current folder', onPosix, async () => {
  const has = standIn('has', '[ "$*" = "-P -c import dockwright" ]');
  const lacks = standIn('lacks', 'exit 1');
  assert.equal(await hasServer({ command: has, version: '3.11.0' }, folder), true);
  assert.equal(await hasServer({ command: lacks, version: '3.11.0' }, folder), false);
});

test('the environment has our libraries, and nothing that breaks or slows Python', () => {
  const inherited = { HOME: '/home/me', PYTHONDONTWRITEBYTECODE: '1', PYTHONHOME: '/elsewhere', PYTHONPATH: 'mine' };
  const cleaned = { HOME: '/home/me', PYTHONDONTWRITEBYTECODE: undefined, PYTHONHOME: undefined };
  assert.deepEqual(environment(['a', 'b'], inherited), { ...cleaned, PYTHONPATH: `a${delimiter}b` });
  assert.deepEqual(environment([], inherited), { ...cleaned, PYTHONPATH: 'mine' });
});

test('on Windows its launcher comes first, elsewhere python3', () => {
  assert.deepEqual(onPath('win32')[0], ['py', '-3']);
  assert.deepEqual(onPath('linux').slice(0, 2), [['python3'], ['python']]);
});

function isNewEnough([program = '', ...first]: Command): boolean {
  const script = 'import sys; sys.exit(sys.version_info < (3, 11))';
  try {
    execFileSync(program, [...first, '-c', script], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
