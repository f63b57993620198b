/** Points of an SVG path, or of a polyline. */
export interface Point {
  x: number;
  y: number;
}

/**
 * Spreads values over a box, the smallest at its bottom, the largest at its top; equal values run through its middle.
 */
export function pointsOf(values: readonly number[], width: number, height: number, range: readonly [number, number] = [Math.min(...values), Math.max(...values)]): Point[] {
  const [low, high] = range;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values.map((value, index) => ({ x: index * step, y: high === low ? height / 2 : height - ((value - low) / (high - low)) * height }));
}

export const pathOf = (points: readonly Point[]): string => points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
