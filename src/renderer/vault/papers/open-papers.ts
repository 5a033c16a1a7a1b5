/**
 * Vault, papers: small texts that all devices of a team share (PROTOCOL §4, Papers). A room that has one reads
 * and writes it here by its name and knows nothing of versions, parts or queues.
 */
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { MessageId, SessionId, type BucketId } from '../../../../protocol/ids.ts';
import { paperHash, paperParts, paperText } from '../../../../protocol/talk/paper.ts';
import type { DeviceEntry } from '../../../../protocol/team/device-entry.ts';
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { PAPER_NAMES, type PaperName, type PaperRefusal } from '../../../contract/papers.ts';
import type { Env } from '../env.ts';
import type { Held } from '../inbox/judge.ts';
import { MAX_ROW_BYTES, PAPER_FORM, ROW_PAD } from '../limits.ts';
import { serial } from '../serial.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import type { Device } from '../team/device.ts';
import type { Documents } from '../team/documents.ts';
import { judgePaper, type JudgedPaper } from './judge-paper.ts';
import {
  byRank,
  comingOf,
  isPassedOver,
  nextVersion,
  NO_PAPER,
  paperRows,
  readRow,
  standing,
  withComing,
  type Coming,
  type Coordinates,
  type Mark,
  type PaperRow,
  type PaperRows,
} from './paper-row.ts';
import { PaperPost } from './paper-post.ts';

export interface PaperParts {
  readonly env: Pick<Env, 'now' | 'later'>;
  readonly carrier: Pick<Carrier, 'post'>;
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  readonly device: Device;
  readonly documents: Pick<
    Documents,
    'current' | 'devices' | 'reachable' | 'lastSeen' | 'whenFetched' | 'whenAccepted'
  >;
  /** Asks the relay for the team's document, and by that who can be reached. */
  readonly refetch: () => Promise<void>;
  readonly tell: (fact: DeskFact) => void;
}

type Taken = 'known' | 'later' | 'unreadable' | null;

/** What is to stand, and what is written in the same commit. */
export interface NewVersion<V = unknown> {
  readonly value: V;
  readonly also?: readonly Change[];
  /** What stands says the same: nothing is written. */
  readonly same?: boolean;
}

/** A version as a backup carries it. */
export interface KeptPaper extends Mark {
  readonly text: string;
}

const partSchema = v.object({ bytes: v.string() });
const textSchema = v.object({ text: v.string() });

/** Whether it can be kept: a text of control characters is six times as long in a row. */
const fits = (text: string): boolean =>
  utf8ToBytes(JSON.stringify({ text })).length <= MAX_ROW_BYTES - ROW_PAD;

export async function openPapers(parts: PaperParts): Promise<Papers> {
  const rows = paperRows(parts.own, parts.nameKey(parts.own));
  const kept = new Map<PaperName, PaperRow>();
  for (const name of PAPER_NAMES) {
    const { id } = rows.row(name, NO_PAPER);
    if (parts.store.has(id)) kept.set(name, readRow(await parts.store.get('setting', id)));
  }
  return new Papers(parts, rows, kept);
}

export class Papers {
  readonly #parts: PaperParts;
  readonly #rows: PaperRows;
  readonly #kept: Map<PaperName, PaperRow>;
  /** Never waits for anything but the store: whoever calls may hold a line of their own. */
  readonly #oneByOne = serial();
  readonly #post: PaperPost;

  constructor(parts: PaperParts, rows: PaperRows, kept: Map<PaperName, PaperRow>) {
    this.#parts = parts;
    this.#rows = rows;
    this.#kept = kept;
    this.#post = new PaperPost({
      ...parts,
      rowOf: (name) => this.#rowOf(name),
      textOf: async (name) => await this.#text(name),
      again: async (name) => void (await this.#again(name)),
      took: async (name, mark, devices) => await this.#took(name, mark, devices),
    });
    parts.documents.whenFetched(async () => this.#post.go());
    // Somebody may have come who is owed something, or gone whose papers are ours to send from now on.
    parts.documents.whenAccepted(async (before, after) => {
      if (hasLost(before, after)) await this.#owesAgain();
      this.#post.go();
    });
  }

  /** The value that stands; null where there is none, or none that this schema reads: a newer app may have written it. */
  async read<T>(name: PaperName, schema: v.GenericSchema<unknown, T>): Promise<T | null> {
    const text = await this.#text(name);
    if (text === null) return null;
    const said = v.safeParse(v.object({ form: v.number(), value: schema }), parsed(text));
    return said.success && said.output.form <= PAPER_FORM ? said.output.value : null;
  }

  /** Whether a version stands here, readable or not. */
  stands(name: PaperName): boolean {
    return this.#rowOf(name).stands !== null;
  }

  /** Which version stands here, and who wrote it; null: none. */
  mark(name: PaperName): Mark | null {
    return this.#rowOf(name).stands;
  }

  /** Whether this device may write papers. */
  mayWrite(): boolean {
    return this.#coordinates(this.#parts.device.keys.id);
  }

  /** The next version, whatever stood before, durable when it answers; colleagues get it from then on. */
  async write(
    name: PaperName,
    next: Pick<NewVersion, 'value'>,
  ): Promise<Outcome<null, PaperRefusal>> {
    const written = await this.edit(name, v.unknown(), async () => ok(next));
    return written.ok ? ok(null) : written;
  }

  /** The next version made of the one that stands, null as in `read`. None is taken from a colleague in between. */
  async edit<T, V, R extends string = never>(
    name: PaperName,
    schema: v.GenericSchema<unknown, T>,
    next: (stands: T | null) => Promise<Outcome<NewVersion<V>, R>>,
  ): Promise<Outcome<V, PaperRefusal | R>> {
    if (!this.mayWrite()) return refuse('not-coordinator');
    const edited = await this.#oneByOne<Outcome<V, PaperRefusal | R>>(async () => {
      if (await this.#isNewer(name)) return refuse('newer-version');
      const made = await next(await this.read(name, schema));
      if (!made.ok) return made;
      const { value, also = [], same = false } = made.value;
      if (same) return ok(value);
      const text = JSON.stringify({ form: PAPER_FORM, value });
      const written = await this.#write(name, text, also);
      return written.ok ? ok(value) : written;
    });
    if (edited.ok) this.#post.go();
    return edited;
  }

  /** Whether a newer app wrote what stands. What nobody can read may be written over, or it would stand for ever. */
  async #isNewer(name: PaperName): Promise<boolean> {
    const text = await this.#text(name);
    const said = v.safeParse(v.object({ form: v.number() }), text === null ? null : parsed(text));
    return said.success && said.output.form > PAPER_FORM;
  }

  /** What came sealed to this device and is a paper; durable when it answers. Null: something else. */
  async take(held: Pick<Held, 'senderPk' | 'body'>): Promise<Taken> {
    const judged = judgePaper(held, this.#parts.documents);
    if (judged === null || judged.kind !== 'part') return judged?.kind ?? null;
    return await this.#oneByOne(async () => await this.#take(judged));
  }

  /** Every version that stands, for a backup. */
  async kept(): Promise<Readonly<Record<string, KeptPaper>>> {
    const found: Record<string, KeptPaper> = {};
    for (const name of PAPER_NAMES) {
      const { stands } = this.#rowOf(name);
      const text = await this.#text(name);
      if (stands !== null && text !== null) found[name] = { ...stands, text };
    }
    return found;
  }

  /** A version out of a backup: it stands where it is higher than what is here. */
  async restore(
    name: PaperName,
    { text, ...mark }: KeptPaper,
  ): Promise<Outcome<null, 'disk-full'>> {
    return await this.#oneByOne(async () => {
      const bytes = utf8ToBytes(text);
      const isWhole = paperParts(bytes) !== null && paperHash(bytes) === mark.hash;
      if (!isWhole || isPassedOver(this.#rowOf(name), mark, this.#coordinates)) return ok(null);
      return await this.#stand(name, standing(this.#rowOf(name), mark, this.#coordinates), text);
    });
  }

  stop(): void {
    this.#post.stop();
  }

  async #write(
    name: PaperName,
    text: string,
    also: readonly Change[],
  ): Promise<Outcome<null, 'too-large' | 'disk-full'>> {
    const { env, device, documents } = this.#parts;
    const bytes = utf8ToBytes(text);
    const cut = paperParts(bytes);
    if (cut === null || !fits(text)) return refuse('too-large');
    const row = this.#rowOf(name);
    const head = {
      session: SessionId.random(),
      mids: cut.map(() => MessageId.random()),
      at: env.now(),
      docSeq: documents.current().seq,
    };
    const mark = {
      version: nextVersion(row, this.#coordinates),
      by: device.keys.id,
      hash: paperHash(bytes),
    };
    return await this.#stand(name, standing(row, mark, this.#coordinates, head), text, also);
  }

  async #take({ by, name, body }: Extract<JudgedPaper, { kind: 'part' }>): Promise<Taken> {
    const { version, hash, parts, part, bytes } = body;
    const row = this.#rowOf(name);
    const mark = { version, by, hash };
    if (isPassedOver(row, mark, this.#coordinates)) return 'known';
    const before = comingOf(row, mark, parts);
    if (before.have.includes(part)) return 'known';
    const now = { ...before, have: [...before.have, part].toSorted((a, b) => a - b) };
    const done =
      now.have.length === parts
        ? await this.#whole(name, now, { part, bytes })
        : await this.#keepPart(name, now, { part, bytes });
    return done.ok ? 'known' : 'later';
  }

  async #keepPart(
    name: PaperName,
    now: Coming,
    { part, bytes }: { readonly part: number; readonly bytes: Uint8Array },
  ): Promise<Outcome<null, 'disk-full'>> {
    const { row, gone } = withComing(this.#rowOf(name), now, this.#coordinates);
    if (gone.includes(now)) return ok(null);
    const written = await this.#parts.store.commit([
      this.#rows.part(name, now, part, bytesToHex(bytes)),
      this.#rows.row(name, row),
      ...this.#without(name, gone),
    ]);
    if (written.ok) this.#kept.set(name, row);
    return written;
  }

  /** All parts are there: it stands, or was never what it said it was. */
  async #whole(
    name: PaperName,
    now: Coming,
    last: { readonly part: number; readonly bytes: Uint8Array },
  ): Promise<Outcome<null, 'disk-full'>> {
    const pieces: Uint8Array[] = [];
    for (const part of now.have) {
      pieces.push(part === last.part ? last.bytes : await this.#part(name, now, part));
    }
    const text = paperText(pieces, now.hash);
    const row = this.#rowOf(name);
    if (text !== null && fits(text)) {
      return await this.#stand(name, standing(row, now, this.#coordinates), text);
    }
    const without = { ...row, coming: row.coming.filter((one) => byRank(one, now) !== 0) };
    const gone = row.coming.filter((one) => byRank(one, now) === 0);
    const changes = [this.#rows.row(name, without), ...this.#without(name, gone)];
    const written = await this.#parts.store.commit(changes);
    if (written.ok) this.#kept.set(name, without);
    return written;
  }

  async #stand(
    name: PaperName,
    { row, gone }: ReturnType<typeof standing>,
    text: string,
    also: readonly Change[] = [],
  ): Promise<Outcome<null, 'disk-full'>> {
    const written = await this.#parts.store.commit([
      this.#rows.text(name, text),
      this.#rows.row(name, row),
      ...this.#without(name, gone),
      ...also,
    ]);
    if (!written.ok) return written;
    this.#kept.set(name, row);
    this.#parts.tell({ type: 'paper-changed', name });
    return written;
  }

  /** Whoever wrote it coordinates no more, or is this device and no longer knows its messages: ours from now on. */
  async #again(name: PaperName): Promise<Outcome<null, 'too-large' | 'disk-full'>> {
    return await this.#oneByOne(async () => {
      const text = await this.#text(name);
      return text === null || !this.#post.isOrphan(name) ? ok(null) : this.#write(name, text, []);
    });
  }

  async #took(name: PaperName, mark: Mark, devices: PaperRow['sent']): Promise<boolean> {
    return await this.#oneByOne(async () => {
      const row = this.#rowOf(name);
      if (row.stands === null || byRank(row.stands, mark) !== 0) return true;
      const fresh = new Set(devices.map(({ device }) => device));
      const sent = [...row.sent.filter(({ device }) => !fresh.has(device)), ...devices];
      const next = { ...row, sent };
      const written = await this.#parts.store.commit([this.#rows.row(name, next)]);
      if (written.ok) this.#kept.set(name, next);
      return written.ok;
    });
  }

  /** What was passed over for the sake of somebody who has gone is sent once more. */
  async #owesAgain(): Promise<void> {
    await this.#oneByOne(async () => {
      for (const [name, row] of this.#kept) {
        const next = { ...row, sent: [] };
        const isMine = row.stands?.by === this.#parts.device.keys.id;
        if (!isMine || !(await this.#parts.store.commit([this.#rows.row(name, next)])).ok) continue;
        this.#kept.set(name, next);
      }
    });
  }

  /** The writes that drop what came of these. */
  #without(name: PaperName, gone: readonly Coming[]): readonly Change[] {
    return gone.flatMap((one) =>
      one.have
        .map((part) => this.#rows.part(name, one, part, null))
        .filter(({ id }) => this.#parts.store.has(id)),
    );
  }

  async #part(name: PaperName, of: Coming, part: number): Promise<Uint8Array> {
    const { id } = this.#rows.part(name, of, part, null);
    return hexToBytes(v.parse(partSchema, await this.#parts.store.get('setting', id)).bytes);
  }

  async #text(name: PaperName): Promise<string | null> {
    const { id } = this.#rows.text(name, '');
    const { store } = this.#parts;
    return store.has(id) ? v.parse(textSchema, await store.get('setting', id)).text : null;
  }

  readonly #coordinates: Coordinates = (device) =>
    this.#parts.documents
      .current()
      .devices.some(({ id, roles }) => id === device && roles.includes('coordinator'));

  #rowOf(name: PaperName): PaperRow {
    return this.#kept.get(name) ?? NO_PAPER;
  }
}

/** Whether somebody who coordinated does so no more. */
const hasLost = (before: TeamDocument, after: TeamDocument): boolean => {
  const now = new Set(after.devices.filter(isCoordinator).map(({ id }) => id));
  return before.devices.some((one) => isCoordinator(one) && !now.has(one.id));
};

const isCoordinator = ({ roles }: Pick<DeviceEntry, 'roles'>): boolean =>
  roles.includes('coordinator');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
