/** A gate that is open until somebody shuts it: whoever passes waits while it is shut. */
export interface Gate {
  readonly pass: () => Promise<void>;
  readonly shut: () => void;
  readonly open: () => void;
}

export function newGate(): Gate {
  let opened: Promise<void> = Promise.resolve();
  let release: (() => void) | null = null;
  return {
    pass: () => opened,
    shut: () => {
      if (release !== null) return;
      opened = new Promise((resolve) => {
        release = resolve;
      });
    },
    open: () => {
      release?.();
      release = null;
      opened = Promise.resolve();
    },
  };
}
