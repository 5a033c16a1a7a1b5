// Room: ui/features/conversation. Says what became of the open conversation, for whoever does not see the bar it stands in.
import { styled } from '@mui/material/styles';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { isShared } from '../../app/stores.ts';
import { unseen } from '../../parts/unseen.ts';

const Unseen = styled('div')(unseen);

/** Nothing at first: how a conversation stands when it is opened is read where it stands. */
export function WorkNews({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const shared = isShared(useStore(stores.facts));
  const now = standing(line, shared, t);
  const [before, setBefore] = useState(now);
  const [isNews, setIsNews] = useState(false);
  if (before !== now) {
    setBefore(now);
    setIsNews(true);
  }
  return <Unseen role="status">{isNews && now}</Unseen>;
}

function standing({ status, holder }: ConversationSummary, shared: boolean, t: TFunction): string {
  if (status !== 'open') return t(`work.status.${status}`);
  if (!shared) return t('work.isOpen');
  if (holder === null) return t('work.free');
  if (holder.own) return t(holder.offered ? 'work.offeredYou' : 'work.yours');
  return t('work.heldBy', { name: holder.alias || t('work.somebody') });
}
