import { make } from './make.ts';
import { isLanguage, LABELS, primary, type Language, type Settings } from './settings.ts';

/** widget loader: the button on the page, the number on it, and the voice that says the number. */
export interface Launcher {
  readonly button: HTMLButtonElement;
  /** So many messages wait behind the closed panel; screen readers say it when they have a moment. */
  readonly unread: (n: number) => void;
  /** Answers the language it speaks from now on: a tag it has no words for changes nothing. */
  readonly speak: (tag: string) => Language;
}

/** Puts the button under `root`; it does nothing but call `tapped`. */
export function makeLauncher(
  { side, color, ink, radius, language, own }: Settings,
  root: ShadowRoot,
  tapped: () => void,
): Launcher {
  const text = make('span');
  const badge = make('i');
  const status = make('output');
  const button = make('button', {
    className: side,
    dir: 'auto',
    ariaExpanded: 'false',
    style: `background:${color};color:${ink};border-radius:${radius}px`,
    onclick: tapped,
  });
  button.append(text, badge);
  root.append(button, status);

  const speak = (tag: string): Language => {
    const wish = primary(tag);
    if (isLanguage(wish)) language = wish;
    text.textContent = own('label', language) ?? LABELS[language];
    return (button.lang = language);
  };
  speak(language);
  return {
    button,
    unread: (n) => {
      const number = n > MOST ? `${MOST}+` : n > 0 ? `${n}` : '';
      badge.textContent = number;
      // A word for "new" would have to stand here in eight languages; "Chat" is the frame's name, too.
      status.textContent = number && `Chat: ${number}`;
    },
    speak,
  };
}

/** More than this is shown as "9+". */
const MOST = 9;
