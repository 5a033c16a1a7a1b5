// Room: ui/features/annotate. While words are chosen: the codes with a key, all codes, and the way through the text by keyboard.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeId } from '../../../../contract/annotation.ts';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import type { Chosen } from '../../app/state/marking.ts';
import { useStore } from '../../app/store.ts';
import type { Talk } from '../../app/state/talks.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction } from '../../parts/IconAction.tsx';
import { Kbd } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { MARK_BAR_ID, markable } from './begin.ts';
import { CodeChip } from './CodeChip.tsx';
import type { CodeTree } from './code-tree.ts';
import { treeOf } from './look.ts';
import { stepped, type Step } from './stepping.ts';
import { markOn, useToggleCode, type MarkProblem } from './use-mark.ts';

const Bar = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 6,
  maxHeight: '42%',
  overflow: 'auto',
  flex: 'none',
  padding: '8px 12px 8px 20px',
  borderTop: `1px solid ${colour.line}`,
  backgroundColor: colour.surface,
  fontSize: 13,
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: -3 },
});

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 });

const Quote = styled('q')({
  flex: 1,
  minWidth: 80,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  quotes: '"„" "“"',
  color: colour.inkSoft,
});

const Hint = styled('p')({ fontSize: 12, lineHeight: '17px', color: colour.inkSoft });

interface Props {
  readonly line: ConversationSummary;
  readonly talk: Talk;
}

export function MarkBar(props: Props) {
  const { stores } = useApp();
  const { chosen } = useStore(stores.marking);
  if (chosen === null || chosen.conversation !== props.line.id) return null;
  return <OpenBar {...props} chosen={chosen} />;
}

function OpenBar({ line, talk, chosen }: Props & { readonly chosen: Chosen }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { codesIn } = useLanguage();
  const marking = useStore(stores.marking);
  const { singleKeys } = useStore(stores.comfort);
  const bar = useRef<HTMLDivElement>(null);
  const [why, setWhy] = useState<MarkProblem | null>(null);
  const toggle = useToggleCode();
  const tree = marking.coding === null ? null : treeOf(marking.coding.codebook);
  const keyed = tree?.keyed() ?? [];
  const given = markOn(marking, chosen)?.codeIds ?? [];

  const choose = (next: Chosen | null): void =>
    stores.marking.send({ type: 'chosen', chosen: next });
  const give = (meant: Parameters<typeof toggle>[1]): void => {
    // A page drawn anew has lost its selection: from now on the words are drawn.
    choose({ ...chosen, byKeys: true });
    void toggle(chosen, meant).then(setWhy);
  };
  const end = (): void => {
    const inside = bar.current?.contains(document.activeElement) === true;
    if (inside) document.querySelector<HTMLElement>('[role=log]')?.focus();
    choose(null);
  };
  useBarKeys(
    (key) => {
      const isCode = tree === null ? DIGIT.test(key) : keyedBy(key)(tree) !== undefined;
      if (key === 'Escape') end();
      if (isCode) give(keyedBy(key));
      return key === 'Escape' || isCode;
    },
    () => singleKeys || bar.current?.contains(document.activeElement) === true,
  );
  useEffect(() => {
    if (!chosen.byKeys) return;
    document
      .querySelector(`[data-message="${chosen.message}"] [data-chosen=true]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const walk = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const step = stepFor(event, chosen);
    if (step !== null) {
      event.preventDefault();
      const texts = markable(talk.messages, line.veil);
      const to = stepped(texts, chosen, { step, language: line.language });
      choose({ ...chosen, ...to, byKeys: true });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      stores.marking.send({ type: 'sheet', sheet: { type: 'new', chosen } });
    }
  };

  return (
    <Bar
      ref={bar}
      id={MARK_BAR_ID}
      role="group"
      aria-label={t('marking.bar')}
      tabIndex={-1}
      onKeyDown={walk}
    >
      <Row>
        <Quote dir="auto" aria-live="polite">
          {chosen.exact}
        </Quote>
        <Button
          size="small"
          variant="outlined"
          onClick={() => stores.marking.send({ type: 'sheet', sheet: { type: 'new', chosen } })}
        >
          {t('marking.all')}
        </Button>
        <IconAction icon={X} label={t('marking.end')} keys="Esc" onClick={end} />
      </Row>
      {keyed.length > 0 && (
        <Row role="group" aria-label={t('marking.keyed')}>
          {keyed.map(({ id, key, label }) => (
            <CodeChip
              key={id}
              hue={tree?.hue(id) ?? null}
              label={label[codesIn]}
              pressed={given.includes(id)}
              onPress={() => give(() => id)}
              before={singleKeys || chosen.byKeys ? <Kbd aria-hidden>{key}</Kbd> : null}
            />
          ))}
        </Row>
      )}
      <Hint>{chosen.byKeys ? t('marking.hintKeys') : t('marking.hint')}</Hint>
      {why !== null && (
        <div role="alert">
          <Problem>{t(`marking.problem.${why}`)}</Problem>
        </div>
      )}
    </Bar>
  );
}

/** What may be the key of a code. */
const DIGIT = /^[1-9]$/;

const keyedBy =
  (key: string) =>
  (tree: CodeTree): CodeId | undefined =>
    tree.keyed().find((one) => String(one.key) === key)?.id;

/** Keys of the bar come before those of the app. `take` says whether the key was one of them. */
function useBarKeys(take: (key: string) => boolean, allowed: () => boolean): void {
  const latest = useRef({ take, allowed });
  useLayoutEffect(() => {
    latest.current = { take, allowed };
  });
  useLayoutEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent): void => {
      const { target, ctrlKey, metaKey, altKey, isComposing, key } = event;
      if (ctrlKey || metaKey || altKey || isComposing || isField(target)) return;
      if (document.querySelector('[role=dialog], [role=menu]') !== null) return;
      if (key !== 'Escape' && !latest.current.allowed()) return;
      if (!latest.current.take(key)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', pressed, { capture: true });
    return () => removeEventListener('keydown', pressed, { capture: true });
  }, []);
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** Left and right as the text runs; up and down by message. */
function stepFor({ key, shiftKey }: KeyboardEvent, chosen: Chosen): Step | null {
  if (key === 'ArrowDown') return 'next-message';
  if (key === 'ArrowUp') return 'previous-message';
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const words = document.querySelector(`[data-words="${chosen.message}"]`);
  const rtl = words !== null && getComputedStyle(words).direction === 'rtl';
  const onwards = (key === 'ArrowRight') !== rtl;
  if (shiftKey) return onwards ? 'grow' : 'shrink';
  return onwards ? 'next' : 'previous';
}
