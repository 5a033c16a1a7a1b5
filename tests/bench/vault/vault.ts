/**
 * `npm run bench:vault`: what ten years of cases cost, in the packaged app's own Worker and on its screen,
 * beside plain Dexie in the same Worker and SQLCipher with the same rows.
 *
 *   node tests/bench/vault/vault.ts [messages]    default: 200,000, with 10,000 cases
 *
 * Prints a line per part and ends with one JSON object. Nothing is asserted: machines differ.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageForTests } from '../../../tools/package-app.ts';
import type { VaultRig } from '../../fault/vault/vault-rig.ts';
import { freshWorker, indexed, measureUnlocks, measureUse } from './app-figures.ts';
import { fullSize, sizesFor, type Sizes } from './corpus.ts';
import { count, filled, opened, print, say, seconds, type Filled } from './filled.ts';
import { backupOf, IMPORTED, takeIn, writeBackup } from './import.ts';
import { fillPlain, timePlain, type PlainTimes } from './plain-dexie.ts';
import { usePlain } from './plain-uses.ts';
import { measurePainted, WINDOW } from './screen.ts';
import { measureSqlcipher } from './sqlcipher.ts';
import { median, rounded } from './statistics.ts';
import { Walk } from './walk.ts';

const PLAIN_ROUNDS = 5;
const MB = 2 ** 20;

// A program that was named is taken as it is.
if (process.env['BEISTAND_APP'] === undefined) await packageForTests();
const [asked] = process.argv.slice(2);
const began = performance.now();
await full(asked === undefined ? fullSize : sizesFor(Number(asked)));

async function full(sizes: Sizes): Promise<void> {
  const vault = await filled(sizes);
  try {
    const own = await ownFigures(vault, sizes);
    const plain = await plainFigures(vault, sizes);
    const painted = await measurePainted(vault.rig, sizes);
    say(
      `50 lines painted: ours ${painted.listMs} ms after the key, plain Dexie's ${painted.plainListMs} ms after opening it; the screen's part ${painted.paintingMs} ms`,
    );
    const peer = await sqlcipherFigures(sizes);
    say(`everything took ${seconds(performance.now() - began)}`);
    print({
      kdfMs: own.kdfMs,
      unlockToListMs: painted.listMs,
      listRatioPlainDexie: rounded(painted.listMs / painted.plainListMs, 2),
      listRatioSqlcipher:
        peer === null ? null : rounded(painted.listMs / (peer.listMs + painted.paintingMs), 2),
      openConversationMs: own.openConversationMs,
      searchP95Ms: own.searchP95Ms,
      durableWriteMs: own.durableWriteMs,
      uiLongTaskMaxMs: Math.max(...Object.values(own.longTasks).map(({ longestMs }) => longestMs)),
      memoryMb: Math.max(...Object.values(own.memory)),
      workerListMs: own.workerListMs,
      workerListRatioPlainDexie: rounded(own.workerListMs / plain.listMs, 2),
      workerListRatioSqlcipher: peer === null ? null : rounded(own.workerListMs / peer.listMs, 2),
      unlockToReadyMs: own.readyMs,
      firstLinesOnScreenMs: own.firstLinesMs,
      conversationOnScreenMs: own.conversationOnScreenMs,
      searchP50Ms: own.searchP50Ms,
      importSeconds: own.importSeconds,
      backupMbPerSecond: own.backupMbPerSecond,
      longTasks: own.longTasks,
      memoryAboveEmptyMb: own.memory,
      plainDexie: { ...plain, paintedListMs: painted.plainListMs, paintingMs: painted.paintingMs },
      sqlcipher: peer,
    });
  } finally {
    await vault.stop();
  }
}

/** The packaged app alone; the peers come after it. */
async function ownFigures(
  { rig, conversation, memory, emptyMb, rebuildPeakMb, twin }: Filled,
  sizes: Sizes,
) {
  const above = (): number => memory.taken().peak - emptyMb;
  above();
  const unlock = await measureUnlocks(rig);
  say(
    `unlock: Argon2id ${unlock.kdfMs} ms, list told by the Worker ${unlock.listMs} ms after it, everything ${unlock.readyMs} ms`,
  );
  const worker = await opened(rig);
  await indexed(worker);
  const use = await measureUse(worker, conversation, sizes);
  say(
    `conversation ${use.openConversationMs} ms, search p50 ${use.searchP50Ms} p95 ${use.searchP95Ms} ms, durable write ${use.durableWriteMs} ms`,
  );
  const everyDay = above();
  const file = `${rig.profile}.age`;
  const backupMs = await writeBackup(rig, file);
  const backupMbPerSecond = rounded((await stat(file)).size / MB / (backupMs / 1000));
  const backup = above();
  const taken = [await backupOf(twin, 'first'), await backupOf(twin, 'second')] as const;
  above();
  const importMs = await takeIn(rig, taken[0]);
  const importing = above();
  say(
    `backup ${backupMbPerSecond} MB/s; ${count(IMPORTED)} messages imported in ${seconds(importMs)}`,
  );
  const { firstLinesMs, conversationOnScreenMs, longTasks, walked } = await walkThrough(rig, {
    walk: new Walk(rig, conversation, sizes),
    file,
    second: taken[1],
    above,
  });
  const mostMb = { firstStart: rebuildPeakMb, everyDay, backup, import: importing, ...walked };
  say(`memory above an empty app, at most, MB: ${JSON.stringify(mostMb)}`);
  return {
    ...use,
    kdfMs: unlock.kdfMs,
    workerListMs: unlock.listMs,
    readyMs: unlock.readyMs,
    backupMbPerSecond,
    importSeconds: rounded(importMs / 1000),
    firstLinesMs,
    conversationOnScreenMs,
    longTasks,
    memory: mostMb,
  };
}

interface WalkWishes {
  readonly walk: Walk;
  /** Where a backup may be written. */
  readonly file: string;
  /** A backup that holds messages nobody here knows. */
  readonly second: string;
  /** The most above an empty app since this was asked last. */
  readonly above: () => number;
}

async function walkThrough(rig: VaultRig, { walk, file, second, above }: WalkWishes) {
  await rig.page.setViewportSize(WINDOW);
  const waits = await walk.begin();
  const walking = above();
  await walk.during('while a backup is written', writeBackup(rig, file));
  const walkingAtBackup = above();
  await walk.during('while messages are taken in', takeIn(rig, second));
  const walked = { walking, walkingAtBackup, walkingAtImport: above() };
  const longTasks = await walk.parts();
  say(
    `screen: first lines ${waits.firstLinesMs} ms after the key, conversation ${waits.conversationOnScreenMs} ms after the press`,
  );
  for (const [part, { longestMs, count: many }] of Object.entries(longTasks)) {
    say(`  ${part}: ${many} tasks over 50 ms, longest ${longestMs} ms`);
  }
  return { ...waits, longTasks, walked };
}

async function plainFigures({ rig, memory, emptyMb }: Filled, sizes: Sizes) {
  await fillPlain(await freshWorker(rig), sizes);
  const rounds: PlainTimes[] = [];
  for (let n = 0; n < PLAIN_ROUNDS; n += 1) rounds.push(await timePlain(await freshWorker(rig)));
  const of = (pick: (one: PlainTimes) => number): number => rounded(median(rounds.map(pick)));
  memory.taken();
  const uses = await usePlain(await freshWorker(rig), sizes, IMPORTED);
  const plain = {
    listMs: of(({ listMs }) => listMs),
    conversationMs: of(({ conversationMs }) => conversationMs),
    writeMs: of(({ writeMs }) => writeMs),
    ...uses,
    peakMb: memory.taken().peak - emptyMb,
  };
  say(`plain Dexie: ${JSON.stringify(plain)}`);
  return plain;
}

async function sqlcipherFigures(sizes: Sizes) {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-peer-'));
  try {
    const peer = measureSqlcipher(folder, sizes, IMPORTED);
    say(
      peer === null
        ? 'SQLCipher is not installed: apt-get install sqlcipher'
        : `SQLCipher: ${JSON.stringify(peer)}`,
    );
    return peer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
