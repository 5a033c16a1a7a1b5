import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { Texts } from '../i18n/texts.ts';
import { typedDirection } from '../typed-direction.ts';
import { tooLongBy } from '../text-limit.ts';
import { send, Icon } from './icons.tsx';

/** From here on the reporter sees how much room is left. */
const COUNT_FROM = 300;

/**
 * Where a message is written. The draft is kept as it is typed; a text that is too long stays and says so.
 * With a keyboard Enter sends and Shift+Enter breaks the line; on a touch screen Enter breaks the line.
 */
export function Composer(props: { readonly t: Texts; readonly engine: Engine }): JSX.Element {
  const { t, engine } = props;
  const [text, setText] = useState(engine.draft);
  const area = useRef<HTMLTextAreaElement>(null);
  const over = tooLongBy(text.trim());
  // Not `-over`: the browser would write -0.
  const left = Math.max(0, -over);

  useLayoutEffect(() => grow(area.current), [text]);

  const change = (next: string): void => {
    setText(next);
    engine.saveDraft(next);
  };
  const submit = (): void => {
    area.current?.focus();
    if (text.trim() === '' || over > 0) return;
    setText('');
    // The draft is let go only when the message itself is written down.
    void engine.write(text).then(() => engine.saveDraft(area.current?.value ?? ''));
  };

  return (
    <form
      class="composer"
      aria-label={t.message}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p id="room" class={over > 0 ? 'room over' : 'room'} role="status">
        {over > 0 ? t.over(over) : left < COUNT_FROM ? t.left(left) : ''}
      </p>
      <textarea
        ref={area}
        id="message"
        rows={1}
        dir={typedDirection(text)}
        value={text}
        placeholder={t.placeholder}
        aria-label={t.message}
        aria-describedby="room"
        aria-invalid={over > 0}
        enterkeyhint="enter"
        autocomplete="off"
        onInput={(event) => {
          change(event.currentTarget.value);
          engine.typing();
        }}
        onKeyDown={(event) => {
          const sends = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
          if (!sends || matchMedia('(pointer: coarse)').matches) return;
          event.preventDefault();
          submit();
        }}
      />
      <button
        type="submit"
        class="send"
        aria-label={t.send}
        aria-disabled={text.trim() === '' || over > 0}
      >
        <Icon d={send} size={22} />
      </button>
    </form>
  );
}

/** As tall as its text, within what the style sheet allows. */
function grow(area: HTMLTextAreaElement | null): void {
  if (area === null) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}
