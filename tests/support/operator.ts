import { sign } from '../../protocol/crypto/keys.ts';
import { platformRandom } from '../../protocol/crypto/random.ts';
import type { ConversationId } from '../../protocol/ids.ts';
import { BEACON_EVERY_MS } from '../../protocol/limits.ts';
import type { ConversationBody } from '../../protocol/talk/body.ts';
import type { AttachmentContent, RestrictionContent } from '../../protocol/talk/content.ts';
import type { SenderKey } from '../../protocol/talk/names.ts';
import type { ClientFrame } from '../../protocol/wire/client-frames.ts';
import { loginInput } from '../../protocol/wire/login.ts';
import type { RelayFrame, SendResult } from '../../protocol/wire/relay-frames.ts';
import { dial, type Line } from './line.ts';
import { makeDesk } from './operator-desk.ts';
import type { TestDevice, TestTeam } from './test-team.ts';

export { createTestTeam, forged, type TestDevice, type TestTeam } from './test-team.ts';

/** One reporter's message, opened. Deliveries that were repeats are counted, not listed again. */
export interface HeardMessage {
  readonly conversation: ConversationId;
  readonly sender: SenderKey;
  readonly body: ConversationBody;
}

/** A headless operator for tests: real keys, real frames, a real socket, no vault. */
export interface TestOperator {
  readonly device: TestDevice;
  /** Everything heard so far, in order of arrival, each message once. */
  readonly messages: readonly HeardMessage[];
  /** Deliveries dropped because (sender, mid) was here already. */
  readonly repeats: () => number;
  /** Waits for the n-th message (from 0). */
  message(n: number, withinMs?: number): Promise<HeardMessage>;
  /** Waits until a text arrives whose words are exactly these. */
  heard(words: string, withinMs?: number): Promise<HeardMessage>;
  /** Answers; the result is the relay's word for the reporter's mailbox. */
  reply(conversation: ConversationId, words: string, alias?: string): Promise<SendResult>;
  /** Names a file that is whole at the relay. */
  attach(conversation: ConversationId, content: AttachmentContent): Promise<SendResult>;
  /** Waits for a message of this type; the newest of them. */
  asked(type: ConversationBody['type'], withinMs?: number): Promise<HeardMessage>;
  /** Repeats everything this desk has heard and said in the conversation, word for word. */
  history(conversation: ConversationId): Promise<SendResult>;
  /** Sends any body text again under the same mid with a new envelope, as a device does after 60 s. */
  repeat(conversation: ConversationId): Promise<SendResult>;
  /** Hands the conversation to a colleague of that alias. */
  handover(conversation: ConversationId, to: string, alias?: string): Promise<SendResult>;
  /**
   * Says which messages have arrived, and with `read` that a person has had them on screen: an ephemeral
   * while the tab is live, a queued receipt otherwise.
   */
  receipt(
    conversation: ConversationId,
    told?: { readonly read: boolean },
  ): Promise<'ephemeral' | SendResult>;
  /** Puts this device's card; nobody else is told. */
  restrict(
    conversation: ConversationId,
    content: Omit<RestrictionContent, 'type'>,
  ): Promise<SendResult>;
  typing(conversation: ConversationId): void;
  /** Says how many conversations wait before this one. */
  place(conversation: ConversationId, place: number): void;
  /** How far the reporter says to have read this desk's own messages; -1 = not told. */
  readUpTo(conversation: ConversationId): number;
  /** Whether a heartbeat younger than 45 s was heard. */
  live(conversation: ConversationId): boolean;
  /** Starts or ends saying "somebody is here". */
  available(here: boolean): Promise<void>;
  /** Any request with a `ref`, answered with done, put-refused or team. */
  ask(frame: Extract<ClientFrame, { ref: number }>): Promise<RelayFrame>;
  stop(): Promise<void>;
}

export interface OperatorWishes {
  readonly team: TestTeam;
  /** The relay's origin, exactly as the document lists it. */
  readonly relay: string;
  readonly device?: TestDevice;
  /** Puts the team's first document with this code before signing in. */
  readonly claim?: string;
  /** Publishes a beacon every minute from the start; true unless told otherwise. */
  readonly here?: boolean;
}

/** Signs a device in on a line that has said hello. */
export async function signIn(
  line: Line,
  on: {
    readonly team: TestTeam;
    readonly device: TestDevice;
    readonly relay: string;
    readonly relayNonce: Uint8Array;
  },
): Promise<void> {
  const clientNonce = platformRandom(32);
  const who = { team: on.team.id, device: on.device.keys.id, clientNonce, documentSeq: 1 };
  const input = loginInput({ ...who, origin: on.relay, relayNonce: on.relayNonce });
  line.send({ type: 'auth', ...who, signature: sign(on.device.keys.login, input) });
  await line.until((f) => f.type === 'authed', 'auth');
}

/** Signs a device in and starts delivery: document, login, prekey, subscribe, beacon. */
export async function connectOperator(wishes: OperatorWishes): Promise<TestOperator> {
  const { team, relay } = wishes;
  const device = wishes.device ?? team.devices[0];
  if (device === undefined) throw new Error('a team without devices');
  const line = await dial(relay);
  let ref = 0;

  const ask = async (frame: Extract<ClientFrame, { ref: number }>): Promise<RelayFrame> => {
    line.send(frame);
    return line.until((f) => 'ref' in f && f.ref === frame.ref, frame.type);
  };
  const put = async (frame: Extract<ClientFrame, { ref: number }>): Promise<void> => {
    const answer = await ask(frame);
    if (answer.type !== 'done')
      throw new Error(`${frame.type}: ${answer.type === 'put-refused' ? answer.why : answer.type}`);
  };

  const hello = await line.until((f) => f.type === 'hello', 'hello');
  if (hello.type !== 'hello') throw new Error('no hello');
  if (wishes.claim !== undefined) {
    await put({
      type: 'team-put',
      ref: (ref += 1),
      claim: wishes.claim,
      document: team.document(),
    });
  }
  await signIn(line, { team, device, relay, relayNonce: hello.nonce });
  await put({ type: 'prekey-put', ref: (ref += 1), bundle: team.bundle(device) });

  const desk = makeDesk(team, device, line, () => (ref += 1), ask);
  line.listen(desk.hear);
  line.send({ type: 'subscribe' });
  await line.until((f) => f.type === 'subscribed', 'subscribe');

  let beating: NodeJS.Timeout | undefined;
  const beat = (): Promise<void> =>
    put({ type: 'beacon-put', ref: (ref += 1), beacon: team.beacon(device) });
  const available = async (here: boolean): Promise<void> => {
    clearInterval(beating);
    if (!here) return;
    beating = setInterval(() => void beat().catch(() => undefined), BEACON_EVERY_MS);
    await beat();
  };
  if (wishes.here !== false) await available(true);

  return {
    ...desk.operator,
    device,
    ask,
    available,
    stop: async () => {
      clearInterval(beating);
      await line.close();
    },
  };
}
