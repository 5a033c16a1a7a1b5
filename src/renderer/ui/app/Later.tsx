// Room: ui/app. What a room holds: its shape at once, itself when it has been fetched and the vault is read.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colour } from '../theme/colour.ts';
import { useApp } from './app-context.ts';
import { useDeferred, type Deferred } from './deferred.ts';
import { useStore } from './store.ts';

const Soon = styled('p')({ marginBottom: 12, color: colour.inkSoft });

interface Props<M> {
  readonly module: Deferred<M>;
  /** Whether what it shows has been asked of the vault and answered. */
  readonly ready?: boolean;
  /** Holds the places. Takes the sentence that the vault is still being read, where that takes a while. */
  readonly shape: (soon: ReactNode) => ReactNode;
  readonly children: (module: M) => ReactNode;
}

export function Later<M>({ module, ready = true, shape, children }: Props<M>) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const come = useDeferred(module);
  const opening = useStore(stores.session).stage === 'opening';
  if (come !== null && ready && !opening) return children(come);
  return shape(opening && <Soon role="status">{t('common.coming')}</Soon>);
}
