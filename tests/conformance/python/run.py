"""Lets the official Python client of the Log Service judge the emulator: python3 run.py [--emulator DLL] [--write].

Runs where aliyun-log-python-sdk can be imported and says so otherwise; exit code 1 if a step failed.
"""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, '../../..'))
RECORD = os.path.join(ROOT, 'src/AliLogOps.Emulator/Coverage/exercised.json')
CLIENT = 'aliyun-log-python-sdk'


def main(arguments):
    try:
        import aliyun.log  # noqa: F401
    except ImportError as problem:
        print('%s cannot be imported (%s): nothing was judged.' % (CLIENT, problem))
        return 0
    program = arguments[arguments.index('--emulator') + 1] if '--emulator' in arguments else os.path.join(ROOT, 'out/AliLogOps/emulator/AliLogOps.Emulator.dll')
    emulator = subprocess.Popen(['dotnet', program, '--output', 'json', '--owner-pid', str(os.getpid())], stdout=subprocess.PIPE, text=True)
    try:
        judges = judge_all(json.loads(emulator.stdout.readline()))
    finally:
        emulator.terminate()
        emulator.wait()
    for judge in judges:
        print('%s: %d passed, %d failed' % (judge.client, len(judge.driven), len(judge.failures)))
        for operation, problem in judge.failures:
            print('  %s: %s' % (operation, problem))
    current = record(judges, '--write' in arguments)
    if not current:
        print('src/AliLogOps.Emulator/Coverage/exercised.json is not current: run python3 run.py --write, then write docs/emulator-coverage.md again.')
    return 1 if not current or any(judge.failures for judge in judges) else 0


def judge_all(ready):
    # the client puts the project in front of the endpoint's host; as a proxy the emulator takes any host
    os.environ.update(HTTP_PROXY=ready['endpoint'], http_proxy=ready['endpoint'], NO_PROXY='', no_proxy='')
    from aliyun.log import LogClient
    from judge import Judge
    from logs import judge_logs
    from objects import judge_objects
    from settings import judge_settings

    def client(version, secret=ready['accessKeySecret']):
        return LogClient('http://%s.log.aliyuncs.com' % ready['region'], ready['accessKeyId'], secret, auth_version=version, region=ready['region'], source='10.0.0.9')

    judges = []
    for version, name in (('v1', 'v1 SHA-1'), ('v4', 'v4')):
        judge = Judge('%s, %s' % (CLIENT, name))
        judges.append(judge)
        project = 'judge-python-' + version
        judge_settings(judge, client(version), project)
        judge_logs(judge, client(version), project)
        judge_objects(judge, client(version), project)
        judge_unbuilt(judge, client(version), project)
        judge.refusal('GetProject', 'SignatureNotMatch', lambda: client(version, 'not-the-secret').get_project(project))
        judge.step('DeleteIndex', lambda: client(version).delete_index(project, 'store'))
        judge.step('DeleteProject', lambda: client(version).delete_project(project))
        judge.refusal('GetProject', 'ProjectNotExist', lambda: client(version).get_project(project))
    return judges


def judge_unbuilt(judge, client, project):
    """What the emulator has not: refused by name, never guessed."""
    for name, call in (
            ('ListDashboard', lambda: client.list_dashboard(project)),
            ('ListAlert', lambda: client.list_alert(project)),
            ('ListExternalStore', lambda: client.list_external_store(project)),
            ('ListShipper', lambda: client.list_shipper(project, 'store'))):
        judge.refusal(name, 'NotImplemented', call)


def record(judges, write):
    """Writes which operations the client has driven, or tells whether what is written is current."""
    with open(RECORD, encoding='utf-8') as file:
        text = file.read()
    known = json.loads(text)
    known.update({judge.client: judge.operations() for judge in judges})
    new = json.dumps(dict(sorted(known.items())), indent=2) + '\n'
    if write:
        with open(RECORD, 'w', encoding='utf-8') as file:
            file.write(new)
    return write or new == text


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
