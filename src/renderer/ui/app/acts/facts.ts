// Room: ui/app/acts. Carries what the vault tells into the stores.
import type { DeskFact } from '../../../../contract/desk.ts';
import type { ActContext } from './context.ts';

/** Folds one fact into every store it concerns. `lock` ends the page. */
export function hear({ stores, restart }: ActContext, fact: DeskFact): void {
  switch (fact.type) {
    case 'conversation-changed':
      stores.inbox.send({ type: 'changed', line: fact.summary });
      return;
    case 'message-arrived':
      stores.talks.send({
        type: 'arrived',
        conversation: fact.conversation,
        message: fact.message,
      });
      return;
    case 'state-changed':
      stores.talks.send({
        type: 'state',
        conversation: fact.conversation,
        message: fact.message,
        state: fact.state,
      });
      return;
    case 'case-changed':
      stores.cases.send({ type: 'told', file: fact.case });
      return;
    case 'link-changed':
      stores.status.send({ type: 'link', link: fact.link });
      return;
    case 'taken-over':
      stores.status.send({ type: 'noticed', notice: { kind: 'taken-over' } });
      return;
    case 'low-space':
      stores.status.send({ type: 'noticed', notice: { kind: 'low-space', free: fact.free } });
      return;
    case 'document-stale':
      stores.status.send({
        type: 'noticed',
        notice: { kind: 'stale-document', expires: fact.expires },
      });
      return;
    case 'lock':
      restart();
  }
}
