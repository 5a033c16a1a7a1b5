/** Vault: everything that exists between unlock and lock, put together from its parts. */
import { open, type Opened, type SealedCopy } from '../../../protocol/crypto/envelope.ts';
import { ProtocolError } from '../../../protocol/errors.ts';
import type { BucketId } from '../../../protocol/ids.ts';
import { formatPin, pinOf } from '../../../protocol/team/document.ts';
import type { Carrier, CarrierFact } from '../../contract/carrier.ts';
import type { DeskFact, TeamView } from '../../contract/desk.ts';
import { ok, type Outcome } from '../../contract/outcome.ts';
import { openCaseBook, type CaseBook } from './cases/case-book.ts';
import type { Env } from './env.ts';
import { headKeeper } from './head-keeper.ts';
import { openBook } from './inbox/book.ts';
import { openInbox, type Inbox } from './inbox/open-inbox.ts';
import { openQuarantine } from './inbox/quarantine.ts';
import { bucketsOf } from './keys/buckets.ts';
import type { HeaderKeys } from './keys/header.ts';
import type { Keyring } from './keys/keyring.ts';
import { vaultKeys, type VaultKeys } from './keys/vault-keys.ts';
import { LOCK_PATIENCE_MS } from './limits.ts';
import { serial } from './serial.ts';
import { openVaultDb } from './store/db.ts';
import { chainKeyOf, type RowHash } from './store/entry.ts';
import { readJournal, reconcile } from './store/reconcile.ts';
import { rowsIn } from './store/rows.ts';
import { openStore, type VaultStore } from './store/store.ts';
import { deviceOf, type Device } from './team/device.ts';
import { Documents } from './team/documents.ts';
import { TeamLink } from './team/link.ts';
import { prekeysOf, type Prekeys } from './team/prekeys.ts';

export interface OpenVault {
  readonly rebuilt: number;
  readonly inbox: Inbox;
  readonly cases: CaseBook;
  readonly keys: VaultKeys;
  readonly team: () => TeamView;
  /** Dials and signs in; the rest follows from facts. */
  readonly begin: () => Promise<void>;
  readonly fact: (fact: CarrierFact) => void;
  /** Records the journal's head, stops everything and overwrites every key. */
  readonly close: () => Promise<void>;
}

export interface VaultParts {
  readonly env: Env;
  readonly carrier: Carrier;
  /** Name of the IndexedDB copy. */
  readonly database: string;
  readonly hash: RowHash;
  readonly tell: (fact: DeskFact) => void;
}

/** Replays the journal, puts the copy right and opens one row per conversation and case. */
export async function openVault(
  parts: VaultParts,
  opened: { readonly keys: HeaderKeys; readonly keyring: Keyring },
): Promise<Outcome<OpenVault, 'damaged' | 'rolled-back'>> {
  const { env, carrier, hash } = parts;
  const { keyring } = opened;
  const chain = { chainKey: chainKeyOf(keyring.epochKey), hash, skip: keyring.skip };
  const expected = { head: keyring.head, keyring: keyring.counter };
  const journal = await readJournal(carrier, chain, expected);
  if (!journal.ok) return journal;
  const rows = rowsIn(await openVaultDb(parts.database));
  const rebuilt = await reconcile(rows, carrier, { manifest: journal.value.manifest, chain });

  const keys = vaultKeys(opened, carrier, env.random);
  const heads = headKeeper(keys, () => store.head(), env);
  const store: VaultStore = openStore(
    {
      carrier,
      rows,
      chain,
      keyOf: keys.dataKey,
      keyring: () => keys.current().counter,
      committed: heads.moved,
      random: env.random,
    },
    journal.value,
  );
  keys.watchHead(store.head);
  await heads.record();
  return ok(
    await compose(parts, { keys, store, rebuilt, recordHead: heads.record, stopHead: heads.stop }),
  );
}

interface Foundation {
  readonly keys: VaultKeys;
  readonly store: VaultStore;
  readonly rebuilt: number;
  readonly recordHead: () => Promise<void>;
  readonly stopHead: () => void;
}

async function compose(parts: VaultParts, base: Foundation): Promise<OpenVault> {
  const { env, carrier, tell } = parts;
  const { keys, store } = base;
  const device = deviceOf(keys.current());
  const documents = new Documents({ env, carrier, keys });
  const { team } = documents.current();
  const docSeq = (): number => documents.current().seq;
  const prekeys = prekeysOf({ env, carrier, keys, device, team, docSeq });
  const records = recordsOf(parts, base);
  const cases = await openCaseBook(records);
  const inbox = openInbox({
    ...records,
    ...talkOf(keys, device, documents, prekeys),
    carrier,
    tell,
    book: await openBook(store, records.buckets, records.dataKey),
    quarantine: await quarantineOf(records),
    refetch: async () => await link.refetch(),
    caseOf: cases.ofConversation,
  });
  const link = new TeamLink({
    env,
    carrier,
    keys,
    device,
    documents,
    prekeys,
    online: inbox.online,
    newDocument: inbox.retry,
    stale: (expires) => tell({ type: 'document-stale', expires }),
  });
  return {
    rebuilt: base.rebuilt,
    inbox,
    cases,
    keys,
    team: () => teamView(documents, keys),
    begin: async () => await link.begin(),
    fact: (fact) => {
      link.fact(fact);
      inbox.fact(fact);
    },
    close: async () => {
      link.stop();
      inbox.stop();
      await end(base, records.oneByOne, env);
    },
  };
}

/** Keys go even when main no longer answers. */
async function end(
  { keys, store, recordHead, stopHead }: Foundation,
  oneByOne: ReturnType<typeof serial>,
  { later }: Env,
): Promise<void> {
  stopHead();
  const patience = new Promise<void>((resolve) => {
    later(LOCK_PATIENCE_MS, resolve);
  });
  await Promise.race([oneByOne(recordHead), patience]);
  keys.zero();
  store.close();
}

/** What everything that keeps records needs. */
function recordsOf({ env }: VaultParts, { keys, store }: Foundation) {
  const dataKey = (bucket: BucketId): Uint8Array => {
    const key = keys.dataKey(bucket);
    if (key === undefined) throw new Error('no data key for this bucket');
    return key;
  };
  const buckets = bucketsOf(keys, store.used, env.random);
  return { env, store, buckets, dataKey, oneByOne: serial() };
}

const quarantineOf = async ({ store, buckets, dataKey }: ReturnType<typeof recordsOf>) =>
  await openQuarantine(store, buckets.own, dataKey(buckets.own));

/** Who we are when talking, and how what comes in is opened. */
function talkOf(keys: VaultKeys, device: Device, documents: Documents, prekeys: Prekeys) {
  const { team } = documents.current();
  const { ik, id } = device.keys;
  const { alias, language } = keys.current().settings;
  return {
    alias,
    language,
    me: device.me,
    docSeq: (): number => documents.current().seq,
    devices: () => documents.devices(),
    sealing: () => ({ team, ik, me: id, reachable: documents.reachable() }),
    /** Throws once locked: with wiped keys everything would look unreadable, and be settled and lost. */
    open: (copy: SealedCopy): Opened | null => {
      keys.current();
      try {
        return open(copy, { team, ik, keyFor: prekeys.keyFor });
      } catch (error) {
        if (error instanceof ProtocolError) return null;
        throw error;
      }
    },
  };
}

function teamView(documents: Documents, keys: VaultKeys): TeamView {
  const document = documents.current();
  const { teamName, alias, relay } = keys.current().settings;
  return {
    name: teamName,
    alias,
    devices: document.devices.length,
    pin: formatPin(pinOf(document)),
    relay: document.origins[0] ?? relay,
    documentSeq: document.seq,
    documentExpires: document.expires,
  };
}
