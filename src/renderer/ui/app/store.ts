// Room: ui/app. The smallest external store: a value, a pure reducer, listeners.
import { useSyncExternalStore } from 'react';

export interface Store<State, Event> {
  readonly get: () => State;
  readonly send: (event: Event) => void;
  /** Returns the function that stops listening. */
  readonly subscribe: (listen: () => void) => () => void;
}

/** Holds one state and folds events into it. An event that changes nothing wakes nobody. */
export function makeStore<State, Event>(
  reduce: (state: State, event: Event) => State,
  initial: State,
): Store<State, Event> {
  const listeners = new Set<() => void>();
  let state = initial;
  return {
    get: () => state,
    send: (event) => {
      const next = reduce(state, event);
      if (Object.is(next, state)) return;
      state = next;
      for (const listen of listeners) listen();
    },
    subscribe: (listen) => {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    },
  };
}

/** The store's value on screen; renders again when it changes. */
export function useStore<State, Event>(store: Store<State, Event>): State {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One part of it; renders again only when that part is another. `pick` makes nothing new of the same state. */
export const usePart = <State, Event, Part>(
  store: Store<State, Event>,
  pick: (state: State) => Part,
): Part => useSyncExternalStore(store.subscribe, () => pick(store.get()));
