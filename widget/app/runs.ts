import type { Shown } from './tab.ts';

/** widget/app: how single messages become a conversation to look at. Pure. */

/**
 * Whether the screen has anything to show for it; what this version cannot read, and what the sheets
 * send silently, keeps its place in the chain only.
 */
export const isShown = (shown: Shown): boolean =>
  shown.by === 'me'
    ? shown.silent === undefined
    : shown.text !== null || nextWriter(shown) !== undefined;

/** Who goes on after a handover, '' for whoever is there next; undefined for everything else. */
const nextWriter = (shown: Shown): string | undefined =>
  shown.by === 'team' ? shown.to : undefined;

/** A run is one author saying several things in one state: it has one name above it and one time below. */
export function sameRun(a: Shown | undefined, b: Shown | undefined): boolean {
  if (a === undefined || b === undefined || dayOf(a) !== dayOf(b)) return false;
  if (a.repeated !== b.repeated) return false;
  if (a.by === 'me') return b.by === 'me' && a.state === b.state;
  return b.by === 'team' && a.text !== null && b.text !== null && a.alias === b.alias;
}

const dayOf = ({ at }: Shown): string => new Date(at).toDateString();

/** The alias that answers now: of who wrote last, or of who was said to go on; '' while nobody gave one. */
export const writerOf = (talk: readonly Shown[]): string =>
  talk.reduce((writer, shown) => nextWriter(shown) ?? (named(shown) || writer), '');

const named = (shown: Shown): string =>
  shown.by === 'me' || shown.text === null ? '' : shown.alias;

/** Where somebody else goes on: said by a handover, with '' where it names nobody, or seen from another alias. */
export function turnsOf(talk: readonly Shown[]): ReadonlyMap<Shown, string> {
  const turns = new Map<Shown, string>();
  let writer = '';
  for (const shown of talk) {
    const next = nextWriter(shown);
    const name = next ?? named(shown);
    if (next === undefined && name === '') continue;
    if (next !== undefined || (writer !== '' && name !== writer)) turns.set(shown, name);
    writer = name;
  }
  return turns;
}

/**
 * Before which message "new" stands: the first unseen one that came while nobody looked. It stays while
 * one reads, and goes when one answers or closes the panel with everything seen.
 */
export function dividerAfter(
  before: string | null,
  talk: readonly Shown[],
  looking: boolean,
): string | null {
  if (talk.at(-1)?.by === 'me') return null;
  const unseen = talk.find((shown) => shown.by === 'team' && shown.seen !== true);
  if (before !== null) return unseen !== undefined || looking ? before : null;
  return looking ? null : (unseen?.mid ?? null);
}
