// Room: ui/features/conversation. The list a slash opens while a reply is written: which is chosen, and taking it.
import { useMemo, useState, type KeyboardEvent } from 'react';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateIn } from '../../i18n/format.ts';
import { filled, readyEntries, slashBefore, withTeam, type ReadyEntry } from './ready.ts';

interface Asked {
  readonly line: ConversationSummary;
  readonly draft: string;
  /** Where the cursor stands; null while it is not in the box. */
  readonly cursor: number | null;
  /** Puts words in place of a stretch of the draft. */
  readonly replace: (from: number, to: number, words: string) => void;
}

export interface Ready {
  /** Nothing while no slash asks, nothing was found, or it was closed. */
  readonly entries: readonly ReadyEntry[];
  readonly chosen: number;
  readonly choose: (at: number) => void;
  readonly take: (entry: ReadyEntry) => Promise<void>;
  /** True when the key was the list's. */
  readonly key: (event: KeyboardEvent) => boolean;
}

const NONE: readonly ReadyEntry[] = [];
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function useReady({ line, draft, cursor, replace }: Asked): Ready {
  const { stores, acts } = useApp();
  const { language: screen } = useLanguage();
  const { replies: own, team: shared } = useStore(stores.workplace);
  const replies = useMemo(() => withTeam(own, shared.replies), [own, shared.replies]);
  const [at, choose] = useState(0);
  /** The slash whose list was closed with Esc. */
  const [closed, setClosed] = useState<number | null>(null);
  const slash = cursor === null ? null : slashBefore(draft, cursor);
  if (slash === null && closed !== null) setClosed(null);
  const query = slash === null || slash.from === closed ? null : slash.query;
  const entries = useMemo(
    () =>
      query === null ? NONE : readyEntries(replies, { query, wanted: [line.language, screen] }),
    [query, replies, line.language, screen],
  );
  const chosen = Math.min(at, Math.max(0, entries.length - 1));

  const take = async ({ text, language }: ReadyEntry): Promise<void> => {
    if (slash === null) return;
    const { team } = stores.facts.get();
    // Contact details are opened only for a reply that needs the name.
    const contact = text.includes('{name}') ? await acts.talk.contact(line.id) : 'over';
    choose(0);
    replace(
      slash.from,
      slash.from + 1 + slash.query.length,
      filled(text, {
        alias: team?.alias ?? '',
        team: team?.name ?? '',
        date: dateIn(Date.now(), language),
        name: typeof contact === 'string' ? '' : contact.name,
      }),
    );
  };

  const key = (event: KeyboardEvent): boolean => {
    if (entries.length === 0 || slash === null || event.nativeEvent.isComposing) return false;
    const by = steps[event.key];
    const entry = entries[chosen];
    const takes = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey;
    if (by !== undefined) choose((chosen + by + entries.length) % entries.length);
    else if (event.key === 'Escape') setClosed(slash.from);
    else if (takes && entry !== undefined) void take(entry);
    else return false;
    event.preventDefault();
    return true;
  };

  return { entries, chosen, choose, take, key };
}
