import { fieldsOf, isDecimal, isText, isTime } from '../lib/shape';

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

export function isPrice(value: unknown): value is Price {
  const price = fieldsOf(value);
  return (
    price !== null &&
    isText(price['symbol']) &&
    isDecimal(price['price']) &&
    (price['changePercent24h'] === null || isDecimal(price['changePercent24h'])) &&
    isText(price['source']) &&
    typeof price['simulated'] === 'boolean' &&
    typeof price['stale'] === 'boolean' &&
    isTime(price['exchangeTime'])
  );
}

const sourceNames: Record<string, string> = { binance: 'Binance', gateio: 'Gate.io', coingecko: 'CoinGecko' };

/** How the source of a price is called by people. */
export const sourceName = (source: string): string => sourceNames[source] ?? source;
