/** Vault, inbox: how many messages wait because this app failed at them, and telling it. */
import type { EnvelopeId } from '../../../../protocol/ids.ts';
import type { InboxParts } from './parts.ts';

export class SetAside {
  readonly #parts: Pick<InboxParts, 'quarantine' | 'tell'>;
  /** With the relay: we fail to open them, or there was no room in quarantine. */
  readonly #left = new Set<EnvelopeId>();
  #told = 0;

  constructor(parts: Pick<InboxParts, 'quarantine' | 'tell'>) {
    this.#parts = parts;
  }

  left(id: EnvelopeId): void {
    this.#left.add(id);
  }

  /** These have found their place, or one in quarantine. */
  found(ids: readonly EnvelopeId[]): void {
    for (const id of ids) this.#left.delete(id);
  }

  /** Each number once, since a connection that comes and goes is no news; that none is left is. */
  tell(): void {
    const { quarantine, tell } = this.#parts;
    const count = quarantine.failed + this.#left.size;
    if (count === this.#told) return;
    this.#told = count;
    tell({ type: 'trouble', trouble: { kind: 'set-aside', count } });
  }
}
