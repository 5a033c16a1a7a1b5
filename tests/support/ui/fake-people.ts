import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type { PeopleRequests, Roster, TeamRole, TeamStep } from '../../../src/contract/people.ts';
import { DAY, hex, pause, type Parts } from './fake-parts.ts';

const NUMBERS = '40817 00932 77120 56641 19083 90255 31470 68812 05599 23376 84001 72948';
const WORDS = 'orbit maple canvas tunnel velvet acorn ribbon harbor lantern pepper walnut cradle';
const LINK = `beistand://join#${'3f'.repeat(16)}.${'a7'.repeat(32)}.${'c4'.repeat(32)}.${'9b'.repeat(16)}.1800000000000.wss%3A%2F%2Frelay.example.org`;

/** The page that a harness wants: `refuse=waiting`, `removed`, `member` (outside), `renewed` (its keys are new), `asking`, `asking-again` (a listed device's name), `alone`, `newcomer`, `two` (coordinators), `two-of-one` (the second is what this device was). */
function startingRoster(wish: string, now: number): Roster {
  const inside = !['waiting', 'removed', 'member', 'renewed'].includes(wish);
  const mine = {
    id: hex('3f9a'),
    name: 'Noa',
    alias: { now: 'Noa', before: '' },
    roles: ['operator', 'manager', 'coordinator'],
    holdsKey: true,
    mine: inside,
    since: null,
    seen: now - 60_000,
  } as const;
  const coordinatesToo = wish === 'two' || wish === 'two-of-one';
  const hers: readonly TeamRole[] = coordinatesToo ? ['operator', 'coordinator'] : ['operator'];
  const others = [
    {
      id: hex('81c0'),
      name: 'Mira am Empfang',
      alias: { now: 'Mika', before: 'Mira' },
      roles: hers,
      holdsKey: coordinatesToo,
      mine: false,
      since: now - 40 * DAY,
      seen: now - 2 * DAY,
    },
    {
      id: hex('d25e'),
      name: '',
      alias: { now: '', before: '' },
      roles: ['manager'],
      holdsKey: false,
      mine: false,
      since: now - 12 * DAY,
      seen: null,
    },
  ] as const;
  return {
    standing: inside ? 'member' : wish === 'removed' ? 'removed' : 'waiting',
    mayChange: inside,
    devices: wish === 'alone' ? [mine] : [mine, ...others],
    former: wish === 'renewed' ? [hex('3f9a')] : wish === 'two-of-one' ? [hex('81c0')] : [],
    removed:
      wish === 'alone'
        ? []
        : [
            {
              id: hex('77aa'),
              name: 'Alter Laptop',
              until: now - 30 * DAY,
              holdsKey: wish === 'keeper',
            },
          ],
    invites:
      wish === 'asking'
        ? [{ id: hex('0101'), made: now - DAY / 4, expires: now + (3 * DAY) / 4 }]
        : [],
    asking:
      wish === 'asking' || wish === 'asking-again'
        ? [
            {
              invite: hex('0202'),
              name: wish === 'asking' ? 'Birke' : 'Mira am Empfang',
              numbers: NUMBERS,
              words: WORDS,
              arrived: now - 120_000,
            },
          ]
        : [],
    joining:
      wish === 'waiting'
        ? {
            name: 'Birke',
            numbers: NUMBERS,
            words: WORDS,
            expires: now + DAY / 2,
            heard: true,
            missing: 1,
          }
        : null,
    newcomers:
      wish === 'newcomer'
        ? [
            {
              device: hex('81c0'),
              name: 'Mira am Empfang',
              numbers: NUMBERS,
              words: WORDS,
              declined: false,
            },
          ]
        : [],
    own: inside ? { numbers: NUMBERS, words: WORDS } : null,
    history:
      wish === 'alone'
        ? []
        : [
            {
              seq: 4,
              at: now - 12 * DAY,
              kind: 'joined',
              device: hex('d25e'),
              name: '',
              roles: ['manager'],
            },
            {
              seq: 3,
              at: now - 30 * DAY,
              kind: 'left',
              device: hex('77aa'),
              name: 'Alter Laptop',
              roles: ['operator'],
            },
          ],
  };
}

/** Newest first: nothing changed, a gap, a new key, the beginning, and one of before. */
function stepsFor(history: Roster['history'], now: number): readonly TeamStep[] {
  const step = (seq: number, days: number, more: Partial<TeamStep>): TeamStep => ({
    seq,
    at: now - days * DAY,
    proof: 'follows',
    missed: 0,
    key: '9c41d07b52ae',
    news: history.filter((one) => one.seq === seq),
    changed: [],
    ...more,
  });
  return [
    step(9, 2, {}),
    step(8, 5, { changed: ['profile'] }),
    step(4, 12, { proof: 'gap', missed: 2 }),
    step(3, 30, { proof: 'root' }),
    step(2, 41, { proof: 'first', key: '03be77f1c8d2' }),
    step(1, 60, {
      proof: 'unkept',
      key: '',
      news: history.slice(0, 1).map((one) => ({ ...one, seq: 1, name: 'Mira am Empfang' })),
    }),
  ];
}

/** The team's devices. `refuse=offline` lets no change through. */
export function fakePeople(parts: Parts): Handlers<PeopleRequests> {
  const now = Date.now();
  const { wishes, tell } = parts;
  let roster = startingRoster(wishes.refuse, now);
  const set = (changed: Partial<Roster>): void => {
    roster = { ...roster, ...changed };
    tell({ type: 'roster-changed', roster });
  };
  const offline = wishes.link === 'offline';
  const remove = async (id: string) => {
    await pause(100);
    if (offline) return refuse('offline');
    const gone = roster.devices.find((one) => one.id === id);
    set({
      devices: roster.devices.filter((one) => one.id !== id),
      removed: [
        ...roster.removed.filter((one) => one.id !== id),
        { id, name: gone?.name ?? '', until: now, holdsKey: false },
      ],
    });
    tell({
      type: 'team-news',
      news: [
        {
          seq: 5,
          at: now,
          kind: 'left',
          device: id,
          name: gone?.name ?? '',
          roles: ['operator'],
        },
      ],
    });
    return ok(null);
  };
  return {
    roster: async () => roster,
    teamHistory: async () => stepsFor(roster.history, now),
    makeInvite: async () => {
      const id = hex('0303');
      set({ invites: [...roster.invites, { id, made: now, expires: now + DAY }] });
      return ok({ id, link: LINK });
    },
    showInvite: async () => LINK,
    dropInvite: async ({ invite }) => {
      set({
        invites: roster.invites.filter(({ id }) => id !== invite),
        asking: roster.asking.filter((one) => one.invite !== invite),
      });
      return ok(null);
    },
    letIn: async ({ invite, roles }) => {
      await pause(100);
      if (offline) return refuse('offline');
      const name = roster.asking.find((one) => one.invite === invite)?.name ?? '';
      const holdsKey = roles.includes('coordinator');
      const device = {
        id: hex('0404'),
        name,
        roles,
        holdsKey,
        alias: { now: name, before: '' },
        mine: false,
        since: now,
        seen: null,
      };
      set({ asking: [], devices: [...roster.devices, device] });
      return ok(null);
    },
    setRoles: async ({ device, roles }) => {
      await pause(100);
      if (offline) return refuse('offline');
      set({ devices: roster.devices.map((one) => (one.id === device ? { ...one, roles } : one)) });
      return ok(null);
    },
    nameSelf: async ({ name }) => {
      if (offline) return refuse('disk-full');
      const named = { name, alias: { now: name, before: '' } };
      set({ devices: roster.devices.map((one) => (one.mine ? { ...one, ...named } : one)) });
      return ok(null);
    },
    nameDevice: async ({ device, name }) => {
      set({ devices: roster.devices.map((one) => (one.id === device ? { ...one, name } : one)) });
      return ok(null);
    },
    tellEarlier: async ({ device, said }) => {
      const others = roster.newcomers.filter((one) => one.device !== device);
      const asked = roster.newcomers.filter((one) => one.device === device);
      const left = said === 'yes' ? [] : asked.map((one) => ({ ...one, declined: said === 'no' }));
      set({ newcomers: [...others, ...left] });
      return ok(null);
    },
    removeDevice: async ({ device }) => await remove(device),
    removeCoordinator: async ({ device, code }) =>
      code.length < 28 ? refuse('bad-code') : await remove(device),
    lookForTeam: async ({ relay, code }) => {
      await pause(100);
      if (code.length < 28) return refuse('bad-code');
      if (!relay.startsWith('wss://') && !relay.startsWith('beistand://'))
        return refuse('bad-relay');
      if (wishes.link === 'offline') return refuse('relay-unreachable');
      const { devices } = startingRoster('two', now);
      return ok({
        name: wishes.refuse === 'unnamed' ? '' : 'Anlaufstelle Lindenweg',
        numbers: '48213 00971 66350 12894 77102 35568',
        seq: 41,
        issued: now - 26 * DAY,
        expires: wishes.refuse === 'over' ? now - 2 * DAY : now + 4 * DAY,
        relay: 'wss://relay.example.org',
        relays: [wishes.refuse === 'moved' ? 'wss://elsewhere.example' : 'wss://relay.example.org'],
        devices: devices.map(({ id, roles }) => ({ id, roles })),
      });
    },
    regainTeam: async () => {
      await pause(100);
      if (wishes.refuse === 'no-regain') return refuse('wrong-code');
      roster = startingRoster(wishes.refuse === 'half-regain' ? 'member' : 'alone', now);
      parts.opened();
      return wishes.refuse === 'half-regain' ? refuse('offline') : ok(null);
    },
    regain: async ({ code }) => {
      await pause(100);
      if (code.length < 28) return refuse('bad-code');
      if (offline) return refuse('offline');
      set(startingRoster('alone', now));
      return ok(null);
    },
    joinTeam: async ({ link }) => {
      await pause(100);
      if (!link.startsWith('beistand://join#')) return refuse('bad-invite');
      roster = startingRoster('waiting', now);
      parts.opened();
      return ok(null);
    },
    askToJoin: async ({ link }) => {
      if (!link.startsWith('beistand://join#')) return refuse('bad-invite');
      set({ joining: startingRoster('waiting', now).joining });
      return ok(null);
    },
    stopAsking: async () => {
      set({ joining: null });
      return ok(null);
    },
  };
}
