/** Vault, erase: what a person asks to have erased, and what belongs to somebody who asks. */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { destroy, type Doomed } from './destroy.ts';
import type { EraseParts } from './parts.ts';
import { casesOf, findSubject, subjectOf } from './subject.ts';

type Answer<K extends keyof KeepingRequests> = Promise<KeepingRequests[K]['output']>;

const NOTHING: Doomed = { cases: [], conversations: [], contacts: [] };

export interface Erase {
  /** The case, its conversation unless another case has it too, and every row and file of both. */
  readonly eraseCase: (id: string) => Answer<'eraseCase'>;
  /** Everything of one person that no hold keeps; answers what is left of it. */
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
        if (conversation === null) return ok({ ...NOTHING, cases: [id] });
        const alone = casesOf(cases, conversation).every((one) => one.id === id);
        return ok({ ...NOTHING, cases: [id], conversations: alone ? [conversation] : [] });
      }),

    eraseConversation: async (id) => {
      const erased = await erase(() => {
        const all = casesOf(cases, id);
        const here = book.head(id) !== undefined;
        if (!here && all.length === 0) return refuse('unknown-conversation');
        const free = all.filter(({ held }) => !held);
        const whole = free.length === all.length;
        if (free.length === 0 && !whole) return refuse('held');
        return ok({
          ...NOTHING,
          cases: free.map((one) => one.id),
          conversations: whole && here ? [id] : [],
        });
      });
      return erased.ok ? ok(subjectOf(parts, id)) : erased;
    },

    findSubject: findSubject(parts),
  };
}
