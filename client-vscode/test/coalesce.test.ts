import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coalesced } from '../src/coalesce';

test('calls during a run share one run after it', async () => {
  const finish: (() => void)[] = [];
  const restart = coalesced(() => new Promise<void>((resolve) => finish.push(resolve)));
  const first = restart();
  await Promise.resolve();
  const second = restart();
  assert.equal(restart(), second);
  assert.equal(finish.length, 1);
  finish[0]?.();
  await first;
  assert.equal(finish.length, 2);
  finish[1]?.();
  await second;
  assert.equal(finish.length, 2);
});

test('a run that fails does not stop the next', async () => {
  let runs = 0;
  const restart = coalesced(() => {
    runs += 1;
    return runs === 1 ? Promise.reject(new Error('first')) : Promise.resolve();
  });
  await assert.rejects(restart(), /first/);
  await restart();
  assert.equal(runs, 2);
});
