// Room: ui/features/annotate. The codes that were found, in the order of the tree, each with its place and its meaning.
import { styled } from '@mui/material/styles';
import { Check } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodebookCode, CodeId } from '../../../../contract/annotation.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Kbd } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { Swatch } from './CodeChip.tsx';
import type { CodeTree } from './code-tree.ts';
import { hueColour } from './look.ts';

const List = styled('div')({
  height: 'min(264px, 28vh)',
  overflow: 'auto',
  border: `1px solid ${colour.line}`,
  borderRadius: 10,
  padding: 4,
});

const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '10px minmax(0, 1fr) auto',
  alignItems: 'baseline',
  gap: 10,
  padding: '5px 8px',
  borderRadius: 7,
  cursor: 'pointer',
  '&[data-active=true]': { backgroundColor: colour.sunken, outline: '1px solid transparent' },
  '&[aria-selected=true]': { backgroundColor: colour.accentSoft },
  '&[data-active=true][aria-selected=true]': { outline: `1px solid ${colour.accent}` },
});

const Small = styled('span')({
  display: 'block',
  fontSize: 12,
  lineHeight: '16px',
  color: colour.inkSoft,
});
const Under = styled(Small)({ display: 'inline', marginInlineStart: 6 });
const End = styled('span')({ display: 'flex', gap: 6, alignItems: 'center' });
const None = styled('p')({ padding: 12 });

export const optionId = (list: string, code: CodeId): string => `${list}-${code}`;

interface Props {
  readonly id: string;
  readonly tree: CodeTree;
  readonly codes: readonly CodebookCode[];
  readonly active: CodeId | null;
  readonly given: readonly CodeId[];
  readonly onPoint: (at: number) => void;
  readonly onToggle: (code: CodeId) => void;
}

export function CodeOptions({ id, tree, codes, active, given, onPoint, onToggle }: Props) {
  const { t } = useTranslation();
  const { codesIn } = useLanguage();
  useEffect(() => {
    if (active === null) return;
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <List id={id} role="listbox" aria-multiselectable aria-label={t('marking.codes')} tabIndex={-1}>
      {codes.map((code, at) => (
        <Row
          key={code.id}
          id={optionId(id, code.id)}
          role="option"
          aria-selected={given.includes(code.id)}
          data-active={code.id === active}
          onPointerMove={() => onPoint(at)}
          onClick={() => onToggle(code.id)}
        >
          <Swatch style={{ backgroundColor: hueColour(tree.hue(code.id)) }} />
          <span>
            <bdi>{code.label[codesIn]}</bdi>
            <Under>
              <bdi>{tree.path(code, codesIn).join(' › ')}</bdi>
            </Under>
            {code.id === active && code.definition[codesIn] !== '' && (
              <Small>{code.definition[codesIn]}</Small>
            )}
          </span>
          <End>
            {given.includes(code.id) && <Check size={16} strokeWidth={2} aria-hidden />}
            {code.key !== null && <Kbd aria-hidden>{code.key}</Kbd>}
          </End>
        </Row>
      ))}
      {codes.length === 0 && <None>{t('marking.noCode')}</None>}
    </List>
  );
}
