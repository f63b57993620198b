/** A price as the API sends it; decimals travel as text, so nothing is lost on the way. */
export interface Price {
  symbol: string;
  price: string;
  /** Change over 24 hours in percent; null when the source does not tell. */
  changePercent24h: string | null;
  source: string;
  /** Played by the simulator: there is no exchange behind it. */
  simulated: boolean;
  exchangeTime: string;
  stale: boolean;
}

/** Is this what the API promises? Wrong data must not reach the table. */
export function isPrice(value: unknown): value is Price {
  if (typeof value !== 'object' || value === null) return false;
  const { symbol, price, exchangeTime } = value as Partial<Record<keyof Price, unknown>>;
  return typeof symbol === 'string' && typeof price === 'string' && typeof exchangeTime === 'string' && Number.isFinite(Number(price));
}
