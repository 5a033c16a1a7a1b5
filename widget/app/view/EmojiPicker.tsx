import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';

const split = (list: string): readonly string[] => list.split(' ');

/** A short list of our own. What a screen reader calls each of them is the emoji itself. */
const groups = {
  emojiFaces: split(
    '🙂 😊 😄 😅 😉 🥲 😐 😕 😟 😔 😢 😭 😨 😰 😳 😡 😤 🤬 🤮 🙄 😬 🤔 😴 🥱 🤯 😵 🤕 🫠',
  ),
  emojiHands: split('👍 👎 👋 🙏 👏 🤝 💪 ✌️ 🤞 🫶 🤲 👀 🫂 🙋 🤷 🤦'),
  emojiSigns: split(
    '❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 ✨ ⭐ 🌈 ☀️ 🌧️ ✡️ ☪️ ✝️ 🕊️ 📷 📱 🏫 🚌 ✅ ❌ ❓ ❗',
  ),
} as const;
const names = ['emojiFaces', 'emojiHands', 'emojiSigns'] as const;
const all = names.flatMap((name) => groups[name]);

/** One stop for the Tab key; the arrows go from emoji to emoji, Home and End to the ends. */
export function EmojiPicker(props: {
  readonly t: AllTexts;
  readonly onPick: (emoji: string) => void;
}): JSX.Element {
  const { t } = props;
  const [at, go] = useState(0);
  const root = useRef<HTMLDivElement>(null);
  // Before the next key is heard, which goes from where the focus is.
  useLayoutEffect(() => root.current?.querySelectorAll('button')[at]?.focus(), [at]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows within it
    <div
      class="picker"
      role="group"
      aria-label={t.emoji}
      ref={root}
      onKeyDown={(event) => {
        const next = stepFrom(at, event.key, event.currentTarget);
        if (next === null) return;
        event.preventDefault();
        go(next);
      }}
    >
      {names.map((name) => (
        <div key={name} role="group" aria-label={t[name]}>
          <p class="care" aria-hidden="true">
            {t[name]}
          </p>
          {groups[name].map((emoji) => {
            const i = all.indexOf(emoji);
            return (
              <button
                key={emoji}
                type="button"
                tabIndex={i === at ? 0 : -1}
                onClick={() => props.onPick(emoji)}
              >
                {emoji}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Where a key leads; to the left is forward where one reads from the right. */
function stepFrom(at: number, key: string, picker: HTMLElement): number | null {
  const forward = getComputedStyle(picker).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'Home') return 0;
  if (key === 'End') return all.length - 1;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return clamp(at + (key === forward ? 1 : -1));
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  return inNextLine(at, key === 'ArrowDown' ? 1 : -1, [...picker.querySelectorAll('button')]);
}

const clamp = (n: number): number => Math.max(0, Math.min(all.length - 1, n));

/** The nearest one in the next line of another height, as it stands on this screen. */
function inNextLine(at: number, step: 1 | -1, buttons: readonly HTMLElement[]): number {
  const from = buttons[at];
  if (from === undefined) return at;
  const beyond = buttons.filter((one) => (one.offsetTop - from.offsetTop) * step > 0);
  const tops = beyond.map((one) => one.offsetTop);
  const line = step === 1 ? Math.min(...tops) : Math.max(...tops);
  const [nearest] = beyond
    .filter((one) => one.offsetTop === line)
    .toSorted(
      (a, b) => Math.abs(a.offsetLeft - from.offsetLeft) - Math.abs(b.offsetLeft - from.offsetLeft),
    );
  return nearest === undefined ? at : buttons.indexOf(nearest);
}
