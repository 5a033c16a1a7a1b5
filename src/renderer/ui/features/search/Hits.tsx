// Room: ui/features/search. What was found, by kind, with the words marked. Passages are text, never markup.
import { styled } from '@mui/material/styles';
import {
  FileText,
  FolderClosed,
  MessageSquare,
  StickyNote,
  Tag,
  type LucideIcon,
} from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchAnswer, SearchHit, SearchKind } from '../../../../contract/search.ts';
import { useApp } from '../../app/app-context.ts';
import type { Search } from '../../app/state/search.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { listTime } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { piecesOf } from './passage.ts';

export const HITS_ID = 'search-hits';
export const hitId = (at: number): string => `search-hit-${at}`;

const Scroller = styled('div')({ flex: 1, minHeight: 120, overflow: 'auto', paddingBottom: 4 });

const Kind = styled('div')({
  position: 'sticky',
  top: 0,
  zIndex: 1,
  padding: '8px 12px 4px',
  fontSize: 12,
  fontWeight: 600,
  color: colour.inkSoft,
  backgroundColor: colour.raised,
});

const Hit = styled('div')({
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr) auto',
  gap: '0 10px',
  padding: '8px 12px',
  borderRadius: 8,
  cursor: 'pointer',
  color: colour.inkSoft,
  '& svg': { marginTop: 2 },
  '&[aria-selected=true]': { backgroundColor: colour.accentSoft },
});

const Title = styled('span')({ fontWeight: 600, color: colour.ink });
const Time = styled('span')({ fontSize: 12, color: colour.inkSoft });
const Passage = styled('span')({
  gridColumn: '2 / -1',
  fontSize: 13,
  overflowWrap: 'anywhere',
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  color: colour.ink,
});
const Found = styled('mark')({
  backgroundColor: colour.note,
  color: colour.ink,
  borderRadius: 3,
  boxShadow: `inset 0 -2px 0 ${colour.noteLine}`,
  fontWeight: 600,
});

const Word = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  padding: '28px 16px',
  textAlign: 'center',
  color: colour.inkSoft,
});
const Aside = styled('p')({ padding: '4px 12px', fontSize: 12, color: colour.inkSoft });
const Building = styled(Aside)({ color: colour.waiting });

const icons = {
  message: MessageSquare,
  note: StickyNote,
  case: FolderClosed,
  evidence: FileText,
  tags: Tag,
} satisfies Record<SearchKind, LucideIcon>;

interface Props {
  readonly state: Search;
  /** The answer as it is drawn; it may be one letter behind what was typed. */
  readonly answer: SearchAnswer | null;
}

export function Hits({ state, answer }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.getElementById(hitId(state.chosen))?.scrollIntoView({ block: 'nearest' });
  }, [state.chosen]);
  if (state.status === 'failed') return <Word role="alert">{t('search.failed')}</Word>;
  if (answer === null) {
    return (
      <Word role="status">{state.status === 'asking' ? t('search.asking') : t('search.hint')}</Word>
    );
  }
  return (
    <>
      {!answer.complete && <Building role="status">{t('search.building')}</Building>}
      {answer.hits.length === 0 ? (
        <Word role="status">
          <p>{t('search.none', { text: state.text.trim() })}</p>
          <p>{t('search.noneHint')}</p>
        </Word>
      ) : (
        <List hits={answer.hits} chosen={state.chosen} />
      )}
      {answer.more && <Aside>{t('search.more')}</Aside>}
    </>
  );
}

/** In the vault's order; a heading stands wherever the kind changes. */
function List({ hits, chosen }: { readonly hits: readonly SearchHit[]; readonly chosen: number }) {
  const { t } = useTranslation();
  return (
    <Scroller id={HITS_ID} role="listbox" aria-label={t('search.results')} tabIndex={-1}>
      {hits.map((hit, at) => (
        <Line
          key={`${hit.kind}-${hit.conversation ?? ''}-${hit.case ?? ''}-${hit.item ?? ''}-${at}`}
          hit={hit}
          at={at}
          chosen={at === chosen}
          heads={hits[at - 1]?.kind !== hit.kind}
        />
      ))}
    </Scroller>
  );
}

interface LineProps {
  readonly hit: SearchHit;
  readonly at: number;
  readonly chosen: boolean;
  readonly heads: boolean;
}

function Line({ hit, at, chosen, heads }: LineProps) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { language } = useLanguage();
  const now = useNow(60_000);
  const Icon = icons[hit.kind];
  const title = hit.case === null ? hit.title : t('search.inCase', { title: hit.title });
  return (
    <>
      {heads && <Kind aria-hidden>{t(`search.kind.${hit.kind}`)}</Kind>}
      <Hit
        id={hitId(at)}
        role="option"
        aria-selected={chosen}
        onPointerMove={() => stores.search.send({ type: 'chose', at })}
        onClick={() => acts.search.go(hit)}
      >
        <Icon size={16} strokeWidth={STROKE} aria-hidden />
        <Title>{title}</Title>
        <Time>{listTime(hit.at, now, language)}</Time>
        <Passage dir="auto">
          {hit.veiled && t('search.veiled')}
          {piecesOf(hit.text, hit.marks).map((piece, place) =>
            piece.marked ? (
              // A passage does not change while it is shown; the place is the identity.
              <Found key={place}>{piece.text}</Found>
            ) : (
              <span key={place}>{piece.text}</span>
            ),
          )}
        </Passage>
      </Hit>
    </>
  );
}
