// Room: ui/features/danger. The team's steps in their order; a coordinator moves, changes and takes away.
import { styled } from '@mui/material/styles';
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistStep } from '../../../../contract/checklist.ts';
import { useLanguage } from '../../app/use-language.ts';
import { languageName } from '../../i18n/format.ts';
import { languages } from '../../i18n/language.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { Help } from '../../parts/Field.tsx';
import { IconAction } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import type { Changing } from './use-change.ts';
import { builtInName, type WordedStep } from './wording.ts';

const List = styled('ol')({ margin: 0, padding: 0, listStyle: 'none', counterReset: 'step' });
const Item = styled('li')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '0 10px',
  minHeight: 44,
  padding: '5px 0',
  borderTop: `1px solid ${colour.line}`,
});
const Words = styled('div')({
  display: 'grid',
  gridTemplateColumns: '18px minmax(0, 1fr)',
  alignItems: 'center',
  gap: 10,
  counterIncrement: 'step',
  '&::before': {
    content: 'counter(step)',
    textAlign: 'end',
    color: colour.inkSoft,
    fontVariantNumeric: 'tabular-nums',
  },
  flex: '1 1 180px',
  minWidth: 0,
  overflowWrap: 'anywhere',
  '& small': { display: 'block', fontSize: 12, color: colour.inkSoft },
});
const Acts = styled('div')({ display: 'flex', flex: 'none', marginInlineStart: 'auto' });

interface Props {
  readonly steps: readonly ChecklistStep[];
  /** The same in words of this screen. */
  readonly worded: readonly WordedStep[];
  readonly mayEdit: boolean;
  readonly changing: Changing;
  readonly onEdit: (step: ChecklistStep) => void;
}

type By = -1 | 1;

export function StepList({ steps, worded, mayEdit, changing: { change }, onEdit }: Props) {
  const { t } = useTranslation();
  const [going, setGoing] = useState<WordedStep | null>(null);
  const [moved, setMoved] = useState<{ readonly id: string; readonly by: By } | null>(null);
  const list = useRef<HTMLOListElement>(null);
  // A moved line lies elsewhere in the page, and the browser has let go of its button.
  useEffect(() => {
    if (moved === null) return;
    const item = list.current?.querySelector(`[data-step="${CSS.escape(moved.id)}"]`);
    const [up, down] = item?.querySelectorAll<HTMLButtonElement>('button') ?? [];
    const [pressed, other] = moved.by === -1 ? [up, down] : [down, up];
    (pressed?.disabled === true ? other : pressed)?.focus();
  }, [moved]);
  const shift = (id: string, by: By): void =>
    change({ type: 'shift', id, by }, () => setMoved({ id, by }));
  const place = worded.findIndex(({ id }) => id === moved?.id);
  return (
    <>
      <List ref={list}>
        {worded.map((one, at) => {
          const { id, words } = one;
          const step = steps.find((kept) => kept.id === id);
          return (
            <Item key={id} data-step={id}>
              <StepWords worded={one} step={step} />
              {mayEdit && step !== undefined && (
                <Acts>
                  <IconAction
                    icon={ArrowUp}
                    label={t('checklist.up', { words })}
                    disabled={at === 0}
                    onClick={() => shift(id, -1)}
                  />
                  <IconAction
                    icon={ArrowDown}
                    label={t('checklist.down', { words })}
                    disabled={at === worded.length - 1}
                    onClick={() => shift(id, 1)}
                  />
                  <IconAction
                    icon={Pencil}
                    label={t('checklist.edit', { words })}
                    onClick={() => onEdit(step)}
                  />
                  <IconAction
                    icon={Trash2}
                    label={t('checklist.drop', { words })}
                    onClick={() => setGoing(one)}
                  />
                </Acts>
              )}
            </Item>
          );
        })}
      </List>
      <Help role="status">
        {moved !== null &&
          place >= 0 &&
          t('checklist.moved', {
            words: worded[place]?.words ?? '',
            place: place + 1,
            count: worded.length,
          })}
      </Help>
      <Confirm
        open={going !== null}
        title={t('checklist.dropTitle')}
        consequences={[
          t('checklist.dropBody', { words: going?.words ?? '' }),
          t('checklist.dropKeeps'),
        ]}
        go={t('checklist.dropGo')}
        onClose={() => setGoing(null)}
        onGo={() => {
          setGoing(null);
          if (going !== null) change({ type: 'drop', id: going.id });
        }}
      />
    </>
  );
}

interface WordsProps {
  readonly worded: WordedStep;
  readonly step: ChecklistStep | undefined;
}

/** The words, and in which of the screen's languages there are none. */
function StepWords({ worded: { id, words, language }, step }: WordsProps) {
  const { t } = useTranslation();
  const { language: screen } = useLanguage();
  const isBuiltIn = builtInName(id) !== undefined && step?.texts.length === 0;
  const missing = isBuiltIn
    ? []
    : languages.filter((one) => step?.texts.every((text) => text.language !== one) === true);
  const said = [
    language === null ? '' : t('danger.inLanguage', { language: languageName(language, screen) }),
    missing.length === 0
      ? ''
      : t('checklist.missing', {
          languages: missing.map((one) => languageName(one, screen)).join(', '),
        }),
  ].filter(Boolean);
  return (
    <Words>
      <div>
        <bdi lang={language ?? undefined}>{words}</bdi>
        {said.length > 0 && <small>{said.join(' · ')}</small>}
      </div>
    </Words>
  );
}
