/** Vault, testing: a vault's files on a disk in memory, its secrets, and a crash after any durable step. */
import {
  carrierRequests,
  type Carrier,
  type CarrierFact,
  type CarrierRequests,
} from '../../../contract/carrier.ts';
import { openDoor } from '../../../contract/port.ts';
import { ok } from '../../../contract/outcome.ts';
import { foundReader } from '../founding.ts';
import { Jobs } from '../jobs.ts';
import { loadSodium } from '../keys/passphrase.ts';
import { parseRecoveryCode } from '../keys/slot-keys.ts';
import { Tries } from '../keys/tries.ts';
import { vaultKeys, type VaultKeys } from '../keys/vault-keys.ts';
import { NO_ENTRIES } from '../store/entry.ts';
import { Secrets, type SecretsParts } from '../secrets.ts';
import { newTeamKeyring } from '../team/found-team.ts';
import { prefetch, unlockByCode, unlockFiles, type UnlockParts } from '../unlock.ts';
import { FakeDisk } from './fake-disk.ts';
import { FakeMain } from './fake-main.ts';
import { FakeRelay } from './fake-relay.ts';
import { settled, testEnv } from './test-env.ts';

export const env = testEnv();
const relay = new FakeRelay(env.now);
export const OLD = 'richtig Pferd Batterie';
export const NEW = 'zwölf Boote im Nebel';
const mains: FakeMain[] = [];

/** To be called after each test. */
export function stopAll(): void {
  for (const main of mains.splice(0)) main.stop();
}

export async function toolsOver(
  disk: FakeDisk,
): Promise<UnlockParts & { readonly main: FakeMain }> {
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

export interface Rig {
  readonly disk: FakeDisk;
  readonly main: FakeMain;
  readonly keys: VaultKeys;
  readonly secrets: Secrets;
  readonly noted: string[];
  /** The counts of what was noted with one. */
  readonly counted: number[];
  readonly troubles: string[];
}

/** `workFor`: what this machine does in about a second. */
export async function rig(disk = new FakeDisk(), workFor = env.workFor): Promise<Rig> {
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
  const counted: number[] = [];
  const troubles: string[] = [];
  const secrets = new Secrets({
    env: { ...env, workFor },
    sodium,
    carrier,
    tries: new Tries({ env, carrier }),
    keys,
    store: storeOver(keys),
    jobs: new Jobs(env, () => undefined),
    audit: {
      note: (act, more) => {
        noted.push(act);
        if (more?.count !== undefined) counted.push(more.count);
      },
    },
    trouble: ({ kind }) => void troubles.push(kind),
  });
  return { disk, main, keys, secrets, noted, counted, troubles };
}

/** Which of these passphrases open the disk as it lies there after a restart; other refusals by name. */
export async function opening(disk: FakeDisk, ...passphrases: string[]): Promise<string[]> {
  const tools = await toolsOver(disk);
  const opens: string[] = [];
  for (const passphrase of passphrases) {
    const opened = await unlockFiles(tools, passphrase, await prefetch(tools.carrier));
    if (opened.ok) opens.push(passphrase);
    else if (opened.refusal !== 'wrong-passphrase') opens.push(opened.refusal);
  }
  return opens;
}

export async function opensByCode(disk: FakeDisk, code: string): Promise<string> {
  const { carrier } = await toolsOver(disk);
  const bytes = parseRecoveryCode(code);
  if (bytes === null) return 'bad-code';
  const opened = unlockByCode(bytes, await prefetch(carrier));
  return opened.ok ? 'open' : opened.refusal;
}

/** Runs it with a crash after every durable step in turn, until it gets through. */
export async function killedEverywhere(
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
