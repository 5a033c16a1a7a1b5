/**
 * Contract: how the app stands on this computer beside the vault: whether it opens by itself, shows a sign in the
 * system's bar or on its own symbol, and comes to the front at a key. None of it is secret, and main keeps it.
 */
import type { Outcome } from './outcome.ts';

/** Keys that bring the window to the front from anywhere, as Electron writes them. */
export const SHORTCUTS = [
  'CommandOrControl+Alt+B',
  'CommandOrControl+Alt+Shift+B',
  'CommandOrControl+F12',
] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

export interface MachineWish {
  /** Opens when somebody signs in to the computer. */
  readonly atLogin: boolean;
  /** A sign in the system's bar that says whether something waits. */
  readonly sign: boolean;
  /** How much is unread, on the app's own symbol; on Windows a dot there, and it blinks at a call. */
  readonly badge: boolean;
  readonly shortcut: Shortcut | null;
}

/** Nothing of the computer is changed before somebody asks for it. */
export const PLAIN_MACHINE: MachineWish = {
  atLogin: false,
  sign: false,
  badge: false,
  shortcut: null,
};

export interface MachineView extends MachineWish {
  /** Another program holds the key, so that it does nothing here. */
  readonly taken: boolean;
}

export interface MachineRequests {
  machine: { input: null; output: MachineView };
  /** `taken`: another program holds the key; `refused`: the computer did not let us. Nothing is changed then. */
  setMachine: { input: MachineWish; output: Outcome<MachineView, 'taken' | 'refused'> };
  /** How many messages nobody has read: for the sign, until the lock. */
  countUnread: { input: { readonly unread: number }; output: null };
}

/** Every request by name. One left out does not compile. */
export const machineRequests = {
  machine: 0,
  setMachine: 0,
  countUnread: 0,
} as const satisfies Record<keyof MachineRequests, 0>;
