// Room: ui/app. The keyboard: what each key does, decided in one pure function.
import type { TFunction } from 'i18next';

/** What a key press asks for. */
export type Command = 'lock' | 'search' | 'settings' | 'next' | 'previous' | 'reply' | 'case';

export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** The cursor stands in a field, where letters are letters. */
  readonly inField: boolean;
  /** The vault is open; before that only locking makes sense, and there is nothing to lock. */
  readonly open: boolean;
}

const plain: Readonly<Record<string, Command>> = {
  j: 'next',
  k: 'previous',
  r: 'reply',
  c: 'case',
  '/': 'search',
};

const withCtrl: Readonly<Record<string, Command>> = {
  l: 'lock',
  k: 'search',
  ',': 'settings',
};

/** The command of a key press, or null when the key belongs to whoever has the focus. */
export function commandOf({ key, ctrl, alt, inField, open }: KeyPress): Command | null {
  if (!open || alt) return null;
  const letter = key.toLowerCase();
  if (ctrl) return withCtrl[letter] ?? null;
  return inField ? null : (plain[letter] ?? null);
}

/** The name of the modifier key on this machine. */
export const modKey = (t: TFunction): string =>
  /mac/i.test(navigator.platform) ? '⌘' : t('common.ctrl');
