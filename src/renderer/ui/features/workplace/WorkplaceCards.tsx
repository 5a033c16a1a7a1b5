// Room: ui/features/workplace. The cards: replies kept ready, saved views, and how many conversations at once.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trash2 } from 'lucide-react';
import { styled } from '@mui/material/styles';
import type { SavedView } from '../../../../contract/workplace.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { languageName } from '../../i18n/format.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Field.tsx';
import { IconAction } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { ChecklistCard } from '../danger/ChecklistCard.tsx';
import { Card, Soft } from '../settings/card.tsx';
import { RepliesCard } from './RepliesCard.tsx';
import { TeamRepliesCard } from './TeamRepliesCard.tsx';

export const WorkplaceCards = () => (
  <>
    <TeamReplies />
    <RepliesCard />
    <ChecklistCard />
    <ViewsCard />
    <AtOnceCard />
  </>
);

/** Nothing to read and nobody who may write: no card. */
function TeamReplies() {
  const { stores } = useApp();
  const { replies, mayEdit } = useStore(stores.workplace).team;
  return replies.length > 0 || mayEdit ? <TeamRepliesCard /> : null;
}

const List = styled('ul')({ margin: 0, padding: 0, listStyle: 'none' });
const Item = styled('li')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 44,
  borderTop: `1px solid ${colour.line}`,
  '& > span': { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  '& small': { display: 'block', fontSize: 12, color: colour.inkSoft },
});

function ViewsCard() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { language: mine } = useLanguage();
  const { views } = useStore(stores.workplace);
  const { run } = useBusy();
  const [failed, setFailed] = useState(false);
  const drop = async (view: SavedView): Promise<void> => {
    const why = await acts.workplace.set({ views: views.filter((one) => one !== view) });
    setFailed(why !== null);
  };
  return (
    <Card heading="h2" title={t('workplace.views.title')}>
      <Soft>{t(views.length === 0 ? 'workplace.views.none' : 'workplace.views.lead')}</Soft>
      {views.length > 0 && (
        <List>
          {views.map((one) => (
            <Item key={one.name}>
              <span>
                <bdi>{one.name}</bdi>
                <small>
                  {[
                    t(`inbox.${one.view}`),
                    one.topic ?? '',
                    one.language === null ? '' : languageName(one.language, mine),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <IconAction
                icon={Trash2}
                label={t('workplace.views.drop', { name: one.name })}
                onClick={() => run(async () => await drop(one))}
              />
            </Item>
          ))}
        </List>
      )}
      {failed && <NotKept />}
    </Card>
  );
}

/** What somebody may choose; whoever wants another number is near one of these. */
const limits = [1, 2, 3, 4, 5, 6, 8, 10] as const;
const NO_LIMIT = 'none';

function AtOnceCard() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { atOnce } = useStore(stores.workplace);
  const { run } = useBusy();
  const [failed, setFailed] = useState(false);
  const set = async (limit: number | null): Promise<void> =>
    setFailed((await acts.workplace.set({ atOnce: limit })) !== null);
  return (
    <Card heading="h2" title={t('workplace.atOnce.title')}>
      <Choice
        pick="one"
        label={t('workplace.atOnce.field')}
        help={t('workplace.atOnce.help')}
        options={[
          { value: NO_LIMIT, label: t('workplace.atOnce.none') },
          ...limits.map((one) => ({ value: `${one}`, label: `${one}` })),
        ]}
        chosen={[atOnce === null ? NO_LIMIT : `${atOnce}`]}
        onChange={([one]) => {
          if (one === undefined) return;
          run(async () => await set(one === NO_LIMIT ? null : Number(one)));
        }}
      />
      {failed && <NotKept />}
    </Card>
  );
}

function NotKept() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Problem>{t('workplace.notKept.failed')}</Problem>
    </div>
  );
}
