/** Tells a person about a newer version and does each step only after a yes. */
import type { Speech } from '../words.ts';
import type { UpdateEngine } from './engine.ts';

/** A question with two answers; true for the first. Without `yes` it only tells. */
export interface Question {
  readonly message: string;
  readonly detail?: string;
  readonly yes?: string;
  readonly no?: string;
}

export interface AskingParts {
  /** Null: this edition has no feed. */
  readonly engine: UpdateEngine | null;
  readonly ask: (question: Question) => Promise<boolean>;
  readonly speech: Speech['update'];
}

/**
 * Looks once. `byHand`: a person asked for it and hears every answer, otherwise only of a newer version.
 * Two looks at a time are one.
 */
export function updateAsking(parts: AskingParts): (byHand: boolean) => Promise<void> {
  let busy = false;
  return async (byHand) => {
    if (busy) return;
    busy = true;
    try {
      await look(parts, byHand);
    } finally {
      busy = false;
    }
  };
}

async function look({ engine, ask, speech }: AskingParts, byHand: boolean): Promise<void> {
  const seen = engine === null ? ({ found: 'off' } as const) : await engine.look();
  if (seen.found !== 'newer' || engine === null) {
    const words = {
      off: speech.off,
      none: speech.none,
      unreachable: speech.unreachable,
      unsigned: speech.failed,
      newer: '',
    };
    if (byHand) await ask({ message: words[seen.found] });
    return;
  }
  const { version } = seen;
  const wanted = await ask({
    message: speech.found(version),
    detail: speech.foundDetail,
    yes: speech.load,
    no: speech.later,
  });
  if (!wanted) return;
  if (!(await engine.load())) {
    await ask({ message: speech.failed });
    return;
  }
  const now = await ask({
    message: speech.ready(version),
    detail: speech.readyDetail,
    yes: speech.install,
    no: speech.later,
  });
  if (now) engine.install();
}
