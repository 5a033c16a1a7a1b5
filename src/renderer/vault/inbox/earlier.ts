/** Vault, inbox: what was said before a reporter came back, as `history` repeats it (PROTOCOL §4). */
import type { RowId } from '../../../../protocol/ids.ts';
import { MAX_TOLD } from '../../../../protocol/talk/bounds.ts';
import { byPlace } from '../../../../protocol/talk/chain.ts';
import type { Quoted } from '../../../../protocol/talk/content.ts';
import { HISTORY_BYTES } from '../limits.ts';
import type { VaultStore } from '../store/vault-store.ts';
import type { Entry } from './book.ts';
import { placeOf, readMessage, type KeptMessage } from './message-row.ts';

/**
 * Exact bodies in display order, cut into lists that each fit one message. Texts and handovers of the
 * talk only: no note, no contact, nothing that asks for something. What was said in the session that
 * asks is on that screen already. What is too long to be quoted is left out: no widget writes that much
 * around its words, and what cannot be sealed would keep everything behind it from leaving. None where the
 * question is not here.
 */
export async function earlierIn(
  store: Pick<VaultStore, 'each'>,
  { bucket }: Pick<Entry, 'bucket'>,
  asked: RowId,
): Promise<readonly (readonly Quoted[])[]> {
  const said: KeptMessage[] = [];
  let question: KeptMessage | null = null;
  for await (const { id, value } of store.each(bucket, 'message')) {
    const message = readMessage(id, value);
    if (id === asked) question = message;
    else if (isSaid(message)) said.push(message);
  }
  if (question === null) return [];
  const { sender, body } = question;
  const before = said
    .filter((one) => one.sender !== sender || one.body.session !== body.session)
    .filter((one) => byPlace(placeOf(one), placeOf({ sender, body })) < 0)
    .toSorted((a, b) => byPlace(placeOf(a), placeOf(b)));
  return inParts(before);
}

const isSaid = ({ body }: KeptMessage): boolean =>
  body.audience === 'talk' && (body.type === 'text' || body.type === 'handover');

function inParts(messages: readonly KeptMessage[]): readonly (readonly Quoted[])[] {
  const parts: Quoted[][] = [];
  let room = 0;
  for (const { sender, bytes } of messages) {
    const quoted = { sender, body: utf8.decode(bytes) };
    const size = new TextEncoder().encode(JSON.stringify(quoted)).length + 1;
    if (size > HISTORY_BYTES) continue;
    const part = parts.at(-1);
    if (part === undefined || size > room || part.length === MAX_TOLD) {
      parts.push([quoted]);
      room = HISTORY_BYTES - size;
    } else {
      part.push(quoted);
      room -= size;
    }
  }
  return parts;
}

const utf8 = new TextDecoder();
