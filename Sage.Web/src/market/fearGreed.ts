import { fieldsOf, isText, isTime } from '../lib/shape';

/** The mood of the market on one day: 0 is extreme fear, 100 extreme greed. */
export interface Mood {
  value: number;
  classification: string;
  at: string;
}

/** The index of alternative.me: the newest value and those before it, newest first. */
export interface FearGreed extends Mood {
  stale: boolean;
  history: Mood[];
}

export const isFearGreed = (value: unknown): value is FearGreed => {
  const index = fieldsOf(value);
  return isMood(value) && typeof index?.['stale'] === 'boolean' && Array.isArray(index['history']) && index['history'].every(isMood);
};

function isMood(value: unknown): value is Mood {
  const mood = fieldsOf(value);
  return mood !== null && typeof mood['value'] === 'number' && mood['value'] >= 0 && mood['value'] <= 100 && isText(mood['classification']) && isTime(mood['at']);
}
