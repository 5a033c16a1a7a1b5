// Room: ui/features/settings. Which sentence says why something did not happen.
import type { Resources } from '../../i18n/i18n.ts';

export type Why = keyof Resources['keep']['refusal'];

/** A restore that is stopped keeps what it has read; whatever else is stopped leaves everything as it was. */
export const refusalWords = (why: Why, of: 'restore' | null) =>
  of === 'restore' && why === 'stopped' ? 'backup.read.stopped' : (`keep.refusal.${why}` as const);
