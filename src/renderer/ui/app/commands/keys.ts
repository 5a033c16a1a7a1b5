// Room: ui/app. A key press and a key in the table: when they are the same. Pure.
import type { TFunction } from 'i18next';

/** A key as the table of commands names it: a letter in lower case, a sign, or `escape`. */
export interface Key {
  readonly key: string;
  readonly ctrl?: true;
}

export interface KeyPress {
  readonly key: string;
  /** The place on the keyboard, e.g. `KeyJ`: the same under every layout. */
  readonly code: string;
  readonly ctrl: boolean;
  /** Alt or AltGr: such keys type characters, and belong to the window menu. */
  readonly alt: boolean;
  readonly shift: boolean;
  /** Words are being put together by an input method; the key is part of them. */
  readonly composing: boolean;
  /** The cursor stands in a field, where letters are letters. */
  readonly inField: boolean;
}

/** Keys without Ctrl can be switched off (WCAG 2.1.4): speech input and some screen readers type them. */
export interface KeyRules {
  readonly singleKeys: boolean;
}

/** Whether this press is that key, here and under these rules. */
export function presses(press: KeyPress, { key, ctrl }: Key, { singleKeys }: KeyRules): boolean {
  if (press.alt || press.composing || press.ctrl !== (ctrl === true)) return false;
  if (key === 'escape') return press.key === 'Escape' && !press.shift;
  if (ctrl === true) return !press.shift && letterOf(press) === key;
  return singleKeys && !press.inField && letterOf(press) === key;
}

const LATIN = /^[a-z]$/i;
const PLACE = /^Key([A-Z])$/;

/** Whoever answers in Hebrew or Russian has that layout on: J is then where J is, whatever it types. */
function letterOf({ key, code }: KeyPress): string {
  if (LATIN.test(key) || key.length !== 1 || key <= '\u007f') return key.toLowerCase();
  return PLACE.exec(code)?.[1]?.toLowerCase() ?? key;
}

/** The name of the modifier key on this machine. */
export const modKey = (t: TFunction): string =>
  /mac/i.test(navigator.platform) ? '⌘' : t('common.ctrl');

/** The caps to press, as they are drawn. */
export const capsOf = ({ key, ctrl }: Key, t: TFunction): readonly string[] => [
  ...(ctrl === true ? [modKey(t)] : []),
  key === 'escape' ? 'Esc' : key.toUpperCase(),
];
