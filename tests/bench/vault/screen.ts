/**
 * When the first 50 conversations stand on the screen: a mark once their lines are in the page, and two
 * frames later, when they have been painted. The window is made so high that all fifty fit.
 *
 * The plain peer is shown by the same screen: the unlock's question never reaches the vault, and fifty rows
 * read by Dexie are told to the page as the vault tells its own. Its database is opened while somebody types, as ours is.
 */
import type { Page } from 'playwright-core';
import { PASSPHRASE, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { freshWorker, noted } from './app-figures.ts';
import type { Sizes } from './corpus.ts';
import { bringDexie, type PlainDb, type WithPeer } from './plain-dexie.ts';
import { median, rounded } from './statistics.ts';

const ROUNDS = 5;
const LINES = 50;
/** A person takes longer than this to type a passphrase; sealed bytes are read meanwhile. */
const TYPING_MS = 1_000;
export const WINDOW = { width: 1440, height: 900 };
const HIGH_WINDOW = { width: 1440, height: 5_000 };

declare global {
  var shown: Promise<number> | undefined;
}

export interface PaintedFigures {
  /** From the derived key to 50 lines painted, ms; the median. */
  readonly listMs: number;
  /** From the plain peer's question, its database open, to its 50 lines painted. */
  readonly plainListMs: number;
  /** What opening that database had taken before. */
  readonly plainOpeningMs: number;
  /** Of that, from the rows told to the page on: what the screen takes, whatever the rows came out of. */
  readonly paintingMs: number;
}

/** To be asked once the plain peer is filled. */
export async function measurePainted(rig: VaultRig, sizes: Sizes): Promise<PaintedFigures> {
  const lines = Math.min(LINES, sizes.conversations);
  await rig.page.setViewportSize(HIGH_WINDOW);
  const own: number[] = [];
  const plain: PlainRound[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(await ownRound(rig, lines));
    plain.push(await plainRound(rig, lines));
  }
  await rig.page.setViewportSize(WINDOW);
  const of = (times: readonly number[]): number => rounded(median(times));
  return {
    listMs: of(own),
    plainListMs: of(plain.map(({ all }) => all)),
    plainOpeningMs: of(plain.map(({ opening }) => opening)),
    paintingMs: of(plain.map(({ painting }) => painting)),
  };
}

/** ms. */
interface PlainRound {
  readonly opening: number;
  readonly all: number;
  readonly painting: number;
}

async function ownRound(rig: VaultRig, lines: number): Promise<number> {
  const vault = await freshWorker(rig);
  await typePassphrase(rig.page, lines);
  await pressOpen(rig.page);
  const painted = await paintedAt(rig.page);
  await noted(vault, 'vault-open');
  return painted - (await derivedAt(vault));
}

async function plainRound(rig: VaultRig, lines: number): Promise<PlainRound> {
  const vault = await freshWorker(rig);
  await bringDexie(vault);
  const opening = await vault.evaluate(openPeer);
  await rig.page.evaluate(keepUnlockBack);
  await typePassphrase(rig.page, lines);
  await pressOpen(rig.page);
  const { began, told } = await vault.evaluate(async (limit) => {
    const { opened: db } = globalThis as unknown as WithOpened;
    const start = performance.timeOrigin + performance.now();
    const table = db.table('conversations');
    const conversations = await table.orderBy('lastAt').reverse().limit(limit).toArray();
    const read = performance.timeOrigin + performance.now();
    postMessage({ fact: { type: 'first-look', conversations, total: conversations.length } });
    db.close();
    return { began: start, told: read };
  }, LINES);
  const painted = await paintedAt(rig.page);
  return { opening, all: painted - began, painting: painted - told };
}

/** What {@link openPeer} leaves in the Worker. */
interface WithOpened extends WithPeer {
  opened: PlainDb;
}

/** In the Worker; ms. */
async function openPeer(): Promise<number> {
  const scope = globalThis as unknown as WithOpened;
  const start = performance.now();
  scope.opened = await scope.peer.open();
  return performance.now() - start;
}

/** Types, and begins to look for so many lines. */
export async function typePassphrase(page: Page, lines: number): Promise<void> {
  await page.evaluate(watchLines, lines);
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.waitForTimeout(TYPING_MS);
}

export const pressOpen = async (page: Page): Promise<void> =>
  await page.getByRole('button', { name: 'Öffnen' }).click();

/** When the lines had been painted, ms since the epoch. */
export const paintedAt = async (page: Page): Promise<number> =>
  await page.evaluate(async () => (await globalThis.shown) ?? Number.NaN);

/** When the Worker had its key, ms since the epoch. */
export const derivedAt = async (vault: Awaited<ReturnType<typeof freshWorker>>): Promise<number> =>
  await vault.evaluate(() => {
    const [kdf] = performance.getEntriesByName('vault-kdf');
    return performance.timeOrigin + (kdf?.startTime ?? 0) + (kdf?.duration ?? 0);
  });

/** In the page: the question that would open the vault reaches nobody. */
function keepUnlockBack(): void {
  const post = Reflect.get(Worker.prototype, 'postMessage') as () => void;
  const held = new Proxy(post, {
    apply: (_, worker: Worker, given: readonly unknown[]) => {
      const isUnlock = (given[0] as { readonly name?: unknown }).name === 'unlock';
      if (!isUnlock) Reflect.apply(post, worker, given);
    },
  });
  Reflect.set(Worker.prototype, 'postMessage', held);
}

/** In the page. The rehearsal's lines are inert, and none of the queue. */
function watchLines(lines: number): void {
  globalThis.shown = new Promise((resolve) => {
    const look = (): void => {
      const there = [...document.querySelectorAll('[id^=line-]')];
      if (there.filter((line) => line.closest('[inert]') === null).length < lines) {
        requestAnimationFrame(look);
        return;
      }
      performance.mark('lines');
      requestAnimationFrame(() => {
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      });
    };
    requestAnimationFrame(look);
  });
}
