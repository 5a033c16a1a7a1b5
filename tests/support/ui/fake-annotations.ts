import type {
  AnnotationRequests,
  Codebook,
  Coding,
  CodeReport,
  ShownAnnotation,
} from '../../../src/contract/annotation.ts';
import type { ConversationId, OpenMessage } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import { wordsAt } from '../../../src/renderer/vault/annotations/anchor.ts';
import { edited, firstCodebook } from '../../../src/renderer/vault/annotations/codebook.ts';
import { kappa } from '../../../src/renderer/vault/annotations/kappa.ts';
import type { FakeWishes } from './fake-desk.ts';
import { idOf } from './fake-talk.ts';

interface Parts {
  readonly wishes: FakeWishes;
  readonly talks: ReadonlyMap<ConversationId, readonly OpenMessage[]>;
}

/** Marking words as the vault answers it. `refuse=annotate`: the disk is full. `refuse=nothing-coded`: nothing was marked yet. */
export function fakeAnnotations({ wishes, talks }: Parts): Handlers<AnnotationRequests> {
  let codebook: Codebook = firstCodebook();
  let coder = 'Noa';
  let made = 0;
  const kept = new Map<ConversationId, ShownAnnotation[]>();

  /** `refuse=operator`: the team's, and not ours to change. */
  const coding = (): Coding => ({
    codebook,
    coder,
    shared: true,
    mayEdit: wishes.refuse !== 'operator',
  });

  const textOf = (conversation: ConversationId, message: string): string => {
    const found = talks.get(conversation)?.find(({ id }) => id === message);
    return found?.kind === 'text' ? found.text : '';
  };

  const add = (
    conversation: ConversationId,
    { message, exact, ...more }: Partial<ShownAnnotation> & Marked,
  ): void => {
    const points = Array.from(textOf(conversation, message));
    const before = Array.from(points.join('').split(exact)[0] ?? '').length;
    const words = wordsAt(points.join(''), {
      start: before,
      end: before + Array.from(exact).length,
    });
    if (words === null) throw new Error('no such words');
    made += 1;
    const one: ShownAnnotation = {
      id: idOf<string>(7000 + made),
      target: { messageId: message, ...words },
      codeIds: [],
      motivation: 'tagging',
      state: 'standing',
      creator: 'Noa',
      created: Date.now(),
      revision: 1,
      lost: false,
      ...more,
    };
    kept.set(conversation, [...(kept.get(conversation) ?? []), one]);
  };

  for (const [exact, codeIds, memo] of begun) {
    const said = memo === '' ? {} : { memo };
    if (!wishes.empty) add(idOf(1), { message: idOf(103), exact, codeIds, ...said });
  }

  return {
    annotations: async ({ conversation }) => kept.get(conversation) ?? [],
    annotate: async ({ conversation, message, start, end, codeIds, memo }) => {
      if (wishes.refuse === 'annotate') return refuse('disk-full');
      const words = wordsAt(textOf(conversation, message), { start, end });
      if (words === null) return refuse('unknown-message');
      const said = memo === '' ? {} : { memo };
      add(conversation, { message, exact: words.exact, codeIds, creator: coder, ...said });
      const one = kept.get(conversation)?.at(-1);
      return one === undefined ? refuse('unknown-message') : ok(one);
    },
    reviseAnnotation: async ({ conversation, id, codeIds, memo, state }) => {
      const all = kept.get(conversation) ?? [];
      const before = all.find((one) => one.id === id);
      if (before === undefined) return refuse('unknown-annotation');
      if (before.creator !== coder) return refuse('not-yours');
      const { memo: _, ...rest } = before;
      const said = memo === '' ? {} : { memo };
      const one = { ...rest, codeIds, ...said, state, revision: before.revision + 1 };
      kept.set(
        conversation,
        all.map((each) => (each.id === id ? one : each)),
      );
      return ok(one);
    },
    coding: async () => coding(),
    setCoder: async ({ name }) => {
      coder = name === '' ? 'Noa' : name;
      return ok(coding());
    },
    editCodebook: async (edit) => {
      if (wishes.refuse === 'codebook') return refuse('disk-full');
      const next = edited(codebook, edit, `own/${codebook.version}`);
      if (next.ok) codebook = next.value;
      return next;
    },
    codeReport: async () => (wishes.refuse === 'nothing-coded' ? noReport : report),
    codedPassages: async () => ({
      passages: [
        {
          conversation: idOf(1),
          message: idOf(103),
          title: 'Ahorn 27',
          exact: 'die haben „du Jude“ gerufen',
          memo: 'Zitat aus der Umkleide',
          creator: 'Noa',
          veiled: false,
        },
        {
          conversation: idOf(1),
          message: idOf(105),
          title: 'Ahorn 27',
          exact: '',
          memo: '',
          creator: 'Noa',
          veiled: true,
        },
      ],
      more: false,
    }),
    agreement: async () => ({
      messages: 40,
      codes: [
        { code: 'category/THR', both: 9, onlyFirst: 2, onlySecond: 3, neither: 26 },
        { code: 'bias/ANTISEM', both: 15, onlyFirst: 5, onlySecond: 10, neither: 70 },
        { code: 'placeType/school', both: 40, onlyFirst: 0, onlySecond: 0, neither: 0 },
      ].map((counts) => ({ ...counts, kappa: kappa(counts) })),
    }),
  };
}

type Marked = { readonly message: OpenMessage['id']; readonly exact: string };

const begun: readonly (readonly [string, readonly string[], string])[] = [
  ['in der umkleide', ['placeType/school'], ''],
  ['drei aus meiner klasse', ['relation/classmate'], ''],
  ['die haben „du Jude“ gerufen', ['category/ABU', 'bias/ANTISEM'], 'Zitat aus der Umkleide'],
  ['„du Jude“', ['form/OTH'], ''],
  ['meine tasche ausgeleert', ['category/DMG'], ''],
];

const noReport: CodeReport = { creators: [], codes: [], pairs: [], full: 0 };
const report: CodeReport = {
  creators: [
    { id: 'Noa', name: 'Noa', annotations: 64, messages: 48 },
    { id: `Mika/${'1f'.repeat(16)}`, name: 'Mika', annotations: 51, messages: 42 },
  ],
  codes: [
    { code: 'bias/ANTISEM', count: 31 },
    { code: 'category/ABU', count: 22 },
    { code: 'placeType/school', count: 14 },
    { code: 'category/THR', count: 9 },
  ],
  pairs: [
    { a: 'category/ABU', b: 'bias/ANTISEM', count: 17 },
    { a: 'bias/ANTISEM', b: 'form/OTH', count: 11 },
    { a: 'category/THR', b: 'bias/RACE_XEN', count: 4 },
  ],
  full: 0,
};
