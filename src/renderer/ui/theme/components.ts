// Room: ui/theme. How each MUI part looks here; nothing keeps its default Material appearance.
import type { Components, Theme } from '@mui/material/styles';
import { colour } from './colour.ts';

/** One ring for everything that takes the keyboard. */
const focusRing = { outline: `2px solid ${colour.accent}`, outlineOffset: 2 } as const;

const floating = {
  border: `1px solid ${colour.line}`,
  borderRadius: 10,
  backgroundColor: colour.raised,
  backgroundImage: 'none',
  boxShadow: '0 12px 32px rgb(20 24 22 / 18%)',
} as const;

const buttons: Components<Omit<Theme, 'components'>> = {
  MuiButtonBase: {
    defaultProps: { disableRipple: true, disableTouchRipple: true },
    styleOverrides: { root: { fontFamily: 'inherit', '&.Mui-focusVisible': focusRing } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true, variant: 'outlined', color: 'inherit' },
    styleOverrides: {
      root: {
        minHeight: 34,
        padding: '4px 14px',
        borderRadius: 8,
        lineHeight: 1.4,
        whiteSpace: 'nowrap',
        '@media (max-width: 480px)': { whiteSpace: 'normal' },
        '& .MuiButton-startIcon': { marginInlineEnd: 8, marginInlineStart: -2 },
        '& .MuiButton-endIcon': { marginInlineStart: 8, marginInlineEnd: -2 },
        '&.Mui-disabled': { opacity: 0.5 },
      },
      outlined: {
        backgroundColor: colour.raised,
        borderColor: colour.line,
        color: colour.ink,
        '&:hover': { backgroundColor: colour.surface, borderColor: colour.lineStrong },
        '&.Mui-disabled': { borderColor: colour.line, color: colour.inkSoft },
      },
      contained: {
        backgroundColor: colour.accent,
        color: colour.accentInk,
        '&:hover': { backgroundColor: colour.accentHover },
        '&.Mui-disabled': { backgroundColor: colour.accent, color: colour.accentInk },
      },
      text: {
        color: colour.accent,
        padding: '4px 8px',
        '&:hover': { backgroundColor: colour.accentSoft },
        '&.Mui-disabled': { color: colour.inkSoft },
      },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: {
        width: 34,
        height: 34,
        borderRadius: 8,
        color: colour.inkSoft,
        '&:hover': { backgroundColor: colour.sunken, color: colour.ink },
        '&[aria-pressed=true]': { backgroundColor: colour.accentSoft, color: colour.accent },
        // An icon that is exchanged under the pointer would take the news of its leaving along: the tip would stay.
        '& svg': { pointerEvents: 'none' },
      },
    },
  },
};

const inputs: Components<Omit<Theme, 'components'>> = {
  MuiOutlinedInput: {
    styleOverrides: {
      root: {
        borderRadius: 8,
        backgroundColor: colour.raised,
        '&:not(.MuiInputBase-multiline)': { height: 36 },
        '& .MuiOutlinedInput-notchedOutline': { borderColor: colour.line },
        '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: colour.lineStrong },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': {
          borderColor: colour.accent,
          borderWidth: 2,
        },
        '&.Mui-error .MuiOutlinedInput-notchedOutline': { borderColor: colour.danger },
      },
      input: {
        height: 'auto',
        padding: '7px 12px',
        lineHeight: 1.5,
        '&::placeholder': { color: colour.inkFaint, opacity: 1 },
      },
      multiline: { padding: 0 },
      notchedOutline: { top: 0, '& legend': { display: 'none' } },
    },
  },
  MuiSelect: {
    styleOverrides: {
      select: { '&.MuiSelect-select': { paddingInlineEnd: 30, minHeight: 0 } },
      icon: {
        color: colour.inkSoft,
        width: 16,
        height: 16,
        top: 'calc(50% - 8px)',
        right: 9,
        transform: 'none',
      },
    },
  },
};

const layers: Components<Omit<Theme, 'components'>> = {
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' } },
  },
  MuiMenu: { styleOverrides: { paper: { ...floating, marginTop: 4 }, list: { padding: 4 } } },
  MuiMenuItem: {
    styleOverrides: {
      root: {
        minHeight: 34,
        padding: '5px 10px',
        borderRadius: 6,
        whiteSpace: 'normal',
        '&:hover': { backgroundColor: colour.surface },
        '&.Mui-selected, &.Mui-selected:hover': { backgroundColor: colour.accentSoft },
        '&.Mui-focusVisible': { backgroundColor: colour.sunken },
        '&.Mui-selected.Mui-focusVisible': { backgroundColor: colour.accentSoft },
      },
    },
  },
  MuiDialog: {
    styleOverrides: {
      root: {
        // A question over a sheet stands alone; the sheet is there again when it was answered.
        '&:has(~ .MuiDialog-root)': {
          '& .MuiDialog-paper': { opacity: 0 },
          '& > .MuiBackdrop-root': { opacity: '0 !important' },
        },
      },
      paper: { ...floating, borderRadius: 14, padding: 8, transition: 'opacity 120ms' },
    },
  },
  MuiBackdrop: {
    styleOverrides: {
      root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(14 18 17 / 38%)' } },
    },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, disableInteractive: true },
    styleOverrides: {
      tooltip: {
        backgroundColor: colour.ink,
        color: colour.surface,
        fontSize: 12,
        lineHeight: 1.4,
        padding: '4px 8px',
        borderRadius: 6,
      },
    },
  },
  MuiLinearProgress: {
    styleOverrides: {
      root: {
        outline: '1px solid transparent',
        height: 6,
        borderRadius: 3,
        backgroundColor: colour.sunken,
      },
      bar: { forcedColorAdjust: 'none', borderRadius: 3, backgroundColor: colour.accent },
    },
  },
};

/** Every override, handed to the theme once. */
export const components: Components<Omit<Theme, 'components'>> = {
  ...buttons,
  ...inputs,
  ...layers,
};
