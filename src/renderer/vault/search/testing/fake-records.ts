/** Vault, search, testing: records in memory with the part of the store's promises that the search leans on. */
import {
  BucketId,
  ConversationId,
  FileId,
  MessageId,
  RowId,
  SessionId,
} from '../../../../../protocol/ids.ts';
import { writeBody } from '../../../../../protocol/talk/body.ts';
import { conversationOf, NO_PREV, SenderKey } from '../../../../../protocol/talk/names.ts';
import { emptyIncident, type Incident } from '../../../../contract/case.ts';
import type { SearchAnswer, SearchQuery } from '../../../../contract/search.ts';
import { Jobs } from '../../jobs.ts';
import type { Change, Mark } from '../../store/vault-store.ts';
import { testEnv, type TestEnv } from '../../testing/test-env.ts';
import { openSearch, type Search, type SearchParts } from '../open-search.ts';
import { NO_VEIL } from '../../../../contract/veil.ts';
import type { Person } from '../authors.ts';
import type { CasePlace, ConversationPlace } from '../places.ts';

export const START = Date.UTC(2026, 10, 1);
const REPORTER = SenderKey('a'.repeat(64));
const DEVICE = SenderKey('b'.repeat(64));

/** One vault's records, lists and sheets. Closing and opening again is {@link FakeRecords.open}. */
export class FakeRecords {
  readonly rows = new Map<RowId, Change>();
  readonly sheets = new Map<string, Uint8Array>();
  readonly talks = new Map<BucketId, ConversationPlace>();
  readonly files = new Map<BucketId, CasePlace>();
  /** Who writes here, as the team's lists have them. */
  people: readonly Person[] = [];
  readonly log: Change[] = [];
  readonly env: TestEnv = testEnv();
  generation = 1;
  /** Called before a record is handed out, so that a test can change it under the reader's eyes. */
  reading: () => void = () => undefined;
  reads = 0;
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();

  readonly store: SearchParts['store'] = {
    onCommit: (listen) => {
      this.#listeners.add(listen);
      return () => this.#listeners.delete(listen);
    },
    each: (bucket, table) => this.#each(bucket, table),
    find: async (id) => {
      const row = this.rows.get(id);
      this.reads += 1;
      this.reading();
      await Promise.resolve();
      return row === undefined ? null : { table: row.table, value: row.value };
    },
    mark: () => this.#mark(),
    changedSince: async (mark) =>
      mark.generation === this.generation ? this.log.slice(mark.head.count) : null,
    putSheet: async (name, bytes) => {
      this.sheets.set(name, bytes.slice());
      return true;
    },
    getSheet: async (name) => this.sheets.get(name)?.slice() ?? null,
    dropSheet: async (name) => {
      this.sheets.delete(name);
    },
  };

  commit(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.value === null) this.rows.delete(change.id);
      else this.rows.set(change.id, change);
    }
    this.log.push(...changes);
    for (const listen of this.#listeners) listen(changes);
  }

  talk(name: string, language = 'de'): BucketId {
    const bucket = BucketId.random();
    const id = ConversationId.random();
    const look = { tags: [] };
    this.talks.set(bucket, { id, name, language, lastAt: START, look, veil: NO_VEIL });
    return bucket;
  }

  /** As its team tags it from now on. */
  tag(bucket: BucketId, tags: readonly string[], lastAt = START): void {
    const talk = this.talks.get(bucket);
    if (talk !== undefined) this.talks.set(bucket, { ...talk, lastAt, look: { tags } });
  }

  /** A message; a reporter's unless it has an alias. Answers its row. */
  say(bucket: BucketId, text: string, more: Saying & { readonly id?: RowId } = {}): RowId {
    const id = more.id ?? RowId.random();
    this.commit([{ bucket, table: 'message', id, seq: 1, value: messageValue(text, more) }]);
    return id;
  }

  addCase(reference: string, incident: Partial<Incident>, talk: BucketId | null = null): BucketId {
    const bucket = BucketId.random();
    const conversation = (talk && this.talks.get(talk)?.id) ?? null;
    const id = RowId.random();
    this.files.set(bucket, { id, reference, conversation });
    const value = {
      id,
      reference,
      conversation,
      codesVersion: '2026-1',
      incident: { ...emptyIncident, ...incident },
      created: START,
      saved: START,
    };
    this.commit([{ bucket, table: 'case', id, seq: 0, value }]);
    return bucket;
  }

  addEvidence(bucket: BucketId, name: string, caption: string): void {
    const hash = 'c'.repeat(64);
    const value = { file: FileId.random(), key: hash, name, bytes: 1, sha256: hash, caption };
    const row = { ...value, added: START, chunks: 1 };
    this.commit([{ bucket, table: 'evidence', id: RowId.random(), seq: 1, value: row }]);
  }

  /** As at unlock. */
  async open(): Promise<Search> {
    const jobs = new Jobs(this.env, () => undefined);
    return await openSearch({ env: this.env, store: this.store, jobs, lists: this.lists });
  }

  readonly lists: SearchParts['lists'] = {
    conversations: () => this.talks.entries(),
    conversation: (bucket) => this.talks.get(bucket),
    cases: () => this.files.entries(),
    case: (bucket) => this.files.get(bucket),
    people: () => this.people,
    bucketOf: (id) => [...this.talks].find(([, talk]) => talk.id === id)?.[0],
    language: 'de',
  };

  async *#each(bucket: BucketId, table: string) {
    const all = [...this.rows.values()];
    const page = all.filter((row) => row.bucket === bucket && row.table === table);
    this.reading();
    for (const { id, seq, value } of page) {
      this.reads += 1;
      await Promise.resolve();
      yield { id, seq, value };
    }
  }

  #mark(): Mark {
    const head = { count: this.log.length, chain: new Uint8Array(32) };
    return { generation: this.generation, head, end: this.log.length };
  }
}

export const query = (text: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  text,
  kinds: ['message', 'note', 'case', 'evidence'],
  from: null,
  to: null,
  codes: [],
  operator: null,
  language: null,
  limit: 20,
  ...more,
});

/** The answer once everything told so far has been taken in. */
export async function answered(search: Search, asked: SearchQuery): Promise<SearchAnswer> {
  for (let turn = 0; turn < 1000; turn += 1) {
    const answer = await search.search(asked);
    if (answer.complete) return answer;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
  throw new Error('the index did not become complete');
}

/** The texts of the hits, without the passage's cuts. */
export async function texts(search: Search, asked: SearchQuery): Promise<readonly string[]> {
  return (await answered(search, asked)).hits.map(({ text }) => text);
}

interface Saying {
  readonly at?: number;
  readonly alias?: string;
  /** The device that writes; a note where `note` is true. */
  readonly by?: SenderKey;
  readonly note?: boolean;
}

function messageValue(
  text: string,
  { at = START, alias, by = DEVICE, note = false }: Saying,
): object {
  const head = {
    text,
    mid: MessageId.random(),
    session: SessionId.random(),
    seq: 1,
    prev: NO_PREV,
    lamport: 1,
    at,
    docSeq: 1,
    conversation: conversationOf(REPORTER),
  } as const;
  if (alias === undefined) {
    const from = { from: 'reporter', reporter: { token: new Uint8Array(16) } } as const;
    return rowOf(REPORTER, writeBody({ ...head, ...from, type: 'text', audience: 'talk' }), at);
  }
  const body = note
    ? writeBody({ ...head, from: 'device', alias, type: 'note', audience: 'team' })
    : writeBody({ ...head, from: 'device', alias, type: 'text', audience: 'talk' });
  return rowOf(by, body, at);
}

const rowOf = (sender: SenderKey, body: Uint8Array, arrived: number) => ({
  sender,
  body: new TextDecoder().decode(body),
  arrived,
});
