/**
 * Vault, duty: calling colleagues for help, and being called (PROTOCOL §4, Calling for help).
 *
 * A call lives in memory and ends by itself: what nobody heard in time is no help any more. So whoever calls
 * is told at once when it did not go out, and it is said again while nobody comes.
 */
import {
  EnvelopeId,
  HelpId,
  type ConversationId,
  type DeviceId,
} from '../../../../protocol/ids.ts';
import {
  HELP_AGAIN_MS,
  HELP_CALLS_PER_HOUR,
  HELP_LIFE_MAX_MS,
  HELP_LIFE_MS,
} from '../../../../protocol/limits.ts';
import type { HelpContent } from '../../../../protocol/talk/help.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import type { Wake } from '../../../../protocol/wire/sealed.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { HelpCall, HelpRequests } from '../../../contract/help.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Note } from '../audit/audit.ts';
import type { Env } from '../env.ts';
import type { Held } from '../inbox/judge.ts';
import { sealToColleagues, type Sealing } from '../inbox/recipients.ts';
import { saidBy } from '../team/said-by.ts';
import { teamEvent } from '../team/team-event.ts';

export interface HelpParts {
  readonly env: Pick<Env, 'now' | 'later'>;
  readonly carrier: Pick<Carrier, 'post' | 'call'>;
  readonly own: DeviceId;
  readonly alias: () => string;
  readonly operators: () => ReadonlySet<DeviceId>;
  readonly devices: () => ReadonlyMap<SenderKey, KnownDevice>;
  readonly sealing: () => Sealing;
  readonly docSeq: () => number;
  /** The time that dates beacons (PROTOCOL §2). */
  readonly time: () => number;
  /** Whether this vault has the conversation. */
  readonly has: (conversation: ConversationId) => boolean;
  /** Whether the person here wants to hear such calls. */
  readonly rings: () => boolean;
  readonly note: Note;
  readonly tell: (fact: DeskFact) => void;
}

interface Call {
  readonly id: HelpId;
  readonly by: DeviceId;
  readonly alias: string;
  readonly about: ConversationId | null;
  /** By our own clock. */
  readonly until: number;
  readonly coming: ReadonlyMap<DeviceId, string>;
  /** Who said so to a call of the same device before, and it had to call again: they end no ringing. */
  readonly promised: ReadonlySet<DeviceId>;
  /** Ended, or of no more interest here: it stays known until its time is up, so that a repeat begins nothing. */
  readonly over: boolean;
}

type Answer<K extends keyof HelpRequests> = Promise<HelpRequests[K]['output']>;

const HOUR_MS = 60 * 60_000;

export class HelpRoom {
  readonly #parts: HelpParts;
  readonly #calls = new Map<HelpId, Call>();
  /** When each device began a call, within the last hour. */
  readonly #begun = new Map<DeviceId, readonly number[]>();
  #stopAgain: (() => void) | null = null;
  #stopEnd: (() => void) | null = null;
  #asking = false;

  constructor(parts: HelpParts) {
    this.#parts = parts;
  }

  calls(): readonly HelpCall[] {
    const { own, has } = this.#parts;
    return [...this.#calls.values()]
      .filter((call) => this.#goesOn(call))
      .map(({ id, by, alias, about, until, coming }) => ({
        id,
        own: by === own,
        device: by,
        alias,
        about: about !== null && has(about) ? about : null,
        until,
        coming: [...coming].map(([device, name]) => ({
          device,
          alias: name,
          own: device === own,
        })),
      }));
  }

  async call(about: ConversationId | null): Answer<'callHelp'> {
    const { own, alias, operators, time, env, note } = this.#parts;
    if (!operators().has(own)) return refuse('not-operator');
    const before = this.#own();
    if (this.#asking || (before !== undefined && before.coming.size === 0)) return ok(null);
    if (this.#lately(own).length >= HELP_CALLS_PER_HOUR) return refuse('too-often');
    const id = HelpId.random();
    const asks = { until: time() + HELP_LIFE_MS, ...(about === null ? {} : { about }) };
    const body = this.#body({ type: 'help', call: id, stage: 'asks', ...asks });
    this.#asking = true;
    const sent = await this.#post(body, 'help').finally(() => {
      this.#asking = false;
    });
    if (!sent.ok) return sent;
    this.#begin(own);
    const promised = this.#promisedTo(own);
    // Only now: whoever was on the way is not called off by a call that reached nobody.
    if (before !== undefined) void this.end(before.id);
    const until = env.now() + HELP_LIFE_MS;
    this.#put({
      id,
      by: own,
      alias: alias(),
      about,
      until,
      coming: new Map(),
      promised,
      over: false,
    });
    this.#againLater(id, body);
    note('help-called', { conversation: about });
    return ok(null);
  }

  async come(id: HelpId): Answer<'comeToHelp'> {
    const { own, alias, note } = this.#parts;
    const call = this.#calls.get(id);
    if (call === undefined || call.by === own || !this.#goesOn(call)) return refuse('over');
    if (call.coming.has(own)) return ok(null);
    const sent = await this.#post(this.#body({ type: 'help', call: id, stage: 'comes' }), false);
    if (!sent.ok) return refuse('offline');
    // Somebody else may have said so meanwhile.
    const now = this.#calls.get(id) ?? call;
    this.#put({ ...now, coming: new Map(now.coming).set(own, alias()) });
    note('help-answered', { conversation: now.about });
    return ok(null);
  }

  async end(id: HelpId): Promise<null> {
    const { own } = this.#parts;
    const call = this.#calls.get(id);
    if (call === undefined || call.over) return null;
    this.#put({ ...call, over: true });
    if (call.by === own) {
      this.#stopAgain?.();
      // Unsaid, it ends for the others by its time.
      await this.#post(this.#body({ type: 'help', call: id, stage: 'over' }), false);
    }
    return null;
  }

  /** Null for anything else than a word about help from whoever may say it. Nothing of it is kept. */
  take(held: Pick<Held, 'senderPk' | 'body'>): 'known' | null {
    const said = saidBy('help', held, this.#parts.devices());
    if (said === null) return null;
    const { by, body } = said;
    const call = this.#calls.get(body.call);
    if (body.stage === 'asks') this.#asked(by, body, call);
    else if (call !== undefined && this.#goesOn(call)) {
      if (body.stage === 'comes')
        this.#put({ ...call, coming: new Map(call.coming).set(by, body.alias ?? '') });
      else if (call.by === by) this.#put({ ...call, over: true });
    }
    return 'known';
  }

  stop(): void {
    this.#stopAgain?.();
    this.#stopEnd?.();
    this.#calls.clear();
  }

  #asked(
    by: DeviceId,
    body: Extract<HelpContent, { readonly stage: 'asks' }>,
    known: Call | undefined,
  ): void {
    const { env, time } = this.#parts;
    if (known !== undefined) {
      if (known.by === by && this.#goesOn(known) && !isAnswered(known)) this.#ring();
      return;
    }
    const left = body.until - time();
    if (left <= 0 || left > HELP_LIFE_MAX_MS) return;
    if (this.#lately(by).length >= HELP_CALLS_PER_HOUR) return;
    this.#begin(by);
    this.#put({
      id: body.call,
      by,
      alias: body.alias ?? '',
      about: body.about ?? null,
      until: env.now() + left,
      coming: new Map(),
      promised: this.#promisedTo(by),
      over: false,
    });
    this.#ring();
  }

  #ring(): void {
    const { rings, tell, carrier } = this.#parts;
    if (!rings()) return;
    tell({ type: 'help-rings' });
    void carrier.call({ what: 'help' });
  }

  #againLater(id: HelpId, body: Uint8Array): void {
    const { env } = this.#parts;
    this.#stopAgain?.();
    this.#stopAgain = env.later(HELP_AGAIN_MS, () => {
      const call = this.#calls.get(id);
      if (call === undefined || !this.#goesOn(call) || isAnswered(call)) return;
      void this.#post(body, 'help');
      this.#againLater(id, body);
    });
  }

  #put(call: Call): void {
    this.#calls.set(call.id, call);
    this.#changed();
  }

  /** What is over by its time is forgotten, and the screen hears of it. */
  #changed(): void {
    const { env, tell } = this.#parts;
    for (const [id, { until }] of this.#calls) if (until <= env.now()) this.#calls.delete(id);
    this.#stopEnd?.();
    this.#stopEnd = null;
    const next = Math.min(...[...this.#calls.values()].map(({ until }) => until));
    if (Number.isFinite(next))
      this.#stopEnd = env.later(Math.max(0, next - env.now()), () => this.#changed());
    tell({ type: 'help-changed', calls: this.calls() });
  }

  #own(): Call | undefined {
    const { own } = this.#parts;
    return [...this.#calls.values()].find((call) => call.by === own && this.#goesOn(call));
  }

  #promisedTo(device: DeviceId): ReadonlySet<DeviceId> {
    const before = [...this.#calls.values()].filter(({ by }) => by === device);
    return new Set(before.flatMap(({ coming, promised }) => [...coming.keys(), ...promised]));
  }

  #goesOn({ over, until }: Call): boolean {
    return !over && until > this.#parts.env.now();
  }

  #lately(device: DeviceId): readonly number[] {
    const since = this.#parts.env.now() - HOUR_MS;
    return (this.#begun.get(device) ?? []).filter((at) => at > since);
  }

  #begin(device: DeviceId): void {
    this.#begun.set(device, [...this.#lately(device), this.#parts.env.now()]);
  }

  async #post(body: Uint8Array, wake: Wake): Promise<Outcome<null, 'offline' | 'nobody'>> {
    const { sealing, carrier } = this.#parts;
    const sealed = sealToColleagues(body, { ...sealing(), without: [], allowed: null });
    if (sealed === null) return refuse('nobody');
    const posted = await carrier.post({ eid: EnvelopeId.random(), wake, ...sealed });
    if (!posted.ok) return posted;
    return posted.value.includes('accepted') ? ok(null) : refuse('nobody');
  }

  #body(content: HelpContent): Uint8Array {
    const { env, docSeq } = this.#parts;
    const alias = this.#parts.alias();
    const named = alias === '' ? {} : { alias };
    return teamEvent({ at: env.now(), docSeq: docSeq() }, { ...named, ...content });
  }
}

const isAnswered = ({ coming, promised }: Call): boolean =>
  [...coming.keys()].some((device) => !promised.has(device));
