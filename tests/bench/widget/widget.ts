/**
 * `npm run bench:widget`: what the chat costs a visitor, in a real Chromium with the built site and a real relay,
 * beside other widgets from the registry in the same run.
 *
 *   node tests/bench/widget/widget.ts [rounds]    default: 15
 *
 * Prints a line per part and ends with one JSON object. Nothing is asserted: machines differ, and the bytes
 * have their gates in .size-limit.json.
 */
import { spawnSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { buildSite } from '../../../tools/build-site.ts';
import { launchChromium } from '../../e2e/launch.ts';
import type { TestOperator } from '../../support/operator.ts';
import { openWidgetStage, type WidgetStage } from '../../support/widget-stage.ts';
import { rounded } from '../vault/statistics.ts';
import { makeAttachments, sendFile, writeMessages, type Act } from './acts.ts';
import { measureTasks, type Tasks } from './long-tasks.ts';
import { measureOpen, measureUntouched, type Target } from './open.ts';
import { measureFloor } from './floor.ts';
import { measurePeers } from './peers.ts';

/** Every message is sealed for so many, and attachments have about 10 MB. */
const DEVICES = 10;
const MESSAGES = 10;
/** The processor of an old phone, as Chromium's own tools imitate it. */
const OLD_PHONE = 4;

await buildSite();
const rounds = Number(process.argv[2] ?? 15);
const stage = await openWidgetStage({
  devices: Array.from({ length: DEVICES }, () => ['operator'] as const),
});
const operators: TestOperator[] = [];
for (let device = 0; device < DEVICES; device += 1) {
  operators.push(await stage.operator({ device }));
}
const browser = await launchChromium();
try {
  const own = await measureOwn(browser, stage);
  const peers = await measurePeers(browser, rounds);
  for (const [name, figures] of Object.entries(peers)) say(`${name}: ${JSON.stringify(figures)}`);
  process.stdout.write(`${JSON.stringify({ ...own, peers })}\n`);
} finally {
  await browser.close();
  await Promise.all(operators.map((operator) => operator.stop()));
  await stage.stop();
}

async function measureOwn(by: Browser, on: WidgetStage) {
  const sizes = measureSizes();
  say(
    `loader ${sizes.loaderGz} B, words and field ${sizes.firstWordsGz} B, whole page ${sizes.frameGz} B, with all a first sealed message needs ${sizes.frameSealedGz} B (gzip)`,
  );
  const target: Target = {
    url: on.page,
    launcher: 'button[lang][aria-expanded]',
    origin: on.site,
  };
  const before = await measureUntouched(by, target);
  // The loader itself is what the website asked for.
  const requestsBeforeOpen = before.requests - 1;
  say(`before the tap: ${requestsBeforeOpen} requests, ${before.storage} items stored`);
  const open = async (slowdown: number, cold: boolean): Promise<number> =>
    rounded((await measureOpen(by, target, { rounds, slowdown, cold })).openMs);
  const openMs = await open(1, false);
  const openMsThrottled = await open(OLD_PHONE, false);
  const floor = async (slowdown: number): Promise<number> =>
    rounded(await measureFloor(by, { rounds, slowdown, cold: false }));
  const [emptyFrameMs, emptyFrameMsThrottled] = [await floor(1), await floor(OLD_PHONE)];
  const openMsCold = await open(1, true);
  const openMsColdThrottled = await open(OLD_PHONE, true);
  say(
    `tap to usable: ${openMs} ms, processor ${OLD_PHONE} times slower ${openMsThrottled} ms; cold cache ${openMsCold} ms, slower ${openMsColdThrottled} ms`,
  );
  say(`an empty frame of another origin: ${emptyFrameMs} ms, slower ${emptyFrameMsThrottled} ms`);
  const tasks = await measureActs(by, on);
  return {
    ...sizes,
    requestsBeforeOpen,
    storageBeforeOpen: before.storage,
    openMs,
    openMsThrottled,
    openMsCold,
    openMsColdThrottled,
    emptyFrameMs,
    emptyFrameMsThrottled,
    ...tasks,
  };
}

/** The longest task of all that a reporter does, and each act's own on an old phone. */
async function measureActs(by: Browser, on: WidgetStage) {
  const attachments = await makeAttachments(by);
  const acts: Readonly<Record<string, Act>> = {
    messages: writeMessages(MESSAGES),
    photo: sendFile(attachments.photo),
    sound: sendFile(attachments.sound),
  };
  const measured: Tasks[] = [];
  const throttled: Record<string, number> = {};
  for (const [name, act] of Object.entries(acts)) {
    const asItIs = await measureTasks(by, on, { act, slowdown: 1 });
    const slower = await measureTasks(by, on, { act, slowdown: OLD_PHONE });
    sayTasks(name, asItIs);
    sayTasks(`${name}, processor ${OLD_PHONE} times slower`, slower);
    measured.push(asItIs);
    throttled[name] = rounded(slower.maxMs);
  }
  await attachments.remove();
  return {
    longTaskMaxMs: rounded(Math.max(...measured.map(({ maxMs }) => maxMs))),
    longTaskMaxCpuMs: rounded(Math.max(...measured.map(({ maxCpuMs }) => maxCpuMs))),
    longTaskMaxMsThrottled: throttled,
  };
}

function sayTasks(name: string, { maxMs, maxCpuMs, over50 }: Tasks): void {
  say(
    `longest task, ${name}: ${rounded(maxMs)} ms (${rounded(maxCpuMs)} ms on the processor), ${over50} over 50 ms`,
  );
}

interface Measured {
  readonly name: string;
  readonly size: number;
}

/** The very figures the gates hold: by the names they have there. */
function measureSizes() {
  const { stdout } = spawnSync('size-limit', ['--json'], { encoding: 'utf8' });
  const measured = JSON.parse(stdout) as readonly Measured[];
  const sizeOf = (name: string): number => {
    const found = measured.find((each) => each.name === name);
    if (found === undefined) throw new Error(`.size-limit.json has no "${name}"`);
    return found.size;
  };
  return {
    loaderGz: sizeOf('loader, on the host page'),
    firstWordsGz: sizeOf('chat frame, words to read and a field to type in'),
    frameGz: sizeOf('chat frame, everything on the page in one language'),
    frameSealedGz: sizeOf('chat frame, all that a first sealed message needs'),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
