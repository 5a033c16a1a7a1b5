// Room: ui/features/annotate. Giving the chosen words a code, and taking it away again; the same words make one mark.
import { useCallback, useRef } from 'react';
import type { CodeId, ShownAnnotation } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import { ownMarks, type Chosen, type Marking } from '../../app/state/marking.ts';
import type { CodeTree } from './code-tree.ts';
import { treeOf } from './look.ts';

/** One's own mark on exactly these words. */
export const markOn = (marking: Marking, chosen: Chosen): ShownAnnotation | undefined =>
  ownMarks(marking, chosen.conversation).find(
    ({ target }) =>
      target.messageId === chosen.message &&
      target.start === chosen.start &&
      target.end === chosen.end,
  );

const problems = ['disk-full', 'full', 'waits', 'too-long'] as const;
export type MarkProblem = (typeof problems)[number] | 'failed';

/** What a person can do about it; the rest of the reasons come to the same. */
export const markProblem = (refusal: string): MarkProblem =>
  problems.find((one) => one === refusal) ?? 'failed';

/** The code that somebody means, in the codebook that has come by then; undefined: none. */
type Meant = (tree: CodeTree) => CodeId | undefined;

/** Answers null when it is done, else why not. Whoever is quicker than the codes and marks that are read waits for them. */
export function useToggleCode(): (chosen: Chosen, meant: Meant) => Promise<MarkProblem | null> {
  const { stores, acts } = useApp();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback(
    async (chosen, meant) => {
      const toggle = async (): Promise<MarkProblem | null> => {
        const { coding, talks } = stores.marking.get();
        if (coding === null || !talks.has(chosen.conversation)) {
          await acts.marking.look(chosen.conversation);
        }
        const now = stores.marking.get();
        if (now.coding === null) return 'failed';
        const code = meant(treeOf(now.coding.codebook));
        if (code === undefined) return null;
        const one = markOn(now, chosen);
        const why =
          one === undefined
            ? await acts.marking.mark(chosen, { codeIds: [code], memo: '' })
            : await acts.marking.revise(chosen.conversation, one, withOrWithout(one, code));
        return why === null ? null : markProblem(why);
      };
      // Of two quick keys the second must see the mark that the first one makes, or there were two marks.
      const run = last.current.then(toggle, toggle);
      last.current = run;
      return await run;
    },
    [stores, acts],
  );
}

/** The last code of a mark without a memo takes the mark with it; its words stay in the record. */
function withOrWithout(
  { codeIds, memo = '' }: ShownAnnotation,
  code: CodeId,
): Pick<ShownAnnotation, 'codeIds' | 'state'> & { readonly memo: string } {
  if (!codeIds.includes(code)) return { codeIds: [...codeIds, code], memo, state: 'standing' };
  const left = codeIds.filter((one) => one !== code);
  return left.length === 0 && memo === ''
    ? { codeIds, memo, state: 'withdrawn' }
    : { codeIds: left, memo, state: 'standing' };
}
