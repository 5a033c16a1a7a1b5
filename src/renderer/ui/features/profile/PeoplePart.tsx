// Room: ui/features/profile. Names under which the team writes, and what stands for them. Never a staff name.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { anyValue, valueAt } from '../../app/state/profile-texts.ts';
import { Problem } from '../../parts/Field.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Row, Soft } from '../settings/card.tsx';
import { ProfileField } from './fields.tsx';
import { MissingNames } from './MissingNames.tsx';
import { Numbered } from './Numbered.tsx';
import { smallPicture } from './picture.ts';
import { problemAt } from './problems.ts';

const Face = styled('img')({
  width: 40,
  height: 40,
  borderRadius: 20,
  objectFit: 'cover',
  border: `1px solid ${colour.line}`,
});

export function PeoplePart({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  return (
    <>
      <MissingNames state={state} />
      <Card title={t('profileParts.people.title')}>
        <Soft>{t('profileParts.people.lead')}</Soft>
        <Numbered
          state={state}
          prefix="alias"
          first={(n) => ({ key: `alias.${n}.name`, lang: '', value: t('profileParts.people.new') })}
          add={t('profileParts.people.add')}
          remove={(n) =>
            t('profile.remove', { name: anyValue(state.texts, `alias.${n}.name`) || String(n) })
          }
        >
          {(n) => (
            <>
              <ProfileField
                state={state}
                name={`alias.${n}.name`}
                label={t('profileParts.field.aliasName')}
              />
              <Avatar state={state} name={`alias.${n}.avatar`} />
            </>
          )}
        </Numbered>
      </Card>
    </>
  );
}

/** An emoji to type, or a picture that is made small enough to lie in the document. */
function Avatar({ state, name }: { readonly state: ProfileDesk; readonly name: string }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const chooser = useRef<HTMLInputElement | null>(null);
  const [bad, setBad] = useState(false);
  const value = valueAt(state.texts, name);
  const isPicture = value.startsWith('data:');
  const problem = problemAt(state, name);
  const mayEdit = state.view?.mayEdit === true;
  const set = (chosen: string): void => acts.profile.set({ key: name, lang: '', value: chosen });
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const picture = await smallPicture(file);
    setBad(picture === null);
    if (picture !== null) set(picture);
  };
  return (
    <>
      {isPicture ? (
        <Row>
          <Face src={value} alt={t('profileParts.field.avatar')} />
          {mayEdit && <Button onClick={() => set('')}>{t('profileParts.people.noPicture')}</Button>}
        </Row>
      ) : (
        <TextField
          label={t('profileParts.people.emoji')}
          value={value}
          disabled={!mayEdit}
          onChange={set}
          help={t('profileParts.people.emojiHelp')}
          problem={problem === null ? undefined : t(`profileProblem.${problem}`)}
        />
      )}
      {mayEdit && (
        <div>
          <input
            ref={chooser}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            hidden
            onChange={({ target }) => {
              void take(target.files?.[0]);
              target.value = '';
            }}
          />
          <Button onClick={() => chooser.current?.click()}>
            {t('profileParts.people.picture')}
          </Button>
          {bad && <Problem>{t('profileParts.people.badPicture')}</Problem>}
        </div>
      )}
    </>
  );
}
