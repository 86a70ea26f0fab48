"""put_logs, a thousand logs a call, one call after the other."""
import time

from aliyun.log import LogItem, PutLogsRequest
from measured import client, logstore, measure, project, rest, syslog

log = client()
items = [LogItem(timestamp=int(time.time()), contents=syslog(number)) for number in range(int(rest[0]))]


def run():
    for first in range(0, len(items), 1000):
        log.put_logs(PutLogsRequest(project, logstore, topic='bench', logitems=items[first:first + 1000]))
    return len(items)


measure(run)
