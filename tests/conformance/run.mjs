// Runs every judge against one emulator; prints a line a client and every failed step; exit code 1 if one failed.
import { ecs, ecsClient, sls, slsClient, sts, stsClient } from './clients.mjs';
import { recordExercised } from './exercised.mjs';
import { Judge } from './judge.mjs';
import { startEmulator } from './emulator.mjs';
import { judgeLog } from './judge-log.mjs';
import { judgeSls } from './judge-sls.mjs';
import { judgeEcs } from './judge-ecs.mjs';
import { judgeSts } from './judge-sts.mjs';
import { judgeUnbuilt } from './judge-unbuilt.mjs';

const emulator = await startEmulator();
const judges = [];

async function session(client, body) {
    const judge = new Judge(client);
    judges.push(judge);
    await body(judge);
}

/** The operations the judges of a client have driven so far. */
function drivenBy(client) {
    const steps = judges.filter((judge) => judge.client.startsWith(client)).flatMap((judge) => judge.verdicts);
    return new Set(steps.flatMap((verdict) => verdict.operation.replace(/ \(.*/, '').split(', ')));
}

try {
    await session('@alicloud/log, v1 SHA-1', (judge) => judgeLog(judge, emulator));
    await session('@alicloud/sls20201230, v1 SHA-256', (judge) => judgeSls(judge, emulator, 'v1'));
    await session('@alicloud/sls20201230, v4', (judge) => judgeSls(judge, emulator, 'v4'));
    await session('@alicloud/ecs20140526, ACS3', (judge) => judgeEcs(judge, emulator));
    await session('@alicloud/sts20150401, ACS3', (judge) => judgeSts(judge, emulator));
    for (const [name, client, models] of [['sls20201230', slsClient(emulator, 'v4'), sls], ['ecs20140526', ecsClient(emulator), ecs], ['sts20150401', stsClient(emulator), sts]]) {
        await session(`@alicloud/${name}, refused by name`, (judge) => judgeUnbuilt(judge, client, models, drivenBy(`@alicloud/${name}`)));
    }
} finally {
    await emulator.stop();
}

const verdicts = judges.flatMap((judge) => judge.verdicts);
for (const judge of judges) {
    const failed = judge.verdicts.filter((verdict) => !verdict.passed);
    console.log(`${judge.client}: ${judge.verdicts.length - failed.length} passed, ${failed.length} failed`);
    for (const verdict of failed) console.log(`  ${verdict.operation}: ${verdict.problem}`);
}
const failures = verdicts.filter((verdict) => !verdict.passed).length;
console.log(`${verdicts.length - failures} passed, ${failures} failed`);
const current = recordExercised(judges, process.argv.includes('--write'));
if (!current) console.log('src/AliLogOps.Emulator/Coverage/exercised.json is not current: run node run.mjs --write, then write docs/emulator-coverage.md again.');
process.exitCode = failures || !current ? 1 : 0;
