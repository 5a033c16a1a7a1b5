// Room: ui/features/profile. Other ways to reach the team, and other teams that also take reports.
import { useTranslation } from 'react-i18next';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { Card, Soft } from '../settings/card.tsx';
import { ProfileField } from './fields.tsx';
import { Numbered } from './Numbered.tsx';

export function WaysPart({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  const lang = state.looking.language;
  const remove = (field: string) => (n: number) => t('profile.remove', { name: `${field} ${n}` });
  return (
    <>
      <Card title={t('profileParts.ways.channels')}>
        <Soft>{t('profileParts.ways.channelsLead')}</Soft>
        <Numbered
          state={state}
          prefix="channel"
          first={(n) => ({
            key: `channel.${n}.label`,
            lang,
            value: t('profileParts.ways.newChannel'),
          })}
          add={t('profileParts.ways.addChannel')}
          remove={remove(t('profileParts.field.wayLabel'))}
        >
          {(n) => (
            <>
              <ProfileField
                {...{ state, lang }}
                name={`channel.${n}.label`}
                label={t('profileParts.field.wayLabel')}
              />
              <ProfileField
                state={state}
                name={`channel.${n}.value`}
                label={t('profileParts.field.wayValue')}
                help={t('profileParts.ways.valueHelp')}
              />
            </>
          )}
        </Numbered>
      </Card>
      <Card title={t('profileParts.ways.partners')}>
        <Soft>{t('profileParts.ways.partnersLead')}</Soft>
        <Numbered
          state={state}
          prefix="partner"
          first={(n) => ({
            key: `partner.${n}.name`,
            lang: '',
            value: t('profileParts.ways.newPartner'),
          })}
          add={t('profileParts.ways.addPartner')}
          remove={remove(t('profileParts.field.partnerName'))}
        >
          {(n) => (
            <>
              <ProfileField
                state={state}
                name={`partner.${n}.name`}
                label={t('profileParts.field.partnerName')}
              />
              <ProfileField
                {...{ state, lang }}
                name={`partner.${n}.about`}
                label={t('profileParts.field.partnerAbout')}
                rows={2}
              />
              <ProfileField
                state={state}
                name={`partner.${n}.url`}
                label={t('profileParts.field.partnerUrl')}
              />
            </>
          )}
        </Numbered>
      </Card>
    </>
  );
}
