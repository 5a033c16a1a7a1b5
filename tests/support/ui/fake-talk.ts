import type { ConversationSummary, OpenMessage } from '../../../src/contract/desk.ts';
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
  },
];

const plain = { gap: false, forked: false, kind: 'text' } as const;

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
