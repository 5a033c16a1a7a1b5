import { ProtocolError } from '../../protocol/errors.ts';
import { EnvelopeId } from '../../protocol/ids.ts';
import type { ConversationBody } from '../../protocol/talk/body.ts';
import { readTalk } from '../../protocol/talk/reporter-body.ts';
import { bodyHash } from '../../protocol/talk/chain.ts';
import type { AttachmentContent, Quoted } from '../../protocol/talk/content.ts';
import type { BodyHash, SenderKey } from '../../protocol/talk/names.ts';
import { authorOf, mayWrite } from '../../protocol/talk/rights.ts';
import type { Devices } from './inbox.ts';
import { toHex } from './hex.ts';
import type { Own, Shown, TabKeys, TheirFile, Theirs } from './tab.ts';

/**
 * widget/app: earlier messages that the team repeats to whoever came back by code (PROTOCOL §4).
 *
 * Each quotation is judged as if it came itself: of our conversation, by us or by a device of the
 * document, and something its author may write. What is not is passed over and costs the others nothing.
 */
export const repeatedIn = (
  quotations: readonly Quoted[],
  keys: TabKeys,
  devices: Devices,
): readonly Shown[] => quotations.flatMap((quoted) => judged(quoted, keys, devices) ?? []);

function judged({ sender, body: text }: Quoted, keys: TabKeys, devices: Devices): Shown | null {
  const bytes = new TextEncoder().encode(text);
  try {
    const body = readTalk(bytes);
    if (body.type === 'unknown' || body.type === 'receipt') return null;
    if (body.conversation === null || body.conversation !== keys.reporter.conversation) return null;
    const author = authorOf(sender, body, devices);
    if (!mayWrite(author, body)) return null;
    const hash = bodyHash(bytes);
    if (author.kind === 'reporter') return ownOf(body, hash);
    return { ...theirsOf(body, sender, hash), repeated: true, seen: true };
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** Our own words as the team has them; what was never said in the conversation is not repeated in it. */
function ownOf(body: ConversationBody, hash: BodyHash): Own | null {
  const said = saidIn(body);
  if (said === null) return null;
  return {
    by: 'me',
    mid: body.mid,
    at: body.at,
    lamport: body.lamport,
    session: body.session,
    seq: body.seq,
    state: 'delivered',
    eid: EnvelopeId.random(),
    body: null,
    ...said,
    repeated: true,
    hash,
  };
}

function saidIn(body: ConversationBody): Pick<Own, 'text' | 'stars' | 'topics' | 'file'> | null {
  switch (body.type) {
    case 'text':
      return { text: body.text, stars: 0, ...topicsIn(body) };
    case 'rating':
      return { text: body.comment ?? '', stars: body.stars };
    case 'attachment':
      return {
        text: body.name,
        stars: 0,
        file: { media: body.media, bytes: body.file.bytes },
        ...topicsIn(body),
      };
    case 'annotation':
    case 'claim':
    case 'contact':
    case 'erase':
    case 'handover':
    case 'history':
    case 'note':
    case 'restriction':
    case 'resume':
    case 'state':
      return null;
  }
}

const topicsIn = ({ topics }: Pick<Own, 'topics'>): Pick<Own, 'topics'> =>
  topics === undefined ? {} : { topics };

/** A message of a device as the tab keeps it. */
export const theirsOf = (body: ConversationBody, sender: SenderKey, hash: BodyHash): Theirs => ({
  by: 'team',
  mid: body.mid,
  at: body.at,
  lamport: body.lamport,
  session: body.session,
  seq: body.seq,
  sender,
  prev: body.prev,
  hash,
  alias: 'alias' in body && typeof body.alias === 'string' ? body.alias : '',
  text: body.type === 'text' ? body.text : body.type === 'attachment' ? body.name : null,
  ...(body.type === 'handover' ? { to: body.to ?? '' } : {}),
  ...(body.type === 'attachment' ? { file: theirFile(body) } : {}),
});

const theirFile = ({
  file: { id, read, key, hash, bytes },
  media,
}: AttachmentContent): TheirFile => ({
  media,
  bytes,
  id,
  read,
  key: toHex(key),
  hash: toHex(hash),
});

/** Whether the one is the other: the very same body, or our own original of what is repeated. */
export function isSame(one: Shown, other: Shown): boolean {
  if (one.mid !== other.mid || one.by !== other.by) return false;
  if (one.by === 'team' && other.by === 'team') {
    return one.sender === other.sender && one.hash === other.hash;
  }
  const [a, b] = [hashOf(one), hashOf(other)];
  return a === undefined || b === undefined || a === b;
}

const hashOf = (shown: Shown): BodyHash | undefined => shown.hash;
