import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';
import type * as Picker from './EmojiPicker.tsx';
import { Icon } from './icons.tsx';
import { smile } from './later-icons.ts';

/** Opens a small choice of emoji above the field. A touch screen's keyboard has its own: there is no button. */
export function EmojiButton(props: {
  readonly t: AllTexts;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (text: string) => void;
}): JSX.Element {
  const { t, area } = props;
  const [open, set] = useState(false);
  const [picker, load] = useState<typeof Picker | null>(null);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) set(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);

  const close = (): void => {
    set(false);
    area.current?.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape from anywhere in it
    <div
      class="emoji"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.preventDefault();
        close();
      }}
    >
      <button
        type="button"
        class="round"
        aria-label={t.emoji}
        aria-expanded={open}
        onClick={() => {
          set(!open);
          void import('./EmojiPicker.tsx').then(load, () => set(false));
        }}
      >
        <Icon d={smile} />
      </button>
      {open && picker !== null && (
        <picker.EmojiPicker
          t={t}
          onPick={(emoji) => {
            const { current } = area;
            if (current === null) return;
            current.setRangeText(emoji, current.selectionStart, current.selectionEnd, 'end');
            props.onChange(current.value);
            close();
          }}
        />
      )}
    </div>
  );
}
