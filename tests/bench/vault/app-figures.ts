/** What one packaged app with one filled vault costs in its Worker: unlock, list, conversation, search, writing. */
import type { Worker } from 'playwright-core';
import { READ_LIMIT, type ConversationId, type MessageId } from '../../../src/contract/desk.ts';
import { NO_FILTER } from '../../../src/contract/search.ts';
import { PASSPHRASE, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { ask, type Asked } from '../../support/desk-probe.ts';
import { seeded, type Sizes } from './corpus.ts';
import { FOUND_AT_MOST, QUERIES, query } from './queries.ts';
import { median, percentile, rounded } from './statistics.ts';

const ROUNDS = 7;
/** A person takes longer than this to type a passphrase; sealed bytes are read meanwhile. */
const TYPING_MS = 1_000;

export interface UnlockFigures {
  readonly kdfMs: number;
  /** From the derived key to the first 50 lines, told to the screen but not painted. */
  readonly listMs: number;
  /** From the derived key until everything can be asked. */
  readonly readyMs: number;
}

/** Medians over fresh Workers on the same profile. */
export async function measureUnlocks(rig: VaultRig): Promise<UnlockFigures> {
  const rounds: UnlockFigures[] = [];
  let vault = await freshWorker(rig);
  for (let round = 0; round < ROUNDS; round += 1) {
    await watchFacts(vault);
    await sleep(TYPING_MS);
    const opened = await ask(vault, 'unlock', { passphrase: PASSPHRASE });
    if (!opened.output.ok) throw new Error(opened.output.refusal);
    rounds.push(await timesOf(vault));
    vault = await lockedWorker(rig, vault);
  }
  const of = (pick: (one: UnlockFigures) => number): number => rounded(median(rounds.map(pick)));
  return {
    kdfMs: of(({ kdfMs }) => kdfMs),
    listMs: of(({ listMs }) => listMs),
    readyMs: of(({ readyMs }) => readyMs),
  };
}

/** The page anew without a lock: what was written last is not in a checkpoint. */
export async function freshWorker(rig: VaultRig): Promise<Worker> {
  const next = rig.page.waitForEvent('worker');
  await rig.page.reload();
  return await standing(rig, await next);
}

/** Locks; the page then loads itself anew, with a Worker that has read nothing yet. */
export async function lockedWorker(rig: VaultRig, vault: Worker): Promise<Worker> {
  const next = rig.page.waitForEvent('worker');
  // The Worker ends with the page: nobody may be left to answer.
  void ask(vault, 'lock', null).catch(() => undefined);
  return await standing(rig, await next);
}

async function standing(rig: VaultRig, vault: Worker): Promise<Worker> {
  await rig.page.waitForSelector('#app > *');
  return vault;
}

interface Stamps {
  firstLook?: number;
}

/** Stamps the first look as it leaves the Worker. */
async function watchFacts(vault: Worker): Promise<void> {
  await vault.evaluate(() => {
    const scope = globalThis as unknown as {
      postMessage: (message: unknown) => void;
      stamps: Stamps;
    };
    const post = scope.postMessage;
    scope.stamps = {};
    scope.postMessage = (message) => {
      const down = message as { readonly fact?: { readonly type?: string } };
      if (down.fact?.type === 'first-look') scope.stamps.firstLook ??= performance.now();
      post.call(globalThis, message);
    };
  });
}

async function timesOf(vault: Worker): Promise<UnlockFigures> {
  await noted(vault, 'vault-open');
  return await vault.evaluate(() => {
    const { stamps } = globalThis as unknown as { readonly stamps: Stamps };
    const [kdf] = performance.getEntriesByName('vault-kdf');
    const [open] = performance.getEntriesByName('vault-open');
    if (kdf === undefined || open === undefined) throw new Error('no key was derived');
    const derived = kdf.startTime + kdf.duration;
    return {
      kdfMs: kdf.duration,
      listMs: (stamps.firstLook ?? Number.NaN) - derived,
      readyMs: open.startTime + open.duration - derived,
    };
  });
}

/** The vault notes a duration a moment after it has ended. */
export async function noted(vault: Worker, name: string): Promise<void> {
  while (await vault.evaluate((one) => performance.getEntriesByName(one).length === 0, name)) {
    await sleep(NOTED_MS);
  }
}

export interface UseFigures {
  /** The newest 100 messages of the long conversation; the screen itself begins with 50. */
  readonly openConversationMs: number;
  /** All of its messages, page after page, as somebody reads back to its beginning. */
  readonly wholeConversationMs: number;
  readonly durableWriteMs: number;
  readonly searchP50Ms: number;
  readonly searchP95Ms: number;
}

const NOTED_MS = 20;
const WRITES = 50;
const WHOLE_ROUNDS = 5;

/** Asked of an open vault whose index is complete. `conversation` is the long one. */
export async function measureUse(
  vault: Worker,
  conversation: ConversationId,
  sizes: Sizes,
): Promise<UseFigures> {
  const wholes: number[] = [];
  for (let n = 0; n < WHOLE_ROUNDS; n += 1) wholes.push(await readWhole(vault, conversation));
  const opens: number[] = [];
  const writes: number[] = [];
  for (let n = 0; n < WRITES; n += 1) {
    opens.push((await ask(vault, 'read', { conversation, before: null, limit: 100 })).ms);
    writes.push((await ask(vault, 'send', { conversation, text: `Messung ${n}` })).ms);
  }
  const random = seeded(sizes.seed);
  const times: number[] = [];
  for (let n = 0; n < QUERIES; n += 1) {
    const { ms } = await ask(vault, 'search', sought(query(n, random).text));
    times.push(ms);
  }
  return {
    openConversationMs: rounded(median(opens)),
    wholeConversationMs: rounded(median(wholes)),
    durableWriteMs: rounded(median(writes)),
    searchP50Ms: rounded(percentile(times, 50)),
    searchP95Ms: rounded(percentile(times, 95)),
  };
}

async function readWhole(vault: Worker, conversation: ConversationId): Promise<number> {
  let before: MessageId | null = null;
  let all = 0;
  for (;;) {
    const asked: Asked<'read'> = await ask(vault, 'read', {
      conversation,
      before,
      limit: READ_LIMIT,
    });
    const { output, ms } = asked;
    all += ms;
    const [oldest] = output.messages;
    if (!output.earlier || oldest === undefined) return all;
    before = oldest.id;
  }
}

const sought = (text: string) => ({ ...NO_FILTER, text, limit: FOUND_AT_MOST });

/** Until the index answers completely. */
export async function indexed(vault: Worker): Promise<void> {
  for (;;) {
    const { output } = await ask(vault, 'search', sought(query(0, seeded(1)).text));
    if (output.complete) return;
    await sleep(200);
  }
}

const sleep = async (ms: number): Promise<void> =>
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
