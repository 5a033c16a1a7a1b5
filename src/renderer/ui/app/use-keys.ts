// Room: ui/app. Listens for keys and does what they ask.
import { useEffect } from 'react';
import { REPLY_ID } from '../features/conversation/Composer.tsx';
import { useApp, type AppValue } from './app-context.ts';
import { commandOf, type Command } from './keys.ts';
import { visibleLines } from './state/inbox.ts';

const fields = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (fields.has(target.tagName) ||
    target.isContentEditable ||
    target.closest('[role=listbox]') !== null);

const focus = (id: string): void => document.getElementById(id)?.focus();

/** Moves the open conversation by one place in the queue. */
function step({ stores, acts }: AppValue, by: 1 | -1): void {
  const { conversation } = stores.view.get();
  const lines = visibleLines(stores.inbox.get(), conversation);
  const at = lines.findIndex((line) => line.id === conversation);
  const next = lines[at === -1 ? 0 : at + by];
  if (next !== undefined) void acts.talk.open(next.id);
}

function toggleCase({ stores, acts }: AppValue): void {
  const { conversation, casePanel } = stores.view.get();
  if (conversation === null) return;
  if (casePanel) stores.view.send({ type: 'case-panel', shown: false });
  else void acts.cases.openFor(conversation);
}

const commands: Readonly<Record<Command, (app: AppValue) => void>> = {
  lock: ({ acts }) => void acts.session.lock(),
  search: ({ acts }) => acts.search.open(),
  settings: ({ stores }) => stores.view.send({ type: 'went', room: 'settings' }),
  next: (app) => step(app, 1),
  previous: (app) => step(app, -1),
  reply: () => focus(REPLY_ID),
  case: toggleCase,
};

/** What works in every room; the keys of the conversation work only in the inbox. */
const everywhere: ReadonlySet<Command> = new Set(['lock', 'search', 'settings']);

/** A question stands in front: its own keys come first. */
const asked = (): boolean => document.querySelector('[role=dialog]') !== null;

export function useKeys(): void {
  const app = useApp();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const command = commandOf({
        key: event.key,
        ctrl: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        inField: inField(event.target),
        open: app.stores.session.get().stage === 'open',
      });
      if (command === null || (command !== 'lock' && asked())) return;
      const here = app.stores.view.get().room === 'inbox';
      if (!here && !everywhere.has(command)) return;
      event.preventDefault();
      commands[command](app);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [app]);
}
