// Room: ui/features/figures. A small drawing over weeks in the look's colours. What it shows stands in the table behind it.
import { styled } from '@mui/material/styles';
import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Week } from '../../../../contract/figures.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dayOf } from '../../i18n/format.ts';
import { colour } from '../../theme/colour.ts';

/** Wider than that it grows as a whole; on a narrow screen it has less width, and its words stay as large. */
const FULL = 820;
const LEAST = 160;
const HEIGHT = 180;
/** Where the words beside and below the drawing stand. */
const SIDE = 64;
const TOP = 10;
const FOOT = 24;
const FLOOR = HEIGHT - FOOT;
/** The name of a week needs so much room. */
const NAME = 84;
const WIDEST = 26;

const Drawing = styled('svg')({
  display: 'block',
  width: '100%',
  height: 'auto',
  // The name of a week at the edge is wider than the week.
  overflow: 'visible',
  forcedColorAdjust: 'none',
  '& text': { fontSize: 12, fill: colour.inkSoft },
  '& .grid': { stroke: colour.line, strokeWidth: 1 },
  '& .mark': { fill: colour.accent, stroke: colour.accent },
  '& .soft': { stroke: colour.accent, strokeOpacity: 0.45 },
  '@media (forced-colors: active)': {
    '& text': { fill: 'CanvasText' },
    '& .grid': { stroke: 'CanvasText', strokeOpacity: 0.35 },
    '& .mark': { fill: 'CanvasText', stroke: 'CanvasText' },
    '& .soft': { stroke: 'CanvasText' },
  },
});

export interface Tick {
  readonly value: number;
  readonly name: string;
}

interface Props<W extends Week> {
  readonly weeks: readonly W[];
  readonly ticks: readonly Tick[];
  /** 0 at the foot, 1 at the top. */
  readonly scale: (value: number) => number;
  /** Draws a week around its middle. */
  readonly renderWeek: (week: W, at: Place) => ReactNode;
}

export interface Place {
  readonly x: number;
  /** At most so wide. */
  readonly wide: number;
  readonly y: (value: number) => number;
  readonly floor: number;
}

export function WeekChart<W extends Week>({ weeks, ticks, scale, renderWeek }: Props<W>) {
  const { language } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const width = useRoom(frame);
  const rtl = language === 'he';
  const x = (from: number): number => (rtl ? width - from : from);
  const y = (value: number): number => FLOOR - scale(value) * (FLOOR - TOP);
  const slot = (width - SIDE) / weeks.length;
  const every = Math.ceil(NAME / slot);
  const direction = rtl ? 'rtl' : 'ltr';
  return (
    <div ref={frame}>
      <Drawing viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden>
        {ticks.map(({ value, name }) => (
          <g key={value}>
            <line className="grid" x1={x(SIDE)} x2={x(width)} y1={y(value)} y2={y(value)} />
            <text x={x(SIDE - 8)} y={y(value) + 4} textAnchor="end" direction={direction}>
              {name}
            </text>
          </g>
        ))}
        {weeks.map((week, n) => {
          const middle = x(SIDE + slot * (n + 0.5));
          const wide = Math.min(WIDEST, slot * 0.62);
          return (
            <g key={week.week}>
              {renderWeek(week, { x: middle, wide, y, floor: FLOOR })}
              {(weeks.length - 1 - n) % every === 0 && (
                <text x={middle} y={HEIGHT - 6} textAnchor="middle" direction={direction}>
                  {dayOf(week.monday, language)}
                </text>
              )}
            </g>
          );
        })}
      </Drawing>
    </div>
  );
}

/** How wide the drawing may be, as long as it is there. */
function useRoom(frame: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(FULL);
  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const look = (): void => setWidth(Math.min(FULL, Math.max(LEAST, current.clientWidth)));
    look();
    const watch = new ResizeObserver(look);
    watch.observe(current);
    return () => watch.disconnect();
  }, [frame]);
  return width;
}

/** How much of something a week had. */
export function Column({ at, value }: { readonly at: Place; readonly value: number }) {
  if (value === 0) return null;
  const top = Math.min(at.y(value), at.floor - 2);
  return (
    <rect
      className="mark"
      x={at.x - at.wide / 2}
      y={top}
      width={at.wide}
      height={at.floor - top}
      rx={Math.min(3, at.wide / 3)}
      stroke="none"
    />
  );
}

interface SpanProps {
  readonly at: Place;
  readonly from: number;
  /** Null: too little is known to say. */
  readonly to: number | null;
}

/** A dot, and a line from it up to where nearly all are. */
export function DotAndLine({ at, from, to }: SpanProps) {
  return (
    <>
      {to !== null && (
        <line
          className="soft"
          x1={at.x}
          x2={at.x}
          y1={at.y(from)}
          y2={at.y(to)}
          strokeWidth={Math.min(4, at.wide)}
          strokeLinecap="round"
        />
      )}
      <circle
        className="mark"
        cx={at.x}
        cy={at.y(from)}
        r={Math.min(5, at.wide / 2)}
        stroke="none"
      />
    </>
  );
}

/** Round numbers from 0 up to at least the most, four of them or fewer. */
export function roundTicks(most: number, name: (value: number) => string): readonly Tick[] {
  const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
  const step = steps.find((one) => most / one <= 4) ?? most;
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, n) => ({ value: n * step, name: name(n * step) }));
}
