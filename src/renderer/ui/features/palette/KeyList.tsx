// Room: ui/features/palette. Keys with what they do, by group: drawn from the table of commands.
import { styled } from '@mui/material/styles';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { capsOf, type Key } from '../../app/commands/keys.ts';
import { groups, type Command } from '../../app/commands/table.ts';
import { useStore } from '../../app/store.ts';
import { Kbd } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';

const Keys = styled('dl')({
  display: 'grid',
  gridTemplateColumns: '120px minmax(0, 1fr)',
  alignItems: 'baseline',
  gap: '4px 12px',
  width: '100%',
  margin: 0,
  fontSize: 13,
  '& dt': { display: 'flex', gap: 4, alignItems: 'baseline' },
  '& dd': { margin: 0, color: colour.inkSoft },
});

/** As many columns as fit, and no group torn in two. */
const Parts = styled('div')({
  columns: '340px',
  columnGap: 32,
  width: '100%',
  '& > div': { breakInside: 'avoid', paddingBottom: 14 },
});
const Heading = styled('h3')({ fontSize: 12, color: colour.inkSoft, marginBottom: 4 });
const Or = styled('span')({ fontSize: 12, color: colour.inkSoft });

/** What the reply box and the queue do by themselves. */
const writing = [
  [[['Enter']], 'send'],
  [[['⇧', 'Enter']], 'line'],
  [[['/']], 'ready'],
] as const;
const inQueue = [[[['Enter']], 'openLine']] as const;

export function KeyList({ commands }: { readonly commands: readonly Command[] }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { singleKeys } = useStore(stores.comfort);
  const works = ({ ctrl, key }: Key): boolean => singleKeys || ctrl === true || key === 'escape';
  const rowsOf = (group: (typeof groups)[number]) =>
    commands
      .filter((one) => one.group === group && one.keys.some(works))
      .map((one) => ({
        name: t(`commands.name.${one.id}`),
        ways: one.keys.filter(works).map((key) => capsOf(key, t)),
      }));
  const parts = [
    ...groups.map((group) => ({
      title: t(`commands.group.${group}`),
      rows: [
        ...rowsOf(group),
        ...(group === 'queue' && rowsOf(group).length > 0
          ? inQueue.map(([ways, name]) => ({ name: t(`commands.${name}`), ways }))
          : []),
      ],
    })),
    {
      title: t('commands.group.writing'),
      rows: writing.map(([ways, name]) => ({ name: t(`commands.${name}`), ways })),
    },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <Parts>
      {parts.map(({ title, rows }) => (
        <div key={title}>
          <Heading>{title}</Heading>
          <Keys>
            {rows.map(({ name, ways }) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>
                  {ways.map((caps, at) => (
                    <Fragment key={caps.join(' ')}>
                      {at > 0 && <Or>{t('commands.or')}</Or>}
                      {caps.map((cap) => (
                        <Kbd key={cap}>{cap}</Kbd>
                      ))}
                    </Fragment>
                  ))}
                </dt>
                <dd>{name}</dd>
              </div>
            ))}
          </Keys>
        </div>
      ))}
    </Parts>
  );
}
