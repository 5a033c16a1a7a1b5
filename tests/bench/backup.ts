/**
 * `npm run bench:backup`: a vault of 5 GB is backed up by the packaged app, read back, and restored as a new device.
 *
 *   node tests/bench/backup.ts [gigabytes [seed]]    default: 5
 *
 * All processes of the app are watched meanwhile. Everything that was put in is there again afterwards: the counts, and the
 * bytes of some files. Beside it the `age` program on the same file, where it is installed. Prints the seed and a line per
 * part; the last line is JSON. Exits with 1 when more than 512 MB were taken above an empty app, however large the vault.
 * Wants a little more than twice the vault's size on the disk of the temporary folder.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication, Worker } from 'playwright-core';
import type { Restored } from '../../src/contract/backup.ts';
import type { EvidenceItem } from '../../src/contract/evidence.ts';
import { packageForTests } from '../../tools/package-app.ts';
import { firstDesk, launchApp } from '../e2e/launch.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from '../fault/vault/vault-rig.ts';
import { ask } from '../support/desk-probe.ts';
import { besideAge } from './vault/age.ts';
import { indexed } from './vault/app-figures.ts';
import { SEED, seeded, type Sizes } from './vault/corpus.ts';
import { fillVault } from './vault/fill-vault.ts';
import { count, print, say, seconds } from './vault/filled.ts';
import { answerDialogs, BACKUP, writeBackup } from './vault/import.ts';
import { jobTime, watchJobs } from './vault/job-times.ts';
import { watchMemory, type MemoryWatch } from './vault/memory.ts';

const GB = 1e9;
const MB = 1e6;
const LIMIT_MB = 512;
/** Each in a case of its own. */
const FILES = 100;
/** So many of them are written out again and compared. */
const COMPARED = 3;
/** The empty app is watched so long. */
const EMPTY_MS = 5_000;
/** Between two tries to tell a vault that is not there yet. */
const LOOK_MS = 500;
/** The backup, and beside it one after the other: the vault, the restored one, and what `age` writes. */
const SPACE = 2.1;
/** Below 200 MB the app stops receiving. */
const SPARE_BYTES = GB;

const [gigabytes = 5, seed = SEED] = process.argv.slice(2).map(Number);
const total = Math.round(gigabytes * GB);
const sizes: Sizes = {
  seed,
  messages: 2_000,
  conversations: FILES,
  cases: FILES,
  evidence: FILES,
  evidenceBytes: Math.round(total / FILES),
  longest: 1_000,
};
const perSecond = (bytes: number, ms: number): number => Math.round(bytes / MB / (ms / 1000));

await enoughSpace();
// A program that was named is taken as it is.
if (process.env['BEISTAND_APP'] === undefined) await packageForTests();
const folder = await mkdtemp(path.join(tmpdir(), 'beistand-backup-'));
const file = path.join(folder, 'backup.age');
try {
  say(`seed ${seed}`);
  const written = await backedUp();
  const restored = await restoredAsNew();
  const age = besideAge(folder, file);
  const peakMb = Math.max(written.peakMb, restored.peakMb);
  const line = {
    gb: gigabytes,
    bytes: written.bytes,
    writeMBps: written.writeMBps,
    verifyMBps: written.verifyMBps,
    checkMBps: restored.checkMBps,
    restoreMBps: restored.restoreMBps,
    ageWriteMBps: age === null ? null : perSecond(written.bytes, age.encryptMs),
    ageReadMBps: age === null ? null : perSecond(written.bytes, age.decryptMs),
    emptyMb: written.emptyMb,
    backupPeakMb: written.peakMb,
    restorePeakMb: restored.peakMb,
    aboveEmptyMb: peakMb - written.emptyMb,
    evidence: restored.evidence,
    seed,
  };
  print(line);
  if (line.aboveEmptyMb > LIMIT_MB) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function enoughSpace(): Promise<void> {
  const { bavail, bsize } = await statfs(tmpdir());
  const [free, wanted] = [bavail * bsize, SPACE * total + SPARE_BYTES];
  if (free >= wanted) return;
  const gb = (bytes: number): string => `${(bytes / GB).toFixed(1)} GB`;
  throw new Error(`${tmpdir()} has ${gb(free)} free and ${gb(wanted)} are needed; see TMPDIR`);
}

/** Founds a vault, fills it from outside, and has the app back it up and read the backup. */
async function backedUp() {
  const rig = await vaultRig();
  const memory = watchMemory(rig);
  try {
    // Nobody sits here while the large steps run.
    await rig.ask('setIdle', { minutes: 0 });
    memory.taken();
    await rig.page.waitForTimeout(EMPTY_MS);
    const emptyMb = memory.taken().median;
    await rig.kill();
    await timed(
      `${count(total / MB)} MB of evidence sealed`,
      fillVault(rig.profile, PASSPHRASE, sizes),
    );
    await rig.reopen();
    await indexed(rig.vault());
    return { emptyMb, ...(await oneBackup(rig, memory)) };
  } finally {
    memory.stop();
    await rig.stop();
  }
}

async function oneBackup(rig: VaultRig, memory: MemoryWatch) {
  await watchJobs(rig.vault());
  memory.taken();
  await timed('written and verified', writeBackup(rig, file));
  const peakMb = memory.taken().peak;
  const { size: bytes } = await stat(file);
  if (bytes < total) throw new Error(`a backup of ${count(bytes)} bytes holds too little`);
  const [all, verify] = [
    await jobTime(rig.vault(), 'backup'),
    await jobTime(rig.vault(), 'verify'),
  ];
  return {
    bytes,
    peakMb,
    writeMBps: perSecond(bytes, verify.from - all.from),
    verifyMBps: perSecond(bytes, verify.to - verify.from),
  };
}

/** A profile that holds nothing becomes a device that holds what the file does. */
async function restoredAsNew() {
  const profile = path.join(folder, 'new');
  const app = await launchApp({ userDataDir: profile, args: ['--lang=de'] });
  const memory = watchMemory({ app: () => app });
  const over = new AbortController();
  try {
    const { vault } = await firstDesk(app);
    await answerDialogs(app, file);
    await watchJobs(vault);
    memory.taken();
    const input = { secret: BACKUP, passphrase: PASSPHRASE, alias: 'Noa', language: 'de' } as const;
    const restoring = ask(vault, 'restoreAsNew', input);
    void neverIdle(vault, over.signal);
    const { output } = await timed('restored as a new device', restoring);
    if (!output.ok) throw new Error(output.refusal);
    const peakMb = memory.taken().peak;
    const { size: bytes } = await stat(file);
    const check = await jobTime(vault, 'verify');
    const restore = await jobTime(vault, 'restore');
    const evidence = await whole(app, vault, output.value);
    return {
      peakMb,
      evidence,
      checkMBps: perSecond(bytes, check.to - check.from),
      restoreMBps: perSecond(bytes, restore.to - restore.from),
    };
  } finally {
    over.abort();
    memory.stop();
    app.process().kill('SIGKILL');
    await rm(profile, { recursive: true, force: true });
  }
}

/** A new vault locks after five minutes without anybody, and its restore would end there. */
async function neverIdle(vault: Worker, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    // Refused as long as there is no vault.
    const set = await ask(vault, 'setIdle', { minutes: 0 }).catch(() => null);
    if (set?.output.ok === true) return;
    await sleep(LOOK_MS);
  }
}

/** How many files there are; throws when one is missing, or one of those that are compared is another. */
async function whole(app: ElectronApplication, vault: Worker, { evidence }: Restored) {
  const { cases } = (await ask(vault, 'cases', { from: 0, limit: FILES })).output;
  const all: { readonly home: string; readonly item: EvidenceItem }[] = [];
  for (const { id } of cases) {
    const items = (await ask(vault, 'evidence', { case: id })).output;
    all.push(...items.map((item) => ({ home: id, item })));
  }
  if (evidence !== FILES || all.length !== FILES) {
    throw new Error(
      `${FILES} files went in, ${evidence} were restored and ${all.length} are there`,
    );
  }
  const random = seeded(seed);
  const out = path.join(folder, 'file');
  await answerDialogs(app, out);
  for (let n = 0; n < COMPARED; n += 1) {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) continue;
    const { output } = await ask(vault, 'saveEvidence', { case: one.home, id: one.item.id });
    if (!output.ok) throw new Error(output.refusal);
    if ((await sha256(out)) !== one.item.sha256) throw new Error('a file came back as another');
    await rm(out);
  }
  return evidence;
}

async function sha256(name: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(name)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

async function timed<T>(what: string, work: Promise<T>): Promise<T> {
  const start = performance.now();
  const done = await work;
  say(`${what} in ${seconds(performance.now() - start)}`);
  return done;
}
