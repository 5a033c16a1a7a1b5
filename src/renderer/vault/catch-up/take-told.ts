/**
 * Vault, catch-up: what a colleague tells, judged message by message (PROTOCOL §4, Catching up). Pure.
 *
 * Nothing of it is proven but who tells it. So each message is held to everything that can be checked without its
 * envelope: its shape, that a reporter's conversation follows from the reporter's key, and what its writer may write.
 */
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { usable } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { ConversationId, DeviceId } from '../../../../protocol/ids.ts';
import { readBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import type { ToldContent, ToldMessage } from '../../../../protocol/talk/content.ts';
import { bodyHash, conversationOf, type SenderKey } from '../../../../protocol/talk/names.ts';
import { authorOf, mayWrite, type Author } from '../../../../protocol/talk/rights.ts';
import type { AsTold } from '../inbox/draft.ts';
import type { Held, Known, Verdict } from '../inbox/judge.ts';

export interface Told {
  readonly verdict: Extract<Verdict, { kind: 'message' }>;
  readonly held: Held;
  readonly as: AsTold;
}

/** What of it may be taken in. Erased here, of a shape or a writer that cannot be: left out, and nothing else with it. */
export function toldIn(
  content: ToldContent,
  from: { readonly by: DeviceId; readonly now: number },
  known: Known,
): readonly Told[] {
  const reporters = new Map(content.reporters.map((key) => [conversationOf(key), key]));
  return content.messages.flatMap((message) => {
    try {
      return judged(message, { ...from, reporters }, known);
    } catch (error) {
      if (error instanceof ProtocolError) return [];
      throw error;
    }
  });
}

interface From {
  readonly by: DeviceId;
  readonly now: number;
  readonly reporters: ReadonlyMap<ConversationId, SenderKey>;
}

function judged(message: ToldMessage, from: From, known: Known): readonly Told[] {
  const { sender, device, was } = message;
  const bytes = utf8ToBytes(message.body);
  const body = readBody(bytes);
  if (body.type === 'unknown' || body.type === 'receipt' || body.conversation === null) return [];
  const isShort = body.type === 'contact' || body.type === 'history';
  if (body.type === 'restriction' || (was !== undefined && !isShort)) return [];
  const arrived = Math.min(message.arrived, from.now);
  const isErased = known.erased(sender, body.mid) || arrived < known.erasedUntil(body.conversation);
  if (isErased) return [];
  const reporter = from.reporters.get(body.conversation);
  if (reporter === undefined || known.devices.has(reporter)) return [];
  const author = authorIn(message, body, known);
  if (author === null || !mayWrite(author, body)) return [];
  if (author.kind === 'device' && sender === reporter) return [];
  if (body.reporter?.eph !== undefined && !usable(body.reporter.eph)) return [];
  const hash = was?.hash ?? bodyHash(bytes);
  return [
    {
      verdict: { kind: 'message', author, sender, body, hash },
      held: { senderPk: hexToBytes(sender), body: bytes, bodyHash: hash },
      as: {
        by: from.by,
        arrived,
        reporter,
        ...(author.kind === 'device' && device !== undefined ? { device } : {}),
        ...(was === undefined ? {} : { was }),
      },
    },
  ];
}

/**
 * A device's message was taken as an operator's by whoever holds it, whatever its roles are now. One that no document
 * known here has listed left the team before this device came.
 */
function authorIn(
  { sender, device }: ToldMessage,
  body: ConversationBody,
  { devices }: Known,
): Author | null {
  const author = authorOf(sender, body, devices);
  if (author.kind === 'reporter') return author;
  const id = author.kind === 'device' ? author.device.id : device;
  if (id === undefined) return null;
  return { kind: 'device', device: { id, roles: ['operator'], revoked: false } };
}
