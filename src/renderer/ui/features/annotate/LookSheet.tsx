// Room: ui/features/annotate. What words are marked with: codes, memo, who and when. Taking a mark away can be taken back.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coding, ShownAnnotation } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import type { MarkSheet } from '../../app/state/marking.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { clockTime, dayName } from '../../i18n/format.ts';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { colour } from '../../theme/colour.ts';
import { CodeName } from './CodeChip.tsx';
import { treeOf } from './look.ts';
import { Quoted } from './Quoted.tsx';
import { markProblem, type MarkProblem } from './use-mark.ts';

const One = styled('article')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  '& + &': { paddingTop: 14, borderTop: `1px solid ${colour.line}` },
});
const Codes = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });
const Memo = styled('p')({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' });
const By = styled('p')({ fontSize: 12, flex: 1 });
const Foot = styled('div')({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 });

interface Props {
  readonly sheet: Extract<MarkSheet, { type: 'look' }>;
  readonly coding: Coding;
  readonly onClose: () => void;
}

export function LookSheet({ sheet, coding, onClose }: Props) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { talks } = useStore(stores.marking);
  const shown = (talks.get(sheet.conversation) ?? [])
    .filter(({ id }) => sheet.ids.includes(id))
    .toSorted((a, b) => a.target.start - b.target.start);
  return (
    <Sheet open title={t('marking.marked', { count: shown.length })} onClose={onClose}>
      {shown.map((one) => (
        <Shown key={one.id} one={one} coding={coding} conversation={sheet.conversation} />
      ))}
      <Ways>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </Ways>
    </Sheet>
  );
}

interface ShownProps extends Pick<Props, 'coding'> {
  readonly one: ShownAnnotation;
  readonly conversation: Props['sheet']['conversation'];
}

function Shown({ one, coding, conversation }: ShownProps) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { language, codesIn } = useLanguage();
  const now = useNow(60_000);
  const [why, setWhy] = useState<MarkProblem | null>(null);
  const { busy, run } = useBusy();
  const tree = treeOf(coding.codebook);
  const gone = one.state === 'withdrawn';
  const become = async (state: ShownAnnotation['state']): Promise<void> => {
    const { codeIds, memo = '' } = one;
    const refusal = await acts.marking.revise(conversation, one, { codeIds, memo, state });
    setWhy(refusal === null ? null : markProblem(refusal));
  };
  const day = dayName(one.created, now, language);
  const when = `${day}, ${clockTime(one.created, language)}`;
  return (
    <One aria-label={one.target.exact}>
      <Quoted exact={one.target.exact} />
      {one.codeIds.length > 0 && (
        <Codes>
          {one.codeIds.map((code) => (
            <CodeName key={code} hue={tree.hue(code)} label={tree.label(code, codesIn)} />
          ))}
        </Codes>
      )}
      {one.memo !== undefined && <Memo dir="auto">{one.memo}</Memo>}
      <Foot>
        <By role={gone ? 'status' : undefined}>
          {gone ? t('marking.gone') : `${one.creator} · ${when}`}
        </By>
        {gone ? (
          <Button size="small" disabled={busy} onClick={() => run(async () => become('standing'))}>
            {t('marking.putBack')}
          </Button>
        ) : (
          <>
            <Button
              size="small"
              disabled={busy}
              onClick={() => run(async () => become('withdrawn'))}
            >
              {t('marking.remove')}
            </Button>
            <Button
              size="small"
              onClick={() =>
                stores.marking.send({ type: 'sheet', sheet: { type: 'change', conversation, one } })
              }
            >
              {t('marking.change')}
            </Button>
          </>
        )}
      </Foot>
      {why !== null && (
        <div role="alert">
          <Problem>{t(`marking.problem.${why}`)}</Problem>
        </div>
      )}
    </One>
  );
}
