// What surrounds a project and a logstore: policy, domains, acceleration, resource group, encryption, metering, web tracking.
import assert from 'node:assert/strict';
import { sls } from './clients.mjs';

export async function judgeSettings(judge, client, project, store) {
    const policy = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Deny', Action: ['log:DeleteProject'], Principal: ['*'], Resource: `acs:log:*:*:project/${project}/*` }] });
    await judge.step('PutProjectPolicy', () => client.putProjectPolicy(project, new sls.PutProjectPolicyRequest({ body: policy })));
    await judge.step('GetProjectPolicy', async () => assert.match(JSON.stringify((await client.getProjectPolicy(project)).body), /DeleteProject/));
    await judge.step('DeleteProjectPolicy', () => client.deleteProjectPolicy(project));

    await judge.step('CreateDomain', () => client.createDomain(project, new sls.CreateDomainRequest({ domainName: 'logs.example.com' })));
    await judge.step('ListDomains', async () => {
        const { body } = await client.listDomains(project, new sls.ListDomainsRequest({ offset: 0, size: 10 }));
        assert.equal(body.total, 1);
    });
    await judge.step('DeleteDomain', () => client.deleteDomain(project, 'logs.example.com'));
    await judge.step('PutProjectTransferAcceleration', () => client.putProjectTransferAcceleration(project, new sls.PutProjectTransferAccelerationRequest({ enabled: true })));
    await judge.step('ChangeResourceGroup', () => client.changeResourceGroup(project, new sls.ChangeResourceGroupRequest({ resourceGroupId: 'rg-aekzf4judge', resourceId: project, resourceType: 'PROJECT' })));

    await judge.step('UpdateLogStoreEncryption', () => client.updateLogStoreEncryption(project, store, new sls.UpdateLogStoreEncryptionRequest({ enable: true, encryptType: 'default' })));
    await judge.step('UpdateLogStoreMeteringMode', () => client.updateLogStoreMeteringMode(project, store, new sls.UpdateLogStoreMeteringModeRequest({ meteringMode: 'ChargeByDataIngest' })));
    await judge.step('GetLogStoreMeteringMode', async () => assert.equal((await client.getLogStoreMeteringMode(project, store)).body.meteringMode, 'ChargeByDataIngest'));
    await judge.step('UpdateLogStoreProcessor', async () => {
        await client.updateLogStoreProcessor(project, store, new sls.UpdateLogStoreProcessorRequest({ processorName: 'judged-processor' }));
        assert.equal((await client.getLogStore(project, store)).body.processorId, 'judged-processor');
    });
    await judge.step('PutWebtracking', async () => {
        await client.createLogStore(project, new sls.CreateLogStoreRequest({ logstoreName: 'tracked', ttl: 1, shardCount: 1, enableTracking: true }));
        await client.putWebtracking(project, 'tracked', new sls.PutWebtrackingRequest({ topic: 'judged', source: 'judge', logs: [{ page: 'one' }, { page: 'two' }], tags: { judge: 'sls' } }));
        await client.deleteLogStore(project, 'tracked');
    });
}
