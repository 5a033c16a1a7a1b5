/** Vault, inbox: its parts put together for one unlock. */
import type { SealedCopy } from '../../../../protocol/crypto/envelope.ts';
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { CarrierFact } from '../../../contract/carrier.ts';
import { openBook, type Book } from './book.ts';
import { ConversationDesk } from './conversation-desk.ts';
import { makeFirstLook } from './first-look.ts';
import { liveSigns } from './live-signs.ts';
import { Outbox } from './outbox.ts';
import type { InboxParts } from './parts.ts';
import { PresenceBook } from './presence.ts';
import { openQuarantine, type Quarantine } from './quarantine.ts';
import { Receiver } from './receive.ts';
import type { Sealing } from './recipients.ts';
import { Sender } from './send.ts';
import { OwnSigns } from './signs.ts';

export interface Inbox {
  /** Lines and records, for search, retention and backup. What writes through it goes through `oneByOne`. */
  readonly book: Book;
  readonly quarantine: Pick<Quarantine, 'about' | 'put' | 'move' | 'moved'>;
  readonly list: ConversationDesk['list'];
  readonly read: ConversationDesk['read'];
  readonly seen: ConversationDesk['seen'];
  readonly send: Sender['send'];
  readonly typing: OwnSigns['typing'];
  readonly retry: Receiver['retry'];
  readonly unreadable: () => number;
  readonly fact: (fact: CarrierFact) => void;
  readonly online: (online: boolean) => void;
  /** Something outside the inbox changed what a line shows, such as its case. */
  readonly changed: (id: ConversationId) => void;
  readonly stop: () => void;
}

export type InboxNeeds = Omit<InboxParts, 'presence' | 'book' | 'quarantine'> & {
  readonly alias: string;
  readonly docSeq: () => number;
  readonly sealing: () => Sealing;
};

/** Opens no row per conversation: lines come from the last checkpoint, records when they are needed. */
export async function openInbox(needs: InboxNeeds): Promise<Inbox> {
  const { store, caseOf } = needs;
  const book = await openBook(needs);
  const quarantine = await openQuarantine(needs);
  store.firstLook(() => makeFirstLook(book, caseOf));
  return compose({ ...needs, book, quarantine });
}

function compose(needs: InboxNeeds & Pick<InboxParts, 'book' | 'quarantine'>): Inbox {
  const changed = (id: ConversationId): void => {
    const summary = desk.summary(id);
    if (summary !== null) needs.tell({ type: 'conversation-changed', summary });
  };
  const presence = new PresenceBook(needs.env, changed);
  const parts = { ...needs, presence };
  const desk = new ConversationDesk(parts, changed);

  const out = new Outbox(parts, changed);
  const sends = new Sender(parts, (id) => {
    changed(id);
    out.kick(id);
  });
  const signs = new OwnSigns({ ...parts, session: (id) => sends.session(id) });
  const receives = new Receiver(parts, {
    changed,
    heard: (id) => {
      signs.arrived(id);
      out.kick(id);
    },
  });

  return {
    book: needs.book,
    quarantine: needs.quarantine,
    list: (part) => desk.list(part),
    read: async (input) => await desk.read(input),
    seen: async (id) => await desk.seen(id),
    send: async (id, text) => await sends.send(id, text),
    typing: (id) => signs.typing(id),
    retry: async () => await receives.retry(),
    unreadable: () => receives.unreadable,
    online: (online) => out.online(online),
    changed,
    fact: arrivals({
      envelopes: async (envelopes) => await receives.receive(envelopes),
      sign: inOrder(liveSigns(parts, changed)),
      expired: async (fact) => {
        if (await out.expired(fact.id)) await needs.carrier.settle({ ids: [fact.id] });
      },
    }),
    stop: () => {
      for (const one of [receives, out, signs, presence]) one.stop();
    },
  };
}

interface Takes {
  readonly envelopes: Receiver['receive'];
  readonly sign: (copy: SealedCopy) => Promise<void>;
  readonly expired: (fact: Extract<CarrierFact, { type: 'envelope-expired' }>) => Promise<void>;
}

/** Deliveries are taken one after the other, so that a later one never overtakes an earlier. */
function arrivals(takes: Takes): (fact: CarrierFact) => void {
  const delivery = inOrder(takes.envelopes);
  return (fact) => {
    if (fact.type === 'envelopes-arrived') void delivery(fact.envelopes);
    if (fact.type === 'ephemeral-arrived') void takes.sign(fact);
    if (fact.type === 'envelope-expired') void takes.expired(fact);
  };
}

function inOrder<T>(work: (input: T) => Promise<void>): (input: T) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return async (input) => {
    const run = last.then(async () => await work(input));
    last = run.catch(() => undefined);
    return await run;
  };
}
