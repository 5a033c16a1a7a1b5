// Room: ui/theme. A high-contrast scheme of the system takes every background away: what they said is said by lines.

/**
 * Chosen controls are filled with the system's highlight, the open conversation and case get its outline,
 * and surfaces that only a tint set off get an edge. Meters and dots keep their own colours where they are made.
 */
export const forced = {
  '@media (forced-colors: active)': {
    '[aria-pressed=true], [aria-current=page], [role=option][aria-selected=true]': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight !important',
      color: 'HighlightText !important',
      '& *': { color: 'inherit !important', backgroundColor: 'transparent !important' },
    },
    'li > [aria-current=true], [data-open=true]': {
      outline: '2px solid Highlight',
      outlineOffset: -2,
    },
    // A message, and not the line of its time below it.
    '[role=log] article > div:first-of-type, .MuiButton-contained': {
      outline: '1px solid',
      outlineOffset: -1,
    },
    '[role=log] [aria-hidden] > i': { forcedColorAdjust: 'none' },
    // A field's ring goes around its box, not around the words in it.
    ':focus-visible:not(.MuiInputBase-input, textarea), .Mui-focusVisible': {
      outline: '3px solid Highlight !important',
    },
    '.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: 'Highlight !important' },
    ':has(> textarea:focus)': { outline: '2px solid Highlight' },
  },
} as const;
