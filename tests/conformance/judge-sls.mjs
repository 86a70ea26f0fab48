// @alicloud/sls20201230: the collection's operations, signed with v1 SHA-256 or v4.
import assert from 'node:assert/strict';
import { sls, slsClient } from './clients.mjs';
import { judgeCollection } from './judge-sls-collection.mjs';
import { judgeConsumers, judgeSavedSearches } from './judge-sls-consumers.mjs';
import { judgeLogs } from './judge-sls-logs.mjs';
import { judgeSettings } from './judge-sls-settings.mjs';
import { judgeAgentConfigs, judgeStores } from './judge-sls-stores.mjs';
import { index } from './logs.mjs';

// The keys go as plain objects: inside a map the client sends its models under their own names (docValue), which the service refuses.
const typedIndex = (more = {}) => new sls.Index({ line: new sls.IndexLine(index.line), keys: index.keys, ...more });

export async function judgeSls(judge, emulator, signatureVersion) {
    const client = slsClient(emulator, signatureVersion);
    const project = `judge-sls-${signatureVersion}`;
    const store = 'judged';

    await judgeProject(judge, client, project, emulator);
    await judgeStore(judge, client, project, store);
    await judgeCollection(judge, client, project, store);
    await judgeLogs(judge, client, project, store);
    await judgeConsumers(judge, client, project, store);
    await judgeSavedSearches(judge, client, project, store);
    await judgeSettings(judge, client, project, store);
    await judgeStores(judge, client, project);
    await judgeAgentConfigs(judge, client, `judge-${signatureVersion}`);

    await judge.step('DeleteIndex', () => client.deleteIndex(project, store));
    await judge.step('DeleteLogStore', () => client.deleteLogStore(project, store));
    await judge.step('DeleteProject', () => client.deleteProject(project, new sls.DeleteProjectRequest({})));
    await judge.refusal('GetProject', 'ProjectNotExist', () => client.getProject(project));
}

async function judgeProject(judge, client, project, emulator) {
    await judge.step('DescribeRegions', async () => {
        const { body } = await client.describeRegions(new sls.DescribeRegionsRequest({ language: 'en' }));
        const own = body.regions.find((region) => region.region === emulator.region);
        assert.deepEqual([own.localName, own.internetEndpoint, own.dataRedundancyType.length], ['China (Hangzhou)', 'cn-hangzhou.log.aliyuncs.com', 2]);
        assert.ok(body.regions.length > 20);
    });
    await judge.step('CreateProject', () => client.createProject(new sls.CreateProjectRequest({ projectName: project, description: 'judged' })));
    await judge.refusal('CreateProject', 'ProjectAlreadyExist', () => client.createProject(new sls.CreateProjectRequest({ projectName: project, description: 'judged' })));
    await judge.refusal('CreateProject', 'ParameterInvalid', () => client.createProject(new sls.CreateProjectRequest({ projectName: 'Capitals', description: '' })));
    await judge.step('UpdateProject', () => client.updateProject(project, new sls.UpdateProjectRequest({ description: 'changed' })));
    await judge.step('GetProject', async () => {
        const { body } = await client.getProject(project);
        assert.equal(body.projectName, project);
        assert.equal(body.description, 'changed');
        assert.ok(!Number.isNaN(Date.parse(body.createTime) || Number(body.createTime)));
    });
    await judge.step('ListProject', async () => {
        const { body } = await client.listProject(new sls.ListProjectRequest({ projectName: project, offset: 0, size: 10 }));
        assert.equal(body.total, 1);
        assert.equal(body.projects[0].projectName, project);
    });
    await judge.step('TagResources', () => client.tagResources(new sls.TagResourcesRequest({
        resourceType: 'project', resourceId: [project], tags: [new sls.TagResourcesRequestTags({ key: 'judge', value: 'sls' })],
    })));
    await judge.step('ListTagResources', async () => {
        const { body } = await client.listTagResources(new sls.ListTagResourcesRequest({ resourceType: 'project', resourceId: [project] }));
        assert.deepEqual(body.tagResources.map((tag) => [tag.tagKey, tag.tagValue]), [['judge', 'sls']]);
    });
    await judge.step('UntagResources', () => client.untagResources(new sls.UntagResourcesRequest({ resourceType: 'project', resourceId: [project], tags: ['judge'] })));
}

async function judgeStore(judge, client, project, store) {
    await judge.step('CreateLogStore', () => client.createLogStore(project, new sls.CreateLogStoreRequest({ logstoreName: store, ttl: 7, shardCount: 2, autoSplit: false, maxSplitShard: 64 })));
    await judge.refusal('CreateLogStore', 'LogStoreAlreadyExist', () => client.createLogStore(project, new sls.CreateLogStoreRequest({ logstoreName: store, ttl: 7, shardCount: 2 })));
    await judge.step('UpdateLogStore', () => client.updateLogStore(project, store, new sls.UpdateLogStoreRequest({ logstoreName: store, ttl: 14, shardCount: 2 })));
    await judge.step('GetLogStore', async () => assert.equal((await client.getLogStore(project, store)).body.ttl, 14));
    await judge.step('ListLogStores', async () => {
        const { body } = await client.listLogStores(project, new sls.ListLogStoresRequest({ logstoreName: '', offset: 0, size: 10 }));
        assert.deepEqual(body.logstores, [store]);
    });
    await judge.step('ListShards', async () => {
        const { body } = await client.listShards(project, store);
        assert.deepEqual(body.map((shard) => shard.status), ['readwrite', 'readwrite']);
    });
    await judge.step('SplitShard', async () => {
        const { body } = await client.splitShard(project, store, 0, new sls.SplitShardRequest({ key: '40000000000000000000000000000000' }));
        assert.deepEqual(body.map((shard) => [shard.shardID, shard.status]).sort((a, b) => a[0] - b[0]), [[0, 'readonly'], [2, 'readwrite'], [3, 'readwrite']]);
    });
    await judge.step('MergeShard', async () => {
        const { body } = await client.mergeShard(project, store, 2);
        assert.ok(body.some((shard) => shard.shardID === 4 && shard.status === 'readwrite'));
    });
    await judge.step('CreateIndex', () => client.createIndex(project, store, new sls.CreateIndexRequest({ body: typedIndex() })));
    await judge.refusal('CreateIndex', 'IndexAlreadyExist', () => client.createIndex(project, store, new sls.CreateIndexRequest({ body: typedIndex() })));
    await judge.step('UpdateIndex', () => client.updateIndex(project, store, new sls.UpdateIndexRequest({ body: typedIndex({ maxTextLen: 4096 }) })));
    await judge.step('GetIndex', async () => {
        const { body } = await client.getIndex(project, store);
        assert.equal(body.maxTextLen, 4096);
        assert.equal(body.keys.severity.docValue ?? body.keys.severity.doc_value, true);
        assert.deepEqual(Object.keys(body.keys).sort(), ['hostname', 'msg', 'severity']);
    });
}
