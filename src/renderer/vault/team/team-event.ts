/** Vault, team: the bytes of a team event, as one device says it to another (PROTOCOL §4). */
import { MessageId, SessionId } from '../../../../protocol/ids.ts';
import { writeBody, type TeamBody } from '../../../../protocol/talk/body.ts';
import type { TeamContent } from '../../../../protocol/talk/content.ts';
import { NO_PREV } from '../../../../protocol/talk/names.ts';

type About = Pick<TeamBody, 'at' | 'docSeq'> & Partial<Pick<TeamBody, 'mid'>>;

/** A session of its own: it stands in no chain that anything else belongs to. */
export const teamEvent = (about: About, content: TeamContent): Uint8Array =>
  writeBody({
    conversation: null,
    from: 'device',
    audience: 'team',
    mid: MessageId.random(),
    session: SessionId.random(),
    seq: 0,
    prev: NO_PREV,
    lamport: 1,
    ...about,
    ...content,
  });
