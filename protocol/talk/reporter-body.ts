/**
 * Bodies as a reporter's tab reads and writes them: what is only ever said among devices is unknown there, and
 * the tab need not carry the words for it.
 */
import { readBodyBy, writeBodyBy, type Body, type BodyReaders, type UnknownBody } from './body.ts';
import { talkReaders } from './content.ts';

const talk: BodyReaders = { chained: talkReaders, team: {} };

/** As `readBody` (body.ts), with the same refusals. */
export const readTalk = (bytes: Uint8Array): Body | UnknownBody => readBodyBy(talk, bytes);

/** As `writeBody` (body.ts), with the same refusals. */
export const writeTalk = (body: Body): Uint8Array => writeBodyBy(talk, body);
