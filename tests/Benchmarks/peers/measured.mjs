// What the peers share: the connection from the command line, the syslog shape, and the line the benchmarks read.
import '../../conformance/emulator.mjs';

const [endpoint, region, accessKeyId, accessKeySecret, project, logstore, ...rest] = process.argv.slice(2);
export const emulator = { host: `localhost:${new URL(endpoint).port}`, region, accessKeyId, accessKeySecret };
export { project, logstore, rest };

/** The same log as Data/LogShapes.cs makes for a number. */
export function syslog(number) {
    const hash = (value) => (Math.imul(value, 2654435761) >>> 0).toString(16).padStart(8, '0');
    const severities = ['info', 'notice', 'warning', 'err'];
    return {
        hostname: `sample-app-ecs-zone-${number % 7}-dev`,
        'app-name': number % 5 === 0 ? 'kernel' : 'todo-list',
        'proc-id': String(700 + (number % 97)),
        facility: 'local0',
        severity: severities[number % 4],
        priority: String(128 + (number % 8)),
        msg: `2026-11-24 08:52:${String(number % 60).padStart(2, '0')}.${String(number % 1000).padStart(3, '0')}  INFO ${700 + (number % 97)} --- [nio-8080-exec-${number % 10}] c.a.i.t.controllers.TaskController : Create a new task: Task{uuid='${hash(number)}-${hash(number + 1)}-${hash(number + 2)}', description='Task ${number}'} ${number % 10000 === 4242 ? 'needle' : 'hay'}`,
    };
}

export async function measure(part) {
    const started = performance.now();
    const logs = await part();
    const seconds = (performance.now() - started) / 1000;
    console.log(`seconds=${seconds.toFixed(4)} peak=${(process.resourceUsage().maxRSS / 1000).toFixed(1)} logs=${logs}`);
}
