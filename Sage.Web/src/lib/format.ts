/** Numbers as the reader's locale writes them. Prices arrive as decimal text: they are shown, never calculated with. */
export interface Formats {
  /** In what it is quoted in: dollars as $64,012.35, anything else behind the number; while that is not known, the number alone. */
  price(value: string, quote: string | undefined): string;
  percent(value: string | null): string;
  /** A large sum, short: $1.27T. */
  sum(value: string): string;
  amount(value: string): string;
  time(value: string): string;
  day(value: string): string;
  /** The scale's label at a moment of a chart: the time of day, or the day where it begins. */
  tick(at: Date, kind: 'time' | 'day' | 'month'): string;
  moment(at: Date): string;
}

export function createFormats(locale?: string): Formats {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const sum = new Intl.NumberFormat(locale, { ...inDollars, notation: 'compact', maximumFractionDigits: 2 });
  const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const formats = new Map<string, Intl.NumberFormat>();

  const priceFormat = (digits: number, style: Intl.NumberFormatOptions) => {
    const key = `${style.style}${digits}`;
    let format = formats.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale, { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits });
      formats.set(key, format);
    }
    return format;
  };
  const price = (value: string, quote: string | undefined) => {
    const isDollars = dollars.has(quote ?? '');
    const number = priceFormat(fractionDigits(value), isDollars ? inDollars : plain).format(value as Intl.StringNumericLiteral);
    return isDollars || !quote ? number : `${number}\u00a0${quote}`;
  };

  return {
    price,
    percent: (value) => (value === null ? '–' : percent.format(Number(value) / 100)),
    sum: (value) => sum.format(value as Intl.StringNumericLiteral),
    amount: (value) => amount.format(value as Intl.StringNumericLiteral),
    time: (value) => time.format(new Date(value)),
    day: (value) => day.format(new Date(value)),
    tick: (at, kind) => (kind === 'time' ? hour : kind === 'day' ? day : month).format(at),
    moment: (at) => moment.format(at),
  };
}

// The dollar and the coins that stand for one.
const dollars: ReadonlySet<string> = new Set(['USD', 'USDT', 'USDC', 'FDUSD', 'TUSD']);
const inDollars: Intl.NumberFormatOptions = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' };
const plain: Intl.NumberFormatOptions = { style: 'decimal' };

const mostDigits = 16;

/** Small prices need more digits: 64,012.35 but 0.158203, and four that count of 0.000008430. */
export function fractionDigits(value: string): number {
  const size = Math.abs(Number(value));
  if (size >= 10) return 2;
  if (size >= 1) return 4;
  return size >= 0.001 || size === 0 ? 6 : Math.min(3 - Math.floor(Math.log10(size)), mostDigits);
}
