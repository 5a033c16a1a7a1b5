/**
 * Vault: the way from the key to the first look, walked with made-up keys while nobody has typed yet.
 *
 * An engine runs code slowly the first few times, and at the real time a person is waiting. Nothing
 * here is secret, read or kept (ADR 0018).
 */
import { newDevice } from '../../../protocol/crypto/identity.ts';
import type { Env } from './env.ts';
import { readFirstLook } from './inbox/first-look.ts';
import { newHeaderKeys, openHeader, readHeader, writeHeader } from './keys/header.ts';
import { openCore, sealBuckets, sealKeyring } from './keys/keyring-file.ts';
import { ARGON_FLOOR, FIRST_LOOK_LINES } from './limits.ts';
import { loadSodium, makeRoom, type Work } from './keys/passphrase.ts';
import { passphraseSlot, sealSlot } from './keys/slots.ts';
import type { Ahead } from './store/ahead.ts';
import { sodiumBox, type Box } from './store/box.ts';
import { Checkpoints } from './store/checkpoint.ts';
import { sheetsIn } from './store/sheets.ts';

/** After so many walks it gets no faster. Each is one turn of the event loop. */
const WALKS = 30;

interface Parts {
  readonly env: Pick<Env, 'later' | 'random'>;
  readonly box: Box;
  readonly ahead: Ahead;
}

/** Ends early when `wanted` says no: the real way has begun. Whatever goes wrong here does not matter. */
export async function rehearse(
  { env, ahead, work }: Omit<Parts, 'box'> & { readonly work: Work },
  wanted: () => boolean,
): Promise<void> {
  const parts = { env, ahead, box: await sodiumBox() };
  // Growing detaches a buffer. At the first one V8 throws away all code that it has compiled in the
  // belief that there is none: what follows had better be compiled after that.
  makeRoom(await loadSodium(), work);
  for (let walk = 0; walk < WALKS && wanted(); walk += 1) {
    files(parts);
    look(parts);
    await new Promise<void>((resolve) => {
      env.later(0, resolve);
    });
  }
}

/** Header and core, sealed and opened. */
function files({ env: { random } }: Parts): void {
  const keys = newHeaderKeys(random);
  const key = random(keys.master.length);
  const place = { generation: 1, keyring: 1, copy: 1, masterSince: 0 };
  const head = { kind: 'passphrase', made: 0, work: ARGON_FLOOR, salt: random(16), key } as const;
  const slots = [sealSlot(head, keys.master, { random })];
  const read = readHeader(writeHeader({ founding: false, ...place, slots }, keys, random));
  const slot = passphraseSlot(slots);
  if (typeof read === 'string' || slot === null) return;
  openHeader(read, slot, key.slice());
  const core = {
    counter: 1,
    published: 0,
    number: 1,
    generation: 1,
    generationSince: 0,
    epochKey: random(32),
    tombstoneKey: random(32),
    head: { count: 0, chain: new Uint8Array(32) },
    end: 0,
    rootSeed: null,
    rootIndex: 0,
    rootCode: null,
    device: newDevice(random),
    prekeys: [{ secret: random(32), issued: 0, expires: 0, superseded: 0 }],
    document: new Uint8Array(1024),
    settings: { relay: '', teamName: '', alias: '', language: 'de', devices: [] },
  } as const;
  const sealing = { box: sealBuckets(new Map(), keys.keyring, random), keyringKey: keys.keyring };
  openCore(sealKeyring(core, sealing, random), { number: 1, generation: 1 }, keys.keyring);
}

/** The first look, sealed, opened and read. */
function look({ env: { random }, box, ahead: { db } }: Parts): void {
  const sheets = sheetsIn(db, random(32), { box, random });
  const checkpoints = new Checkpoints(sheets, async () => undefined);
  const line = {
    head: {
      id: '',
      name: 'Ahorn',
      hue: 0,
      language: '',
      created: 0,
      preview: 'Guten Tag',
      previewBy: 'reporter',
      lastAt: 0,
      waitingSince: null,
      unread: 0,
      stars: null,
      pending: 0,
      due: null,
      out: '',
    },
    case: null,
  };
  const made = { lines: Array.from({ length: FIRST_LOOK_LINES }, () => line), total: 1 };
  const plain = new TextEncoder().encode(JSON.stringify({ generation: 1, look: made }));
  readFirstLook(checkpoints.look(sheets.seal('look', plain).sealed, 1));
  sheets.zero();
}
