// Machine groups, Logtail configs and what binds them.
import assert from 'node:assert/strict';
import { sls } from './clients.mjs';

const streamlog = (store) => ({
    configName: 'judged-config',
    inputType: 'plugin',
    inputDetail: { plugin: { inputs: [{ type: 'service_syslog', detail: { Address: 'tcp://127.0.0.1:9999' } }] } },
    outputType: 'LogService',
    outputDetail: { logstoreName: store },
});

export async function judgeCollection(judge, client, project, store) {
    const group = 'judged-group';
    await judge.step('CreateMachineGroup', () => client.createMachineGroup(project, new sls.CreateMachineGroupRequest({
        groupName: group, machineIdentifyType: 'userdefined', machineList: ['judged-id'],
        groupAttribute: new sls.CreateMachineGroupRequestGroupAttribute({ groupTopic: 'judged' }),
    })));
    await judge.step('GetMachineGroup', async () => {
        const { body } = await client.getMachineGroup(project, group);
        assert.equal(body.machineIdentifyType, 'userdefined');
        assert.deepEqual(body.machineList, ['judged-id']);
    });
    await judge.step('UpdateMachineGroup', async () => {
        await client.updateMachineGroup(project, group, new sls.UpdateMachineGroupRequest({
            groupName: group, machineIdentifyType: 'userdefined', machineList: ['judged-id', 'second-id'],
            groupAttribute: new sls.UpdateMachineGroupRequestGroupAttribute({ groupTopic: 'judged' }),
        }));
        assert.deepEqual((await client.getMachineGroup(project, group)).body.machineList, ['judged-id', 'second-id']);
    });
    await judge.step('UpdateMachineGroupMachine', async () => {
        await client.updateMachineGroupMachine(project, group, new sls.UpdateMachineGroupMachineRequest({ action: 'delete', body: ['second-id'] }));
        assert.deepEqual((await client.getMachineGroup(project, group)).body.machineList, ['judged-id']);
    });
    await judge.step('ListMachineGroup', async () => {
        const { body } = await client.listMachineGroup(project, new sls.ListMachineGroupRequest({ offset: 0, size: 10 }));
        assert.deepEqual(body.machinegroups, [group]);
    });
    await judge.step('ListMachines', async () => {
        const { body } = await client.listMachines(project, group, new sls.ListMachinesRequest({ offset: 0, size: 10 }));
        assert.equal(body.total, 0);
    });

    await judge.step('CreateConfig', () => client.createConfig(project, new sls.CreateConfigRequest({ body: streamlog(store) })));
    await judge.step('GetConfig', async () => {
        const { body } = await client.getConfig(project, 'judged-config');
        assert.equal(body.inputType, 'plugin');
        assert.equal(body.outputDetail.logstoreName, store);
    });
    await judge.step('UpdateConfig', () => client.updateConfig(project, 'judged-config', new sls.UpdateConfigRequest({ body: { ...streamlog(store), logSample: 'a line' } })));
    await judge.step('ListConfig', async () => {
        const { body } = await client.listConfig(project, new sls.ListConfigRequest({ logstoreName: store, offset: 0, size: 10 }));
        assert.deepEqual(body.configs, ['judged-config']);
    });
    await judge.step('ApplyConfigToMachineGroup', () => client.applyConfigToMachineGroup(project, group, 'judged-config'));
    await judge.step('GetAppliedConfigs', async () => assert.deepEqual((await client.getAppliedConfigs(project, group)).body.configs, ['judged-config']));
    await judge.step('GetAppliedMachineGroups', async () => {
        const { body } = await client.getAppliedMachineGroups(project, 'judged-config');
        assert.deepEqual(body.machinegroups, [group]);
    });
    await judge.step('RemoveConfigFromMachineGroup', async () => {
        await client.removeConfigFromMachineGroup(project, group, 'judged-config');
        assert.deepEqual((await client.getAppliedConfigs(project, group)).body.configs, []);
    });
    await judge.step('DeleteConfig', () => client.deleteConfig(project, 'judged-config'));
    await judgePipeline(judge, client, project, store);
    await judge.step('DeleteMachineGroup', () => client.deleteMachineGroup(project, group));
    await judge.refusal('GetMachineGroup', 'MachineGroupNotExist', () => client.getMachineGroup(project, group));
}

async function judgePipeline(judge, client, project, store) {
    const pipeline = {
        configName: 'judged-pipeline',
        inputs: [{ Type: 'input_file', FilePaths: ['/var/log/app/*.log'] }],
        flushers: [{ Type: 'flusher_sls', Logstore: store }],
    };
    await judge.step('CreateLogtailPipelineConfig', () => client.createLogtailPipelineConfig(project, new sls.CreateLogtailPipelineConfigRequest(pipeline)));
    await judge.step('GetLogtailPipelineConfig', async () => assert.equal((await client.getLogtailPipelineConfig(project, 'judged-pipeline')).body.inputs[0].Type, 'input_file'));
    await judge.step('UpdateLogtailPipelineConfig', () => client.updateLogtailPipelineConfig(project, 'judged-pipeline', new sls.UpdateLogtailPipelineConfigRequest({ ...pipeline, logSample: 'a line' })));
    await judge.step('ListLogtailPipelineConfig', async () => {
        const { body } = await client.listLogtailPipelineConfig(project, new sls.ListLogtailPipelineConfigRequest({ offset: 0, size: 10 }));
        assert.equal(body.configs.length, 1);
    });
    await judge.step('DeleteLogtailPipelineConfig', () => client.deleteLogtailPipelineConfig(project, 'judged-pipeline'));
}
