import {
  emptyIncident,
  type CaseFile,
  type CaseProblem,
  type Incident,
} from '../../../src/contract/case.ts';
import type { CatchUpView } from '../../../src/contract/catch-up.ts';
import type {
  ConversationId,
  ConversationSummary,
  DeskFact,
  DeskRequests,
  OpenMessage,
} from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import type { UnlockRefusal } from '../../../src/contract/secrets.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import { serveDoor, type PortLike } from '../../../src/contract/port.ts';
import type { ReleaseRow } from '../../../src/contract/release.ts';
import { headOf } from '../../../src/renderer/ui/app/state/heads.ts';
import { fakeCodes } from './fake-codes.ts';
import { fakeKeeping } from './fake-keeping.ts';
import {
  fakeErase,
  fakeHard,
  fakeKinds,
  fakeLines,
  fakeLong,
  fakeMany,
  fakeMessages,
  fakeProposal,
  proposedLine,
  idOf,
} from './fake-talk.ts';
import { fakeAnnotations } from './fake-annotations.ts';
import { fakeDanger } from './fake-danger.ts';
import { fakeDuty, fakeMachine } from './fake-duty.ts';
import { fakeFigures } from './fake-figures.ts';
import { fakeFiles } from './fake-attachments.ts';
import { fakeOutgoing } from './fake-outgoing.ts';
import { fakeHelp } from './fake-help.ts';
import { fakeVeil } from './fake-veil.ts';
import { fakeWork } from './fake-work.ts';
import { fakeWorkplace } from './fake-workplace.ts';
import { hex, type Parts } from './fake-parts.ts';
import { fakePeople } from './fake-people.ts';
import { fakeProfile } from './fake-profile.ts';

/** Who sits here coordinates. `refuse=left-out`: the conversation is restricted to a colleague. `mika`: she answers it. `unheard`: nobody knows yet that we do. */
function firstLine(line: ConversationSummary, wish: string, now: number): ConversationSummary {
  if (wish === 'proposed') return proposedLine(line, now);
  if (wish === 'mika') {
    const holder = { device: 'b1b2'.repeat(8), alias: 'Mika', offered: false, own: false };
    return { ...line, holder };
  }
  if (wish === 'unheard') {
    const holder = { device: hex('3f9a'), alias: 'Noa', offered: false, own: true };
    return { ...line, holder, claimWaits: true };
  }
  if (wish !== 'left-out') return { ...line, mayRestrict: true };
  const restricted = { devices: [hex('81c0')], own: false, waits: false };
  return { ...line, waitingSince: null, unread: 0, restricted };
}

/** Typed as a passphrase, each brings its own refusal. */
const unlockRefusals = [
  'damaged-header',
  'weakened',
  'damaged-keyring',
  'damaged-journal',
  'rolled-back',
  'keychain-missing',
  'newer-version',
  'disk-full',
] as const satisfies readonly UnlockRefusal[];

/** What the harness page may ask for in its address. */
export interface FakeWishes {
  readonly vault: 'none' | 'locked' | 'open';
  readonly empty: boolean;
  readonly link: 'online' | 'connecting' | 'offline';
  readonly refuse: string;
  /** So many conversations beside the invented ones, for long lists. */
  readonly many: number;
  /** So many messages in the conversation with Kiefer 91. */
  readonly long: number;
  /** The request of this name is answered only when the test says so. */
  readonly hold: string;
}

/** A desk without a vault: same contract, same port, invented people. For pictures and component tests only. */
export interface FakeDesk {
  readonly tell: (fact: DeskFact) => void;
  readonly asked: { readonly name: string; readonly input: unknown }[];
  /** Lets what was held be answered. */
  readonly release: () => void;
}

/** The same handlers, but one of them waits. */
const holding = (
  handlers: Handlers<DeskRequests>,
  name: string,
  until: Promise<void>,
): Handlers<DeskRequests> => {
  const held = Object.entries(handlers).find(([each]) => each === name);
  if (held === undefined) return handlers;
  const [, answer] = held as [string, (input: unknown) => Promise<unknown>];
  return { ...handlers, [name]: async (input: unknown) => await until.then(() => answer(input)) };
};

const fullIncident: Incident = {
  ...emptyIncident,
  date: '2026-11-21',
  datePrecision: 'exact',
  placeType: 'school',
  state: 'DE-MV',
  municipality: 'Neubrandenburg',
  institution: 'Gesamtschule am Lindenweg',
  category: 'ABU',
  bias: ['ANTISEM'],
  form: 'OTH',
  victimAge: '14-17',
  perpetratorCount: '2-3',
  verification: 'plausible',
  identifiers: ['Jonas K.', '@jonas_xk09'],
  narrative: 'Nach dem Sport in der Umkleide, drei Beteiligte, einer hat gefilmt.',
  consent: ['internal_statistics'],
};

const required = [
  'date',
  'placeType',
  'state',
  'category',
  'bias',
  'victimAge',
  'verification',
  'consent',
] as const;

function problemsOf(incident: Incident): readonly CaseProblem[] {
  const missing = required.filter((field) => {
    const value = incident[field];
    return value === null || value.length === 0;
  });
  const problems: CaseProblem[] = missing.map((field) => ({ field, problem: 'required' }));
  const antisem = incident.bias.includes('ANTISEM');
  if (antisem && incident.form === null)
    problems.push({ field: 'form', problem: 'antisem-needs-form' });
  if (!antisem && incident.form !== null)
    problems.push({ field: 'form', problem: 'form-needs-antisem' });
  if (incident.date !== null && Date.parse(incident.date) > Date.now()) {
    problems.push({ field: 'date', problem: 'future-date' });
  }
  return problems;
}

const row = (more: Partial<ReleaseRow>): ReleaseRow => ({
  period: '2026-Q4',
  geography: 'DE-BE',
  placeType: 'school',
  ageBand: '14-17',
  gender: 'removed',
  category: 'ABU',
  bias: 'ANTISEM',
  form: 'OTH',
  channel: 'chat',
  reporterRole: 'affected',
  ...more,
});

/** A device that was away, in the middle of being told what it missed. */
const catchUpView = (state: CatchUpView['state']): CatchUpView => ({
  state,
  from: hex('81c0'),
  checked: 340,
  total: 1200,
});

export function serveFakeDesk(port: PortLike, wishes: FakeWishes): FakeDesk {
  const now = Date.now();
  let vault = wishes.vault;
  const asked: { name: string; input: unknown }[] = [];
  const lines = new Map<ConversationId, ConversationSummary>(
    (wishes.empty ? [] : [...fakeLines(now), ...fakeMany(now, wishes.many)]).map((line) => [
      line.id,
      line.id === idOf(1) ? firstLine(line, wishes.refuse, now) : line,
    ]),
  );
  const talks = new Map<ConversationId, OpenMessage[]>([
    [idOf(1), [...fakeMessages(now), ...(wishes.refuse === 'proposed' ? [fakeProposal(now)] : [])]],
    [idOf(2), [...fakeHard(now)]],
    [idOf(3), [...fakeLong(now, wishes.long)]],
    [idOf(4), [...fakeKinds(now)]],
    [idOf(6), [...fakeErase(now)]],
  ]);
  const file = (id: string, reference: string, incident: Incident): CaseFile => ({
    id,
    reference,
    conversation: null,
    codesVersion: 'test-1',
    incident,
    created: now,
    saved: now,
    verifiedAt: null,
    closedAt: null,
    hold: null,
    fingerprint: null,
  });
  const cases = new Map<string, CaseFile>(
    wishes.empty
      ? []
      : [
          ['case-1', { ...file('case-1', '2026-0117', fullIncident), conversation: idOf(1) }],
          [
            'case-2',
            file('case-2', '2026-0103', {
              ...emptyIncident,
              date: '2026-10-02',
              category: 'THR',
              placeType: 'street',
              verification: 'verified',
            }),
          ],
          ...Array.from({ length: 40 }, (_, n): [string, CaseFile] => [
            `case-${n + 3}`,
            {
              ...file(`case-${n + 3}`, `2026-${String(90 - n).padStart(4, '0')}`, {
                ...fullIncident,
                verification: 'verified',
              }),
              created: now - n * 1000 - 1000,
            },
          ]),
        ],
  );
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  let sent = 0;

  const parts: Parts = {
    wishes,
    cases,
    lines,
    tell: (fact) => served.tell(fact),
    opened: () => {
      vault = 'open';
    },
  };
  const handlers: Handlers<DeskRequests> = {
    state: async () => ({ vault, link: wishes.link }),
    setupHint: async () => ({ relay: 'wss://relay.example.org', claim: 'ABCD-EFGH', invite: '' }),
    createTeam: async () => {
      await pause(300);
      if (wishes.refuse === 'createTeam') return refuse('relay-unreachable');
      return ok({ rootCode: '7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA-TT4K-M2XX-P9RD' });
    },
    unlock: async ({ passphrase }) => {
      await pause(wishes.refuse === 'slow' ? 60_000 : 200);
      const why = unlockRefusals.find((refusal) => refusal === passphrase);
      if (why !== undefined) return refuse(why);
      if (passphrase !== 'richtig') return refuse('wrong-passphrase');
      if (wishes.refuse === 'rebuild') {
        served.tell({
          type: 'job',
          state: { job: 'rebuild', state: 'running', done: 34_120, total: 210_000 },
        });
        await pause(60_000);
      }
      const conversations = [...lines.values()].slice(0, 4);
      served.tell({ type: 'first-look', conversations, total: lines.size });
      if (wishes.refuse === 'half') await pause(60_000);
      vault = 'open';
      return ok({ rebuilt: 2 });
    },
    lock: async () => null,
    team: async () => ({
      name: 'Gemeinsam gegen Hass',
      alias: 'Noa',
      aliases: ['Noa', 'Mika', 'David'],
      devices: wishes.refuse === 'alone' ? 1 : 5,
      pin: `${'a1b2c3d4'.repeat(4)}.${'0f5d57ab'.repeat(8)}.${'9e7d4971'.repeat(8)}`,
      numbers: '27672 31768 01296 44140 47146 77133',
      relay: 'wss://relay.example.org',
      documentSeq: 12,
      documentExpires: now + 26 * 24 * 3600_000,
      member: wishes.refuse !== 'member',
      device: 'a1b2'.repeat(8),
    }),
    conversations: async ({ from, limit }) => ({
      conversations: [...lines.values()].slice(from, from + limit),
      total: lines.size,
    }),
    read: async ({ conversation, before, limit }) => {
      const all = talks.get(conversation) ?? [];
      const end = before === null ? all.length : all.findIndex((m) => m.id === before);
      const start = Math.max(0, end - limit);
      await pause(60);
      return { messages: all.slice(start, end), earlier: start > 0 };
    },
    send: async ({ conversation, text, held }) => {
      await pause(30);
      const line = lines.get(conversation);
      if (line?.holder?.own === false && held === undefined) return refuse('held');
      if (line !== undefined && held === 'take') {
        const holder = { device: hex('3f9a'), alias: 'Noa', offered: false, own: true };
        lines.set(conversation, { ...line, holder });
        served.tell({ type: 'conversation-changed', summary: { ...line, holder } });
      }
      if (wishes.refuse === 'send') return refuse('disk-full');
      sent += 1;
      const message: OpenMessage = {
        id: idOf(5000 + sent),
        at: Date.now(),
        gap: false,
        forked: false,
        kind: 'text',
        author: 'operator',
        alias: 'Noa',
        text,
        state: 'sending',
      };
      setTimeout(
        () =>
          served.tell({
            type: 'state-changed',
            conversation,
            message: message.id,
            state: 'delivered',
          }),
        100,
      );
      return ok(message);
    },
    typing: async () => null,
    pauseCatchUp: async ({ paused }) => {
      served.tell({ type: 'catch-up', view: catchUpView(paused ? 'paused' : 'running') });
      return null;
    },
    ...fakeFiles(wishes.refuse, (fact) => served.tell(fact)),
    ...fakeOutgoing(wishes.refuse, (fact) => served.tell(fact)),
    ...fakeMachine(wishes.refuse),
    ...fakeFigures(wishes.refuse),
    ...fakeDuty(wishes.refuse, (fact) => served.tell(fact)),
    ...fakeHelp(wishes.refuse, (fact) => served.tell(fact)),
    ...fakeProfile(wishes.refuse, (fact) => served.tell(fact)),
    contact: async ({ conversation }) =>
      conversation === idOf(4)
        ? {
            name: 'Ada',
            phone: '030 123456',
            email: '',
            when: 'nach 16 Uhr, nicht auf die Mailbox sprechen',
            purpose: 'Nur für einen Rückruf wegen der Beratung.',
          }
        : null,
    keepAnyway: async ({ conversation }) => {
      if (wishes.refuse === 'keepAnyway') return refuse('disk-full');
      const line = lines.get(conversation);
      if (line === undefined) return refuse('unknown-conversation');
      const summary = { ...line, erasedBy: null };
      lines.set(conversation, summary);
      served.tell({ type: 'conversation-changed', summary });
      return ok(null);
    },
    sendEarlier: async ({ conversation }) => {
      if (wishes.refuse === 'sendEarlier') return refuse('nothing');
      const line = lines.get(conversation);
      if (line === undefined) return refuse('unknown-conversation');
      const summary = { ...line, asks: { ...line.asks, resume: null } };
      served.tell({ type: 'conversation-changed', summary });
      return ok(null);
    },
    sendAgain: async ({ conversation, message }) => {
      await pause(30);
      if (wishes.refuse === 'sendAgain') return refuse('disk-full');
      served.tell({ type: 'state-changed', conversation, message, state: 'sending' });
      setTimeout(
        () => served.tell({ type: 'state-changed', conversation, message, state: 'sent' }),
        30,
      );
      return ok(null);
    },
    ...fakeDanger({ wishes, talks, tell: (fact) => served.tell(fact) }),
    ...fakeVeil({ wishes, lines, tell: (fact) => served.tell(fact) }),
    ...fakeWork({ wishes, lines, talks, tell: (fact) => served.tell(fact) }),
    ...fakeWorkplace(wishes.refuse),
    seen: async ({ conversation }) => {
      const line = lines.get(conversation);
      if (line !== undefined && wishes.refuse !== 'seen') {
        const summary = { ...line, unread: 0 };
        lines.set(conversation, summary);
        served.tell({ type: 'conversation-changed', summary });
      }
      return null;
    },
    codeLists: async () => fakeCodes,
    cases: async ({ from, limit }) => ({
      cases: [...cases.values()].slice(from, from + limit).map(headOf),
      total: cases.size,
    }),
    readCase: async ({ case: id }) => {
      await pause(40);
      return cases.get(id) ?? null;
    },
    openCase: async ({ conversation }) => {
      const line = lines.get(conversation);
      const known = line?.case === null || line === undefined ? undefined : cases.get(line.case.id);
      if (known !== undefined) return ok(known);
      const fresh = {
        ...file(`case-of-${conversation}`, '2026-0118', emptyIncident),
        conversation,
      };
      cases.set(fresh.id, fresh);
      served.tell({ type: 'case-changed', case: fresh });
      if (line !== undefined) {
        served.tell({
          type: 'conversation-changed',
          summary: { ...line, case: { id: fresh.id, reference: fresh.reference } },
        });
      }
      return ok(fresh);
    },
    saveIncident: async ({ case: id, incident }) => {
      const known = cases.get(id);
      if (known === undefined) return refuse('unknown-case');
      await pause(80);
      if (wishes.refuse === 'save') return refuse('disk-full');
      const saved = { ...known, incident, saved: Date.now() };
      cases.set(id, saved);
      served.tell({ type: 'case-changed', case: saved });
      return ok({ saved, problems: problemsOf(incident) });
    },
    importIncidents: async () =>
      wishes.refuse === 'import' ? refuse('bad-file') : ok({ imported: 24 }),
    planRelease: async ({ k }) => {
      await pause(100);
      if (k < 3) return refuse('below-floor');
      if (k > 20) return refuse('below-k');
      return ok({
        k,
        incidents: 24,
        left: { unverified: 2, withoutConsent: 1, incomplete: 0, suppressed: 3 },
        smallestClass: 6,
        classes: 4,
        generalisation: {
          period: 'quarter',
          geography: 'state',
          placeType: 'exact',
          ageBand: 'band',
          gender: 'removed',
          category: 'exact',
          bias: 'exact',
        },
        rows: Array.from({ length: 24 }, (_, n) =>
          row(
            n < 6
              ? {}
              : n < 12
                ? { geography: 'DE-SN', placeType: 'street' }
                : n < 18
                  ? { category: 'THR' }
                  : { period: '2026-Q3', form: '' },
          ),
        ),
      });
    },
    exportCsv: async () =>
      wishes.refuse === 'export' ? refuse('identifier-found') : ok({ name: 'incidents.csv' }),
    exportPdf: async () => ok({ name: 'report.pdf' }),
    ...fakeAnnotations({ wishes, talks }),
    ...fakeKeeping(parts),
    ...fakePeople(parts),
  };

  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const served = serveDoor<DeskRequests, DeskFact>(
    port,
    holding(handlers, wishes.hold, released),
    (name, input) => {
      asked.push({ name, input });
      return input as never;
    },
  );
  return { tell: served.tell, asked, release };
}
