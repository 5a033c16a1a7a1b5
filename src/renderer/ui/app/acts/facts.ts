// Room: ui/app/acts. Carries what the vault tells into the stores.
import type { DeskFact } from '../../../../contract/desk.ts';
import { headOf } from '../state/heads.ts';
import type { Notice } from '../state/status.ts';
import type { ActContext } from './context.ts';

/** Folds one fact into every store it concerns. `lock` ends the page. */
export function hear(context: ActContext, fact: DeskFact): void {
  switch (fact.type) {
    case 'conversation-changed':
    case 'message-arrived':
    case 'state-changed':
    case 'case-changed':
    case 'first-look':
    case 'case-gone':
    case 'conversation-gone':
    case 'evidence-changed':
      hearContent(context, fact);
      return;
    case 'link-changed':
    case 'taken-over':
    case 'low-space':
    case 'document-stale':
    case 'trouble':
    case 'backup-due':
    case 'job':
      hearState(context, fact);
      return;
    case 'lock':
      context.restart();
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
      | 'evidence-changed';
  }
>;

/** What people wrote and what became of it. */
function hearContent({ stores, desk }: ActContext, fact: Content): void {
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

/** How the device, the link and the store are. */
function hearState(
  { stores }: ActContext,
  fact: Exclude<DeskFact, Content | { type: 'lock' }>,
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
    case 'job':
      stores.jobs.send(fact.state);
  }
}
