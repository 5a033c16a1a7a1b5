// Room: ui/app. Long work at the foot of the screen, one line, out of the way; said only when it takes a while.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { JobName } from '../../../contract/jobs.ts';
import { colour } from '../theme/colour.ts';
import { useApp } from './app-context.ts';
import { mayStop, part } from './state/jobs.ts';
import type { SettingsPart } from './state/view.ts';
import { useStore } from './store.ts';
import { useLasting } from './use-lasting.ts';

const Line = styled('div')({
  position: 'relative',
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 30,
  padding: '3px 20px',
  borderTop: `1px solid ${colour.line}`,
  backgroundColor: colour.canvas,
  fontSize: 12,
  color: colour.inkSoft,
});

const Fill = styled('span')({
  position: 'absolute',
  insetInlineStart: 0,
  top: -1,
  height: 2,
  backgroundColor: colour.accent,
});

const Stop = styled(ButtonBase)({
  padding: '1px 8px',
  borderRadius: 6,
  fontSize: 12,
  fontWeight: 500,
  color: colour.accent,
  '&:hover': { backgroundColor: colour.accentSoft },
});

/** What a person began comes before what the vault does by itself. */
const order: readonly JobName[] = [
  'erase',
  'backup',
  'verify',
  'restore',
  'rotate',
  'snapshot',
  'rebuild',
  'index',
  'check',
];

/** Where the settings show the same work, larger. */
const shownIn: Readonly<Partial<Record<JobName, readonly SettingsPart[]>>> = {
  rotate: ['security'],
  snapshot: ['security'],
  backup: ['backup'],
  verify: ['backup'],
  restore: ['backup'],
  erase: ['retention', 'subject'],
};

/** Shorter work is over before a line about it could be read, ms. */
const QUIET_MS = 1200;

export function JobStrip() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const running = useStore(stores.jobs);
  const job = order.find((name) => running.has(name));
  const { room, settings } = useStore(stores.view);
  const lasting = useLasting(job !== undefined, QUIET_MS);
  const state = job === undefined ? undefined : running.get(job);
  if (job === undefined || state === undefined || !lasting) return null;
  if (room === 'settings' && shownIn[job]?.includes(settings) === true) return null;
  const done = part(state);
  return (
    <Line role="status">
      {done !== null && <Fill aria-hidden style={{ width: `${done * 100}%` }} />}
      <span>
        {t(`common.job.${job}`)}
        {done === null ? ' …' : ' · '}
        {done !== null && <span dir="ltr">{`${Math.floor(done * 100)} %`}</span>}
      </span>
      {mayStop(job) && <Stop onClick={() => acts.keep.stop(job)}>{t('common.stop')}</Stop>}
    </Line>
  );
}
