/** Vault: the rooms of an open vault, each given what it needs of the others. */
import type { ConversationId } from '../../../protocol/ids.ts';
import { maxSentBytes } from '../../../protocol/team/profile.ts';
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskFact } from '../../contract/desk.ts';
import type { AnnotationParts } from './annotations/annotations.ts';
import { openAttachments, type Attachments } from './attachments/attachments.ts';
import { MutedFiles } from './attachments/muted-files.ts';
import { openOutgoing, type Outgoing } from './attachments/outgoing.ts';
import { openAudit, type Audit } from './audit/audit.ts';
import { contactLooks } from './audit/contact-looks.ts';
import { KeptHeads } from './audit/kept-heads.ts';
import { ShareHeads } from './audit/share-heads.ts';
import { openBackup, type Backup } from './backup/open-backup.ts';
import { openCaseBook, type CaseBook } from './cases/case-book.ts';
import { openChecklist, type ChecklistRoom } from './danger/open-checklist.ts';
import type { Env } from './env.ts';
import { openDuty, type DutyRoom } from './duty/open-duty.ts';
import { HelpRoom } from './duty/open-help.ts';
import { DestroyContacts } from './erase/destroy-contacts.ts';
import { openErase, type Erase } from './erase/open-erase.ts';
import { openTombstones } from './erase/tombstones.ts';
import { openEvidence, type Evidence } from './evidence/open-evidence.ts';
import { openFigures, type FiguresRoom } from './figures/open-figures.ts';
import { openInbox, type Inbox } from './inbox/open-inbox.ts';
import type { Jobs } from './jobs.ts';
import { isStrong } from './keys/strength.ts';
import type { VaultKeys } from './keys/vault-keys.ts';
import type { Records } from './open-vault.ts';
import { openPapers, type Papers } from './papers/open-papers.ts';
import { withListed } from './people/earlier.ts';
import { openMembership } from './people/membership.ts';
import { People } from './people/open-people.ts';
import { openProfile, type ProfileRoom } from './profile/open-profile.ts';
import type { FormerDevices } from './renewal/former.ts';
import { openRetention, type Retention } from './retention/open-retention.ts';
import { openSearch, type Search, type SearchParts } from './search/open-search.ts';
import type { Team } from './team/open-team.ts';
import { openWorkplace, type WorkplaceRoom } from './workplace/open-workplace.ts';

export interface Rooms {
  readonly inbox: Inbox;
  readonly cases: CaseBook;
  readonly attachments: Attachments;
  /** Fetches what was closed here as abuse while the relay still has it. */
  readonly mutedFiles: Pick<MutedFiles, 'soon' | 'stop'>;
  readonly outgoing: Outgoing;
  readonly evidence: Evidence;
  readonly search: Search;
  readonly audit: Audit;
  /** Somebody here has looked at contact details. */
  readonly contactLooked: (conversation: ConversationId) => void;
  /** What colleagues hold of each other's logs. */
  readonly logHeads: Pick<ShareHeads, 'stop'>;
  readonly people: People;
  /** What the whole team shares apart from conversations. */
  readonly papers: Papers;
  readonly erase: Erase;
  /** Destroys contact details that were replaced or taken back. */
  readonly contacts: Pick<DestroyContacts, 'soon' | 'stop'>;
  readonly retention: Retention;
  readonly backup: Backup;
  readonly profile: ProfileRoom;
  /** What marking words needs; it keeps nothing in memory. */
  readonly annotating: AnnotationParts;
  readonly duty: DutyRoom;
  readonly help: HelpRoom;
  readonly checklist: ChecklistRoom;
  readonly workplace: WorkplaceRoom;
  readonly figures: FiguresRoom;
}

interface Parts {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly tell: (fact: DeskFact) => void;
  readonly keys: VaultKeys;
  readonly jobs: Jobs;
  readonly records: Records;
  readonly team: Team;
  readonly former: FormerDevices;
}

export async function openRooms(parts: Parts): Promise<Rooms> {
  const { carrier, tell, keys, jobs, records, team, former } = parts;
  const { own } = records.buckets;
  const { language, alias, me } = team.talk;
  const device = { id: team.device.keys.id, keys: publicOf(team), sign: team.device.sign };
  const save = async (document: Parameters<Carrier['save']>[0]) => await carrier.save(document);
  const key = (): Uint8Array => keys.current().tombstoneKey;
  const tombstones = await openTombstones({ ...records, own, key });
  const { veiled } = tombstones;
  const kept = new KeptHeads({ ...records, own });
  let signedAnew = (): void => undefined;
  const audit = await openAudit({
    ...records,
    own,
    device,
    veiled,
    given: async () => await kept.of(device.id),
    signedAnew: () => signedAnew(),
    save,
  });
  const heads = new ShareHeads({ ...records, ...team, own, carrier, kept, audit });
  signedAnew = () => heads.soon();
  const cases = await openCaseBook(records);
  let contacts: DestroyContacts | null = null;
  let duty: DutyRoom | null = null;
  let retention: Retention | null = null;
  const membership = await openMembership({ ...records, own });
  await membership.write((before) => withListed(before, team.documents.current()));
  const people = new People({
    ...records,
    carrier,
    tell,
    keys,
    device: team.device,
    documents: team.documents,
    membership,
    former: former.ids,
    refetch: team.refetch,
    note: audit.note,
    retry: async () => await inbox.retry(),
    moved: (devices) => inbox.moved(devices),
    mayHear: (by) => inbox.catchUp.mayHear(by),
  });
  const papers = await openPapers({
    ...records,
    own,
    carrier,
    tell: (fact) => {
      tell(fact);
      if (fact.type === 'paper-changed' && fact.name === 'retention') retention?.reminder.look();
    },
    device: team.device,
    documents: team.documents,
    refetch: team.refetch,
  });
  const help = new HelpRoom({
    ...team.talk,
    env: records.env,
    carrier,
    tell,
    time: team.time,
    has: (id) => inbox.book.bucketOf(id) !== undefined,
    rings: () => duty?.hearsHelp() ?? false,
    note: audit.note,
  });
  const inbox = await openInbox({
    ...records,
    ...team.talk,
    carrier,
    tell,
    erased: tombstones.erased,
    conversationErased: tombstones.conversationErased,
    wishFollowed: (id) => tombstones.wishFollowed(id, records.env.now()),
    erasedUntil: (id, begun) => tombstones.erasedUntil(id, begun, records.env.now()),
    tellsEarlier: (by) => people.tellsEarlier(by),
    saysOf: (by) => people.saysOf(by),
    forTeam: async (held) =>
      help.take(held) ??
      (await heads.take(held)) ??
      (await people.forTeam(held)) ??
      (await papers.take(held)),
    refetch: team.refetch,
    caseOf: cases.ofConversation,
    withdrawn: () => contacts?.soon(),
    moved: () => duty?.moved(),
    heard: (id) => duty?.heard(id),
  });
  duty = await openDuty({ ...records, ...team.talk, carrier, inbox, tell });
  const { book, changed, quarantine, going: leaving } = inbox;
  const attachments = await openAttachments({ ...records, carrier, book, tell });
  const outgoing = await openOutgoing({
    ...records,
    carrier,
    book,
    own: team.talk.own,
    attach: inbox.attach,
    limit: () => maxSentBytes(team.documents.current().profile),
    tell,
  });
  const evidence = await openEvidence({
    ...records,
    carrier,
    cases,
    tombstones,
    audit,
    tell,
    others: () => new Set([...attachments.named(), ...outgoing.arriving()]),
  });
  const lists = {
    ...bucketsIn({ cases, inbox }),
    people: () =>
      [...team.talk.devices()].map(([sender, { id }]) => ({ sender, names: people.namesOf(id) })),
    language,
  };
  const search = await openSearch({ ...records, jobs, lists });
  contacts = new DestroyContacts({ ...records, jobs, going: leaving, search, audit });
  const shared = {
    ...records,
    carrier,
    jobs,
    book,
    cases,
    papers,
    tombstones,
    audit,
    tell,
    changed,
  };
  const erasing = {
    ...shared,
    tell: (fact: DeskFact) => {
      tell(fact);
      if (fact.type === 'conversation-gone') outgoing.gone(fact.conversation);
    },
    operators: team.talk.operators,
    followed: inbox.catchUp.followed,
    quarantine,
    search,
    going: leaving,
    team: team.documents.current().team,
  };
  retention = openRetention({
    ...erasing,
    own,
    evidence,
    device,
    formerKeys: (id) => former.keysOf(id),
  });
  const known = [keys.current().settings.teamName, alias()];
  const { documents, isCoordinator } = team;
  const profile = openProfile({ ...records, own, documents, isCoordinator, audit, tell });
  return {
    inbox,
    people,
    papers,
    profile,
    annotating: {
      ...records,
      book,
      alias,
      papers,
      say: inbox.say,
      operators: team.talk.operators,
      device: team.device.keys.id,
    },
    checklist: openChecklist({ ...records, papers }),
    workplace: openWorkplace({ ...records, own, carrier, papers }),
    figures: openFigures({
      ...records,
      own,
      carrier,
      book,
      cases,
      known: () => ({ me, own: team.talk.own, devices: team.talk.devices() }),
      profile: () => documents.current().profile,
      isCoordinator,
      note: audit.note,
    }),
    cases,
    contacts,
    duty,
    help,
    attachments,
    mutedFiles: new MutedFiles({ ...records, book, own: team.talk.own, attachments }),
    outgoing,
    evidence,
    search,
    audit,
    contactLooked: contactLooks({ ...records, note: audit.note }),
    logHeads: heads,
    erase: openErase(erasing),
    retention,
    backup: await openBackup({
      ...shared,
      going: leaving,
      withdrawn: () => contacts?.soon(),
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
function bucketsIn({
  cases,
  inbox: { book },
}: {
  readonly cases: CaseBook;
  readonly inbox: Inbox;
}): Omit<SearchParts['lists'], 'people' | 'language'> {
  return {
    conversations: () => book.heads(),
    conversation: (bucket) => book.lineIn(bucket),
    cases: () => cases.heads(),
    case: (bucket) => cases.lineIn(bucket),
    bucketOf: (conversation: ConversationId) => book.bucketOf(conversation),
  };
}
