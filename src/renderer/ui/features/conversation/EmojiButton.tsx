// Room: ui/features/conversation. A few emoji for the reply box: the same that the chat offers, nothing fetched.
import ButtonBase from '@mui/material/ButtonBase';
import Popover from '@mui/material/Popover';
import { styled } from '@mui/material/styles';
import { Smile } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';

const split = (list: string): readonly string[] => list.split(' ');
const COLUMNS = 8;

const emoji = [
  ...split('🙂 😊 😄 😅 😉 🥲 😐 😕 😟 😔 😢 😭 😨 😰 😳 😡 😬 🤔 😴 🤯 🤕 🫠 👍 👎'),
  ...split('👋 🙏 👏 🤝 💪 ✌️ 🤞 🫶 👀 🫂 🤷 🙋 ❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 ✨ ⭐ 🌈'),
];

const Grid = styled('div')({
  display: 'grid',
  gridTemplateColumns: `repeat(${COLUMNS}, 38px)`,
  padding: 8,
});

const One = styled(ButtonBase)({
  width: 38,
  height: 38,
  borderRadius: 8,
  fontSize: 20,
  '&:hover': { backgroundColor: colour.sunken },
  '&.Mui-focusVisible': { outlineOffset: -2 },
});

/** One stop for Tab; arrows go from one to the next, and to the line above or below. */
function stepFrom(at: number, key: string, rtl: boolean): number | null {
  const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
  const by: Readonly<Record<string, number>> = {
    ArrowLeft: forward === 'ArrowLeft' ? 1 : -1,
    ArrowRight: forward === 'ArrowRight' ? 1 : -1,
    ArrowUp: -COLUMNS,
    ArrowDown: COLUMNS,
    Home: -at,
    End: emoji.length - 1 - at,
  };
  const step = by[key];
  return step === undefined ? null : Math.max(0, Math.min(emoji.length - 1, at + step));
}

export function EmojiButton({ onPick }: { readonly onPick: (one: string) => void }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  // Taken in only when the list is gone: until then it holds the keyboard.
  const picked = useRef<string | null>(null);
  const go = (event: KeyboardEvent<HTMLDivElement>): void => {
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const next = stepFrom(at, event.key, rtl);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    grid.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <>
      <IconAction
        icon={Smile}
        label={t('conversation.emoji')}
        onClick={({ currentTarget }) => {
          setAt(0);
          setAnchor(currentTarget);
        }}
      />
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': t('conversation.emoji'),
            sx: { border: `1px solid ${colour.line}`, borderRadius: '10px' },
          },
          transition: {
            onExited: () => {
              if (picked.current !== null) onPick(picked.current);
              picked.current = null;
            },
          },
        }}
      >
        <Grid ref={grid} role="group" aria-label={t('conversation.emoji')} onKeyDown={go}>
          {emoji.map((one, place) => (
            <One
              key={one}
              autoFocus={place === 0}
              tabIndex={place === at ? 0 : -1}
              onClick={() => {
                picked.current = one;
                setAnchor(null);
              }}
            >
              {one}
            </One>
          ))}
        </Grid>
      </Popover>
    </>
  );
}
