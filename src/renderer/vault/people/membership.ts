/**
 * Vault, people: what this device keeps about its team's devices besides the document: names, open
 * invites with their secrets, the own request to be let in, and what documents have changed.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { MAX_PEOPLE, MAX_TEAM_NEWS } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { serial } from '../serial.ts';
import type { VaultStore } from '../store/vault-store.ts';

const roles = v.array(v.picklist(['operator', 'manager', 'coordinator']));
const NOT_SHARED = { signer: '', to: [] };
/** The name a device writes under, as it says itself; version 0: it never changed the one it came under. */
const saying = { name: v.string(), before: v.string(), version: v.number() };
const UNSAID = { name: '', before: '', version: 0 };

const schema = v.object({
  people: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      since: v.nullable(v.number()),
      until: v.nullable(v.number()),
      /** A document has listed it as a coordinator: it may hold the key of the team's documents for ever. */
      coordinated: v.optional(v.boolean(), false),
      /** The key that signed the last document that did. '': not known. */
      under: v.optional(v.string(), ''),
    }),
  ),
  invites: v.array(
    v.object({
      id: v.string(),
      link: v.string(),
      made: v.number(),
      asked: v.nullable(
        v.object({
          login: v.string(),
          sign: v.string(),
          ik: v.string(),
          name: v.string(),
          arrived: v.number(),
        }),
      ),
    }),
  ),
  joining: v.nullable(
    v.object({
      link: v.string(),
      name: v.string(),
      eid: v.string(),
      /** Coordinators whose queue has taken the request. */
      reached: v.optional(v.array(v.string()), []),
    }),
  ),
  /** T_next while a document signed by it is on its way; nothing afterwards. */
  next: v.optional(v.nullable(v.object({ seed: v.string(), index: v.number() })), null),
  /** Coordinators that were given the team's key by this device, and which key that was. */
  shared: v.optional(v.object({ signer: v.string(), to: v.array(v.string()) }), NOT_SHARED),
  /** The own name since it was changed here, and who has heard it. */
  said: v.optional(v.object({ ...saying, to: v.array(v.string()) }), {
    ...UNSAID,
    to: [],
  }),
  /** What listed devices say of themselves. */
  says: v.optional(v.array(v.object({ id: v.string(), ...saying })), []),
  /** Documents that were accepted here, newest first: hashes and keys as hex. */
  documents: v.optional(
    v.array(
      v.object({
        seq: v.number(),
        at: v.number(),
        hash: v.string(),
        prev: v.string(),
        signer: v.string(),
        /** What it has changed, also where the news of it are kept no longer. */
        changed: v.array(v.picklist(['devices', 'revoked', 'profile', 'relays'])),
      }),
    ),
    [],
  ),
  /** Devices that are told what was said before, and that are not; null: not written down yet. */
  earlier: v.optional(
    v.nullable(v.object({ yes: v.array(v.string()), no: v.array(v.string()) })),
    null,
  ),
  history: v.array(
    v.object({
      seq: v.number(),
      at: v.number(),
      kind: v.picklist(['joined', 'left', 'roles']),
      device: v.string(),
      roles,
    }),
  ),
});

/** Times are ms since the epoch, keys hex. */
export type Membership = Readonly<v.InferOutput<typeof schema>>;
export type Invited = Membership['invites'][number];

/** Before anything happened. */
export const nothing: Membership = {
  people: [],
  invites: [],
  joining: null,
  next: null,
  shared: NOT_SHARED,
  said: { ...UNSAID, to: [] },
  says: [],
  documents: [],
  earlier: null,
  history: [],
};

interface Parts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

export interface MembershipRow {
  readonly now: () => Membership;
  /** Durable before it is seen; null changes nothing. */
  readonly write: (
    edit: (before: Membership) => Membership | null,
  ) => Promise<Outcome<null, 'disk-full'>>;
}

export async function openMembership(parts: Parts): Promise<MembershipRow> {
  const { store, own, nameKey } = parts;
  const id = rowIdOf(nameKey(own), 'setting', 'membership');
  let value = store.has(id) ? v.parse(schema, await store.get('setting', id)) : nothing;
  const oneByOne = serial();
  return {
    now: () => value,
    write: async (edit) =>
      await oneByOne(async () => {
        const next = edit(value);
        if (next === null) return ok(null);
        const change = { bucket: own, table: 'setting', id, seq: 0, value: next } as const;
        const written = await store.commit([change]);
        if (written.ok) value = next;
        return written;
      }),
  };
}

type Listed = Pick<TeamDocument, 'seq' | 'issued' | 'devices'>;
type Naming = Pick<TeamDocument, 'devices' | 'revoked'>;
type Event = Membership['history'][number];

/** What the second document changed in the list of devices. Pure. */
export function newsBetween(before: Listed, after: Listed): Membership['history'] {
  const had = new Map(before.devices.map((device) => [device.id, device]));
  const has = new Set(after.devices.map(({ id }) => id));
  const event = (kind: Event['kind'], id: string, granted: readonly Event['roles'][number][]) => ({
    seq: after.seq,
    at: after.issued,
    kind,
    device: id,
    roles: [...granted],
  });
  const left = before.devices.filter(({ id }) => !has.has(id));
  return [
    ...left.map(({ id, roles: granted }) => event('left', id, granted)),
    ...after.devices.flatMap(({ id, roles: granted }) => {
      const known = had.get(id);
      if (known === undefined) return [event('joined', id, granted)];
      return known.roles.join() === granted.join() ? [] : [event('roles', id, granted)];
    }),
  ];
}

const operatorsOf = ({ devices }: Pick<TeamDocument, 'devices'>): Set<string> =>
  new Set(devices.filter(({ roles: all }) => all.includes('operator')).map(({ id }) => id));

/** Devices that became operators or are none any more. Pure. */
export function operatorsMoved(
  before: Pick<TeamDocument, 'devices'>,
  after: Pick<TeamDocument, 'devices'>,
): ReadonlySet<string> {
  const [had, has] = [operatorsOf(before), operatorsOf(after)];
  return new Set([
    ...[...had].filter((id) => !has.has(id)),
    ...[...has].filter((id) => !had.has(id)),
  ]);
}

/** The same with these events in it: who came when, who went when, and the newest of what happened. Pure. */
export function withNews(
  before: Membership,
  { news, document }: { readonly news: readonly Event[]; readonly document: Naming },
): Membership {
  const people = new Map(before.people.map((person) => [person.id, person]));
  for (const { kind, device: id, at } of news) {
    const known = people.get(id) ?? stranger(id);
    if (kind === 'joined') people.set(id, { ...known, since: at, until: null });
    if (kind === 'left') people.set(id, { ...known, until: at });
  }
  const history = [...news, ...before.history].slice(0, MAX_TEAM_NEWS);
  return { ...before, people: bounded([...people.values()], document), history };
}

/** The same with this name for a device; what is known of it besides stays. Pure. */
export function withName(
  before: Membership,
  { id, name }: { readonly id: string; readonly name: string },
  document: Naming,
): Membership {
  const known = before.people.find((one) => one.id === id);
  const person = { ...(known ?? stranger(id)), name };
  const others = before.people.filter((one) => one.id !== id);
  return { ...before, people: bounded([...others, person], document) };
}

/** The same with what a device says of its own name; null for what is no news. What somebody calls it here stays. Pure. */
export function withSaidName(
  before: Membership,
  said: Membership['says'][number],
  { devices }: Pick<TeamDocument, 'devices'>,
): Membership | null {
  const known = before.says.find(({ id }) => id === said.id);
  if (known !== undefined && said.version <= known.version) return null;
  const listed = new Set<string>(devices.map(({ id }) => id));
  const others = before.says.filter(({ id }) => id !== said.id && listed.has(id));
  return { ...before, says: [...others, said] };
}

/** The same with another name of our own, which nobody has heard yet. Pure. */
export const withOwnName = (
  before: Membership,
  { name, was }: { readonly name: string; readonly was: string },
): Membership => ({
  ...before,
  said: { name, before: was, version: before.said.version + 1, to: [] },
});

/**
 * The same, to be said anew, where it broke off between another name and writing under it: some may not have heard the
 * one it goes on under. Null where what is said is so, or where nothing but the name it came under ever was. Pure.
 */
export const withNameKept = (before: Membership, name: string): Membership | null =>
  before.said.name === name || before.said.version <= 1
    ? null
    : { ...before, said: { ...before.said, name, before: '', version: before.said.version + 1 } };

/** The same with whoever coordinates in these documents marked for good, and under which key; null: nothing to mark. Pure. */
export function withCoordinators(
  before: Membership,
  earlier: Signed,
  document: Signed & Naming,
): Membership | null {
  const under = new Map<string, string>([...coordinatorsOf(earlier), ...coordinatorsOf(document)]);
  const people = new Map(before.people.map((person) => [person.id, person]));
  const fresh = [...under].filter(([id, key]) => people.get(id)?.under !== key);
  if (fresh.length === 0) return null;
  const now = fresh.map(([id, key]) => ({
    ...(people.get(id) ?? stranger(id)),
    coordinated: true,
    under: key,
  }));
  const ids = new Set(fresh.map(([id]) => id));
  const others = before.people.filter(({ id }) => !ids.has(id));
  return { ...before, people: bounded([...others, ...now], document) };
}

type Signed = Pick<TeamDocument, 'devices' | 'signer'>;

const coordinatorsOf = ({ devices, signer }: Signed): readonly (readonly [string, string])[] =>
  devices
    .filter(({ roles: all }) => all.includes('coordinator'))
    .map(({ id }) => [id, bytesToHex(signer)] as const);

/** Whoever is listed no longer and still holds the key that signs: they coordinated under it, and nobody has changed it since. */
export const keepersOf = (
  { people }: Pick<Membership, 'people'>,
  { devices, signer }: Signed,
): readonly string[] => {
  const listed = new Set<string>(devices.map(({ id }) => id));
  const key = bytesToHex(signer);
  return people.filter((one) => one.under === key && !listed.has(one.id)).map(({ id }) => id);
};

export const hasCoordinated = ({ people }: Pick<Membership, 'people'>, id: string): boolean =>
  people.some((one) => one.id === id && one.coordinated);

const stranger = (id: string): Membership['people'][number] => ({
  id,
  name: '',
  since: null,
  until: null,
  coordinated: false,
  under: '',
});

/** Whoever the document does not name goes first, the oldest before the newer; the newest of all stays. */
function bounded(people: Membership['people'], { devices, revoked }: Naming): Membership['people'] {
  if (people.length <= MAX_PEOPLE) return people;
  const named = new Set<string>([...devices.map(({ id }) => id), ...revoked]);
  const byWorth = [
    ...people.filter(({ id }) => !named.has(id)),
    ...people.filter(({ id }) => named.has(id)),
  ];
  const kept = new Set(byWorth.slice(-MAX_PEOPLE));
  return people.filter((one) => kept.has(one));
}
