// Room: ui/app. Tells main how many messages nobody has read, for the sign in the system's bar.
import { useEffect } from 'react';
import { useApp } from './app-context.ts';
import { useStore } from './store.ts';

export function useUnreadCount(): void {
  const { stores, acts } = useApp();
  const { unread } = useStore(stores.inbox);
  useEffect(() => acts.duty.countUnread(unread), [acts, unread]);
}
