// Room: ui/features/unlock. Four bars and one sentence about a passphrase.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { Strength as Verdict } from '../../../../contract/secrets.ts';
import { wordsIn } from '../../i18n/i18n.ts';
import type { Resources } from '../../i18n/i18n.ts';
import { colour } from '../../theme/colour.ts';
import type { Judgement } from './use-strength.ts';

const Frame = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 20,
  marginTop: -12,
  fontSize: 12,
});
const Bars = styled('span')({ display: 'flex', gap: 4, flex: 'none' });
const Bar = styled('span')({ width: 24, height: 4, borderRadius: 2, forcedColorAdjust: 'none' });
const COUNT = [1, 2, 3, 4];

export function Strength({ judgement }: { readonly judgement: Judgement }) {
  const { t } = useTranslation();
  const words = useVerdict(judgement);
  if (judgement.state === 'empty') return null;
  const score = judgement.state === 'judged' ? Math.max(1, judgement.strength.score) : 1;
  const good = judgement.state === 'judged' && judgement.strength.acceptable;
  return (
    <Frame
      role="status"
      aria-busy={judgement.state === 'weighing'}
      aria-label={t('firstRun.pass.strength')}
    >
      <Bars aria-hidden>
        {COUNT.map((at) => (
          <Bar
            key={at}
            style={{
              backgroundColor:
                at <= score && judgement.state !== 'weighing'
                  ? good
                    ? colour.accent
                    : colour.waiting
                  : colour.sunken,
            }}
          />
        ))}
      </Bars>
      <span>{words}</span>
    </Frame>
  );
}

type Warning = keyof Resources['passphrase']['warning'];

const known = (
  wordsIn('de') as { readonly passphrase: { readonly warning: Readonly<Record<Warning, string>> } }
).passphrase.warning;

/** zxcvbn's key, where there are words for it. */
const warningOf = (key: string): Warning =>
  Object.hasOwn(known, key) ? (key as Warning) : 'other';

/** One sentence: what is wrong, before how strong it is. */
function useVerdict(judgement: Judgement): string {
  const { t } = useTranslation();
  switch (judgement.state) {
    case 'empty':
      return '';
    case 'short':
      return t('passphrase.short', { count: judgement.missing });
    case 'weighing':
      return t('passphrase.weighing');
    case 'judged': {
      const { acceptable, warning, score }: Verdict = judgement.strength;
      if (!acceptable && warning !== null) return t(`passphrase.warning.${warningOf(warning)}`);
      return acceptable && score < 3 ? t('passphrase.score.3') : t(`passphrase.score.${score}`);
    }
  }
}
