// Room: ui/theme. Signs that lead back or on turn round where one reads from right to left.
const signs = [
  'arrow-left',
  'corner-down-left',
  'corner-down-right',
  'panel-right-close',
  'redo-2',
  'undo-2',
];

export const mirrored = {
  [signs.map((sign) => `[dir=rtl] .lucide-${sign}`).join(', ')]: { transform: 'scaleX(-1)' },
};
