/** Vault, inbox: its parts put together for one unlock. */
import type { SealedCopy } from '../../../../protocol/crypto/envelope.ts';
import type { ConversationId, DeviceId } from '../../../../protocol/ids.ts';
import type { CarrierFact } from '../../../contract/carrier.ts';
import type { DangerState } from '../../../contract/danger.ts';
import type { TalkRequests } from '../../../contract/talk.ts';
import type { VeilRequests } from '../../../contract/veil.ts';
import { openCatchUp, type CatchUp } from '../catch-up/catch-up.ts';
import type { Env } from '../env.ts';
import { SOON_LIFE_MS } from '../limits.ts';
import { serial } from '../serial.ts';
import { openBook, type Book } from './book.ts';
import { openGoing } from './contacts-going.ts';
import { ConversationDesk } from './conversation-desk.ts';
import { keepAnyway } from './erased-word.ts';
import { makeFirstLook } from './first-look.ts';
import { liveSigns } from './live-signs.ts';
import { Outbox } from './outbox.ts';
import type { InboxParts } from './parts.ts';
import { PresenceBook } from './presence.ts';
import { openQuarantine, type Quarantine } from './quarantine.ts';
import { Receiver } from './receive.ts';
import type { Sealing } from './recipients.ts';
import { Restricting } from './restricting.ts';
import { sendAgain } from './send-again.ts';
import { Sender } from './send.ts';
import { Sharing } from './sharing.ts';
import { OwnSigns } from './signs.ts';
import { dangerOf, draftOf, keepDanger, keepDraft } from './unsent.ts';
import { setVeil } from './veil.ts';
import { readersOf } from './who-reads.ts';

export interface Inbox {
  /** Lines and records, for search, retention and backup. What writes through it goes through `oneByOne`. */
  readonly book: Book;
  readonly quarantine: Pick<Quarantine, 'about' | 'put' | 'move' | 'moved'>;
  readonly going: InboxParts['going'];
  readonly list: ConversationDesk['list'];
  readonly read: ConversationDesk['read'];
  readonly seen: ConversationDesk['seen'];
  readonly contact: ConversationDesk['contact'];
  readonly send: Sender['send'];
  readonly attach: Sender['attach'];
  readonly sendEarlier: Sender['sendEarlier'];
  readonly sendAgain: (
    input: TalkRequests['sendAgain']['input'],
  ) => Promise<TalkRequests['sendAgain']['output']>;
  /** For rooms that write into a conversation themselves; only in the line of `oneByOne`. */
  readonly say: Sender['say'];
  readonly sharing: Sharing;
  readonly catchUp: Pick<CatchUp, 'pause' | 'mayHear' | 'followed'>;
  readonly restrict: Restricting['restrict'];
  readonly draft: (id: ConversationId) => Promise<string>;
  readonly keepDraft: (id: ConversationId, text: string) => ReturnType<typeof keepDraft>;
  readonly danger: (id: ConversationId) => ReturnType<typeof dangerOf>;
  readonly keepDanger: (
    id: ConversationId,
    state: DangerState | null,
  ) => ReturnType<typeof keepDanger>;
  readonly keepAnyway: (id: ConversationId) => ReturnType<typeof keepAnyway>;
  readonly veil: (what: VeilRequests['veil']['input']) => ReturnType<typeof setVeil>;
  readonly typing: OwnSigns['typing'];
  readonly retry: Receiver['retry'];
  readonly unreadable: () => number;
  /** Whose tab is open now. */
  readonly here: PresenceBook['here'];
  readonly fact: (fact: CarrierFact) => void;
  readonly online: (online: boolean) => void;
  /** Something outside the inbox changed what a line shows, such as its case. */
  readonly changed: (id: ConversationId) => void;
  /** The team lists these devices otherwise than before: whose lines they hold may be free now, or theirs again. */
  readonly moved: (devices: ReadonlySet<string>) => void;
  readonly stop: () => void;
}

export type InboxNeeds = Omit<InboxParts, 'presence' | 'book' | 'quarantine' | 'going'> & {
  readonly alias: () => string;
  readonly aliases: () => readonly string[];
  /** Contact details were replaced or taken back. */
  readonly withdrawn: () => void;
  readonly docSeq: () => number;
  readonly sealing: () => Sealing;
  /** When a colleague's device was last heard of. */
  readonly lastSeen: (device: DeviceId) => number | null;
  /** Whether a colleague's device is told what was said before it came. */
  readonly tellsEarlier: (device: DeviceId) => boolean;
  /** The line may have changed: who waits, since when, for whom. */
  readonly moved: () => void;
  /** Something a reporter sent came in. */
  readonly heard: (id: ConversationId) => void;
};

/** Opens no row per conversation: lines come from the last checkpoint, records when they are needed. */
export async function openInbox(needs: InboxNeeds): Promise<Inbox> {
  const { store, caseOf, topicOf } = needs;
  const book = await openBook(needs);
  book.rest(needs.env.now() - SOON_LIFE_MS);
  const quarantine = await openQuarantine(needs);
  const going = await openGoing(needs);
  store.firstLook(() => makeFirstLook(book, caseOf, topicOf, (head) => readersOf(head, needs)));
  const parts = { ...needs, book, quarantine, going };
  return compose({ ...parts, catchUp: await openCatchUp(parts) });
}

type Composed = InboxNeeds &
  Pick<InboxParts, 'book' | 'quarantine' | 'going'> & { readonly catchUp: CatchUp };

function compose(needs: Composed): Inbox {
  const changed = (id: ConversationId): void => {
    const summary = desk.summary(id);
    if (summary !== null) needs.tell({ type: 'conversation-changed', summary });
    signs.moved();
    needs.moved();
  };
  const presence = new PresenceBook(needs.env, changed);
  const parts = { ...needs, presence };
  const desk = new ConversationDesk(parts, changed, (id) => signs.arrived(id));

  const out = new Outbox(parts, changed);
  const sends = new Sender(parts, (id) => {
    changed(id);
    out.kick(id);
  });
  const sharing = new Sharing(parts, sends);
  const restricting = new Restricting(parts, sends);
  const signs = new OwnSigns({ ...parts, session: (id) => sends.session(id) });
  const receives = new Receiver(parts, {
    changed,
    heard: (id) => {
      signs.arrived(id);
      out.kick(id);
      needs.heard(id);
    },
    claimed: (id) => out.kick(id),
    withdrawn: needs.withdrawn,
    catchUp: needs.catchUp,
  });

  return {
    book: needs.book,
    quarantine: needs.quarantine,
    going: needs.going,
    list: (part) => desk.list(part),
    read: async (input) => await desk.read(input),
    seen: async (id) => await desk.seen(id),
    contact: async (id) => await desk.contact(id),
    sendEarlier: async (id) => await sends.sendEarlier(id),
    sendAgain: async (about) => {
      const done = await sendAgain(parts, about);
      if (done.ok) out.kick(about.conversation);
      return done;
    },
    send: async (id, what) => await sends.send(id, what),
    attach: async (id, make) => await sends.attach(id, make),
    say: async (entry, steps, also) => await sends.say(entry, steps, also),
    sharing,
    catchUp: needs.catchUp,
    restrict: async (input) => await restricting.restrict(input),
    draft: async (id) => await draftOf(parts, id),
    keepDraft: async (id, text) => await keepDraft(parts, id, text),
    danger: async (id) => await dangerOf(parts, id),
    keepDanger: async (id, state) => await keepDanger(parts, id, state),
    keepAnyway: async (id) => await keepAnyway(parts, changed, id),
    veil: async (what) => await setVeil(parts, changed, what),
    typing: (id) => signs.typing(id),
    retry: async () => await receives.retry(),
    unreadable: () => receives.unreadable,
    here: () => presence.here(),
    online: (online) => {
      out.online(online);
      needs.catchUp.online(online);
      if (online) restricting.renew().catch(needs.env.fault);
      if (online) receives.online().catch(needs.env.fault);
    },
    changed,
    moved: (devices) => {
      for (const [, { id, holding, card, erasedBy }] of needs.book.heads()) {
        const isHeld = holding !== null && devices.has(holding.device);
        const isSaid = erasedBy !== null && devices.has(erasedBy);
        if (isHeld || isSaid || card?.allowed?.some((one) => devices.has(one)) === true)
          changed(id);
      }
      restricting.renew().catch(needs.env.fault);
    },
    fact: arrivals(needs.env, {
      envelopes: async (envelopes) => await receives.receive(envelopes),
      sign: liveSigns(parts, changed),
      expired: async (fact) => {
        if (await out.expired(fact.id)) await needs.carrier.settle({ ids: [fact.id] });
      },
    }),
    stop: () => {
      for (const one of [receives, out, signs, presence, needs.catchUp]) one.stop();
    },
  };
}

interface Takes {
  readonly envelopes: Receiver['receive'];
  readonly sign: (copy: SealedCopy) => Promise<void>;
  readonly expired: (fact: Extract<CarrierFact, { type: 'envelope-expired' }>) => Promise<void>;
}

/** Deliveries are taken one after the other, so that a later one never overtakes an earlier. */
function arrivals({ fault }: Pick<Env, 'fault'>, takes: Takes): (fact: CarrierFact) => void {
  const delivery = inOrder(takes.envelopes, fault);
  const sign = inOrder(takes.sign, fault);
  const expired = inOrder(takes.expired, fault);
  return (fact) => {
    if (fact.type === 'envelopes-arrived') delivery(fact.envelopes);
    if (fact.type === 'ephemeral-arrived') sign(fact);
    if (fact.type === 'envelope-expired') expired(fact);
  };
}

function inOrder<T>(work: (input: T) => Promise<void>, fault: Env['fault']): (input: T) => void {
  const oneByOne = serial();
  return (input) => {
    oneByOne(async () => await work(input)).catch(fault);
  };
}
