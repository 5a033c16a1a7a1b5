// Room: ui/features/release. Where in the way to a release one stands.
import { styled } from '@mui/material/styles';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Planning } from '../../app/state/release.ts';
import { edge } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';

const Row = styled('ol')({ display: 'flex', gap: 10, margin: 0, padding: 0, listStyle: 'none' });

const Step = styled('li')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  color: colour.inkSoft,
  fontWeight: 500,
  '&[aria-current=step]': { color: colour.ink, fontWeight: 600 },
  '& + li::before': { content: '""', width: 24, borderTop: `1px solid ${colour.line}` },
});

const Ball = styled('span')({
  display: 'grid',
  placeItems: 'center',
  width: 22,
  height: 22,
  borderRadius: 11,
  fontSize: 12,
  fontWeight: 600,
  backgroundColor: colour.sunken,
  color: colour.inkSoft,
  ...edge,
  '[aria-current=step] &': {
    forcedColorAdjust: 'none',
    backgroundColor: colour.accent,
    color: colour.accentInk,
  },
  '&[data-done=true]': { backgroundColor: colour.accentSoft, color: colour.accent },
});

const steps = ['choose', 'check', 'export'] as const;

/** 0 choosing, 1 checking, 2 ready to export. */
function stepOf(planning: Planning): number {
  switch (planning.status) {
    case 'none':
      return 0;
    case 'working':
    case 'refused':
      return 1;
    case 'ready':
      return 2;
  }
}

export function Steps({ planning }: { readonly planning: Planning }) {
  const { t } = useTranslation();
  const here = stepOf(planning);
  return (
    <Row aria-label={t('release.steps')}>
      {steps.map((step, at) => (
        <Step key={step} aria-current={at === here ? 'step' : undefined}>
          <Ball data-done={at < here} aria-hidden>
            {at < here ? <Check size={14} strokeWidth={2} /> : at + 1}
          </Ball>
          {t(`release.step.${step}`)}
        </Step>
      ))}
    </Row>
  );
}
