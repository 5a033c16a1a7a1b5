/**
 * Vault, people: a device that asks to be let into a team, and waits (PROTOCOL §2 Joining).
 *
 * The request is durable before it is sent. The answer is the document that lists this device, asked for
 * again and again; a no is told by a person, and never by the app.
 */
import { seal } from '../../../../protocol/crypto/envelope.ts';
import { joinMac, parseInvite, type Invite } from '../../../../protocol/crypto/join.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { EnvelopeId, type DeviceId } from '../../../../protocol/ids.ts';
import { JOIN_AGAIN_MS, JOIN_POLL_MS, MAX_JOIN_TARGETS } from '../../../../protocol/limits.ts';
import { writeJoin } from '../../../../protocol/talk/join.ts';
import type { DeviceEntry } from '../../../../protocol/team/device-entry.ts';
import { fitsPin, type TeamDocument } from '../../../../protocol/team/document.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { InviteRefusal, PeopleRequests } from '../../../contract/people.ts';
import type { Env } from '../env.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { publicKeysOf, type Device } from '../team/device.ts';
import type { Documents } from '../team/documents.ts';
import { termsOf } from './invites.ts';
import type { Membership, MembershipRow } from './membership.ts';

export interface JoinerParts {
  readonly env: Pick<Env, 'now' | 'later' | 'random'>;
  readonly carrier: Pick<Carrier, 'join'>;
  readonly keys: Pick<VaultKeys, 'current' | 'write'>;
  readonly device: Device;
  readonly documents: Documents;
  readonly membership: MembershipRow;
  readonly refetch: () => Promise<void>;
}

type Asked = NonNullable<Membership['joining']>;

/** Coordinators that do not have a request yet. */
export const missingOf = (
  devices: readonly DeviceEntry[],
  reached: readonly string[],
): readonly DeviceId[] =>
  devices
    .filter(({ id, roles }) => roles.includes('coordinator') && !reached.includes(id))
    .map(({ id }) => id);

/** Whether the invite is of the team whose document is held here, or of the root it names next: a vault may have slept through a change. */
const mayLead = (document: TeamDocument, pin: Invite['pin']): boolean =>
  fitsPin(document, pin) || (document.team === pin.team && equalBytes(document.next, pin.root));

/** Reads what a person pasted, but for its secret; a word for the screen where it is no good. */
export function readInvite(
  link: string,
  now: number,
): Outcome<ReturnType<typeof termsOf>, InviteRefusal> {
  try {
    return ok(termsOf(link, now));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return refuse(error.code === 'expired' ? 'expired-invite' : 'bad-invite');
  }
}

export class Joiner {
  readonly #parts: JoinerParts;
  readonly #moved: () => void;
  #cancel: () => void = () => undefined;
  /** Not sent again before: somebody's queue had no room. */
  #again = 0;
  #closed = false;

  constructor(parts: JoinerParts, moved: () => void) {
    this.#parts = parts;
    this.#moved = moved;
  }

  async ask({
    link,
    name,
  }: PeopleRequests['askToJoin']['input']): Promise<
    Outcome<null, InviteRefusal | 'other-team' | 'disk-full'>
  > {
    const { env, documents, membership } = this.#parts;
    const invite = readInvite(link, env.now());
    if (!invite.ok) return invite;
    if (!mayLead(documents.current(), invite.value.pin)) return refuse('other-team');
    const joining = { link: link.trim(), name, eid: EnvelopeId.random(), reached: [] };
    this.#again = 0;
    const written = await membership.write((before) => ({ ...before, joining }));
    if (!written.ok) return written;
    this.#moved();
    void this.#turn();
    return ok(null);
  }

  async stop(): Promise<Outcome<null, 'disk-full'>> {
    const written = await this.#parts.membership.write((before) => ({ ...before, joining: null }));
    if (written.ok) this.#cancel();
    this.#moved();
    return written;
  }

  begin(): void {
    if (this.#parts.membership.now().joining !== null) void this.#turn();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  /** Called whenever the relay has shown its document: being listed ends the waiting. */
  async listed(): Promise<void> {
    const { documents, device, membership } = this.#parts;
    const { joining } = membership.now();
    if (joining === null) return;
    if (documents.lists(device.keys.id)) await this.stop();
    else if (this.#parts.env.now() >= this.#again) await this.#send(joining);
  }

  /** Fetching calls {@link Joiner.listed}, which sends to whoever does not have it. */
  async #turn(): Promise<void> {
    this.#cancel();
    await this.#parts.refetch();
    if (this.#closed || this.#parts.membership.now().joining === null) return;
    this.#cancel = this.#parts.env.later(JOIN_POLL_MS, () => void this.#turn());
  }

  async #send(joining: Asked): Promise<void> {
    const { env, carrier, documents, device, membership } = this.#parts;
    const { pin, secret, expires } = parseInvite(joining.link, 0);
    const newcomer = { ...publicKeysOf(this.#parts.device), name: joining.name };
    const mac = joinMac(secret, pin.root, newcomer);
    secret.fill(0);
    const document = documents.current();
    const missing = missingOf(document.devices, joining.reached);
    const to = documents
      .reachable()
      .filter(({ device: { id } }) => missing.includes(id))
      .slice(0, MAX_JOIN_TARGETS);
    if (to.length === 0 || env.now() >= expires || !fitsPin(document, pin)) return;
    const { team } = document;
    const { header, wraps, ct } = seal({
      team,
      sender: device.keys.ik,
      recipients: to.map(({ device: { ik }, bundle: { spk } }) => ({ ik, spk })),
      body: writeJoin({ ...newcomer, mac }),
    });
    const targets = to.flatMap(({ device: { id } }, index) => {
      const wrap = wraps[index];
      return wrap === undefined ? [] : [{ kind: 'device', device: id, wrap } as const];
    });
    const eid = EnvelopeId(joining.eid);
    const sent = await carrier.join({ team, eid, targets, header, ct });
    if (!sent.ok) return;
    const took = targets.flatMap(({ device: id }, n) => (sent.value[n] === 'accepted' ? [id] : []));
    if (took.length < targets.length) this.#again = env.now() + JOIN_AGAIN_MS;
    await membership.write(({ joining: now, ...before }) =>
      now?.eid === joining.eid
        ? { ...before, joining: { ...now, reached: [...now.reached, ...took] } }
        : null,
    );
    this.#moved();
  }
}
