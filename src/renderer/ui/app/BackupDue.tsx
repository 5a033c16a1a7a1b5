// Room: ui/app. That a backup is due, once there is something to lose.
import Button from '@mui/material/Button';
import { Archive } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { longDate } from '../i18n/format.ts';
import { Banner } from '../parts/Banner.tsx';
import { useApp } from './app-context.ts';
import { useStore } from './store.ts';
import { useLanguage } from './use-language.ts';
import { useNow } from './use-now.ts';

const DAY_MS = 24 * 3600_000;
const MINUTE_MS = 60_000;

interface Props {
  /** ms; null: never. */
  readonly lastAt: number | null;
  readonly onDismiss: () => void;
}

export function BackupDue({ lastAt, onDismiss }: Props) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const worthIt = useSomethingToLose();
  if (lastAt === null && !worthIt) return null;
  return (
    <Banner
      tone="quiet"
      icon={Archive}
      onDismiss={onDismiss}
      action={
        <Button
          variant="text"
          onClick={() => stores.view.send({ type: 'settings', part: 'backup' })}
        >
          {t('common.toBackup')}
        </Button>
      }
    >
      {lastAt === null
        ? t('common.backupNever')
        : t('common.backupDue', { date: longDate(lastAt, language) })}
    </Banner>
  );
}

/** Any conversation, any case; or a day has passed, and somebody counts on this vault. */
function useSomethingToLose(): boolean {
  const { stores, acts } = useApp();
  const inbox = useStore(stores.inbox);
  const cases = useStore(stores.heads).total;
  const { security } = useStore(stores.keeping).views;
  const now = useNow(MINUTE_MS);
  const empty = inbox.loaded && inbox.total === 0 && cases === 0;
  const asks = empty && security === null;
  useEffect(() => {
    if (asks) void acts.keep.look('security');
  }, [acts, asks]);
  return empty ? security !== null && now - security.masterSince >= DAY_MS : inbox.loaded;
}
