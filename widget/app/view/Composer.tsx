import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { Texts } from '../i18n/texts.ts';
import { typedDirection } from '../typed-direction.ts';
import { tooLongBy } from '../text-limit.ts';
import type { Later } from './App.tsx';
import { send, Icon } from './icons.tsx';

/** From here on the reporter sees how much room is left. */
const COUNT_FROM = 300;

/**
 * Where a message is written. The draft is kept as it is typed; a text that is too long stays and says so.
 * With a keyboard Enter sends and Shift+Enter breaks the line; on a touch screen Enter breaks the line.
 */
export function Composer(props: {
  readonly t: Texts;
  readonly engine: Engine;
  /** What the conversation is about, where the reporter said so before it began. */
  readonly topics: () => readonly number[] | undefined;
  readonly later: Later;
  /** The paper clip, once it is here; nothing where the team takes no files. */
  readonly clip: ComponentChildren;
}): JSX.Element {
  const { t, engine, later } = props;
  const [text, setText] = useState(engine.draft);
  const area = useRef<HTMLTextAreaElement>(null);
  const busyRef = useRef(false);
  const over = tooLongBy(text.trim());
  // Not `-over`: the browser would write -0.
  const left = Math.max(0, -over);

  useLayoutEffect(() => grow(area.current), [text]);

  const change = (next: string): void => {
    setText(next);
    engine.saveDraft(next);
  };
  /** The words stay here until the message is written down: then they are let go, and only they. */
  const submit = async (): Promise<void> => {
    area.current?.focus();
    if (text.trim() === '' || over > 0 || busyRef.current) return;
    busyRef.current = true;
    try {
      if (!(await engine.write(text, props.topics()))) return;
      const now = area.current?.value ?? '';
      change(now.startsWith(text) ? now.slice(text.length).trimStart() : now);
    } finally {
      busyRef.current = false;
    }
  };

  return (
    <form
      class="composer"
      aria-label={t.message}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p id="room" class={over > 0 ? 'room over' : 'room'} role="status">
        {over > 0 ? t.over(over) : left < COUNT_FROM ? t.left(left) : ''}
      </p>
      <div class="clip">{props.clip}</div>
      <div class="field">
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
            // Safari ends a composition before this Enter, and says so only by the number 229.
            const composing = event.isComposing || event.keyCode === 229;
            const sends = event.key === 'Enter' && !event.shiftKey && !composing;
            if (!sends || matchMedia('(pointer: coarse)').matches) return;
            event.preventDefault();
            void submit();
          }}
        />
        {later && <later.EmojiButton t={later.t} area={area} onChange={change} />}
      </div>
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
  // To measure is to lay everything out at once; an empty field has the height of its one row.
  if (area.value === '') return;
  area.style.height = `${area.scrollHeight + 2}px`;
}
