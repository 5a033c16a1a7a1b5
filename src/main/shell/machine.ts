/**
 * How the app stands on this computer. What the system keeps itself (opening at login) is asked of the system;
 * the rest lies in one small file, which holds no secret and goes with a wipe.
 */
import { readFile, rm } from 'node:fs/promises';
import * as v from 'valibot';
import {
  PLAIN_MACHINE,
  SHORTCUTS,
  type MachineRequests,
  type MachineView,
  type MachineWish,
  type Shortcut,
} from '../../contract/machine.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { replaceFile } from '../files/durable.ts';
import { serially } from '../files/serially.ts';
import type { LoginItem } from './login-item.ts';
import type { Sign } from './sign.ts';

export interface MachineParts {
  readonly file: string;
  readonly login: LoginItem;
  readonly keys: {
    /** False when another program has it. */
    readonly take: (key: Shortcut) => boolean;
    readonly give: (key: Shortcut) => void;
  };
  readonly sign: Pick<Sign, 'show' | 'count'>;
}

export interface Machine {
  readonly view: () => Promise<MachineView>;
  readonly set: (wish: MachineWish) => Promise<MachineRequests['setMachine']['output']>;
  readonly count: (unread: number) => void;
  /** Takes everything back, for a wipe: nothing of the app opens by itself any more. */
  readonly forget: () => Promise<void>;
}

type Kept = Omit<MachineWish, 'atLogin'>;

/** Before it could be chosen, the number came with the sign. */
const schema = v.pipe(
  v.object({
    sign: v.boolean(),
    badge: v.exactOptional(v.boolean()),
    shortcut: v.nullable(v.picklist(SHORTCUTS)),
  }),
  v.transform((file): Kept => ({ ...file, badge: file.badge ?? file.sign })),
);

/** Takes up what was set before. A file that is none counts as nothing set. */
export async function openMachine(parts: MachineParts): Promise<Machine> {
  const { file, login, keys, sign } = parts;
  const oneByOne = serially();
  let kept = await readKept(file);
  let taken = kept.shortcut !== null && !keys.take(kept.shortcut);
  sign.show(kept);

  const view = async (): Promise<MachineView> => ({ ...kept, taken, atLogin: await login.isOn() });

  /**
   * Takes the new key first: where it cannot be had, the old one stays. One that was lost to another program is
   * tried again, and keeps nothing else from being set.
   */
  const changeKey = (next: Shortcut | null): boolean => {
    if (next === kept.shortcut) {
      if (taken && next !== null) taken = !keys.take(next);
      return true;
    }
    if (next !== null && !keys.take(next)) return false;
    if (kept.shortcut !== null && !taken) keys.give(kept.shortcut);
    taken = false;
    return true;
  };

  return {
    view,
    set: (wish) =>
      oneByOne(async () => {
        const { atLogin, ...next } = wish;
        const before = kept.shortcut;
        const wasOn = await login.isOn();
        if (!changeKey(next.shortcut)) return refuse('taken');
        try {
          if (atLogin !== wasOn) await login.turn(atLogin);
          await replaceFile(file, new TextEncoder().encode(JSON.stringify(next)));
        } catch {
          await login.turn(wasOn).catch(() => undefined);
          kept = { ...kept, shortcut: next.shortcut };
          changeKey(before);
          kept = { ...kept, shortcut: before };
          return refuse('refused');
        }
        kept = next;
        sign.show(next);
        return ok(await view());
      }),
    count: sign.count,
    forget: () =>
      oneByOne(async () => {
        await login.turn(false);
        await rm(file, { force: true });
      }),
  };
}

async function readKept(file: string): Promise<Kept> {
  try {
    return v.parse(schema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    const { atLogin: _, ...nothing } = PLAIN_MACHINE;
    return nothing;
  }
}
