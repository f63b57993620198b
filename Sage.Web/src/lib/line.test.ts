import { describe, expect, it } from 'vitest';
import { pathOf, pointsOf } from './line';

describe('a line of values', () => {
  it('runs from the lowest at the bottom to the highest at the top', () => {
    expect(pathOf(pointsOf([1, 3, 2], 10, 4))).toBe('M0.0 4.0L5.0 0.0L10.0 2.0');
  });

  it('runs through the middle when nothing changes', () => {
    expect(pointsOf([5, 5], 10, 4).map((point) => point.y)).toEqual([2, 2]);
  });

  it('keeps to a range that is given', () => {
    expect(pointsOf([50], 10, 4, [0, 100])).toEqual([{ x: 0, y: 2 }]);
  });
});
