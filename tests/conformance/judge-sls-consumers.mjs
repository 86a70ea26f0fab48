// Consumer groups and saved searches.
import assert from 'node:assert/strict';
import { sls } from './clients.mjs';

export async function judgeConsumers(judge, client, project, store) {
    const group = 'judged-consumers';
    await judge.step('CreateConsumerGroup', () => client.createConsumerGroup(project, store, new sls.CreateConsumerGroupRequest({ consumerGroup: group, timeout: 60, order: true })));
    await judge.refusal('CreateConsumerGroup', 'ConsumerGroupAlreadyExist', () => client.createConsumerGroup(project, store, new sls.CreateConsumerGroupRequest({ consumerGroup: group, timeout: 60, order: true })));
    await judge.step('UpdateConsumerGroup', () => client.updateConsumerGroup(project, store, group, new sls.UpdateConsumerGroupRequest({ timeout: 90, order: false })));
    await judge.step('ListConsumerGroup', async () => {
        const { body } = await client.listConsumerGroup(project, store);
        assert.equal(body.length, 1);
        assert.equal(body[0].timeout, 90);
        assert.equal(body[0].order, false);
    });
    const owned = await judge.step('ConsumerGroupHeartBeat', async () => {
        const beat = () => client.consumerGroupHeartBeat(project, store, group, new sls.ConsumerGroupHeartBeatRequest({ consumer: 'judge', body: [] }));
        await beat();
        const { body } = await beat();
        assert.ok(body.length > 0);
        return body;
    });
    await judge.step('ConsumerGroupUpdateCheckPoint', async () => {
        const shard = owned?.[0] ?? 1;
        const { cursor } = (await client.getCursor(project, store, shard, new sls.GetCursorRequest({ from: 'begin' }))).body;
        await client.consumerGroupUpdateCheckPoint(project, store, group, new sls.ConsumerGroupUpdateCheckPointRequest({ consumer: 'judge', forceSuccess: true, shard, checkpoint: cursor }));
    });
    await judge.step('GetCheckPoint', async () => {
        const shard = owned?.[0] ?? 1;
        const { body } = await client.getCheckPoint(project, store, group, new sls.GetCheckPointRequest({ shard }));
        assert.ok(body.some((point) => point.shard === shard && point.consumer === 'judge'));
    });
    await judge.step('DeleteConsumerGroup', () => client.deleteConsumerGroup(project, store, group));
    await judge.refusal('UpdateConsumerGroup', 'ConsumerGroupNotExist', () => client.updateConsumerGroup(project, store, group, new sls.UpdateConsumerGroupRequest({ timeout: 90, order: false })));
}

export async function judgeSavedSearches(judge, client, project, store) {
    const search = { savedsearchName: 'judged-search', logstore: store, displayName: 'Judged', searchQuery: 'done', topic: '' };
    await judge.step('CreateSavedSearch', () => client.createSavedSearch(project, new sls.CreateSavedSearchRequest(search)));
    await judge.step('GetSavedSearch', async () => assert.equal((await client.getSavedSearch(project, 'judged-search')).body.searchQuery, 'done'));
    await judge.step('UpdateSavedSearch', () => client.updateSavedSearch(project, 'judged-search', new sls.UpdateSavedSearchRequest({ ...search, searchQuery: 'task' })));
    await judge.step('ListSavedSearch', async () => {
        const { body } = await client.listSavedSearch(project, new sls.ListSavedSearchRequest({ offset: 0, size: 10 }));
        assert.equal(body.savedsearchItems.length, 1);
        assert.equal(body.savedsearchItems[0].searchQuery, 'task');
    });
    await judge.step('DeleteSavedSearch', () => client.deleteSavedSearch(project, 'judged-search'));
    await judge.refusal('GetSavedSearch', 'SavedSearchNotExist', () => client.getSavedSearch(project, 'judged-search'));
}
