/** CloudWatch writes 2026-11-20T10:30:00.000+0000, which not every parser takes. */
export function parseTime(value) {
  return new Date(String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
}
