import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { TeamId } from '../ids.ts';
import type { TeamDocument } from './document-bytes.ts';

/** What the snippet on the NGO's page and every device hold on to: the team, T and T_next. */
export interface TeamPin {
  readonly team: TeamId;
  readonly root: Uint8Array;
  readonly next: Uint8Array;
}

const SHAPE = /^([0-9a-f]{32})\.([0-9a-f]{64})\.([0-9a-f]{64})$/;

/** "<team>.<T>.<T_next>" in lower-case hex, 162 characters. */
export const formatPin = (pin: TeamPin): string =>
  [pin.team, bytesToHex(pin.root), bytesToHex(pin.next)].join('.');

/** Reads {@link formatPin}; throws {@link ProtocolError} `bad-code` for anything else. */
export function parsePin(text: string): TeamPin {
  const [, team, root, next] = SHAPE.exec(text.trim()) ?? [];
  if (team === undefined || root === undefined || next === undefined || root === next) {
    throw new ProtocolError('bad-code', 'pin');
  }
  return { team: TeamId(team), root: hexToBytes(root), next: hexToBytes(next) };
}

/** The pin a document's signer would print into a snippet today. */
export const pinOf = (doc: Pick<TeamDocument, 'team' | 'signer' | 'next'>): TeamPin => ({
  team: doc.team,
  root: doc.signer,
  next: doc.next,
});
