/**
 * Room: ui/app. The inbox drawn once with made-up lines while nobody has typed yet, in slices, unseen.
 *
 * Drawn for the first time it would hold the page up: styles that are not in the page yet, code that
 * has never run. Its stores are its own and nobody answers at its door (ADR 0018).
 */
import { startTransition, useEffect, useState } from 'react';
import { deskRequests, type DeskFact, type DeskRequests } from '../../../contract/desk.ts';
import { openDoor } from '../../../contract/port.ts';
import { makeActs } from './acts/acts.ts';
import { AppContext, type AppValue } from './app-context.ts';
import { InboxRoom } from './InboxRoom.tsx';
import { Rail } from './Rail.tsx';
import { rehearsalLines, rehearsalTalk } from './rehearsal-lines.ts';
import { makeStores } from './stores.ts';

export function Rehearsal() {
  const [app, setApp] = useState<AppValue | null>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const step = (): void => (app === null ? setApp(unanswered()) : setOver(true));
    const soon = requestIdleCallback(() => startTransition(step));
    return () => cancelIdleCallback(soon);
  }, [app]);
  if (app === null || over) return null;
  return (
    <div hidden inert>
      <AppContext value={app}>
        <Rail />
        <InboxRoom />
      </AppContext>
    </div>
  );
}

/** Stores with an open conversation, and acts that lead nowhere. */
function unanswered(): AppValue {
  const stores = makeStores();
  const silent = { post: () => undefined, listen: () => () => undefined };
  const { door } = openDoor<DeskRequests, DeskFact>(silent, deskRequests);
  const lines = rehearsalLines(Date.now());
  const [line] = lines;
  const hint = { relay: '', claim: '', invite: '' };
  stores.session.send({ type: 'started', vault: 'open', hint });
  stores.inbox.send({ type: 'loaded', lines, total: lines.length });
  stores.talks.send({ type: 'opening', conversation: line.id });
  stores.talks.send({ type: 'page', conversation: line.id, before: null, ...rehearsalTalk });
  stores.view.send({ type: 'opened', conversation: line.id });
  const acts = makeActs({ desk: door, stores, restart: () => undefined });
  return { stores, acts, preview: '' };
}
