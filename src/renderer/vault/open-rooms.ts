/** Vault: the rooms of an open vault, each given what it needs of the others. */
import type { ConversationId } from '../../../protocol/ids.ts';
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskFact } from '../../contract/desk.ts';
import { openAudit, type Audit } from './audit/audit.ts';
import { openBackup, type Backup } from './backup/open-backup.ts';
import { openCaseBook, type CaseBook } from './cases/case-book.ts';
import type { Env } from './env.ts';
import { openErase, type Erase } from './erase/open-erase.ts';
import { openTombstones } from './erase/tombstones.ts';
import { openEvidence, type Evidence } from './evidence/open-evidence.ts';
import { openInbox, type Inbox } from './inbox/open-inbox.ts';
import type { Jobs } from './jobs.ts';
import { isStrong } from './keys/strength.ts';
import type { VaultKeys } from './keys/vault-keys.ts';
import type { Records } from './open-vault.ts';
import { openRetention, type Retention } from './retention/open-retention.ts';
import { openSearch, type Search, type SearchParts } from './search/open-search.ts';
import type { Team } from './team/open-team.ts';

export interface Rooms {
  readonly inbox: Inbox;
  readonly cases: CaseBook;
  readonly evidence: Evidence;
  readonly search: Search;
  readonly audit: Audit;
  readonly erase: Erase;
  readonly retention: Retention;
  readonly backup: Backup;
}

interface Parts {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly tell: (fact: DeskFact) => void;
  readonly keys: VaultKeys;
  readonly jobs: Jobs;
  readonly records: Records;
  readonly team: Team;
}

export async function openRooms(parts: Parts): Promise<Rooms> {
  const { carrier, tell, keys, jobs, records, team } = parts;
  const { own } = records.buckets;
  const { language, alias, me } = team.talk;
  const device = { id: team.device.keys.id, keys: publicOf(team), sign: team.device.sign };
  const save = async (document: Parameters<Carrier['save']>[0]) => await carrier.save(document);
  const audit = await openAudit({ ...records, own, device, save });
  const key = (): Uint8Array => keys.current().tombstoneKey;
  const tombstones = await openTombstones({ ...records, own, key });
  const cases = await openCaseBook(records);
  const inbox = await openInbox({
    ...records,
    ...team.talk,
    carrier,
    tell,
    erased: tombstones.erased,
    refetch: team.refetch,
    caseOf: cases.ofConversation,
  });
  const { book, changed, quarantine } = inbox;
  const evidence = await openEvidence({ ...records, carrier, cases, tombstones, audit, tell });
  const search = await openSearch({ ...records, jobs, lists: listsOf({ cases, inbox }, language) });
  const shared = { ...records, carrier, jobs, book, cases, tombstones, audit, tell, changed };
  const going = { ...shared, quarantine, search, team: team.documents.current().team };
  const known = [keys.current().settings.teamName, alias];
  return {
    inbox,
    cases,
    evidence,
    search,
    audit,
    erase: openErase(going),
    retention: openRetention({ ...going, own, evidence, device, mayEdit: team.isCoordinator }),
    backup: await openBackup({
      ...shared,
      keys,
      evidence,
      language,
      me,
      device: device.id,
      isStrong: async (passphrase) => await isStrong(passphrase, known),
    }),
  };
}

const publicOf = ({ device }: Team) => ({
  login: device.keys.login.publicKey,
  sign: device.keys.sign.publicKey,
  ik: device.keys.ik.publicKey,
});

/** Where a bucket belongs, for a hit to be shown under. */
function listsOf(
  { cases, inbox }: { readonly cases: CaseBook; readonly inbox: Inbox },
  language: string,
): SearchParts['lists'] {
  const { book } = inbox;
  return {
    conversations: () => book.heads(),
    conversation: (bucket) => book.lineIn(bucket),
    cases: () => cases.heads(),
    case: (bucket) => cases.lineIn(bucket),
    bucketOf: (conversation: ConversationId) => book.bucketOf(conversation),
    language,
  };
}
