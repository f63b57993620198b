import type { Price } from './price';

/** The newest price of each symbol since it was last emptied. */
export class Newest {
  #prices = new Map<string, Price>();

  get isEmpty(): boolean {
    return this.#prices.size === 0;
  }

  add(price: Price): void {
    this.#prices.set(price.symbol, price);
  }

  empty(): Map<string, Price> {
    const prices = this.#prices;
    this.#prices = new Map();
    return prices;
  }
}

/** Who tells most of the prices; null when there are none. */
export function mainSource(prices: readonly Price[]): string | null {
  const counts = new Map<string, number>();
  for (const { source } of prices) counts.set(source, (counts.get(source) ?? 0) + 1);
  let main: string | null = null;
  for (const [source, count] of counts) if (main === null || count > (counts.get(main) ?? 0)) main = source;
  return main;
}
