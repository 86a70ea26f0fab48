"""pull_logs from the begin of a shard, with LZ4 where the client has it, decoded to objects."""
from measured import client, logstore, measure, project

log = client()


def run():
    count = 0
    cursor = log.get_cursor(project, logstore, 0, 'begin').get_cursor()
    while True:
        answer = log.pull_logs(project, logstore, 0, cursor, count=1000)
        count += len(answer.get_flatten_logs_json())
        if answer.get_next_cursor() == cursor:
            return count
        cursor = answer.get_next_cursor()


measure(run)
