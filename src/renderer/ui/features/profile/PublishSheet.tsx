// Room: ui/features/profile. Before signing: what changes, who sees it and when, and what has to be confirmed.
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { openClashes, type ProfileDesk } from '../../app/state/profile.ts';
import { changesOf, fieldOf, type Change } from '../../app/state/profile-texts.ts';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { colour } from '../../theme/colour.ts';
import { machineWords } from './hours.ts';
import { fieldName, languageName } from './names.ts';
import { stopping, warnings } from './problems.ts';

const List = styled('dl')({
  maxHeight: 260,
  margin: 0,
  overflow: 'auto',
  fontSize: 13,
  '& dt': { fontWeight: 600 },
  '& dd': { margin: '0 0 10px', overflowWrap: 'anywhere' },
  '& del': { display: 'block', color: colour.inkSoft },
  '& ins': { display: 'block', textDecoration: 'none', color: colour.ink },
});

interface Props {
  readonly state: ProfileDesk;
  readonly onClose: () => void;
}

export function PublishSheet({ state, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [confirmed, confirm] = useState(false);
  const { publishing } = state;
  const [stops, warns] = [stopping(state), warnings(state)];
  const changes = changesOf(state.base, state.texts);
  const clash = openClashes(state).length > 0;
  const mayGo =
    changes.length > 0 && stops.length === 0 && !clash && (warns.length === 0 || confirmed);
  return (
    <Sheet open title={t('profile.sheet.title')} onClose={onClose}>
      <Changes changes={changes} />
      <p>{t('profile.sheet.who')}</p>
      {stops.map(({ key, lang, problem }) => (
        <Problem key={`${key} ${lang} ${problem}`}>
          {fieldName(t, key)}: {t(`profileProblem.${problem}`)}
        </Problem>
      ))}
      {clash && <Problem>{t('profile.clash.first')}</Problem>}
      {warns.length > 0 && (
        <div>
          {warns.map(({ key, problem }) => (
            <p key={`${key} ${problem}`}>{t(`profileProblem.${problem}`)}</p>
          ))}
          <FormControlLabel
            control={<Checkbox checked={confirmed} onChange={(_, on) => confirm(on)} />}
            label={t('profile.sheet.confirm')}
          />
        </div>
      )}
      {publishing.status === 'refused' && publishing.why !== 'clash' && (
        <div role="alert">
          <Problem>{t(`profile.refused.${publishing.why}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={!mayGo || publishing.status === 'working'}
          onClick={() =>
            void acts.profile.publish(confirmed).then((over) => {
              if (over) onClose();
            })
          }
        >
          {t(publishing.status === 'working' ? 'profile.sheet.signing' : 'profile.sheet.go')}
        </Button>
      </Ways>
    </Sheet>
  );
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const { t, i18n } = useTranslation();
  const shown = (value: string, key: string): string =>
    shortened(machineWords(key, value, i18n.language));
  return (
    <List tabIndex={0} aria-label={t('profile.sheet.changes')}>
      {changes.map((change) => (
        <div key={fieldOf(change)}>
          <dt>
            {fieldName(t, change.key)}
            {change.lang !== '' && ` (${languageName(change.lang, i18n.language)})`}
          </dt>
          <dd>
            {change.before !== '' && <del dir="auto">{shown(change.before, change.key)}</del>}
            <ins dir="auto">
              {change.after === '' ? t('profile.gone') : shown(change.after, change.key)}
            </ins>
          </dd>
        </div>
      ))}
    </List>
  );
}

const MOST = 300;

/** A picture is no words, and a long text is known by its beginning. */
const shortened = (value: string): string =>
  value.startsWith('data:') ? '▣' : value.length > MOST ? `${value.slice(0, MOST)}…` : value;
