// Room: ui/features/conversation. What somebody wrote, as text. An address in it opens only after main has named its host and asked.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { colour } from '../../theme/colour.ts';
import { piecesWithLinks, type TextLink } from './links.ts';

const Link = styled('button')({
  display: 'inline',
  padding: 0,
  border: 0,
  borderRadius: 3,
  background: 'none',
  font: 'inherit',
  textAlign: 'start',
  color: colour.accent,
  textDecoration: 'underline dotted',
  textUnderlineOffset: 3,
  cursor: 'pointer',
  overflowWrap: 'anywhere',
  userSelect: 'text',
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: 2 },
});

/** A window is never opened: main refuses it and asks about the address instead (src/main/shell/safe-open.ts). */
const ask = ({ address }: TextLink): void => void open(address, '_blank', 'noopener,noreferrer');

export function TextWithLinks({ text }: { readonly text: string }) {
  // A text does not change while it is shown; the place is the identity.
  return piecesWithLinks(text).map((piece, at) => <TextPiece key={at} piece={piece} />);
}

/** One piece of a text: words, or an address that asks. */
export function TextPiece({ piece }: { readonly piece: string | TextLink }) {
  const { t } = useTranslation();
  if (typeof piece === 'string') return <span>{piece}</span>;
  return (
    <Link
      type="button"
      dir="ltr"
      title={t('conversation.link', { host: piece.host })}
      onClick={() => ask(piece)}
    >
      {piece.written}
    </Link>
  );
}
