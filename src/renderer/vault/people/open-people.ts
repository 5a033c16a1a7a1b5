/** Vault, people: the team's devices for one unlock; inviting, letting in, removing, and asking to be let in. */
import {
  deviceEntry,
  roles as allRoles,
  type Role,
} from '../../../../protocol/team/device-entry.ts';
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import { DeviceId } from '../../../../protocol/ids.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { ChangeRefusal, PeopleRequests, Roster, TeamStep } from '../../../contract/people.ts';
import type { AuditAct } from '../../../contract/audit.ts';
import type { Note } from '../audit/audit.ts';
import type { Env } from '../env.ts';
import type { Held } from '../inbox/judge.ts';
import { MAX_INVITES } from '../limits.ts';
import { serial } from '../serial.ts';
import { publicKeysOf } from '../team/device.ts';
import type { Edit } from '../team/documents.ts';
import { mayHearEarlier, unknownIn, withListed, withSaid } from './earlier.ts';
import { adding, granting, regaining, removing, staying, succeeding } from './edits.ts';
import { keptOf, stepsOf, withDocument, type Whole } from './history.ts';
import { answeredInvite, isNew, isOver, joinIn, newcomerOf, newInvite } from './invites.ts';
import { Joiner, type JoinerParts } from './joiner.ts';
import {
  hasCoordinated,
  newsBetween,
  operatorsMoved,
  withCoordinators,
  withName,
  withNameKept,
  withNews,
  withOwnName,
  withSaidName,
  type Membership,
} from './membership.ts';
import { forgetNext, nextRoot, rootInForce, takeNext, withNext, type Root } from './new-root.ts';
import { shareRoot, takeRoot, type ShareParts } from './root-share.ts';
import { shareName, takeName } from './share-name.ts';
import { coordinates, namesOf, openInvites, rosterOf, shownNews, standingOf } from './roster.ts';

export interface PeopleParts extends JoinerParts, ShareParts {
  readonly env: JoinerParts['env'] & Pick<Env, 'fault'>;
  readonly carrier: JoinerParts['carrier'] & ShareParts['carrier'];
  readonly documents: JoinerParts['documents'];
  readonly former: readonly DeviceId[];
  readonly tell: (fact: DeskFact) => void;
  readonly note: Note;
  /** The list of devices changed: what waited for that can be judged again. */
  readonly retry: () => Promise<void>;
  /** These became operators or are none any more: what they hold is told anew. */
  readonly moved: (devices: ReadonlySet<string>) => void;
  /** A person has said that this device is told what was said before. */
  readonly mayHear: (device: DeviceId) => void;
}

/** A change of the document that the log names the device of. */
type ChangeAct = Extract<AuditAct, 'device-added' | 'device-removed' | 'roles-changed'>;

type Answer<K extends keyof PeopleRequests> = Promise<PeopleRequests[K]['output']>;
type Input<K extends keyof PeopleRequests> = PeopleRequests[K]['input'];

export class People {
  readonly #parts: PeopleParts;
  readonly #joiner: Joiner;
  /** When whom was heard of, as it was last told. */
  #seen = '';
  #changesRoot = false;
  readonly #saying = serial();
  readonly #naming = serial();
  /** The document that the next one takes the place of. */
  #held: Whole;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#held = heldIn(parts);
    this.#joiner = new Joiner(parts, () => this.#tellRoster());
    parts.documents.whenAccepted(async (before, after) => await this.#heard(before, after));
    parts.documents.whenFetched(async (isHeld) => {
      await takeNext(parts, parts.documents.current());
      if (isHeld && !this.#changesRoot) await forgetNext(parts, parts.documents.current());
      await shareRoot(parts);
      await this.#shareName();
      await this.#joiner.listed();
      this.#tellSeen();
    });
  }

  roster(): Roster {
    return rosterOf(this.#parts);
  }

  history(): readonly TeamStep[] {
    const { documents: kept } = this.#parts.membership.now();
    const steps = kept.length > 0 ? kept : [keptOf(this.#held, null)];
    return stepsOf(steps, this.roster().history);
  }

  async makeInvite(): Answer<'makeInvite'> {
    const { documents, env, membership, note } = this.#parts;
    const document = documents.current();
    if (!this.#mayChange()) return refuse('not-coordinator');
    const living = membership.now().invites.filter((one) => !isOver(one, env.now()));
    if (living.length >= MAX_INVITES) return refuse('too-many');
    const invite = newInvite(document, env);
    const written = await membership.write((before) => ({
      ...before,
      invites: [...before.invites.filter((one) => !isOver(one, env.now())), invite],
    }));
    if (!written.ok) return written;
    note('invite-made');
    this.#tellRoster();
    return ok({ id: invite.id, link: invite.link });
  }

  showInvite({ invite }: Input<'showInvite'>): string | null {
    return openInvites(this.#parts).find(({ id }) => id === invite)?.link ?? null;
  }

  async dropInvite({ invite }: Input<'dropInvite'>): Answer<'dropInvite'> {
    const dropped = await this.#parts.membership.write((before) => withoutInvite(before, invite));
    this.#tellRoster();
    return dropped;
  }

  async letIn({ invite, roles }: Input<'letIn'>): Answer<'letIn'> {
    const { membership, documents } = this.#parts;
    const asked = membership.now().invites.find(({ id }) => id === invite)?.asked ?? null;
    if (asked === null) return refuse('gone');
    const newcomer = newcomerOf(asked, roles);
    // The name first: what follows from the document already speaks of it.
    const named = { id: newcomer.id, name: asked.name };
    await membership.write((before) => withName(before, named, documents.current()));
    const isStillNew = (document: TeamDocument): boolean =>
      isNew(newcomer, { document, known: documents.devices() });
    const done = await this.#change(adding(newcomer, isStillNew), {
      act: 'device-added',
      about: newcomer.id,
    });
    if (done.ok) {
      const document = documents.current();
      await membership.write((before) => {
        const settled = withoutInvite(before, invite);
        return withSaidName(settled, cameUnder(named), document) ?? settled;
      });
    }
    this.#tellRoster();
    return done;
  }

  async setRoles({ device, roles }: Input<'setRoles'>): Answer<'setRoles'> {
    const edit = granting(device, inOrder(roles));
    return await this.#change(edit, { act: 'roles-changed', about: device });
  }

  async removeDevice({ device }: Input<'removeDevice'>): Answer<'removeDevice'> {
    const { membership, device: own } = this.#parts;
    const edit = removing(device, own.keys.id, (id) => hasCoordinated(membership.now(), id));
    return await this.#change(edit, { act: 'device-removed', about: device });
  }

  /** A change of root: by the printed code, and whether this vault holds the key so far or not. */
  async removeCoordinator({
    device,
    code,
  }: Input<'removeCoordinator'>): Answer<'removeCoordinator'> {
    const { documents, device: own, note, retry } = this.#parts;
    const document = documents.current();
    if (!coordinates(this.#parts)) return refuse('not-coordinator');
    const known = [...documents.devices().values()].map(({ id }) => id);
    const target = [...known, ...document.revoked].find((id) => id === device);
    if (target === undefined) return refuse('gone');
    const root = nextRoot(code, document);
    if (!root.ok) return root;
    const { keys, after } = root.value;
    const at = { next: keys.publicKey, after, known, seen: document };
    const done = await this.#underRoot(succeeding([target], own.keys.id, at), root.value);
    if (!done.ok) return done;
    note('device-removed', { about: device });
    await shareRoot(this.#parts);
    await retry();
    return done;
  }

  /** By the printed code alone, for a device that is new or does not coordinate: every one that did may be lost. */
  async regain({ code, lost }: Input<'regain'>): Answer<'regain'> {
    const { documents, device: own, note, retry, refetch } = this.#parts;
    const document = documents.current();
    const known = [...documents.devices().values()].map(({ id }) => id);
    const gone = known.filter((id) => lost?.includes(id));
    if (gone.length < (lost?.length ?? 0)) return refuse('gone');
    const root = lost === null ? rootInForce(code, document) : nextRoot(code, document);
    if (!root.ok) return root;
    const { keys, after } = root.value;
    if (lost === null && coordinates(this.#parts)) return await this.#hold(root.value);
    const me = deviceEntry(publicKeysOf(own), ['operator']);
    const at = { next: keys.publicKey, after, known, seen: document };
    const before: Edit<'own-device' | 'wrong-code'> =
      lost === null ? staying(keys.publicKey) : succeeding(gone, me.id, at);
    const done = await this.#underRoot(regaining(me, before), root.value);
    if (!done.ok) return done;
    note('device-added', { about: me.id });
    for (const about of gone) note('device-removed', { about });
    await refetch();
    await retry();
    return done;
  }

  /** It coordinates already, and was not given the key: whoever had it may be lost before they could. */
  async #hold(root: Root): Promise<Outcome<null, 'disk-full'>> {
    const { documents, membership } = this.#parts;
    const kept = await withNext(membership, root);
    root.keys.seed.fill(0);
    await takeNext(this.#parts, documents.current());
    this.#tellRoster();
    return kept;
  }

  /** A document by a key that only the printed code can make: durable before it is put, held once it is in force. */
  async #underRoot<R extends string>(edit: Edit<R>, root: Root) {
    const { documents, membership } = this.#parts;
    const by = root.keys;
    const kept = async () => await withNext(membership, root);
    this.#changesRoot = true;
    const wishes = { by, urgent: true, kept };
    const done = await documents.change<R | 'disk-full'>(edit, wishes).finally(() => {
      this.#changesRoot = false;
      by.seed.fill(0);
    });
    // A put whose answer was lost may be in force: then the next document takes the key over.
    if (!done.ok && done.refusal !== 'offline') {
      await forgetNext(this.#parts, documents.current());
    }
    return done;
  }

  async nameDevice({ device, name }: Input<'nameDevice'>): Answer<'nameDevice'> {
    const { documents, membership } = this.#parts;
    const document = documents.current();
    const { devices, revoked } = document;
    const ids: readonly string[] = [...devices.map(({ id }) => id), ...revoked];
    if (!ids.includes(device)) return refuse('gone');
    const named = { id: device, name };
    const written = await membership.write((before) => withName(before, named, document));
    this.#tellRoster();
    return written;
  }

  /** The name this device writes under from now on. Durable when it answers; colleagues hear it then. */
  async nameSelf({ name }: Input<'nameSelf'>): Answer<'nameSelf'> {
    return await this.#naming(async () => await this.#nameSelf(name));
  }

  async #nameSelf(name: string): Answer<'nameSelf'> {
    const { keys, membership } = this.#parts;
    const was = keys.current().settings.alias;
    if (name === was) return ok(null);
    const formerly = membership.now().said;
    // First who is to hear it: a name that nobody was told could not be told later.
    const said = await membership.write((before) => withOwnName(before, { name, was }));
    if (!said.ok) return said;
    const written = await keys.write(({ settings }) => ({
      settings: { ...settings, alias: name },
    }));
    if (!written.ok) {
      // It goes on under the former one, and whoever has not heard that is still to hear it.
      await membership.write((now) => ({ ...now, said: formerly }));
      return written;
    }
    this.#tellRoster();
    void this.#shareName().catch(this.#parts.env.fault);
    return ok(null);
  }

  /** The name that a device says it writes under; '' where it never said so. */
  saysOf(device: string): string {
    return this.#parts.membership.now().says.find(({ id }) => id === device)?.name ?? '';
  }

  /** What somebody calls it here, what it says itself, and what it said before. */
  namesOf(device: string): readonly string[] {
    return namesOf(this.#parts, device);
  }

  /** Whether it is told what was said before it came. */
  tellsEarlier(device: DeviceId): boolean {
    return mayHearEarlier(this.#parts.membership.now(), device);
  }

  async tellEarlier({ device, said }: Input<'tellEarlier'>): Answer<'tellEarlier'> {
    const { documents, device: own, membership, mayHear } = this.#parts;
    const asked = unknownIn(membership.now(), documents.current());
    if (device === own.keys.id || !asked.includes(device)) return refuse('gone');
    const written = await membership.write((before) => withSaid(before, device, said));
    this.#tellRoster();
    if (written.ok && said === 'yes') mayHear(DeviceId(device));
    return written;
  }

  async ask(input: Input<'askToJoin'>): Answer<'askToJoin'> {
    const standing = standingOf(this.#parts);
    return standing === 'waiting' ? await this.#joiner.ask(input) : refuse(standing);
  }

  async stopAsking(): Answer<'stopAsking'> {
    return await this.#joiner.stop();
  }

  /** What came sealed to this device and is about the team; durable when it answers. Null: something else. */
  async forTeam(held: Held): Promise<'known' | 'later' | 'unreadable' | null> {
    const join = joinIn(held.body);
    if (join === null) return (await this.#named(held)) ?? (await takeRoot(this.#parts, held));
    const { membership, documents, env } = this.#parts;
    const at = { document: documents.current(), known: documents.devices(), now: env.now() };
    const answered = answeredInvite(membership.now().invites, held, join, at);
    if (answered === null) return 'unreadable';
    const kept = await membership.write((before) => ({
      ...before,
      invites: before.invites.map((one) => (one.id === answered.id ? answered : one)),
    }));
    if (!kept.ok) return 'later';
    this.#tellRoster();
    return 'known';
  }

  async begin(): Promise<void> {
    const { alias } = this.#parts.keys.current().settings;
    await this.#parts.membership.write((before) => withNameKept(before, alias));
    this.#joiner.begin();
  }

  close(): void {
    this.#joiner.close();
  }

  /** A colleague writes under another name: what they hold is told anew. */
  async #named(held: Held): Promise<'known' | 'later' | null> {
    const said = await takeName(this.#parts, held);
    if (said === null) return null;
    this.#parts.moved(new Set([said.by]));
    this.#tellRoster();
    return said.taken;
  }

  /** One post at a time, so that nobody is told twice. */
  async #shareName(): Promise<void> {
    await this.#saying(async () => await shareName(this.#parts));
  }

  async #change<R extends ChangeRefusal>(
    edit: Edit<R>,
    { act, about }: { readonly act: ChangeAct; readonly about: string },
  ): Promise<Outcome<null, ChangeRefusal>> {
    const { documents, note, retry } = this.#parts;
    if (!this.#mayChange()) return refuse('not-coordinator');
    const done = await documents.change<ChangeRefusal>(edit, { urgent: act === 'device-removed' });
    if (!done.ok) return done;
    note(act, { about });
    await retry();
    return done;
  }

  /** Every change of the list is kept and told, whoever made it. */
  async #heard(before: TeamDocument, after: TeamDocument): Promise<void> {
    const { membership, moved, tell } = this.#parts;
    moved(operatorsMoved(before, after));
    const [held, now] = [this.#held, heldIn(this.#parts)];
    this.#held = now;
    const news = newsBetween(before, after);
    // One write: a document without what it changed would read as if nothing had changed.
    await membership.write((kept) => {
      const marked = withCoordinators(kept, before, after) ?? kept;
      const seen = withListed(marked, before) ?? marked;
      const listed = withListed(seen, after) ?? seen;
      return withNews(withDocument(listed, held, now), { news, document: after });
    });
    await takeNext(this.#parts, after);
    if (news.length > 0) tell({ type: 'team-news', news: shownNews(this.#parts, news) });
    this.#tellRoster();
  }

  /** A fetch brings bundles, and with them who has signed in, also when no document changed. */
  #tellSeen(): void {
    const { documents } = this.#parts;
    const seen = documents
      .current()
      .devices.map(({ id }) => documents.lastSeen(id))
      .join();
    if (seen !== this.#seen) this.#tellRoster();
    this.#seen = seen;
  }

  #tellRoster(): void {
    this.#parts.tell({ type: 'roster-changed', roster: this.roster() });
  }

  #mayChange(): boolean {
    return coordinates(this.#parts) && this.#parts.documents.maySign();
  }
}

const heldIn = ({ documents, keys }: Pick<PeopleParts, 'documents' | 'keys'>): Whole => ({
  document: documents.current(),
  bytes: keys.current().document,
});

const inOrder = (roles: readonly Role[]): readonly Role[] =>
  allRoles.filter((role) => roles.includes(role));

/** What somebody calls it here later changes nothing of it; what it says itself takes its place. */
const cameUnder = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  id,
  name,
  before: '',
  version: 0,
});

const withoutInvite = (before: Membership, invite: string): Membership => ({
  ...before,
  invites: before.invites.filter(({ id }) => id !== invite),
});
