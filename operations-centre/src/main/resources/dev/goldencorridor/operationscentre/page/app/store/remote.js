/** Answers of the server that are no part of the stream. Each is fetched when a view first reads it, and again later. */
const MAX_ANSWERS = 20;

export class Remote {
  #answers = new Map();
  #elapsed;
  #onChange;

  constructor(elapsed, onChange) {
    this.#elapsed = elapsed;
    this.#onChange = onChange;
  }

  /**
   * The answer to a GET as far as it is there: {state: loading | done | gone | failed, body, message}. While it is
   * fetched anew the former answer stays.
   *
   * @param {number} maxAgeMs after this it is fetched anew
   */
  read(url, maxAgeMs) {
    const answer = this.#answers.get(url) ?? { state: 'loading', at: null };
    const isDue = answer.at === null || this.#elapsed() - answer.at > maxAgeMs;
    if (isDue) {
      answer.at = this.#elapsed();
      this.#fetch(url, answer);
    }
    // The answers that were read last stay.
    this.#answers.delete(url);
    this.#answers.set(url, answer);
    if (this.#answers.size > MAX_ANSWERS) this.#answers.delete(this.#answers.keys().next().value);
    return answer;
  }

  /** The next read fetches anew. */
  forget(url) {
    this.#answers.delete(url);
  }

  async #fetch(url, answer) {
    try {
      const response = await fetch(url, { headers: { Accept: 'application/json' } });
      const body = await response.json().catch(() => null);
      const state = response.ok ? 'done' : response.status === 404 ? 'gone' : 'failed';
      Object.assign(answer, { state, body: response.ok ? body : null, message: messageOf(body) });
    } catch {
      if (answer.state === 'loading') answer.state = 'failed';
    }
    this.#onChange('remote');
  }
}

/** The explanation in an error body (problem details, RFC 9457). */
export function messageOf(body) {
  const sentences = [body?.detail, body?.remedy].filter(Boolean);
  return sentences.length === 0 ? null : `${sentences.join('; ')}.`;
}
