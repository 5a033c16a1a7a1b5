// Room: ui/features/danger. The numbers of the team's checklist: national ones hidden or shown, its own written down.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Eye, EyeOff, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChecklistView, KeptNumber } from '../../../../contract/checklist.ts';
import type { CrisisNumber } from '../../../../contract/danger.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { Help } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { Row } from '../settings/card.tsx';
import { CountryChoice } from './CountryChoice.tsx';
import { NumberSheet } from './NumberSheet.tsx';
import { BuiltInLine, likelyCountry, NumberLine, NumberLines } from './Numbers.tsx';
import { Refusal } from './Refusal.tsx';
import { useChange } from './use-change.ts';
import { countriesOf, numbersIn } from './wording.ts';

const Part = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  minWidth: 0,
  marginTop: 8,
});

export function NumberPart({ list }: { readonly list: ChecklistView }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { why, change } = useChange();
  const [country, setCountry] = useState<string>(() => likelyCountry(language));
  const [editing, setEditing] = useState<KeptNumber | 'new' | null>(null);
  const [going, setGoing] = useState<KeptNumber | null>(null);
  const { shown, hidden, local } = numbersIn(country, list);
  const countries = countriesOf(list.numbers);
  const { mayEdit } = list;
  const show = ({ number }: CrisisNumber, on: boolean): void =>
    change({ type: 'show', number: { country, number }, shown: on });
  const nameOf = ({ name, number }: Pick<KeptNumber, 'name' | 'number'>): string =>
    [name, number].filter(Boolean).join(' ');
  return (
    <Part>
      <h3>{t('checklist.numbers')}</h3>
      <CountryChoice
        label={t('checklist.country')}
        countries={countries}
        country={country}
        onPick={setCountry}
      />
      {shown.length + local.length === 0 && <Help>{t('danger.noNumbers')}</Help>}
      <NumberLines>
        {shown.map((one) => (
          <BuiltInLine key={one.number} line={one}>
            {mayEdit && (
              <IconAction
                icon={EyeOff}
                label={t('checklist.hide', { words: nameOf(one) })}
                onClick={() => show(one, false)}
              />
            )}
          </BuiltInLine>
        ))}
        {local.map((one) => (
          <NumberLine key={one.id} name={one.name} below={one.reachable} number={one.number}>
            {mayEdit && (
              <>
                <IconAction
                  icon={Pencil}
                  label={t('checklist.edit', { words: nameOf(one) })}
                  onClick={() => setEditing(one)}
                />
                <IconAction
                  icon={Trash2}
                  label={t('checklist.drop', { words: nameOf(one) })}
                  onClick={() => setGoing(one)}
                />
              </>
            )}
          </NumberLine>
        ))}
        {mayEdit &&
          hidden.map((one) => (
            <BuiltInLine key={one.number} line={one}>
              <Pill tone="quiet">{t('checklist.hidden')}</Pill>
              <IconAction
                icon={Eye}
                label={t('checklist.show', { words: nameOf(one) })}
                onClick={() => show(one, true)}
              />
            </BuiltInLine>
          ))}
      </NumberLines>
      {mayEdit && (
        <Row>
          <Button
            startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            {t('checklist.newNumber')}
          </Button>
        </Row>
      )}
      <Refusal why={why} />
      {editing !== null && (
        <NumberSheet
          kept={editing === 'new' ? null : editing}
          country={country}
          countries={countries}
          onClose={() => setEditing(null)}
        />
      )}
      <Confirm
        open={going !== null}
        title={t('checklist.dropNumberTitle')}
        consequences={[
          t('checklist.dropNumberBody', { words: going === null ? '' : nameOf(going) }),
        ]}
        go={t('checklist.dropGo')}
        onClose={() => setGoing(null)}
        onGo={() => {
          setGoing(null);
          if (going !== null) change({ type: 'drop-number', id: going.id });
        }}
      />
    </Part>
  );
}
