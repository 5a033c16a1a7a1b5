/**
 * Vault, team: the newest team document and whom it lists.
 *
 * Whatever the relay answers is checked against the document this vault already trusts; a lower, a
 * forked or an expired one changes nothing. What is accepted is durable before it is used.
 */
import {
  sign,
  signKeysFrom,
  usable,
  verify,
  type SignKeys,
} from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import {
  CHANGE_TRIES,
  DOCUMENT_LIFE_MS,
  DOCUMENT_RESIGN_MS,
  ROOT_LEAP,
} from '../../../../protocol/limits.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import {
  checkDocument,
  checkLink,
  documentHash,
  documentStart,
  pinOf,
  readDocument,
  signDocument,
  type KnownDocument,
  type TeamDocument,
  type TeamPin,
} from '../../../../protocol/team/document.ts';
import { nearRelayTime } from '../../../../protocol/team/clock.ts';
import { checkSignature } from '../../../../protocol/team/signature.ts';
import { usablePrekeys, type Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Carrier, TeamAnswer } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { serial } from '../serial.ts';
import { inLine } from './in-line.ts';
import { knownDevices, withDevices } from './known-devices.ts';

type Parts = {
  readonly env: Env;
  readonly carrier: Pick<Carrier, 'fetchTeam' | 'putTeam'>;
  readonly keys: Pick<VaultKeys, 'current' | 'write'>;
  /** What the relay holds for every device of the team, ours among them; waited for. */
  readonly bundles?: (bundles: TeamAnswer['bundles']) => Promise<void>;
};

/** What a coordinator makes of the newest document, or why it cannot; the same document: nothing to do. */
export type Edit<R extends string> = (document: TeamDocument) => TeamDocument | R;

interface Wishes<R extends string> {
  readonly by?: SignKeys;
  readonly urgent?: boolean;
  readonly kept?: () => Promise<Outcome<null, R>>;
}

type ChangeFails = 'offline' | 'not-coordinator' | 'not-in-force' | 'refused';

type Accepted = (before: TeamDocument, after: TeamDocument) => Promise<void>;

export class Documents {
  readonly #parts: Parts;
  readonly #inLine = inLine();
  readonly #oneByOne = serial();
  readonly #accepted: Accepted[] = [];
  readonly #fetched: ((isHeld: boolean) => Promise<void>)[] = [];
  #forked: () => void = () => undefined;
  readonly #issuedSeen = new Map<DeviceId, number>();
  #document: TeamDocument;
  #devices: ReadonlyMap<SenderKey, KnownDevice>;
  #former: readonly DeviceId[] = [];
  #reachable: readonly Reachable[] = [];
  /** Relay clock minus ours when it last answered. */
  #skew: number | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#document = readDocument(parts.keys.current().document);
    this.#devices = this.#known();
  }

  current(): TeamDocument {
    return this.#document;
  }

  /** Whether the newest document lists this device: then the relay lets it in. */
  lists(device: DeviceId): boolean {
    return this.#document.devices.some(({ id }) => id === device);
  }

  /**
   * What this device was before its keys were renewed: also while the document lists it still, nothing is sealed to it
   * from here, and what it says counts here no more.
   */
  putAside(former: readonly DeviceId[]): void {
    this.#former = former;
    this.#devices = this.#known();
  }

  /** Operators' devices of the newest document. */
  operators(): ReadonlySet<DeviceId> {
    const operators = this.#counting().filter(({ roles: all }) => all.includes('operator'));
    return new Set(operators.map(({ id }) => id));
  }

  /** Devices one can seal to right now: of the newest document and as it lists them, whenever the relay was last asked. */
  reachable(): readonly Reachable[] {
    const listed = new Map(this.#counting().map((device) => [device.id, device]));
    return this.#reachable.flatMap(({ device: { id }, bundle }) => {
      const device = listed.get(id);
      return device === undefined ? [] : [{ device, bundle }];
    });
  }

  /** Devices of every document seen, by ik; those the newest does not list count as revoked. */
  devices(): ReadonlyMap<SenderKey, KnownDevice> {
    return this.#devices;
  }

  /** The relay's clock, carried forward since it last answered; undefined before. */
  relayTime(): number | undefined {
    return this.#skew === undefined ? undefined : this.#parts.env.now() + this.#skew;
  }

  /** Relay time while it can be believed, else our own (PROTOCOL §2): what dates beacons and calls for help. */
  time(): number {
    const relay = this.relayTime();
    const local = this.#parts.env.now();
    return nearRelayTime({ local, ...(relay === undefined ? {} : { relay }) });
  }

  noteTime(relay: number): void {
    this.#skew = relay - this.#parts.env.now();
  }

  /** Each of these hears of every document that takes another's place here, once it is durable. */
  whenAccepted(accepted: Accepted): void {
    this.#accepted.push(accepted);
  }

  /** Each of these hears each time the relay has said what it holds, and whether that is held here too: a full disk keeps it out. */
  whenFetched(fetched: (isHeld: boolean) => Promise<void>): void {
    this.#fetched.push(fetched);
  }

  /** Hears each time the relay has shown a document that cannot be, beside the one held here (PROTOCOL §2). */
  whenForked(forked: () => void): void {
    this.#forked = forked;
  }

  /** When this device last signed in, by its own clock, as far as was heard since unlock. */
  lastSeen(device: DeviceId): number | null {
    return this.#issuedSeen.get(device) ?? null;
  }

  /** Whether this vault holds the key that signs documents now. */
  maySign(): boolean {
    return signerOf(this.#parts.keys.current(), this.#document) !== null;
  }

  /**
   * One change, in force once this answers: fetched, applied, put, and again with what is there now when
   * somebody else was faster (PROTOCOL §2). Until the relay has taken it nothing changes here. `by` signs
   * in place of the key held here: the one in force, or its successor at a change of root, which in the end leaps
   * over whatever the key before it still signs. `urgent` goes before what waits.
   * `kept` makes durable what the change needs, once it is known that it can be made and before it is put.
   */
  async change<R extends string>(
    edit: Edit<R>,
    wishes: Wishes<R> = {},
  ): Promise<Outcome<null, R | ChangeFails>> {
    return await this.#inLine(async () => {
      for (let tries = 1; tries <= CHANGE_TRIES; tries += 1) {
        const leap = this.#isNextRoot(wishes.by) && tries === CHANGE_TRIES ? ROOT_LEAP : 0;
        const done = await this.#tryChange(edit, wishes, leap);
        if (done !== 'again') return done;
      }
      return refuse('not-in-force');
    }, wishes.urgent);
  }

  async #tryChange<R extends string>(
    edit: Edit<R>,
    { by, kept }: Wishes<R>,
    leap: number,
  ): Promise<Outcome<null, R | ChangeFails> | 'again'> {
    const { env, keys, carrier } = this.#parts;
    const answer = await carrier.fetchTeam({ team: this.#document.team });
    if (!answer.ok) return answer;
    try {
      const base = await this.#baseOf(answer.value.document, this.#isNextRoot(by));
      const edited = edit(base.document);
      if (typeof edited === 'string') return refuse(edited);
      if (edited === base.document) return ok(null);
      const root = by ?? signerOf(keys.current(), base.document);
      if (root === null) return refuse('not-coordinator');
      const ready = (await kept?.()) ?? ok(null);
      if (!ready.ok) return ready;
      const further = { root, now: env.now(), leap: Math.max(leap, base.leap) };
      const bytes = successor(base, edited, further);
      const put = await carrier.putTeam({ document: bytes, claim: '' });
      if (put.ok) await this.#accept(bytes);
      else if (put.refusal === 'not-newest') return 'again';
      else return refuse(put.refusal === 'offline' ? 'offline' : 'refused');
      return ok(null);
    } catch (error) {
      if (this.#isRefused(error)) return refuse('refused');
      throw error;
    }
  }

  /** Asks the relay; true when the answer changed who is listed. Offline or hostile answers change nothing. */
  async fetch(): Promise<boolean> {
    const answer = await this.#parts.carrier.fetchTeam({ team: this.#document.team });
    if (!answer.ok) return false;
    this.noteTime(answer.value.time);
    try {
      await this.#parts.bundles?.(answer.value.bundles);
      const changed = await this.#acceptOrMend(answer.value.document);
      const isHeld = equalBytes(answer.value.document, this.#parts.keys.current().document);
      this.#takeBundles(answer.value.bundles);
      await this.#inLine(async () => await this.#resign(this.#held()));
      for (const fetched of this.#fetched) await fetched(isHeld);
      return changed;
    } catch (error) {
      if (this.#isRefused(error)) return false;
      throw error;
    }
  }

  /** A document that is over would stay for ever where nobody signs another after it: whoever holds the key does. */
  async #acceptOrMend(bytes: Uint8Array): Promise<boolean> {
    try {
      return await this.#accept(bytes);
    } catch (error) {
      const over = this.#over(bytes, error);
      if (over === null) throw error;
      const seq = this.#document.seq;
      await this.#inLine(async () => await this.#resign(over));
      if (this.#document.seq === seq) throw error;
      return true;
    }
  }

  /**
   * What the next document is to follow: the newest, accepted if it can be. For the next root anything else the relay
   * shows is no reason to stop: then it is the one held here, and the next seq leaps, over what the relay shows as well
   * where the key in force signed that.
   */
  async #baseOf(bytes: Uint8Array, isNextRoot: boolean): Promise<Base> {
    try {
      await this.#accept(bytes);
    } catch (error) {
      const over = this.#over(bytes, error);
      if (over !== null) return over;
      if (!isNextRoot || !this.#isRefused(error)) throw error;
      const held = this.#held();
      const above = Math.max(0, this.#seqSigned(bytes) - held.document.seq);
      return { ...held, leap: above + ROOT_LEAP };
    }
    return this.#held();
  }

  /** The seq of a document that is no good here, but signed by the key in force; 0 for any other. */
  #seqSigned(bytes: Uint8Array): number {
    try {
      const { team, signer } = this.#document;
      const shown = documentStart(bytes);
      if (shown.team !== team || !equalBytes(shown.signer, signer)) return 0;
      checkSignature('sc1/document', bytes, { publicKey: signer, verify });
      return shown.seq;
    } catch (error) {
      if (error instanceof ProtocolError) return 0;
      throw error;
    }
  }

  #isNextRoot(by: SignKeys | undefined): boolean {
    return by !== undefined && equalBytes(by.publicKey, this.#document.next);
  }

  #held(): Base {
    return { document: this.#document, bytes: this.#parts.keys.current().document, leap: 0 };
  }

  /** The document that was refused for its time alone; null for any other refusal. */
  #over(bytes: Uint8Array, error: unknown): Base | null {
    if (!(error instanceof ProtocolError) || error.code !== 'expired') return null;
    const { document } = checkLink(bytes, this.#against(), verify);
    return { document, bytes, leap: 0 };
  }

  #against(): { readonly pin: TeamPin; readonly newest: KnownDocument } {
    const hash = documentHash(this.#parts.keys.current().document);
    return { pin: pinOf(this.#document), newest: { ...this.#document, hash } };
  }

  /** What the relay showed is no good and changes nothing; two documents where there can be one are told. */
  #isRefused(error: unknown): boolean {
    if (!(error instanceof ProtocolError)) return false;
    if (error.code === 'forked') this.#forked();
    return true;
  }

  /** Durable in the keyring before anything uses it, and one at a time: an older answer never comes after a newer one. */
  async #accept(bytes: Uint8Array): Promise<boolean> {
    return await this.#oneByOne(async () => await this.#acceptNow(bytes));
  }

  async #acceptNow(bytes: Uint8Array): Promise<boolean> {
    const { env, keys } = this.#parts;
    const before = keys.current().document;
    if (bytes.length === 0 || equalBytes(bytes, before)) return false;
    const against = { ...this.#against(), clock: { local: env.now() } };
    const { document } = checkDocument(bytes, against, verify);
    if (document.seq === this.#document.seq) return false;
    const written = await keys.write(({ settings }) => ({
      document: bytes,
      settings: withDevices(settings, document),
    }));
    if (!written.ok) return false;
    const replaced = this.#document;
    this.#document = document;
    this.#devices = this.#known();
    for (const accepted of this.#accepted) await accepted(replaced, document);
    return true;
  }

  #counting(): TeamDocument['devices'] {
    return this.#document.devices.filter(({ id }) => !this.#former.includes(id));
  }

  #known(): ReadonlyMap<SenderKey, KnownDevice> {
    const { settings } = this.#parts.keys.current();
    return knownDevices(settings, { ...this.#document, devices: this.#counting() });
  }

  #takeBundles(bundles: TeamAnswer['bundles']): void {
    const seen = (id: DeviceId): number | undefined => this.#issuedSeen.get(id);
    const clock = { local: this.#parts.env.now() };
    const at = { document: this.#document, clock, usable, seen };
    this.#reachable = usablePrekeys(bundles, at, verify).reachable;
    for (const { device, bundle } of this.#reachable) {
      this.#issuedSeen.set(device.id, bundle.issued);
    }
  }

  /** A week of its life gone, or less left: the same again, one seq on, while we hold the root seed. Until accepted nothing changes here. */
  async #resign({ document, bytes: before }: Base): Promise<void> {
    const { env, keys, carrier } = this.#parts;
    if (document.expires - env.now() > DOCUMENT_LIFE_MS - DOCUMENT_RESIGN_MS) return;
    const root = signerOf(keys.current(), document);
    if (root === null) return;
    const bytes = successor({ bytes: before }, document, { root, now: env.now() });
    const put = await carrier.putTeam({ document: bytes, claim: '' });
    if (put.ok) await this.#accept(bytes);
  }
}

/** A document that another is made from. `leap`: how many seqs further the next one has to be, since the relay does not have this one. */
interface Base {
  readonly document: TeamDocument;
  readonly bytes: Uint8Array;
  readonly leap: number;
}

/** The pair that signs this document's successors; null without its seed. */
function signerOf(
  { rootSeed }: Pick<Keyring, 'rootSeed'>,
  document: Pick<TeamDocument, 'signer'>,
): SignKeys | null {
  const root = rootSeed === null ? null : signKeysFrom(rootSeed);
  return root !== null && equalBytes(root.publicKey, document.signer) ? root : null;
}

/** What follows this document, signed: seq, prev and times are new, the rest is as given. `leap`: so many seqs further. */
function successor(
  { bytes: before }: Pick<Base, 'bytes'>,
  document: TeamDocument,
  {
    root,
    now,
    leap = 0,
  }: { readonly root: SignKeys; readonly now: number; readonly leap?: number },
): Uint8Array {
  const next: TeamDocument = {
    ...document,
    seq: document.seq + 1 + leap,
    prev: documentHash(before),
    issued: now,
    expires: now + DOCUMENT_LIFE_MS,
  };
  return signDocument(next, (message) => sign(root, message));
}
