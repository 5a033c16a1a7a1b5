import type { AuditAct, AuditCheck, AuditEvent } from '../../../src/contract/audit.ts';
import type { EvidenceItem } from '../../../src/contract/evidence.ts';
import type { SearchHit } from '../../../src/contract/search.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import { DAY, hex, pause, type Parts, type Some } from './fake-parts.ts';
import { idOf } from './fake-talk.ts';

const acts: readonly AuditAct[] = [
  'unlocked',
  'case-opened',
  'case-saved',
  'evidence-added',
  'locked',
  'wrong-tries',
  'backup',
  'released',
  'retention-run',
  'keys-rotated',
];

const hit = (more: Partial<SearchHit>): SearchHit => ({
  kind: 'message',
  conversation: idOf(1),
  case: null,
  item: idOf(103),
  title: 'Ahorn 27',
  at: Date.now() - 6 * 60_000,
  text: 'ok. gestern nach sport. in der umkleide, drei aus meiner klasse',
  marks: [[12, 22]],
  veiled: false,
  ...more,
});

const hits: readonly SearchHit[] = [
  hit({
    kind: 'tags',
    conversation: idOf(3),
    item: null,
    title: 'Kiefer 91',
    text: 'Anzeige, Sportverein, Presse',
    marks: [[9, 14]],
    at: Date.now() - 22 * 60_000,
  }),
  hit({ text: '… gestern nach sport. in der umkleide, drei aus meiner klasse', marks: [[15, 20]] }),
  hit({
    conversation: idOf(2),
    item: idOf(201),
    title: 'Linde 08',
    text: 'שלום, אפשר לכתוב בעברית? קרה לי משהו אתמול ליד התחנה.',
    marks: [[47, 52]],
    at: Date.now() - 2 * DAY,
  }),
  hit({ text: '', marks: [], veiled: true, item: idOf(101) }),
  hit({ text: '<b>Sport</b> ist Markup, aber nur als Text', marks: [[3, 8]], item: idOf(105) }),
  hit({
    kind: 'note',
    item: idOf(104),
    text: 'Nach dem Sport wird sie abgeholt, bis dahin hier bleiben.',
    marks: [[9, 14]],
  }),
  hit({
    kind: 'case',
    conversation: null,
    case: 'case-1',
    item: null,
    title: '2026-0117',
    text: 'Nach dem Sport in der Umkleide, drei Beteiligte, einer hat gefilmt.',
    marks: [[9, 14]],
  }),
  hit({
    kind: 'evidence',
    conversation: null,
    case: 'case-1',
    item: idOf(900),
    title: '2026-0117',
    text: 'Screenshot aus der Sportgruppe, Absender geschwärzt',
    marks: [[19, 24]],
  }),
];

/** Far back in the long conversation, and in none any more. */
const old: readonly SearchHit[] = [
  hit({ conversation: idOf(3), title: 'Kiefer 91', item: idOf(1004), text: 'ganz am Anfang' }),
  hit({ conversation: idOf(3), title: 'Kiefer 91', item: idOf(9999), text: 'nicht mehr da' }),
].map((one) => ({ ...one, marks: [] }));

/** The audit log, evidence and the search. */
export function fakeFiles(
  parts: Parts,
): Some<
  | 'audit'
  | 'verifyAudit'
  | 'exportAudit'
  | 'acknowledgeAlarm'
  | 'evidence'
  | 'addEvidence'
  | 'captionEvidence'
  | 'saveEvidence'
  | 'removeEvidence'
  | 'search'
> {
  const { wishes } = parts;
  const now = Date.now();
  const events: readonly AuditEvent[] = Array.from({ length: 120 }, (_, n) => ({
    seq: 120 - n,
    at: now - n * 3_600_000,
    act: acts[n % acts.length] ?? 'unlocked',
    by: hex(n % 9 === 7 ? '5e6f' : 'a1b2').slice(0, 32),
    about: n % 10 === 1 || n % 10 === 2 ? 'case-1' : null,
    count: n % 10 === 5 ? 3 : null,
  }));
  const added = (n: number, name: string, bytes: number, caption: string): EvidenceItem => ({
    id: idOf(900 + n),
    name,
    bytes,
    sha256: hex('0f5d57ab'),
    caption,
    added: now - n * DAY,
  });
  let items: readonly EvidenceItem[] = wishes.empty
    ? []
    : [
        added(0, 'screenshot-gruppe.png', 412_000, 'Screenshot aus der Sportgruppe'),
        added(1, 'Brief an die Schulleitung, Entwurf mit einem sehr langen Namen.pdf', 84_200, ''),
      ];
  const checked: AuditCheck = {
    sound: true,
    events: 120,
    brokenAt: null,
    behindGiven: false,
    given: { seq: 112, at: now - 8 * 3_600_000 },
    head: hex('9e7d4971'),
  };
  const known = (id: string) => items.find((one) => one.id === id);
  return {
    audit: async ({ before, limit }) => {
      const from = before === null ? 0 : events.findIndex(({ seq }) => seq < before);
      return { events: events.slice(from, from + limit), earlier: from + limit < events.length };
    },
    verifyAudit: async () => {
      await pause(60);
      return wishes.refuse === 'audit' ? { ...checked, sound: false, brokenAt: 77 } : checked;
    },
    exportAudit: async () => ok({ name: 'protokoll-2026-11-22.json' }),
    acknowledgeAlarm: async () => ok(null),
    evidence: async () => items,
    addEvidence: async () => {
      await pause(60);
      if (wishes.refuse === 'evidence') return refuse('too-large');
      const file = added(items.length, 'sprachnachricht.m4a', 2_400_000, '');
      items = [...items, file];
      return ok(file);
    },
    captionEvidence: async ({ id, caption }) => {
      const file = known(id);
      if (file === undefined) return refuse('unknown');
      const next = { ...file, caption };
      items = items.map((one) => (one.id === id ? next : one));
      return ok(next);
    },
    saveEvidence: async ({ id }) => ok({ name: known(id)?.name ?? 'datei' }),
    removeEvidence: async ({ id }) => {
      items = items.filter((one) => one.id !== id);
      return ok(null);
    },
    search: async ({ text, kinds }) => {
      await pause(15);
      const all = text === 'alt' ? old : hits;
      const found = text.startsWith('x')
        ? []
        : all.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
      return { hits: found, more: false, complete: wishes.refuse !== 'index' };
    },
  };
}
