"""What the peers share: the connection from the command line, the syslog shape, and the line the benchmarks read."""
import os
import resource
import sys
import time

endpoint, region, key_id, key_secret, project, logstore = sys.argv[1:7]
rest = sys.argv[7:]
# the client puts the project in front of the endpoint's host; as a proxy the emulator takes any host
os.environ.update(HTTP_PROXY=endpoint, http_proxy=endpoint, NO_PROXY='', no_proxy='')

from aliyun.log import LogClient  # noqa: E402


def client():
    return LogClient('http://%s.log.aliyuncs.com' % region, key_id, key_secret, auth_version='v4', region=region, source='10.0.0.9')


def syslog(number):
    """The same log as Data/LogShapes.cs makes for a number."""
    def digits(value):
        return '%08x' % (value * 2654435761 & 0xffffffff)

    return [
        ('hostname', 'sample-app-ecs-zone-%d-dev' % (number % 7)),
        ('app-name', 'kernel' if number % 5 == 0 else 'todo-list'),
        ('proc-id', str(700 + number % 97)),
        ('facility', 'local0'),
        ('severity', ('info', 'notice', 'warning', 'err')[number % 4]),
        ('priority', str(128 + number % 8)),
        ('msg', "2026-11-24 08:52:%02d.%03d  INFO %d --- [nio-8080-exec-%d] c.a.i.t.controllers.TaskController : Create a new task: Task{uuid='%s-%s-%s', description='Task %d'} %s" % (
            number % 60, number % 1000, 700 + number % 97, number % 10, digits(number), digits(number + 1), digits(number + 2), number, 'needle' if number % 10000 == 4242 else 'hay')),
    ]


def measure(part):
    started = time.monotonic()
    logs = part()
    seconds = time.monotonic() - started
    print('seconds=%.4f peak=%.1f logs=%d' % (seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, logs))
