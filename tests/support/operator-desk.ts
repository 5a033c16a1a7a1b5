import { bytesToHex } from '@noble/hashes/utils.js';
import { open, seal, type Recipient } from '../../protocol/crypto/envelope.ts';
import { verify, usable } from '../../protocol/crypto/keys.ts';
import {
  EnvelopeId,
  MessageId,
  SessionId,
  type ConversationId,
  type MailboxId,
} from '../../protocol/ids.ts';
import { readBody, writeBody, type Body, type ConversationBody } from '../../protocol/talk/body.ts';
import { advance, heard, newChain, nextHead, type ChainState } from '../../protocol/talk/chain.ts';
import type { ChainedContent, Quoted } from '../../protocol/talk/content.ts';
import {
  hear,
  isLive,
  newHeartbeat,
  readEphemeral,
  writeEphemeral,
  type Ephemeral,
  type Heartbeat,
} from '../../protocol/talk/ephemeral.ts';
import { conversationOf, SenderKey } from '../../protocol/talk/names.ts';
import { receiptFor } from '../../protocol/talk/receipts.ts';
import { readDocument } from '../../protocol/team/document-bytes.ts';
import { usablePrekeys } from '../../protocol/team/usable-prekeys.ts';
import { mailboxIdOf } from '../../protocol/wire/login.ts';
import type { RelayFrame, SendResult } from '../../protocol/wire/relay-frames.ts';
import type { Envelope, Target } from '../../protocol/wire/sealed.ts';
import { ANSWER_MS, type Line } from './line.ts';
import type { HeardMessage, TestOperator } from './operator.ts';
import type { TestDevice, TestTeam } from './test-team.ts';

/** What the desk knows of one reporter. */
interface Reporter {
  readonly key: Uint8Array;
  token: Uint8Array;
  mailbox: MailboxId | undefined;
  heartbeat: Heartbeat;
  chain: ChainState;
  ctr: number;
  readUpTo: number;
  last: Uint8Array | undefined;
  readonly seqs: Map<SessionId, Set<number>>;
}

export type DeskPart = Omit<TestOperator, 'ask' | 'available' | 'stop' | 'device'>;

/** The desk of a headless operator: opens, files, answers. */
export function makeDesk(
  team: TestTeam,
  device: TestDevice,
  line: Line,
  nextRef: () => number,
  ask: TestOperator['ask'],
): { readonly hear: (frame: RelayFrame) => void; readonly operator: DeskPart } {
  const session = SessionId.random();
  const reporters = new Map<ConversationId, Reporter>();
  const messages: HeardMessage[] = [];
  const said = new Map<ConversationId, readonly Quoted[]>();
  const seen = new Set<string>();
  const sent = new Map<EnvelopeId, Uint8Array>();
  const waiting = new Set<() => void>();
  const mine = {
    team: team.id,
    ik: device.keys.ik,
    keyFor: () => device.prekey,
  };
  let repeats = 0;

  const take = (sender: Uint8Array, body: Body): void => {
    if (body.conversation === null || body.from !== 'reporter') return;
    const conversation = conversationOf(sender);
    void sealAgain(conversation, body.reporter?.unreadable ?? []);
    if (body.type === 'receipt') return;
    const name = `${bytesToHex(sender)}/${body.mid}`;
    if (seen.has(name)) {
      repeats += 1;
      return;
    }
    seen.add(name);
    const reporter = meet(reporters, conversation, sender, body, session);
    reporter.chain = { ...reporter.chain, lamport: heard(reporter.chain.lamport, body.lamport) };
    const seqs = reporter.seqs.get(body.session) ?? new Set();
    reporter.seqs.set(body.session, seqs.add(body.seq));
    messages.push({ conversation, sender: SenderKey.of(sender), body });
    for (const wake of waiting) wake();
  };

  /** The exact bytes, as a history quotes them. */
  const keep = (conversation: ConversationId, sender: Uint8Array, body: Uint8Array): void => {
    const quoted = { sender: SenderKey.of(sender), body: new TextDecoder().decode(body) };
    said.set(conversation, [...(said.get(conversation) ?? []), quoted]);
  };

  const takeEnvelope = (envelope: Envelope): void => {
    const { senderPk, body } = open(envelope, mine);
    const read = readBody(body);
    keep(conversationOf(senderPk), senderPk, body);
    if (read.type !== 'unknown') take(senderPk, read);
    line.send({ type: 'ack', eid: envelope.id });
  };

  const takeEphemeral = (copy: Extract<RelayFrame, { type: 'ephemeral' }>): void => {
    const { senderPk, body } = open(copy, mine);
    const reporter = reporters.get(conversationOf(senderPk));
    if (reporter === undefined) return;
    const sign = readEphemeral(body);
    reporter.heartbeat = hear(reporter.heartbeat, sign, Date.now()) ?? reporter.heartbeat;
    if (sign.type !== 'receipt') return;
    for (const { session: of, read = -1 } of sign.receipts)
      if (of === session) reporter.readUpTo = Math.max(reporter.readUpTo, read);
  };

  const known = (conversation: ConversationId): Reporter => {
    const reporter = reporters.get(conversation);
    if (reporter === undefined) throw new Error('no such conversation');
    return reporter;
  };

  const toMailbox = (
    reporter: Reporter,
    forGood = false,
  ): { readonly recipient: Recipient; readonly mailbox: MailboxId } => {
    if (reporter.mailbox === undefined) throw new Error('the reporter named no mailbox');
    const { heartbeat, key } = reporter;
    const live = !forGood && isLive(heartbeat, Date.now()) && heartbeat.eph !== null;
    return {
      recipient: { spk: live ? (heartbeat.eph ?? key) : key, ik: key },
      mailbox: reporter.mailbox,
    };
  };

  /** Seals to the reporter and to every other operator device that can be reached. */
  const post = async (
    reporter: Reporter,
    body: Uint8Array,
    forGood = false,
  ): Promise<SendResult> => {
    const { recipient, mailbox } = toMailbox(reporter, forGood);
    const others = await colleagues(team, device, () =>
      ask({ type: 'team-get', ref: nextRef(), team: team.id }),
    );
    const recipients = [recipient, ...others.map(({ recipient: to }) => to)];
    const sealed = seal({ team: team.id, sender: device.keys.ik, recipients, body });
    const targets: Target[] = sealed.wraps.map((wrap, i) => {
      const other = others[i - 1];
      return other === undefined
        ? { kind: 'mailbox', mailbox, token: reporter.token, wrap }
        : { kind: 'device', device: other.id, wrap };
    });
    const eid = EnvelopeId.random();
    sent.set(eid, body);
    const { header, ct } = sealed;
    line.send({ type: 'send', eid, wake: true, tokenHash: null, targets, header, ct });
    const answer = await line.until((f) => f.type === 'result' && f.eid === eid, 'send');
    return (answer.type === 'result' ? answer.results[0] : undefined) ?? 'refused';
  };

  /** What a tab could not open is sealed to C, which every tab with the code can open. */
  const sealAgain = async (
    conversation: ConversationId,
    unreadable: readonly EnvelopeId[],
  ): Promise<void> => {
    for (const eid of unreadable) {
      const body = sent.get(eid);
      if (body !== undefined && sent.delete(eid)) await post(known(conversation), body, true);
    }
  };

  const whisper = (conversation: ConversationId, say: (ctr: number) => Ephemeral): void => {
    const reporter = known(conversation);
    reporter.ctr += 1;
    const { recipient, mailbox } = toMailbox(reporter);
    const body = writeEphemeral(say(reporter.ctr));
    const sealed = seal({ team: team.id, sender: device.keys.ik, recipients: [recipient], body });
    const [wrap] = sealed.wraps;
    if (wrap === undefined) throw new Error('nothing sealed');
    const { header, ct } = sealed;
    const target: Target = { kind: 'mailbox', mailbox, token: reporter.token, wrap };
    line.send({ type: 'ephemeral', targets: [target], header, ct });
  };

  const until = <T>(find: () => T | undefined, what: string, withinMs = ANSWER_MS): Promise<T> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`not heard in time: ${what}; ${messages.length} messages so far`));
      }, withinMs);
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(late);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  const base = (conversation: ConversationId) =>
    ({ conversation, session, from: 'device' }) as const;

  /** Beside the mailbox's queue, sealed to C and to nobody else. */
  const putCard = async (reporter: Reporter, body: Uint8Array): Promise<SendResult> => {
    const { recipient, mailbox } = toMailbox(reporter, true);
    const sealed = seal({ team: team.id, sender: device.keys.ik, recipients: [recipient], body });
    const [wrap] = sealed.wraps;
    if (wrap === undefined) throw new Error('nothing sealed');
    const eid = EnvelopeId.random();
    const { header, ct } = sealed;
    const card: Target = { kind: 'card', mailbox, token: reporter.token, wrap };
    line.send({ type: 'send', eid, wake: false, tokenHash: null, targets: [card], header, ct });
    const answer = await line.until((f) => f.type === 'result' && f.eid === eid, 'card');
    return (answer.type === 'result' ? answer.results[0] : undefined) ?? 'refused';
  };

  const write = (
    conversation: ConversationId,
    content: Extract<
      ChainedContent,
      { type: 'text' | 'handover' | 'attachment' | 'history' | 'restriction' }
    >,
  ): Promise<SendResult> => {
    const reporter = known(conversation);
    const head = nextHead(reporter.chain);
    const body = writeBody({
      ...base(conversation),
      ...head,
      mid: MessageId.random(),
      at: Date.now(),
      docSeq: 1,
      audience: 'talk',
      ...content,
    });
    reporter.chain = advance(head, body);
    reporter.last = body;
    keep(conversation, device.keys.ik.publicKey, body);
    return content.type === 'restriction' ? putCard(reporter, body) : post(reporter, body);
  };

  return {
    hear: (frame) => {
      if (frame.type === 'deliver') takeEnvelope(frame.envelope);
      if (frame.type === 'ephemeral') takeEphemeral(frame);
    },
    operator: {
      messages,
      repeats: () => repeats,
      message: (n, withinMs) => until(() => messages[n], `message ${n}`, withinMs),
      heard: (words, withinMs) =>
        until(
          () => messages.find(({ body }) => body.type === 'text' && body.text === words),
          'those words',
          withinMs,
        ),
      reply: (conversation, words, alias) =>
        write(conversation, {
          type: 'text',
          text: words,
          ...(alias === undefined ? {} : { alias }),
        }),
      asked: (type, withinMs) =>
        until(() => messages.findLast(({ body }) => body.type === type), type, withinMs),
      history: (conversation) =>
        write(conversation, { type: 'history', messages: said.get(conversation) ?? [] }),
      handover: (conversation, to, alias) =>
        write(conversation, { type: 'handover', to, ...(alias === undefined ? {} : { alias }) }),
      attach: (conversation, content) => write(conversation, content),
      restrict: (conversation, content) => write(conversation, { type: 'restriction', ...content }),
      repeat: (conversation) => {
        const reporter = known(conversation);
        if (reporter.last === undefined) throw new Error('nothing to repeat');
        return post(reporter, reporter.last);
      },
      receipt: async (conversation, told) => {
        const reporter = known(conversation);
        const sender = SenderKey.of(reporter.key);
        const receipts = [...reporter.seqs].map(([of, seqs]) => ({
          ...receiptFor({ sender, session: of }, seqs),
          ...(told?.read === true ? { read: Math.max(...seqs) } : {}),
        }));
        if (isLive(reporter.heartbeat, Date.now())) {
          whisper(conversation, (ctr) => ({
            ...base(conversation),
            ctr,
            type: 'receipt',
            receipts,
          }));
          return 'ephemeral';
        }
        return post(
          reporter,
          writeBody({
            ...base(conversation),
            type: 'receipt',
            at: Date.now(),
            docSeq: 1,
            receipts,
          }),
        );
      },
      typing: (conversation) =>
        whisper(conversation, (ctr) => ({ ...base(conversation), ctr, type: 'typing' })),
      place: (conversation, place) =>
        whisper(conversation, (ctr) => ({ ...base(conversation), ctr, type: 'place', place })),
      readUpTo: (conversation) => known(conversation).readUpTo,
      live: (conversation) => isLive(known(conversation).heartbeat, Date.now()),
    },
  };
}

/** Files a reporter's message: token of the newest, mailbox and R.eph of the session's first. */
function meet(
  reporters: Map<ConversationId, Reporter>,
  conversation: ConversationId,
  key: Uint8Array,
  body: ConversationBody,
  session: SessionId,
): Reporter {
  const part = body.reporter;
  if (part === undefined) throw new Error('a reporter message without its reporter part');
  const reporter: Reporter = reporters.get(conversation) ?? {
    key,
    token: part.token,
    mailbox: undefined,
    heartbeat: newHeartbeat(body.session, null),
    chain: newChain(session),
    ctr: 0,
    readUpTo: -1,
    last: undefined,
    seqs: new Map(),
  };
  reporters.set(conversation, reporter);
  reporter.token = part.token;
  if (part.mailboxKey !== undefined) reporter.mailbox = mailboxIdOf(part.mailboxKey);
  if (part.eph !== undefined) reporter.heartbeat = newHeartbeat(body.session, part.eph);
  return reporter;
}

interface Colleague {
  readonly id: TestDevice['keys']['id'];
  readonly recipient: Recipient;
}

async function colleagues(
  team: TestTeam,
  me: TestDevice,
  fetch: () => Promise<RelayFrame>,
): Promise<readonly Colleague[]> {
  if (team.devices.length === 1) return [];
  const answer = await fetch();
  if (answer.type !== 'team') throw new Error('no team');
  const at = { document: readDocument(answer.document), clock: { local: Date.now() }, usable };
  return usablePrekeys(answer.bundles, at, verify)
    .reachable.filter(
      (other) => other.device.id !== me.keys.id && other.device.roles.includes('operator'),
    )
    .map(({ device, bundle }) => ({
      id: device.id,
      recipient: { spk: bundle.spk, ik: device.ik },
    }));
}
