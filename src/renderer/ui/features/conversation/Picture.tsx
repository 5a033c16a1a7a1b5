// Room: ui/features/conversation. A picture, decoded anew and drawn: what is on screen is pixels and nothing else of the file.
// Covered, only a few of its pixels are ever drawn: there is nothing sharp that could flash up.
import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedFile } from '../../../../contract/talk.ts';
import { Problem } from '../../parts/Field.tsx';
import { colour } from '../../theme/colour.ts';

const Canvas = styled('canvas')({
  display: 'block',
  maxWidth: '100%',
  maxHeight: 'min(60vh, 560px)',
  objectFit: 'contain',
  objectPosition: 'left top',
  borderRadius: 8,
  backgroundColor: colour.sunken,
});

/** Wider or higher than this it is drawn smaller, px. */
const MAX_SIDE = 1600;

/** A covered picture has so many pixels on its longer side: light and colour, and nothing that can be made out. */
const COVERED_SIDE = 8;
/** As wide as it would be, so that nothing moves when it is uncovered. */
const Covered = styled(Canvas)({ filter: 'blur(18px)', clipPath: 'inset(0)' });

interface Props {
  readonly picture: NonNullable<OpenedFile['picture']>;
  readonly covered: boolean;
  /** What it is, where it is not one of the conversation's. */
  readonly label?: string;
}

export function Picture({ picture, covered, label: named }: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    void drawn(picture).then(
      (bitmap) => {
        if (!over && canvas.current !== null) onto(canvas.current, bitmap, covered);
        bitmap.close();
      },
      () => setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [picture, covered]);
  if (failed) return <Problem>{t('talk.file.cannotDraw')}</Problem>;
  const label = named ?? t(covered ? 'talk.file.covered' : 'talk.file.picture');
  // Each its own canvas: the sharp one is gone from the page when it is covered again.
  return covered ? (
    <Covered key="covered" ref={canvas} role="img" aria-label={label} />
  ) : (
    <Canvas key="shown" ref={canvas} role="img" aria-label={label} />
  );
}

/** Rejects for bytes that are no picture after all. */
const drawn = async ({ media, bytes }: Props['picture']): Promise<ImageBitmap> =>
  await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: media }));

function onto(canvas: HTMLCanvasElement, bitmap: ImageBitmap, covered: boolean): void {
  const longest = Math.max(bitmap.width, bitmap.height);
  const within = (side: number): readonly [number, number] => {
    const scale = Math.min(1, side / longest);
    const round = (length: number): number => Math.max(1, Math.round(length * scale));
    return [round(bitmap.width), round(bitmap.height)];
  };
  const [width, height] = within(MAX_SIDE);
  [canvas.width, canvas.height] = covered ? within(COVERED_SIDE) : [width, height];
  // In its place it is as large as it will be.
  if (covered)
    Object.assign(canvas.style, { width: `${width}px`, aspectRatio: `${width} / ${height}` });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}
