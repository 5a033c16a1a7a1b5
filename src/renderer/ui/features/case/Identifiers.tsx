// Room: ui/features/case. Names and numbers that must never leave: the register redaction searches for.
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { STROKE } from '../../parts/IconAction.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { colour } from '../../theme/colour.ts';
import { useCaseForm, useFieldWords } from './form-context.ts';
import { splitIdentifiers } from './split-identifiers.ts';

const List = styled('ul')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 6,
  margin: '8px 0 0',
  padding: 0,
  listStyle: 'none',
});

const Item = styled('li')({
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  minHeight: 28,
  maxWidth: '100%',
  paddingInlineStart: 10,
  border: `1px solid ${colour.line}`,
  borderRadius: 8,
  backgroundColor: colour.raised,
  fontSize: 13,
  overflowWrap: 'anywhere',
});

const Remove = styled(ButtonBase)({
  width: 26,
  height: 26,
  borderRadius: 7,
  color: colour.inkSoft,
  '&:hover': { color: colour.danger },
});

export function Identifiers() {
  const { t } = useTranslation();
  const { entry, edit } = useCaseForm();
  const words = useFieldWords('identifiers');
  const [typed, setTyped] = useState('');
  const known = entry.incident.identifiers;

  const add = (): void => {
    const fresh = splitIdentifiers(typed).filter((part) => !known.includes(part));
    setTyped('');
    if (fresh.length > 0) edit({ identifiers: [...known, ...new Set(fresh)] });
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add();
  };

  return (
    <div>
      <TextField
        {...words}
        note={t('common.stays')}
        help={t('case.help.identifiers')}
        value={typed}
        onChange={setTyped}
        onBlur={add}
        onKeyDown={keys}
        end={
          typed.trim() !== '' && (
            <Button variant="text" onClick={add} sx={{ mr: '-8px' }}>
              {t('case.help.identifiersAdd')}
            </Button>
          )
        }
      />
      {known.length > 0 && (
        <List aria-label={words.label}>
          {known.map((value) => (
            <Item key={value}>
              <span dir="auto">{value}</span>
              <Remove
                aria-label={t('case.help.identifiersRemove', { value })}
                onClick={() => edit({ identifiers: known.filter((other) => other !== value) })}
              >
                <X size={14} strokeWidth={STROKE} aria-hidden />
              </Remove>
            </Item>
          ))}
        </List>
      )}
    </div>
  );
}
