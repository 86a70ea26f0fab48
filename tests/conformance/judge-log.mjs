// @alicloud/log: every operation it has, signed with v1 SHA-1.
import assert from 'node:assert/strict';
import { eventually } from './judge.mjs';
import { contents, index } from './logs.mjs';
import { LogClient, logClient } from './clients.mjs';

export async function judgeLog(judge, emulator) {
    const client = logClient(emulator);
    const project = 'judge-log-sdk';
    const store = 'judged';
    const now = Math.floor(Date.now() / 1000);
    const from = new Date((now - 600) * 1000);
    const to = new Date((now + 600) * 1000);

    await judge.step('CreateProject', () => client.createProject(project, { description: 'made by the official client' }));
    await judge.refusal('CreateProject', 'ProjectAlreadyExist', () => client.createProject(project, { description: '' }));
    await judge.step('GetProject', async () => {
        const found = await client.getProject(project);
        assert.equal(found.projectName, project);
        assert.equal(found.description, 'made by the official client');
    });
    await judge.step('CreateLogStore', () => client.createLogStore(project, store, { ttl: 7, shardCount: 2 }));
    await judge.step('GetLogStore', async () => {
        const found = await client.getLogStore(project, store);
        assert.equal(found.ttl, 7);
        assert.equal(found.shardCount, 2);
    });
    await judge.step('UpdateLogStore', async () => {
        await client.updateLogStore(project, store, { ttl: 14, shardCount: 2 });
        assert.equal((await client.getLogStore(project, store)).ttl, 14);
    });
    await judge.step('ListLogStores', async () => {
        const found = await client.listLogStore(project, { logstoreName: '', offset: 0, size: 10 });
        assert.deepEqual(found.logstores, [store]);
        assert.equal(found.total, 1);
    });
    await judge.refusal('GetLogStore', 'LogStoreNotExist', () => client.getLogStore(project, 'nothere'));
    await judge.step('CreateIndex', () => client.createIndex(project, store, index));
    await judge.step('GetIndex', async () => assert.deepEqual(Object.keys((await client.getIndexConfig(project, store)).keys).sort(), ['hostname', 'msg', 'severity']));
    await judge.step('UpdateIndex', () => client.updateIndex(project, store, { ...index, ttl: 14 }));
    await judge.step('PutLogs', () => client.postLogStoreLogs(project, store, {
        logs: contents(20).map((content) => ({ timestamp: now, timestampNsPart: 123456789, content })),
        topic: 'judged',
        source: '10.0.0.1',
        tags: [{ judge: 'log' }],
    }));
    await judge.step('GetLogs', async () => {
        const rows = await eventually(() => client.getLogs(project, store, from, to, { query: 'done', line: 100, offset: 0, reverse: false }), (found) => found.length === 20);
        assert.equal(rows[0].__source__, '10.0.0.1');
        assert.equal(rows[0].__topic__, 'judged');
        assert.equal(rows[0]['__tag__:judge'], 'log');
        assert.deepEqual(rows.map((row) => row.msg).sort(), contents(20).map((content) => content.msg).sort());
    });
    await judge.step('GetProjectLogs', async () => {
        const query = `SELECT severity, COUNT(*) as pv FROM ${store} where __time__ > ${now - 600} and __time__ < ${now + 600} and hostname = 'host-1' group by severity order by severity`;
        const rows = await client.getProjectLogs(project, { query });
        const severities = contents(20).filter((content) => content.hostname === 'host-1').map((content) => content.severity);
        assert.deepEqual(rows, [...new Set(severities)].sort().map((severity) => ({ severity, pv: String(severities.filter((other) => other === severity).length) })));
    });
    await judge.refusal('GetProjectLogs', 'InvalidQueryString', () => client.getProjectLogs(project, {}));
    await judge.step('GetHistograms', async () => {
        const buckets = await client.getHistograms(project, store, from, to, { query: 'done' });
        assert.equal(buckets.reduce((sum, bucket) => sum + bucket.count, 0), 20);
    });
    await judge.refusal('GetLogs', 'ParameterInvalid', () => client.getLogs(project, store, from, to, { query: 'hostname: (', line: 10 }));
    await judge.refusal('GetProject', 'SignatureNotMatch', () => new LogClient({
        accessKeyId: emulator.accessKeyId, accessKeySecret: 'not-the-secret', endpoint: emulator.host,
    }).getProject(project));
    await judge.step('DeleteIndex', async () => {
        await client.deleteIndex(project, store);
        await assert.rejects(client.getIndexConfig(project, store), { code: 'IndexConfigNotExist' });
    });
    await judge.step('DeleteLogStore', () => client.deleteLogStore(project, store));
    await judge.step('DeleteProject', () => client.deleteProject(project));
    await judge.refusal('GetProject', 'ProjectNotExist', () => client.getProject(project));
}
