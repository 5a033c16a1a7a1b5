// Room: ui/features/profile. What the chat says, in the language the preview shows; and what a conversation may be about.
import { useTranslation } from 'react-i18next';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { Card, Soft } from '../settings/card.tsx';
import { ProfileField } from './fields.tsx';
import { Numbered } from './Numbered.tsx';

interface Props {
  readonly state: ProfileDesk;
}

export function TextsPart({ state }: Props) {
  const { t } = useTranslation();
  const lang = state.looking.language;
  return (
    <>
      <Card title={t('profile.texts.first')}>
        <Soft>{t('profile.texts.lead')}</Soft>
        <ProfileField state={state} name="name" label={t('profileParts.field.name')} />
        <ProfileField
          {...{ state, lang }}
          name="greeting"
          label={t('profileParts.field.greeting')}
          rows={3}
        />
      </Card>
    </>
  );
}

export function TopicsPart({ state }: Props) {
  const { t } = useTranslation();
  const lang = state.looking.language;
  return (
    <Card title={t('profileParts.topics.title')}>
      <Soft>{t('profileParts.topics.lead')}</Soft>
      <Numbered
        state={state}
        prefix="topic"
        first={(n) => ({ key: `topic.${n}`, lang, value: t('profileParts.topics.new') })}
        add={t('profileParts.topics.add')}
        remove={(n) => t('profile.remove', { name: `${t('profileParts.field.topic')} ${n}` })}
      >
        {(n) => (
          <ProfileField
            {...{ state, lang }}
            name={`topic.${n}`}
            label={`${t('profileParts.field.topic')} ${n}`}
          />
        )}
      </Numbered>
    </Card>
  );
}
