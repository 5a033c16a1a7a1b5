/** Vault, cases: every case file, open in memory while the vault is, each under a data key of its own. */
import * as v from 'valibot';
import { ConversationId, type BucketId, type RowId } from '../../../../protocol/ids.ts';
import {
  emptyIncident,
  type CaseFile,
  type CaseProblem,
  type Incident,
} from '../../../contract/case.ts';
import type { ConversationSummary } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { Buckets } from '../keys/buckets.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/store.ts';
import { problemsOf } from './checks.ts';
import { currentCodes } from './codes.ts';
import { incidentSchema } from './incident.ts';

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

/** Opens one row per case and nothing else. */
export async function openCaseBook(parts: Parts): Promise<CaseBook> {
  const { store, buckets, dataKey } = parts;
  const held: Held[] = [];
  for (const bucket of buckets.used) {
    const row = rowIdOf(dataKey(bucket), 'case', 'head');
    if (store.has(row)) held.push({ bucket, file: v.parse(schema, await store.get('case', row)) });
  }
  return new Cases(parts, held);
}

interface Beginning {
  readonly conversation: ConversationId | null;
  readonly incident: Incident;
}

class Cases implements CaseBook {
  readonly #parts: Parts;
  readonly #held = new Map<string, Held>();
  readonly #byConversation = new Map<ConversationId, string>();

  constructor(parts: Parts, held: readonly Held[]) {
    this.#parts = parts;
    for (const one of held) this.#put(one);
  }

  readonly all: CaseBook['all'] = () =>
    [...this.#held.values()].map(({ file }) => file).toSorted((a, b) => b.saved - a.saved);

  readonly ofConversation: CaseBook['ofConversation'] = (id) => {
    const file = this.#fileOf(id);
    return file === null ? null : { id: file.id, reference: file.reference };
  };

  readonly open: CaseBook['open'] = async (conversation) =>
    await this.#parts.oneByOne(async () => {
      const known = this.#fileOf(conversation);
      if (known !== null) return ok(known);
      const added = await this.#add([
        { conversation, incident: { ...emptyIncident, channel: CHAT } },
      ]);
      if (!added.ok) return added;
      const [file] = added.value;
      if (file === undefined) throw new Error('one case was added');
      return ok(file);
    });

  readonly save: CaseBook['save'] = async (id, incident) =>
    await this.#parts.oneByOne(async () => {
      const known = this.#held.get(id);
      if (known === undefined) return refuse('unknown-case');
      const now = this.#parts.env.now();
      const saved = { ...known.file, incident, saved: now };
      const written = await this.#write([{ ...known, file: saved }]);
      return written.ok ? ok({ saved, problems: problemsOf(incident, now) }) : written;
    });

  readonly addAll: CaseBook['addAll'] = async (incidents) =>
    await this.#parts.oneByOne(async () => {
      const added = await this.#add(
        incidents.map((incident) => ({ conversation: null, incident })),
      );
      return added.ok ? ok(added.value.length) : added;
    });

  async #add(begun: readonly Beginning[]): Promise<Outcome<readonly CaseFile[], 'disk-full'>> {
    const { buckets } = this.#parts;
    const room = await buckets.ensure(begun.length);
    if (!room.ok) return room;
    const names = this.#references(begun.length);
    const cases = begun.map((one, i) => this.#begin(names[i] ?? '', one));
    const written = await this.#write(cases);
    if (written.ok) return ok(cases.map(({ file }) => file));
    for (const { bucket } of cases.toReversed()) buckets.giveBack(bucket);
    return written;
  }

  #begin(reference: string, { conversation, incident }: Beginning): Held {
    const { buckets, env } = this.#parts;
    const bucket = buckets.take();
    const now = env.now();
    const id = this.#rowOf(bucket);
    const codesVersion = currentCodes().version;
    const file = { id, reference, conversation, codesVersion, incident, created: now, saved: now };
    return { bucket, file };
  }

  async #write(cases: readonly Held[]): Promise<Outcome<null, 'disk-full'>> {
    const changes = cases.map(({ bucket, file }): Change => ({
      bucket,
      table: 'case',
      id: this.#rowOf(bucket),
      seq: 0,
      value: file,
    }));
    const committed = await this.#parts.store.commit(changes);
    if (committed.ok) for (const one of cases) this.#put(one);
    return committed;
  }

  /** The next free numbers of this year, e.g. 2026-0117; labels, not a count of anything. */
  #references(count: number): readonly string[] {
    const year = `${new Date(this.#parts.env.now()).getUTCFullYear()}-`;
    const used = [...this.#held.values()]
      .filter(({ file }) => file.reference.startsWith(year))
      .map(({ file }) => Number(file.reference.slice(year.length)));
    const first = used.reduce((most, number) => Math.max(most, number), 0) + 1;
    return Array.from({ length: count }, (_, i) => year + String(first + i).padStart(4, '0'));
  }

  #put(one: Held): void {
    const { id, conversation } = one.file;
    this.#held.set(id, one);
    if (conversation !== null) this.#byConversation.set(conversation, id);
  }

  #fileOf(conversation: ConversationId): CaseFile | null {
    return this.#held.get(this.#byConversation.get(conversation) ?? '')?.file ?? null;
  }

  #rowOf(bucket: BucketId): RowId {
    return rowIdOf(this.#parts.dataKey(bucket), 'case', 'head');
  }
}

/** What a case begun from a conversation came through. */
const CHAT = 'chat';
