// Logs in and out: writing in each compression, pulling, searching.
import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { eventually } from './judge.mjs';
import { contents, decode, encode } from './logs.mjs';
import { sls, slsExecute } from './clients.mjs';

export async function judgeLogs(judge, client, project, store) {
    const now = Math.floor(Date.now() / 1000);
    const range = { from: now - 600, to: now + 600 };
    const sent = [];

    // the client takes zstd from node, which has it from version 22 on
    const compressions = ['lz4', 'deflate', '', ...('zstdCompress' in zlib ? ['zstd'] : [])];
    for (const compression of compressions) {
        await judge.step(`PutLogs (${compression || 'not compressed'})`, async () => {
            const logs = contents(10, sent.length);
            const headers = { 'content-type': 'application/x-protobuf' };
            if (compression) headers['x-log-compresstype'] = compression;
            const body = encode(logs, now, { topic: 'judged', source: '10.0.0.2' });
            if (!compression) headers['x-log-bodyrawsize'] = String(body.length);
            await slsExecute(client, project, {
                // The action decides whether the client compresses; PutLogs always does.
                action: compression ? 'PutLogs' : 'PutLogsPlain', pathname: `/logstores/${store}/shards/lb`, method: 'POST', reqBodyType: 'binary', bodyType: 'none',
            }, { headers, body });
            sent.push(...logs);
        });
    }

    await judge.step('GetCursor, PullLogs', async () => {
        const pulled = [];
        const shards = (await client.listShards(project, store)).body;
        for (const { shardID } of shards) {
            const begin = (await client.getCursor(project, store, shardID, new sls.GetCursorRequest({ from: 'begin' }))).body.cursor;
            const end = (await client.getCursor(project, store, shardID, new sls.GetCursorRequest({ from: 'end' }))).body.cursor;
            for (let cursor = begin; cursor !== end;) {
                const answer = await slsExecute(client, project, {
                    action: 'PullLogs', pathname: `/logstores/${store}/shards/${shardID}?type=log`, method: 'GET', reqBodyType: 'json', bodyType: 'binary',
                }, { query: { cursor, count: '1' }, headers: { accept: 'application/x-protobuf' } });
                pulled.push(...decode(await buffer(answer.body)));
                cursor = answer.headers['x-log-cursor'];
            }
        }
        assert.deepEqual(pulled.map((log) => log.msg).sort(), sent.map((log) => log.msg).sort());
    });
    /** What a script leaves of shard 1, group by group. */
    async function filtered(script) {
        const { body: { cursor } } = await client.getCursor(project, store, 1, new sls.GetCursorRequest({ from: 'begin' }));
        const answer = await slsExecute(client, project, {
            action: 'PullLogs', pathname: `/logstores/${store}/shards/1?type=log`, method: 'GET', reqBodyType: 'json', bodyType: 'binary',
        }, { query: { cursor, count: '1000', ...script }, headers: { accept: 'application/x-protobuf' } });
        return { logs: decode(await buffer(answer.body)), headers: answer.headers };
    }

    await judge.step('PullLogs (SPL)', async () => {
        const all = await filtered({});
        for (const [operator, mode] of [['<', {}], ['>', { pullMode: 'scan_on_stream' }]]) {
            const some = await filtered({ query: `* | extend level = severity || hostname | where hostname ${operator} msg | project msg, level`, ...mode });
            const left = operator === '<' ? all.logs : [];
            assert.deepEqual(some.logs.map(({ ...log }) => log), left.map((log) => ({ msg: log.msg, level: log.severity + log.hostname })));
            assert.equal(some.headers['x-log-cursor'], all.headers['x-log-cursor']);
            assert.deepEqual([some.headers['x-log-rawdatalines'], some.headers['x-log-resultlines']], [all.logs.length, left.length].map(String));
        }
        // signing version 4, the client leaves quotation marks, parentheses and further stars of a parameter as they are
        const severe = await filtered({ query: "* | where (cast(severity as bigint) * 1 * 1 <= 3) and hostname <> 'nobody!'" });
        assert.deepEqual(severe.logs.map((log) => log.msg), all.logs.filter((log) => Number(log.severity) <= 3).map((log) => log.msg));
    });
    await judge.refusal('PullLogs', 'ParameterInvalid', () => filtered({ query: '* | where severity >= 4' }));
    await judge.step('GetCursorTime', async () => {
        const { cursor } = (await client.getCursor(project, store, 1, new sls.GetCursorRequest({ from: 'begin' }))).body;
        const { body } = await client.getCursorTime(project, store, 1, new sls.GetCursorTimeRequest({ cursor }));
        assert.ok(Math.abs(body.cursorTime - now) < 600);
    });
    await judge.step('GetLogsV2', async () => {
        const query = { ...range, query: 'done', line: 100, offset: 0, reverse: true };
        const answer = await eventually(async () => (await client.getLogsV2(project, store, new sls.GetLogsV2Request(query))).body, (body) => body.meta.count === sent.length);
        assert.equal(answer.meta.progress, 'Complete');
        assert.deepEqual(answer.data.map((row) => row.msg).sort(), sent.map((log) => log.msg).sort());
    });
    await judge.step('GetLogs', async () => {
        const { body, headers } = await client.getLogs(project, store, new sls.GetLogsRequest({ ...range, query: 'hostname: host-1 and severity >= 4', line: 100 }));
        assert.equal(headers['x-log-progress'], 'Complete');
        const expected = sent.filter((log) => log.hostname === 'host-1' && Number(log.severity) >= 4);
        assert.deepEqual(body.map((row) => row.msg).sort(), expected.map((log) => log.msg).sort());
    });
    await judge.step('GetHistograms', async () => {
        const { body } = await client.getHistograms(project, store, new sls.GetHistogramsRequest({ ...range, query: 'done' }));
        assert.equal(body.reduce((sum, bucket) => sum + bucket.count, 0), sent.length);
        assert.equal(body[0].from, range.from);
        assert.equal(body.at(-1).to, range.to);
    });
    await judge.step('GetLogs (SQL)', async () => {
        const { body } = await client.getLogsV2(project, store, new sls.GetLogsV2Request({ ...range, query: 'done | select hostname, count(1) as logs group by hostname order by hostname' }));
        const expected = ['host-0', 'host-1', 'host-2'].map((host) => [host, String(sent.filter((log) => log.hostname === host).length)]);
        assert.deepEqual(body.data.map((row) => [row.hostname, row.logs]), expected);
        assert.equal(body.meta.hasSQL, true);
    });
    await judge.step('GetLogs (SPL)', async () => {
        const query = { ...range, query: "done | where msg like '%9 done' | extend name = upper(hostname) | project name", session: 'mode=scan' };
        const expected = sent.filter((log) => log.msg.endsWith('9 done')).map((log) => log.hostname.toUpperCase()).sort();
        const { body } = await client.getLogsV2(project, store, new sls.GetLogsV2Request(query));
        assert.deepEqual([body.data.map((row) => row.name).sort(), body.meta.mode], [expected, 2]);
        const older = await client.getLogs(project, store, new sls.GetLogsRequest({ ...range, query: 'done | project name = hostname', line: 100 }));
        assert.deepEqual(older.body.map((row) => row.name).sort(), sent.map((log) => log.hostname).sort());
    });
    await judge.step('GetProjectLogs', async () => {
        const query = `select distinct a.hostname, b.msg from ${store} a join "${store}" b on a.__time__ = b.__time__ where a.__time__ > ${range.from} and a.__time__ < ${range.to} and a.msg = b.msg and a.severity = 3 order by b.msg`;
        const { body, headers } = await client.getProjectLogs(project, new sls.GetProjectLogsRequest({ query, powerSql: true }));
        const expected = sent.filter((log) => log.severity === '3').map(({ hostname, msg }) => ({ hostname, msg })).sort((a, b) => (a.msg < b.msg ? -1 : 1));
        assert.deepEqual(body, expected);
        assert.equal(headers['x-log-progress'], 'Complete');
        assert.equal(headers['x-log-count'], String(expected.length));
        assert.equal(headers['x-log-has-sql'], 'true');
        const counted = await client.getProjectLogs(project, new sls.GetProjectLogsRequest({ query: `select count(*) as logs, count(*) * 2 as twice from ${store} where __time__ > ${range.from} and hostname <> 'nobody (no one)!'` }));
        assert.deepEqual(counted.body, [{ logs: String(sent.length), twice: String(2 * sent.length) }]);
    });
    await judge.refusal('GetProjectLogs', 'ParameterInvalid', () => client.getProjectLogs(project, new sls.GetProjectLogsRequest({ query: `select msg from ${store}` })));
    await judge.refusal('GetProjectLogs', 'LogStoreNotExist', () => client.getProjectLogs(project, new sls.GetProjectLogsRequest({ query: 'select msg from not-here where __time__ > 1' })));
    await judge.step('GetContextLogs', async () => {
        const body = encode(contents(5, 1000), now, { tags: { __pack_id__: '5CD0E8B1A2C3D4E5-1' } });
        await slsExecute(client, project, { action: 'PutLogs', pathname: `/logstores/${store}/shards/lb`, method: 'POST', reqBodyType: 'binary', bodyType: 'none' },
            { headers: { 'content-type': 'application/x-protobuf', 'x-log-compresstype': 'lz4' }, body });
        const [row] = await eventually(async () => (await client.getLogsV2(project, store, new sls.GetLogsV2Request({ ...range, query: '1002|with_pack_meta', line: 10 }))).body.data, (rows) => rows.length === 1);
        const context = (await client.getContextLogs(project, store, new sls.GetContextLogsRequest({
            packId: row['__tag__:__pack_id__'], packMeta: row.__pack_meta__, backLines: 2, forwardLines: 2 }))).body;
        assert.deepEqual(context.logs.map((log) => log.msg), [1000, 1001, 1002, 1003, 1004].map((number) => `task ${number} done`));
    });
    await judge.refusal('GetLogsV2', 'ParameterInvalid', () => client.getLogsV2(project, store, new sls.GetLogsV2Request({ ...range, query: 'hostname: (' })));
}
