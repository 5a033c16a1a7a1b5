/** Over a handful of measurements. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return sorted[at] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 50);

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of the straight line that lies closest to all points (least squares); NaN where none does. */
export function slopeOf(points: readonly Point[]): number {
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const along = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  const across = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return across / along;
}
