// Room: ui/features/inbox. Whether the relay can be reached, as a dot with a word.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { LinkState } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { Dot } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';

const Sign = styled('span')({
  display: 'flex',
  alignItems: 'center',
  gap: 7,
  fontSize: 12,
  color: colour.inkSoft,
});

const tones = { online: 'live', connecting: 'waiting', offline: 'quiet' } as const satisfies Record<
  LinkState,
  string
>;

export function LinkSign() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { link } = useStore(stores.status);
  return (
    <Sign role="status">
      <Dot tone={tones[link]} aria-hidden />
      {t(`common.link.${link}`)}
    </Sign>
  );
}
