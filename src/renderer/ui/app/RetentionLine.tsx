// Room: ui/app. That a period has ended, or that the team has other periods: one quiet line that leads there.
import Button from '@mui/material/Button';
import { ClockFading } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../parts/Banner.tsx';
import { useApp } from './app-context.ts';
import { useStore } from './store.ts';

interface Props {
  readonly kind: 'retention-due' | 'retention-news';
}

/** The vault takes either away: what is due when it has gone or was put off, the news when it was read. */
export function RetentionLine({ kind }: Props) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { room, settings } = useStore(stores.view);
  const due = kind === 'retention-due';
  // Who stands before the list need not be sent there.
  if (due && room === 'settings' && settings === 'retention') return null;
  const look = (): void => {
    stores.view.send({ type: 'settings', part: 'retention' });
    void (due ? acts.keep.run('previewRetention', null) : acts.keep.run('readRetentionNews', null));
  };
  return (
    <Banner
      tone="quiet"
      icon={ClockFading}
      action={
        <>
          <Button variant="text" onClick={look}>
            {t('retention.notice.look')}
          </Button>
          {due && (
            <Button variant="text" onClick={() => void acts.keep.run('putOffRetention', null)}>
              {t('retention.notice.later')}
            </Button>
          )}
        </>
      }
      {...(due ? {} : { onDismiss: () => void acts.keep.run('readRetentionNews', null) })}
    >
      {t(due ? 'retention.notice.due' : 'retention.notice.news')}
    </Banner>
  );
}
