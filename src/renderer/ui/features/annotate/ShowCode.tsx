// Room: ui/features/annotate. One code of a codebook that is only to be read: where it lies and what it means.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { CodebookCode } from '../../../../contract/annotation.ts';
import { useLanguage } from '../../app/use-language.ts';
import { colour } from '../../theme/colour.ts';
import type { CodeTree } from './code-tree.ts';

const Where = styled('p')({ fontSize: 12, color: colour.inkSoft });

interface Props {
  readonly code: CodebookCode | null;
  readonly tree: CodeTree;
}

export function ShowCode({ code, tree }: Props) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  if (code === null) return <p>{t('codes.chooseToRead')}</p>;
  const path = tree.path(code, language);
  const meaning = code.definition[language];
  return (
    <>
      <h2 dir="auto">{code.label[language]}</h2>
      {path.length > 0 && <Where dir="auto">{path.join(' › ')}</Where>}
      <p dir="auto">{meaning === '' ? t('codes.noMeaning') : meaning}</p>
      {code.state === 'retired' && <p>{t('codes.retiredHelp')}</p>}
      {code.state === 'merged' && (
        <p>{t('codes.mergedHelp', { name: tree.label(code.id, language) })}</p>
      )}
    </>
  );
}
