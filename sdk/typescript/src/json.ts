/** Names of fields with an amount; `max_amounts` has amounts by currency. */
const AMOUNT = /^(?:.*_)?amount$|^[A-Z]{3}$/;

/** A string, and the number after it if it names one. */
const NAMED_NUMBER = /"([^"\\]*(?:\\.[^"\\]*)*)"(?:(\s*:\s*)(-?\d[-+.\deE]*))?/g;

/** Parses JSON with amounts as decimal strings, because numbers of JavaScript are binary floats. */
export function parseJson(text: string): unknown {
  const quoted = text.replace(NAMED_NUMBER, (all, name: string, colon?: string, number?: string) =>
    number !== undefined && AMOUNT.test(name) ? `"${name}"${colon}"${number}"` : all,
  );
  return JSON.parse(quoted);
}

export function toJson(value: object): string {
  return JSON.stringify(value, (name, item: unknown) => {
    if (typeof item === "number" && AMOUNT.test(name)) {
      throw new TypeError(`${name} is a number, which loses cents: use a decimal string`);
    }
    return item;
  });
}
