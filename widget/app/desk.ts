import { reduce } from './reduce.ts';
import { emptyState, type State, type StateEvent } from './state.ts';
import type { Store } from './store.ts';
import { keysOf } from './new-tab.ts';
import type { Tab, TabKeys } from './tab.ts';

/**
 * widget/app: holds the state, and writes the tab down before anybody learns of it.
 *
 * When {@link Desk.tell} returns, what had to be durable is durable: only then may a message be sent
 * or an envelope acknowledged.
 */
export interface Desk {
  readonly state: () => State;
  readonly tell: (event: StateEvent) => void;
  /** The keys of the tab now held, worked out once per session. */
  readonly keys: () => TabKeys | null;
  /** Tells the listener after every change; answers how to stop that. */
  readonly onChange: (listener: () => void) => () => void;
}

/** A desk with nothing on it but what the store kept. */
export function makeDesk(store: Store, start: Partial<State>): Desk {
  let state: State = { ...emptyState, ...start };
  let held: { readonly of: string; readonly keys: TabKeys } | null = null;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    tell: (event) => {
      const next = reduce(state, event);
      if (next === state) return;
      const changed = next.tab !== null && next.tab !== state.tab;
      const kept = !changed || next.tab === null || store.saveTab(next.tab);
      state = kept ? next : { ...next, storage: 'refused' };
      for (const listener of listeners) listener();
    },
    keys: () => {
      if (state.tab === null) return (held = null);
      const of = nameOf(state.tab);
      if (held?.of !== of) held = { of, keys: keysOf(state.tab) };
      return held.keys;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const nameOf = (tab: Tab): string => tab.code + tab.eph;
