// Room: ui/features/profile. The privacy text and its version, the largest file, and the chat's first language.
import { useTranslation } from 'react-i18next';
import { CHAT_LANGUAGES } from '../../../../contract/profile.ts';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { valueAt } from '../../app/state/profile-texts.ts';
import { Picker } from '../../parts/Picker.tsx';
import { Card, Soft } from '../settings/card.tsx';
import { ProfileField } from './fields.tsx';
import { languageName } from './names.ts';

const MIB = 1024 * 1024;
/** Besides the most there may be, which is said by saying nothing. */
const LIMITS = [0, 1, 5, 10] as const;
/** PROTOCOL §5 MAX_BLOB_BYTES. */
const MOST_MIB = 25;

export function RulesPart({ state }: { readonly state: ProfileDesk }) {
  const { t, i18n } = useTranslation();
  const { acts } = useApp();
  const lang = state.looking.language;
  const limit = valueAt(state.texts, 'blob.max-bytes');
  const language = valueAt(state.texts, 'language');
  const mayEdit = state.view?.mayEdit === true;
  const set = (key: string, value: string | null): void => {
    if (mayEdit) acts.profile.set({ key, lang: '', value: value ?? '' });
  };
  return (
    <>
      <Card title={t('profileParts.rules.privacy')}>
        <Soft>{t('profileParts.rules.privacyLead')}</Soft>
        <ProfileField
          {...{ state, lang }}
          name="privacy"
          label={t('profileParts.field.privacy')}
          rows={4}
        />
        <ProfileField
          state={state}
          name="privacy.version"
          label={t('profileParts.field.privacyVersion')}
          help={t('profileParts.rules.versionHelp')}
        />
      </Card>
      <Card title={t('profileParts.rules.others')}>
        <Picker
          label={t('profileParts.field.limit')}
          value={limit === '' ? null : limit}
          empty={t('profileParts.rules.mib', { count: MOST_MIB })}
          options={LIMITS.map((mib) => ({
            value: String(mib * MIB),
            label:
              mib === 0
                ? t('profileParts.rules.noFiles')
                : t('profileParts.rules.mib', { count: mib }),
          }))}
          onChange={(value) => set('blob.max-bytes', value)}
          help={t('profileParts.rules.limitHelp')}
        />
        <Picker
          label={t('profileParts.field.language')}
          value={language === '' ? null : language}
          empty={t('profileParts.rules.pageLanguage')}
          options={CHAT_LANGUAGES.map((one) => ({
            value: one,
            label: languageName(one, i18n.language),
          }))}
          onChange={(value) => set('language', value)}
          help={t('profileParts.rules.languageHelp')}
        />
      </Card>
    </>
  );
}
