// @alicloud/sls20201230: getLogsV2, a hundred rows a page, page after page.
import { sls, slsClient } from '../../conformance/clients.mjs';
import { emulator, logstore, measure, project, rest } from './measured.mjs';

const [query, first, begin] = [rest[0], Number(rest[1]), Number(rest[2])];
const client = slsClient(emulator, 'v4');
await measure(async () => {
    let count = 0;
    while (count < first) {
        const { body } = await client.getLogsV2(project, logstore, new sls.GetLogsV2Request({ query, from: begin, to: begin + 3600, line: 100, offset: count, reverse: true }));
        if (body.data.length === 0) break;
        count += body.data.length;
    }
    return count;
});
