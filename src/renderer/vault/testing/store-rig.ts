/** Vault, testing: keys and store over files in memory, opened and crashed as often as a test likes. */
import { sha512 } from '@noble/hashes/sha2.js';
import { RowId, type BucketId } from '../../../../protocol/ids.ts';
import {
  carrierRequests,
  type CarrierFact,
  type CarrierRequests,
} from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { Trouble } from '../../../contract/jobs.ts';
import { openDoor } from '../../../contract/port.ts';
import { layFoundation, type Foundation } from '../foundation.ts';
import { newHeaderKeys, openHeader, readHeader, writeHeader } from '../keys/header.ts';
import { openBuckets, openCore, sealBuckets, sealKeyring } from '../keys/keyring-file.ts';
import type { Keyring } from '../keys/keyring.ts';
import { passphraseSlot, sealSlot } from '../keys/slots.ts';
import { ARGON_FLOOR } from '../limits.ts';
import type { Change } from '../store/vault-store.ts';
import { FIRST, newTeamKeyring } from '../team/found-team.ts';
import type { Opened } from '../unlock.ts';
import { FakeDisk } from './fake-disk.ts';
import { FakeMain } from './fake-main.ts';
import { FakeRelay } from './fake-relay.ts';
import { testEnv, type TestEnv } from './test-env.ts';

const HASH = (bytes: Uint8Array): Uint8Array => sha512(bytes).slice(0, 32);

let rigs = 0;

export class StoreRig {
  readonly env: TestEnv = testEnv();
  readonly disk = new FakeDisk();
  readonly database: string;
  readonly facts: DeskFact[] = [];
  /** Every keyring that was opened, to see whether it was wiped. */
  readonly keyrings: Keyring[] = [];
  /** Buckets of the first keyring, in order; the first is the device's own. */
  readonly buckets: readonly BucketId[];
  readonly #key: Uint8Array;
  #main: FakeMain | null = null;

  /** A new vault without a record. */
  constructor() {
    rigs += 1;
    this.database = `rig${rigs}`;
    const { random } = this.env;
    const { rootCode: _, ...made } = newTeamKeyring(
      {
        relay: 'ws://127.0.0.1:1',
        claim: '',
        teamName: 'Anlaufstelle',
        alias: 'Team Ahorn',
        language: 'de',
        passphrase: '',
      },
      this.env,
    );
    const keyring: Keyring = { ...made, rootCode: null };
    this.buckets = [...keyring.buckets.keys()];
    const keys = newHeaderKeys(random);
    const box = sealBuckets(keyring.buckets, keys.keyring, random);
    this.disk.keyrings.set(FIRST, sealKeyring(keyring, { box, keyringKey: keys.keyring }, random));
    this.#key = random(32);
    const head = { made: 0, work: ARGON_FLOOR, salt: random(16), key: this.#key.slice() };
    const slots = [sealSlot({ kind: 'passphrase', ...head }, keys.master)];
    const place = { generation: FIRST, keyring: FIRST, copy: FIRST, masterSince: 0 };
    this.disk.header = writeHeader({ founding: false, ...place, slots }, keys, random);
  }

  /** Ends what ran before without a word, as a crash does, and opens again what is on the disk. */
  async open() {
    this.crash();
    this.disk.crashAfter = Infinity;
    const main = new FakeMain(this.disk, new FakeRelay(this.env.now));
    this.#main = main;
    const { door } = openDoor<CarrierRequests, CarrierFact>(main.port, carrierRequests);
    const tell = (fact: DeskFact): void => void this.facts.push(fact);
    const parts = { env: this.env, carrier: door, database: this.database, hash: HASH, tell };
    return await layFoundation(parts, this.#files());
  }

  async opened(): Promise<Foundation> {
    const opened = await this.open();
    if (!opened.ok) throw new Error(opened.refusal);
    return opened.value;
  }

  crash(): void {
    this.#main?.stop();
    this.#main = null;
  }

  /** Name of the copy that the header says. */
  get copy(): string {
    return `${this.database}-${this.#state().copy}`;
  }

  get troubles(): readonly Trouble[] {
    return this.facts.flatMap((fact) => (fact.type === 'trouble' ? [fact.trouble] : []));
  }

  bucket(index: number): BucketId {
    const bucket = this.buckets[index];
    if (bucket === undefined) throw new RangeError('no such bucket');
    return bucket;
  }

  #state() {
    const read = readHeader(this.disk.header ?? new Uint8Array());
    if (typeof read === 'string') throw new Error(read);
    return read.state;
  }

  #files(): Opened {
    const read = readHeader(this.disk.header ?? new Uint8Array());
    if (typeof read === 'string') throw new Error(read);
    const slot = passphraseSlot(read.state.slots);
    if (slot === null) throw new Error('no slot');
    const keys = openHeader(read, slot, this.#key);
    if (typeof keys === 'string') throw new Error(keys);
    const { generation, keyring: number } = read.state;
    const file = this.disk.keyrings.get(number) ?? new Uint8Array();
    const core = openCore(file, { generation, number }, keys.keyring);
    if (typeof core === 'string') throw new Error(core);
    const keyring = (): Keyring | null => {
      const buckets = openBuckets(core.box, keys.keyring);
      if (buckets === null) return null;
      const whole = { ...core.core, buckets };
      this.keyrings.push(whole);
      return whole;
    };
    return { header: read.state, keys, core: core.core, box: core.box, keyring };
  }
}

/** The n-th record of a test, in bucket `rig.bucket(1 + n % 3)`. */
export const recordId = (n: number): RowId => RowId(n.toString(16).padStart(32, '0'));

export function record(rig: StoreRig, n: number, value: object | null): Change {
  return { bucket: rig.bucket(1 + (n % 3)), table: 'message', id: recordId(n), seq: 1 + n, value };
}
