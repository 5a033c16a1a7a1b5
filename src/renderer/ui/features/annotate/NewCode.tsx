// Room: ui/features/annotate. A code of one's own: its name, what it means, and where it lies.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodebookCode } from '../../../../contract/annotation.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Problem } from '../../parts/Field.tsx';
import { Picker } from '../../parts/Picker.tsx';
import { Ways } from '../../parts/Sheet.tsx';
import type { CodeTree } from './code-tree.ts';
import { Naming, type Named } from './Naming.tsx';
import { useEdit } from './use-edit.ts';

interface Props {
  readonly tree: CodeTree;
  readonly under: CodebookCode | null;
  readonly onDone: () => void;
}

export function NewCode({ tree, under, onDone }: Props) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  const [named, setNamed] = useState<Named>({ label: '', definition: '' });
  const [parent, setParent] = useState(under?.id ?? null);
  const { busy, why, edit } = useEdit();
  return (
    <>
      <h2>{t('codes.add')}</h2>
      <Naming autoFocus named={named} onChange={setNamed} />
      <Picker
        label={t('codes.under')}
        empty={t('codes.top')}
        options={tree.nodes().map(({ code, depth }) => ({
          value: code.id,
          label: `${'  '.repeat(depth)}${code.label[language]}`,
        }))}
        value={parent}
        onChange={setParent}
      />
      {why !== null && (
        <div role="alert">
          <Problem>{t(`codes.problem.${why}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || named.label.trim() === ''}
          onClick={() => edit({ type: 'add', parent, ...named, language }, onDone)}
        >
          {t('codes.addGo')}
        </Button>
      </Ways>
    </>
  );
}
