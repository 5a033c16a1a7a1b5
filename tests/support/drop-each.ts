interface DroppedName {
  readonly text: string;
  /** Whatever stands beside the box to tick. */
  readonly built: readonly string[];
}

/** Drops a file of each name on the chat, from inside the frame, and goes back from all but the last. */
export async function dropEach(names: readonly string[]): Promise<readonly DroppedName[]> {
  const until = async <T>(find: () => T | null | undefined): Promise<T> => {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise((next) => {
        setTimeout(next);
      });
    }
  };
  const seen: DroppedName[] = [];
  for (const name of names) {
    await until(() => document.querySelector('#message'));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['?'], name));
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
    document.querySelector('.frame')?.dispatchEvent(drop);
    const label = await until(() =>
      [...document.querySelectorAll('label.file-name')].find(
        ({ textContent }) => textContent !== seen.at(-1)?.text,
      ),
    );
    seen.push({
      text: label.textContent ?? '',
      built: [...label.querySelectorAll(':not(input)')].map(({ tagName }) => tagName),
    });
    if (seen.length < names.length) document.querySelector<HTMLElement>('.title button')?.click();
  }
  return seen;
}
