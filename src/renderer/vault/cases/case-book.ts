/** Vault, cases: each case file under a data key of its own, opened only while it is read; its line stays in the index. */
import type { BucketId, ConversationId, FileId } from '../../../../protocol/ids.ts';
import {
  emptyIncident,
  type CaseFile,
  type CaseProblem,
  type Incident,
} from '../../../contract/case.ts';
import type { ConversationSummary, DeskRequests } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { Buckets } from '../keys/buckets.ts';
import { Ordered } from '../ordered.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { breather } from '../turns.ts';
import { readLine, rowOf } from './case-rows.ts';
import { beginCase, readCaseFile, withIncident } from './case-file.ts';
import { lineOf, newestFirst, readCaseLine, type CaseLine } from './case-head.ts';
import { CaseIndex } from './case-index.ts';
import { problemsOf } from './checks.ts';
import { namesOf, readOwn, References, type Given } from './references.ts';

export interface CaseBookParts {
  readonly env: Pick<Env, 'now' | 'ticks'>;
  readonly store: Pick<VaultStore, 'commit' | 'get' | 'each' | 'heads'>;
  readonly buckets: Pick<Buckets, 'own' | 'ensure' | 'take' | 'giveBack'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  /** What changes a case goes through this, one at a time. */
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Takes the lines from the last checkpoint; where there is none, every case's row is read once. */
export async function openCaseBook(parts: CaseBookParts): Promise<CaseBook> {
  const { store, nameKey } = parts;
  const lines = await store.heads<CaseLine>('cases', {
    parse: readCaseLine,
    read: async (bucket) => await readLine(store, bucket, nameKey(bucket)),
  });
  const book = new CaseBook(parts, new Ordered(lines, newestFirst));
  await book.remember();
  return book;
}

type SaveOutcome = DeskRequests['saveIncident']['output'];
type Lines = DeskRequests['cases'];

interface Beginning {
  readonly conversation: ConversationId | null;
  readonly incident: Incident;
}

interface Held {
  readonly bucket: BucketId;
  readonly file: CaseFile;
}

export class CaseBook {
  readonly #parts: CaseBookParts;
  readonly #index: CaseIndex;

  constructor(parts: CaseBookParts, lines: Ordered<CaseLine>) {
    this.#parts = parts;
    this.#index = new CaseIndex(lines);
  }

  get size(): number {
    return this.#index.size;
  }

  /** The case saved last first; opens no row. */
  list(wanted: Lines['input']): Lines['output'] {
    return this.#index.page(wanted);
  }

  head(id: string): CaseLine | undefined {
    const bucket = this.#index.bucketOf(id);
    return bucket === undefined ? undefined : this.#index.get(bucket);
  }

  /** Every line, in no order. */
  heads(): IterableIterator<readonly [BucketId, CaseLine]> {
    return this.#index.entries();
  }

  /** The line of a bucket. */
  lineIn(bucket: BucketId): CaseLine | undefined {
    return this.#index.get(bucket);
  }

  bucketOf(id: string): BucketId | undefined {
    return this.#index.bucketOf(id);
  }

  readonly ofConversation = (id: ConversationId): ConversationSummary['case'] =>
    this.#index.ofConversation(id);

  async read(id: string): Promise<CaseFile | null> {
    const bucket = this.#index.bucketOf(id);
    return bucket === undefined ? null : await this.#fileIn(bucket);
  }

  /** Every case file, one at a time, with turns for everybody else: none is held longer than its reader holds it. */
  readonly all = async function* (this: CaseBook): AsyncGenerator<CaseFile> {
    const turn = breather(this.#parts.env.ticks);
    for (const bucket of this.#index.buckets()) {
      const file = await this.#fileIn(bucket);
      if (file !== null) yield file;
      await turn();
    }
  }.bind(this);

  /** Numbers given to cases that are gone. Once, before anything is added. */
  async remember(): Promise<void> {
    const { store, buckets, nameKey } = this.#parts;
    const kept = await store.get('setting', rowIdOf(nameKey(buckets.own), 'setting', REFERENCES));
    if (kept === null) return;
    for (const name of namesOf(readOwn(kept))) this.#index.references.taken(name);
  }

  /** The highest number of each year, those of cases that are gone included. */
  given(): Given {
    return this.#index.references.highest();
  }

  /** Numbers that were given elsewhere, as a backup says: they are not given again here. Inside `oneByOne`. */
  async keepGiven(highest: Given): Promise<Outcome<null, 'disk-full'>> {
    const { store } = this.#parts;
    const names = namesOf(highest);
    const change = this.#given(names);
    const kept = await store.get('setting', change.id);
    if (JSON.stringify(kept) === JSON.stringify(change.value)) return ok(null);
    const written = await store.commit([change]);
    if (written.ok) for (const name of names) this.#index.references.taken(name);
    return written;
  }

  /** The conversation's case, or a new one. */
  async open(conversation: ConversationId): Promise<Outcome<CaseFile, AddRefusal>> {
    return await this.#parts.oneByOne(async () => {
      const bucket = this.#index.bucketFor(conversation);
      const known = bucket === undefined ? null : await this.#fileIn(bucket);
      if (known !== null) return ok(known);
      const added = await this.#add([
        { conversation, incident: { ...emptyIncident, channel: CHAT } },
      ]);
      if (!added.ok) return added;
      const [file] = added.value;
      if (file === undefined) throw new Error('one case was added');
      return ok(file);
    });
  }

  /** Saves as it is and says what is missing: nobody loses words because a field is empty. */
  async save(id: string, incident: Incident): Promise<SaveOutcome> {
    const now = this.#parts.env.now();
    const saved = await this.#change(id, (file) => withIncident(file, incident, now));
    const problems: readonly CaseProblem[] = problemsOf(incident, now);
    return saved.ok ? ok({ saved: saved.value, problems }) : saved;
  }

  /** Closes or reopens. Closing again keeps the time of the first. */
  async close(id: string, closed: boolean): Promise<Outcome<CaseFile, ChangeRefusal>> {
    const now = this.#parts.env.now();
    return await this.#change(id, (file) => ({
      ...file,
      closedAt: closed ? (file.closedAt ?? now) : null,
    }));
  }

  /** A reason holds the case against every deletion; null lets it go. A new reason keeps the time of the first. */
  async hold(id: string, reason: string | null): Promise<Outcome<CaseFile, ChangeRefusal>> {
    const now = this.#parts.env.now();
    return await this.#change(id, (file) => ({
      ...file,
      hold: reason === null ? null : { reason, since: file.hold?.since ?? now },
    }));
  }

  /** One case per incident, all or none. */
  async addAll(incidents: readonly Incident[]): Promise<Outcome<number, AddRefusal>> {
    return await this.#parts.oneByOne(async () => {
      const added = await this.#add(
        incidents.map((incident) => ({ conversation: null, incident })),
      );
      return added.ok ? ok(added.value.length) : added;
    });
  }

  /**
   * Their messages are about to go: the cases that stay keep by what their code is known. Answers what takes that
   * back where the messages stay. Inside `oneByOne`, both.
   */
  async keepFingerprints(
    prints: ReadonlyMap<ConversationId, string>,
    leaving: ReadonlySet<string>,
  ): Promise<Outcome<() => Promise<void>, 'disk-full'>> {
    const [before, kept]: [Held[], Held[]] = [[], []];
    for (const [bucket, { id, conversation }] of this.#index.entries()) {
      const fingerprint = conversation === null ? undefined : prints.get(conversation);
      if (fingerprint === undefined || leaving.has(id)) continue;
      const file = await this.#fileIn(bucket);
      if (file === null || file.fingerprint === fingerprint) continue;
      before.push({ bucket, file });
      kept.push({ bucket, file: { ...file, fingerprint } });
    }
    if (kept.length === 0) return ok(async () => undefined);
    const written = await this.#write(kept);
    return written.ok ? ok(async () => void (await this.#write(before))) : written;
  }

  /** Every file of evidence that some case names. */
  files(): ReadonlySet<FileId> {
    return this.#index.files();
  }

  /** Takes over what evidence of this case was just committed. */
  setFiles(bucket: BucketId, files: readonly FileId[]): void {
    const line = this.#index.get(bucket);
    if (line !== undefined) this.#index.set(bucket, { ...line, files });
  }

  /** Somebody else wrote this bucket's record, such as a restore: takes it over. Inside `oneByOne`. */
  async reread(bucket: BucketId): Promise<void> {
    const { store, nameKey } = this.#parts;
    this.#index.set(bucket, await readLine(store, bucket, nameKey(bucket)));
  }

  /** The bucket is gone from the store. */
  forget(bucket: BucketId): void {
    this.#index.set(bucket, null);
  }

  async #change(
    id: string,
    change: (file: CaseFile) => CaseFile,
  ): Promise<Outcome<CaseFile, ChangeRefusal>> {
    return await this.#parts.oneByOne(async () => {
      const bucket = this.#index.bucketOf(id);
      const known = bucket === undefined ? null : await this.#fileIn(bucket);
      if (bucket === undefined || known === null) return refuse('unknown-case');
      const file = change(known);
      const written = await this.#write([{ bucket, file }]);
      return written.ok ? ok(file) : written;
    });
  }

  async #add(begun: readonly Beginning[]): Promise<Outcome<readonly CaseFile[], AddRefusal>> {
    const { buckets, env } = this.#parts;
    const room = await buckets.ensure(begun.length);
    if (!room.ok) return room;
    const names = this.#index.references.next(env.now(), begun.length);
    const cases = begun.map((one, i) => this.#begin(names[i] ?? '', one));
    const written = await this.#write(cases, [this.#given(names)]);
    if (written.ok) return ok(cases.map(({ file }) => file));
    for (const { bucket } of cases.toReversed()) buckets.giveBack(bucket);
    return written;
  }

  #begin(reference: string, { conversation, incident }: Beginning): Held {
    const { buckets, env, nameKey } = this.#parts;
    const bucket = buckets.take();
    const id = rowOf(nameKey(bucket));
    return { bucket, file: beginCase({ id, reference, conversation, incident, now: env.now() }) };
  }

  async #write(
    cases: readonly Held[],
    also: readonly Change[] = [],
  ): Promise<Outcome<null, 'disk-full'>> {
    const { store, nameKey } = this.#parts;
    const changes = cases.map(({ bucket, file }): Change => ({
      bucket,
      table: 'case',
      id: rowOf(nameKey(bucket)),
      seq: 0,
      value: file,
    }));
    const committed = await store.commit([...changes, ...also]);
    if (!committed.ok) return committed;
    for (const { bucket, file } of cases) {
      this.#index.set(bucket, lineOf(file, this.#index.get(bucket)?.files ?? []));
    }
    return committed;
  }

  /** With these taken, the highest number of each year. */
  #given(names: readonly string[]): Change {
    const { buckets, nameKey } = this.#parts;
    const references = new References();
    for (const name of [...namesOf(this.#index.references.highest()), ...names])
      references.taken(name);
    const id = rowIdOf(nameKey(buckets.own), 'setting', REFERENCES);
    const value = { highest: references.highest() };
    return { bucket: buckets.own, table: 'setting', id, seq: 0, value };
  }

  async #fileIn(bucket: BucketId): Promise<CaseFile | null> {
    const { store, nameKey } = this.#parts;
    const value = await store.get('case', rowOf(nameKey(bucket)));
    return value === null ? null : readCaseFile(value);
  }
}

type AddRefusal = 'disk-full' | 'vault-full';
type ChangeRefusal = 'disk-full' | 'unknown-case';

const REFERENCES = 'references';

/** What a case begun from a conversation came through. */
const CHAT = 'chat';
