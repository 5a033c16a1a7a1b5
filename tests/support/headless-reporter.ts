/**
 * A reporter without a browser, for tests that need thousands of messages: the real protocol over a
 * real socket, none of the widget.
 */
import { chunkCount, openBlob } from '../../protocol/crypto/blob.ts';
import { open, seal, type Recipient } from '../../protocol/crypto/envelope.ts';
import { newBoxKeys, usable, verify } from '../../protocol/crypto/keys.ts';
import { platformRandom } from '../../protocol/crypto/random.ts';
import {
  newReturnCode,
  reporterKeys,
  type ReporterKeys,
} from '../../protocol/crypto/return-code.ts';
import { EnvelopeId, MessageId, SessionId, type TeamId } from '../../protocol/ids.ts';
import { readBody, writeBody, type ConversationBody } from '../../protocol/talk/body.ts';
import { advance, newChain, nextHead, type ChainState } from '../../protocol/talk/chain.ts';
import type { AttachmentContent, ChainedContent } from '../../protocol/talk/content.ts';
import { readDocument } from '../../protocol/team/document.ts';
import { usablePrekeys, type Reachable } from '../../protocol/team/usable-prekeys.ts';
import { tokenHash } from '../../protocol/wire/login.ts';
import { readRelayFrame } from '../../protocol/wire/relay-frames.ts';
import { TOKEN_BYTES, type Envelope, type Target } from '../../protocol/wire/sealed.ts';
import { dialPeer, mailboxFrame, submit, type Peer } from './peer.ts';

export interface HeadlessReporter {
  readonly keys: ReporterKeys;
  /** Resolves once the relay has it. While our share of the queue is full it waits and asks again, as a widget does. */
  readonly say: (text: string) => Promise<void>;
  /** Files the team has sent so far, as their messages name them. */
  readonly files: () => readonly AttachmentContent[];
  /** Fetches and opens one, as a widget does; throws for what is not what was said. */
  readonly fetch: (file: AttachmentContent) => Promise<Buffer>;
  /** The same for what is not simply a text. */
  readonly tell: (content: ChainedContent) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Dials the relay, learns the team and takes a mailbox. A code given before continues that conversation in a new session. */
export async function headlessReporter(
  origin: string,
  team: TeamId,
  code: Uint8Array = newReturnCode(),
): Promise<HeadlessReporter> {
  const peer = await dialPeer(origin);
  const came = acknowledge(peer);
  const reachable = await devicesOf(peer, team);
  const keys = reporterKeys(code, team);
  peer.send(mailboxFrame(peer, origin, { team, keys: keys.mailboxKeys, id: keys.mailbox }));
  await peer.next('subscribed');
  const tab = { keys, team, reachable, eph: newBoxKeys(), token: platformRandom(TOKEN_BYTES) };
  let chain = newChain(SessionId.random());

  const tell = async (content: ChainedContent): Promise<void> => {
    const body = bodyOf(tab, chain, content);
    const bytes = writeBody(body);
    const sealed = sealedTo(tab, bytes);
    const first = body.seq === 0;
    const frame = {
      type: 'send',
      eid: EnvelopeId.random(),
      wake: true,
      tokenHash: first ? tokenHash(tab.token) : null,
      ...sealed,
    } as const;
    let results = await submit(peer, frame);
    for (let asked = 0; results.includes('full') && asked < ASKED; asked += 1) {
      await wait(ASK_AGAIN_MS);
      results = await submit(peer, frame);
    }
    if (results.some((result) => result !== 'accepted')) throw new Error(results.join(' '));
    chain = advance(nextHead(chain), bytes);
  };
  return {
    keys,
    say: async (text) => await tell({ type: 'text', text, lang: 'de' }),
    tell,
    files: () => came.flatMap((envelope) => fileIn(envelope, { team, ik: keys.box })),
    fetch: async (message) => await fetched(peer, message),
    close: () => peer.close(),
  };
}

/** Sealed to C: this reporter is never seen to be there. */
function fileIn(
  envelope: Envelope,
  { team, ik }: { readonly team: TeamId; readonly ik: ReporterKeys['box'] },
): readonly AttachmentContent[] {
  const body = readBody(open(envelope, { team, ik, keyFor: () => ik }).body);
  return body.type === 'attachment' ? [body] : [];
}

async function fetched(peer: Peer, { file }: AttachmentContent): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for (let index = 0; index < chunkCount(file.bytes); index += 1) {
    const { id: blob, read } = file;
    const answer = await peer.ask({ type: 'blob-get', ref: 1000 + index, blob, read, index });
    if (answer.type !== 'blob-chunk') throw new Error(`no chunk: ${answer.type}`);
    chunks.push(answer.chunk);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of openBlob(file, chunks)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** As a widget does with all it is given, or its mailbox would be full before long. */
function acknowledge(peer: Peer): readonly Envelope[] {
  const came: Envelope[] = [];
  peer.socket.on('message', (bytes: Buffer) => {
    const frame = readRelayFrame(new Uint8Array(bytes));
    if (frame.type !== 'deliver') return;
    came.push(frame.envelope);
    peer.send({ type: 'ack', eid: frame.envelope.id });
  });
  return came;
}

interface Tab {
  readonly keys: ReporterKeys;
  readonly team: TeamId;
  readonly reachable: readonly Reachable[];
  readonly eph: ReturnType<typeof newBoxKeys>;
  readonly token: Uint8Array;
}

/** A team just founded has no prekey yet: asks again until one device can be sealed to. */
async function devicesOf(peer: Peer, team: TeamId): Promise<readonly Reachable[]> {
  for (let ref = 1; ref <= ASKED; ref += 1) {
    const answer = await peer.ask({ type: 'team-get', ref, team });
    if (answer.type !== 'team') throw new Error(`team-get: ${answer.type}`);
    const document = readDocument(answer.document);
    const at = { document, clock: { local: Date.now() }, usable };
    const { reachable } = usablePrekeys(answer.bundles, at, verify);
    if (reachable.length > 0) return reachable;
    await wait(ASK_AGAIN_MS);
  }
  throw new Error('no device can be reached');
}

const ASKED = 50;
const ASK_AGAIN_MS = 200;

const wait = async (ms: number): Promise<void> =>
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

function bodyOf(
  { keys, eph, token }: Tab,
  chain: ChainState,
  content: ChainedContent,
): ConversationBody {
  const { session, seq, prev, lamport } = nextHead(chain);
  const opening = { mailboxKey: keys.mailboxKeys.publicKey, eph: eph.publicKey };
  return {
    mid: MessageId.random(),
    session,
    seq,
    prev,
    lamport,
    at: Date.now(),
    docSeq: 1,
    conversation: keys.conversation,
    from: 'reporter',
    audience: 'talk',
    reporter: { token, ...(seq === 0 ? opening : {}) },
    ...content,
  };
}

function sealedTo({ team, keys, reachable }: Tab, body: Uint8Array) {
  const recipients: readonly Recipient[] = reachable.map(({ device, bundle }) => ({
    spk: bundle.spk,
    ik: device.ik,
  }));
  const { header, wraps, ct } = seal({ team, sender: keys.box, recipients, body });
  const targets = reachable.map(({ device }, i): Target => {
    const wrap = wraps[i];
    if (wrap === undefined) throw new Error('one wrap per recipient');
    return { kind: 'device', device: device.id, wrap };
  });
  return { targets, header, ct };
}
