// Room: ui/app. Something is wrong with the store: said plainly, with the way out where there is one.
import Button from '@mui/material/Button';
import { FileWarning, History, ShieldAlert, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/keeping.ts';
import { Banner, type BannerTone } from '../parts/Banner.tsx';
import { useApp } from './app-context.ts';

const troubles = {
  'copy-repaired': ['quiet', History],
  'journal-healed': ['waiting', FileWarning],
  'journal-damaged': ['danger', FileWarning],
  'older-profile': ['danger', ShieldAlert],
} as const satisfies Record<Trouble['kind'], readonly [BannerTone, LucideIcon]>;

/** Where a backup is the way out, the way leads there. A profile that was put back stays on the screen. */
export function TroubleLine({
  kind,
  count,
  onDismiss,
}: Trouble & { readonly onDismiss: () => void }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const [tone, icon] = troubles[kind];
  const helps = kind === 'journal-healed' || kind === 'journal-damaged';
  return (
    <Banner
      tone={tone}
      icon={icon}
      {...(kind === 'older-profile' ? {} : { onDismiss })}
      {...(helps
        ? {
            action: (
              <Button
                variant="text"
                onClick={() => stores.view.send({ type: 'settings', part: 'backup' })}
              >
                {t(kind === 'journal-healed' ? 'common.toBackup' : 'common.toRestore')}
              </Button>
            ),
          }
        : {})}
    >
      {t(`common.trouble.${kind}`, { count })}
    </Banner>
  );
}
