// @alicloud/sls20201230: PullLogs through its own pipeline, LZ4, decoded to objects with protobufjs.
import { buffer } from 'node:stream/consumers';
import { sls, slsClient, slsExecute } from '../../conformance/clients.mjs';
import { decode } from '../../conformance/logs.mjs';
import { emulator, logstore, measure, project } from './measured.mjs';

const client = slsClient(emulator, 'v4');
await measure(async () => {
    let count = 0;
    let { cursor } = (await client.getCursor(project, logstore, 0, new sls.GetCursorRequest({ from: 'begin' }))).body;
    for (;;) {
        const answer = await slsExecute(client, project, { action: 'PullLogs', pathname: `/logstores/${logstore}/shards/0?type=log`, method: 'GET', reqBodyType: 'json', bodyType: 'binary' },
            { query: { cursor, count: '1000' }, headers: { accept: 'application/x-protobuf', 'Accept-Encoding': 'lz4' } });
        count += decode(await buffer(answer.body)).length;
        const next = answer.headers['x-log-cursor'];
        if (next === cursor) break;
        cursor = next;
    }
    return count;
});
