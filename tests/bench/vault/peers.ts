/** Both peers with the same rows in the same run, and our list beside theirs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freshWorker } from './app-figures.ts';
import type { Sizes } from './corpus.ts';
import { say, type Filled } from './filled.ts';
import { IMPORTED } from './import.ts';
import { fillPlain, timePlain, type PlainTimes } from './plain-dexie.ts';
import { usePlain, type PlainUses } from './plain-uses.ts';
import type { PaintedFigures } from './screen.ts';
import { measureSqlcipher, type SqlcipherFigures } from './sqlcipher.ts';
import { median, rounded } from './statistics.ts';

const PLAIN_ROUNDS = 5;

export interface PlainFigures extends PlainTimes, PlainUses {
  /** The most that the app took above an empty one. */
  readonly peakMb: number;
}

/** In the app's own Worker, locked. */
export async function plainFigures(
  { rig, memory, emptyMb }: Pick<Filled, 'rig' | 'memory' | 'emptyMb'>,
  sizes: Sizes,
): Promise<PlainFigures> {
  await fillPlain(await freshWorker(rig), sizes);
  const rounds: PlainTimes[] = [];
  for (let n = 0; n < PLAIN_ROUNDS; n += 1) rounds.push(await timePlain(await freshWorker(rig)));
  const of = (pick: (one: PlainTimes) => number): number => rounded(median(rounds.map(pick)));
  memory.taken();
  const uses = await usePlain(await freshWorker(rig), sizes, IMPORTED);
  const plain = {
    openingMs: of(({ openingMs }) => openingMs),
    listMs: of(({ listMs }) => listMs),
    conversationMs: of(({ conversationMs }) => conversationMs),
    wholeConversationMs: of(({ wholeConversationMs }) => wholeConversationMs),
    writeMs: of(({ writeMs }) => writeMs),
    ...uses,
    peakMb: memory.taken().peak - emptyMb,
  };
  say(`plain Dexie: ${JSON.stringify(plain)}`);
  return plain;
}

export async function sqlcipherFigures(sizes: Sizes): Promise<SqlcipherFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-peer-'));
  try {
    const peer = measureSqlcipher(folder, sizes, IMPORTED);
    say(`SQLCipher: ${JSON.stringify(peer)}`);
    return peer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Our time over the peer's. `painted`: to the eye; `told`: the storage alone, without a screen's part in either. */
interface Ratios {
  readonly aim: number;
  readonly painted: number;
  readonly paintedWithOpening: number;
  readonly told: number;
  readonly toldWithOpening: number;
}

export interface ListRatios {
  readonly plainDexie: Ratios;
  readonly sqlcipher: Ratios;
}

/**
 * From the key to 50 lines. Each ratio twice: beside a peer that stands open when the passphrase is typed, as our
 * sealed bytes do, and beside one whose opening counts.
 */
export function listRatios(
  ours: { readonly workerListMs: number; readonly painted: PaintedFigures },
  plain: PlainFigures,
  peer: SqlcipherFigures,
): ListRatios {
  const { workerListMs, painted } = ours;
  const over = (own: number, theirs: number): number => rounded(own / theirs, 2);
  const sqlcipherPainted = peer.listMs + painted.paintingMs;
  const ratios: ListRatios = {
    plainDexie: {
      aim: 1.2,
      painted: over(painted.listMs, painted.plainListMs),
      paintedWithOpening: over(painted.listMs, painted.plainListMs + painted.plainOpeningMs),
      told: over(workerListMs, plain.listMs),
      toldWithOpening: over(workerListMs, plain.listMs + plain.openingMs),
    },
    sqlcipher: {
      aim: 1.5,
      painted: over(painted.listMs, sqlcipherPainted),
      paintedWithOpening: over(painted.listMs, sqlcipherPainted + peer.openingMs),
      told: over(workerListMs, peer.listMs),
      toldWithOpening: over(workerListMs, peer.listMs + peer.openingMs),
    },
  };
  for (const [name, one] of Object.entries(ratios) as [string, Ratios][]) {
    say(
      `list over ${name}, aim ${one.aim}: painted ${one.painted} (${one.paintedWithOpening} with the peer's opening), told by the storage ${one.told} (${one.toldWithOpening})`,
    );
  }
  return ratios;
}
