"""get_log, a hundred rows a page, page after page."""
from measured import client, logstore, measure, project, rest

query, first, begin = rest[0], int(rest[1]), int(rest[2])
log = client()


def run():
    count = 0
    while count < first:
        rows = log.get_log(project, logstore, begin, begin + 3600, query=query, reverse=True, offset=count, size=100).get_logs()
        if not rows:
            break
        count += len(rows)
    return count


measure(run)
