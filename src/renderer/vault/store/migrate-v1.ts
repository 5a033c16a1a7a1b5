/** Vault, store: the newest rows of a journal of format 1 as the base of the first generation (ADR 0014). */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { entriesOf } from './entries.ts';
import { NO_ENTRIES, type Chain, type EntryKind, type Head } from './entry.ts';
import { apply } from './load.ts';
import { Manifest } from './manifest.ts';
import type { Reached } from './replay.ts';
import { replayV1, type ChainV1 } from './v1.ts';

/** The journal of format 1 and what its keyring said of it. */
export interface FromV1 {
  readonly chain: ChainV1;
  readonly head: Head;
  readonly keyring: number;
}

/** The generation to be written, and the counter of the keyring that will open it. */
export interface ToV2 {
  readonly generation: number;
  readonly chain: Chain;
  readonly keyring: number;
}

type Refused = 'damaged-journal' | 'rolled-back' | 'disk-full';

/**
 * Reads generation 0 twice, once to know which rows are the newest and once to copy them, and begins
 * `to` with them. Rows stay as they are sealed. Nothing counts before a header names the generation.
 */
export async function migrateV1(
  carrier: Pick<Carrier, 'replay' | 'append' | 'openJournal'>,
  from: FromV1,
  to: ToV2,
): Promise<Outcome<Reached, Refused>> {
  const old = await carrier.openJournal({ generation: 0, fresh: false });
  if (!old.ok) return old;
  const fresh = await carrier.openJournal({ generation: to.generation, fresh: true });
  if (!fresh.ok) return fresh;
  try {
    const manifest = await manifestOf(carrier, from);
    return manifest.ok ? await copied(carrier, { manifest: manifest.value, from, to }) : manifest;
  } catch (error) {
    if (error instanceof ProtocolError) return refuse('damaged-journal');
    throw error;
  }
}

async function manifestOf(
  carrier: Pick<Carrier, 'replay'>,
  { chain, head, keyring }: FromV1,
): Promise<Outcome<Manifest, Refused>> {
  const manifest = new Manifest();
  const entries = replayV1(carrier, chain);
  for (;;) {
    const step = await entries.next();
    if (step.done === true) {
      return step.value.count < head.count ? refuse('rolled-back') : ok(manifest);
    }
    const entry = step.value;
    if (entry.keyring > keyring) return refuse('rolled-back');
    if (entry.head.count === head.count && !equalBytes(entry.head.chain, head.chain)) {
      return refuse('damaged-journal');
    }
    apply(manifest, entry);
  }
}

async function copied(
  carrier: Pick<Carrier, 'replay' | 'append'>,
  { manifest, from, to }: { readonly manifest: Manifest; readonly from: FromV1; readonly to: ToV2 },
): Promise<Outcome<Reached, Refused>> {
  let reached: Reached = { head: NO_ENTRIES, end: 0 };
  const write = async (
    kind: EntryKind,
    rows: Parameters<typeof entriesOf>[1],
  ): Promise<Outcome<null, Refused>> => {
    const { chain, keyring, generation } = to;
    const entries = entriesOf(kind, rows, { chain, keyring, head: reached.head });
    const appended = await carrier.append({
      generation,
      entries: entries.map(({ bytes }) => bytes),
    });
    if (!appended.ok) return appended;
    reached = { head: entries.at(-1)?.head ?? reached.head, end: appended.value.end };
    return ok(null);
  };
  for await (const { rows, hashes } of replayV1(carrier, from.chain)) {
    const newest = rows.filter((row, index) =>
      manifest.matches(row, hashes[index] ?? new Uint8Array(0)),
    );
    if (newest.length === 0) continue;
    const written = await write('base', newest);
    if (!written.ok) return written;
  }
  const ended = await write('base-end', []);
  return ended.ok ? ok(reached) : ended;
}
