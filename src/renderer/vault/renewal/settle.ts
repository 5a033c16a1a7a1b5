/**
 * Vault, renewal: what hung on the device that was put down, brought to an end (ADR 0038).
 *
 * Before anything of the opened vault begins, and as often as it takes: each step is durable as a whole and finds
 * nothing to do the second time, and what says that all is done is written last.
 */
import type { DeviceId, FileId } from '../../../../protocol/ids.ts';
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { outgoingChange, outgoingId, outgoingIn } from '../attachments/outgoing-row.ts';
import type { Audit } from '../audit/audit.ts';
import { pageOf, Pages, type SignedName } from '../audit/pages.ts';
import { historyChange, readHistory, type HistoryParts } from '../backup/history.ts';
import { withoutProgress } from '../catch-up/catch-up.ts';
import type { Book } from '../inbox/book.ts';
import type { Conversation } from '../inbox/conversation.ts';
import { MAX_PENDING } from '../limits.ts';
import type { Records } from '../open-vault.ts';
import { withSaid } from '../people/earlier.ts';
import { nothing, openMembership, withName, type Membership } from '../people/membership.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import type { FormerDevices } from './former.ts';

interface Parts extends Pick<Records, 'store' | 'buckets' | 'nameKey'> {
  readonly former: FormerDevices;
  readonly alias: string;
  readonly document: TeamDocument;
}

type Done = Outcome<null, 'disk-full'>;

/** What is the device's own: its log, how far it had compared, and what it kept about the team. Before any room opens. */
export async function settleOwn(parts: Parts): Promise<Done> {
  const { former, store, buckets, nameKey, alias, document } = parts;
  const before = former.unsettled;
  if (before === null) return ok(null);
  const moved = await moveLog(parts, before);
  if (!moved.ok) return moved;
  const gone = withoutProgress(parts);
  const dropped = store.has(gone.id) ? await store.commit([gone]) : ok(null);
  if (!dropped.ok) return dropped;
  const membership = await openMembership({ store, own: buckets.own, nameKey });
  return await membership.write((kept) =>
    withName(putDown(kept, before), { id: before, name: alias }, document),
  );
}

/** The new log's first event: durable before the renewal is settled, and once however often that takes. */
export async function noteRenewal(
  audit: Pick<Audit, 'note' | 'page'>,
  { unsettled }: Pick<FormerDevices, 'unsettled'>,
): Promise<void> {
  const first = async () => (await audit.page(2, 1)).events;
  if (unsettled === null || (await first()).length > 0) return;
  audit.note('device-renewed', { about: unsettled });
  // Reading writes what waits.
  await first();
}

/** What it was about to send, messages and files. Before anything is online; true once all of it is settled. */
export async function settleTalks(
  parts: Pick<Parts, 'store' | 'nameKey' | 'former'>,
  book: Book,
): Promise<Done> {
  const { store, former } = parts;
  if (former.unsettled === null) return ok(null);
  const unsent = [...book.heads()].filter(
    ([bucket, { pending, due }]) =>
      pending > 0 || due !== null || store.has(outgoingId(parts, bucket)),
  );
  for (const [bucket, { id }] of unsent) {
    const entry = await book.get(id);
    if (entry === undefined) continue;
    const row = await outgoingIn(parts, bucket);
    const rowGone = row === null ? [] : [outgoingChange(parts, bucket, null)];
    const conversation = withoutFile(withoutOutbox(entry.conversation), row?.file.file);
    const next = { ...entry, conversation };
    const written = await store.commit([book.change(next), ...rowGone]);
    if (!written.ok) return written;
    book.put(next);
  }
  return await store.commit([former.settling()]);
}

/**
 * Another device's log, as a restore would bring it: its pages lie beside the new one's under names of their own.
 * The newest goes first, so that what is left has no gap.
 */
export async function moveLog(
  parts: HistoryParts & { readonly store: Pick<VaultStore, 'each' | 'commit'> },
  before: DeviceId,
): Promise<Done> {
  const { store, buckets, nameKey } = parts;
  const pages = new Pages({ store, own: buckets.own, nameKey });
  const cut = await pages.signed('audit-cut');
  const first = pageOf((cut?.seq ?? 0) + 1);
  for (let page = pages.newest(first) ?? -1; page >= first; page -= 1) {
    const value = { events: await pages.read(page) };
    const about = readHistory(value);
    if (about.by !== before) return ok(null);
    const history = await historyChange(parts, about, value);
    const change = pages.change(page, null);
    const written = await store.commit(history === null ? [change] : [history, change]);
    if (!written.ok) return written;
  }
  return await store.commit(await signedGone(pages));
}

/** Its signatures say something of a log that is not this device's. */
async function signedGone(pages: Pages): Promise<readonly Change[]> {
  const names = ['audit-head', 'audit-cut'] as const satisfies readonly SignedName[];
  const kept = await Promise.all(names.map(async (name) => (await pages.signed(name)) !== null));
  return names.filter((_, n) => kept[n]).map((name) => pages.signChange(name, null));
}

/** Invites, a request and the team's key were the former device's; it is told nothing of what was said before. */
function putDown(kept: Membership, before: DeviceId): Membership {
  const { invites, joining, next, shared } = nothing;
  // Nobody has heard yet what the new device is called.
  const said = { ...kept.said, to: [] };
  return withSaid({ ...kept, invites, joining, next, shared, said }, before, 'no');
}

/** Nothing of it can go out in another device's name: what was not sent is shown as such. */
const withoutOutbox = (conversation: Conversation): Conversation => ({
  ...conversation,
  pending: conversation.pending
    .filter(({ state, resealAt }) => state !== 'sent' || resealAt !== null)
    .map((reply) => ({ ...reply, state: 'expired', eids: [], resealAt: null })),
  toTeam: [],
  unheard: [...conversation.unheard, ...conversation.toTeam.map(({ row }) => row)].slice(
    -MAX_PENDING,
  ),
});

/** A file on its way became no message: no row names it any more, and it is swept. */
const withoutFile = (conversation: Conversation, gone: FileId | undefined): Conversation => ({
  ...conversation,
  files: conversation.files.filter((file) => file !== gone),
});
