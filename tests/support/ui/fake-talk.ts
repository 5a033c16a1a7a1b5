import type { ConversationSummary, MessageId, OpenMessage } from '../../../src/contract/desk.ts';
import { blankLine } from '../../../src/renderer/ui/app/rehearsal-lines.ts';

/** Invented conversations for pictures and component tests. Nobody in them exists. */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const idOf = <T>(n: number): T => n.toString(16).padStart(32, '0') as T;

export const fakeLines = (now: number): readonly ConversationSummary[] => [
  {
    ...blankLine,
    id: idOf(1),
    name: 'Ahorn 27',
    hue: 0,
    topic: 'Schule',
    preview: 'Es war in der Umkleide, drei aus meiner Klasse',
    lastAt: now - 4 * MINUTE,
    waitingSince: now - 4 * MINUTE,
    unread: 3,
    live: true,
    typing: true,
    case: { id: 'case-1', reference: '2026-0117' },
  },
  {
    ...blankLine,
    id: idOf(2),
    name: 'Linde 08',
    hue: 1,
    language: 'he',
    topic: 'Straße',
    preview: 'שלום, אפשר לכתוב בעברית?',
    lastAt: now - MINUTE,
    waitingSince: now - MINUTE,
    unread: 1,
    live: true,
  },
  {
    ...blankLine,
    id: idOf(3),
    name: 'Kiefer 91',
    hue: 2,
    topic: 'Online',
    preview: 'Danke, das war klar. Ich melde mich morgen.',
    lastAt: now - 22 * MINUTE,
    tags: ['Anzeige', 'Schulleitung informiert', 'Presse'],
  },
  {
    ...blankLine,
    id: idOf(4),
    name: 'Esche 44',
    hue: 3,
    topic: 'Nahverkehr',
    preview: 'Schreib jederzeit wieder, der Code bringt dich hierher zurück.',
    previewBy: 'operator',
    lastAt: now - 44 * MINUTE,
    consent: '2026-11',
    contact: idOf(303),
    asks: { resume: idOf(304), erase: null },
  },
  {
    ...blankLine,
    id: idOf(5),
    name: 'Buche 15',
    hue: 4,
    topic: 'Schule',
    preview: '„Endlich hat jemand zugehört.“',
    stars: 5,
    lastAt: now - DAY,
  },
  {
    ...blankLine,
    id: idOf(6),
    name: 'Weide 63',
    hue: 5,
    topic: 'Arbeit',
    preview: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen, sehr lang und ohne Ende',
    lastAt: now - 5 * DAY,
    case: { id: 'case-2', reference: '2026-0103' },
    previewKind: 'erase',
    asks: { resume: null, erase: idOf(401) },
    tags: ['Gleichstellungsbeauftragte'],
  },
];

const plain = { gap: false, forked: false, kind: 'text' } as const;

/** A reporter's text, to be filled in by who tells of it. */
export const blankMessage = {
  ...plain,
  id: idOf<MessageId>(190),
  at: Date.UTC(2026, 10, 2, 10, 30),
  author: 'reporter',
  text: '',
} as const;

export const fakeMessages = (now: number): readonly OpenMessage[] => [
  {
    ...plain,
    id: idOf(101),
    at: now - 24 * MINUTE,
    author: 'reporter',
    text: 'Hallo, ich weiß nicht ob ich hier richtig bin. Muss ich meinen Namen sagen?',
  },
  {
    ...plain,
    id: idOf(102),
    at: now - 23 * MINUTE,
    author: 'operator',
    alias: 'Noa',
    state: 'read',
    text: 'Hallo, schön dass du schreibst. Nein, keinen Namen, keine Nummer. Du entscheidest, was du erzählst.',
  },
  {
    ...plain,
    id: idOf(103),
    at: now - 6 * MINUTE,
    author: 'reporter',
    text: 'ok. gestern nach sport. in der umkleide, drei aus meiner klasse. die haben „du Jude“ gerufen und meine tasche ausgeleert, einer hat gefilmt',
  },
  {
    ...plain,
    id: idOf(104),
    at: now - 5 * MINUTE,
    author: 'operator',
    alias: 'Noa',
    state: 'delivered',
    text: 'Das ist schlimm, und es ist nicht deine Schuld.\nIst gerade jemand bei dir?',
  },
  {
    ...plain,
    id: idOf(105),
    at: now - 4 * MINUTE,
    author: 'reporter',
    text: 'ich hab angst dass er es hochlädt 😢',
  },
];

const PROPOSED = 110;

/** What a colleague wanted to change while somebody else held the conversation. */
export const fakeProposal = (now: number): OpenMessage => ({
  id: idOf(PROPOSED),
  at: now - 2 * MINUTE,
  gap: false,
  forked: false,
  kind: 'work',
  author: 'operator',
  alias: '',
  state: 'sent',
  look: {
    status: 'open',
    outcome: null,
    snoozedUntil: null,
    followUpAt: now + 9 * DAY,
    tags: ['Film', 'Anzeige'],
  },
  base: { status: 'open', outcome: null, snoozedUntil: null, followUpAt: null, tags: [] },
  stands: false,
});

/** The line of its conversation, which was to be looked at again by now. */
export const proposedLine = (line: ConversationSummary, now: number): ConversationSummary => ({
  ...line,
  proposal: idOf(PROPOSED),
  lastAt: now - 10 * MINUTE,
  followUpAt: now - MINUTE,
});

export const fakeHard = (now: number): readonly OpenMessage[] => [
  {
    ...plain,
    id: idOf(201),
    at: now - 2 * DAY,
    author: 'reporter',
    text: 'שלום, אפשר לכתוב בעברית? קרה לי משהו אתמול ליד התחנה.',
  },
  {
    ...plain,
    id: idOf(202),
    at: now - 2 * DAY + MINUTE,
    author: 'operator',
    alias: 'David',
    state: 'sent',
    text: 'כן, בטח. קח את הזמן שלך.',
  },
  {
    ...plain,
    id: idOf(203),
    at: now - DAY,
    author: 'reporter',
    gap: true,
    text: 'https://example.org/ein/sehr/langer/pfad/der/nicht/umbrochen/werden/will/und/trotzdem/in/die/blase/passen/muss?mit=vielen&angaben=dahinter',
  },
  {
    ...plain,
    id: idOf(204),
    at: now - DAY + MINUTE,
    author: 'reporter',
    forked: true,
    text: 'A'.repeat(180),
  },
  {
    ...plain,
    id: idOf(205),
    at: now - 3 * MINUTE,
    author: 'operator',
    alias: 'David',
    state: 'stuck',
    text: 'Magst du mir sagen, wann das war?',
  },
  {
    ...plain,
    id: idOf(206),
    at: now - 2 * MINUTE,
    author: 'operator',
    alias: 'David',
    state: 'sending',
    text: '<b>Kein</b> Markup & kein Link: https://example.org',
  },
  {
    id: idOf(207),
    at: now - MINUTE,
    gap: false,
    forked: false,
    kind: 'rating',
    author: 'reporter',
    stars: 4,
    comment: 'Endlich hat jemand zugehört. Danke!',
  },
];

/** Everything that is not simply a text. */
export const fakeKinds = (now: number): readonly OpenMessage[] => {
  const at = { gap: false, forked: false };
  const reporter = { ...at, author: 'reporter' } as const;
  const noa = { ...at, author: 'operator', alias: 'Noa' } as const;
  const photo = { name: 'Bild 1.jpg', bytes: 240_000, media: 'image/jpeg', original: false };
  const paper = { name: 'Anzeige.pdf', bytes: 1_400_000, media: 'application/pdf', original: true };
  return [
    { ...reporter, kind: 'contact', empty: false, id: idOf(300), at: now - 60 * MINUTE },
    {
      ...reporter,
      kind: 'attachment',
      mark: 'photo',
      file: photo,
      id: idOf(301),
      at: now - 58 * MINUTE,
    },
    {
      ...reporter,
      kind: 'attachment',
      mark: 'paper',
      file: paper,
      id: idOf(302),
      at: now - 57 * MINUTE,
    },
    { ...reporter, kind: 'contact', empty: false, id: idOf(303), at: now - 55 * MINUTE },
    { ...noa, kind: 'handover', to: 'Mika', state: 'read', id: idOf(305), at: now - 52 * MINUTE },
    { ...reporter, kind: 'resume', id: idOf(304), at: now - 50 * MINUTE },
    { ...noa, kind: 'history', count: 7, state: 'delivered', id: idOf(306), at: now - 44 * MINUTE },
  ];
};

/** Somebody who wants to be forgotten. */
export const fakeErase = (now: number): readonly OpenMessage[] => [
  { ...plain, id: idOf(400), at: now - 3 * DAY, author: 'reporter', text: 'Danke für alles.' },
  {
    gap: false,
    forked: false,
    kind: 'contact',
    empty: true,
    author: 'reporter',
    id: idOf(402),
    at: now - 2 * DAY,
  },
  { gap: false, forked: false, kind: 'erase', author: 'reporter', id: idOf(401), at: now - DAY },
];

/** A long conversation, page by page. */
export const fakeLong = (now: number, count: number): readonly OpenMessage[] =>
  Array.from({ length: count }, (_, n) => ({
    ...plain,
    id: idOf(1000 + n),
    at: now - (count - n) * MINUTE,
    author: 'reporter',
    text: `Nachricht ${n + 1}`,
  }));

/** A queue as long as ten years make it. */
export const fakeMany = (now: number, count: number): readonly ConversationSummary[] =>
  Array.from({ length: count }, (_, n) => ({
    ...blankLine,
    id: idOf(100_000 + n),
    name: `Birke ${n}`,
    hue: n % 12,
    preview: 'Danke, das hat geholfen.',
    lastAt: now - 6 * DAY - n * MINUTE,
  }));
