// Room: ui/features/annotate. How marked words look: a soft tint and a line for each colour, so that the words stay words.
import type { Codebook } from '../../../../contract/annotation.ts';
import { colour } from '../../theme/colour.ts';
import { avatarColours } from '../../theme/tokens.ts';
import { CodeTree } from './code-tree.ts';

/** A code's colour on every surface: towards the ink, so that it is seen by day and by night. */
export const hueColour = (hue: number | null): string =>
  hue === null
    ? colour.inkSoft
    : `color-mix(in oklab, ${avatarColours[hue % avatarColours.length]} 82%, ${colour.ink})`;

/** Lines under overlapping marks; more than that nobody can tell apart. */
const MAX_LINES = 3;
const LINE = 2;
const STEP = 3;

/** The background of words that carry these colours. */
export function tintOf(colours: readonly string[]) {
  const lines = colours.slice(0, MAX_LINES);
  return {
    backgroundColor: `color-mix(in srgb, ${lines[0] ?? colour.inkSoft} ${lines.length > 1 ? 22 : 14}%, transparent)`,
    backgroundImage: lines.map((one) => `linear-gradient(${one}, ${one})`).join(', '),
    backgroundSize: `100% ${LINE}px`,
    backgroundRepeat: 'no-repeat',
    backgroundPosition: lines.map((_, n) => `0 calc(100% - ${n * STEP}px)`).join(', '),
    paddingBottom: LINE + (lines.length - 1) * STEP,
  };
}

const trees = new WeakMap<Codebook, CodeTree>();

/** The codebook as a tree, made once. */
export function treeOf(codebook: Codebook): CodeTree {
  const known = trees.get(codebook);
  if (known !== undefined) return known;
  const tree = new CodeTree(codebook);
  trees.set(codebook, tree);
  return tree;
}
