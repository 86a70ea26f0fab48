// Every operation of a client that no other judge drives is refused with 501 and its own name: nothing is guessed.
import assert from 'node:assert/strict';

/** @param {object} models The client's request classes. @param {Set<string>} driven Operations that other judges drive. */
export async function judgeUnbuilt(judge, client, models, driven) {
    for (const method of methodsOf(client)) {
        const action = method[0].toUpperCase() + method.slice(1);
        if (driven.has(action)) continue;
        await judge.step(action, async () => {
            const problem = await callBlindly(client, models, method, action).then(() => undefined, (thrown) => thrown);
            assert.ok(problem, 'it was accepted');
            const status = problem.data?.statusCode ?? problem.statusCode;
            assert.equal(status, 501, `${status} ${problem.code}: ${problem.message}`);
            assert.match(problem.message, new RegExp(`${action}\\b`, 'i'));
        });
    }
}

function methodsOf(client) {
    return Object.getOwnPropertyNames(Object.getPrototypeOf(client))
        .filter((name) => /^[a-z]/.test(name) && typeof client[`${name}WithOptions`] === 'function');
}

async function callBlindly(client, models, method, action) {
    const names = client[method].toString().match(/\(([^)]*)\)/)[1].split(',').map((name) => name.trim()).filter(Boolean);
    const Request = models[`${action}Request`];
    return client[method](...names.map((name) => (name === 'request' ? new Request({}) : name === 'project' ? 'judge-nothing' : 'nothing')));
}
