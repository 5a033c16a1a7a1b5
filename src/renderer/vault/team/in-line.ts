/**
 * Vault, team: changes of the document, one at a time. What is urgent goes before whatever waits: who is to
 * be removed must not read on while a text is being published (PROTOCOL §2).
 */
export function inLine(): <T>(work: () => Promise<T>, urgent?: boolean) => Promise<T> {
  const waiting: { readonly urgent: boolean; readonly go: () => void }[] = [];
  let busy = false;
  const next = (): void => {
    const at = Math.max(
      0,
      waiting.findIndex(({ urgent }) => urgent),
    );
    const [first] = waiting.splice(at, 1);
    busy = first !== undefined;
    first?.go();
  };
  return async (work, urgent = false) => {
    await new Promise<void>((go) => {
      waiting.push({ urgent, go });
      if (!busy) next();
    });
    try {
      return await work();
    } finally {
      next();
    }
  };
}
