// Room: ui/app. Listens for keys and does what the table says.
import { useLayoutEffect } from 'react';
import { useApp, type AppValue } from '../app-context.ts';
import { presses, type KeyPress } from './keys.ts';
import { situationOf } from './situation.ts';
import { commandList, type Command } from './table.ts';

const fields = new Set(['INPUT', 'TEXTAREA', 'SELECT']);
/** Lists and menus take letters to find an entry by them. */
const LISTS = '[role=listbox], [role=menu], [role=combobox]';

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (fields.has(target.tagName) || target.isContentEditable || target.closest(LISTS) !== null);

/** The key code of a key that an input method has taken. */
const TAKEN = 229;

const pressOf = (event: KeyboardEvent): KeyPress => ({
  key: event.key,
  code: event.code,
  ctrl: event.ctrlKey || event.metaKey,
  alt: event.altKey || event.getModifierState('AltGraph'),
  shift: event.shiftKey,
  composing: event.isComposing || event.keyCode === TAKEN,
  inField: inField(event.target),
});

/** A question stands in front: its own keys come first. */
const asked = (): boolean => document.querySelector('[role=dialog], [role=menu]') !== null;

/** Locking is never in the way, and the palette is closed by the key that opened it. */
const overSheets = ({ id }: Command, sheet: string | null): boolean =>
  id === 'lock' || (id === 'palette' && sheet === 'palette');

/** A key held down walks through the queue; everything else it does once. */
const repeats = ({ id }: Command): boolean => id === 'next' || id === 'previous';

const commandOf = (event: KeyboardEvent, { stores }: AppValue): Command | undefined => {
  const { singleKeys } = stores.comfort.get();
  const press = pressOf(event);
  return commandList.find(({ keys }) => keys.some((key) => presses(press, key, { singleKeys })));
};

/** At a shut door locking is the only command left. */
export function useLockKey(): void {
  const app = useApp();
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || commandOf(event, app)?.id !== 'lock') return;
      event.preventDefault();
      void app.acts.session.lock();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [app]);
}

export function useKeys(): void {
  const app = useApp();
  // Before anything is seen: what is on screen can be pressed at once.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const command = commandOf(event, app);
      if (command === undefined || (event.repeat && !repeats(command))) return;
      const now = situationOf(app.stores);
      if (!now.open || !command.possible(now)) return;
      if (asked() && !overSheets(command, app.stores.view.get().sheet)) return;
      event.preventDefault();
      command.act(app, now);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [app]);
}
