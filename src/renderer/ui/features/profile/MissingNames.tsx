// Room: ui/features/profile. Who answers under a name that is not in the profile: reporters see no face for it.
import Button from '@mui/material/Button';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { freeNumber } from '../../app/state/profile-texts.ts';
import { namesOutside, type OutsideName } from '../../app/state/public-names.ts';
import { useStore } from '../../app/store.ts';
import { Card, Row, Soft } from '../settings/card.tsx';

const NAME = /^alias\.\d{1,4}\.name$/;

export function MissingNames({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { roster } = useStore(stores.people);
  useEffect(() => void acts.people.look(), [acts]);
  const names = state.texts.filter(({ key }) => NAME.test(key));
  const known = names.map(({ value }) => value);
  const outside = namesOutside(roster?.devices ?? [], known);
  if (state.view?.mayEdit !== true || outside.length === 0) return null;
  const take = ({ name, before }: OutsideName): void => {
    const standing = names.filter(({ value }) => value === before);
    const added = { key: `alias.${freeNumber(state.texts, 'alias')}.name`, lang: '', value: name };
    const renamed = standing.map((text) => ({ ...text, value: name }));
    acts.profile.set(...(before === null ? [added] : renamed));
  };
  return (
    <Card title={t('profileParts.people.missing')}>
      <Soft>{t('profileParts.people.missingLead')}</Soft>
      {outside.map((one) => (
        <Row key={one.name}>
          <Button onClick={() => take(one)}>
            {one.before === null
              ? t('profileParts.people.take', { name: one.name })
              : t('profileParts.people.rename', { name: one.name, before: one.before })}
          </Button>
        </Row>
      ))}
    </Card>
  );
}
