/** The fields of an object that came over the network, or null when it is none. */
export function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

export const isText = (value: unknown): value is string => typeof value === 'string';

/** Decimals travel as text; an empty or endless one is none. */
export const isDecimal = (value: unknown): value is string => isText(value) && value !== '' && Number.isFinite(Number(value));

export const isTime = (value: unknown): value is string => isText(value) && !Number.isNaN(Date.parse(value));

export const isListOf =
  <T>(isItem: (value: unknown) => value is T) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(isItem);
