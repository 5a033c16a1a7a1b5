/** Vault, erase: what a person asks to have erased, and what belongs to somebody who asks. */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { destroy, type Doomed } from './destroy.ts';
import type { EraseParts } from './parts.ts';
import { findSubject } from './subject.ts';

type Answer<K extends keyof KeepingRequests> = Promise<KeepingRequests[K]['output']>;

export interface Erase {
  /** The case, its conversation unless another case has it too, and every row and file of both. */
  readonly eraseCase: (id: string) => Answer<'eraseCase'>;
  /** The messages go; a case about them stays, and names a conversation that is no longer here. */
  readonly eraseConversation: (id: ConversationId) => Answer<'eraseConversation'>;
  readonly findSubject: (code: string) => Answer<'findSubject'>;
}

export function openErase(parts: EraseParts): Erase {
  const { jobs, oneByOne, cases, book } = parts;

  /** Decided again when everything before has ended, so that no hold comes too late. */
  const erase = async <R extends string>(
    what: () => Outcome<Doomed, R>,
  ): Promise<Outcome<null, R | 'busy' | 'stopped' | 'disk-full'>> => {
    const now = what();
    if (!now.ok) return now;
    return await jobs.run<null, R | 'stopped' | 'disk-full'>(
      'erase',
      async (watch) =>
        await oneByOne<Outcome<null, R | 'stopped' | 'disk-full'>>(async () => {
          const doomed = what();
          return doomed.ok ? await destroy(parts, doomed.value, watch) : doomed;
        }),
    );
  };

  return {
    eraseCase: async (id) =>
      await erase(() => {
        const line = cases.head(id);
        if (line === undefined) return refuse('unknown-case');
        if (line.held) return refuse('held');
        const { conversation } = line;
        const alone = ownersOf(parts, conversation).every((one) => one.id === id);
        return ok({
          cases: [id],
          conversations: conversation !== null && alone ? [conversation] : [],
          contacts: [],
        });
      }),

    eraseConversation: async (id) =>
      await erase(() => {
        if (book.head(id) === undefined) return refuse('unknown-conversation');
        if (ownersOf(parts, id).some(({ held }) => held)) return refuse('held');
        return ok({ cases: [], conversations: [id], contacts: [] });
      }),

    findSubject: findSubject(parts),
  };
}

/** The cases that name this conversation: one as a rule, more after a restore. */
function ownersOf(
  { cases }: Pick<EraseParts, 'cases'>,
  conversation: ConversationId | null,
): readonly { readonly id: string; readonly held: boolean }[] {
  if (conversation === null) return [];
  return [...cases.heads()]
    .filter(([, line]) => line.conversation === conversation)
    .map(([, { id, held }]) => ({ id, held }));
}
