/** Numbers as the reader's locale writes them. Prices arrive as decimal text: they are shown, never calculated with. */
export interface Formats {
  price(value: string): string;
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
  const sum = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 2 });
  const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const byDigits = new Map<number, Intl.NumberFormat>();

  const priceFormat = (digits: number) => {
    let format = byDigits.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits });
      byDigits.set(digits, format);
    }
    return format;
  };

  return {
    price: (value) => priceFormat(fractionDigits(value)).format(value as Intl.StringNumericLiteral),
    percent: (value) => (value === null ? '–' : percent.format(Number(value) / 100)),
    sum: (value) => sum.format(value as Intl.StringNumericLiteral),
    amount: (value) => amount.format(value as Intl.StringNumericLiteral),
    time: (value) => time.format(new Date(value)),
    day: (value) => day.format(new Date(value)),
    tick: (at, kind) => (kind === 'time' ? hour : kind === 'day' ? day : month).format(at),
    moment: (at) => moment.format(at),
  };
}

const mostDigits = 16;

/** Small prices need more digits: 64,012.35 but 0.158203, and four that count of 0.000008430. */
export function fractionDigits(value: string): number {
  const size = Math.abs(Number(value));
  if (size >= 10) return 2;
  if (size >= 1) return 4;
  return size >= 0.001 || size === 0 ? 6 : Math.min(3 - Math.floor(Math.log10(size)), mostDigits);
}
