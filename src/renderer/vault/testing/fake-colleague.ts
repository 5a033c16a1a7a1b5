/** Vault, testing: a colleague's device whose keys a test holds: it asks and tells whatever the test wants. */
import { open, seal } from '../../../../protocol/crypto/envelope.ts';
import { deviceKeys, newDevice, type DeviceKeys } from '../../../../protocol/crypto/identity.ts';
import {
  newBoxKeys,
  sign,
  usable,
  verify,
  type BoxKeys,
} from '../../../../protocol/crypto/keys.ts';
import { DeviceId, EnvelopeId, MessageId, SessionId } from '../../../../protocol/ids.ts';
import { PREKEY_LIFE_MS } from '../../../../protocol/limits.ts';
import type { Role } from '../../../../protocol/team/device-entry.ts';
import { readDocument } from '../../../../protocol/team/document.ts';
import { EPOCH_BYTES, signPrekey } from '../../../../protocol/team/prekey.ts';
import { usablePrekeys } from '../../../../protocol/team/usable-prekeys.ts';
import { readBody, writeBody, type Body, type TeamBody } from '../../../../protocol/talk/body.ts';
import type { TeamContent, ToldContent, ToldMessage } from '../../../../protocol/talk/content.ts';
import { NO_PREV, SenderKey } from '../../../../protocol/talk/names.ts';
import type { App } from './bench.ts';
import { withDevice } from './second-device.ts';
import { settled } from './test-env.ts';

type Digest = Extract<TeamBody, { type: 'digest' }>;
type Told = Extract<TeamBody, { type: 'told' }>;

/** An answer that says nothing more. */
export const toldAll = (messages: readonly ToldMessage[]): Omit<ToldContent, 'answers'> => ({
  type: 'told',
  reporters: [],
  messages,
  checked: 0,
  total: 0,
  behind: false,
});

export class FakeColleague {
  readonly keys: DeviceKeys;
  readonly digests: Digest[] = [];
  readonly told: Told[] = [];
  /** Everything else that was sealed to it. */
  readonly got: { readonly sender: SenderKey; readonly body: Body; readonly bytes: string }[] = [];
  /** Null: says nothing. */
  answer: (digest: Digest) => Omit<ToldContent, 'answers'> | null = () => null;
  readonly #app: App;
  readonly #prekey: BoxKeys = newBoxKeys();

  constructor(app: App & { readonly rootCode: string }, roles: readonly Role[]) {
    this.#app = app;
    const secrets = newDevice();
    this.keys = deviceKeys(secrets);
    const { env, relay } = app;
    const put = relay.putTeam(withDevice(app, secrets, roles), '');
    if (!put.ok) throw new Error(put.refusal);
    const { team, seq } = readDocument(relay.document);
    const about = { team, device: this.keys.id, spk: this.#prekey.publicKey, docSeq: seq };
    const times = { issued: env.now(), expires: env.now() + PREKEY_LIFE_MS };
    const epoch = new Uint8Array(EPOCH_BYTES);
    const bundle = signPrekey({ ...about, ...times, epoch }, (message) =>
      sign(this.keys.sign, message),
    );
    relay.bundles.set(this.keys.id, bundle);
    relay.subscribe(this.keys.id, {
      deliver: (envelopes) => {
        for (const envelope of envelopes) {
          relay.queue(this.keys.id).waiting.delete(envelope.id);
          const keyFor = (): BoxKeys => this.#prekey;
          const { body, senderPk } = open(envelope, { team, ik: this.keys.ik, keyFor });
          this.#take(SenderKey.of(senderPk), body);
        }
      },
      sign: () => undefined,
    });
  }

  /** Seals a team event to this device. */
  say(to: string, content: TeamContent): MessageId {
    const { env, relay } = this.#app;
    const { document: bytes, bundles } = relay.team();
    const document = readDocument(bytes);
    const at = { document, clock: { local: env.now() }, usable };
    const found = usablePrekeys(bundles, at, verify).reachable.find(
      ({ device }) => device.id === to,
    );
    if (found === undefined) throw new Error('it cannot be reached');
    const mid = MessageId.random();
    const body = writeBody({
      conversation: null,
      from: 'device',
      audience: 'team',
      mid,
      session: SessionId.random(),
      seq: 0,
      prev: NO_PREV,
      lamport: 1,
      at: env.now(),
      docSeq: document.seq,
      ...content,
    });
    const { header, wraps, ct } = seal({
      team: document.team,
      sender: this.keys.ik,
      recipients: [{ spk: found.bundle.spk, ik: found.device.ik }],
      body,
    });
    const device = DeviceId(to);
    const targets = wraps.map((wrap) => ({ kind: 'device', device, wrap }) as const);
    relay.post({ eid: EnvelopeId.random(), wake: false, targets, header, ct });
    return mid;
  }

  #take(sender: SenderKey, bytes: Uint8Array): void {
    const body = readBody(bytes);
    if (body.type === 'unknown') return;
    if (body.type === 'told') this.told.push(body);
    else if (body.type === 'digest') {
      this.digests.push(body);
      const told = this.answer(body);
      if (told !== null) void this.#tell(sender, { ...told, answers: body.mid });
    } else this.got.push({ sender, body, bytes: new TextDecoder().decode(bytes) });
  }

  async #tell(to: SenderKey, told: ToldContent): Promise<void> {
    await settled();
    const asker = readDocument(this.#app.relay.document).devices.find(
      ({ ik }) => SenderKey.of(ik) === to,
    );
    if (asker !== undefined) this.say(asker.id, told);
  }
}

/** Makes a colleague that this app knows of. */
export async function colleagueOf(
  app: App & { readonly rootCode: string },
  roles: readonly Role[] = ['operator'],
): Promise<FakeColleague> {
  const colleague = new FakeColleague(app, roles);
  const { seq: documentSeq } = readDocument(app.relay.document);
  app.main.tell({ type: 'team-newer', documentSeq });
  await settled();
  return colleague;
}
