// Room: ui/app/acts. Carries what the vault tells into the stores.
import { READ_LIMIT, type ConversationId, type DeskFact } from '../../../../contract/desk.ts';
import type { HelpFact } from '../../../../contract/help.ts';
import { mayHear } from '../state/duty.ts';
import { headOf } from '../state/heads.ts';
import type { Notice } from '../state/status.ts';
import { PAGE } from '../state/talks.ts';
import { play } from '../sound.ts';
import type { ActContext } from './context.ts';
import { hearPaper } from './papers.ts';

/** Folds one fact into every store it concerns. `lock` ends the page; `lead` goes to whoever waits. */
export function hear(context: ActContext, fact: DeskFact, lead: () => void): void {
  switch (fact.type) {
    case 'conversation-changed':
    case 'message-arrived':
    case 'state-changed':
    case 'case-changed':
    case 'first-look':
    case 'case-gone':
    case 'conversation-gone':
    case 'evidence-changed':
    case 'attachment-progress':
    case 'outgoing-file':
    case 'annotations-changed':
    case 'codebook-changed':
    case 'talk-told':
      hearContent(context, fact);
      return;
    case 'link-changed':
    case 'taken-over':
    case 'low-space':
    case 'document-stale':
    case 'trouble':
    case 'backup-due':
    case 'retention-due':
    case 'retention-news':
    case 'job':
      hearState(context, fact);
      return;
    case 'duty-changed':
      context.stores.duty.send(fact.view);
      return;
    case 'catch-up':
      context.stores.catchUp.send(fact.view);
      return;
    case 'waits-long':
      // The vault has counted for whom; what is left is whether there may be a sound.
      if (context.stores.duty.get().rules.sound) void play('alarm');
      return;
    case 'help-changed':
      context.stores.help.send(fact.calls);
      return;
    case 'help-rings':
      // Whoever wants to hear it at all hears it: the switch for sound is about what waits.
      void play('alarm');
      return;
    case 'roster-changed':
    case 'team-news':
      hearTeam(context, fact);
      return;
    case 'profile-changed':
      lookAgain(context);
      return;
    case 'workplace-changed':
      hearPaper(context, 'replies');
      return;
    case 'paper-changed':
      hearPaper(context, fact.name);
      return;
    case 'notice-pressed':
      lead();
      return;
    case 'shut':
      context.stores.session.send({ type: 'shut', errand: fact.errand });
      return;
    case 'lock':
      context.restart(fact.ended);
  }
}

type Content = Extract<
  DeskFact,
  {
    readonly type:
      | 'conversation-changed'
      | 'message-arrived'
      | 'state-changed'
      | 'case-changed'
      | 'first-look'
      | 'case-gone'
      | 'conversation-gone'
      | 'evidence-changed'
      | 'attachment-progress'
      | 'outgoing-file'
      | 'annotations-changed'
      | 'codebook-changed'
      | 'talk-told';
  }
>;

/** What people wrote and what became of it. */
function hearContent(context: ActContext, fact: Content): void {
  const { stores, desk } = context;
  switch (fact.type) {
    case 'first-look':
      stores.inbox.send({ type: 'loaded', lines: fact.conversations, total: fact.total });
      stores.session.send({ type: 'first-look' });
      return;
    case 'conversation-changed':
      stores.inbox.send({ type: 'changed', line: fact.summary });
      return;
    case 'message-arrived': {
      const { conversation, message } = fact;
      stores.talks.send({ type: 'arrived', conversation, message });
      if (message.author === 'reporter') ringFor(stores, conversation);
      return;
    }
    case 'state-changed': {
      const { conversation, message, state } = fact;
      stores.talks.send({ type: 'state', conversation, message, state });
      return;
    }
    case 'case-changed':
      stores.cases.send({ type: 'told', file: fact.case });
      stores.heads.send({ type: 'changed', head: headOf(fact.case) });
      return;
    case 'case-gone':
      stores.view.send({ type: 'gone', what: fact.case });
      stores.cases.send({ type: 'gone', id: fact.case });
      stores.heads.send({ type: 'gone', id: fact.case });
      stores.evidence.send({ type: 'gone', case: fact.case });
      return;
    case 'conversation-gone':
      stores.view.send({ type: 'gone', what: fact.conversation });
      stores.inbox.send({ type: 'gone', conversation: fact.conversation });
      stores.talks.send({ type: 'gone', conversation: fact.conversation });
      stores.composers.send({ type: 'gone', conversation: fact.conversation });
      stores.files.send({ type: 'cleared' });
      stores.outgoing.send({ conversation: fact.conversation, file: null });
      stores.marking.send({ type: 'gone', conversation: fact.conversation });
      return;
    case 'annotations-changed':
    case 'codebook-changed':
      lookAtMarks(context, fact);
      return;
    case 'talk-told':
      // A vault that ends now takes the screen with it.
      void readAnew(context, fact.conversation).catch(() => undefined);
      return;
    case 'attachment-progress':
      stores.files.send({ ...fact, type: 'progress' });
      return;
    case 'outgoing-file':
      stores.outgoing.send(fact);
      return;
    case 'evidence-changed': {
      const of = fact.case;
      if (!stores.evidence.get().has(of)) return;
      void desk.evidence({ case: of }).then(
        (items) => stores.evidence.send({ type: 'listed', case: of, items }),
        // A vault that ends now takes the screen with it.
        () => undefined,
      );
    }
  }
}

/** As far back as was read: whoever reads there stays there. */
async function readAnew({ stores, desk }: ActContext, conversation: ConversationId): Promise<void> {
  const shown = stores.talks.get().get(conversation)?.messages.length;
  if (shown === undefined) return;
  const newest = Math.min(Math.max(shown + 1, PAGE), READ_LIMIT);
  let { messages, earlier } = await desk.read({ conversation, before: null, limit: newest });
  while (earlier && messages.length <= shown) {
    const before = messages[0]?.id ?? null;
    const page = await desk.read({ conversation, before, limit: READ_LIMIT });
    messages = [...page.messages, ...messages];
    ({ earlier } = page);
  }
  stores.talks.send({ type: 'reread', conversation, messages, earlier });
}

/** A restore brought marks or codes. What nobody has looked at yet is read when somebody does. */
function lookAtMarks(
  { stores: { marking }, desk }: ActContext,
  fact: Extract<DeskFact, { readonly type: 'annotations-changed' | 'codebook-changed' }>,
): void {
  // A vault that ends now takes the screen with it.
  const over = (): void => undefined;
  const { talks, coding } = marking.get();
  if (fact.type === 'codebook-changed') {
    if (coding === null) return;
    void desk.coding(null).then((now) => marking.send({ type: 'coding', coding: now }), over);
    return;
  }
  const { conversation } = fact;
  if (!talks.has(conversation)) return;
  void desk
    .annotations({ conversation })
    .then((all) => marking.send({ type: 'listed', conversation, all }), over);
}

/** Somebody wrote. Who looks at just this conversation sees it without a sound. */
function ringFor(stores: ActContext['stores'], conversation: ConversationId): void {
  const { room, conversation: open } = stores.view.get();
  if (document.hasFocus() && room === 'inbox' && open === conversation) return;
  const line = stores.inbox.get().lines.get(conversation);
  if (mayHear(stores.duty.get(), line)) void play('news');
}

type Team = Extract<DeskFact, { readonly type: 'roster-changed' | 'team-news' }>;

/** Who is in the team. The team's own card counts devices and documents, so it is asked for again. */
function hearTeam({ stores, desk }: ActContext, fact: Team): void {
  if (fact.type === 'team-news') {
    stores.status.send({ type: 'noticed', notice: { kind: 'team-news', news: fact.news } });
    return;
  }
  stores.people.send({ type: 'roster', roster: fact.roster });
  void desk.team(null).then(
    (team) => stores.facts.send({ team }),
    // A vault that ends now takes the screen with it.
    () => undefined,
  );
}

/** Somebody published, or what waited went out. Whoever has not opened the editor reads nothing. */
function lookAgain({ desk, stores: { profile, facts } }: ActContext): void {
  if (facts.get().team === null) return;
  void desk.team(null).then(
    (team) => facts.send({ team }),
    () => undefined,
  );
  if (profile.get().view === null) return;
  void desk.profile(null).then(
    (view) => profile.send({ type: 'seen', view }),
    // A vault that ends now takes the screen with it.
    () => undefined,
  );
}

/** How the device, the link and the store are. */
function hearState(
  { stores }: ActContext,
  fact: Exclude<
    DeskFact,
    | Content
    | Team
    | HelpFact
    | {
        type:
          | 'shut'
          | 'lock'
          | 'profile-changed'
          | 'duty-changed'
          | 'waits-long'
          | 'catch-up'
          | 'paper-changed'
          | 'workplace-changed'
          | 'notice-pressed';
      }
  >,
): void {
  const notice = (told: Notice): void => stores.status.send({ type: 'noticed', notice: told });
  switch (fact.type) {
    case 'link-changed':
      stores.status.send({ type: 'link', link: fact.link });
      return;
    case 'taken-over':
      notice({ kind: 'taken-over' });
      return;
    case 'low-space':
      notice({ kind: 'low-space', free: fact.free });
      return;
    case 'document-stale':
      notice({ kind: 'stale-document', expires: fact.expires });
      return;
    case 'trouble':
      notice(fact.trouble);
      return;
    case 'backup-due':
      notice({ kind: 'backup-due', lastAt: fact.lastAt });
      return;
    case 'retention-due':
      notice({ kind: 'retention-due', due: fact.due });
      return;
    case 'retention-news':
      notice({ kind: 'retention-news', news: fact.news });
      return;
    case 'job':
      stores.jobs.send(fact.state);
  }
}
