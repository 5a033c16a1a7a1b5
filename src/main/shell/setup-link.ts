/**
 * Reads `beistand://setup#relay=…&claim=…` and `beistand://join#…` from the command line: strict, for
 * anyone can make such a link.
 */
import { isOrigin } from '../../../protocol/team/origin.ts';
import type { SetupHint } from '../../contract/carrier.ts';
import { MAX_CLAIM, MAX_SETUP_LINK } from '../limits.ts';

export const noHint: SetupHint = { relay: '', claim: '', invite: '' };

const SETUP = 'beistand://setup#';
const CLAIM = /^[A-Za-z0-9-]+$/;
/** Pin, secret, expiry, origin: what stands in it is the vault's business (PROTOCOL §2 Joining). */
const INVITE =
  /^beistand:\/\/join#[0-9a-f.]{162}\.[0-9a-f]{32}\.[1-9][0-9]{0,15}\.[A-Za-z0-9%.:_-]{1,400}$/;

/** The hint in one link, or null. A relay that may be dialled and at most one claim code, or one invite; nothing else. */
export function readSetupLink(link: string): SetupHint | null {
  if (link.length > MAX_SETUP_LINK) return null;
  if (INVITE.test(link)) return { ...noHint, invite: link };
  if (!link.startsWith(SETUP)) return null;
  const fields = [...new URLSearchParams(link.slice(SETUP.length))];
  const { relay = '', claim = '', ...others } = Object.fromEntries(fields);
  const isPlain = Object.keys(others).length === 0 && fields.length <= 2;
  const isDoubled = new Set(fields.map(([name]) => name)).size < fields.length;
  const isGood = isPlain && !isDoubled && isOrigin(relay) && isClaim(claim);
  return isGood ? { ...noHint, relay, claim } : null;
}

const isClaim = (claim: string): boolean =>
  claim === '' || (claim.length <= MAX_CLAIM && CLAIM.test(claim));

/** The first such link among the arguments; without one, no hint. */
export const hintFrom = (argv: readonly string[]): SetupHint =>
  argv.map(readSetupLink).find((hint) => hint !== null) ?? noHint;
