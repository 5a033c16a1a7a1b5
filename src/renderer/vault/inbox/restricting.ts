/**
 * Vault, inbox: this device says who may read a conversation on (PROTOCOL §4, Restriction).
 *
 * One commit; the outbox puts the card beside the mailbox's queue and tells every operator's device. What
 * others have already stays with them.
 */
import { DeviceId } from '../../../../protocol/ids.ts';
import type { RestrictionContent } from '../../../../protocol/talk/content.ts';
import { MAX_DEVICES } from '../../../../protocol/limits.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { WorkRequests } from '../../../contract/work.ts';
import type { Entry } from './book.ts';
import type { Conversation } from './conversation.ts';
import { holderOf } from './holder.ts';
import type { InboxParts } from './parts.ts';
import { coordinates, headCardOf, mayRestrict, needsAnotherWriter } from './readers.ts';
import type { Sender } from './send.ts';
import { holdingOf } from './shared.ts';

export class Restricting {
  readonly #parts: InboxParts;
  readonly #sender: Sender;

  constructor(parts: InboxParts, sender: Sender) {
    this.#parts = parts;
    this.#sender = sender;
  }

  /** To these devices and our own; `null`: every operator's device again. */
  async restrict({
    conversation,
    devices,
  }: WorkRequests['restrict']['input']): Promise<WorkRequests['restrict']['output']> {
    const { operators, own } = this.#parts;
    if (!operators().has(own)) return refuse('not-operator');
    const wished =
      devices === null ? null : [...new Set([own, ...devices.map((d) => DeviceId(d))])];
    const isKnown = wished?.every((one) => operators().has(one)) ?? true;
    if (!isKnown || (wished?.length ?? 0) > MAX_DEVICES) return refuse('unknown-colleague');
    return await this.#sender.within<null, 'not-allowed' | 'disk-full'>(
      conversation,
      async (entry) =>
        mayRestrict(headCardOf(entry.conversation), this.#parts)
          ? await this.#write(entry, wished)
          : refuse('not-allowed'),
    );
  }

  /** Takes over the cards of who has left the team, or coordinates no more. Only who coordinates and may read it can. */
  async renew(): Promise<void> {
    const { env, book, operators, own, devices } = this.#parts;
    if (!operators().has(own) || !coordinates(devices(), own)) return;
    const orphaned = [...book.heads()].flatMap(([, { id, card }]) =>
      card !== null && needsAnotherWriter(card, this.#parts) ? [id] : [],
    );
    for (const id of orphaned) {
      try {
        await this.#sender.within(id, async (entry) => await this.#again(entry));
      } catch (error) {
        // The others are renewed all the same; this one is tried again at the next sign-in.
        env.fault(error);
      }
    }
  }

  async #again(entry: Entry): Promise<Outcome<null, 'not-allowed' | 'disk-full'>> {
    const { operators, own } = this.#parts;
    const card = headCardOf(entry.conversation);
    if (card === null || !needsAnotherWriter(card, this.#parts)) return ok(null);
    if (card.allowed === null) return await this.#write(entry, null);
    if (!card.allowed.includes(own)) return ok(null);
    return await this.#write(
      entry,
      card.allowed.filter((one) => operators().has(one)),
    );
  }

  async #write(
    entry: Entry,
    allowed: readonly DeviceId[] | null,
  ): Promise<Outcome<null, 'not-allowed' | 'disk-full'>> {
    const content = this.#contentOf(entry.conversation, allowed);
    // Somebody has used up the counters: nothing that could be written would count.
    if (!Number.isSafeInteger(content.counter)) return refuse('not-allowed');
    return this.#sender.told(entry, await this.#sender.say(entry, [content]));
  }

  /** Whoever does not coordinate stays the holder, or what they write counts for nothing. */
  #contentOf(
    { cards, work }: Conversation,
    allowed: readonly DeviceId[] | null,
  ): RestrictionContent {
    const { own, devices } = this.#parts;
    const counter = 1 + Math.max(0, ...cards.map((one) => one.counter));
    const answers = holderOf(holdingOf(work), this.#parts, allowed)?.device ?? own;
    const holder = coordinates(devices(), own) ? DeviceId(answers) : own;
    return { type: 'restriction', counter, holder, ...(allowed === null ? {} : { allowed }) };
  }
}
