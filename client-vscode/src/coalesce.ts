/** `run`, never twice at once: however many calls come during a run, they lead to one more run after it. */
export function coalesced(run: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    waiting = undefined;
    return run();
  };
  return () => (waiting ??= last = last.then(begin, begin));
}
