// Files: quoting after RFC 4180, exact values, nothing that a spreadsheet computes.
const { toCsv, toJson } = await load('exports.js');
const columns = [
  { id: 'a', value: row => row.a },
  { id: 'b', value: row => row.b },
];
const rows = [
  { a: 'x,"y"', b: 1.5 },
  { a: '=1+1', b: null },
  { a: '-5', b: '+x' },
  { a: ['p', 'q'], b: 'two\nlines' },
];
equal(toCsv(columns, rows), 'a,b\r\n"x,""y""",1.5\r\n\'=1+1,\r\n-5,\'+x\r\np q,"two\nlines"\r\n', 'CSV');
equal(JSON.parse(toJson(columns, rows))[1], { a: '=1+1', b: null }, 'JSON');
