// Room: ui/features/figures. What people wrote beside their stars, with nothing beside it but the week.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comment } from '../../../../contract/figures.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dayOf } from '../../i18n/format.ts';
import { colour } from '../../theme/colour.ts';
import { Card, Row, Soft } from '../settings/card.tsx';

const List = styled('ul')({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& li': { padding: '8px 0', borderTop: `1px solid ${colour.line}` },
  '& p': { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  '& small': { fontSize: 12, color: colour.inkSoft },
});

/** So many are shown before somebody wants them all. */
const FEW = 5;

export function CommentsCard({ comments }: { readonly comments: readonly Comment[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [all, setAll] = useState(false);
  const shown = all ? comments : comments.slice(0, FEW);
  return (
    <Card heading="h2" title={t('figures.comments.title')}>
      <Soft>{t(comments.length === 0 ? 'figures.comments.none' : 'figures.comments.lead')}</Soft>
      {shown.length > 0 && (
        <List>
          {shown.map(({ week, monday, text }, at) => (
            <li key={`${week} ${at}`}>
              <p dir="auto">{text}</p>
              <small>{t('figures.comments.when', { week, date: dayOf(monday, language) })}</small>
            </li>
          ))}
        </List>
      )}
      {shown.length < comments.length && (
        <Row>
          <Button variant="text" onClick={() => setAll(true)}>
            {t('figures.comments.all', { n: comments.length })}
          </Button>
        </Row>
      )}
    </Card>
  );
}
