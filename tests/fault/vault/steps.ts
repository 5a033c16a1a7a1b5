/**
 * What the vault's Worker does to the disk, step by step, and a way to stop it dead at one of them.
 *
 * The product has no such door: the test reaches the Worker's port and IndexedDB through the browser's
 * debugger, as desk-probe does. A Worker that was stopped spins in its place, so that nothing that follows
 * happens, neither an answer nor a timer, until the whole app is killed.
 */
import { sleep } from './chance.ts';
import type { VaultRig } from './vault-rig.ts';

/** Requests to main that change the disk or let the relay forget, and the fast copy's transactions. */
const STEPS = [
  'writeHeader',
  'writeKeyring',
  'openJournal',
  'append',
  'keepOnly',
  'dropFiles',
  'copy',
  'settle',
] as const;
export type StepName = (typeof STEPS)[number];

export interface Step {
  readonly name: StepName;
  /** Since the watch began, ms. */
  readonly at: number;
}

/** Where it is to stop. */
export interface Place {
  /** Only after a keyring was written that is larger than this by new keys; null: wherever it is. */
  readonly afterKeysBeyond: number | null;
  /** Null: any step. */
  readonly name: StepName | null;
  /** How many of those have passed before. */
  readonly passed: number;
  /** Whether this step is asked for, and only then it stops. */
  readonly asked: boolean;
}

const STOPPED = 'the vault stands still after ';
const NEXT = 'the vault takes the step ';

/** So many bytes more, and new keys are in a keyring. */
const KEYS_BYTES = 300;
/** Between two looks whether anything was written. */
const LOOK_MS = 100;

interface Watch {
  began: number;
  steps: Step[];
  /** Where it is to stop; null: nowhere. */
  place: Place | null;
  /** Steps of that name since new keys were there. */
  passed: number;
  /** How many steps came before the new keys; null: there are none yet. */
  keysSince: number | null;
}

declare global {
  var stepWatch: Watch;
}

/** Begins to note the steps; and stops the Worker at a place, if one is named. */
export async function watchSteps(rig: VaultRig, place: Place | null): Promise<void> {
  await rig.vault().evaluate(
    ({ names, at, stopped, next, keysBytes }) => {
      const began = performance.now();
      const watch: Watch = { began, steps: [], place: at, passed: 0, keysSince: null };
      globalThis.stepWatch = watch;
      const isPlace = (name: StepName): boolean => {
        const { place: stop } = watch;
        if (stop === null) return false;
        if (stop.afterKeysBeyond !== null && watch.keysSince === null) return false;
        if (stop.name !== null && stop.name !== name) return false;
        watch.passed += 1;
        return watch.passed === stop.passed + 1;
      };
      const step = (name: StepName, ask: () => unknown): unknown => {
        watch.steps.push({ name, at: performance.now() - watch.began });
        console.log(`${next}${name}`);
        const here = isPlace(name);
        const answer = here && watch.place?.asked === false ? null : ask();
        if (here) {
          const since = watch.steps.slice(watch.keysSince ?? 0).map((one) => one.name);
          console.log(`${stopped}${since.join(' ')}`);
          for (;;);
        }
        return answer;
      };
      const post = new Proxy(Reflect.get(MessagePort.prototype, 'postMessage') as () => unknown, {
        apply: (target, port: unknown, given: readonly unknown[]) => {
          const ask = (): unknown => Reflect.apply(target, port, given);
          const { name, input } = given[0] as {
            readonly name?: StepName;
            readonly input?: unknown;
          };
          if (name === undefined || !names.includes(name)) return ask();
          if (name === 'writeKeyring') {
            const { length } = (input as { readonly bytes: Uint8Array }).bytes;
            const isLarger = length > (watch.place?.afterKeysBeyond ?? length) + keysBytes;
            if (isLarger) watch.keysSince ??= watch.steps.length;
          }
          return step(name, ask);
        },
      });
      Reflect.set(MessagePort.prototype, 'postMessage', post);
      // Dexie has taken hold of `transaction` when it opened the database; of `put` it has not.
      const written = new WeakSet<IDBTransaction>();
      const put = new Proxy(Reflect.get(IDBObjectStore.prototype, 'put') as () => unknown, {
        apply: (target, store: IDBObjectStore, given: readonly unknown[]) => {
          const ask = (): unknown => Reflect.apply(target, store, given);
          if (written.has(store.transaction)) return ask();
          written.add(store.transaction);
          return step('copy', ask);
        },
      });
      Reflect.set(IDBObjectStore.prototype, 'put', put);
    },
    { names: STEPS, at: place, stopped: STOPPED, next: NEXT, keysBytes: KEYS_BYTES },
  );
}

/** The watch that goes on begins anew, with another place to stop at. */
export async function watchAnew(rig: VaultRig, at: Place | null): Promise<void> {
  await rig.vault().evaluate((place) => {
    const began = performance.now();
    Object.assign(globalThis.stepWatch, { began, steps: [], place, passed: 0, keysSince: null });
  }, at);
}

/** Resolves once nothing was written for so long. A watch is on, and stops nowhere. */
export async function calm(rig: VaultRig, ms: number): Promise<void> {
  let [count, since] = [-1, 0];
  for (;;) {
    const { length } = await stepsSince(rig);
    if (length !== count) [count, since] = [length, performance.now()];
    if (performance.now() - since >= ms) return;
    await sleep(LOOK_MS);
  }
}

/** Resolves once the Worker stands still: the steps since the new keys, or since the watch began; the last is where it stands. */
export async function stoodStill({ page }: VaultRig): Promise<readonly string[]> {
  const said = await page.waitForEvent('console', {
    predicate: (one) => one.text().startsWith(STOPPED),
    timeout: 0,
  });
  return said.text().slice(STOPPED.length).split(' ');
}

/**
 * The steps of a watch as they are heard outside, which outlives a kill. What the vault did in the last few
 * milliseconds of its life nobody may have heard any more.
 */
export function heardSteps({ page }: VaultRig): readonly string[] {
  const heard: string[] = [];
  page.on('console', (said) => {
    if (said.text().startsWith(NEXT)) heard.push(said.text().slice(NEXT.length));
  });
  return heard;
}

/** The steps since the watch began. */
export const stepsSince = async (rig: VaultRig): Promise<readonly Step[]> =>
  await rig.vault().evaluate(() => globalThis.stepWatch.steps);
