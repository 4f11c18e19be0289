/** The facilities of the server's catalogue. A facility that is not in it keeps its code as its name. */
export class Places {
  #ports;
  #words;

  /** @param ports as in the stream's greeting @param {Words} words has the names in other languages */
  constructor(ports, words) {
    this.#ports = new Map(ports.map(port => [port.code, port]));
    this.#words = words;
  }

  all() {
    return [...this.#ports.values()];
  }

  get(code) {
    return this.#ports.get(code);
  }

  zone(code) {
    return this.#ports.get(code)?.zone ?? null;
  }

  isBorderPort(code) {
    return this.#ports.get(code)?.isBorderPort ?? false;
  }

  borderPorts() {
    return this.all().filter(port => port.isBorderPort);
  }

  /** The name in the page's language, else that of the catalogue, else the code. */
  name(code) {
    if (code === null || code === undefined) return null;
    const key = `place.${code}`;
    return this.#words.has(key) ? this.#words.t(key) : (this.#ports.get(code)?.name ?? code);
  }
}
