import { afterEach, expect, test, vi } from 'vitest';
import {
  carrierRequests,
  type Carrier,
  type CarrierFact,
  type CarrierRequests,
} from '../../contract/carrier.ts';
import { openDoor } from '../../contract/port.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { foundReader } from './founding.ts';
import { Jobs } from './jobs.ts';
import { loadSodium } from './keys/passphrase.ts';
import { parseRecoveryCode } from './keys/slot-keys.ts';
import { Tries } from './keys/tries.ts';
import { vaultKeys, type VaultKeys } from './keys/vault-keys.ts';
import { NO_ENTRIES } from './store/entry.ts';
import { recoverFiles } from './recovery.ts';
import { Secrets, type SecretsParts } from './secrets.ts';
import { newTeamKeyring } from './team/found-team.ts';
import { FakeDisk } from './testing/fake-disk.ts';
import { FakeMain } from './testing/fake-main.ts';
import { FakeRelay } from './testing/fake-relay.ts';
import { settled, testEnv } from './testing/test-env.ts';
import { prefetch, unlockByCode, unlockFiles, type UnlockParts } from './unlock.ts';

/** Each passphrase is a real derivation. */
vi.setConfig({ testTimeout: 60_000 });

const env = testEnv();
const relay = new FakeRelay(env.now);
const OLD = 'richtig Pferd Batterie';
const NEW = 'zwölf Boote im Nebel';
const mains: FakeMain[] = [];
afterEach(() => {
  for (const main of mains.splice(0)) main.stop();
});

async function toolsOver(disk: FakeDisk): Promise<UnlockParts & { readonly main: FakeMain }> {
  const main = new FakeMain(disk, relay);
  mains.push(main);
  const { door } = openDoor<CarrierRequests, CarrierFact>(main.port, carrierRequests);
  const carrier: Carrier = door;
  return { env, carrier, sodium: await loadSodium(), link: () => 'online', main };
}

/** Rows in memory: secrets keep one record and ask for one rewrite. */
function storeOver(keys: VaultKeys): SecretsParts['store'] {
  const values = new Map<string, unknown>();
  return {
    has: (id) => values.has(id),
    get: async (_, id) => values.get(id),
    commit: async (changes) => {
      for (const { id, value } of changes) values.set(id, value);
      return ok(null);
    },
    mark: () => ({ generation: keys.current().generation, head: NO_ENTRIES, end: 77 }),
    rewrite: async ({ slots, ...plan }) => {
      const next = keys.prepare({ ...plan, freshEpoch: plan.rekey, slots });
      return await keys.commit(next, { head: NO_ENTRIES, end: 0 });
    },
  };
}

interface Rig {
  readonly disk: FakeDisk;
  readonly main: FakeMain;
  readonly keys: VaultKeys;
  readonly secrets: Secrets;
  readonly noted: string[];
}

async function rig(disk = new FakeDisk()): Promise<Rig> {
  const tools = await toolsOver(disk);
  const { carrier, sodium, main } = tools;
  const { document, settings, tombstoneKey } = newTeamKeyring(
    {
      relay: 'wss://relay.example.org',
      claim: 'x',
      teamName: 'Meldestelle Rosenthal',
      alias: 'Kirsch',
      language: 'de',
      passphrase: OLD,
    },
    env,
  );
  const input = { document, settings, tombstoneKey, passphrase: OLD };
  const opened = await foundReader(tools, input, await prefetch(carrier));
  const keyring = opened.ok ? opened.value.keyring() : null;
  if (!opened.ok || keyring === null) throw new Error('no vault');
  const keys = vaultKeys(opened.value, keyring, carrier, env);
  const noted: string[] = [];
  const secrets = new Secrets({
    env,
    sodium,
    carrier,
    tries: new Tries(env),
    keys,
    store: storeOver(keys),
    jobs: new Jobs(env, () => undefined),
    audit: { note: (act) => void noted.push(act) },
  });
  return { disk, main, keys, secrets, noted };
}

/** Which of these passphrases open the disk as it lies there after a restart; other refusals by name. */
async function opening(disk: FakeDisk, ...passphrases: string[]): Promise<string[]> {
  const tools = await toolsOver(disk);
  const opens: string[] = [];
  for (const passphrase of passphrases) {
    const opened = await unlockFiles(tools, passphrase, await prefetch(tools.carrier));
    if (opened.ok) opens.push(passphrase);
    else if (opened.refusal !== 'wrong-passphrase') opens.push(opened.refusal);
  }
  return opens;
}

async function opensByCode(disk: FakeDisk, code: string): Promise<string> {
  const { carrier } = await toolsOver(disk);
  const bytes = parseRecoveryCode(code);
  if (bytes === null) return 'bad-code';
  const opened = unlockByCode(bytes, await prefetch(carrier));
  return opened.ok ? 'open' : opened.refusal;
}

/** Runs it with a crash after every durable step in turn, until it gets through. */
async function killedEverywhere(
  begin: () => Promise<Rig>,
  work: (one: Rig) => Promise<unknown>,
  check: (one: Rig, finished: boolean) => Promise<void>,
): Promise<number> {
  for (let step = 1; ; step += 1) {
    const one = await begin();
    one.disk.crashAfter = step;
    const done = work(one).then(() => true);
    const finished = await Promise.race([done, settled().then(() => false)]);
    one.disk.crashAfter = Infinity;
    await check(one, finished);
    if (finished) return step;
  }
}

test('killed anywhere in a change of the passphrase, exactly one of the two opens', async () => {
  const steps = await killedEverywhere(
    async () => await rig(),
    async ({ secrets }) => await secrets.changePassphrase(OLD, NEW),
    async ({ disk }, finished) => {
      const opens = await opening(disk, OLD, NEW);
      expect(opens).toHaveLength(1);
      if (finished) expect(opens).toEqual([NEW]);
    },
  );
  expect(steps).toBe(3);
});

test('after an interrupted change the old passphrase changes it all the same', async () => {
  const one = await rig();
  one.disk.crashAfter = 1;
  void one.secrets.changePassphrase(OLD, 'drei Igel unter Dächern');
  await settled();
  const tools = await toolsOver(one.disk);
  const opened = await unlockFiles(tools, OLD, await prefetch(tools.carrier));
  expect(opened).toMatchObject({ ok: true });
  if (!opened.ok) return;
  expect(opened.value.header.slots).toHaveLength(2);
  const recovered = await recoverFiles(tools, opened.value, NEW);
  expect(recovered).toMatchObject({ ok: true });
  expect(await opening(one.disk, OLD, 'drei Igel unter Dächern', NEW)).toEqual([NEW]);
});

test('a change asks for the old passphrase and a strong new one, and notes what was done', async () => {
  const { secrets, noted, disk } = await rig();
  expect(await secrets.changePassphrase('falsch', NEW)).toEqual(refuse('wrong-passphrase'));
  expect(await secrets.changePassphrase(OLD, 'meldestelle')).toEqual(refuse('weak-passphrase'));
  expect(await secrets.changePassphrase(OLD, NEW)).toEqual(ok(null));
  expect(noted).toEqual(['wrong-tries', 'passphrase-changed']);
  disk.full = true;
  expect(await secrets.changePassphrase(NEW, OLD)).toEqual(refuse('disk-full'));
  disk.full = false;
  expect(await opening(disk, OLD, NEW)).toEqual([NEW]);
});

test('wrong passphrases slow down here too', async () => {
  const { secrets } = await rig();
  for (let i = 0; i < 3; i += 1) await secrets.makeRecoveryCode('falsch');
  let answered = false;
  const fourth = secrets.makeRecoveryCode(OLD).finally(() => {
    answered = true;
  });
  await settled();
  expect(answered).toBe(false);
  await env.advance(1000);
  expect(await fourth).toMatchObject({ ok: true });
});

test('the printed code opens, a later one in its place, and a typing error is told from a wrong code', async () => {
  const { secrets, disk } = await rig();
  const first = await secrets.makeRecoveryCode(OLD);
  const second = await secrets.makeRecoveryCode(OLD);
  if (!first.ok || !second.ok) throw new Error('no code');
  expect(await opensByCode(disk, first.value.code)).toBe('wrong-code');
  expect(await opensByCode(disk, ` ${second.value.code.toLowerCase()} `)).toBe('open');
  const typo = second.value.code.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
  expect(await opensByCode(disk, typo)).toBe('bad-code');
  expect(await opening(disk, OLD)).toEqual([OLD]);
});

test('killed anywhere while a code is made, the passphrase opens', async () => {
  await killedEverywhere(
    async () => await rig(),
    async ({ secrets }) => await secrets.makeRecoveryCode(OLD),
    async ({ disk }) => expect(await opening(disk, OLD)).toEqual([OLD]),
  );
});

test('killed anywhere in a recovery, exactly one passphrase opens and the code still does', async () => {
  let code = '';
  const begin = async (): Promise<Rig> => {
    const one = await rig();
    const made = await one.secrets.makeRecoveryCode(OLD);
    if (made.ok) ({ code } = made.value);
    return one;
  };
  const work = async ({ disk }: Rig): Promise<unknown> => {
    const tools = await toolsOver(disk);
    const bytes = parseRecoveryCode(code) ?? new Uint8Array(16);
    const opened = unlockByCode(bytes, await prefetch(tools.carrier));
    if (!opened.ok) throw new Error(opened.refusal);
    return await recoverFiles(tools, opened.value, NEW);
  };
  await killedEverywhere(begin, work, async ({ disk }, finished) => {
    const opens = await opening(disk, OLD, NEW);
    expect(opens).toHaveLength(1);
    if (finished) expect(opens).toEqual([NEW]);
    expect(await opensByCode(disk, code)).toBe('open');
  });
});

test('a recovery takes no weak passphrase', async () => {
  const { secrets, disk } = await rig();
  const made = await secrets.makeRecoveryCode(OLD);
  const tools = await toolsOver(disk);
  const code = parseRecoveryCode(made.ok ? made.value.code : '') ?? new Uint8Array(16);
  const opened = unlockByCode(code, await prefetch(tools.carrier));
  if (!opened.ok) throw new Error(opened.refusal);
  expect(await recoverFiles(tools, opened.value, 'passwort1234')).toEqual(
    refuse('weak-passphrase'),
  );
  expect(opened.value.keys.master.every((byte) => byte === 0)).toBe(true);
  expect(await opening(disk, OLD)).toEqual([OLD]);
});

/** A machine with a keychain, and a vault that does not use it yet. */
async function withKeychain(): Promise<Rig> {
  const disk = new FakeDisk();
  disk.keychain = 'ready';
  return await rig(disk);
}

test('killed anywhere while the keychain is taken into use or given up, the passphrase opens', async () => {
  const check = async ({ disk }: Rig): Promise<void> =>
    expect(await opening(disk, OLD)).toEqual([OLD]);
  const on = await killedEverywhere(
    withKeychain,
    async ({ secrets }) => await secrets.useKeychain(true, OLD),
    check,
  );
  expect(on).toBe(4);
  await killedEverywhere(
    async () => {
      const one = await withKeychain();
      await one.secrets.useKeychain(true, OLD);
      return one;
    },
    async ({ secrets }) => await secrets.useKeychain(false, OLD),
    check,
  );
});

test('with keychain the passphrase alone opens nothing, and says why', async () => {
  const { secrets, disk, noted } = await withKeychain();
  expect(await secrets.useKeychain(true, OLD)).toEqual(ok(null));
  expect(await secrets.security()).toMatchObject({ keychain: 'on' });
  const { secret } = disk;
  disk.secret = null;
  expect(await opening(disk, OLD)).toEqual(['keychain-missing']);
  disk.secret = new Uint8Array(32);
  expect(await opening(disk, OLD)).toEqual([]);
  disk.secret = secret;
  expect(await secrets.changePassphrase(OLD, NEW)).toEqual(ok(null));
  expect(await opening(disk, OLD, NEW)).toEqual([NEW]);
  expect(await secrets.useKeychain(false, NEW)).toEqual(ok(null));
  expect(disk.secret).toBeNull();
  expect(await opening(disk, NEW)).toEqual([NEW]);
  expect(noted).toEqual(['keychain-on', 'passphrase-changed', 'keychain-off']);
});

test('without a real keychain none is used', async () => {
  const { secrets } = await rig();
  expect(await secrets.useKeychain(true, OLD)).toEqual(refuse('no-keychain'));
  expect(await secrets.security()).toMatchObject({ keychain: 'unavailable' });
});

test('killed anywhere in a rotation, the passphrase opens and exactly one code does', async () => {
  let old = '';
  const begin = async (): Promise<Rig> => {
    const one = await rig();
    const made = await one.secrets.makeRecoveryCode(OLD);
    if (made.ok) ({ code: old } = made.value);
    return one;
  };
  let fresh: string | null = null;
  const work = async ({ secrets }: Rig): Promise<void> => {
    const rotated = await secrets.rotateKeys(OLD);
    fresh = rotated.ok ? rotated.value.code : null;
  };
  await killedEverywhere(begin, work, async (one, finished) => {
    expect(await opening(one.disk, OLD)).toEqual([OLD]);
    if (!finished) return;
    expect(await opensByCode(one.disk, old)).toBe('wrong-code');
    expect(await opensByCode(one.disk, fresh ?? '')).toBe('open');
    expect(one.keys.header()).toMatchObject({ copy: 2, generation: 2 });
    expect(one.noted).toContain('keys-rotated');
  });
});

test('a rotation asks for the passphrase, and gives no code where there was none', async () => {
  const { secrets, keys } = await rig();
  expect(await secrets.rotateKeys('falsch')).toEqual(refuse('wrong-passphrase'));
  expect(keys.header().generation).toBe(1);
  expect(await secrets.rotateKeys(OLD)).toEqual(ok({ code: null }));
});

test('the idle time is told to main at once, kept, and shown', async () => {
  const { secrets, main } = await rig();
  await secrets.begin();
  expect(main.idleMinutes).toBe(5);
  await secrets.setIdle(15);
  expect(main.idleMinutes).toBe(15);
  expect(await secrets.security()).toMatchObject({
    idleMinutes: 15,
    argonMiB: 64,
    argonPasses: 3,
    recoverySince: null,
    journalBytes: 77,
  });
  main.idleMinutes = 0;
  await secrets.begin();
  expect(main.idleMinutes).toBe(15);
});
