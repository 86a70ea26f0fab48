// @alicloud/sls20201230: PutLogs with LZ4 through its own pipeline, encoded with protobufjs.
import { slsClient, slsExecute } from '../../conformance/clients.mjs';
import { encode } from '../../conformance/logs.mjs';
import { emulator, logstore, measure, project, rest, syslog } from './measured.mjs';

const count = Number(rest[0]);
const client = slsClient(emulator, 'v4');
const logs = Array.from({ length: count }, (_, number) => syslog(number));
await measure(async () => {
    for (let first = 0; first < count; first += 1000) {
        const body = encode(logs.slice(first, first + 1000), Math.floor(Date.now() / 1000), { topic: 'bench' });
        await slsExecute(client, project, { action: 'PutLogs', pathname: `/logstores/${logstore}/shards/lb`, method: 'POST', reqBodyType: 'binary', bodyType: 'none' },
            { headers: { 'content-type': 'application/x-protobuf', 'x-log-compresstype': 'lz4' }, body });
    }
    return count;
});
