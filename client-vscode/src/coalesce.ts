/** A function that never runs twice at once: however often it is called meanwhile, it runs once more afterwards. */
export function coalesced(run: () => Promise<void>): () => Promise<void> {
  const state = { again: false, current: undefined as Promise<void> | undefined };

  async function loop(): Promise<void> {
    do {
      state.again = false;
      await run();
    } while (state.again);
  }

  return () => {
    if (state.current !== undefined) {
      state.again = true;
      return state.current;
    }
    state.current = loop().finally(() => {
      state.current = undefined;
    });
    return state.current;
  };
}
