/**
 * Vault, audit: who did what when, without content, in a chain that shows every change (ADR 0016).
 *
 * `note` only remembers; what it was told is on the disk about a second later, in order. Nothing that
 * a person does ever waits for the log or fails because of it.
 */
import type { ConversationId, DeviceId, RowId } from '../../../../protocol/ids.ts';
import type { Sign } from '../../../../protocol/team/signature.ts';
import type { AuditAct, AuditCheck, AuditEvent, ConversationAct } from '../../../contract/audit.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import {
  AUDIT_FLUSH_MS,
  AUDIT_RETRY_MS,
  AUDIT_SIGN_EVERY_MS,
  MAX_AUDIT_WAITING,
} from '../limits.ts';
import { serial } from '../serial.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { breather } from '../turns.ts';
import { checkLog } from './check.ts';
import { chained, headOf, NO_EVENTS, opaque, type AuditHead, type ChainedEvent } from './event.ts';
import { exportName, logLines, type DevicePublic } from './export.ts';
import { pageOf, Pages, type PagesParts } from './pages.ts';
import { isSigned, signHead, type SignedHead } from './signed-head.ts';

export interface AuditParts extends PagesParts {
  readonly env: Pick<Env, 'now' | 'later' | 'ticks'>;
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit' | 'each'>;
  readonly device: { readonly id: DeviceId; readonly keys: DevicePublic; readonly sign: Sign };
  /** What stands for a conversation: its real id follows from the reporter's key. */
  readonly veiled: (id: ConversationId) => string;
  /** Heads of this device's log that colleagues brought back, rising. */
  readonly given: () => Promise<readonly SignedHead[]>;
  /** The head was signed, and is on the disk. */
  readonly signedAnew: () => void;
  /** `carrier.save`: a path the person chooses. */
  readonly save: (document: {
    readonly name: string;
    readonly bytes: Uint8Array;
  }) => Promise<Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write'>>;
}

/** What is old enough: a stretch at the beginning of the log, and records of logs that a restore brought along. */
export interface AuditStretch {
  /** Place of its last event; below the log's first when none of our own is old enough. */
  readonly upTo: number;
  readonly others: readonly RowId[];
  /** Events in all of them. */
  readonly count: number;
  /** When the newest of them happened. */
  readonly at: number;
}

/**
 * Says that something happened. Never throws and never waits; `about` must be an opaque id, and what is
 * about a conversation is written under a name that only this vault's key can make.
 */
export interface Note {
  (
    act: ConversationAct,
    about: { readonly conversation: ConversationId | null; readonly count?: number },
  ): void;
  (
    act: Exclude<AuditAct, ConversationAct>,
    more?: { readonly about?: string; readonly count?: number },
  ): void;
}

/** Either of the two. */
export interface Noted {
  readonly about?: string;
  readonly conversation?: ConversationId | null;
  readonly count?: number;
}

export interface Audit {
  readonly note: Note;
  /** The same with these changes in one commit: both are durable when it answers, or wait together for room on the disk. */
  readonly noteWith: (
    act: Exclude<AuditAct, ConversationAct>,
    more: { readonly about: string; readonly count: number },
    changes: readonly Change[],
  ) => Promise<void>;
  /** Writes what waits; false: a full disk keeps it waiting. */
  readonly durable: () => Promise<boolean>;
  /** Newest first, before this place; null: from the newest. */
  readonly page: (
    before: number | null,
    limit: number,
  ) => Promise<{ readonly events: readonly AuditEvent[]; readonly earlier: boolean }>;
  /** Reads the whole log and follows its chain, from where it begins to where this vault says it stands, and past every head that colleagues hold. */
  readonly verify: () => Promise<AuditCheck>;
  /** The newest daily signature that is on the disk. */
  readonly signed: () => SignedHead | null;
  /** JSON lines with every chain value, the last one the head signed by the device; see tools/verify-audit.ts. */
  readonly exportLog: () => Promise<
    Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write'>
  >;
  /** When the oldest event of our own log happened; null: none is written. */
  readonly began: () => Promise<number | null>;
  /** What happened at or before `until`, as far as nothing newer stands before it; null: nothing did. */
  readonly oldest: (until: number) => Promise<AuditStretch | null>;
  /** Deletes it. A signed record says what chain value the rest of our own log begins with. */
  readonly cut: (
    stretch: Pick<AuditStretch, 'upTo' | 'others'>,
  ) => Promise<Outcome<null, 'disk-full'>>;
  /** Writes what waits, and takes nothing more. */
  readonly close: () => Promise<void>;
}

export async function openAudit(parts: AuditParts): Promise<Audit> {
  const pages = new Pages(parts);
  const cut = await pages.signed('audit-cut');
  const first = pageOf((cut?.seq ?? 0) + 1);
  const newest = pages.newest(first);
  const open = newest === null ? [] : await pages.read(newest);
  const last = open.at(-1);
  const start = cut === null ? NO_EVENTS : headOf({ seq: cut.seq, chain: cut.head });
  const head = last === undefined ? start : headOf(last);
  return new Log(parts, { pages, open, head, cut, signed: await pages.signed('audit-head') });
}

interface State {
  readonly pages: Pages;
  /** Events of the newest page, which the next write goes on with. */
  readonly open: readonly ChainedEvent[];
  readonly head: AuditHead;
  readonly cut: SignedHead | null;
  readonly signed: SignedHead | null;
}

class Log implements Audit {
  readonly #parts: AuditParts;
  readonly #pages: Pages;
  readonly #oneByOne = serial();
  /** Noted and not written yet. */
  readonly #waiting: ChainedEvent[] = [];
  /** What is written in one commit with the events that wait. */
  readonly #along: Change[] = [];
  /** Of the last event noted, and of the last one written. */
  #noted: AuditHead;
  #written: AuditHead;
  #open: readonly ChainedEvent[];
  #cut: SignedHead | null;
  #signed: SignedHead | null;
  #stopTimer: (() => void) | null = null;
  #closed = false;

  constructor(parts: AuditParts, { pages, open, head, cut, signed }: State) {
    this.#parts = parts;
    this.#pages = pages;
    this.#open = open;
    this.#noted = head;
    this.#written = head;
    this.#cut = cut;
    this.#signed = signed;
  }

  readonly note: Note = (act: AuditAct, noted?: Noted) => void this.#chain(act, noted ?? {});

  readonly noteWith: Audit['noteWith'] = async (act, more, changes) => {
    if (this.#chain(act, more)) this.#along.push(...changes);
    await this.durable();
  };

  readonly durable: Audit['durable'] = async () =>
    await this.#oneByOne(async () => await this.#write());

  /** False: it is not taken. */
  #chain(act: AuditAct, { about, conversation, count }: Noted): boolean {
    if (this.#closed || this.#waiting.length >= MAX_AUDIT_WAITING) return false;
    const { env, device, veiled } = this.#parts;
    const whole = count !== undefined && Number.isSafeInteger(count) && count >= 0;
    const { event, head } = chained(
      {
        at: env.now(),
        act,
        by: device.id,
        about: opaque(conversation ? veiled(conversation) : about),
        count: whole ? count : null,
      },
      this.#noted,
    );
    this.#noted = head;
    this.#waiting.push(event);
    this.#writeIn(AUDIT_FLUSH_MS);
    return true;
  }

  readonly page: Audit['page'] = async (before, limit) =>
    await this.#afterWriting(async () => {
      const first = this.#first();
      const newest = Math.min(before ?? Number.MAX_SAFE_INTEGER, this.#noted.seq + 1) - 1;
      const oldest = Math.max(first, newest - limit + 1);
      const events: AuditEvent[] = [];
      for await (const event of this.#events(oldest)) {
        if (event.seq > newest) break;
        events.push(eventOnly(event));
      }
      return { events: events.toReversed(), earlier: oldest > first };
    });

  readonly verify: Audit['verify'] = async () =>
    await this.#afterWriting(async () => {
      const { device, given } = this.#parts;
      const by = { id: device.id, publicKey: device.keys.sign };
      return await checkLog(this.#events(this.#first()), {
        cut: this.#cut,
        signed: this.#signed,
        given: await given(),
        last: this.#noted,
        isSigned: (head) => isSigned(head, by),
      });
    });

  readonly signed: Audit['signed'] = () => this.#signed;

  readonly exportLog: Audit['exportLog'] = async () => {
    const { env, device, save } = this.#parts;
    // The dialog may stay open for long; the log goes on meanwhile.
    const { bytes, count } = await this.#afterWriting(async () => {
      const signed = signHead(this.#written, env.now(), device);
      const about = { device, cut: this.#cut, signed };
      const lines = await logLines(this.#durable(), about);
      return { bytes: lines, count: this.#written.seq - this.#first() + 1 };
    });
    const saved = await save({ name: exportName(env.now()), bytes });
    if (saved.ok) this.note('audit-exported', { count });
    return saved;
  };

  readonly began: Audit['began'] = async () =>
    await this.#oneByOne(async () => {
      const { value } = await this.#durable().next();
      return value?.at ?? null;
    });

  readonly oldest: Audit['oldest'] = async (until) =>
    await this.#afterWriting(async () => {
      const first = this.#first();
      let [upTo, at] = [first - 1, 0];
      for await (const event of this.#durable()) {
        if (event.at > until) break;
        at = Math.max(at, event.at);
        upTo = event.seq;
      }
      const brought = await this.#pages.brought(this.#parts.device.id, until);
      const count = upTo - first + 1 + brought.count;
      const { others } = brought;
      return count === 0 ? null : { upTo, others, count, at: Math.max(at, brought.at) };
    });

  readonly cut: Audit['cut'] = async ({ upTo, others }) =>
    await this.#afterWriting(async () => {
      const removed = others.map((id) => this.#pages.removal(id));
      if (upTo < this.#first()) return await this.#parts.store.commit(removed);
      return await this.#cutOwn(upTo, removed);
    });

  readonly close: Audit['close'] = async () => {
    this.#closed = true;
    this.#stopTimer?.();
    this.#stopTimer = null;
    await this.durable();
  };

  async #cutOwn(upTo: number, also: readonly Change[]): Promise<Outcome<null, 'disk-full'>> {
    const { env, device, store } = this.#parts;
    const from = this.#first();
    const kept = await this.#pages.read(pageOf(upTo));
    const last = kept.find(({ seq }) => seq === upTo);
    if (last === undefined) throw new Error('no such event to cut at');
    const rest = kept.filter(({ seq }) => seq > upTo);
    const cut = signHead(headOf(last), env.now(), device);
    const gone = Array.from({ length: pageOf(upTo) - pageOf(from) }, (_, i) =>
      this.#pages.change(pageOf(from) + i, null),
    );
    const committed = await store.commit([
      this.#pages.signChange('audit-cut', cut),
      this.#pages.change(pageOf(upTo), rest.length === 0 ? null : rest),
      ...gone,
      ...also,
    ]);
    if (!committed.ok) return committed;
    this.#cut = cut;
    if (pageOf(upTo) === pageOf(this.#written.seq)) this.#open = rest;
    return committed;
  }

  /** Place of the oldest event that is kept. */
  #first(): number {
    return (this.#cut?.seq ?? 0) + 1;
  }

  /** From place `from` on, what still waits at the end. */
  async *#events(from: number): AsyncGenerator<ChainedEvent> {
    for await (const event of this.#durable(from)) yield event;
    for (const event of this.#waiting) if (event.seq >= from) yield event;
  }

  async *#durable(from: number = this.#first()): AsyncGenerator<ChainedEvent> {
    const breathe = breather(this.#parts.env.ticks);
    for (let page = pageOf(from); page <= pageOf(this.#written.seq); page += 1) {
      await breathe();
      for (const event of await this.#pages.read(page)) if (event.seq >= from) yield event;
    }
  }

  async #afterWriting<T>(work: () => Promise<T>): Promise<T> {
    return await this.#oneByOne(async () => {
      await this.#write();
      return await work();
    });
  }

  #writeIn(ms: number): void {
    this.#stopTimer ??= this.#parts.env.later(ms, () => {
      this.#stopTimer = null;
      void this.#oneByOne(async () => {
        if (!this.#closed) await this.#write();
      });
    });
  }

  /** Everything that waits, in one commit. What a full disk refuses waits on, and false is answered. */
  async #write(): Promise<boolean> {
    const [fresh, along] = [[...this.#waiting], [...this.#along]];
    const [first, last] = [fresh[0], fresh.at(-1)];
    if (first === undefined || last === undefined) return true;
    const begun = this.#open.filter(({ seq }) => pageOf(seq) === pageOf(first.seq));
    const byPage = Map.groupBy([...begun, ...fresh], ({ seq }) => pageOf(seq));
    const signed = this.#dueSignature(headOf(last));
    const pages = [...byPage].map(([page, events]) => this.#pages.change(page, events));
    const changes: Change[] = [...pages, ...along];
    if (signed !== null) changes.push(this.#pages.signChange('audit-head', signed));
    if (!(await this.#commit(changes))) {
      if (!this.#closed) this.#writeIn(AUDIT_RETRY_MS);
      return false;
    }
    this.#waiting.splice(0, fresh.length);
    this.#along.splice(0, along.length);
    this.#written = headOf(last);
    this.#open = byPage.get(pageOf(last.seq)) ?? [];
    if (signed === null) return true;
    this.#signed = signed;
    this.#parts.signedAnew();
    return true;
  }

  /** False on a full disk, and where main cannot write at all: nobody is told, and it is tried again. */
  async #commit(changes: readonly Change[]): Promise<boolean> {
    try {
      return (await this.#parts.store.commit(changes)).ok;
    } catch {
      return false;
    }
  }

  #dueSignature(head: AuditHead): SignedHead | null {
    const { env, device } = this.#parts;
    const fresh = env.now() - (this.#signed?.at ?? 0) < AUDIT_SIGN_EVERY_MS;
    return this.#signed !== null && fresh ? null : signHead(head, env.now(), device);
  }
}

const eventOnly = ({ seq, at, act, by, about, count }: ChainedEvent): AuditEvent => ({
  seq,
  at,
  act,
  by,
  about,
  count,
});
