// Room: ui/features/profile. Colour with its contrast, corners and font.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { CHAT_FONTS, type ShownColour } from '../../../../contract/profile.ts';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { valueAt } from '../../app/state/profile-texts.ts';
import { Choice } from '../../parts/Choice.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Row, Soft } from '../settings/card.tsx';
import { ColourField } from './ColourField.tsx';
import { ProfileField } from './fields.tsx';
import { problemAt } from './problems.ts';

/** What the chat takes where the profile names no colour. */
const OWN_ACCENT = '#0f5d57';
const ENOUGH = 4.5;

const Swatch = styled('span')({
  padding: '6px 14px',
  border: `1px solid ${colour.line}`,
  borderRadius: 8,
  fontSize: 13,
  fontWeight: 600,
  forcedColorAdjust: 'none',
});

export function LookPart({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { texts, check, view } = state;
  const accent = valueAt(texts, 'look.accent');
  const font = valueAt(texts, 'look.font');
  const problem = problemAt(state, 'look.accent');
  const set = (key: string, value: string): void => acts.profile.set({ key, lang: '', value });
  return (
    <>
      <Card title={t('profileParts.look.colour')}>
        <Soft>{t('profileParts.look.colourLead')}</Soft>
        <ColourField
          label={t('profileParts.field.accent')}
          value={accent}
          otherwise={OWN_ACCENT}
          help={t('profileParts.look.empty')}
          disabled={view?.mayEdit !== true}
          onChange={(value) => set('look.accent', value)}
          problem={problem === 'bad-colour' ? t('profileProblem.bad-colour') : undefined}
        />
        {check?.colour && (
          <>
            <Contrast scheme="light" shown={check.colour.light} />
            <Contrast scheme="dark" shown={check.colour.dark} />
          </>
        )}
      </Card>
      <Card title={t('profileParts.look.shape')}>
        <ProfileField
          state={state}
          name="look.radius"
          label={t('profileParts.field.radius')}
          help={t('profileParts.look.radiusHelp')}
        />
        <Choice
          pick="one"
          label={t('profileParts.field.font')}
          options={CHAT_FONTS.map((one) => ({
            value: one,
            label: t(`profileParts.look.font.${one}`),
          }))}
          chosen={[font]}
          onChange={([picked = '']) => {
            if (view?.mayEdit === true) set('look.font', picked);
          }}
          help={t('profileParts.look.fontHelp')}
        />
      </Card>
    </>
  );
}

interface ContrastProps {
  readonly scheme: 'light' | 'dark';
  readonly shown: ShownColour;
}

/** How the colour reads as text, and what the chat makes of one that does not. */
function Contrast({ scheme, shown }: ContrastProps) {
  const { t, i18n } = useTranslation();
  const { accent, ink, ratio, moved } = shown;
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <Row>
      <Swatch style={{ backgroundColor: accent, color: ink }}>
        {t(`profileParts.look.${scheme}`)}
      </Swatch>
      <span style={{ flex: 1, fontSize: 13 }}>
        {t(moved ? 'profileParts.look.moved' : 'profileParts.look.fine', {
          ratio: number.format(ratio),
          enough: number.format(ENOUGH),
          accent,
        })}
      </span>
    </Row>
  );
}
