// Room: ui/features/workplace. Ready replies one below the other, and what can be done with each.
import { styled } from '@mui/material/styles';
import { Pencil, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadyReply } from '../../../../contract/workplace.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { IconAction } from '../../parts/IconAction.tsx';
import { Tag } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';

const List = styled('ul')({ margin: 0, padding: 0, listStyle: 'none' });
const Item = styled('li')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minHeight: 52,
  padding: '6px 0',
  borderTop: `1px solid ${colour.line}`,
});
const What = styled('div')({ flex: 1, minWidth: 0 });
const Name = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  gap: '0 6px',
  fontWeight: 600,
  '& bdi': { overflowWrap: 'anywhere' },
});
const Words = styled('p')({
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  fontSize: 13,
  color: colour.inkSoft,
});

interface Props {
  readonly replies: readonly ReadyReply[];
  /** Whose they are, and so who loses one that is deleted. */
  readonly of: 'own' | 'team';
  readonly onEdit: (reply: ReadyReply) => void;
  readonly onDrop: (reply: ReadyReply) => void;
  /** Gives it to everybody; left out where nobody here may. */
  readonly onGive?: ((reply: ReadyReply) => void) | undefined;
  /** Only to be read. */
  readonly fixed?: boolean;
}

export function ReplyList({ replies, of, onEdit, onDrop, onGive, fixed = false }: Props) {
  const { t } = useTranslation();
  const [going, setGoing] = useState<ReadyReply | null>(null);
  return (
    <>
      <List>
        {replies.map((one) => (
          <Item key={one.name}>
            <What>
              <Name>
                <bdi>{one.name}</bdi>
                {one.texts.map(({ language }) => (
                  <Tag key={language}>{language}</Tag>
                ))}
              </Name>
              <Words dir="auto">{one.texts[0]?.text}</Words>
            </What>
            {onGive !== undefined && (
              <IconAction
                icon={Users}
                label={t('ready.give', { name: one.name })}
                onClick={() => onGive(one)}
              />
            )}
            {!fixed && (
              <>
                <IconAction
                  icon={Pencil}
                  label={t('ready.edit', { name: one.name })}
                  onClick={() => onEdit(one)}
                />
                <IconAction
                  icon={Trash2}
                  label={t('ready.drop', { name: one.name })}
                  onClick={() => setGoing(one)}
                />
              </>
            )}
          </Item>
        ))}
      </List>
      <Confirm
        open={going !== null}
        title={t('ready.dropTitle', { name: going?.name ?? '' })}
        consequences={[t(of === 'own' ? 'ready.dropBody' : 'ready.dropForAll')]}
        go={t('ready.dropGo')}
        onClose={() => setGoing(null)}
        onGo={() => {
          setGoing(null);
          if (going !== null) onDrop(going);
        }}
      />
    </>
  );
}
