// @alicloud/log: postLogStoreLogs, a thousand logs a call, one call after the other, as its documentation shows.
import { logClient } from '../../conformance/clients.mjs';
import { emulator, logstore, measure, project, rest, syslog } from './measured.mjs';

const count = Number(rest[0]);
const client = logClient(emulator);
const logs = Array.from({ length: count }, (_, number) => ({ timestamp: Math.floor(Date.now() / 1000), content: syslog(number) }));
await measure(async () => {
    for (let first = 0; first < count; first += 1000) {
        await client.postLogStoreLogs(project, logstore, { logs: logs.slice(first, first + 1000), topic: 'bench' });
    }
    return count;
});
