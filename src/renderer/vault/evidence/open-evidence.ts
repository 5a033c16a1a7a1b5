/**
 * Vault, evidence: files that belong to a case. Their bytes lie sealed in files of random names beside
 * the journal, their keys in records of the case's bucket: where that bucket's key goes, they go.
 *
 * Order: chunks, their sync, then the record's commit. A crash in between leaves a file that no case
 * names; {@link Evidence.sweep} deletes it.
 */
import { FileId, type BucketId } from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { EvidenceItem } from '../../../contract/evidence.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Note } from '../audit/audit.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { Env } from '../env.ts';
import type { Tombstones } from '../erase/tombstones.ts';
import { MAX_CASE_FILES } from '../limits.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { loadBox, type BoxSodium } from './chunk-box.ts';
import { EvidenceRecords } from './evidence-records.ts';
import { itemOf, type EvidenceRow } from './evidence-row.ts';
import { readFile, writeFile, type FileParts, type Written } from './file-bytes.ts';
import { openChosen, SourceLost, type Chosen } from './chosen-file.ts';
import { saveFile } from './save-file.ts';
import { shownName } from './shown-name.ts';

export interface EvidenceParts {
  readonly env: Pick<Env, 'now' | 'random'>;
  readonly carrier: Pick<
    Carrier,
    | 'putChunk'
    | 'endFile'
    | 'readChunk'
    | 'dropFiles'
    | 'listFiles'
    | 'beginOpen'
    | 'readOpen'
    | 'endOpen'
    | 'beginSave'
    | 'writeSave'
    | 'endSave'
  >;
  readonly store: Pick<VaultStore, 'commit' | 'get' | 'each'>;
  readonly cases: Pick<CaseBook, 'bucketOf' | 'head' | 'setFiles' | 'files'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  /** The same as the cases' own. */
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  readonly audit: { readonly note: Note };
  readonly tombstones: Pick<Tombstones, 'bury'>;
  /** Files that are no evidence and lie in the same place. */
  readonly others: () => ReadonlySet<FileId>;
  readonly tell: (fact: DeskFact) => void;
}

type Answer<K extends keyof KeepingRequests> = Promise<KeepingRequests[K]['output']>;

/** What a new record says besides what was written. */
type About = Pick<EvidenceRow, 'name' | 'caption' | 'added'>;

export async function openEvidence(parts: EvidenceParts): Promise<Evidence> {
  return new Evidence(parts, await loadBox());
}

export class Evidence {
  readonly #parts: EvidenceParts;
  readonly #files: FileParts;
  readonly #records: EvidenceRecords;
  /** Files on their way in: nobody's yet, and not to be swept away. */
  readonly #arriving = new Set<FileId>();

  constructor(parts: EvidenceParts, lib: BoxSodium) {
    this.#parts = parts;
    this.#records = new EvidenceRecords(parts);
    this.#files = { lib, random: parts.env.random, carrier: parts.carrier };
  }

  /** In the order in which they were added; none for a case that is not here. */
  async list(caseId: string): Promise<readonly EvidenceItem[]> {
    return (await this.#records.all(caseId)).map(itemOf);
  }

  /** Asks for a file and takes it in sealed; the original stays where it is. */
  async add(caseId: string): Answer<'addEvidence'> {
    const { cases, carrier, env } = this.#parts;
    const known = cases.head(caseId);
    if (known === undefined) return refuse('unknown-case');
    if (known.files.length >= MAX_CASE_FILES) return refuse('too-large');
    const chosen = await openChosen(carrier);
    if (!chosen.ok) return chosen;
    try {
      const about = { name: shownName(chosen.value.name), caption: '', added: env.now() };
      return await this.#arrive(FileId.random(), async (file) => {
        const written = await this.#fromChosen(file, chosen.value);
        return written.ok ? await this.#keep(caseId, written.value, about) : written;
      });
    } finally {
      await chosen.value.close();
    }
  }

  async caption(caseId: string, id: FileId, caption: string): Answer<'captionEvidence'> {
    const written = await this.#parts.oneByOne(
      async () => await this.#records.caption(caseId, id, caption),
    );
    if (!written.ok) return written;
    this.#tell(caseId);
    return ok(itemOf(written.value));
  }

  /** Writes the file out as it came, to a path the person chooses. A damaged one leaves nothing there. */
  async save(caseId: string, id: FileId): Answer<'saveEvidence'> {
    const { carrier, audit } = this.#parts;
    const row = await this.#records.get(caseId, id);
    if (row === null) return refuse('unknown');
    const saved = await saveFile(carrier, row, readFile(this.#files, row));
    if (saved.ok) audit.note('evidence-saved', { about: caseId });
    return saved;
  }

  /** The record goes, then the bytes; neither while the case is held. */
  async remove(caseId: string, id: FileId): Answer<'removeEvidence'> {
    const { carrier, oneByOne, audit } = this.#parts;
    const removed = await oneByOne(async () => await this.#records.remove(caseId, id));
    if (!removed.ok) return removed;
    await carrier.dropFiles({ files: [id] });
    audit.note('evidence-removed', { about: caseId });
    this.#tell(caseId);
    return removed;
  }

  /**
   * The file's bytes in order; null, and nothing after it, where it cannot be read on. Each piece is
   * overwritten when the next is asked for.
   */
  async *read(caseId: string, { id }: Pick<EvidenceItem, 'id'>): AsyncGenerator<Uint8Array | null> {
    const row = await this.#records.get(caseId, id);
    if (row === null) yield null;
    else yield* readFile(this.#files, row);
  }

  /**
   * Takes a whole file in, as a restore does: durable when it answers. Nothing stays when `chunks`
   * throws, or when what came is not the file the item describes. It keeps its id where that is free.
   */
  async take(
    caseId: string,
    item: EvidenceItem,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<Outcome<null, 'disk-full' | 'damaged'>> {
    const { cases } = this.#parts;
    const isFree = !cases.files().has(item.id) && !this.#arriving.has(item.id);
    const about = { name: shownName(item.name), caption: item.caption, added: item.added };
    return await this.#arrive(isFree ? item.id : FileId.random(), async (file) => {
      const written = await writeFile(this.#files, file, chunks);
      if (!written.ok) return refuse(written.refusal === 'disk-full' ? 'disk-full' : 'damaged');
      const { bytes, sha256 } = written.value;
      if (bytes !== item.bytes || sha256 !== item.sha256) {
        await this.#parts.carrier.dropFiles({ files: [file] });
        return refuse('damaged');
      }
      const kept = await this.#keep(caseId, written.value, about);
      if (kept.ok) return ok(null);
      return refuse(kept.refusal === 'disk-full' ? 'disk-full' : 'damaged');
    });
  }

  /** Deletes files that no case and no message names: what a crash left of an adding or a removing. Answers how many. */
  async sweep(): Promise<number> {
    const { carrier, cases } = this.#parts;
    const there = await carrier.listFiles(null);
    const named = cases.files();
    const others = this.#parts.others();
    const orphans = there.filter(
      (file) => !named.has(file) && !others.has(file) && !this.#arriving.has(file),
    );
    for (let at = 0; at < orphans.length; at += MAX_CASE_FILES) {
      await carrier.dropFiles({ files: orphans.slice(at, at + MAX_CASE_FILES) });
    }
    return orphans.length;
  }

  async #arrive<T>(file: FileId, work: (file: FileId) => Promise<T>): Promise<T> {
    this.#arriving.add(file);
    try {
      return await work(file);
    } finally {
      this.#arriving.delete(file);
    }
  }

  async #fromChosen(
    file: FileId,
    chosen: Chosen,
  ): Promise<Outcome<Written, 'disk-full' | 'too-large' | 'empty' | 'cannot-read'>> {
    try {
      return await writeFile(this.#files, file, chosen.bytes());
    } catch (error) {
      if (error instanceof SourceLost) return refuse('cannot-read');
      throw error;
    }
  }

  /** The bytes are durable: now their record is. Otherwise they go again. */
  async #keep(
    caseId: string,
    written: Written,
    about: About,
  ): Promise<Outcome<EvidenceItem, 'unknown-case' | 'disk-full'>> {
    const { carrier, oneByOne, audit } = this.#parts;
    const row = { ...written, ...about };
    const kept = await oneByOne(async () => await this.#records.add(caseId, row));
    if (!kept.ok) {
      await carrier.dropFiles({ files: [row.file] });
      return kept;
    }
    audit.note('evidence-added', { about: caseId });
    this.#tell(caseId);
    return ok(itemOf(row));
  }

  #tell(caseId: string): void {
    this.#parts.tell({ type: 'evidence-changed', case: caseId });
  }
}
