/**
 * Vault, duty: whether the person at this device is there for reporters, and who waits too long for them.
 *
 * What follows from it outside is the beacon alone (PROTOCOL §2). Nothing of it outlives the lock but the rules.
 */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { Carrier, CarrierFact } from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { Duty, DutyRules, DutyView } from '../../../contract/duty.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { ConversationHead } from '../inbox/conversation-head.ts';
import { holderOf, type Operators } from '../inbox/holder.ts';
import type { Inbox } from '../inbox/open-inbox.ts';
import { MAX_LINES } from '../limits.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { LongWaits } from './long-waits.ts';
import { readRules, rulesChange, type RuleParts } from './rules.ts';

type Parts = RuleParts &
  Operators & {
    readonly env: Pick<Env, 'now' | 'later'>;
    readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
    readonly carrier: Pick<Carrier, 'watchAway' | 'heedWakes' | 'call'>;
    readonly inbox: Pick<Inbox, 'book' | 'here'>;
    readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
    readonly tell: (fact: DeskFact) => void;
  };

export const openDuty = async (parts: Parts): Promise<DutyRoom> =>
  new DutyRoom(parts, await readRules(parts));

export class DutyRoom {
  readonly #parts: Parts;
  readonly #waits: LongWaits;
  #rules: DutyRules;
  #chosen: Duty = 'available';
  /** Nobody has touched the machine for as long as the rules say. */
  #left = false;
  /** Behind a shut door nobody is there, whoever touches the machine (ADR 0049). */
  #shut = false;
  #sayHere: (() => void) | null = null;

  constructor(parts: Parts, rules: DutyRules) {
    this.#parts = parts;
    this.#rules = rules;
    this.#waits = new LongWaits({
      env: parts.env,
      line: () => waitingIn(parts.inbox),
      calls: (head) => this.#calls(head),
      ring: (conversations) => this.#ring(conversations),
    });
  }

  view(): DutyView {
    return { chosen: this.#chosen, now: this.#now(), rules: this.#rules };
  }

  /** Whether a beacon may leave: whoever is busy is there for those they already talk with. */
  isHere(): boolean {
    const now = this.#now();
    return now === 'available' || (now === 'busy' && this.#inTalk());
  }

  /** Whether a colleague's call for help is heard here; whoever is away hears it too. */
  hearsHelp(): boolean {
    return this.#rules.help;
  }

  /** Called when somebody is there again who was not, so that the chat need not wait a minute to say so. */
  sayHereWith(say: () => void): void {
    this.#sayHere = say;
  }

  /** Tells main what to watch; to be awaited once after the unlock. */
  async begin(): Promise<void> {
    await this.#follow();
    this.#waits.watch(this.#rules.alarmMinutes);
  }

  async choose(duty: Duty): Promise<null> {
    if (duty === this.#chosen) return null;
    const was = this.#chosen;
    this.#chosen = duty;
    // Whoever chooses is here.
    this.#left = false;
    this.#changed();
    await this.#follow();
    if (duty === 'away') this.#waits.stop();
    else if (was === 'away') this.#waits.watch(this.#rules.alarmMinutes);
    else this.#waits.moved();
    return null;
  }

  /** Durable when it answers. */
  async setRules(rules: DutyRules): Promise<Outcome<null, 'disk-full'>> {
    const { store, oneByOne } = this.#parts;
    const change = rulesChange(this.#parts, rules);
    const written = await oneByOne(async () => await store.commit([change]));
    if (!written.ok) return written;
    const before = this.#rules;
    this.#rules = rules;
    // Whoever sets something is here, and main, which watches anew, will not say so again.
    this.#left = false;
    this.#changed();
    await this.#follow();
    if (rules.alarmMinutes !== before.alarmMinutes && this.#chosen !== 'away')
      this.#waits.watch(rules.alarmMinutes);
    return ok(null);
  }

  /** Whoever has opened it is here. */
  door(now: 'shut' | 'open'): void {
    this.#shut = now === 'shut';
    this.#left = false;
    this.#changed();
  }

  fact(fact: CarrierFact): void {
    if (fact.type !== 'left' && fact.type !== 'returned') return;
    const left = fact.type === 'left';
    if (left === this.#left) return;
    this.#left = left;
    this.#changed();
  }

  /**
   * Something came in this conversation. What wakes main says not whose it is, so while only one's own may call,
   * the vault does.
   */
  heard(id: ConversationId): void {
    const { inbox, carrier } = this.#parts;
    if (this.#chosen !== 'busy' || !this.#rules.notices) return;
    const head = inbox.book.head(id);
    if (head === undefined || head.look.status === 'muted') return;
    if (this.#holder(head)?.own === true) void carrier.call({ what: 'waits' });
  }

  /** The line may have changed. */
  moved(): void {
    this.#waits.moved();
  }

  /** The choice ends here. Whoever was busy is called again by whatever waits; whoever went away is not. */
  stop(): void {
    this.#waits.stop();
    if (this.#chosen === 'busy' && this.#rules.notices)
      void this.#parts.carrier
        .heedWakes({ on: true, help: this.#rules.help })
        .catch(() => undefined);
  }

  #now(): Duty {
    return this.#left || this.#shut ? 'away' : this.#chosen;
  }

  #changed(): void {
    this.#parts.tell({ type: 'duty-changed', view: this.view() });
    if (this.isHere()) this.#sayHere?.();
  }

  /** Whoever has said that they are away is left in peace, and whoever is busy by all that is not theirs. */
  async #follow(): Promise<void> {
    const { carrier } = this.#parts;
    const { awayMinutes, notices, help } = this.#rules;
    await carrier.watchAway({ minutes: awayMinutes });
    await carrier.heedWakes({ on: notices && this.#chosen === 'available', help });
  }

  #holder({ holding, card }: ConversationHead) {
    return holderOf(holding, this.#parts, card?.allowed ?? null);
  }

  #calls(head: ConversationHead): boolean {
    const holder = this.#holder(head);
    return holder === null ? this.#chosen === 'available' : holder.own;
  }

  /** Somebody's tab is open in a conversation that is answered here. */
  #inTalk(): boolean {
    const { book, here } = this.#parts.inbox;
    return here().some((id) => {
      const head = book.head(id);
      if (head === undefined) return false;
      const holder = this.#holder(head);
      return holder === null ? head.toldSince === null : holder.own;
    });
  }

  #ring(conversations: readonly ConversationId[]): void {
    const { tell, carrier } = this.#parts;
    tell({ type: 'waits-long', conversations });
    if (this.#rules.notices) void carrier.call({ what: 'waits-long' });
  }
}

function waitingIn({ book }: Pick<Inbox, 'book'>): readonly ConversationHead[] {
  const line = book.page({ from: 0, limit: MAX_LINES });
  const end = line.findIndex(({ waitingSince, soon }) => waitingSince === null && !soon);
  return end === -1 ? line : line.slice(0, end);
}
