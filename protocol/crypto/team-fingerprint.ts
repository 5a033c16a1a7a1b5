import { idBytes } from '../ids.ts';
import { labelledHash } from '../hash.ts';
import type { TeamPin } from '../team/document.ts';
import { digitGroups } from './digit-groups.ts';

const GROUPS = 6;

/**
 * What a team prints on its flyers or says on the telephone, so that a reporter can see that a chat
 * leads to it: six groups of five digits over everything the pin promises (PROTOCOL §1).
 */
export const teamFingerprint = ({ team, root, next }: TeamPin): string =>
  digitGroups(labelledHash('sc1/pin-fp', idBytes(team), root, next), GROUPS);
