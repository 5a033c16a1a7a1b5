/**
 * `npm run bench:workplace`: one operator with fifty conversations at once, in the packaged app with its
 * real vault and a real relay: looking into them, typing and sending while everybody writes.
 *
 *   node tests/bench/workplace/workplace.ts [--minutes 3]    default: 30
 *
 * Prints lines on the way and ends with one JSON object. `memorySlopeMbPerMin` is the least-squares line
 * through the memory that is the app's own, each time after a forced collection in page and Worker. A
 * `longTaskMaxMs` of 0 says that no task took 50 ms. Nothing is asserted: machines differ.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { packageForTests } from '../../../tools/package-app.ts';
import { collectHeaps, type Heaps } from '../../fault/vault/heap.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { seeded } from '../vault/corpus.ts';
import { memoryOf } from '../vault/memory.ts';
import { percentile, rounded, slopeOf, type Point } from '../vault/statistics.ts';
import { openCrowd } from './crowd.ts';
import { oneRound } from './operator.ts';
import { beginWatch, seenBy, unwatched } from './watch.ts';

const PEOPLE = 50;
const MINUTE_MS = 60_000;
/** Rounds before anything counts: what is loaded and compiled at first use is not what is asked here. */
const WARM_UP = 3;
const SEED = 1;
const MEGABYTE = 1024 * 1024;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes wants a number above 0');

// A program that was named is taken as it is.
if (process.env['BEISTAND_APP'] === undefined) await packageForTests();
const random = seeded(SEED);
const rig = await vaultRig();
try {
  await rig.ask('setIdle', { minutes: 0 });
  const crowd = await openCrowd(rig, PEOPLE, seeded(SEED + 1));
  say(`${PEOPLE} conversations are open`);
  const page = await openDesk(rig);
  crowd.begin();
  for (let round = 0; round < WARM_UP; round += 1) await oneRound(page, random);
  await beginWatch(page);
  const memory = await work(page);
  await crowd.end();
  say(`${crowd.sent()} messages came`);
  await report(page, memory);
} finally {
  await rig.stop();
}

/** Begun anew, as on any morning, and opened at the screen. */
async function openDesk({ kill, start }: VaultRig): Promise<Page> {
  await kill();
  await start();
  const { page } = rig;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Öffnen' }).click();
  await page.locator('[id^=line-]').first().waitFor({ timeout: MINUTE_MS });
  return page;
}

/** Rounds until the time is over; after each, what memory the app has left. */
async function work(page: Page): Promise<readonly Point[]> {
  const began = performance.now();
  const memory: Point[] = [];
  const heaps: Readonly<Record<keyof Heaps, Point[]>> = { page: [], vault: [] };
  for (let minute = 0; minute < minutes; minute = (performance.now() - began) / MINUTE_MS) {
    await oneRound(page, random);
    await unwatched(page, async () => {
      const living = await collectHeaps(page);
      memory.push({ x: minute, y: await memoryOf(rig) });
      heaps.page.push({ x: minute, y: living.page / MEGABYTE });
      heaps.vault.push({ x: minute, y: living.vault / MEGABYTE });
    });
  }
  for (const [where, points] of Object.entries(heaps)) {
    const ends = [points.at(0), points.at(-1)].map((point) => rounded(point?.y ?? Number.NaN));
    const slope = rounded(slopeOf(points), 3);
    say(`living objects, ${where}: ${ends.join(' to ')} MB, ${slope} MB a minute`);
  }
  say(`memory ${memory.at(0)?.y} to ${memory.at(-1)?.y} MB`);
  return memory;
}

async function report(page: Page, memory: readonly Point[]): Promise<void> {
  const { keys, switches, tasks } = await seenBy(page);
  const of = (all: readonly number[]): string =>
    `p50 ${rounded(percentile(all, 50))} p95 ${rounded(percentile(all, 95))} most ${rounded(Math.max(...all))} ms`;
  say(`${keys.length} keys: ${of(keys)}`);
  say(`${switches.length} conversations opened: ${of(switches)}`);
  say(`${tasks.length} tasks over 50 ms: ${tasks.map(({ ms }) => rounded(ms, 0)).join(' ')}`);
  const figures = {
    keystrokeP95Ms: rounded(percentile(keys, 95)),
    longTaskMaxMs: rounded(Math.max(0, ...tasks.map(({ ms }) => ms))),
    memorySlopeMbPerMin: rounded(slopeOf(memory), 3),
    switchConversationP95Ms: rounded(percentile(switches, 95)),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

function say(line: string): void {
  process.stdout.write(`workplace: ${line}\n`);
}
