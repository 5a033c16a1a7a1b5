// Room: ui/parts. Long work: what it is, how far, and where possible a way to stop it.
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { JobName } from '../../../contract/jobs.ts';
import { useApp } from '../app/app-context.ts';
import { mayStop, part } from '../app/state/jobs.ts';
import { useStore } from '../app/store.ts';
import { colour } from '../theme/colour.ts';

const Frame = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto auto',
  alignItems: 'center',
  gap: '8px 12px',
  width: '100%',
  fontSize: 13,
  color: colour.inkSoft,
});
const Percent = styled('span')({ fontVariantNumeric: 'tabular-nums' });

interface Props {
  /** The jobs this work goes through, in order. */
  readonly jobs: readonly JobName[];
  /** Said while none of them has reported yet. */
  readonly words: string;
  /** Whoever stands at a shut door sees how far it is, and has one way to end it: the lock. */
  readonly watchOnly?: true;
}

export function Progress({ jobs, words, watchOnly }: Props) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const running = useStore(stores.jobs);
  const name = jobs.find((job) => running.has(job));
  const state = name === undefined ? undefined : running.get(name);
  const done = state === undefined ? null : part(state);
  const stops = name !== undefined && watchOnly !== true && mayStop(name);
  const label = name === undefined ? words : t(`common.job.${name}`);
  return (
    <Frame role="status">
      <span>{label}</span>
      {/* A number before a sign turns round in a line from right to left. */}
      <Percent dir="ltr" style={stops ? {} : { gridColumn: 'span 2' }}>
        {done !== null && `${Math.floor(done * 100)} %`}
      </Percent>
      {stops && <Button onClick={() => acts.keep.stop(name)}>{t('common.stop')}</Button>}
      <LinearProgress
        aria-label={label}
        sx={{ gridColumn: '1 / -1' }}
        {...(done === null ? {} : { variant: 'determinate', value: done * 100 })}
      />
    </Frame>
  );
}
