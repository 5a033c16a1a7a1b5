// Room: ui/features/case. The files of a case: what they are, what they show, in and out.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Download, FileText, Image, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_CAPTION, type EvidenceItem } from '../../../../contract/evidence.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { fileSize, shortDate } from '../../i18n/format.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { Help, Problem } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { useCaseForm } from './form-context.ts';

const List = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  margin: 0,
  padding: 0,
  listStyle: 'none',
});

const Card = styled('li')({
  display: 'grid',
  gridTemplateColumns: '32px minmax(0, 1fr) auto',
  alignItems: 'start',
  gap: '4px 12px',
  padding: '12px 8px 8px 12px',
  border: `1px solid ${colour.line}`,
  borderRadius: 10,
  backgroundColor: colour.raised,
});

const Thumb = styled('span')({
  display: 'grid',
  placeItems: 'center',
  width: 32,
  height: 32,
  borderRadius: 8,
  backgroundColor: colour.sunken,
  color: colour.inkSoft,
});
const Name = styled('span')({
  display: 'block',
  fontSize: 13,
  lineHeight: '18px',
  fontWeight: 600,
  overflowWrap: 'anywhere',
});
const Facts = styled('span')({
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 8,
  fontSize: 12,
  color: colour.inkSoft,
});
const Acts = styled('span')({ display: 'flex', margin: '-4px 0' });
/** Grows with what is written: a description is read more often than typed. */
const Caption = styled('textarea')({
  fieldSizing: 'content',
  resize: 'none',
  maxHeight: 160,
  // Its words begin where the name does; the frame that appears stands a little further out.
  gridColumn: '2 / -1',
  marginInlineStart: -8,
  padding: '4px 7px',
  border: '1px solid transparent',
  borderRadius: 6,
  background: 'none',
  font: 'inherit',
  fontSize: 13,
  color: colour.ink,
  '&::placeholder': { color: colour.inkFaint, opacity: 1 },
  '&:hover': { borderColor: colour.line },
  '&:focus': { outline: `2px solid ${colour.accent}`, borderColor: 'transparent' },
});

export function EvidenceSection() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { id } = useCaseForm().entry.file;
  const items = useStore(stores.evidence).get(id);
  const { addEvidence, saveEvidence, removeEvidence, captionEvidence } = useStore(
    stores.keeping,
  ).tasks;
  useEffect(() => {
    void acts.evidence.look(id);
  }, [acts, id]);
  const adding = addEvidence.status === 'working';
  const refused = [addEvidence, saveEvidence, removeEvidence, captionEvidence].filter(
    (task) => task.status === 'refused',
  );
  return (
    <>
      {items?.length === 0 && <Help>{t('evidence.none')}</Help>}
      {items !== undefined && items.length > 0 && (
        <List>
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </List>
      )}
      <div>
        <Button
          disabled={adding}
          startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
          onClick={() => void acts.evidence.add(id)}
        >
          {adding ? t('evidence.adding') : t('evidence.add')}
        </Button>
      </div>
      {refused
        .filter(({ why }) => why !== 'cancelled')
        .map(({ why }) => (
          <div key={why} role="alert">
            <Problem>{t(`keep.refusal.${why}`)}</Problem>
          </div>
        ))}
      {saveEvidence.status === 'done' && (
        <Help role="status">{t('evidence.saved', { name: saveEvidence.value.name })}</Help>
      )}
      <Help>{t('evidence.addHelp')}</Help>
    </>
  );
}

const isPicture = (name: string): boolean => /\.(jpe?g|png|webp|gif|heic|avif)$/i.test(name);
/** So much of a checksum is enough to compare by eye. */
const SUM_SHOWN = 12;

function Item({ item }: { readonly item: EvidenceItem }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const { id, hold } = useCaseForm().entry.file;
  const held = hold !== null;
  const [asking, setAsking] = useState(false);
  const Icon = isPicture(item.name) ? Image : FileText;
  const { name } = item;
  return (
    <Card>
      <Thumb aria-hidden>
        <Icon size={18} strokeWidth={STROKE} />
      </Thumb>
      <span>
        <Name>
          <bdi>{name}</bdi>
        </Name>
        <Facts title={item.sha256}>
          <span>
            <bdi>{fileSize(item.bytes, language)}</bdi> · {shortDate(item.added, language)}
          </span>
          <span dir="ltr">{t('evidence.sum', { sum: item.sha256.slice(0, SUM_SHOWN) })}</span>
        </Facts>
      </span>
      <Acts>
        <IconAction
          icon={Download}
          label={t('evidence.save', { name })}
          onClick={() => void acts.evidence.saveCopy(id, item)}
        />
        <IconAction
          icon={Trash2}
          label={held ? t('fate.heldNoErase') : t('evidence.remove', { name })}
          disabled={held}
          onClick={() => setAsking(true)}
        />
      </Acts>
      <Caption
        key={item.caption}
        dir="auto"
        defaultValue={item.caption}
        maxLength={MAX_CAPTION}
        aria-label={t('evidence.caption', { name })}
        placeholder={t('evidence.captionEmpty')}
        onBlur={({ currentTarget }) => void acts.evidence.caption(id, item, currentTarget.value)}
        rows={1}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <Confirm
        open={asking}
        title={t('evidence.removeTitle')}
        consequences={[t('evidence.removeBody', { name }), t('retention.confirm.image')]}
        go={t('evidence.removeGo')}
        onClose={() => setAsking(false)}
        onGo={() => {
          setAsking(false);
          void acts.evidence.remove(id, item);
        }}
      />
    </Card>
  );
}
