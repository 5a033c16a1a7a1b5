/**
 * Vault, retention: what somebody hears of it without asking (ADR 0044): that a period has ended, and that a
 * colleague changed the rules. Nothing is decrypted for it but a page of the log, and nothing is deleted.
 */
import type { DeskFact } from '../../../contract/desk.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import type { Audit } from '../audit/audit.ts';
import type { Env } from '../env.ts';
import { RETENTION_LOOK_MS, RETENTION_PUT_OFF_MS } from '../limits.ts';
import type { Papers } from '../papers/open-papers.ts';
import { serial } from '../serial.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { differing } from './rules.ts';
import type { RetentionSettings } from './settings.ts';

interface Parts {
  readonly env: Pick<Env, 'now' | 'later' | 'fault'>;
  readonly store: Pick<VaultStore, 'commit'>;
  readonly papers: Pick<Papers, 'mark'>;
  readonly settings: RetentionSettings;
  readonly audit: Pick<Audit, 'note'>;
  /** Of this device. */
  readonly device: string;
  readonly tell: (fact: DeskFact) => void;
  /** Whether a run would take something now. */
  readonly isDue: () => Promise<boolean>;
}

type Answer<K extends keyof KeepingRequests> = Promise<KeepingRequests[K]['output']>;

export class RetentionReminder {
  readonly #parts: Parts;
  readonly #oneByOne = serial();
  #cancel: () => void = () => undefined;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Says so now, and every day while the vault is open. */
  begin(): void {
    this.#cancel();
    this.look();
    this.#cancel = this.#parts.env.later(RETENTION_LOOK_MS, () => this.begin());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** After whatever may have changed the answer. Nobody waits for it: what a lock cuts off is said at the next unlock. */
  look(): void {
    void this.#oneByOne(async () => {
      if (this.#stopped) return;
      await this.#compare();
      await this.#due();
    }).catch((error: unknown) => {
      if (!this.#stopped) this.#parts.env.fault(error);
    });
  }

  readonly read = async (): Answer<'readRetentionNews'> =>
    await this.#oneByOne(async () => {
      const { settings, store, tell } = this.#parts;
      const known = await settings.known();
      if (known !== null) {
        const written = await store.commit([settings.knownChange({ ...known, read: true })]);
        if (!written.ok) return written;
      }
      tell({ type: 'retention-news', news: false });
      return { ok: true, value: null };
    });

  readonly putOff = async (): Answer<'putOffRetention'> =>
    await this.#oneByOne(async () => {
      const { settings, store, env } = this.#parts;
      const written = await store.commit([settings.putOffChange(env.now() + RETENTION_PUT_OFF_MS)]);
      if (written.ok) await this.#due();
      return written;
    });

  async #due(): Promise<void> {
    const { env, settings, isDue, tell } = this.#parts;
    const left = (await settings.putOffUntil()) - env.now();
    // A clock that was wrong puts nothing off for ever.
    const quiet = left > 0 && left <= RETENTION_PUT_OFF_MS;
    tell({ type: 'retention-due', due: !quiet && (await isDue()) });
  }

  /** A change by a colleague goes into the log once, and is told until somebody has read it. */
  async #compare(): Promise<void> {
    const { papers, settings, store, audit, device, tell } = this.#parts;
    const mark = papers.mark('retention');
    if (mark === null) return;
    const before = await settings.known();
    if (before?.hash !== mark.hash) {
      const { rules, unread } = await settings.rules();
      const count = differing(rules, before?.rules ?? (await settings.ownRules()));
      const foreign = mark.by !== device && (unread || count > 0);
      const read = !foreign && (mark.by === device || (before?.read ?? true));
      const { hash, by } = mark;
      if (!(await store.commit([settings.knownChange({ hash, rules, read })])).ok) return;
      if (foreign) audit.note('retention-arrived', { about: by, count });
    }
    const known = await settings.known();
    tell({ type: 'retention-news', news: known?.read === false });
  }
}
