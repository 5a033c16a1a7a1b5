// Room: ui/features/release. The gate: every condition, met or not, and the figures behind it.
import { styled } from '@mui/material/styles';
import { CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { K_FLOOR, type ReleasePlan } from '../../../../contract/release.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Planning } from '../../app/state/release.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Soft } from './card.ts';
import { checks, type Check, type CheckState } from './checks.ts';
import { Coarseness } from './Coarseness.tsx';

const List = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  margin: 0,
  padding: 0,
  listStyle: 'none',
  fontSize: 13,
  lineHeight: '19px',
  '& li': { display: 'flex', gap: 10 },
  '& svg': { flex: 'none', marginTop: 1 },
});

const Size = styled('div')({
  display: 'flex',
  alignItems: 'baseline',
  justifyContent: 'space-between',
});
const Figure = styled('span')({ fontSize: 18, fontWeight: 600, color: colour.accent });

const icons = { met: CircleCheck, open: CircleDashed, failed: CircleX } satisfies Record<
  CheckState,
  LucideIcon
>;
const colours = {
  met: colour.accent,
  open: colour.waiting,
  failed: colour.danger,
} satisfies Record<CheckState, string>;

export function Gate({ planning }: { readonly planning: Planning }) {
  const { t } = useTranslation();
  return (
    <>
      <Card aria-label={t('release.gate')}>
        <h2>{t('release.gate')}</h2>
        <List>
          {checks(planning).map((check) => (
            <CheckLine key={check.name} check={check} />
          ))}
        </List>
      </Card>
      {planning.status === 'ready' && <Figures plan={planning.plan} />}
    </>
  );
}

function CheckLine({ check }: { readonly check: Check }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { k } = useStore(stores.release).selection;
  const Icon = icons[check.state];
  return (
    <li data-testid={`check-${check.name}`} data-state={check.state}>
      <Icon
        size={18}
        strokeWidth={STROKE}
        color={colours[check.state]}
        role="img"
        aria-label={t(`release.state.${check.state}`)}
      />
      <CheckWords check={check} k={Math.max(k, K_FLOOR)} />
    </li>
  );
}

function CheckWords({
  check: { name, left, state },
  k,
}: {
  readonly check: Check;
  readonly k: number;
}) {
  const { t } = useTranslation();
  switch (name) {
    case 'identifiers':
      return t('release.check.identifiers');
    case 'file':
      return state === 'met' ? t('release.check.fileDone') : t('release.check.file');
    case 'verified':
    case 'consent':
    case 'complete':
    case 'class':
      return left === 0
        ? t(`release.check.${name}`, { k })
        : t(`release.check.${name}Left`, { count: left, k });
  }
}

function Figures({ plan }: { readonly plan: ReleasePlan }) {
  const { t } = useTranslation();
  return (
    <Card aria-label={t('release.size')}>
      <div>
        <Size>
          <h2>{t('release.size')}</h2>
          <Figure data-testid="smallest-class">{plan.smallestClass}</Figure>
        </Size>
        <Soft>{t('release.classes', { count: plan.classes, incidents: plan.incidents })}</Soft>
      </div>
      <Coarseness generalisation={plan.generalisation} />
    </Card>
  );
}
