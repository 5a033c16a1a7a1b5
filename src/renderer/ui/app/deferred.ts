// Room: ui/app. What is fetched when the inbox stands: what the other rooms hold below their titles.
import { useEffect, useState } from 'react';

/** A module that may come later, and comes once. */
export interface Deferred<M> {
  /** The module, when it has come. */
  readonly here: () => M | null;
  readonly fetch: () => Promise<M>;
}

function deferred<M>(load: () => Promise<M>): Deferred<M> {
  let come: M | null = null;
  return {
    here: () => come,
    fetch: async () => {
      come ??= await load();
      return come;
    },
  };
}

export const later = {
  cases: deferred(() => import('../features/case/CaseTable.tsx')),
  codes: deferred(() => import('../features/annotate/CodesBody.tsx')),
  figures: deferred(() => import('../features/figures/FiguresBody.tsx')),
  release: deferred(() => import('../features/release/ReleaseBody.tsx')),
  team: deferred(() => import('../features/team/TeamCards.tsx')),
  workplace: deferred(() => import('../features/workplace/WorkplaceCards.tsx')),
  profile: deferred(() => import('../features/profile/Editor.tsx')),
  settings: deferred(() => import('../features/settings/parts.tsx')),
};

/**
 * The module, or null for as long as it has not come. Not `React.lazy`: that shows its fallback even for
 * a module that is here, and then keeps it for a while.
 */
export function useDeferred<M>(module: Deferred<M>): M | null {
  const [come, setCome] = useState(() => module.here());
  useEffect(() => {
    if (come === null) void module.fetch().then(setCome);
  }, [come, module]);
  return come;
}

const idle = async (): Promise<void> =>
  await new Promise((resolve) => {
    requestIdleCallback(() => resolve());
  });

/** Fetches one after the other, when the inbox stands and nothing else is to do. */
export function useFetchAhead(): void {
  useEffect(() => {
    let over = false;
    const fetchAll = async (): Promise<void> => {
      for (const { fetch } of Object.values(later)) {
        await idle();
        if (over) return;
        await fetch();
      }
    };
    void fetchAll();
    return () => {
      over = true;
    };
  }, []);
}
