/** What memory the app takes, as the kernel counts it: all its processes together, all the time. */
import { readdir, readFile } from 'node:fs/promises';
import type { VaultRig } from '../../fault/vault/vault-rig.ts';
import { median } from './statistics.ts';

const EVERY_MS = 500;
const KB_PER_MB = 1024;

/** MB. */
export interface Taken {
  readonly median: number;
  readonly peak: number;
}

export interface MemoryWatch {
  /** What was seen since this was asked last. */
  readonly taken: () => Taken;
  readonly stop: () => void;
}

/**
 * Looks twice a second at every process of the app, through every restart. A page that n processes share
 * counts as an nth for each (Linux: PSS, and what was swapped out), so the sum is what the app costs the machine;
 * where the kernel does not tell, what Electron says.
 */
export function watchMemory(rig: Pick<VaultRig, 'app'>): MemoryWatch {
  let seen: number[] = [];
  let timer: NodeJS.Timeout;
  let stopped = false;
  const look = async (): Promise<void> => {
    // Between two starts there is nothing to look at.
    const kilobytes = await kilobytesOf(rig).catch(() => 0);
    if (kilobytes > 0) seen.push(kilobytes / KB_PER_MB);
    if (!stopped) timer = setTimeout(() => void look(), EVERY_MS);
  };
  void look();
  return {
    taken: () => {
      const [before, peak] = [seen, Math.max(...seen)];
      seen = [];
      return { median: Math.round(median(before)), peak: Math.round(peak) };
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function kilobytesOf(rig: Pick<VaultRig, 'app'>): Promise<number> {
  const { pid } = rig.app().process();
  if (process.platform === 'linux' && pid !== undefined) {
    const shares = await Promise.all((await familyOf(pid)).map(shareOf));
    return shares.reduce((sum, one) => sum + one, 0);
  }
  const all = await rig.app().evaluate(({ app }) => app.getAppMetrics());
  return all.reduce((sum, { memory }) => sum + (memory.privateBytes ?? memory.workingSetSize), 0);
}

/** The process and all that it has started, and they in turn. */
async function familyOf(pid: number): Promise<readonly number[]> {
  const folder = `/proc/${pid}/task`;
  const threads = await readdir(folder).catch(() => []);
  const lists = await Promise.all(
    threads.map(
      async (thread) => await readFile(`${folder}/${thread}/children`, 'utf8').catch(() => ''),
    ),
  );
  const children = lists.flatMap((list) => list.split(' ')).filter((one) => one !== '');
  const families = await Promise.all(children.map(async (one) => await familyOf(Number(one))));
  return [pid, ...families.flat()];
}

async function shareOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return sumOf(rollup, /^(?:Pss|SwapPss): +(\d+) kB$/gm);
}

/**
 * Memory of all the app's processes that is theirs alone, MB. Where the kernel tells (Linux), pages that
 * processes share count for none of them; elsewhere what Electron says.
 */
export async function memoryOf(rig: VaultRig): Promise<number> {
  const processes = await rig.app().evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, memory }) => ({
      pid,
      kilobytes: memory.privateBytes ?? memory.workingSetSize,
    })),
  );
  const kilobytes = await Promise.all(
    processes.map(async (one) => (await privateOf(one.pid)) ?? one.kilobytes),
  );
  return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / KB_PER_MB);
}

async function privateOf(pid: number): Promise<number | null> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => null);
  return rollup === null ? null : sumOf(rollup, /^(?:Private_(?:Clean|Dirty)|Swap): +(\d+) kB$/gm);
}

const sumOf = (rollup: string, lines: RegExp): number =>
  [...rollup.matchAll(lines)].reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0);
