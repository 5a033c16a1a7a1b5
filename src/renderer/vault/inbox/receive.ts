/**
 * Vault, inbox: takes envelopes in. Open → rows → journal → Dexie → settle → facts (tell-kept.ts), in this order.
 *
 * A crash between any two steps costs a repeat, never a message: the relay delivers again, and what
 * is here already is known by its sender and mid. What cannot be read is counted, settled and
 * dropped, or it would come back for ever. Each envelope stands for itself: one at which we fail, in
 * taking it in or in writing it, waits in quarantine, or with the relay where that is full, and the
 * others of its batch are kept. One that we fail to open stays with the relay. Once it is durable
 * nothing makes it undone: what then goes wrong is a fault that is told of, and no more.
 */
import type { Envelope } from '../../../../protocol/wire/sealed.ts';
import { readBody } from '../../../../protocol/talk/body.ts';
import { NotWritten, type Change } from '../store/vault-store.ts';
import { batches } from './batches.ts';
import { Draft } from './draft.ts';
import { isCatchUp, judge, type Held, type Known, type Verdict } from './judge.ts';
import type { Again } from './quarantine.ts';
import type { InboxParts, TeamTaken } from './parts.ts';
import { SetAside } from './set-aside.ts';
import { tellKept, type Aftermath } from './tell-kept.ts';

/** An envelope, and what was in it; null: nothing that we can read. */
interface Opened {
  readonly envelope: Envelope;
  readonly held: Held | null;
}

/** `no-room`: a full disk. `failed`: a mistake of ours. Nothing of it was written then. */
type Kept = 'kept' | 'no-room' | 'failed';

export class Receiver {
  readonly #parts: InboxParts;
  readonly #after: Aftermath;
  /** What the team's rooms made of it: they are asked once, also where its batch is taken apart. */
  readonly #forTeam = new WeakMap<Held, TeamTaken>();
  #unreadable = 0;
  readonly #aside: SetAside;
  #stopped = false;

  constructor(parts: InboxParts, after: Aftermath) {
    this.#parts = parts;
    this.#after = after;
    this.#aside = new SetAside(parts);
  }

  /** How many envelopes since unlock could not be read. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Resolves when the batch is settled, or could not be kept (then the relay still has it). */
  async receive(envelopes: readonly Envelope[]): Promise<void> {
    const { refetch, oneByOne, quarantine, devices } = this.#parts;
    for (const batch of batches(envelopes)) {
      if (this.#stopped) return;
      const opened = batch.flatMap((envelope) => this.#opened(envelope));
      const known = this.#known(new Draft(this.#parts));
      if (opened.some(({ held }) => held !== null && isStranger(held, known))) await refetch();
      const begun = await oneByOne(async () => await this.#receiveBatch(opened));
      if (begun && quarantine.holdsOf([...devices().keys()])) await this.retry();
      this.#aside.tell();
    }
  }

  /** What we failed at may go well now: the app may be a newer one. */
  async online(): Promise<void> {
    if (this.#parts.quarantine.failed > 0) await this.retry('failed');
  }

  /** What has not been kept by now stays with the relay. */
  stop(): void {
    this.#stopped = true;
  }

  /** Judges the quarantine again; after each document change. */
  async retry(which: 'all' | 'failed' = 'all'): Promise<void> {
    const { oneByOne, quarantine, buckets, env } = this.#parts;
    await oneByOne(async () => {
      const waiting = await quarantine.waiting(env.now(), which);
      if (waiting.length === 0 || !(await buckets.ensure(waiting.length * BUCKETS_PER_MESSAGE)).ok)
        return;
      await this.#retry(waiting);
      const draft = new Draft(this.#parts);
      for (const change of quarantine.overdue(env.now())) draft.also(change);
      await this.#keep(draft, draft.changes());
    });
    this.#aside.tell();
  }

  /** Together, or each for itself where we fail at one of them: that one waits on, as what we failed at. */
  async #retry(waiting: readonly Again[]): Promise<void> {
    const draft = new Draft(this.#parts);
    const changes = await this.#attempt(draft, async () => {
      for (const { held, drop, keep, arrived } of waiting) {
        const change = (await this.#takeIn(draft, held, arrived)) === 'later' ? keep : drop;
        if (change !== null) draft.also(change);
      }
    });
    const kept = changes === null ? 'failed' : await this.#keep(draft, changes);
    if (kept !== 'failed' || this.#stopped) return;
    const [first, second] = waiting;
    if (second !== undefined) for (const one of waiting) await this.#retry([one]);
    else if (first?.fail) {
      const marked = new Draft(this.#parts);
      marked.also(first.fail);
      await this.#keep(marked, marked.changes());
    }
  }

  /** Opened, or left with the relay where we fail at it: once locked at all of them. */
  #opened(envelope: Envelope): readonly Opened[] {
    try {
      return [{ envelope, held: this.#parts.open(envelope) }];
    } catch (error) {
      this.#fault(error);
      if (!this.#stopped) this.#aside.left(envelope.id);
      return [];
    }
  }

  /** True when conversations have begun by it: what a colleague said of them may have come first. */
  async #receiveBatch(opened: readonly Opened[]): Promise<boolean> {
    if (this.#stopped || opened.length === 0) return false;
    const room = await this.#parts.buckets.ensure(opened.length * BUCKETS_PER_MESSAGE);
    if (!room.ok) return false;
    const draft = new Draft(this.#parts);
    let unreadable = 0;
    const changes = await this.#attempt(draft, async () => {
      for (const { held } of opened) {
        const taken = held === null ? 'unreadable' : await this.#takeIn(draft, held);
        if (taken === 'unreadable') unreadable += 1;
        if (taken === 'later' && held !== null) draft.quarantine(held);
      }
    });
    const kept = changes === null ? 'failed' : await this.#keep(draft, changes, opened);
    if (kept === 'failed') return await this.#receiveApart(opened);
    if (kept === 'no-room') return false;
    this.#unreadable += unreadable;
    return draft.begins;
  }

  /** Each for itself; one that fails alone as well is set aside. */
  async #receiveApart(opened: readonly Opened[]): Promise<boolean> {
    const [first, second] = opened;
    if (this.#stopped || first === undefined) return false;
    if (second === undefined) {
      await this.#setAside(first);
      return false;
    }
    let begins = false;
    for (const one of opened) begins = (await this.#receiveBatch([one])) || begins;
    return begins;
  }

  async #setAside(opened: Opened): Promise<void> {
    const { held, envelope } = opened;
    const draft = new Draft(this.#parts);
    const isForNow = held === null || isToldAgain(held);
    const hasRoom = isForNow || draft.quarantine(held, true);
    const kept = hasRoom ? await this.#keep(draft, draft.changes(), [opened]) : 'failed';
    if (kept === 'failed') this.#aside.left(envelope.id);
  }

  /** What is to be written; null where we failed at it: nothing of it is kept. */
  async #attempt(draft: Draft, work: () => Promise<void>): Promise<readonly Change[] | null> {
    try {
      await work();
      await draft.complete();
      return draft.changes();
    } catch (error) {
      this.#fault(error);
      draft.abandon();
      return null;
    }
  }

  /** `waited`: it came then, and has been in quarantine since. */
  async #takeIn(
    draft: Draft,
    held: Held,
    waited?: number,
  ): Promise<'kept' | 'known' | 'later' | 'unreadable'> {
    const taken = await this.#askTeam(held);
    if (taken !== null) return taken;
    const verdict = judge(held, this.#known(draft));
    switch (verdict.kind) {
      case 'unreadable':
        return 'unreadable';
      case 'later':
        return 'later';
      case 'erased':
        return 'known';
      case 'receipt':
        if (verdict.author.kind === 'reporter') await draft.receipt(verdict);
        return 'kept';
      case 'message':
        return (await draft.message(verdict, held, undefined, waited)) ? 'kept' : 'known';
      case 'catch-up':
        return await this.#catchUp(draft, verdict);
    }
  }

  async #askTeam(held: Held): Promise<TeamTaken> {
    const asked = this.#forTeam.get(held);
    if (asked !== undefined) return asked;
    const taken = (await this.#parts.forTeam?.(held)) ?? null;
    this.#forTeam.set(held, taken);
    return taken;
  }

  async #catchUp(
    draft: Draft,
    { by, body }: Extract<Verdict, { kind: 'catch-up' }>,
  ): Promise<'known'> {
    const { catchUp } = this.#after;
    if (body.type === 'digest') catchUp.question(by, body);
    else if (body.type === 'deletion') await draft.erasedBy(by, body.erased, body.asked);
    else await catchUp.take(draft, { by, told: body, known: this.#known(draft) });
    return 'known';
  }

  /** Durable, then the relay may let go of `opened`, then facts; or nothing of it. */
  async #keep(
    draft: Draft,
    changes: readonly Change[],
    opened: readonly Opened[] = [],
  ): Promise<Kept> {
    const { carrier } = this.#parts;
    const kept = await this.#write(changes);
    if (kept !== 'kept') {
      draft.abandon();
      return kept;
    }
    const ids = opened.map(({ envelope }) => envelope.id);
    await this.#apart(() => draft.settle());
    this.#aside.found(ids);
    // What the relay does not hear of comes once more, and is known then.
    if (ids.length > 0) await this.#apart(async () => await carrier.settle({ ids }));
    await tellKept(this.#parts, this.#after, draft);
    return kept;
  }

  /** Throws where it may be durable all the same. */
  async #write(changes: readonly Change[]): Promise<Kept> {
    const { store } = this.#parts;
    try {
      return (await store.commit(changes)).ok ? 'kept' : 'no-room';
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      this.#fault(error);
      return 'failed';
    }
  }

  /** What follows something durable undoes nothing. */
  async #apart(follow: () => unknown): Promise<void> {
    try {
      await follow();
    } catch (error) {
      this.#fault(error);
    }
  }

  /** Once stopped, with keys gone, work that was under way fails, and that is no mistake. */
  #fault(error: unknown): void {
    if (!this.#stopped) this.#parts.env.fault(error);
  }

  #known(draft: Draft): Known {
    const { devices, erased, erasedUntil } = this.#parts;
    return {
      devices: devices(),
      holds: (id) => draft.holds(id),
      erased: (sender, mid) => erased?.(sender, mid) ?? false,
      erasedUntil: (id) => erasedUntil?.(id, draft.begun(id)) ?? 0,
    };
  }
}

/** A contact that begins its conversation. */
const BUCKETS_PER_MESSAGE = 2;

const isStranger = (held: Held, known: Known): boolean => {
  try {
    const verdict = judge(held, known);
    return verdict.kind === 'later' && verdict.why === 'stranger';
  } catch {
    return false;
  }
};

/** Not set aside: it is asked or told again. */
const isToldAgain = ({ body }: Held): boolean => {
  try {
    return isCatchUp(readBody(body));
  } catch {
    return false;
  }
};
