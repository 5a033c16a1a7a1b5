// Room: ui/app/acts. Marking words with codes, and keeping the codebook.
import type {
  Agreement,
  AnnotationRequests,
  CodeEdit,
  CodeId,
  CodeReport,
  ShownAnnotation,
} from '../../../../contract/annotation.ts';
import type { ConversationId } from '../../../../contract/desk.ts';
import type { Chosen } from '../state/marking.ts';
import { ended, type Refusal } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

type Why<K extends keyof AnnotationRequests> = Refusal<K> | 'failed' | null;
type Out<K extends keyof AnnotationRequests> = AnnotationRequests[K]['output'];

/** What is said of words. */
export interface Said {
  readonly codeIds: readonly CodeId[];
  readonly memo: string;
}

export interface MarkingActs {
  /** Reads what is marked in a conversation, and the codebook once. */
  readonly look: (conversation: ConversationId) => Promise<void>;
  readonly lookAtCodes: () => Promise<void>;
  /** Null when it is done, else why not. */
  readonly mark: (chosen: Chosen, said: Said) => Promise<Why<'annotate'>>;
  readonly revise: (
    conversation: ConversationId,
    one: ShownAnnotation,
    said: Said & Pick<ShownAnnotation, 'state'>,
  ) => Promise<Why<'reviseAnnotation'>>;
  readonly edit: (edit: CodeEdit) => Promise<Why<'editCodebook'>>;
  readonly codeAs: (name: string) => Promise<Why<'setCoder'>>;
  /** What the vault counts, of one coder or of everybody; null when it did not answer. */
  readonly report: (creator: string | null) => Promise<CodeReport | null>;
  readonly passages: (
    codes: readonly CodeId[],
    creator: string | null,
  ) => Promise<Out<'codedPassages'> | null>;
  readonly agreement: (first: string, second: string) => Promise<Agreement | null>;
}

export function markingActs(context: ActContext): MarkingActs {
  const { desk, stores } = context;
  const { marking } = stores;
  const lookAtCodes = async (): Promise<void> => {
    const coding = await answered(context, desk.coding(null));
    if (coding !== null) marking.send({ type: 'coding', coding });
  };
  return {
    lookAtCodes,
    look: async (conversation) => {
      if (marking.get().coding === null) await lookAtCodes();
      const all = await answered(context, desk.annotations({ conversation }));
      if (all !== null) marking.send({ type: 'listed', conversation, all });
    },
    mark: async ({ conversation, message, start, end }, said) => {
      const input = { conversation, message, start, end, ...said };
      const done = await ended<'annotate'>(desk.annotate(input));
      if (done.status === 'refused') return done.why;
      marking.send({ type: 'written', conversation, one: done.value });
      return null;
    },
    revise: async (conversation, { id }, said) => {
      const input = { conversation, id, ...said };
      const done = await ended<'reviseAnnotation'>(desk.reviseAnnotation(input));
      if (done.status === 'refused') return done.why;
      marking.send({ type: 'written', conversation, one: done.value });
      return null;
    },
    edit: async (edit) => {
      const done = await ended<'editCodebook'>(desk.editCodebook(edit));
      if (done.status === 'refused') return done.why;
      marking.send({ type: 'codebook', codebook: done.value });
      return null;
    },
    codeAs: async (name) => {
      const done = await ended<'setCoder'>(desk.setCoder({ name }));
      if (done.status === 'refused') return done.why;
      marking.send({ type: 'coding', coding: done.value });
      return null;
    },
    report: async (creator) => await answered(context, desk.codeReport({ creator })),
    passages: async (codes, creator) =>
      await answered(context, desk.codedPassages({ codes, creator })),
    agreement: async (first, second) => await answered(context, desk.agreement({ first, second })),
  };
}
