// Room: ui/features/case. Jumps between the form's parts; the whole form stays one scroll.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { colour } from '../../theme/colour.ts';
import type { Part } from './parts.ts';

const Row = styled('div')({ display: 'flex', gap: 14, marginTop: 4, overflowX: 'auto' });

const Jump = styled(ButtonBase)({
  padding: '6px 0 10px',
  fontSize: 14,
  fontWeight: 500,
  color: colour.inkSoft,
  '&:hover': { color: colour.ink },
  '&[aria-current=true]': {
    paddingBottom: 8,
    borderBottom: `2px solid ${colour.accent}`,
    color: colour.ink,
  },
});

interface Props {
  readonly parts: readonly Part[];
  readonly current: Part;
  readonly onJump: (part: Part) => void;
}

export function Jumps({ parts, current, onJump }: Props) {
  const { t } = useTranslation();
  return (
    <Row>
      {parts.map((part) => (
        <Jump key={part} aria-current={part === current} onClick={() => onJump(part)}>
          {t(`case.section.${part}`)}
        </Jump>
      ))}
    </Row>
  );
}

interface Sections {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly current: Part;
  readonly jump: (part: Part) => void;
}

/** How far below the top edge a part counts as the one being read, px. */
const EDGE = 80;

/** Follows which part is being read, and scrolls to one. */
export function useSections(parts: readonly Part[]): Sections {
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<Part>(parts[0] ?? 'when');

  const boxOf = (part: Part): HTMLElement | null =>
    scroller.current?.querySelector<HTMLElement>(`[data-part=${part}]`) ?? null;

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const scrolled = (): void => {
      const top = box.getBoundingClientRect().top + EDGE;
      const read = parts.filter((part) => {
        const section = box.querySelector(`[data-part=${part}]`);
        return section !== null && section.getBoundingClientRect().top <= top;
      });
      const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
      setCurrent((atEnd ? parts : read).at(-1) ?? 'when');
    };
    box.addEventListener('scroll', scrolled, { passive: true });
    return () => box.removeEventListener('scroll', scrolled);
  }, [parts]);

  return {
    scroller,
    current,
    jump: (part) => {
      boxOf(part)?.scrollIntoView({ block: 'start' });
      boxOf(part)?.querySelector<HTMLElement>('input, textarea, [role=combobox], button')?.focus({
        preventScroll: true,
      });
    },
  };
}
