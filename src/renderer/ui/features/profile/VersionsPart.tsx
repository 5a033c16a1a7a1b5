// Room: ui/features/profile. Versions this device has seen; one of before is used again by publishing it as a new one.
import Button from '@mui/material/Button';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { changesOf } from '../../app/state/profile-texts.ts';
import { useLanguage } from '../../app/use-language.ts';
import { longDate } from '../../i18n/format.ts';
import { Pill } from '../../parts/Pill.tsx';
import { Card, Row, Soft } from '../settings/card.tsx';
import { fieldName } from './names.ts';

/** Names of fields in one line; the rest is counted. */
const MOST_NAMED = 4;

export function VersionsPart({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const { versions, view } = state;
  useEffect(() => {
    void acts.profile.readVersions();
  }, [acts]);
  return (
    <Card title={t('profile.versions.title')}>
      <Soft>{t('profile.versions.lead')}</Soft>
      {(versions ?? []).map((version, n) => {
        const older = versions?.[n + 1];
        const names = older === undefined ? [] : changesOf(older.texts, version.texts);
        const fields = [...new Set(names.map(({ key }) => fieldName(t, key)))];
        return (
          <Row key={version.seq}>
            <div style={{ flex: 1 }}>
              <b>
                {t('profile.versions.one', {
                  seq: version.seq,
                  date: longDate(version.issued, language),
                })}
              </b>
              <Soft>
                {fields.length === 0
                  ? t('profile.versions.first')
                  : t('profile.versions.changed', {
                      fields: fields.slice(0, MOST_NAMED).join(', '),
                    })}
                {fields.length > MOST_NAMED && ' …'}
              </Soft>
            </div>
            {n === 0 ? (
              <Pill tone="accent">{t('profile.versions.now')}</Pill>
            ) : (
              view?.mayEdit === true && (
                <Button onClick={() => acts.profile.replace(version.texts)}>
                  {t('profile.versions.again')}
                </Button>
              )
            )}
          </Row>
        );
      })}
    </Card>
  );
}
