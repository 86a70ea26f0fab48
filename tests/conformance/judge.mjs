// One client with its verdicts: each step is an operation of the service, and counts once.
import assert from 'node:assert/strict';

export class Judge {
    /** @param {string} client The client's name as reports show it, such as "sls20201230 v4". */
    constructor(client) {
        this.client = client;
        this.verdicts = [];
    }

    /** Runs a step; a step that throws fails, and the judge goes on with the next. */
    async step(operation, body) {
        const started = performance.now();
        try {
            const value = await body();
            this.verdicts.push({ client: this.client, operation, passed: true, milliseconds: performance.now() - started });
            return value;
        } catch (problem) {
            this.verdicts.push({ client: this.client, operation, passed: false, problem: describe(problem) });
            return undefined;
        }
    }

    /** Runs a step that the service must refuse with a code; resolves with the error. */
    async refusal(operation, code, body) {
        return this.step(`${operation} (${code})`, async () => {
            const problem = await body().then(() => undefined, (thrown) => thrown);
            assert.ok(problem, `${operation} was accepted; expected ${code}`);
            assert.equal(problem.code, code, describe(problem));
            return problem;
        });
    }
}

function describe(problem) {
    const code = problem?.code ? `${problem.code}: ` : '';
    return `${code}${problem?.message ?? problem}`;
}

/** Repeats until a value is accepted: what a client does while the service makes logs visible. */
export async function eventually(read, accept, seconds = 10) {
    const end = performance.now() + seconds * 1000;
    for (;;) {
        const value = await read();
        if (accept(value)) return value;
        if (performance.now() > end) throw new Error(`Still not as expected after ${seconds} s: ${JSON.stringify(value).slice(0, 300)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
