import { fromHex } from './hex.ts';
import { seal } from '../../protocol/crypto/envelope.ts';
import { EnvelopeId, MessageId } from '../../protocol/ids.ts';
import { MAX_COMMENT, MAX_CONSENT, MAX_TOPICS } from '../../protocol/limits.ts';
import { readTalk, writeTalk } from '../../protocol/talk/reporter-body.ts';
import { MAX_UNREADABLE } from '../../protocol/talk/bounds.ts';
import type { AttachmentContent } from '../../protocol/talk/content.ts';
import { advance, nextHead } from '../../protocol/talk/chain.ts';
import { rising } from '../../protocol/rising.ts';
import type { Reachable } from '../../protocol/team/usable-prekeys.ts';
import type { ClientFrame } from '../../protocol/wire/client-frames.ts';
import { tokenHash } from '../../protocol/wire/login.ts';
import type { SendResult } from '../../protocol/wire/relay-frames.ts';
import { givenOf, isWay, tidied, type Contact } from './contact.ts';
import { receiptsOf } from './inbox.ts';
import { cardNamed } from './readers.ts';
import { isOpened, outboxOf, type Own, type Shown, type Tab, type TabKeys } from './tab.ts';

/**
 * widget/app: from words to envelopes.
 *
 * Composing fixes mid, seq, prev and the exact body bytes, which are durable before anything is sent.
 * Sealing happens at the moment of sending and as often as needed: the same body, the same envelope id
 * until the relay has answered, so nothing is lost and nothing is doubled (PROTOCOL §4, §5).
 */
export type Words =
  | {
      readonly type: 'text';
      readonly text: string;
      readonly lang: string;
      /** Numbers of the team's topics, chosen before the first words or the first file. */
      readonly topics?: readonly number[];
    }
  | { readonly type: 'rating'; readonly stars: number; readonly comment: string }
  | AttachmentContent
  /** `noContact` takes back what was shared. */
  | { readonly type: 'contact'; readonly contact: Contact }
  | { readonly type: 'resume' }
  | { readonly type: 'erase' };

/** When something is written, and what its writer had on screen. */
export interface Circumstances {
  readonly now: number;
  readonly docSeq: number;
  /** The version of the consent text on screen; '' when there was none. */
  readonly consent?: string;
}

/** The tab with one more message in its outbox. Throws when the words are longer than allowed: ask first. */
export function compose(tab: Tab, keys: TabKeys, words: Words, at: Circumstances): Tab {
  const head = nextHead(tab.chain);
  const first = head.seq === 0;
  const mid = MessageId.random();
  const unreadable = tab.unreadable.slice(0, MAX_UNREADABLE);
  const said = payload(words);
  const card = cardNamed(tab);
  const last = lastNamed(tab);
  const consent = consentOf(tab, at);
  const bytes = writeTalk({
    ...head,
    mid,
    at: at.now,
    docSeq: at.docSeq,
    conversation: keys.reporter.conversation,
    from: 'reporter',
    audience: 'talk',
    ...(first && tab.resumes !== null ? { resumes: tab.resumes } : {}),
    reporter: {
      token: fromHex(tab.token),
      ...card,
      ...(first || at.docSeq > last.docSeq || (card.card ?? 0) > last.card
        ? { mailboxKey: keys.reporter.mailboxKeys.publicKey, eph: keys.eph.publicKey }
        : {}),
      ...consent,
      ...(unreadable.length > 0 ? { unreadable } : {}),
    },
    ...said,
  });
  const own: Own = {
    by: 'me',
    mid,
    at: at.now,
    lamport: head.lamport,
    session: head.session,
    seq: head.seq,
    state: 'sending',
    eid: EnvelopeId.random(),
    body: new TextDecoder().decode(bytes),
    ...shownAs(words),
    ...('topics' in said ? { topics: said.topics } : {}),
    ...(words.type === 'attachment'
      ? { file: { media: words.media, bytes: words.file.bytes } }
      : {}),
  };
  return {
    ...tab,
    ...consent,
    ...(words.type === 'contact' ? { contact: sharedBy(words.contact) } : {}),
    chain: advance(head, bytes),
    talk: [...(words.type === 'contact' ? withoutShared(tab.talk) : tab.talk), own],
    unreadable: tab.unreadable.slice(unreadable.length),
  };
}

/** Document and card our last message named. With a newer one a device may read that does not know where to answer yet. */
function lastNamed({ talk }: Tab): { readonly docSeq: number; readonly card: number } {
  const own = talk.findLast((shown) => shown.by === 'me');
  if (own?.by !== 'me' || own.body === null) return { docSeq: 0, card: 0 };
  const body = readTalk(new TextEncoder().encode(own.body));
  if (!('reporter' in body)) return { docSeq: 0, card: 0 };
  return { docSeq: body.docSeq, card: body.reporter?.card ?? 0 };
}

/** What the conversation shows of it; what is sent silently has no words there. */
function shownAs(words: Words): Pick<Own, 'text' | 'stars' | 'silent'> {
  switch (words.type) {
    case 'text':
      return { text: words.text, stars: 0 };
    case 'rating':
      return { text: words.comment, stars: words.stars };
    case 'attachment':
      return { text: words.name, stars: 0 };
    case 'contact':
    case 'resume':
    case 'erase':
      return { text: '', stars: 0, silent: words.type };
  }
}

const sharedBy = (contact: Contact): Contact | null => (isWay(contact) ? tidied(contact) : null);

/** Each contact replaces the one before: what has been sent of an older one need not lie here any longer. */
const withoutShared = (talk: readonly Shown[]): readonly Shown[] =>
  talk.map((shown) =>
    shown.by === 'me' && shown.silent === 'contact' && shown.state !== 'sending'
      ? { ...shown, body: null }
      : shown,
  );

function payload(words: Words) {
  if (words.type === 'text' || words.type === 'attachment') {
    const { topics = [], ...said } = words;
    const chosen = rising(new Set(topics)).slice(0, MAX_TOPICS);
    return chosen.length === 0 ? said : { ...said, topics: chosen };
  }
  if (words.type === 'contact') return { type: words.type, ...givenOf(words.contact) };
  if (words.type !== 'rating') return words;
  const comment = Array.from(words.comment.trim()).slice(0, MAX_COMMENT).join('');
  const { type, stars } = words;
  return comment === '' ? { type, stars } : { type, stars, comment };
}

/**
 * What the session has not named yet: whoever wrote before the team was heard had no text on screen, and names it with
 * the next message. A version too long to be one is not named: nothing is cut and then passed off as the whole.
 */
const consentOf = (tab: Tab, { consent = '' }: Circumstances): Pick<Tab, 'consent'> =>
  consent === '' || consent === tab.consent || Array.from(consent).length > MAX_CONSENT
    ? {}
    : { consent };

/** The frame for one message of the outbox, sealed now to these devices. */
export function sealOwn(
  tab: Tab,
  own: Own,
  keys: TabKeys,
  reachable: readonly Reachable[],
): ClientFrame {
  const sealed = sealTo(tab, keys, reachable, new TextEncoder().encode(own.body ?? ''));
  return {
    type: 'send',
    eid: own.eid,
    wake: true,
    tokenHash: own.seq === 0 ? tokenHash(fromHex(tab.token)) : null,
    ...sealed,
  };
}

/**
 * A receipt that names what could not be opened here, so that any device that holds the reply seals it
 * again to C. It is not kept: what it names stays in the tab until a message has named it too.
 */
export function sealUnreadable(
  tab: Tab,
  keys: TabKeys,
  reachable: readonly Reachable[],
  at: { readonly now: number; readonly docSeq: number },
): ClientFrame {
  const body = writeTalk({
    type: 'receipt',
    conversation: keys.reporter.conversation,
    session: tab.chain.session,
    at: at.now,
    from: 'reporter',
    docSeq: at.docSeq,
    receipts: receiptsOf(tab),
    reporter: {
      token: fromHex(tab.token),
      ...cardNamed(tab),
      unreadable: tab.unreadable.slice(-MAX_UNREADABLE),
    },
  });
  return {
    type: 'send',
    eid: EnvelopeId.random(),
    wake: false,
    tokenHash: isOpened(tab) ? null : tokenHash(fromHex(tab.token)),
    ...sealTo(tab, keys, reachable, body),
  };
}

/** Body bytes sealed from this reporter to these devices. */
export function sealTo(
  tab: Tab,
  keys: TabKeys,
  reachable: readonly Reachable[],
  body: Uint8Array,
): Pick<Extract<ClientFrame, { type: 'send' }>, 'targets' | 'header' | 'ct'> {
  const recipients = reachable.map(({ device, bundle }) => ({ spk: bundle.spk, ik: device.ik }));
  const { header, wraps, ct } = seal({
    team: tab.team,
    sender: keys.reporter.box,
    recipients,
    body,
  });
  const targets = reachable.flatMap(({ device }, i) => {
    const wrap = wraps[i];
    return wrap === undefined ? [] : [{ kind: 'device', device: device.id, wrap } as const];
  });
  return { targets, header, ct };
}

/**
 * What the relay's answer means for the outbox. One queue is enough: the team's devices tell one
 * another the rest. With none, the message stays where it is.
 */
export function settle(tab: Tab, eid: EnvelopeId, results: readonly SendResult[]): Tab {
  const own = outboxOf(tab).find((each) => each.eid === eid);
  if (own === undefined || !results.includes('accepted')) return tab;
  return {
    ...tab,
    talk: tab.talk.map((shown) => (shown === own ? { ...own, state: 'sent' } : shown)),
    codeStep: tab.codeStep === 'none' ? 'offered' : tab.codeStep,
  };
}

/** The relay says nobody collected this envelope in time. */
export const expire = (tab: Tab, eid: EnvelopeId): Tab => ({
  ...tab,
  talk: tab.talk.map((shown) =>
    shown.by === 'me' && shown.eid === eid && shown.state === 'sent'
      ? { ...shown, state: 'expired' }
      : shown,
  ),
});

/** The same message once more: same mid and body, a new envelope. */
export const offerAgain = (tab: Tab, mid: MessageId): Tab => ({
  ...tab,
  talk: tab.talk.map((shown) =>
    shown.by === 'me' && shown.mid === mid && shown.state === 'expired' && shown.body !== null
      ? { ...shown, state: 'sending', eid: EnvelopeId.random() }
      : shown,
  ),
});
