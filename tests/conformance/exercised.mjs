// Turns the verdicts of run.mjs (node run.mjs --json | node exercised.mjs) into the list of operations each client has driven
// with success, which the emulator's coverage page shows.
import { text } from 'node:stream/consumers';

// the clients call these by other names than the service's own list of operations
const names = { PutLogs: 'PostLogStoreLogs', MergeShard: 'SplitShard' };

const line = (await text(process.stdin)).split('\n').find((candidate) => candidate.startsWith('['));
const driven = {};
for (const { client, operation, passed } of JSON.parse(line)) {
    if (!passed || client.endsWith('refused by name') || operation.endsWith('(NotImplemented)')) continue;
    for (const name of operation.replace(/ \(.*/, '').split(', ')) {
        (driven[client] ??= new Set()).add(names[name] ?? name);
    }
}
const sorted = Object.entries(driven).map(([client, operations]) => [client, [...operations].sort()]);
console.log(JSON.stringify(Object.fromEntries(sorted), null, 2));
