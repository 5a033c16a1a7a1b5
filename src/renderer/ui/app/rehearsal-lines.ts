/** Room: ui/app. What the rehearsal draws: every kind of line and message once, without a word in it. */
import type {
  ConversationId,
  ConversationSummary,
  MessageId,
  OpenMessage,
} from '../../../contract/desk.ts';
import { NO_VEIL } from '../../../contract/veil.ts';

/** A line on which nothing is going on. */
export const blankLine: ConversationSummary = {
  id: '' as ConversationId,
  name: '',
  hue: 0,
  language: 'de',
  topic: '',
  preview: '',
  previewBy: 'reporter',
  previewKind: 'text',
  consent: '',
  contact: null,
  asks: { resume: null, erase: null },
  erasedBy: null,
  lastAt: 0,
  waitingSince: null,
  unread: 0,
  stars: null,
  case: null,
  live: false,
  typing: false,
  holder: null,
  claimWaits: false,
  status: 'open',
  outcome: null,
  cameBack: false,
  snoozedUntil: null,
  followUpAt: null,
  tags: [],
  proposal: null,
  soon: false,
  restricted: null,
  mayRestrict: false,
  veil: NO_VEIL,
  previewVeiled: false,
};

const named = (n: number): ConversationId => `${n}` as ConversationId;

const DAY_MS = 86_400_000;

export const rehearsalLines = (now: number) =>
  [
    {
      ...blankLine,
      id: named(0),
      lastAt: now,
      waitingSince: now,
      topic: '-',
      unread: 1,
      live: true,
      language: 'en',
    },
    { ...blankLine, id: named(1), previewBy: 'operator', case: { id: '-', reference: '-' } },
    { ...blankLine, id: named(2), stars: 4, typing: true, lastAt: now },
    ...Array.from({ length: 9 }, (_, n) => ({
      ...blankLine,
      id: named(n + 3),
      hue: n,
      lastAt: now - n * DAY_MS,
    })),
  ] as const satisfies readonly ConversationSummary[];

const message = (n: number) => ({ id: `${n}` as MessageId, at: n, gap: false, forked: false });

export const rehearsalTalk: {
  readonly messages: readonly OpenMessage[];
  readonly earlier: boolean;
} = {
  messages: [
    { ...message(1), kind: 'text', author: 'reporter', text: '-' },
    { ...message(2), kind: 'text', author: 'operator', alias: '-', text: '-', state: 'read' },
    { ...message(3), kind: 'rating', author: 'reporter', stars: 4, comment: '-' },
  ],
  earlier: false,
};
