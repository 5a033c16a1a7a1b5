/**
 * Vault, erase: whose conversation it is, by what the person can show.
 *
 * A return code gives the conversation at once and is wiped again. Its fingerprint is compared with
 * that of every conversation here, each worked out once per unlock, and with what cases keep whose messages are gone.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import {
  codeFingerprint,
  parseCodeFingerprint,
} from '../../../../protocol/crypto/code-fingerprint.ts';
import { parseReturnCode, reporterKeys } from '../../../../protocol/crypto/return-code.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { ConversationId, TeamId } from '../../../../protocol/ids.ts';
import type { Subject } from '../../../contract/retention.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Conversation } from '../inbox/conversation.ts';
import { breather } from '../turns.ts';
import type { EraseParts } from './parts.ts';

type Parts = Pick<EraseParts, 'team' | 'env' | 'book' | 'cases' | 'store'>;

/** Null: nothing here belongs to it. `bad-code`: neither a code nor a fingerprint, or mistyped. */
export function findSubject(
  parts: Parts,
): (typed: string) => Promise<Outcome<Subject | null, 'bad-code'>> {
  const known = new Map<ConversationId, string>();
  return async (typed) => {
    const asked = read(typed, parts.team);
    if (asked === null) return refuse('bad-code');
    const id =
      'conversation' in asked ? asked.conversation : await byPrint(parts, known, asked.print);
    return ok(id === null ? null : subjectOf(parts, id));
  };
}

function read(
  typed: string,
  team: TeamId,
): { readonly conversation: ConversationId } | { readonly print: string } | null {
  try {
    return { conversation: conversationOf(typed, team) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
  try {
    return { print: parseCodeFingerprint(typed) };
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

function conversationOf(typed: string, team: TeamId): ConversationId {
  const code = parseReturnCode(typed);
  const { conversation, box, mailboxKeys } = reporterKeys(code, team);
  for (const secret of [code, box.secretKey, mailboxKeys.seed]) secret.fill(0);
  return conversation;
}

async function byPrint(
  { book, cases, env }: Parts,
  known: Map<ConversationId, string>,
  print: string,
): Promise<ConversationId | null> {
  const turn = breather(env.ticks);
  for (const id of [...book.heads()].map(([, head]) => head.id)) {
    const entry = known.has(id) ? undefined : await book.get(id);
    if (entry !== undefined) known.set(id, printOf(entry.conversation));
    if (known.get(id) === print) return id;
    await turn();
  }
  const alone = [...cases.heads()].filter(
    ([, { conversation: id }]) => id !== null && book.head(id) === undefined,
  );
  for (const [, { id, conversation }] of alone) {
    if ((await cases.read(id))?.fingerprint === print) return conversation;
    await turn();
  }
  return null;
}

export const printOf = ({ reporter }: Pick<Conversation, 'reporter'>): string =>
  codeFingerprint(hexToBytes(reporter));

/** Null: neither the conversation nor a case of it is here. */
export function subjectOf(
  { book, cases, store }: Pick<Parts, 'book' | 'cases' | 'store'>,
  id: ConversationId,
): Subject | null {
  const bucket = book.bucketOf(id);
  const name = book.head(id)?.name ?? null;
  const all = casesOf(cases, id);
  if (name === null && all.length === 0) return null;
  return {
    conversation: id,
    name,
    // A draft and annotations stand at place 0, beside the conversation's own record.
    messages:
      bucket === undefined ? 0 : [...store.names(bucket)].filter(({ seq }) => seq > 0).length,
    cases: all,
  };
}

/** Every case that names this conversation, by its reference. */
export const casesOf = (
  cases: Pick<Parts['cases'], 'heads'>,
  id: ConversationId,
): Subject['cases'] =>
  [...cases.heads()]
    .filter(([, line]) => line.conversation === id)
    .map(([, { id: file, reference, held }]) => ({ id: file, reference, held }))
    .toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
