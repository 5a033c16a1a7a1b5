// Room: ui/parts. A small rounded fact: waiting time, topic, language.
import { styled } from '@mui/material/styles';
import { colour } from '../theme/colour.ts';

export type PillTone = 'quiet' | 'waiting' | 'danger' | 'accent';

const tones = {
  quiet: { backgroundColor: colour.sunken, color: colour.inkSoft },
  waiting: { backgroundColor: colour.waitingSoft, color: colour.waiting },
  danger: { backgroundColor: colour.dangerSoft, color: colour.danger },
  accent: { backgroundColor: colour.accentSoft, color: colour.accent },
} satisfies Record<PillTone, object>;

/** Seen only where the system takes backgrounds away. */
export const edge = { outline: '1px solid transparent', outlineOffset: -1 } as const;

export const Pill = styled('span', { shouldForwardProp: (prop) => prop !== 'tone' })<{
  readonly tone: PillTone;
}>(({ tone }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  padding: '1px 9px',
  borderRadius: 11,
  fontSize: 12,
  lineHeight: '20px',
  fontWeight: 600,
  whiteSpace: 'nowrap',
  ...edge,
  ...tones[tone],
}));

/** The square tag around a language that is not the interface's, e.g. HE. */
export const Tag = styled('span')({
  display: 'inline-block',
  padding: '0 5px',
  border: `1px solid ${colour.line}`,
  borderRadius: 4,
  fontSize: 11,
  lineHeight: '17px',
  color: colour.inkSoft,
  textTransform: 'uppercase',
});

/** How many are unread; the number is read out by its parent's label. */
export const Count = styled('span')({
  minWidth: 18,
  height: 18,
  padding: '0 5px',
  borderRadius: 9,
  backgroundColor: colour.accent,
  color: colour.accentInk,
  fontSize: 11,
  fontWeight: 600,
  lineHeight: '18px',
  textAlign: 'center',
  ...edge,
});

/** A key on the keyboard. */
export const Kbd = styled('kbd')({
  display: 'inline-block',
  flex: 'none',
  minWidth: 18,
  padding: '0 5px',
  border: `1px solid ${colour.line}`,
  borderBottomWidth: 2,
  borderRadius: 4,
  fontFamily: 'inherit',
  fontSize: 11,
  lineHeight: '17px',
  textAlign: 'center',
  whiteSpace: 'nowrap',
  color: colour.inkSoft,
  backgroundColor: colour.raised,
});

/** A dot that says "connected" or "here now"; always beside words. */
export const Dot = styled('span', { shouldForwardProp: (prop) => prop !== 'tone' })<{
  readonly tone: 'live' | 'waiting' | 'quiet';
}>(({ tone }) => ({
  display: 'inline-block',
  flex: 'none',
  width: 8,
  height: 8,
  borderRadius: 4,
  forcedColorAdjust: 'none',
  backgroundColor: { live: colour.live, waiting: colour.waiting, quiet: colour.lineStrong }[tone],
}));
