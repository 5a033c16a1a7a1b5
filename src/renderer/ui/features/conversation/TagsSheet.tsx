// Room: ui/features/conversation. Words by which a team finds its conversations again.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { TAG_LIMIT, TAGS_LIMIT } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { mergedTags, tagsIn } from './tags.ts';

interface Props {
  readonly line: ConversationSummary;
  readonly onClose: () => void;
}

export function TagsSheet({ line, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  // Colleagues may set theirs while this is open: `line` then says so, and only the difference is saved.
  const [before] = useState(line.tags);
  const [text, setText] = useState(before.join(', '));
  const [refused, setRefused] = useState<'held' | 'failed' | null>(null);
  const { busy, run } = useBusy();
  const tags = mergedTags(before, tagsIn(text), line.tags);
  const tooMany = tags.length > TAGS_LIMIT || tags.some((tag) => [...tag].length > TAG_LIMIT);
  const save = async (): Promise<void> => {
    const why = await acts.work.change(line.id, { tags });
    if (why === null) onClose();
    else setRefused(why === 'held' ? why : 'failed');
  };
  const problem = tooMany
    ? t('work.tagsTooMany', { tags: TAGS_LIMIT, signs: TAG_LIMIT })
    : refused === null
      ? undefined
      : t(`work.refusal.${refused}`);
  return (
    <Sheet open title={t('work.tags')} onClose={onClose}>
      <TextField
        autoFocus
        label={t('work.tagsField')}
        help={t('work.tagsHelp')}
        value={text}
        onChange={setText}
        problem={problem}
      />
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" disabled={busy || tooMany} onClick={() => run(save)}>
          {t('work.tagsSave')}
        </Button>
      </Ways>
    </Sheet>
  );
}
