// The official clients, pointed at the emulator.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { default: SlsClient, ...slsModels } = require('@alicloud/sls20201230');
const { default: EcsClient, ...ecsModels } = require('@alicloud/ecs20140526');
const { default: StsClient, ...stsModels } = require('@alicloud/sts20150401');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { RuntimeOptions } = require('@darabonba/typescript');
export const LogClient = require('@alicloud/log');
export const sls = slsModels;
export const ecs = ecsModels;
export const sts = stsModels;

function settings(emulator, signatureVersion) {
    return new $OpenApiUtil.Config({
        accessKeyId: emulator.accessKeyId,
        accessKeySecret: emulator.accessKeySecret,
        securityToken: emulator.securityToken,
        regionId: emulator.region,
        endpoint: emulator.host,
        protocol: 'HTTP',
        signatureVersion,
    });
}

/** @alicloud/log: signature v1 with SHA-1. */
export const logClient = (emulator) => new LogClient({
    accessKeyId: emulator.accessKeyId,
    accessKeySecret: emulator.accessKeySecret,
    securityToken: emulator.securityToken,
    endpoint: emulator.host,
});

/** @alicloud/sls20201230: signature v1 with SHA-256, or v4. */
export const slsClient = (emulator, signatureVersion) => new SlsClient(settings(emulator, signatureVersion));
export const ecsClient = (emulator) => new EcsClient(settings(emulator));
export const stsClient = (emulator) => new StsClient(settings(emulator));

/**
 * Calls an operation whose method in @alicloud/sls20201230 5.9.0 cannot work (its PutLogs sends no body, its PullLogs names no
 * project) through the client's own pipeline, so that its signature and compression are judged all the same.
 */
export async function slsExecute(client, project, parameters, { query = {}, headers = {}, body } = {}) {
    const params = new $OpenApiUtil.Params({
        version: '2020-12-30', protocol: 'HTTP', authType: 'AK', style: 'ROA', ...parameters,
    });
    const request = new $OpenApiUtil.OpenApiRequest({ hostMap: { project }, headers, query, body });
    return client.execute(params, request, new RuntimeOptions({}));
}
