/**
 * Vault, search: full text over messages, cases and evidence, for one unlock (docs/decisions/0015).
 *
 * The index is read from its last snapshot and brought up to date; without one it is built in the
 * background, and answers say meanwhile that they are not complete. A query is kept nowhere.
 */
import { MessageId, type BucketId } from '../../../../protocol/ids.ts';
import {
  MAX_SEARCH,
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
} from '../../../contract/search.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { isVeiled } from '../../../contract/veil.ts';
import type { Env } from '../env.ts';
import type { Jobs, Watch } from '../jobs.ts';
import { serial } from '../serial.ts';
import type { Change, RecordName, VaultStore } from '../store/vault-store.ts';
import { breather } from '../turns.ts';
import { authorsCalled } from './authors.ts';
import { Feed } from './feed.ts';
import { bucketsWith, find, namesIn, type Filters, type Found } from './find.ts';
import { soughtIn, type Sought } from './forms.ts';
import { FullText } from './full-text.ts';
import {
  LOCK_SAVE_BYTES,
  MAX_HITS,
  QUIET_MS,
  SAVE_EVERY_CHANGES,
  SAVE_WHILE_BUILDING_MS,
} from './limits.ts';
import { hasAll, passageOf } from './passage.ts';
import { mainLanguage, Places, type Lists } from './places.ts';
import { kinds as ALL_KINDS } from './segment.ts';
import { Sheets, type Built } from './sheets.ts';
import { taggedWith } from './tagged.ts';
import { codeTerm, isSearched, searchable } from './texts.ts';

export interface Search {
  /** Answers at once with what is known. */
  readonly search: (query: SearchQuery) => Promise<SearchAnswer>;
  /**
   * After the store has dropped these buckets: none of their words stays in memory or in the snapshot.
   * Answers when that is so.
   */
  readonly forget: (buckets: ReadonlySet<BucketId>) => Promise<void>;
  /** Writes the snapshot now. */
  readonly save: () => Promise<void>;
  /** Resolves when the index is complete or has stopped. */
  readonly ready: Promise<void>;
  /** Writes the snapshot if that is quick, and empties the index. Before the store is closed. */
  readonly stop: () => Promise<void>;
}

export interface SearchParts {
  readonly env: Pick<Env, 'ticks' | 'later' | 'random' | 'measured'>;
  readonly store: Pick<
    VaultStore,
    'onCommit' | 'each' | 'find' | 'mark' | 'changedSince' | keyof SheetNames
  >;
  readonly jobs: Pick<Jobs, 'run'>;
  readonly lists: Lists;
}
type SheetNames = Pick<VaultStore, 'putSheet' | 'getSheet' | 'dropSheet'>;

/** Answers at once; reading the snapshot and what is missing goes on in the background. */
export async function openSearch(parts: SearchParts): Promise<Search> {
  const search = new SearchDesk(parts);
  return {
    search: async (query) => await search.search(query),
    forget: async (buckets) => await search.forget(buckets),
    save: async () => await search.save(),
    ready: search.ready,
    stop: async () => await search.stop(),
  };
}

class SearchDesk {
  readonly ready: Promise<void>;
  readonly #parts: SearchParts;
  readonly #places: Places;
  readonly #index = new FullText();
  readonly #feed: Feed;
  readonly #sheets: Sheets;
  /** Merging, saving and forgetting never overlap: merging empties what saving would write. */
  readonly #oneByOne = serial();
  readonly #deaf: () => void;
  readonly #reading: Promise<readonly RecordName[]>;
  #built: Built = null;
  #loaded = false;
  #stopped = false;
  #changes = 0;
  #waitForQuiet: () => void = () => undefined;

  constructor(parts: SearchParts) {
    this.#parts = parts;
    const { store, env } = parts;
    this.#places = new Places(parts.lists);
    this.#feed = new Feed({ store, places: this.#places, pace: this.#pace }, this.#index);
    this.#sheets = new Sheets(store, env.random);
    this.#deaf = store.onCommit((changes) => {
      if (this.#feed.told(changes) > 0) this.#changed(changes);
    });
    this.#reading = this.#read();
    this.ready = this.#begin();
  }

  async search(query: SearchQuery): Promise<SearchAnswer> {
    const { env } = this.#parts;
    const begun = env.ticks();
    const words = soughtIn(firstPoints(query.text));
    const limit = Math.max(0, Math.min(query.limit, MAX_HITS));
    const complete = this.#loaded && this.#built === 'all' && this.#feed.waiting() === 0;
    const filters = this.#filters(query);
    const { kinds } = query;
    const tagged = taggedWith(this.#places, words, { kinds, filters, limit });
    const left = limit - tagged.hits.length;
    const found = find(this.#index.parts(), words, { filters, limit: left + 1 });
    const hits: SearchHit[] = [...tagged.hits];
    for (const one of found.slice(0, left)) {
      const hit = await this.#hit(one, words);
      if (hit !== null) hits.push(hit);
    }
    env.measured('vault-search', env.ticks() - begun);
    return { hits, more: tagged.more || found.length > left, complete };
  }

  async forget(buckets: ReadonlySet<BucketId>): Promise<void> {
    this.#feed.forget(buckets);
    await this.#reading;
    await this.#feed.drain();
    this.#index.forget(buckets);
    await this.save();
  }

  async save(): Promise<void> {
    await this.#reading;
    await this.#oneByOne(async () => {
      await this.#index.tidy(this.#pace);
      await this.#write();
    });
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#deaf();
    this.#waitForQuiet();
    await this.ready;
    await this.#oneByOne(async () => await this.#writeIfQuick());
    this.#index.wipe();
    this.#feed.clear();
  }

  get #pace() {
    return { ticks: this.#parts.env.ticks, stopped: () => this.#stopped };
  }

  /** Takes the snapshot over and answers what has changed since; null snapshot or mark: everything has. */
  async #read(): Promise<readonly RecordName[]> {
    const snapshot = await this.#sheets.load(this.#pace);
    const changed = snapshot === null ? null : await this.#parts.store.changedSince(snapshot.mark);
    if (snapshot !== null && changed !== null) {
      this.#index.adopt(snapshot.held);
      this.#built = snapshot.built;
      this.#dropStrangers();
    } else if (!this.#stopped) {
      await this.#sheets.clear();
    }
    this.#loaded = true;
    return changed ?? [];
  }

  /** A crash between an erase and its {@link SearchDesk.forget} may have left words of what is in no list any more. */
  #dropStrangers(): void {
    const gone = [...this.#index.buckets()].filter((one) => this.#places.home(one) === null);
    if (gone.length === 0) return;
    this.#index.forget(new Set(gone));
    this.#changes += SAVE_EVERY_CHANGES;
  }

  async #begin(): Promise<void> {
    const missing = await this.#reading;
    if (this.#stopped) return;
    if (missing.length > 0 || this.#built !== 'all') {
      const { jobs } = this.#parts;
      await jobs.run('index', async (watch) => await this.#catchUp(missing, watch), {
        alone: false,
      });
    }
    await this.#takeIn();
    if (this.#changes >= SAVE_EVERY_CHANGES && this.#built === 'all') await this.save();
  }

  async #catchUp(missing: readonly RecordName[], watch: Watch): Promise<Outcome<null, 'stopped'>> {
    const cut = (): boolean => this.#stopped || watch.stopped();
    const buckets = this.#unbuilt();
    const all = missing.length + buckets.length;
    await this.#feed.readRecords(missing, (done) => watch.progress(done, all));
    const { ticks } = this.#parts.env;
    const breathe = breather(ticks);
    let saved = ticks();
    for (const [n, bucket] of buckets.entries()) {
      if (cut()) return refuse('stopped');
      await this.#buildBucket(bucket);
      watch.progress(missing.length + n + 1, all);
      await breathe();
      if (ticks() - saved < SAVE_WHILE_BUILDING_MS) continue;
      await this.save();
      saved = ticks();
    }
    if (cut()) return refuse('stopped');
    this.#feed.flush();
    this.#built = 'all';
    await this.save();
    return ok(null);
  }

  #unbuilt(): readonly BucketId[] {
    const built = this.#built;
    if (built === 'all') return [];
    const buckets = this.#places.buckets();
    return built === null ? buckets : buckets.filter((bucket) => bucket > built);
  }

  async #buildBucket(bucket: BucketId): Promise<void> {
    await this.#feed.readBucket(bucket);
    if (this.#stopped) return;
    if (this.#feed.held() === 0) this.#built = bucket;
    await this.#tidy();
  }

  /** Takes it in soon, and saves once enough has changed, or anything was deleted, and nothing does any more. */
  #changed(changes: readonly Change[]): void {
    this.#changes += changes.length;
    if (changes.some(({ value }) => value === null)) this.#changes += SAVE_EVERY_CHANGES;
    this.#waitForQuiet();
    this.#waitForQuiet = this.#parts.env.later(QUIET_MS, () => {
      if (this.#changes >= SAVE_EVERY_CHANGES && this.#built === 'all') void this.save();
    });
    if (this.#loaded) void this.#takeIn();
  }

  async #takeIn(): Promise<void> {
    if (this.#stopped) return;
    await this.#feed.drain();
    await this.#tidy();
  }

  async #tidy(): Promise<void> {
    await this.#oneByOne(async () => await this.#index.tidy(this.#pace));
  }

  /** The mark is taken first: what comes in after it is said again by the tail, and nothing is left out. */
  async #write(): Promise<void> {
    if (this.#stopped) return;
    const mark = this.#parts.store.mark();
    await this.#feed.drain();
    this.#index.ripen();
    this.#changes = 0;
    const held = [...this.#index.finished()];
    await this.#sheets.save({ mark, built: this.#built, held }, () => this.#stopped);
  }

  /** What was told and not taken in would be missed by a mark taken now. */
  async #writeIfQuick(): Promise<void> {
    if (this.#feed.waiting() > 0 || !this.#loaded) return;
    const mark = this.#parts.store.mark();
    this.#index.ripen();
    const held = [...this.#index.finished()];
    if (held.some(({ mustGo }) => mustGo) || this.#sheets.cost(held) > LOCK_SAVE_BYTES) return;
    await this.#sheets.save({ mark, built: this.#built, held }, () => false);
  }

  #filters(query: SearchQuery): Filters {
    const { from, to, operator, codes } = query;
    const kinds =
      query.kinds.length === 0 ? ALL_KINDS : ALL_KINDS.filter((kind) => query.kinds.includes(kind));
    const language = query.language === null ? null : mainLanguage(query.language);
    const cases = codes.length === 0 ? null : bucketsWith(this.#index.parts(), codes.map(codeTerm));
    const bucket = cases === null ? null : this.#places.ofCases(cases);
    return { kinds, from, to, author: this.#written(operator), language, bucket };
  }

  #written(operator: string | null): Filters['author'] {
    if (operator === null) return null;
    const authors = namesIn(this.#index.parts());
    return authorsCalled(operator, { people: this.#parts.lists.people(), authors });
  }

  /** Opens the one row. Null when it went meanwhile, or no longer says what was looked for. */
  async #hit({ bucket, id }: Found, words: readonly Sought[]): Promise<SearchHit | null> {
    const record = await this.#parts.store.find(id);
    const home = this.#places.home(bucket);
    if (record === null || home === null || !isSearched(record.table)) return null;
    const found = searchable(record.table, id, record.value);
    if (found === null) return null;
    const language = this.#places.language(bucket, found.language);
    const { kind, item, at, text } = found;
    if (!hasAll(text, words, language)) return null;
    const veiled = found.theirs && this.#isVeiled(bucket, item);
    const passage = veiled ? NOTHING_SHOWN : passageOf(text, words, language);
    return { kind, ...home, item, at, ...passage, veiled };
  }

  #isVeiled(bucket: BucketId, item: string | null): boolean {
    const talk = this.#places.conversation(bucket);
    return talk !== undefined && item !== null && isVeiled(talk.veil, MessageId(item));
  }
}

/** What somebody does not want to see is found, and not quoted. */
const NOTHING_SHOWN = { text: '', marks: [] } as const;

/** A longer text is cut: nobody types one, and a pasted one is not worth a pause. */
const firstPoints = (text: string): string =>
  Array.from(text.slice(0, MAX_SEARCH * 2))
    .slice(0, MAX_SEARCH)
    .join('');
