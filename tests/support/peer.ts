import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { newSignKeys, sign, type SignKeys } from '../../protocol/crypto/keys.ts';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { EnvelopeId, type DeviceId, type MailboxId, type TeamId } from '../../protocol/ids.ts';
import { PAD_BUCKETS } from '../../protocol/limits.ts';
import { writeClientFrame, type ClientFrame } from '../../protocol/wire/client-frames.ts';
import {
  loginInput,
  mailboxIdOf,
  mailboxInput,
  tokenHash,
  workBitsOf,
} from '../../protocol/wire/login.ts';
import {
  readRelayFrame,
  type RelayFrame,
  type RelayFrameType,
  type SendResult,
} from '../../protocol/wire/relay-frames.ts';
import {
  BOX_OVERHEAD,
  HEADER_BYTES,
  TOKEN_BYTES,
  WRAP_BYTES,
  type Target,
} from '../../protocol/wire/sealed.ts';

const ANSWER_MS = 20_000;

type Of<T extends RelayFrameType> = Extract<RelayFrame, { type: T }>;

/** A bare client for tests of the relay: it keeps every frame in order and knows nothing of sealing. */
export interface Peer {
  readonly hello: Of<'hello'>;
  /** Every frame so far, hello included. */
  readonly frames: readonly RelayFrame[];
  /** The same frames as bytes. */
  readonly raw: readonly Buffer[];
  readonly socket: WebSocket;
  /** The close code, once the relay has closed. */
  readonly closed: Promise<number>;
  send(frame: ClientFrame): void;
  sendBytes(bytes: Uint8Array): void;
  /** The next frame of this type nobody has taken yet. */
  next<T extends RelayFrameType>(type: T, withinMs?: number): Promise<Of<T>>;
  /** Sends a request and waits for its answer, whichever it is. */
  ask(frame: Extract<ClientFrame, { ref: number }>): Promise<RelayFrame>;
  /** Fails when a frame of this type comes within the time. */
  never(type: RelayFrameType, withinMs: number): Promise<void>;
  close(): Promise<void>;
  /** As when the cable is pulled: no close frame. */
  cut(): void;
}

/** Dials and waits for hello. */
export async function dialPeer(origin: string): Promise<Peer> {
  const socket = new WebSocket(origin, 'sc1', { perMessageDeflate: false });
  const frames: RelayFrame[] = [];
  const raw: Buffer[] = [];
  const taken = new Set<RelayFrame>();
  const wakers = new Set<() => void>();
  socket.on('message', (bytes: Buffer) => {
    raw.push(bytes);
    frames.push(readRelayFrame(new Uint8Array(bytes)));
    for (const wake of wakers) wake();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));

  const first = <F extends RelayFrame>(
    fits: (frame: RelayFrame) => frame is F,
    what: string,
    withinMs: number,
  ): Promise<F> =>
    new Promise((resolve, reject) => {
      const look = (): boolean => {
        const found = frames.find((f): f is F => !taken.has(f) && fits(f));
        if (found === undefined) return false;
        taken.add(found);
        end();
        resolve(found);
        return true;
      };
      const fail = (why: string): void => {
        if (look()) return;
        end();
        const came = frames.map(({ type }) => type).join(' ');
        reject(new Error(`no ${what}: ${why}; came ${came}`));
      };
      const late = setTimeout(() => fail('too late'), withinMs);
      const end = (): void => {
        clearTimeout(late);
        wakers.delete(look);
      };
      wakers.add(look);
      if (!look()) void closed.then(() => fail('closed'));
    });
  const next: Peer['next'] = <T extends RelayFrameType>(type: T, withinMs = ANSWER_MS) =>
    first((frame): frame is Of<T> => frame.type === type, type, withinMs);

  return {
    hello: await next('hello'),
    frames,
    raw,
    socket,
    closed,
    next,
    ask: (frame) => {
      socket.send(writeClientFrame(frame));
      const answers = (f: RelayFrame): f is RelayFrame => 'ref' in f && f.ref === frame.ref;
      return first(answers, `answer to ${frame.type}`, ANSWER_MS);
    },
    send: (frame) => socket.send(writeClientFrame(frame)),
    sendBytes: (bytes) => socket.send(bytes),
    never: async (type, withinMs) => {
      const came = await next(type, withinMs).then(
        () => true,
        () => false,
      );
      if (came) throw new Error(`${type} came`);
    },
    close: async () => {
      socket.close();
      await closed;
    },
    cut: () => socket.terminate(),
  };
}

/** What signs a device in. */
export interface LoginKeys {
  readonly team: TeamId;
  readonly device: DeviceId;
  readonly login: SignKeys;
}

/** The auth frame for this connection; any part may be changed to see it refused. */
export function authFrame(
  peer: Peer,
  origin: string,
  keys: LoginKeys,
  changed: { readonly relayNonce?: Uint8Array; readonly documentSeq?: number } = {},
): Extract<ClientFrame, { type: 'auth' }> {
  const clientNonce = platformRandom(32);
  const { team, device } = keys;
  const documentSeq = changed.documentSeq ?? 1;
  const relayNonce = changed.relayNonce ?? peer.hello.nonce;
  const input = loginInput({ team, origin, relayNonce, clientNonce, device, documentSeq });
  return {
    type: 'auth',
    team,
    device,
    clientNonce,
    documentSeq,
    signature: sign(keys.login, input),
  };
}

/** Dials, signs in and starts delivery. */
export async function deviceOn(origin: string, keys: LoginKeys): Promise<Peer> {
  const peer = await dialPeer(origin);
  peer.send(authFrame(peer, origin, keys));
  await peer.next('authed');
  peer.send({ type: 'subscribe' });
  await peer.next('subscribed');
  return peer;
}

/** A reporter's mailbox as the relay sees it. */
export interface TestMailbox {
  readonly team: TeamId;
  readonly keys: SignKeys;
  readonly id: MailboxId;
  readonly token: Uint8Array;
  readonly tokenHash: Uint8Array;
}

export function newMailbox(team: TeamId): TestMailbox {
  const keys = newSignKeys();
  const token = platformRandom(TOKEN_BYTES);
  return { team, keys, id: mailboxIdOf(keys.publicKey), token, tokenHash: tokenHash(token) };
}

/** The mailbox frame for this connection, with the work its hello asks for. */
export function mailboxFrame(
  peer: Peer,
  origin: string,
  box: Pick<TestMailbox, 'team' | 'keys' | 'id'>,
): Extract<ClientFrame, { type: 'mailbox' }> {
  const { team, keys, id } = box;
  const clientNonce = platformRandom(32);
  const { nonce: relayNonce, workBits } = peer.hello;
  let work = 0;
  while (workBitsOf(relayNonce, id, work) < workBits) work += 1;
  const input = mailboxInput({ team, origin, relayNonce, clientNonce, mailbox: id });
  return {
    type: 'mailbox',
    team,
    mailbox: id,
    key: keys.publicKey,
    clientNonce,
    work,
    signature: sign(keys, input),
  };
}

/** Dials and subscribes to a mailbox. */
export async function reporterOn(origin: string, box: TestMailbox): Promise<Peer> {
  const peer = await dialPeer(origin);
  peer.send(mailboxFrame(peer, origin, box));
  await peer.next('subscribed');
  return peer;
}

export const toDevice = (device: DeviceId): Target => ({
  kind: 'device',
  device,
  wrap: platformRandom(WRAP_BYTES),
});

export const toMailbox = (box: TestMailbox, token = box.token): Target => ({
  kind: 'mailbox',
  mailbox: box.id,
  token,
  wrap: platformRandom(WRAP_BYTES),
});

/** Puts this device's card of a mailbox. */
export const toCard = (box: TestMailbox, token = box.token): Target => ({
  kind: 'card',
  mailbox: box.id,
  token,
  wrap: platformRandom(WRAP_BYTES),
});

/** A send frame around noise of one bucket's size: the relay cannot tell it from a sealed message. */
export const sendFrame = (
  targets: readonly Target[],
  changed: {
    readonly eid?: EnvelopeId;
    readonly tokenHash?: Uint8Array;
    readonly bucket?: number;
  } = {},
): Extract<ClientFrame, { type: 'send' }> => ({
  type: 'send',
  eid: changed.eid ?? EnvelopeId.random(),
  wake: true,
  tokenHash: changed.tokenHash ?? null,
  targets,
  header: platformRandom(HEADER_BYTES),
  ct: randomBytes((changed.bucket ?? PAD_BUCKETS[0]) + BOX_OVERHEAD),
});

/** Sends and waits for the relay's word. */
export async function submit(
  peer: Peer,
  frame: Extract<ClientFrame, { type: 'send' }>,
): Promise<readonly SendResult[]> {
  peer.send(frame);
  const { eid, results } = await peer.next('result');
  if (eid !== frame.eid) throw new Error('the answer to another envelope');
  return results;
}
