/**
 * Vault, search: the whole index in memory. New records wait in a small unsorted part; full, it becomes
 * a segment; segments of one size become a larger one. What is deleted is marked at once and written out
 * of its segment, words and all, by {@link FullText.tidy}.
 */
import { BucketId, idBytes, type RowId } from '../../../../protocol/ids.ts';
import type { RecordKind } from '../../../contract/search.ts';
import { countBits, hasBit, noBits, setBit, type Bits } from './bits.ts';
import { MAX_SEGMENT_RECORDS, MERGE_AT, REPLACED_PART, YOUNG_RECORDS } from './limits.ts';
import { goneMeanwhile, mergeOf, type Pace } from './merge.ts';
import { kinds, SegmentWriter, type Segment } from './segment.ts';

/** A record as it is taken in. */
export interface Entry {
  readonly kind: RecordKind;
  readonly bucket: BucketId;
  readonly id: RowId;
  readonly at: number;
  /** Who of the team wrote it (authors.ts); empty for a reporter. */
  readonly author: string;
  readonly language: string;
  readonly terms: ReadonlySet<string>;
}

/** A segment in use. */
export interface Held {
  readonly segment: Segment;
  readonly gone: Bits;
  /** Deleted records are still in it: their words have to go. */
  mustGo: boolean;
}

export class FullText {
  #held: Held[] = [];
  #young: Entry[] = [];
  #youngSegment: Held | null = null;
  #tidying: Promise<void> | null = null;

  /** Everything that can be found now. The unsorted part is put in order for it. */
  parts(): readonly Held[] {
    if (this.#young.length === 0) return this.#held;
    this.#youngSegment ??= held(segmentOf(this.#young));
    return [...this.#held, this.#youngSegment];
  }

  /** Finished segments only: what a snapshot keeps. */
  finished(): readonly Held[] {
    return this.#held;
  }

  records(): number {
    return this.#held.reduce(
      (sum, { segment, gone }) => sum + segment.records - countBits(gone),
      this.#young.length,
    );
  }

  /** Takes records in; one that was known by the same name is replaced. */
  put(entries: readonly Entry[]): void {
    this.#dropIds(
      entries.map(({ id }) => id),
      false,
    );
    const last = new Map(entries.map((entry) => [entry.id, entry]));
    this.#young.push(...last.values());
    this.#youngSegment = null;
    if (this.#young.length >= YOUNG_RECORDS) this.ripen();
  }

  remove(ids: readonly RowId[]): void {
    this.#dropIds(ids, true);
  }

  /** Whatever belongs to these buckets. */
  forget(buckets: ReadonlySet<BucketId>): void {
    const names = new Set([...buckets].map((bucket) => numbersOf(bucket).join()));
    this.#keepYoung((entry) => !buckets.has(entry.bucket));
    for (const one of this.#held) {
      const { segment } = one;
      const numbers = new Set<number>();
      for (let i = 0; i * 4 < segment.bucketIds.length; i += 1) {
        if (names.has(segment.bucketIds.slice(i * 4, i * 4 + 4).join())) numbers.add(i);
      }
      if (numbers.size === 0) continue;
      for (let n = 0; n < segment.records; n += 1) {
        if (numbers.has(segment.bucketOf[n] ?? -1)) drop(one, n, true);
      }
    }
  }

  /** Buckets that finished segments hold records of. */
  buckets(): ReadonlySet<BucketId> {
    const all = new Set<BucketId>();
    for (const { segment } of this.#held) {
      for (let i = 0; i * 4 < segment.bucketIds.length; i += 1) {
        const { buffer, byteOffset } = segment.bucketIds;
        all.add(BucketId.of(new Uint8Array(buffer, byteOffset + i * 16, 16)));
      }
    }
    return all;
  }

  /** Makes the unsorted part a segment now, for a snapshot. */
  ripen(): void {
    if (this.#young.length === 0) return;
    this.#held.push(this.#youngSegment ?? held(segmentOf(this.#young)));
    this.#young = [];
    this.#youngSegment = null;
  }

  /** Takes over segments out of a snapshot. */
  adopt(segments: readonly Held[]): void {
    this.#held.push(...segments);
  }

  /** Merges what is to be merged and writes out what is gone, in slices. One at a time; a second call joins. */
  async tidy(pace: Pace): Promise<void> {
    this.#tidying ??= this.#tidyAll(pace).finally(() => {
      this.#tidying = null;
    });
    await this.#tidying;
  }

  /** Overwrites everything it can. */
  wipe(): void {
    for (const { segment } of this.#held) new Uint8Array(segment.buffer).fill(0);
    this.#held = [];
    this.#young = [];
    this.#youngSegment = null;
  }

  async #tidyAll(pace: Pace): Promise<void> {
    for (;;) {
      const next = toMerge(this.#held);
      if (next === null || pace.stopped()) return;
      await this.#merge(next, pace);
    }
  }

  async #merge(old: readonly Held[], pace: Pace): Promise<void> {
    const before = old.map(({ gone }) => gone.slice());
    const parts = old.map(({ segment }, i) => ({ segment, gone: before[i] ?? noBits(0) }));
    const done = await mergeOf(parts, pace);
    if (done === null || !old.every((one) => this.#held.includes(one))) return;
    const { segment, places } = done;
    const merged = held(segment);
    goneMeanwhile(
      old.map(({ gone }, i) => ({
        before: before[i] ?? noBits(0),
        now: gone,
        places: places[i] ?? new Uint32Array(),
      })),
      (record) => drop(merged, record, true),
    );
    const kept = this.#held.filter((one) => !old.includes(one));
    this.#held = segment.records === 0 ? kept : [...kept, merged];
    for (const one of old) new Uint8Array(one.segment.buffer).fill(0);
  }

  #dropIds(ids: readonly RowId[], deleted: boolean): void {
    if (ids.length === 0) return;
    const wanted = new Set<string>(ids);
    this.#keepYoung((entry) => !wanted.has(entry.id));
    const search = new IdSearch(ids);
    for (const one of this.#held) search.each(one.segment, (record) => drop(one, record, deleted));
  }

  #keepYoung(keep: (entry: Entry) => boolean): void {
    const kept = this.#young.filter(keep);
    if (kept.length === this.#young.length) return;
    this.#young = kept;
    this.#youngSegment = null;
  }
}

/** A segment freshly made or read. */
export const held = (segment: Segment, gone = noBits(segment.records)): Held => ({
  segment,
  gone,
  mustGo: false,
});

function drop(one: Held, record: number, deleted: boolean): void {
  if (hasBit(one.gone, record)) return;
  setBit(one.gone, record);
  one.mustGo ||= deleted;
}

/** What is to be written anew next, or null. */
function toMerge(all: readonly Held[]): readonly Held[] | null {
  const worn = all.find(
    (one) => one.mustGo || countBits(one.gone) > one.segment.records * REPLACED_PART,
  );
  if (worn !== undefined) return [worn];
  const tiers = Map.groupBy(all, ({ segment }) => tierOf(segment.records));
  for (const tier of tiers.values()) {
    const some = tier.slice(0, MERGE_AT);
    const records = some.reduce((sum, { segment }) => sum + segment.records, 0);
    if (some.length === MERGE_AT && records <= MAX_SEGMENT_RECORDS) return some;
  }
  return null;
}

const tierOf = (records: number): number =>
  Math.max(0, Math.floor(Math.log(records / YOUNG_RECORDS) / Math.log(MERGE_AT)));

/** Looks for many names in the columns at once: a bit per low half of the first word rules most records out. */
class IdSearch {
  readonly #wanted: ReadonlySet<string>;
  readonly #maybe = noBits(1 << 16);

  constructor(ids: readonly RowId[]) {
    const words = ids.map(numbersOf);
    this.#wanted = new Set(words.map((word) => word.join()));
    for (const [first] of words) setBit(this.#maybe, (first ?? 0) & 0xffff);
  }

  each({ ids, records }: Segment, found: (record: number) => void): void {
    for (let n = 0; n < records; n += 1) {
      if (!hasBit(this.#maybe, (ids[n * 4] ?? 0) & 0xffff)) continue;
      if (this.#wanted.has(ids.slice(n * 4, n * 4 + 4).join())) found(n);
    }
  }
}

/** An id's 16 bytes as the four numbers of a column. */
function numbersOf(id: BucketId | RowId): Uint32Array {
  const bytes = idBytes(id);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
}

function segmentOf(entries: readonly Entry[]): Segment {
  const writer = new SegmentWriter(entries.length);
  const lists = new Map<string, number[]>();
  for (const [n, entry] of entries.entries()) {
    const { kind, bucket, id, ...rest } = entry;
    const place = { ids: numbersOf(id), id: 0, bucketIds: numbersOf(bucket), bucket: 0 };
    writer.line({ ...rest, ...place, kind: kinds.indexOf(kind) });
    for (const term of entry.terms) {
      const list = lists.get(term);
      if (list === undefined) lists.set(term, [n]);
      else list.push(n);
    }
  }
  for (const term of [...lists.keys()].toSorted()) {
    for (let i = 0; i < term.length; i += 1) writer.letter(term.charCodeAt(i));
    for (const record of lists.get(term) ?? []) writer.record(record);
    writer.endTerm();
  }
  return writer.done();
}
