// @alicloud/sts20150401: who is calling, and temporary keys that the Log Service then takes.
import assert from 'node:assert/strict';
import { sls, slsClient, sts, stsClient } from './clients.mjs';

export async function judgeSts(judge, emulator) {
    const client = stsClient(emulator);
    await judge.step('GetCallerIdentity', async () => {
        const { body } = await client.getCallerIdentity();
        assert.match(body.accountId, /^\d+$/);
        assert.match(body.arn, /^acs:ram::\d+:/);
    });
    const keys = await judge.step('AssumeRole', async () => {
        const { body } = await client.assumeRole(new sts.AssumeRoleRequest({ roleArn: 'acs:ram::1234567890123456:role/judge', roleSessionName: 'judge', durationSeconds: 900 }));
        assert.ok(Date.parse(body.credentials.expiration) > Date.now());
        return body.credentials;
    });
    await judge.step('ListProject', () => slsClient({ ...emulator, ...keys }, 'v4').listProject(new sls.ListProjectRequest({ offset: 0, size: 1 })));
    await judge.step('AssumeRoleWithOIDC', async () => {
        const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
        const token = `${part({ alg: 'none' })}.${part({ sub: 'judge', exp: Math.floor(Date.now() / 1000) + 600 })}.${part('unsigned')}`;
        const { body } = await client.assumeRoleWithOIDC(new sts.AssumeRoleWithOIDCRequest({
            OIDCProviderArn: 'acs:ram::1234567890123456:oidc-provider/judge', roleArn: 'acs:ram::1234567890123456:role/judge', OIDCToken: token, roleSessionName: 'judge' }));
        assert.ok(body.credentials.securityToken.length > 0);
    });
    await judge.refusal('AssumeRole', 'InvalidParameter.RoleArn', () => client.assumeRole(new sts.AssumeRoleRequest({ roleArn: 'no-arn', roleSessionName: 'judge' })));
}
