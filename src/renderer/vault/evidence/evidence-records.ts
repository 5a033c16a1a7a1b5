/** Vault, evidence: the records of a case's files, in the case's bucket from place 1 on. Inside `oneByOne` where they change. */
import type { BucketId, FileId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { Tombstones } from '../erase/tombstones.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { readEvidence, type EvidenceRow } from './evidence-row.ts';

interface Parts {
  readonly store: Pick<VaultStore, 'commit' | 'get' | 'each'>;
  readonly cases: Pick<CaseBook, 'bucketOf' | 'head' | 'setFiles'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  /** What was removed here does not come back out of a backup. */
  readonly tombstones: Pick<Tombstones, 'bury'>;
}

interface Placed {
  readonly seq: number;
  readonly row: EvidenceRow;
}

export class EvidenceRecords {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** In the order in which they were added; none for a case that is not here. */
  async all(caseId: string): Promise<readonly EvidenceRow[]> {
    const bucket = this.#parts.cases.bucketOf(caseId);
    return bucket === undefined ? [] : (await this.#placed(bucket)).map(({ row }) => row);
  }

  async get(caseId: string, id: FileId): Promise<EvidenceRow | null> {
    const { cases, store, nameKey } = this.#parts;
    const bucket = cases.bucketOf(caseId);
    if (bucket === undefined) return null;
    const value = await store.get('evidence', rowIdOf(nameKey(bucket), 'evidence', id));
    return value === null ? null : readEvidence(value);
  }

  /** Behind the others. */
  async add(
    caseId: string,
    row: EvidenceRow,
  ): Promise<Outcome<null, 'unknown-case' | 'disk-full'>> {
    const { cases, store } = this.#parts;
    const bucket = cases.bucketOf(caseId);
    if (bucket === undefined) return refuse('unknown-case');
    const placed = await this.#placed(bucket);
    const last = placed.reduce((most, { seq }) => Math.max(most, seq), 0);
    const committed = await store.commit([this.#change(bucket, { seq: last + 1, row })]);
    if (committed.ok) cases.setFiles(bucket, [...placed.map((one) => one.row.file), row.file]);
    return committed;
  }

  /** The record with this caption. */
  async caption(
    caseId: string,
    id: FileId,
    caption: string,
  ): Promise<Outcome<EvidenceRow, 'unknown' | 'disk-full'>> {
    const { cases, store } = this.#parts;
    const bucket = cases.bucketOf(caseId);
    const found = bucket === undefined ? undefined : await this.#find(bucket, id);
    if (bucket === undefined || found === undefined) return refuse('unknown');
    const row = { ...found.row, caption };
    const committed = await store.commit([this.#change(bucket, { ...found, row })]);
    return committed.ok ? ok(row) : committed;
  }

  async remove(
    caseId: string,
    id: FileId,
  ): Promise<Outcome<null, 'unknown' | 'held' | 'disk-full'>> {
    const { cases, tombstones } = this.#parts;
    const bucket = cases.bucketOf(caseId);
    const found = bucket === undefined ? undefined : await this.#find(bucket, id);
    if (bucket === undefined || found === undefined) return refuse('unknown');
    const line = cases.head(caseId);
    if (line?.held === true) return refuse('held');
    const removal = { ...this.#change(bucket, found), value: null };
    const committed = await tombstones.bury([{ file: id }], [removal]);
    if (committed.ok) cases.setFiles(bucket, line?.files.filter((file) => file !== id) ?? []);
    return committed;
  }

  async #placed(bucket: BucketId): Promise<readonly Placed[]> {
    const placed: Placed[] = [];
    for await (const { seq, value } of this.#parts.store.each(bucket, 'evidence')) {
      placed.push({ seq, row: readEvidence(value) });
    }
    return placed;
  }

  async #find(bucket: BucketId, id: FileId): Promise<Placed | undefined> {
    return (await this.#placed(bucket)).find(({ row }) => row.file === id);
  }

  #change(bucket: BucketId, { seq, row }: Placed): Change {
    const id = rowIdOf(this.#parts.nameKey(bucket), 'evidence', row.file);
    return { bucket, table: 'evidence', id, seq, value: row };
  }
}
