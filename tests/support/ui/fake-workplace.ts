import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type {
  ReadyReply,
  WorkplaceRequests,
  WorkplaceView,
} from '../../../src/contract/workplace.ts';

/** Invented replies; Hebrew and German, as a team would keep them. */
const replies: readonly ReadyReply[] = [
  {
    name: 'Begrüßung',
    texts: [
      {
        language: 'de',
        text: 'Hallo {name}, hier ist {alias} von {team}. Schön, dass du schreibst.',
      },
      { language: 'he', text: 'שלום, כאן {alias}. טוב שכתבת.' },
    ],
  },
  {
    name: 'Beweise sichern',
    texts: [
      {
        language: 'de',
        text: 'Mach am besten gleich ein Bildschirmfoto, auf dem auch Datum und Name zu sehen sind. Lösche nichts.',
      },
    ],
  },
  {
    name: 'Bis morgen',
    texts: [
      { language: 'en', text: 'Take care. We are here again tomorrow.' },
      { language: 'de', text: 'Pass auf dich auf. Morgen sind wir wieder da ({date}).' },
    ],
  },
];

/** What a coordinator wrote for everybody. */
const ofTeam: readonly ReadyReply[] = [
  {
    name: 'Was wir tun können',
    texts: [
      {
        language: 'de',
        text: 'Wir hören zu, halten fest, was passiert ist, und sagen dir, wer dir noch helfen kann. Du entscheidest, was davon weitergeht.',
      },
      {
        language: 'en',
        text: 'We listen, write down what happened and tell you who else can help. You decide what goes further.',
      },
    ],
  },
  {
    name: 'Akute Gefahr',
    texts: [
      {
        language: 'de',
        text: 'Bist du gerade in Gefahr? Dann ruf bitte sofort 112 an. Wir bleiben hier.',
      },
    ],
  },
];

/** What somebody has set up, as the vault keeps it. `refuse=bare`: nothing yet; `refuse=operator`: who does not coordinate. */
export function fakeWorkplace(wish: string): Handlers<WorkplaceRequests> {
  let kept: WorkplaceView = {
    replies: wish === 'bare' ? [] : replies,
    views: [],
    atOnce: null,
    team: { replies: wish === 'bare' ? [] : ofTeam, mayEdit: wish !== 'operator' },
  };
  return {
    workplace: async () => kept,
    setWorkplace: async (parts) => {
      if (wish === 'setWorkplace') return refuse('disk-full');
      kept = { ...kept, ...parts };
      return ok(null);
    },
    setTeamReplies: async ({ replies: next }) => {
      if (wish === 'setTeamReplies') return refuse('not-coordinator');
      kept = { ...kept, team: { ...kept.team, replies: next } };
      return ok(null);
    },
    exportReplies: async () => ok({ name: 'beistand-replies.json' }),
    importReplies: async () => {
      if (wish === 'importReplies') return refuse('bad-file');
      kept = { ...kept, replies };
      return ok({ replies, read: replies.length });
    },
  };
}
