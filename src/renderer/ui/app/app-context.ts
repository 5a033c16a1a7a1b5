// Room: ui/app. Hands stores and acts to every component.
import { createContext, useContext } from 'react';
import type { Acts } from './acts/acts.ts';
import type { Stores } from './stores.ts';

export interface AppValue {
  readonly stores: Stores;
  readonly acts: Acts;
  /** Where the profile editor's preview is: a page of another origin. */
  readonly preview: string;
}

export const AppContext = createContext<AppValue | null>(null);

/** Stores and acts of this page. Throws outside the app: that is a bug. */
export function useApp(): AppValue {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp outside AppContext');
  return app;
}
