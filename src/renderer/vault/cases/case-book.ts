/** Vault, cases: every case file, open in memory while the vault is, each under a data key of its own. */
import * as v from 'valibot';
import { ConversationId, type BucketId } from '../../../../protocol/ids.ts';
import type { CaseFile, CaseProblem, Incident } from '../../../contract/case.ts';
import type { ConversationSummary } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { Buckets } from '../keys/buckets.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/store.ts';
import { problemsOf } from './checks.ts';
import { currentCodes } from './codes.ts';
import { emptyIncident, incidentSchema } from './incident.ts';

const schema = v.object({
  id: v.string(),
  reference: v.string(),
  conversation: v.nullable(
    v.pipe(
      v.string(),
      v.transform((raw) => ConversationId(raw)),
    ),
  ),
  codesVersion: v.string(),
  incident: incidentSchema,
  created: v.number(),
  saved: v.number(),
}) satisfies v.GenericSchema<unknown, CaseFile>;

export interface CaseBook {
  readonly all: () => readonly CaseFile[];
  readonly ofConversation: (id: ConversationId) => ConversationSummary['case'];
  /** The conversation's case, or a new one. */
  readonly open: (conversation: ConversationId) => Promise<Outcome<CaseFile, 'disk-full'>>;
  /** Saves as it is and says what is missing: nobody loses words because a field is empty. */
  readonly save: (
    id: string,
    incident: Incident,
  ) => Promise<
    Outcome<
      { readonly saved: CaseFile; readonly problems: readonly CaseProblem[] },
      'disk-full' | 'unknown-case'
    >
  >;
  /** One case per incident, all or none. */
  readonly addAll: (incidents: readonly Incident[]) => Promise<Outcome<number, 'disk-full'>>;
}

interface Held {
  readonly bucket: BucketId;
  readonly file: CaseFile;
}

type Parts = {
  readonly env: Env;
  readonly store: VaultStore;
  readonly buckets: Buckets;
  readonly dataKey: (bucket: BucketId) => Uint8Array;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
};

export async function openCaseBook(parts: Parts): Promise<CaseBook> {
  const { env, store, buckets, dataKey, oneByOne } = parts;
  const held = new Map<string, Held>();
  const byConversation = new Map<ConversationId, string>();
  const rowOf = (bucket: BucketId) => rowIdOf(dataKey(bucket), 'case', 'head');

  const put = (one: Held): void => {
    held.set(one.file.id, one);
    if (one.file.conversation !== null) byConversation.set(one.file.conversation, one.file.id);
  };
  for (const bucket of buckets.used) {
    const row = rowOf(bucket);
    if (store.has(row)) put({ bucket, file: v.parse(schema, await store.get('case', row)) });
  }

  const change = ({ bucket, file }: Held): Change => ({
    bucket,
    table: 'case',
    id: rowOf(bucket),
    seq: 0,
    value: file,
  });

  const write = async (cases: readonly Held[]): Promise<Outcome<null, 'disk-full'>> => {
    const committed = await store.commit(cases.map(change));
    if (committed.ok) for (const one of cases) put(one);
    return committed;
  };

  const begin = (
    reference: string,
    conversation: ConversationId | null,
    incident: Incident,
  ): Held => {
    const bucket = buckets.take();
    const now = env.now();
    const codesVersion = currentCodes().version;
    const file = {
      id: rowOf(bucket),
      reference,
      conversation,
      codesVersion,
      incident,
      created: now,
      saved: now,
    };
    return { bucket, file };
  };

  /** The next free number of this year, e.g. 2026-0117; a label, not a count of anything. */
  const references = (count: number): readonly string[] => {
    const year = `${new Date(env.now()).getUTCFullYear()}-`;
    const used = [...held.values()]
      .filter(({ file }) => file.reference.startsWith(year))
      .map(({ file }) => Number(file.reference.slice(year.length)));
    const first = used.reduce((most, number) => Math.max(most, number), 0) + 1;
    return Array.from({ length: count }, (_, i) => year + String(first + i).padStart(4, '0'));
  };

  const addAll = async (
    begun: readonly { readonly conversation: ConversationId | null; readonly incident: Incident }[],
  ): Promise<Outcome<readonly CaseFile[], 'disk-full'>> => {
    if (!(await buckets.ensure(begun.length)).ok) return refuse('disk-full');
    const names = references(begun.length);
    const cases = begun.map(({ conversation, incident }, i) =>
      begin(names[i] ?? '', conversation, incident),
    );
    const written = await write(cases);
    if (written.ok) return ok(cases.map(({ file }) => file));
    for (const { bucket } of cases.toReversed()) buckets.giveBack(bucket);
    return written;
  };

  return {
    all: () => [...held.values()].map(({ file }) => file).toSorted((a, b) => b.saved - a.saved),
    ofConversation: (id) => {
      const one = held.get(byConversation.get(id) ?? '');
      return one === undefined ? null : { id: one.file.id, reference: one.file.reference };
    },
    open: async (conversation) =>
      await oneByOne(async () => {
        const known = held.get(byConversation.get(conversation) ?? '');
        if (known !== undefined) return ok(known.file);
        const incident = { ...emptyIncident, channel: 'chat' };
        const added = await addAll([{ conversation, incident }]);
        if (!added.ok) return added;
        const [file] = added.value;
        if (file === undefined) throw new Error('one case was added');
        return ok(file);
      }),
    save: async (id, incident) =>
      await oneByOne(async () => {
        const known = held.get(id);
        if (known === undefined) return refuse('unknown-case');
        const file = { ...known.file, incident, saved: env.now() };
        const written = await write([{ ...known, file }]);
        return written.ok
          ? ok({ saved: file, problems: problemsOf(incident, env.now()) })
          : written;
      }),
    addAll: async (incidents) =>
      await oneByOne(async () => {
        const added = await addAll(incidents.map((incident) => ({ conversation: null, incident })));
        return added.ok ? ok(added.value.length) : added;
      }),
  };
}
