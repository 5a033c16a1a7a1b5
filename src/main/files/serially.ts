/** One after the other, in the order asked for. */

/** Runs each task once all earlier ones are done; one that fails does not keep the next from running. */
export function serially(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (task) => {
    const mine = last.then(task);
    last = mine.catch(() => null);
    return await mine;
  };
}
