// @alicloud/log: getLogs, a hundred rows a page, page after page.
import { logClient } from '../../conformance/clients.mjs';
import { emulator, logstore, measure, project, rest } from './measured.mjs';

const [query, first, begin] = [rest[0], Number(rest[1]), Number(rest[2])];
const client = logClient(emulator);
await measure(async () => {
    let count = 0;
    while (count < first) {
        const rows = await client.getLogs(project, logstore, new Date(begin * 1000), new Date((begin + 3600) * 1000), { query, line: 100, offset: count, reverse: true });
        if (rows.length === 0) break;
        count += rows.length;
    }
    return count;
});
