"""Writing, searching, pulling, contexts, consumer groups."""
import time

from aliyun.log import GetHistogramsRequest, GetLogsRequest, LogItem, PutLogsRequest, compress
from judge import equal, eventually

STORE = 'store'
# the client compresses with zstd only where a library for it is installed
COMPRESSIONS = [None, 'lz4', 'deflate'] + (['zstd'] if compress.zstd_available else [])


def judge_logs(judge, client, project):
    now = int(time.time())
    sent = 0
    for compression in COMPRESSIONS:
        items = [LogItem(now, [('app-name', 'todo-list'), ('status', str(200 + i)), ('msg', '%s message %d 中文' % (compression, i))]) for i in range(10)]
        request = PutLogsRequest(project, STORE, 'topic', '10.0.0.1', items, compress=compression is not None, compress_type=compression,
                                 logtags=[('judge', 'python'), ('__pack_id__', '1234567890ABCDEF-1')])
        judge.step('PostLogStoreLogs', lambda: client.put_logs(request))
        sent += len(items)
    judge.step('PostLogStoreLogsByHashKey', lambda: client.put_logs(PutLogsRequest(project, STORE, '', '10.0.0.2', [LogItem(now, [('app-name', 'routed')])], hashKey='f' * 32)))
    judge.refusal('PostLogStoreLogs', 'LogStoreNotExist', lambda: client.put_logs(PutLogsRequest(project, 'none', '', '', [LogItem(now, [('a', 'b')])])))
    _search(judge, client, project, now, sent)
    _pull(judge, client, project, now, sent)
    _context(judge, client, project, now)
    _consume(judge, client, project)


def _search(judge, client, project, now, sent):
    def search(query, **more):
        return client.get_logs(GetLogsRequest(project, STORE, now - 600, now + 60, query=query, **more))

    def rows():
        found = eventually(lambda: search('app-name: todo-list', line=100), lambda answer: answer.get_count() == sent)
        row = found.get_logs()[0]
        equal(('10.0.0.1', 'todo-list', 'python'), (row.get_source(), row.get_contents()['app-name'], row.get_contents()['__tag__:judge']))
        meta = found.get_meta()
        equal((True, False, 'app-name: todo-list'), (found.is_completed(), meta.get_has_sql(), meta.get_where_query()))

    judge.step('GetLogsV2', rows)
    judge.step('GetLogsV2', lambda: equal(10, search('app-name: todo-list and msg: lz4 and status >= 200').get_count()))
    judge.step('GetLogsV2', lambda: equal(5, search('todo-list', line=5, offset=sent - 5, reverse=True).get_count()))
    judge.step('GetLogsV2', lambda: equal(sent, sum(page.get_count() for page in client.get_log_all(project, STORE, now - 600, now + 60, query='todo-list'))))

    def sql():
        found = search('todo-list | select status, count(*) as c group by status order by status limit 3')
        equal([{'status': status, 'c': str(len(COMPRESSIONS))} for status in ('200', '201', '202')], [dict(row.get_contents()) for row in found.get_logs()])
        equal((['status', 'c'], True), (found.get_meta().get_keys(), found.get_meta().get_has_sql()))

    judge.step('GetLogsV2', sql)
    judge.step('GetLogsV2', lambda: equal(str(sent), client.execute_logstore_sql(project, STORE, now - 600, now + 60, 'todo-list | select count(*) as c', False).get_logs()[0].get_contents()['c']))

    def project_sql():
        found = client.execute_project_sql(
            project, 'select a.status, count(*) as c from %s a where a.__time__ >= %d and a.__time__ < %d and "app-name" = \'todo-list\' group by a.status order by 1 limit 3' % (STORE, now - 600, now + 60), True)
        equal([{'status': status, 'c': str(len(COMPRESSIONS))} for status in ('200', '201', '202')], [dict(row.get_contents()) for row in found.get_logs()])
        equal((True, 3, True), (found.is_completed(), found.get_count(), found.get_meta().get_has_sql()))

    judge.step('GetProjectLogs', project_sql)
    judge.refusal('GetProjectLogs', 'ParameterInvalid', lambda: client.execute_project_sql(project, 'select count(*) from ' + STORE, False))
    judge.refusal('GetProjectLogs', 'LogStoreNotExist', lambda: client.execute_project_sql(project, 'select 1 from none where __time__ > 1', False))
    judge.refusal('GetLogsV2', 'ParameterInvalid', lambda: search('none: a'))
    judge.refusal('GetLogsV2', 'ParameterInvalid', lambda: search('* | select missing from log'))
    histogram = GetHistogramsRequest(project, STORE, now - 600, now + 60, query='todo-list')

    def buckets():
        found = client.get_histograms(histogram)
        equal((sent, True), (found.get_total_count(), found.is_completed()))
        equal(sent, sum(part.get_count() for part in found.get_histograms()))

    judge.step('GetHistograms', buckets)


def _pull(judge, client, project, now, sent):
    def pulled(compression, count=None):
        logs = []
        for shard in (0, 1):
            cursor = client.get_cursor(project, STORE, shard, 'begin').get_cursor()
            while True:
                answer = client.pull_logs(project, STORE, shard, cursor, count, compress=compression is not None, accept_compress_type=compression)
                logs += answer.get_flatten_logs_json(decode_bytes=True)
                if answer.get_next_cursor() == cursor:
                    break
                cursor = answer.get_next_cursor()
        return sorted((log['app-name'], log.get('status', ''), log.get('msg', '')) for log in logs)

    first = judge.step('GetCursor, PullLogs', lambda: pulled('lz4')) or []
    judge.step('PullLogs', lambda: equal(sent + 1, len(first)))
    judge.step('PullLogs', lambda: equal(first, pulled('zstd' if 'zstd' in COMPRESSIONS else 'lz4', 2)))
    judge.step('PullLogs', lambda: equal(first, pulled(None, 1)))
    judge.step('GetCursor, PullLogs', lambda: equal(sent + 1, sum(answer.get_log_count() for shard in (0, 1) for answer in client.pull_log(project, STORE, shard, now - 60, now + 60))))

    def times():
        cursor = client.get_begin_cursor(project, STORE, 0).get_cursor()
        received = int(client.get_cursor_time(project, STORE, 0, cursor).get_cursor_time())
        assert abs(received - now) < 60, received
        client.get_previous_cursor_time(project, STORE, 0, client.get_end_cursor(project, STORE, 0).get_cursor())

    judge.step('GetCursor, GetCursorTime', times)
    judge.refusal('PullLogs', 'ParameterInvalid', lambda: client.pull_logs(project, STORE, 0, 'no cursor'))
    judge.refusal('GetCursor', 'ShardNotExist', lambda: client.get_cursor(project, STORE, 99, 'begin'))


def _context(judge, client, project, now):
    def context():
        row = client.get_log(project, STORE, now - 600, now + 60, query='lz4|with_pack_meta', size=1).get_logs()[0].get_contents()
        found = client.get_context_logs(project, STORE, row['__tag__:__pack_id__'], row['__pack_meta__'], 3, 3)
        assert found.is_completed()
        assert found.get_total_lines() >= 4, found.get_total_lines()

    judge.step('GetLogsV2, GetContextLogs', context)


def _consume(judge, client, project):
    judge.step('CreateConsumerGroup', lambda: client.create_consumer_group(project, STORE, 'readers', 60))
    judge.refusal('CreateConsumerGroup', 'ConsumerGroupAlreadyExist', lambda: client.create_consumer_group(project, STORE, 'readers', 60))
    judge.step('ListConsumerGroup', lambda: equal(['readers'], [group.get_consumer_group_name() for group in client.list_consumer_group(project, STORE).get_consumer_groups()]))
    judge.step('UpdateConsumerGroup', lambda: client.update_consumer_group(project, STORE, 'readers', 90, True))
    judge.step('ConsumerGroupHeartBeat', lambda: equal([0, 1], client.heart_beat(project, STORE, 'readers', 'one').get_shards()))

    def checkpoint():
        cursor = client.get_end_cursor(project, STORE, 0).get_cursor()
        client.update_check_point(project, STORE, 'readers', 0, cursor, 'one', force_success=False)
        equal([(0, cursor)], [(found['shard'], found['checkpoint']) for found in client.get_check_point(project, STORE, 'readers', 0).get_consumer_group_check_points()])
        equal(cursor, client.get_check_point_fixed(project, STORE, 'readers', 0).get_consumer_group_check_points()[0]['checkpoint'])

    judge.step('ConsumerGroupUpdateCheckPoint, GetCheckPoint', checkpoint)
    judge.refusal('ConsumerGroupHeartBeat', 'ConsumerGroupNotExist', lambda: client.heart_beat(project, STORE, 'none', 'one'))
    judge.step('DeleteConsumerGroup', lambda: client.delete_consumer_group(project, STORE, 'readers'))
