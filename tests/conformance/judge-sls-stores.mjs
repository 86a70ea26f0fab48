// Metric stores of a project, and configs of agent instances, which belong to none.
import assert from 'node:assert/strict';
import { sls } from './clients.mjs';

export async function judgeStores(judge, client, project) {
    const store = 'judged-metrics';
    await judge.step('CreateMetricStore', () => client.createMetricStore(project, new sls.CreateMetricStoreRequest({ name: store, ttl: 7, shardCount: 1, metricType: 'prometheus' })));
    await judge.refusal('CreateMetricStore', 'LogStoreAlreadyExist', () => client.createMetricStore(project, new sls.CreateMetricStoreRequest({ name: store, ttl: 7, shardCount: 1 })));
    await judge.step('UpdateMetricStore', () => client.updateMetricStore(project, store, new sls.UpdateMetricStoreRequest({ ttl: 14, hotTtl: 7 })));
    await judge.step('UpdateMetricStoreProcessor', () => client.updateMetricStoreProcessor(project, store, new sls.UpdateMetricStoreProcessorRequest({ processorName: 'judged-processor' })));
    await judge.step('GetMetricStore', async () => {
        const { body } = await client.getMetricStore(project, store);
        assert.deepEqual([body.name, body.ttl, body.hotTtl, body.shardCount, body.metricType, body.mode], [store, 14, 7, 1, 'prometheus', 'standard']);
    });
    await judge.step('ListMetricStores', async () => {
        const { body } = await client.listMetricStores(project, new sls.ListMetricStoresRequest({ name: 'judged', offset: 0, size: 10 }));
        assert.deepEqual([body.count, body.total, body.metricstores], [1, 1, [store]]);
    });
    await judge.step('UpdateMetricStoreMeteringMode', () => client.updateMetricStoreMeteringMode(project, store, new sls.UpdateMetricStoreMeteringModeRequest({ meteringMode: 'ChargeByDataIngest' })));
    await judge.step('GetMetricStoreMeteringMode', async () => assert.equal((await client.getMetricStoreMeteringMode(project, store)).body.meteringMode, 'ChargeByDataIngest'));
    await judge.step('DeleteMetricStore', () => client.deleteMetricStore(project, store));
    await judge.refusal('GetMetricStore', 'LogStoreNotExist', () => client.getMetricStore(project, store));
}

export async function judgeAgentConfigs(judge, client, configType) {
    const attributes = { version: '2', os: 'linux' };
    await judge.step('CreateAgentInstanceConfig', () => client.createAgentInstanceConfig(new sls.CreateAgentInstanceConfigRequest({ configType, config: '{"a":1}', attributes })));
    await judge.step('UpdateAgentInstanceConfig', () => client.updateAgentInstanceConfig(configType, new sls.UpdateAgentInstanceConfigRequest({
        config: '{"a":2}', attributes, grayConfigs: [new sls.AgentInstanceConfigGrayConfigs({ condition: 'c', content: '{"a":3}' })],
    })));
    await judge.step('GetAgentInstanceConfig', async () => {
        const { body } = await client.getAgentInstanceConfig(configType, new sls.GetAgentInstanceConfigRequest({ attributes }));
        assert.deepEqual([body.config, { ...body.attributes }, body.grayConfigs[0].content], ['{"a":2}', attributes, '{"a":3}']);
    });
    await judge.step('ListAgentInstanceConfigs', async () => {
        const { body } = await client.listAgentInstanceConfigs(new sls.ListAgentInstanceConfigsRequest({ configType, offset: 0, size: 10 }));
        assert.deepEqual([body.total, { ...body.configs[0].attributes }], [1, attributes]);
    });
    await judge.step('DeleteAgentInstanceConfig', () => client.deleteAgentInstanceConfig(configType, new sls.DeleteAgentInstanceConfigRequest({ attributes })));
    await judge.refusal('GetAgentInstanceConfig', 'ConfigNotExist', () => client.getAgentInstanceConfig(configType, new sls.GetAgentInstanceConfigRequest({ attributes })));
}
