/** Tables as files. They hold the rows and columns that the page shows, in the same order, with exact values. */

/** Comma-separated values after RFC 4180, with a header. A text that a spreadsheet would compute is quoted by ' . */
export function toCsv(columns, rows) {
  const lines = [columns.map(column => column.id), ...rows.map(row => columns.map(column => plain(column.value(row))))];
  return lines.map(line => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

export function toJson(columns, rows) {
  const objects = rows.map(row => Object.fromEntries(columns.map(column => [column.id, column.value(row) ?? null])));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

function plain(value) {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function cell(text) {
  const isFormula = /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && Number.isNaN(Number(text)));
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lets the browser save a text as a file. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
