/** Vault: everything that exists between unlock and lock, put together from its rooms. */
import type { BucketId } from '../../../protocol/ids.ts';
import type { CarrierFact } from '../../contract/carrier.ts';
import type { DeskFact, TeamView } from '../../contract/desk.ts';
import type { Trouble } from '../../contract/jobs.ts';
import type { UnlockRefusal } from '../../contract/secrets.ts';
import { ok, type Outcome } from '../../contract/outcome.ts';
import type { Attachments } from './attachments/attachments.ts';
import type { Audit } from './audit/audit.ts';
import type { Backup } from './backup/open-backup.ts';
import type { CaseBook } from './cases/case-book.ts';
import type { Env } from './env.ts';
import { layFoundation, type Foundation, type VaultParts } from './foundation.ts';
import type { DutyRoom } from './duty/open-duty.ts';
import type { Erase } from './erase/open-erase.ts';
import type { Evidence } from './evidence/open-evidence.ts';
import { housekeeping, type Housekeeping } from './housekeeping.ts';
import type { Inbox } from './inbox/open-inbox.ts';
import type { Jobs } from './jobs.ts';
import { bucketsOf } from './keys/buckets.ts';
import type { VaultKeys } from './keys/vault-keys.ts';
import { LEAVE_PATIENCE_MS, LOCK_PATIENCE_MS } from './limits.ts';
import { openRooms, type Rooms } from './open-rooms.ts';
import { orUndone } from './or-undone.ts';
import type { Retention } from './retention/open-retention.ts';
import type { Search } from './search/open-search.ts';
import type { People } from './people/open-people.ts';
import { beginRenewal } from './renewal/begin.ts';
import { formerDevices, type FormerDevices } from './renewal/former.ts';
import { noteRenewal, settleOwn, settleTalks } from './renewal/settle.ts';
import { serial } from './serial.ts';
import type { VaultStore } from './store/vault-store.ts';
import { openOlderProfile, type OlderProfile } from './team/older-profile.ts';
import { openTeam, type Team } from './team/open-team.ts';
import type { Opened } from './unlock.ts';

export type { VaultParts } from './foundation.ts';

export interface OpenVault {
  /** Rows of the copy that the journal had to give back. */
  readonly rebuilt: number;
  readonly inbox: Inbox;
  readonly cases: CaseBook;
  readonly attachments: Attachments;
  readonly mutedFiles: Rooms['mutedFiles'];
  readonly outgoing: Rooms['outgoing'];
  readonly evidence: Evidence;
  readonly search: Search;
  readonly audit: Audit;
  readonly contactLooked: Rooms['contactLooked'];
  readonly erase: Erase;
  readonly retention: Retention;
  readonly backup: Backup;
  readonly people: People;
  readonly papers: Rooms['papers'];
  readonly duty: DutyRoom;
  readonly help: Rooms['help'];
  readonly profile: Rooms['profile'];
  readonly annotating: Rooms['annotating'];
  readonly checklist: Rooms['checklist'];
  readonly workplace: Rooms['workplace'];
  readonly figures: Rooms['figures'];
  readonly keys: VaultKeys;
  readonly store: VaultStore;
  readonly jobs: Jobs;
  readonly snapshot: Housekeeping['snapshot'];
  /** Tells the screen and the log. */
  readonly trouble: Foundation['trouble'];
  readonly team: () => TeamView;
  readonly older: Pick<OlderProfile, 'acknowledge'>;
  /** Dials and signs in, and begins what goes on in the background; the rest follows from facts. */
  readonly begin: () => Promise<void>;
  readonly fact: (fact: CarrierFact) => void;
  /** Whether its identity keys may be put down; durable when it answers (renewal/begin.ts). */
  readonly beginRenewal: (code: string | null) => ReturnType<typeof beginRenewal>;
  /** Stops everything, writes what waits, records the journal's head and overwrites every key; `last` comes before that. */
  readonly close: (last?: () => Promise<void>) => Promise<void>;
}

type Refusal = Extract<
  UnlockRefusal,
  'damaged-keyring' | 'damaged-journal' | 'rolled-back' | 'disk-full'
>;

/** From the last checkpoint and what was written since, else from the whole journal. Reads one row per list and no more. */
export async function openVault(
  parts: VaultParts,
  opened: Opened,
): Promise<Outcome<OpenVault, Refusal>> {
  const troubles = heard(parts.tell);
  const base = await layFoundation({ ...parts, tell: troubles.tell }, opened);
  if (!base.ok) return base;
  const open = async (): Promise<Outcome<OpenVault, Refusal>> => {
    const records = recordsOf(parts, base.value);
    const { own } = records.buckets;
    const team = openTeam({ ...parts, keys: base.value.keys });
    const former = await formerDevices({ ...records, own }, team.device.keys.id);
    team.documents.putAside(former.ids);
    const alias = team.talk.alias();
    const document = team.documents.current();
    const settled = await settleOwn({ ...records, former, alias, document });
    if (!settled.ok) return settled;
    const rooms = await openRooms({ ...parts, ...base.value, records, team, former });
    await noteRenewal(rooms.audit, former);
    const quiet = await settleTalks({ ...records, former }, rooms.inbox.book);
    if (!quiet.ok) return quiet;
    troubles.noteIn(rooms.audit);
    const { trouble } = base.value;
    const older = await openOlderProfile({ ...records, own, trouble });
    return ok(compose(parts, { base: base.value, records, team, rooms, older, former }));
  };
  // A room that does not open leaves no key behind.
  return await orUndone(open, () => shut(base.value));
}

/** Every trouble that is told stands in the log too; what was told before the log was open, as soon as it is. */
function heard(tell: VaultParts['tell']) {
  const early: Trouble[] = [];
  let note = (trouble: Trouble): void => void early.push(trouble);
  return {
    tell: (fact: DeskFact): void => {
      tell(fact);
      if (fact.type === 'trouble') note(fact.trouble);
    },
    noteIn: (audit: Pick<Audit, 'note'>): void => {
      note = ({ kind, count }) =>
        audit.note(kind === 'copy-repaired' ? 'copy-repaired' : 'trouble', { count });
      for (const trouble of early.splice(0)) note(trouble);
    },
  };
}

function shut({ heads, jobs, keys, repairs, store }: Foundation): void {
  jobs.stopAll();
  repairs.stop();
  heads.stop();
  keys.zero();
  store.close();
}

/** What everything that keeps records needs. */
export type Records = ReturnType<typeof recordsOf>;

function recordsOf({ env }: VaultParts, { keys, store, trouble }: Foundation) {
  const named =
    (of: (bucket: BucketId) => Uint8Array | undefined) =>
    (bucket: BucketId): Uint8Array => {
      const key = of(bucket);
      if (key === undefined) throw new Error('no key for this bucket');
      return key;
    };
  const full = (count: number): void => trouble({ kind: 'vault-full', count });
  const buckets = bucketsOf(keys, store.used, env.random, { full });
  const [dataKey, nameKey] = [named(keys.dataKey), named(keys.nameKey)];
  return { env, store, buckets, dataKey, nameKey, oneByOne: serial() };
}

interface Parts {
  readonly base: Foundation;
  readonly records: Records;
  readonly team: Team;
  readonly rooms: Rooms;
  readonly older: OlderProfile;
  readonly former: FormerDevices;
}

function compose(parts: VaultParts, all: Parts): OpenVault {
  const { base, team, rooms, older } = all;
  const { keys, store, jobs, rebuilt, trouble } = base;
  const { inbox, audit, evidence, backup, attachments, mutedFiles, outgoing, contacts } = rooms;
  const { people, papers, profile, duty, figures } = rooms;
  const house = housekeeping({
    ...base,
    env: parts.env,
    trouble,
    written: () => audit.note('snapshot'),
    sweep: async () => await evidence.sweep(),
  });
  const link = team.link({
    online: (online) => {
      inbox.online(online);
      outgoing.online(online);
      if (online) void profile.look();
      if (online) mutedFiles.soon();
    },
    newDocument: async () => {
      await inbox.retry();
      await profile.look();
    },
    older: async (count) => await older.raise(count),
    forked: () => trouble({ kind: 'forked-team', count: 0 }),
    tell: parts.tell,
    isHere: () => duty.isHere(),
  });
  duty.sayHereWith(() => void link.sayHere());
  team.refetchWith(link.refetch.bind(link));
  return {
    ...rooms,
    rebuilt,
    keys,
    store,
    jobs,
    snapshot: house.snapshot,
    trouble,
    team: team.view,
    older,
    begin: async () => {
      older.tell();
      house.begin();
      contacts.soon();
      backup.begin();
      rooms.retention.reminder.begin();
      await people.begin();
      await duty.begin();
      await outgoing.begin();
      await link.begin();
    },
    fact: (fact) => {
      link.fact(fact);
      inbox.fact(fact);
      duty.fact(fact);
    },
    beginRenewal: async (code) =>
      await beginRenewal({ store, jobs, ...team, former: all.former }, code),
    close: async (last) => {
      house.stop();
      jobs.stopAll();
      base.repairs.stop();
      link.stop();
      people.close();
      papers.stop();
      inbox.stop();
      profile.stop();
      figures.stop();
      duty.stop();
      rooms.help.stop();
      rooms.logHeads.stop();
      contacts.stop();
      mutedFiles.stop();
      attachments.close();
      outgoing.close();
      backup.stop();
      rooms.retention.reminder.stop();
      await end(all, { ...parts, leave: link.leave.bind(link) }, last);
    },
  };
}

/** Keys go even when main no longer answers, and a step that fails keeps no later one from being done. */
async function end(
  { base, records, rooms }: Parts,
  { env, leave }: Pick<VaultParts, 'env'> & { readonly leave: () => Promise<void> },
  also: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { keys, store, heads } = base;
  heads.stop();
  const steps = [rooms.audit.close, rooms.search.stop, store.checkpoint, heads.record];
  const last = async (): Promise<void> => {
    // What is not written now is made up for at the next unlock.
    for (const step of steps) await step().catch(() => undefined);
  };
  try {
    await patiently(env, async () => await records.oneByOne(last));
    await patiently(env, leave, LEAVE_PATIENCE_MS);
    await patiently(env, also);
  } finally {
    keys.zero();
    store.close();
  }
}

/** Not for ever: main may answer no more. */
async function patiently(
  env: Pick<Env, 'later'>,
  work: () => Promise<void>,
  ms = LOCK_PATIENCE_MS,
): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const cancel = env.later(ms, resolve);
  try {
    await Promise.race([work().catch(() => undefined), patience]);
  } finally {
    cancel();
  }
}
