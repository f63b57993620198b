import { fieldsOf, isDecimal, isText } from '../lib/shape';

/** What the watchlist knows of a pair beside its price. */
export interface SymbolInfo {
  symbol: string;
  base: string;
  quote: string;
  name: string;
  /** US dollars; null while nobody has told. */
  marketCapUsd: string | null;
}

export function isSymbolInfo(value: unknown): value is SymbolInfo {
  const info = fieldsOf(value);
  return (
    info !== null &&
    isText(info['symbol']) &&
    isText(info['base']) &&
    isText(info['quote']) &&
    isText(info['name']) &&
    (info['marketCapUsd'] === null || isDecimal(info['marketCapUsd']))
  );
}
