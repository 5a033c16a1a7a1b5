// Room: ui/features/profile. The button on the website, the snippet to paste, and a look at the page it was pasted into.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Launcher } from '../../app/state/launcher.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { useStore } from '../../app/store.ts';
import { Choice } from '../../parts/Choice.tsx';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Note } from '../../parts/Note.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Row, Soft } from '../settings/card.tsx';
import { ColourField } from './ColourField.tsx';
import { checkSite, MAX_PAGE, SITE_FINDINGS } from './check-site.ts';
import { languageName } from './names.ts';
import { isColour, isRadius, originOf, snippetOf } from './snippet.ts';

const Code = styled('pre')({
  margin: 0,
  padding: 12,
  maxHeight: 260,
  overflow: 'auto',
  borderRadius: 8,
  backgroundColor: colour.sunken,
  fontFamily: 'ui-monospace, monospace',
  fontSize: 12,
  lineHeight: '18px',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
});

interface Props {
  readonly state: ProfileDesk;
}

export function WebsitePart({ state }: Props) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { team } = useStore(stores.facts);
  const { launcher, loader } = state;
  const snippet = team === null || loader === null ? null : snippetOf(launcher, team.pin, loader);
  return (
    <>
      <LauncherCard state={state} />
      <Card title={t('website.snippet')}>
        <Soft>{t('website.snippetLead')}</Soft>
        {snippet === null ? (
          <Soft>{t('website.noSnippet')}</Soft>
        ) : (
          <>
            <Code dir="ltr" data-testid="snippet">
              {snippet}
            </Code>
            <Row>
              <CopyButton text={snippet} label={t('website.copy')} />
            </Row>
          </>
        )}
        <Soft>{t('website.loader')}</Soft>
      </Card>
      {team !== null && loader !== null && <TestCard pin={team.pin} loader={loader} />}
    </>
  );
}

function LauncherCard({ state }: Props) {
  const { t, i18n } = useTranslation();
  const { stores } = useApp();
  const { launcher, looking } = state;
  const set = (change: Partial<Launcher>): void =>
    stores.profile.send({ type: 'launcher', launcher: change });
  const { language } = looking;
  const badAddress = launcher.chat !== '' && originOf(launcher.chat) === null;
  const badRadius = !isRadius(launcher.radius);
  const badColour = !isColour(launcher.color);
  return (
    <Card title={t('website.button')}>
      <Note>
        <div>{t('website.again')}</div>
      </Note>
      <TextField
        label={t('website.chat')}
        value={launcher.chat}
        onChange={(chat) => set({ chat })}
        help={t('website.chatHelp')}
        problem={badAddress ? t('website.badChat') : undefined}
      />
      <ColourField
        label={t('website.colour')}
        value={launcher.color}
        otherwise={launcher.color}
        onChange={(color) => set({ color })}
        problem={badColour ? t('profileProblem.bad-colour') : undefined}
      />
      <Choice
        pick="one"
        label={t('website.side')}
        options={(['left', 'right'] as const).map((side) => ({
          value: side,
          label: t(`website.${side}`),
        }))}
        chosen={[launcher.side]}
        onChange={([side]) => set({ side: side === 'left' ? 'left' : 'right' })}
      />
      <TextField
        label={t('website.radius')}
        value={launcher.radius}
        onChange={(radius) => set({ radius })}
        problem={badRadius ? t('website.badRadius') : undefined}
      />
      <TextField
        label={`${t('website.label')} (${languageName(language, i18n.language)})`}
        value={launcher.labels[language] ?? ''}
        onChange={(label) => set({ labels: { ...launcher.labels, [language]: label } })}
        help={t('website.labelHelp')}
      />
    </Card>
  );
}

type Expected = Parameters<typeof checkSite>[1];

/** The app reaches no website: somebody pastes the page, and it is read here and forgotten. */
function TestCard(expected: Expected) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const [pasted, paste] = useState('');
  const report = pasted.trim() === '' ? null : checkSite(pasted, expected);
  const launcher = report?.launcher ?? null;
  return (
    <Card title={t('website.test')}>
      <Soft>{t('website.testLead')}</Soft>
      <TextField
        label={t('website.html')}
        value={pasted}
        onChange={(html) => paste(html.slice(0, MAX_PAGE))}
        rows={4}
      />
      {report !== null && (
        <div role="status">
          {report.findings.map((finding) => (
            <Row key={finding} style={{ marginBottom: 8, flexWrap: 'nowrap' }}>
              <Pill tone={tones[SITE_FINDINGS[finding]]}>
                {t(`website.verdict.${SITE_FINDINGS[finding]}`)}
              </Pill>
              <span style={{ fontSize: 13 }}>{t(`website.finding.${finding}`)}</span>
            </Row>
          ))}
          <Soft>{t('website.header')}</Soft>
        </div>
      )}
      {launcher !== null && (
        <Row>
          <Button onClick={() => stores.profile.send({ type: 'launcher', launcher })}>
            {t('website.take')}
          </Button>
        </Row>
      )}
    </Card>
  );
}

const tones = { right: 'accent', wrong: 'danger', look: 'waiting' } as const;
