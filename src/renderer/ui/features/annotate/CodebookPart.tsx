// Room: ui/features/annotate. The tree of codes beside the code that is open in it.
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Codebook, CodebookCode, CodeId } from '../../../../contract/annotation.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useWidth } from '../../app/use-width.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { Kbd } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { Swatch } from './CodeChip.tsx';
import type { CodeTree } from './code-tree.ts';
import { EditCode } from './EditCode.tsx';
import { hueColour, treeOf } from './look.ts';
import { NewCode } from './NewCode.tsx';
import { ShowCode } from './ShowCode.tsx';

const Body = styled('div')({
  display: 'grid',
  gap: 20,
  alignItems: 'start',
  maxWidth: 1120,
  '&[data-narrow=false]': { gridTemplateColumns: 'minmax(0, 1fr) 380px' },
});
const Tree = styled('ul')({
  margin: 0,
  padding: 6,
  listStyle: 'none',
  border: `1px solid ${colour.line}`,
  borderRadius: 12,
  backgroundColor: colour.raised,
});
const Row = styled(ButtonBase)({
  justifyContent: 'flex-start',
  gap: 10,
  width: '100%',
  minHeight: 30,
  padding: '3px 10px',
  borderRadius: 7,
  textAlign: 'start',
  '&:hover': { backgroundColor: colour.sunken },
  '&[aria-current=true]': { backgroundColor: colour.accentSoft },
  '&[data-top=true]': { fontWeight: 600 },
  '&[data-off=true] bdi': { color: colour.inkSoft, textDecoration: 'line-through' },
});
const Aside = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  padding: 16,
  border: `1px solid ${colour.line}`,
  borderRadius: 12,
  backgroundColor: colour.raised,
  // Taller than the window it scrolls by itself, or its end were reached only below the whole tree.
  '[data-narrow=false] > &': {
    position: 'sticky',
    top: 0,
    maxHeight: 'calc(100vh - 32px)',
    overflow: 'auto',
  },
  '[data-narrow=true] > &': { order: -1 },
});
const Small = styled('span')({ fontSize: 12, color: colour.inkSoft });
const Spring = styled('span')({ flex: 1 });

interface Props {
  readonly codebook: Codebook;
  /** Else it is only to be read. */
  readonly mayEdit: boolean;
}

export function CodebookPart({ codebook, mayEdit }: Props) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  const narrow = useWidth() === 'narrow';
  const [open, setOpen] = useState<CodeId | null>(null);
  const [adding, setAdding] = useState(false);
  const aside = useRef<HTMLDivElement>(null);
  const tree = treeOf(codebook);
  const code = open === null ? undefined : tree.get(open);
  useEffect(() => {
    // Above the tree it would be out of sight.
    if (narrow && open !== null) aside.current?.scrollIntoView({ block: 'start' });
  }, [narrow, open]);
  return (
    <Body data-narrow={narrow}>
      <Tree aria-label={t('codes.part.codebook')}>
        {tree.nodes().map(({ code: one, depth }) => (
          <li key={one.id} style={{ paddingInlineStart: depth * 18 }}>
            <Row
              aria-current={one.id === open}
              data-top={one.heading}
              data-off={one.state !== 'active'}
              onClick={() => {
                setOpen(one.id);
                setAdding(false);
              }}
            >
              <Swatch style={{ backgroundColor: hueColour(tree.hue(one.id)) }} />
              <bdi>{one.label[language]}</bdi>
              <Standing code={one} tree={tree} />
              <Spring />
              {one.key !== null && (
                <Kbd aria-label={t('codes.onKey', { key: one.key })} role="img">
                  {one.key}
                </Kbd>
              )}
            </Row>
          </li>
        ))}
      </Tree>
      <Aside ref={aside}>
        {!mayEdit ? (
          <ShowCode code={code ?? null} tree={tree} />
        ) : adding ? (
          <NewCode tree={tree} under={code ?? null} onDone={() => setAdding(false)} />
        ) : (
          <>
            {code === undefined ? (
              <p>{t('codes.choose')}</p>
            ) : (
              <EditCode key={code.id} code={code} tree={tree} />
            )}
            <div>
              <Button
                startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
                onClick={() => setAdding(true)}
              >
                {t('codes.add')}
              </Button>
            </div>
          </>
        )}
      </Aside>
    </Body>
  );
}

/** Retired, or what it counts as. */
function Standing({ code, tree }: { readonly code: CodebookCode; readonly tree: CodeTree }) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  if (code.state === 'retired') return <Small>{t('codes.retired')}</Small>;
  if (code.state === 'merged') {
    return <Small>{t('codes.countsAs', { name: tree.label(code.id, language) })}</Small>;
  }
  return null;
}
