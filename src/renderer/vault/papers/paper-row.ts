/**
 * Vault, papers: what this device keeps of one paper beside its text: which version stands, who has it from
 * here, and what has come of versions that are not whole yet. Pure but for the names of rows.
 */
import * as v from 'valibot';
import { DeviceId, MessageId, SessionId, type BucketId } from '../../../../protocol/ids.ts';
import { BodyHash } from '../../../../protocol/talk/names.ts';
import type { PaperName } from '../../../contract/papers.ts';
import { FREE_TERMS, MAX_COMING_PAPERS, MAX_PAPER_VERSION } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change } from '../store/vault-store.ts';

const id = <T>(kind: (raw: unknown) => T) =>
  v.pipe(
    v.string(),
    v.transform((raw) => kind(raw)),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const mark = { version: count, by: id(DeviceId), hash: id(BodyHash) };

const schema = v.object({
  /** Null: none is whole. */
  stands: v.nullable(v.object(mark)),
  /** Of what this device wrote: what its messages say of themselves, so that they are sent again as the same. */
  head: v.nullable(
    v.object({
      session: id(SessionId),
      mids: v.array(id(MessageId)),
      at: count,
      docSeq: count,
    }),
  ),
  /** Devices whose queue took all of what stands, and when by our clock. */
  sent: v.array(v.object({ device: id(DeviceId), at: count })),
  /** The highest first. */
  coming: v.array(v.object({ ...mark, parts: count, have: v.array(count) })),
});

/** A version as a backup carries it. */
export const paperSchema = v.object({ ...mark, text: v.string() });

export type PaperRow = Readonly<v.InferOutput<typeof schema>>;
export type Coming = PaperRow['coming'][number];

/** What tells one version from every other, and which of two stands. */
export type Mark = Pick<Coming, 'version' | 'by' | 'hash'>;

export const NO_PAPER: PaperRow = { stands: null, head: null, sent: [], coming: [] };

/** Throws for what no version wrote: that would be our own bug. */
export const readRow = (value: unknown): PaperRow => v.parse(schema, value);

/** The same on every device, whatever came first. */
export const byRank = (a: Mark, b: Mark): number =>
  a.version - b.version || compared(a.by, b.by) || compared(a.hash, b.hash);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether this device coordinates in the newest document. */
export type Coordinates = (device: DeviceId) => boolean;

/** Which of two stands: what somebody wrote who coordinates no more, only where nobody who does has written (PROTOCOL §4). */
const byWorth = (a: Mark, b: Mark, coordinates: Coordinates): number =>
  Number(coordinates(a.by)) - Number(coordinates(b.by)) || byRank(a, b);

/** The number of the next version. Whoever left cannot use the numbers up. */
export function nextVersion({ stands, coming }: PaperRow, coordinates: Coordinates): number {
  const counting = [...(stands === null ? [] : [stands]), ...coming]
    .filter(({ by, version }) => coordinates(by) || version < FREE_TERMS)
    .map(({ version }) => version);
  return Math.min(Math.max(0, ...counting) + 1, MAX_PAPER_VERSION);
}

/** Whether it can no longer come to stand, or nobody could go above it (PROTOCOL §4). */
export function isPassedOver({ stands }: PaperRow, one: Mark, coordinates: Coordinates): boolean {
  if (one.version > MAX_PAPER_VERSION) return true;
  return stands !== null && byWorth(one, stands, coordinates) <= 0;
}

/** What has come of the version this part belongs to, without the part. */
export function comingOf({ coming }: PaperRow, one: Mark, parts: number): Coming {
  const known = coming.find((each) => each.parts === parts && byRank(each, one) === 0);
  return known ?? { version: one.version, by: one.by, hash: one.hash, parts, have: [] };
}

/** The row with these parts of a version, and the versions that had to go for it. */
export function withComing(
  row: PaperRow,
  one: Coming,
  coordinates: Coordinates,
): { readonly row: PaperRow; readonly gone: readonly Coming[] } {
  const others = row.coming.filter((each) => !isSame(each, one));
  const all = [...others, one].toSorted((a, b) => byWorth(b, a, coordinates) || b.parts - a.parts);
  return {
    row: { ...row, coming: all.slice(0, MAX_COMING_PAPERS) },
    gone: all.slice(MAX_COMING_PAPERS),
  };
}

/** The row once this version stands; what can no longer stand goes. */
export function standing(
  row: PaperRow,
  stands: Mark,
  coordinates: Coordinates,
  head: PaperRow['head'] = null,
): { readonly row: PaperRow; readonly gone: readonly Coming[] } {
  const isOver = (one: Coming): boolean => byWorth(one, stands, coordinates) <= 0;
  const { version, by, hash } = stands;
  return {
    row: {
      stands: { version, by, hash },
      head,
      sent: [],
      coming: row.coming.filter((one) => !isOver(one)),
    },
    gone: row.coming.filter(isOver),
  };
}

const isSame = (a: Coming, b: Coming): boolean => a.parts === b.parts && byRank(a, b) === 0;

/** Names and makes the writes of one paper's records. */
export interface PaperRows {
  readonly row: (name: PaperName, value: PaperRow) => Change;
  readonly text: (name: PaperName, text: string) => Change;
  readonly part: (name: PaperName, of: Coming, part: number, bytes: string | null) => Change;
}

export function paperRows(own: BucketId, nameKey: Uint8Array): PaperRows {
  const change = (name: string, value: object | null): Change => {
    const row = rowIdOf(nameKey, 'setting', `paper/${name}`);
    return { bucket: own, table: 'setting', id: row, seq: 0, value };
  };
  return {
    row: (name, value) => change(name, value),
    text: (name, text) => change(`${name}/text`, { text }),
    part: (name, { version, by, hash, parts }, part, bytes) =>
      change([name, by, version, hash, parts, part].join('/'), bytes === null ? null : { bytes }),
  };
}
