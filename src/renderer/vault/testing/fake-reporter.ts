/** Vault, testing: a reporter's tab, with the real protocol and nothing of the widget. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { open, seal, type Recipient } from '../../../../protocol/crypto/envelope.ts';
import { newBoxKeys, usable, verify, type BoxKeys } from '../../../../protocol/crypto/keys.ts';
import {
  newReturnCode,
  reporterKeys,
  type ReporterKeys,
} from '../../../../protocol/crypto/return-code.ts';
import { kidOf } from '../../../../protocol/crypto/envelope.ts';
import { EnvelopeId, MessageId, SessionId, type TeamId } from '../../../../protocol/ids.ts';
import {
  readBody,
  writeBody,
  type ConversationBody,
  type ReporterPart,
} from '../../../../protocol/talk/body.ts';
import type { ChainedContent } from '../../../../protocol/talk/content.ts';
import {
  advance,
  heard,
  newChain,
  nextHead,
  type ChainState,
} from '../../../../protocol/talk/chain.ts';
import {
  readEphemeral,
  writeEphemeral,
  type Ephemeral,
} from '../../../../protocol/talk/ephemeral.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Receipt } from '../../../../protocol/talk/receipts.ts';
import { readDocument } from '../../../../protocol/team/document.ts';
import { usablePrekeys } from '../../../../protocol/team/usable-prekeys.ts';
import {
  allowedBy,
  among,
  cardOf,
  standingCard,
  withCard,
  type Card,
} from '../../../../protocol/talk/restriction.ts';
import type { Target } from '../../../../protocol/wire/sealed.ts';
import type { SealedCopy } from '../../../../protocol/crypto/envelope.ts';
import type { FakeRelay } from './fake-relay.ts';

type Written = Extract<ConversationBody, { type: 'text' }> & { readonly reporter: ReporterPart };

type Got = { readonly sender: SenderKey; readonly body: ConversationBody; readonly toEph: boolean };

export class FakeReporter {
  readonly code: Uint8Array;
  readonly keys: ReporterKeys;
  readonly eph: BoxKeys = newBoxKeys();
  readonly token: Uint8Array;
  readonly session = SessionId.random();
  readonly got: Got[] = [];
  /** Who may read, as it was said so far. */
  cards: readonly Card[] = [];
  readonly signs: Ephemeral[] = [];
  readonly receipts: Receipt[] = [];
  chain: ChainState = newChain(this.session);
  #ctr = 0;
  readonly #relay: FakeRelay;
  readonly #team: TeamId;
  readonly #now: () => number;

  constructor(relay: FakeRelay, now: () => number, code: Uint8Array = newReturnCode()) {
    this.#relay = relay;
    this.#now = now;
    this.#team = readDocument(relay.document).team;
    this.code = code;
    this.keys = reporterKeys(code, this.#team);
    this.token = crypto.getRandomValues(new Uint8Array(16));
    relay.tokens.set(this.keys.mailbox, bytesToHex(this.token));
    this.come();
  }

  /** Collects everything; each copy is acknowledged at once. */
  come(): void {
    this.#relay.subscribe(this.keys.mailbox, {
      deliver: (envelopes) => {
        for (const envelope of envelopes) {
          this.#relay.queue(this.keys.mailbox).waiting.delete(envelope.id);
          this.#take(envelope);
        }
      },
      sign: (copy) => {
        const opened = this.#open(copy);
        if (opened !== null) this.signs.push(readEphemeral(opened.body));
      },
    });
  }

  leave(): void {
    this.#relay.leave(this.keys.mailbox);
  }

  body(text: string, more: Partial<ConversationBody> = {}): ConversationBody {
    const head = nextHead(this.chain);
    const first = head.seq === 0;
    return {
      mid: MessageId.random(),
      session: head.session,
      seq: head.seq,
      prev: head.prev,
      lamport: head.lamport,
      at: this.#now(),
      docSeq: 1,
      conversation: this.keys.conversation,
      from: 'reporter',
      audience: 'talk',
      reporter: {
        token: this.token,
        ...this.#cardNamed(),
        ...(first ? { mailboxKey: this.keys.mailboxKeys.publicKey, eph: this.eph.publicKey } : {}),
      },
      type: 'text',
      text,
      lang: 'de',
      ...more,
    } as ConversationBody;
  }

  /** Writes and sends one text. */
  say(text: string): ConversationBody {
    const body = this.body(text);
    this.send(body);
    this.chain = advance(nextHead(this.chain), writeBody(body));
    return body;
  }

  /** Writes and sends anything a reporter may say. */
  write(content: ChainedContent, part: Partial<ReporterPart> = {}): ConversationBody {
    const { type: _type, text: _text, lang: _lang, reporter, ...head } = this.body('x') as Written;
    const body: ConversationBody = { ...head, reporter: { ...reporter, ...part }, ...content };
    this.send(body);
    this.chain = advance(nextHead(this.chain), writeBody(body));
    return body;
  }

  rate(stars: number, comment: string): void {
    this.write({ type: 'rating', stars, comment });
  }

  send(body: ConversationBody, eid: EnvelopeId = EnvelopeId.random()): EnvelopeId {
    this.sendBytes(writeBody(body), eid);
    return eid;
  }

  sendBytes(body: Uint8Array, eid: EnvelopeId = EnvelopeId.random()): void {
    this.#relay.post({ eid, wake: true, ...this.#sealed(body) });
  }

  alive(): void {
    this.#sign({ type: 'alive', eph: this.eph.publicKey });
  }

  typing(): void {
    this.#sign({ type: 'typing' });
  }

  /** Says that everything of these messages' chains has arrived. */
  acknowledge(got: readonly Got[] = this.got, read = false): void {
    const receipts = new Map<string, Receipt>();
    for (const { sender, body } of got) {
      const { session, seq } = body;
      const upTo = Math.max(seq, receipts.get(session)?.upTo ?? -1);
      const seen = read ? { read: upTo } : {};
      receipts.set(session, { sender, session, upTo, further: [], ...seen });
    }
    this.#sign({ type: 'receipt', receipts: [...receipts.values()] });
  }

  #sign(
    sign:
      | { readonly type: 'alive'; readonly eph: Uint8Array }
      | { readonly type: 'typing' }
      | { readonly type: 'receipt'; readonly receipts: readonly Receipt[] },
  ): void {
    this.#ctr += 1;
    const head = {
      conversation: this.keys.conversation,
      session: this.session,
      ctr: this.#ctr,
      from: 'reporter' as const,
    };
    this.#relay.ephemeral(this.#sealed(writeEphemeral({ ...head, ...sign })));
  }

  #sealed(body: Uint8Array): {
    readonly targets: readonly Target[];
    readonly header: Uint8Array;
    readonly ct: Uint8Array;
  } {
    const { document: bytes, bundles } = this.#relay.team();
    const document = readDocument(bytes);
    const at = { document, clock: { local: this.#now() }, usable };
    const all = usablePrekeys(bundles, at, verify).reachable;
    const reachable = among(all, allowedBy(this.cards), (one) => one.device.id);
    const recipients: readonly Recipient[] = reachable.map(({ device, bundle }) => ({
      spk: bundle.spk,
      ik: device.ik,
    }));
    const { header, wraps, ct } = seal({
      team: this.#team,
      sender: this.keys.box,
      recipients,
      body,
    });
    const targets = reachable.map(({ device }, i): Target => {
      const wrap = wraps[i];
      if (wrap === undefined) throw new Error('one wrap per recipient');
      return { kind: 'device', device: device.id, wrap };
    });
    return { targets, header, ct };
  }

  #open(
    copy: SealedCopy,
  ): { readonly senderPk: Uint8Array; readonly body: Uint8Array; readonly toEph: boolean } | null {
    const kid = bytesToHex(copy.wrap.slice(0, 8));
    const toEph = kid === bytesToHex(kidOf(this.eph.publicKey));
    try {
      const opened = open(copy, {
        team: this.#team,
        ik: this.keys.box,
        keyFor: () => (toEph ? this.eph : this.keys.box),
      });
      return { ...opened, toEph };
    } catch {
      return null;
    }
  }

  #take(copy: SealedCopy): void {
    const opened = this.#open(copy);
    if (opened === null) return;
    const body = readBody(opened.body);
    if (body.type === 'receipt') this.receipts.push(...body.receipts);
    else if (body.type !== 'unknown' && body.conversation !== null) {
      const sender = SenderKey.of(opened.senderPk);
      this.got.push({ sender, body, toEph: opened.toEph });
      this.chain = { ...this.chain, lamport: heard(this.chain.lamport, body.lamport) };
      if (body.type === 'restriction') this.#restrict(sender, body);
    }
  }

  #cardNamed(): Pick<ReporterPart, 'card'> {
    const card = standingCard(this.cards);
    return card === null ? {} : { card: card.counter };
  }

  #restrict(sender: SenderKey, body: Extract<ConversationBody, { type: 'restriction' }>): void {
    const { devices } = readDocument(this.#relay.document);
    const writer = devices.find(({ ik }) => SenderKey.of(ik) === sender);
    if (writer === undefined) return;
    this.cards = withCard(this.cards, cardOf(body, writer));
  }
}
