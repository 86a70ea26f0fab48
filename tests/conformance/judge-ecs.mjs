// @alicloud/ecs20140526: security groups and their rules, signed with ACS3.
import assert from 'node:assert/strict';
import { ecs, ecsClient } from './clients.mjs';

export async function judgeEcs(judge, emulator) {
    const client = ecsClient(emulator);
    const regionId = emulator.region;
    const permission = (cidr) => new ecs.AuthorizeSecurityGroupRequestPermissions({ ipProtocol: 'TCP', portRange: '11111/11111', sourceCidrIp: cidr, policy: 'accept', priority: '1' });

    const securityGroupId = await judge.step('CreateSecurityGroup', async () => {
        const { body } = await client.createSecurityGroup(new ecs.CreateSecurityGroupRequest({ regionId, securityGroupName: 'judged', vpcId: 'vpc-judged' }));
        assert.match(body.securityGroupId, /^sg-/);
        return body.securityGroupId;
    });
    await judge.step('AuthorizeSecurityGroup', () => client.authorizeSecurityGroup(new ecs.AuthorizeSecurityGroupRequest({ regionId, securityGroupId, permissions: [permission('192.168.0.0/16')] })));
    await judge.step('DescribeSecurityGroupAttribute', async () => {
        const { body } = await client.describeSecurityGroupAttribute(new ecs.DescribeSecurityGroupAttributeRequest({ regionId, securityGroupId, direction: 'ingress' }));
        const rules = body.permissions.permission;
        assert.equal(rules.length, 1);
        assert.equal(rules[0].portRange, '11111/11111');
        assert.equal(rules[0].sourceCidrIp, '192.168.0.0/16');
    });
    await judge.step('DescribeSecurityGroups', async () => {
        const { body } = await client.describeSecurityGroups(new ecs.DescribeSecurityGroupsRequest({ regionId, maxResults: 10 }));
        assert.ok(body.securityGroups.securityGroup.some((group) => group.securityGroupId === securityGroupId));
    });
    await judge.step('RevokeSecurityGroup', async () => {
        await client.revokeSecurityGroup(new ecs.RevokeSecurityGroupRequest({ regionId, securityGroupId, permissions: [new ecs.RevokeSecurityGroupRequestPermissions({ ipProtocol: 'TCP', portRange: '11111/11111', sourceCidrIp: '192.168.0.0/16', policy: 'accept', priority: '1' })] }));
        const { body } = await client.describeSecurityGroupAttribute(new ecs.DescribeSecurityGroupAttributeRequest({ regionId, securityGroupId }));
        assert.deepEqual(body.permissions.permission ?? [], []);
    });
    await judge.step('DescribeRegions', async () => {
        const { body } = await client.describeRegions(new ecs.DescribeRegionsRequest({ acceptLanguage: 'en-US' }));
        assert.ok(body.regions.region.some((region) => region.regionId === regionId));
    });
    await judge.step('DescribeInstances', async () => {
        const byNumber = await client.describeInstances(new ecs.DescribeInstancesRequest({ regionId, pageNumber: 1, pageSize: 10 }));
        assert.equal(byNumber.body.totalCount, 0);
        const byToken = await client.describeInstances(new ecs.DescribeInstancesRequest({ regionId, maxResults: 10 }));
        assert.deepEqual(byToken.body.instances.instance ?? [], []);
    });
    await judge.refusal('DescribeSecurityGroupAttribute', 'InvalidSecurityGroupId.NotFound', () =>
        client.describeSecurityGroupAttribute(new ecs.DescribeSecurityGroupAttributeRequest({ regionId, securityGroupId: 'sg-nothere' })));
    await judge.refusal('DeleteSecurityGroup', 'NotImplemented', () => client.deleteSecurityGroup(new ecs.DeleteSecurityGroupRequest({ regionId, securityGroupId })));
}
