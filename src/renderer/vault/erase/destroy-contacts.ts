/**
 * Vault, erase: contact details that were replaced or taken back are destroyed: a rewrite leaves their
 * buckets out and destroys the keys (ADR 0024). Nobody is asked; it is the reporter's own decision.
 */
import type { Audit } from '../audit/audit.ts';
import type { Env } from '../env.ts';
import type { ContactsGoing } from '../inbox/contacts-going.ts';
import type { Jobs } from '../jobs.ts';
import { DESTROY_EVERY_MS } from '../limits.ts';
import type { Search } from '../search/open-search.ts';
import type { VaultStore } from '../store/vault-store.ts';

export interface DestroyContactsParts {
  readonly env: Pick<Env, 'later'>;
  readonly store: Pick<VaultStore, 'rewrite' | 'commit'>;
  readonly jobs: Pick<Jobs, 'run'>;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  readonly going: Pick<ContactsGoing, 'all' | 'gone' | 'put'>;
  readonly search: Pick<Search, 'forget'>;
  readonly audit: Pick<Audit, 'note'>;
}

export class DestroyContacts {
  readonly #parts: DestroyContactsParts;
  #running = false;
  /** A rewrite has just been: who changes their mind all day must not keep the vault busy all day. */
  #resting = false;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(parts: DestroyContactsParts) {
    this.#parts = parts;
  }

  /**
   * There may be something to destroy: now, or after the rest that follows each time. What cannot be done
   * now (no room, other work) is tried again.
   */
  soon(): void {
    const isNeeded = this.#parts.going.all().length > 0;
    if (!isNeeded || this.#running || this.#resting || this.#stopped) return;
    this.#running = true;
    void this.#run().then(
      () => this.#ended(),
      () => this.#ended(),
    );
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #ended(): void {
    this.#running = false;
    if (this.#stopped) return;
    this.#resting = true;
    this.#cancel = this.#parts.env.later(DESTROY_EVERY_MS, () => {
      this.#resting = false;
      this.soon();
    });
  }

  async #run(): Promise<void> {
    const { store, jobs, oneByOne, going, search, audit } = this.#parts;
    const buckets = going.all();
    const drop = new Set(buckets);
    const done = await jobs.run('erase', async (watch) =>
      oneByOne(async () => {
        const rewritten = await store.rewrite({ drop, rekey: false }, watch);
        if (!rewritten.ok) return rewritten;
        // Not written down: the next unlock sees that they are gone.
        const named = going.gone(buckets);
        if ((await store.commit(named)).ok) for (const change of named) going.put(change);
        return rewritten;
      }),
    );
    if (!done.ok) return;
    await search.forget(drop);
    audit.note('contact-destroyed', { count: buckets.length });
  }
}
