/**
 * `npm run bench:vault`: what ten years of cases cost, in the packaged app's own Worker and on its screen,
 * beside plain Dexie in the same Worker and SQLCipher with the same rows.
 *
 *   node tests/bench/vault/vault.ts [messages [seed]]    default: 200,000, with 10,000 cases
 *
 * Prints the seed, a line per part, and ends with one JSON object. Nothing is asserted: machines differ.
 */
import { stat } from 'node:fs/promises';
import { packageForTests } from '../../../tools/package-app.ts';
import type { VaultRig } from '../../fault/vault/vault-rig.ts';
import { indexed, measureUnlocks, measureUse } from './app-figures.ts';
import { fullSize, SEED, sizesFor, type Sizes } from './corpus.ts';
import { count, filled, opened, print, say, seconds, type Filled } from './filled.ts';
import { backupOf, IMPORTED, takeIn, writeBackup } from './import.ts';
import { listRatios, plainFigures, sqlcipherFigures } from './peers.ts';
import { measurePainted, WINDOW } from './screen.ts';
import { needSqlcipher } from './sqlcipher.ts';
import { rounded } from './statistics.ts';
import { Walk } from './walk.ts';

const MB = 2 ** 20;

needSqlcipher();
// A program that was named is taken as it is.
if (process.env['BEISTAND_APP'] === undefined) await packageForTests();
const [asked, seed = SEED] = process.argv.slice(2).map(Number);
const began = performance.now();
await full(asked === undefined ? fullSize : sizesFor(asked, seed));

async function full(sizes: Sizes): Promise<void> {
  say(`seed ${sizes.seed}`);
  const vault = await filled(sizes);
  try {
    const own = await ownFigures(vault, sizes);
    const plain = await plainFigures(vault, sizes);
    const painted = await measurePainted(vault.rig, sizes);
    say(
      `50 lines painted: ours ${painted.listMs} ms after the key, plain Dexie's ${painted.plainListMs} ms after it was asked, open since ${painted.plainOpeningMs} ms; the screen's part ${painted.paintingMs} ms`,
    );
    const peer = await sqlcipherFigures(sizes);
    const ratios = listRatios({ workerListMs: own.workerListMs, painted }, plain, peer);
    say(`everything took ${seconds(performance.now() - began)}`);
    print({
      kdfMs: own.kdfMs,
      unlockToListMs: painted.listMs,
      listRatioPlainDexie: ratios.plainDexie.painted,
      listRatioSqlcipher: ratios.sqlcipher.painted,
      openConversationMs: own.openConversationMs,
      searchP95Ms: own.searchP95Ms,
      durableWriteMs: own.durableWriteMs,
      uiLongTaskMaxMs: Math.max(...Object.values(own.longTasks).map(({ longestMs }) => longestMs)),
      memoryMb: Math.max(...Object.values(own.memory)),
      seed: sizes.seed,
      listRatios: ratios,
      workerListMs: own.workerListMs,
      unlockToReadyMs: own.readyMs,
      firstLinesOnScreenMs: own.firstLinesMs,
      conversationOnScreenMs: own.conversationOnScreenMs,
      wholeConversationMs: own.wholeConversationMs,
      searchP50Ms: own.searchP50Ms,
      importSeconds: own.importSeconds,
      backupMbPerSecond: own.backupMbPerSecond,
      longTasks: own.longTasks,
      memoryAboveEmptyMb: own.memory,
      plainDexie: {
        ...plain,
        paintedListMs: painted.plainListMs,
        paintedOpeningMs: painted.plainOpeningMs,
        paintingMs: painted.paintingMs,
      },
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
    `conversation, newest 100, ${use.openConversationMs} ms, whole ${use.wholeConversationMs} ms; search p50 ${use.searchP50Ms} p95 ${use.searchP95Ms} ms, durable write ${use.durableWriteMs} ms`,
  );
  const everyDay = above();
  const file = `${rig.profile}.age`;
  const backupMs = await writeBackup(rig, file);
  const backupMbPerSecond = rounded((await stat(file)).size / MB / (backupMs / 1000));
  const backup = above();
  const { seed: own } = sizes;
  const taken = [await backupOf(twin, own + 1), await backupOf(twin, own + 2)] as const;
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
