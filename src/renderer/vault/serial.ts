/**
 * Vault: one thing at a time.
 *
 * Runs what it is given in order, each after the last has ended, whether that went well or not. What
 * changes a conversation, the journal or the keyring goes through one of these, and nothing that
 * waits for the network does.
 */
export function serial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const run = last.then(work, work);
    last = run.catch(() => undefined);
    return await run;
  };
}
