/**
 * Vault, people: the documents this device has accepted, and how each is tied to the one before it. Pure.
 *
 * A document gets here only when its signature held and it might follow the one before (PROTOCOL §2 Checking). What is kept
 * of it are hashes: enough to see later that none was left out, put in or exchanged in this list.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { documentHash, type TeamDocument } from '../../../../protocol/team/document.ts';
import type { TeamNews, TeamStep } from '../../../contract/people.ts';
import { MAX_TEAM_DOCUMENTS, MAX_TEAM_NEWS } from '../limits.ts';
import { newsBetween, type Membership } from './membership.ts';

type Kept = Membership['documents'][number];

/** A document, and the bytes it was read from. */
export interface Whole {
  readonly document: TeamDocument;
  readonly bytes: Uint8Array;
}

/** What is kept of a document; `before`: the one it took the place of. */
export function keptOf({ document, bytes }: Whole, before: TeamDocument | null): Kept {
  const changed: Kept['changed'] = [];
  if (before !== null && newsBetween(before, document).length > 0) changed.push('devices');
  if (before !== null && !explainsRevoked(before, document)) changed.push('revoked');
  if (before !== null && said(before) !== said(document)) changed.push('profile');
  if (before !== null && before.origins.join() !== document.origins.join()) changed.push('relays');
  return {
    seq: document.seq,
    at: document.issued,
    hash: bytesToHex(documentHash(bytes)),
    prev: bytesToHex(document.prev),
    signer: bytesToHex(document.signer),
    changed,
  };
}

/** Whether all that is new under revoked has just left, and nobody was taken out. */
function explainsRevoked(before: TeamDocument, after: TeamDocument): boolean {
  const had = new Set(before.revoked);
  const couldGo = new Set(before.devices.map(({ id }) => id));
  const added = after.revoked.filter((id) => !had.has(id));
  return added.every((id) => couldGo.has(id)) && added.length + had.size === after.revoked.length;
}

const said = ({ profile }: TeamDocument): string => JSON.stringify(profile);

/** The same with this document in it; and the one before it, where that was the first of all. */
export function withDocument(kept: Membership, before: Whole, after: Whole): Membership {
  const [newest] = kept.documents;
  const earlier = newest === undefined ? [keptOf(before, null)] : kept.documents;
  const documents = [keptOf(after, before.document), ...earlier].slice(0, MAX_TEAM_DOCUMENTS);
  return { ...kept, documents };
}

/** Enough of a key to tell two apart. */
const KEY_SHOWN = 12;

/** Newest first; changes of a time before documents were kept stand at the end, without a proof. */
export function stepsOf(
  documents: readonly Kept[],
  news: readonly TeamNews[],
): readonly TeamStep[] {
  const seqs = new Set(documents.map(({ seq }) => seq));
  const older = news.filter(({ seq }) => !seqs.has(seq));
  // Where the list of news is full, the oldest may be what is left of more; before it there are none.
  const cut = news.length < MAX_TEAM_NEWS ? undefined : news.at(-1)?.seq;
  const steps = documents.map((one, n): TeamStep => {
    const before = documents[n + 1];
    const here = news.filter(({ seq }) => seq === one.seq);
    const isWhole = here.length > 0 && one.seq !== cut;
    return {
      seq: one.seq,
      at: one.at,
      ...tieOf(one, before),
      key: one.signer.slice(0, KEY_SHOWN),
      news: here,
      changed: one.changed.filter((what) => what !== 'devices' || !isWhole),
    };
  });
  return [...steps, ...[...new Set(older.map(({ seq }) => seq))].map((seq) => unkept(seq, older))];
}

function tieOf(one: Kept, before: Kept | undefined): Pick<TeamStep, 'proof' | 'missed'> {
  if (before === undefined) return { proof: 'first', missed: 0 };
  if (one.signer !== before.signer) return { proof: 'root', missed: 0 };
  const follows = one.seq === before.seq + 1 && one.prev === before.hash;
  return follows
    ? { proof: 'follows', missed: 0 }
    : { proof: 'gap', missed: one.seq - before.seq - 1 };
}

function unkept(seq: number, all: readonly TeamNews[]): TeamStep {
  const news = all.filter((one) => one.seq === seq);
  const at = news[0]?.at ?? 0;
  return { seq, at, proof: 'unkept', missed: 0, key: '', news, changed: [] };
}
