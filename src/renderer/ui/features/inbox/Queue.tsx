// Room: ui/features/inbox. The lines themselves, only as many in the page as fit the window.
import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { startTransition, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useNow } from '../../app/use-now.ts';
import { unhurried } from '../../parts/virtual.ts';
import { Line, lineHeights } from './Line.tsx';

/** Lines built beyond the window's edges, once those within are on screen. */
const OVERSCAN = 6;

const Scroller = styled('div')({ flex: 1, minHeight: 0, overflow: 'auto' });
const List = styled('ul')({ position: 'relative', margin: 0, padding: 0, listStyle: 'none' });
const Item = styled('li')({ position: 'absolute', insetInline: 0, top: 0 });

export function Queue({ lines }: { readonly lines: readonly ConversationSummary[] }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { conversation } = useStore(stores.view);
  const now = useNow();
  const height = lineHeights[useStore(stores.comfort).density];
  const scroller = useRef<HTMLDivElement>(null);
  const [overscan, setOverscan] = useState(0);
  useEffect(() => startTransition(() => setOverscan(OVERSCAN)), []);
  const virtual = useVirtualizer({
    count: lines.length,
    estimateSize: () => height,
    getScrollElement: () => scroller.current,
    getItemKey: (at) => lines[at]?.id ?? at,
    overscan,
    ...unhurried,
    // As high as the window at most: the lines are built with the list, not again once it is measured.
    initialRect: { width: 0, height: globalThis.innerHeight },
  });
  useEffect(() => virtual.measure(), [height, virtual]);
  const openAt = lines.findIndex((line) => line.id === conversation);
  useEffect(() => {
    if (openAt !== -1) virtual.scrollToIndex(openAt);
  }, [openAt, virtual]);

  return (
    <Scroller ref={scroller}>
      <List aria-label={t('inbox.list')} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return line === undefined ? null : (
            <Item
              key={item.key}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              style={{ height, transform: `translateY(${item.start}px)` }}
            >
              <Line line={line} now={now} open={line.id === conversation} />
            </Item>
          );
        })}
      </List>
    </Scroller>
  );
}
