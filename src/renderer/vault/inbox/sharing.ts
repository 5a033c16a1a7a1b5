/**
 * Vault, inbox: how this device shares conversations with colleagues: notes, who answers, how each stands.
 *
 * Every step is one commit and goes to colleagues' devices only. Whoever does not hold a conversation is
 * told so here; what was written elsewhere without holding it is shown as a proposal (work.ts).
 */
import { DeviceId, MessageId, type ConversationId } from '../../../../protocol/ids.ts';
import { MAX_TEXT } from '../../../../protocol/limits.ts';
import type { NoteContent } from '../../../../protocol/talk/content.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Colleague, WorkChange, WorkRequests } from '../../../contract/work.ts';
import type { Entry } from './book.ts';
import type { Conversation } from './conversation.ts';
import { holderOf } from './holder.ts';
import type { InboxParts } from './parts.ts';
import { allowedIn, readersIn } from './readers.ts';
import { mayRead, type Sender, type Step } from './send.ts';
import { holdingOf, lookOf } from './shared.ts';
import { changing, giving, taking } from './take-over.ts';

type Parts = Pick<InboxParts, 'book' | 'own' | 'operators' | 'saysOf'> & {
  readonly aliases: () => readonly string[];
};

/** What stands in such a note for whoever knows of no warnings yet. */
const WARNING_SIGN = '⚠';

/** `to`: null for whoever is there. */
interface Leaving {
  readonly to: { readonly device: DeviceId; readonly alias: string } | null;
  readonly note: string;
  readonly tell: boolean;
}

type Output<K extends keyof WorkRequests> = Promise<WorkRequests[K]['output']>;

export class Sharing {
  readonly #parts: Parts;
  readonly #sender: Sender;

  constructor(parts: Parts, sender: Sender) {
    this.#parts = parts;
    this.#sender = sender;
  }

  async note({ conversation, text: typed }: WorkRequests['note']['input']): Output<'note'> {
    const text = typed.trim();
    if (text === '') return refuse('empty');
    if (Array.from(text).length > MAX_TEXT) return refuse('too-long');
    return await this.#noted(conversation, { type: 'note', text });
  }

  async warnOf({ conversation, mark }: WorkRequests['warnOf']['input']): Output<'warnOf'> {
    const warns = MessageId(mark);
    return await this.#noted(conversation, { type: 'note', text: WARNING_SIGN, warns });
  }

  async #noted(conversation: ConversationId, note: NoteContent): Output<'warnOf'> {
    return await this.#within(conversation, async (entry) => {
      const said = await this.#sender.say(entry, [{ ...note, ...this.#sender.alias() }]);
      if (!said.ok) return said;
      const [shown] = said.value;
      if (shown === undefined) throw new Error('a note is always shown');
      return ok(shown);
    });
  }

  async claim({ conversation, anyway }: WorkRequests['claim']['input']): Output<'claim'> {
    return await this.#within<null, 'held' | 'disk-full'>(conversation, async (entry) => {
      const holder = this.#holder(entry.conversation);
      if (holder !== null && holder.own && !holder.offered) return ok(null);
      if (holder !== null && !holder.own && !anyway) return refuse('held');
      return await this.#tell(entry, taking(entry.conversation, this.#sender.alias()));
    });
  }

  async release(id: ConversationId): Output<'release'> {
    return await this.#within<null, 'not-holder' | 'disk-full'>(id, async (entry) => {
      if (this.#holder(entry.conversation)?.own !== true) return refuse('not-holder');
      return await this.#tell(entry, [giving(entry.conversation, { holder: 'none' })]);
    });
  }

  /** The colleague finds it waiting, with the note; the reporter hears of the new name first. */
  async passOn(input: WorkRequests['passOn']['input']): Output<'passOn'> {
    const note = input.note.trim();
    const device = DeviceId(input.device);
    const { own, operators, aliases } = this.#parts;
    if (device === own || !operators().has(device)) return refuse('unknown-colleague');
    if (input.tell && !aliases().includes(input.alias)) return refuse('unknown-alias');
    if (Array.from(note).length > MAX_TEXT) return refuse('too-long');
    const alias = this.#sender.alias();
    return await this.#within<null, 'held' | 'disk-full' | 'unknown-colleague'>(
      input.conversation,
      async (entry) => {
        if (!readersIn(entry.conversation, operators()).has(device))
          return refuse('unknown-colleague');
        const holder = this.#holder(entry.conversation);
        if (holder !== null && !holder.own) return refuse('held');
        const to = input.alias === '' ? {} : { alias: input.alias };
        // Nobody gives away what they do not hold: somebody unknown may have taken it.
        const claims = holder === null ? taking(entry.conversation, alias) : [];
        return await this.#tell(entry, [
          ...claims,
          ...(input.tell ? [{ type: 'handover', to: input.alias, ...alias } as const] : []),
          ...(note === '' ? [] : [{ type: 'note', text: note, ...alias } as const]),
          (now) => giving(now, { holder: device, ...to }),
        ]);
      },
    );
  }

  /**
   * Everything at once, for whoever cannot go on: to a colleague, or to whoever is there. Each conversation is
   * one commit; on a full disk those that are left stay held here.
   */
  async giveAway(input: WorkRequests['giveAway']['input']): Output<'giveAway'> {
    const note = input.note.trim();
    const { own, operators } = this.#parts;
    if (!operators().has(own)) return refuse('not-operator');
    const to = input.device === null ? null : this.#colleague(input.device);
    if (to === undefined) return refuse('unknown-colleague');
    if (Array.from(note).length > MAX_TEXT) return refuse('too-long');
    const given: ConversationId[] = [];
    for (const id of new Set(input.conversations)) {
      const done = await this.#within<boolean, 'disk-full'>(id, async (entry) => {
        const { holder, status } = this.#standing(entry.conversation);
        if (holder?.own !== true || status !== 'open') return ok(false);
        // Whoever may not read it on cannot go on with it either.
        const readers = readersIn(entry.conversation, operators());
        if (to !== null && !readers.has(to.device)) return ok(false);
        const said = await this.#tell(entry, this.#leaving({ to, note, tell: input.tell }));
        return said.ok ? ok(true) : said;
      });
      if (done.ok && done.value) given.push(id);
      if (!done.ok && done.refusal === 'disk-full') return ok({ given, full: true });
    }
    return ok({ given, full: false });
  }

  /** The words for the reporter first, then those for colleagues, and last who goes on. */
  #leaving({ to, note, tell }: Leaving): readonly Step[] {
    const alias = this.#sender.alias();
    const isPublic = to !== null && this.#parts.aliases().includes(to.alias);
    const named = isPublic ? { to: to.alias } : {};
    const holder =
      to === null
        ? ({ holder: 'none' } as const)
        : { holder: to.device, ...(to.alias === '' ? {} : { alias: to.alias }) };
    return [
      ...(tell ? [{ type: 'handover', ...named, ...alias } as const] : []),
      ...(note === '' ? [] : [{ type: 'note', text: note, ...alias } as const]),
      (now) => giving(now, { ...holder, soon: 1 }),
    ];
  }

  #colleague(device: string): { readonly device: DeviceId; readonly alias: string } | undefined {
    const one = this.colleagues().find((each) => each.device === device);
    return one === undefined ? undefined : { device: DeviceId(device), alias: one.alias };
  }

  #standing(conversation: Conversation) {
    return { holder: this.#holder(conversation), status: lookOf(conversation.work).status };
  }

  async setWork(id: ConversationId, change: WorkChange): Output<'setWork'> {
    return await this.#within<null, 'held' | 'disk-full'>(id, async (entry) => {
      const holder = this.#holder(entry.conversation);
      if (holder !== null && !holder.own) return refuse('held');
      const isTaken = holder === null || holder.offered;
      const claims = isTaken ? taking(entry.conversation, this.#sender.alias()) : [];
      const state: Step = (now) => changing(now, change, this.#parts.own);
      const isLeft = holder === null || change.status === 'closed' || change.status === 'muted';
      const left: readonly Step[] = isLeft ? [(now) => giving(now, { holder: 'none' })] : [];
      return await this.#tell(entry, [...claims, state, ...left]);
    });
  }

  /** Operators' devices beside this one, with what is known of them from what they hold. */
  colleagues(): readonly Colleague[] {
    const { book, own, operators, saysOf } = this.#parts;
    const known = new Map<string, { alias: string; holds: number; at: number }>();
    for (const [, { holding, look, lastAt }] of book.heads()) {
      if (holding === null) continue;
      const { alias, holds, at } = known.get(holding.device) ?? { alias: '', holds: 0, at: -1 };
      const newer = lastAt > at && holding.alias !== '';
      known.set(holding.device, {
        alias: newer ? holding.alias : alias,
        holds: holds + (look.status === 'open' ? 1 : 0),
        at: newer ? lastAt : at,
      });
    }
    return [...operators()]
      .filter((device) => device !== own)
      .map((device) => {
        const { alias, holds } = known.get(device) ?? { alias: '', holds: 0 };
        return { device, alias: saysOf?.(device) || alias, holds };
      });
  }

  /** Whoever has left the team, or was never one who answers, changes nothing for the others. */
  async #within<T, R extends string>(
    id: ConversationId,
    work: (entry: Entry) => Promise<Outcome<T, R>>,
  ): Promise<Outcome<T, R | 'unknown-conversation' | 'not-operator' | 'restricted'>> {
    const { own, operators } = this.#parts;
    if (!operators().has(own)) return refuse('not-operator');
    return await this.#sender.within<T, R | 'restricted'>(id, async (entry) =>
      mayRead(entry.conversation, this.#parts) ? await work(entry) : refuse('restricted'),
    );
  }

  #holder(conversation: Conversation) {
    return holderOf(holdingOf(conversation.work), this.#parts, allowedIn(conversation));
  }

  async #tell(entry: Entry, steps: readonly Step[]): Promise<Outcome<null, 'disk-full'>> {
    return this.#sender.told(entry, await this.#sender.say(entry, steps));
  }
}
