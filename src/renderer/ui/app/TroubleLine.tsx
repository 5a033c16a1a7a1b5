// Room: ui/app. Something is wrong with the store: said plainly, with the way out where there is one.
import Button from '@mui/material/Button';
import {
  Archive,
  FileWarning,
  History,
  KeyRound,
  ShieldAlert,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/jobs.ts';
import { Banner, type BannerTone } from '../parts/Banner.tsx';
import { useApp } from './app-context.ts';

/** Part of the settings that helps, and what the button there is called. */
const ways = {
  toBackup: ['backup', 'common.toBackup'],
  toRestore: ['backup', 'common.toRestore'],
  toRetention: ['retention', 'keep.part.retention'],
  toSecurity: ['security', 'keep.part.security'],
  toLog: ['audit', 'keep.part.audit'],
} as const;

const troubles = {
  'copy-repaired': ['quiet', History, 'toLog'],
  'journal-healed': ['waiting', FileWarning, 'toBackup'],
  'journal-damaged': ['danger', FileWarning, 'toRestore'],
  'older-profile': ['danger', ShieldAlert, null],
  'forked-team': ['danger', ShieldAlert, null],
  'vault-full': ['danger', Archive, 'toRetention'],
  'set-aside': ['danger', FileWarning, null],
  'recovery-unseen': ['waiting', KeyRound, 'toSecurity'],
} as const satisfies Record<
  Trouble['kind'],
  readonly [BannerTone, LucideIcon, keyof typeof ways | null]
>;

/** A profile that was put back stays on the screen until somebody says that it was read. */
export function TroubleLine({
  kind,
  count,
  onDismiss,
}: Trouble & { readonly onDismiss: () => void }) {
  const { t } = useTranslation();
  const [tone, icon, way] = troubles[kind];
  return (
    <Banner
      tone={tone}
      icon={icon}
      {...(kind === 'older-profile' ? {} : { onDismiss })}
      {...(way === null ? {} : { action: <Way to={way} /> })}
      {...(kind === 'older-profile' ? { action: <Read onRead={onDismiss} /> } : {})}
    >
      {t(`common.trouble.${kind}`, { count })}
    </Banner>
  );
}

function Way({ to }: { readonly to: keyof typeof ways }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const [part, words] = ways[to];
  return (
    <Button variant="text" onClick={() => stores.view.send({ type: 'settings', part })}>
      {t(words)}
    </Button>
  );
}

function Read({ onRead }: { readonly onRead: () => void }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const read = async (): Promise<void> => {
    const { status } = await acts.keep.run('acknowledgeAlarm', null);
    if (status === 'done') onRead();
  };
  return (
    <Button variant="text" onClick={() => void read()}>
      {t('common.alarmRead')}
    </Button>
  );
}
