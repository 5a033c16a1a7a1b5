// Room: ui/features/settings. What a part looks at when it opens, and what it forgets when it closes.
import { useEffect } from 'react';
import { useApp } from '../../app/app-context.ts';
import type { TaskName, Tasks, Views } from '../../app/state/keeping.ts';
import { useStore } from '../../app/store.ts';

/** The tasks as they stand. Answers, and codes above all, are gone from memory when the part is left. */
export function useTasks(view: keyof Views | null, names: readonly TaskName[]): Tasks {
  const { stores, acts } = useApp();
  useEffect(() => {
    if (view !== null) void acts.keep.look(view);
    return () => acts.keep.tidy(...names);
  }, [acts, view, names]);
  return useStore(stores.keeping).tasks;
}
