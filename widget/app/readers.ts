import type { TeamDocument } from '../../protocol/team/document.ts';
import type { Reachable } from '../../protocol/team/usable-prekeys.ts';
import { allowedBy, among, standingCard } from '../../protocol/talk/restriction.ts';
import { lastSilent, type Own, type Tab } from './tab.ts';

/**
 * widget/app: whom this conversation is sealed to (PROTOCOL §4, Restriction).
 *
 * All operators' devices that can be reached, or those of them that the standing card names. Never all
 * because none is left.
 */
export const readersOf = (tab: Tab, reachable: readonly Reachable[]): readonly Reachable[] =>
  among(reachable, allowedOf(tab), ({ device }) => device.id);

/** The same for one message: what takes something back goes to everybody who may hold it. */
export const recipientsOf = (
  tab: Tab,
  own: Own,
  reachable: readonly Reachable[],
): readonly Reachable[] => (takesBack(tab, own) ? reachable : readersOf(tab, reachable));

const takesBack = (tab: Tab, own: Own): boolean =>
  own.silent === 'erase' || (tab.contact === null && lastSilent(tab, 'contact') === own);

/** Nobody the card names is an operator any more. */
export function hasNoReader(tab: Tab, { devices }: TeamDocument): boolean {
  const operators = devices.filter(({ roles }) => roles.includes('operator'));
  return among(operators, allowedOf(tab), ({ id }) => id).length === 0;
}

/** What every message says: the counter of the card this tab goes by. */
export function cardNamed(tab: Tab): { readonly card?: number } {
  const standing = standingCard(tab.cards ?? []);
  return standing === null ? {} : { card: standing.counter };
}

const allowedOf = (tab: Tab) => allowedBy(tab.cards ?? []);
