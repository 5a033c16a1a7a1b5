// Room: ui/features/annotate. All codes behind one field, and a memo: for words that were chosen, or a mark that is changed.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CODES_LIMIT,
  MEMO_LIMIT,
  type CodeId,
  type Coding,
} from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import type { MarkSheet } from '../../app/state/marking.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Problem } from '../../parts/Field.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { CodeChip } from './CodeChip.tsx';
import { CodeOptions, optionId } from './CodeOptions.tsx';
import { treeOf } from './look.ts';
import { Quoted } from './Quoted.tsx';
import { markOn, markProblem, type MarkProblem } from './use-mark.ts';

const Finding = styled('div')({ display: 'grid', gap: 6 });
const Chosen = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });

interface Props {
  readonly sheet: Exclude<MarkSheet, { type: 'look' }>;
  readonly coding: Coding;
  readonly onClose: () => void;
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function PickSheet({ sheet, coding, onClose }: Props) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { codesIn } = useLanguage();
  // The same words make one mark: choosing them again goes on with it.
  const [before] = useState(() =>
    sheet.type === 'change' ? sheet.one : markOn(stores.marking.get(), sheet.chosen),
  );
  const [codes, setCodes] = useState<readonly CodeId[]>(before?.codeIds ?? []);
  const [memo, setMemo] = useState(before?.memo ?? '');
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [why, setWhy] = useState<MarkProblem | null>(null);
  const { busy, run } = useBusy();
  const listId = useId();
  const field = useRef<HTMLDivElement>(null);
  const tree = treeOf(coding.codebook);
  const found = useMemo(
    () => (text.trim() === '' ? tree.offered() : tree.find(text, codesIn)),
    [tree, text, codesIn],
  );
  const active = found[at];

  const toggle = (code: CodeId): void =>
    setCodes(codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]);
  const memoLong = [...memo].length > MEMO_LIMIT;
  const tooMany = codes.length > CODES_LIMIT;
  const nothing = codes.length === 0 && memo.trim() === '';
  const save = async (): Promise<void> => {
    const said = { codeIds: codes, memo };
    const refusal =
      before === undefined
        ? await acts.marking.mark(chosenOf(sheet), said)
        : await acts.marking.revise(conversationOf(sheet), before, { ...said, state: 'standing' });
    if (refusal === null) onClose();
    else setWhy(markProblem(refusal));
  };

  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = steps[event.key];
    const keyed =
      text === '' && /^[1-9]$/.test(event.key)
        ? tree.keyed().find(({ key }) => String(key) === event.key)
        : undefined;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!nothing && !memoLong && !tooMany) run(save);
    } else if (by !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((at + by + found.length) % found.length);
    } else if (keyed !== undefined) {
      event.preventDefault();
      toggle(keyed.id);
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      toggle(active.id);
      setText('');
      setAt(0);
    }
  };

  return (
    <Sheet
      open
      title={t(before === undefined ? 'marking.pick' : 'marking.change')}
      onClose={onClose}
    >
      <Quoted exact={sheet.type === 'change' ? sheet.one.target.exact : sheet.chosen.exact} />
      {codes.length > 0 && (
        <Chosen role="group" aria-label={t('marking.given')}>
          {codes.map((code) => (
            <CodeChip
              key={code}
              hue={tree.hue(code)}
              label={tree.label(code, codesIn)}
              pressed
              onPress={() => {
                toggle(code);
                field.current?.querySelector('input')?.focus();
              }}
            />
          ))}
        </Chosen>
      )}
      <Finding ref={field} onKeyDown={keys}>
        <SearchField
          autoFocus
          label={t('marking.search')}
          placeholder={t('marking.search')}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setAt(0);
          }}
          controls={listId}
          active={active === undefined ? undefined : optionId(listId, active.id)}
        />
        <CodeOptions
          id={listId}
          tree={tree}
          codes={found}
          active={active?.id ?? null}
          given={codes}
          onPoint={setAt}
          onToggle={toggle}
        />
      </Finding>
      <TextField
        label={t('marking.memo')}
        help={t('marking.memoHelp')}
        value={memo}
        onChange={setMemo}
        rows={2}
        problem={memoLong ? t('marking.problem.too-long') : undefined}
      />
      {tooMany && <Problem>{t('marking.tooMany', { count: CODES_LIMIT })}</Problem>}
      {why !== null && (
        <div role="alert">
          <Problem>{t(`marking.problem.${why}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || nothing || memoLong || tooMany}
          onClick={() => run(save)}
        >
          {t('marking.save')}
        </Button>
      </Ways>
    </Sheet>
  );
}

function chosenOf(sheet: Props['sheet']) {
  if (sheet.type === 'new') return sheet.chosen;
  throw new Error('a mark that is changed was made before');
}

const conversationOf = (sheet: Props['sheet']) =>
  sheet.type === 'new' ? sheet.chosen.conversation : sheet.conversation;
