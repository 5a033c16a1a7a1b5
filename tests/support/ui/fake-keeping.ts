import type { CaseFile } from '../../../src/contract/case.ts';
import type { ConversationId, ConversationSummary, DeskFact } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import {
  PROPOSED_RETENTION,
  type AuditAct,
  type AuditEvent,
  type EvidenceItem,
  type JobName,
  type KeepingRequests,
  type RetentionItem,
  type RetentionProof,
  type SearchHit,
} from '../../../src/contract/keeping.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type { FakeWishes } from './fake-desk.ts';
import { idOf } from './fake-talk.ts';

/** Keeping without a vault: invented answers in the contract's shapes. `richtig` is the passphrase here too. */
interface Parts {
  readonly wishes: FakeWishes;
  readonly cases: Map<string, CaseFile>;
  readonly lines: ReadonlyMap<ConversationId, ConversationSummary>;
  readonly tell: (fact: DeskFact) => void;
  /** The vault is there and open from now on. */
  readonly opened: () => void;
}

const DAY = 24 * 3600_000;
const CODE = '7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA';
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const hex = (part: string): string => part.repeat(8);

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

function scoreOf(passphrase: string): 0 | 1 | 2 | 3 | 4 {
  if (/passwort|1234/i.test(passphrase)) return 1;
  return passphrase.length > 16 ? 4 : passphrase.length >= 12 ? 3 : 1;
}

/** Everything the settings ask. */
export function fakeKeeping(parts: Parts): Handlers<KeepingRequests> {
  return {
    ...fakeSecurity(parts),
    ...fakeBackup(parts),
    ...fakeRetention(parts),
    ...fakeFiles(parts),
  };
}

type Some<K extends keyof KeepingRequests> = Pick<Handlers<KeepingRequests>, K>;

/** Runs as long as the picture needs it, telling how far it is. */
async function job({ tell, wishes }: Parts, name: JobName): Promise<void> {
  const total = 1000;
  for (const done of [120, 430, 800]) {
    tell({ type: 'job', state: { job: name, state: 'running', done, total } });
    await pause(wishes.refuse === 'slow' ? 20_000 : 30);
  }
  tell({ type: 'job', state: { job: name, state: 'done', done: total, total } });
}

function fakeSecurity(
  parts: Parts,
): Some<
  | 'strength'
  | 'changePassphrase'
  | 'makeRecoveryCode'
  | 'recover'
  | 'useKeychain'
  | 'rotateKeys'
  | 'security'
  | 'setIdle'
  | 'wipe'
  | 'snapshot'
  | 'stopJob'
> {
  const now = Date.now();
  let recoverySince: number | null = now - 90 * DAY;
  let keychain: 'on' | 'off' | 'unavailable' =
    parts.wishes.refuse === 'keychain' ? 'unavailable' : 'off';
  let idleMinutes = 5;
  const wrong = (passphrase: string): boolean => passphrase !== 'richtig';
  return {
    strength: async ({ passphrase }) => {
      const score = scoreOf(passphrase);
      const acceptable = score >= 3;
      return { score, acceptable, warning: acceptable ? null : 'common', suggestions: [] };
    },
    changePassphrase: async ({ current }) => {
      await pause(100);
      return wrong(current) ? refuse('wrong-passphrase') : ok(null);
    },
    makeRecoveryCode: async ({ passphrase }) => {
      await pause(60);
      if (wrong(passphrase)) return refuse('wrong-passphrase');
      recoverySince = Date.now();
      return ok({ code: CODE });
    },
    recover: async ({ code }) => {
      await pause(60);
      return code.replaceAll('-', '') === CODE.replaceAll('-', '')
        ? ok({ rebuilt: 0 })
        : refuse('bad-code');
    },
    useKeychain: async ({ on, passphrase }) => {
      if (wrong(passphrase)) return refuse('wrong-passphrase');
      keychain = on ? 'on' : 'off';
      return ok(null);
    },
    rotateKeys: async ({ passphrase }) => {
      if (wrong(passphrase)) return refuse('wrong-passphrase');
      await job(parts, 'rotate');
      return ok({ code: CODE });
    },
    security: async () => ({
      recoverySince,
      keychain,
      argonMiB: 256,
      argonPasses: 3,
      masterSince: now - 120 * DAY,
      idleMinutes,
      snapshotAt: now - 3 * DAY,
      journalBytes: 48_200_000,
    }),
    setIdle: async ({ minutes }) => {
      idleMinutes = minutes;
      return ok(null);
    },
    wipe: async () => null,
    snapshot: async () => {
      await job(parts, 'snapshot');
      return ok(null);
    },
    stopJob: async () => null,
  };
}

function fakeBackup(
  parts: Parts,
): Some<'backupState' | 'setBackupReminder' | 'backup' | 'restore' | 'restoreAsNew'> {
  let everyDays = 7;
  return {
    backupState: async () => ({ lastAt: Date.now() - 11 * DAY, everyDays, due: true }),
    setBackupReminder: async (input) => {
      ({ everyDays } = input);
      return ok(null);
    },
    backup: async () => {
      await job(parts, 'backup');
      return ok({
        name: 'beistand-2026-11-22.age',
        bytes: 1_240_000_000,
        conversations: 412,
        messages: 9120,
        cases: 186,
        evidence: 73,
        recoveryCode: CODE,
      });
    },
    restore: async ({ secret }) => {
      if (secret === 'falsch') return refuse('wrong-secret');
      await job(parts, 'restore');
      return ok({ added: 214, same: 9120, newer: 3, evidence: 12 });
    },
    restoreAsNew: async ({ secret }) => {
      await pause(60);
      if (secret === 'falsch') return refuse('wrong-secret');
      if (parts.wishes.refuse === 'halfway') {
        parts.opened();
        return refuse('disk-full');
      }
      await job(parts, 'restore');
      return ok({ added: 9718, same: 0, newer: 0, evidence: 73 });
    },
  };
}

const item = (n: number, more: Partial<RetentionItem>): RetentionItem => ({
  class: 'chat-without-case',
  id: `r-${n}`,
  what: ['Kiefer 91', 'Esche 44', 'Buche 15', 'Weide 63', 'Ulme 20'][n % 5] ?? '',
  since: Date.now() - (20 + n) * DAY,
  due: Date.now() - (13 + n) * DAY,
  ...more,
});

function fakeRetention(
  parts: Parts,
): Some<
  | 'retention'
  | 'setRetention'
  | 'previewRetention'
  | 'runRetention'
  | 'exportProof'
  | 'findSubject'
  | 'closeCase'
  | 'holdCase'
  | 'eraseCase'
  | 'eraseConversation'
> {
  const { cases, tell, wishes } = parts;
  let rules = PROPOSED_RETENTION;
  let proof: RetentionProof | null = null;
  const change = (id: string, edit: (file: CaseFile) => CaseFile) => {
    const file = cases.get(id);
    if (file === undefined) return refuse('unknown-case');
    const next = edit(file);
    cases.set(id, next);
    tell({ type: 'case-changed', case: next });
    return ok(null);
  };
  return {
    retention: async () => ({
      rules,
      mayEdit: wishes.refuse !== 'member',
      held: 1,
      lastRun: proof?.at ?? null,
      lastProof: proof,
    }),
    setRetention: async (input) => {
      ({ rules } = input);
      return ok(null);
    },
    previewRetention: async () => ({
      token: 't',
      items: wishes.empty
        ? []
        : [
            ...Array.from({ length: 7 }, (_, n) => item(n, {})),
            item(8, { class: 'case-documentation', what: '2024-0031' }),
          ],
      held: wishes.empty ? [] : [item(9, { class: 'case-documentation', what: '2023-0007' })],
    }),
    runRetention: async () => {
      await job(parts, 'erase');
      proof = {
        at: Date.now(),
        deleted: { 'chat-without-case': 7, 'case-documentation': 1 },
        held: 1,
        rules,
        hash: hex('0f5d57ab'),
        signature: hex('9e7d4971').repeat(2),
        device: hex('a1b2').slice(0, 32),
      };
      return ok(proof);
    },
    exportProof: async () => ok({ name: 'nachweis-2026-11-22.json' }),
    findSubject: async ({ code }) => {
      await pause(40);
      if (code.length < 8) return refuse('bad-code');
      if (code.startsWith('0000')) return ok(null);
      const held = code.startsWith('1111');
      return ok({
        conversation: idOf(1),
        name: 'Ahorn 27',
        messages: 5,
        case: { id: 'case-1', reference: '2026-0117', held },
      });
    },
    closeCase: async ({ case: id, closed }) =>
      change(id, (file) => ({ ...file, closedAt: closed ? Date.now() : null })),
    holdCase: async ({ case: id, reason }) =>
      change(id, (file) => ({
        ...file,
        hold: reason === null ? null : { reason, since: Date.now() },
      })),
    eraseCase: async ({ case: id }) => {
      await job(parts, 'erase');
      cases.delete(id);
      tell({ type: 'case-gone', case: id });
      return ok(null);
    },
    eraseConversation: async ({ conversation }) => {
      await job(parts, 'erase');
      tell({ type: 'conversation-gone', conversation });
      return ok(null);
    },
  };
}

const hit = (more: Partial<SearchHit>): SearchHit => ({
  kind: 'message',
  conversation: idOf(1),
  case: null,
  item: idOf(103),
  title: 'Ahorn 27',
  at: Date.now() - 6 * 60_000,
  text: 'ok. gestern nach sport. in der umkleide, drei aus meiner klasse',
  marks: [[12, 22]],
  ...more,
});

const hits: readonly SearchHit[] = [
  hit({ text: '… gestern nach sport. in der umkleide, drei aus meiner klasse', marks: [[15, 20]] }),
  hit({
    conversation: idOf(2),
    item: idOf(201),
    title: 'Linde 08',
    text: 'שלום, אפשר לכתוב בעברית? קרה לי משהו אתמול ליד התחנה.',
    marks: [[41, 46]],
    at: Date.now() - 2 * DAY,
  }),
  hit({ text: '<b>Sport</b> ist Markup, aber nur als Text', marks: [[3, 8]], item: idOf(105) }),
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

function fakeFiles(
  parts: Parts,
): Some<
  | 'audit'
  | 'verifyAudit'
  | 'exportAudit'
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
  const known = (id: string) => items.find((one) => one.id === id);
  return {
    audit: async ({ before, limit }) => {
      const from = before === null ? 0 : events.findIndex(({ seq }) => seq < before);
      return { events: events.slice(from, from + limit), earlier: from + limit < events.length };
    },
    verifyAudit: async () => {
      await pause(60);
      return wishes.refuse === 'audit'
        ? { sound: false, events: 120, brokenAt: 77, head: hex('9e7d4971') }
        : { sound: true, events: 120, brokenAt: null, head: hex('9e7d4971') };
    },
    exportAudit: async () => ok({ name: 'protokoll-2026-11-22.json' }),
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
      const found = text.startsWith('x')
        ? []
        : hits.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
      return { hits: found, more: false, complete: wishes.refuse !== 'index' };
    },
  };
}
