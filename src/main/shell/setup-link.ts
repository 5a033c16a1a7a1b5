/** Reads `beistand://setup#relay=…&claim=…` from the command line: strict, for anyone can make such a link. */
import { isOrigin } from '../../../protocol/team/origin.ts';
import { MAX_CLAIM, MAX_SETUP_LINK } from '../limits.ts';

export interface SetupHint {
  readonly relay: string;
  readonly claim: string;
}

export const noHint: SetupHint = { relay: '', claim: '' };

const START = 'beistand://setup#';
const CLAIM = /^[A-Za-z0-9-]+$/;

/** The hint in one link, or null. Exactly a relay that may be dialled and at most one claim code; nothing else. */
export function readSetupLink(link: string): SetupHint | null {
  if (link.length > MAX_SETUP_LINK || !link.startsWith(START)) return null;
  const fields = [...new URLSearchParams(link.slice(START.length))];
  const { relay = '', claim = '', ...others } = Object.fromEntries(fields);
  const isPlain = Object.keys(others).length === 0 && fields.length <= 2;
  const isDoubled = new Set(fields.map(([name]) => name)).size < fields.length;
  return isPlain && !isDoubled && isOrigin(relay) && isClaim(claim) ? { relay, claim } : null;
}

const isClaim = (claim: string): boolean =>
  claim === '' || (claim.length <= MAX_CLAIM && CLAIM.test(claim));

/** The first setup link among the arguments; without one, no hint. */
export const hintFrom = (argv: readonly string[]): SetupHint =>
  argv.map(readSetupLink).find((hint) => hint !== null) ?? noHint;
