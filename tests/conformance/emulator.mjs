// Starts the emulator for the judges and ends it with them.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import dns from 'node:dns';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = argument('--emulator') ?? path.join(root, 'out/AliLogOps/emulator/AliLogOps.Emulator.dll');

// The clients put the project in front of the endpoint's host; "project.localhost" is no name that every machine resolves.
const lookup = dns.lookup;
dns.lookup = (name, options, callback) => {
    if (!String(name).endsWith('localhost')) return lookup(name, options, callback);
    const done = callback ?? options;
    return options?.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
};

/** The value behind an option of the command line. */
function argument(name) {
    const place = process.argv.indexOf(name);
    return place < 0 ? undefined : process.argv[place + 1];
}

/** Starts an emulator; resolves with { host, region, accessKeyId, accessKeySecret, token, stop() }. */
export async function startEmulator(...options) {
    const child = spawn('dotnet', [program, '--listen', '127.0.0.1:0', '--output', 'json', '--owner-pid', String(process.pid), ...options],
        { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const line = await new Promise((resolve, reject) => {
        createInterface({ input: child.stdout }).once('line', resolve);
        child.once('error', reject);
        ended.then((code) => reject(new Error(`The emulator ended with code ${code} before it was ready.`)));
    });
    const ready = JSON.parse(line);
    return {
        ...ready,
        host: `localhost:${new URL(ready.endpoint).port}`,
        stop: async () => { child.kill('SIGTERM'); await ended; },
    };
}
