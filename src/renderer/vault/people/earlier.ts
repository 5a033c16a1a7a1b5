/**
 * Vault, people: whom this device tells what was said before (PROTOCOL §4, Catching up). Pure.
 *
 * A document proves that somebody listed a device, not that anybody here knows it. So those that were there first
 * are told, and of each that came later a person says so once.
 */
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import type { Membership } from './membership.ts';

type Listed = Pick<TeamDocument, 'devices'>;

/**
 * The same by this document: at first all operators' devices in it are known. Who stops being one is asked about
 * anew when it comes again. Null: nothing to write.
 */
export function withListed(before: Membership, document: Listed): Membership | null {
  const operators = operatorsOf(document);
  const { earlier } = before;
  if (earlier === null) return { ...before, earlier: { yes: operators, no: [] } };
  const yes = earlier.yes.filter((id) => operators.includes(id));
  const no = earlier.no.filter((id) => operators.includes(id));
  const isSame = yes.length === earlier.yes.length && no.length === earlier.no.length;
  return isSame ? null : { ...before, earlier: { yes, no } };
}

/** The same with what a person said of a device; null takes it back. */
export function withSaid(
  before: Membership,
  device: string,
  said: 'yes' | 'no' | null,
): Membership {
  const without = (all: readonly string[] = []) => all.filter((id) => id !== device);
  const yes = [...without(before.earlier?.yes), ...(said === 'yes' ? [device] : [])];
  const no = [...without(before.earlier?.no), ...(said === 'no' ? [device] : [])];
  return { ...before, earlier: { yes, no } };
}

/** Nobody, until it is written down who was there first. */
export const mayHearEarlier = ({ earlier }: Pick<Membership, 'earlier'>, device: string): boolean =>
  earlier?.yes.includes(device) === true;

/** Operators' devices nobody here has said yes to. */
export const unknownIn = (
  { earlier }: Pick<Membership, 'earlier'>,
  document: Listed,
): readonly string[] => operatorsOf(document).filter((id) => earlier?.yes.includes(id) !== true);

const operatorsOf = ({ devices }: Listed): string[] =>
  devices.filter(({ roles }) => roles.includes('operator')).map(({ id }) => id);
