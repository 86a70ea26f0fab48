"""Writing, searching, pulling, contexts, consumer groups."""
import time

from aliyun.log import (GetHistogramsRequest, GetLogsRequest, IndexConfig, IndexKeyConfig, IndexLineConfig,
                        LogItem, PutLogsRequest, compress)
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
    _modify(judge, client, project, now)


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

    def scan():
        found = search("todo-list | where cast(status as bigint) >= 208 | extend kind = split_part(msg, ' ', 1) | project status, kind", scan=True, forward=True, line=100)
        equal(sorted((status, str(kind)) for status in ('208', '209') for kind in COMPRESSIONS), sorted((row.get_contents()['status'], row.get_contents()['kind']) for row in found.get_logs()))
        equal((2, False, True), (found.get_meta().get_mode(), found.get_meta().get_has_sql(), found.is_completed()))
        equal(1, search("* | where app-name = 'routed'".replace('app-name', '"app-name"'), scan=True).get_count())
        equal(sent + 1, sum(search('*', scan=True, offset=offset, line=10).get_count() for offset in range(0, sent + 10, 10)))

    judge.step('GetLogsV2', scan)
    judge.refusal('GetLogsV2', 'ParameterInvalid', lambda: search('* | where status >= 208', scan=True))
    judge.refusal('GetLogsV2', 'NotImplemented', lambda: search('* | select count(*)', scan=True))
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

    def filtered(query):
        answers = []
        for shard in (0, 1):
            cursor = client.get_cursor(project, STORE, shard, 'begin').get_cursor()
            end = client.get_cursor(project, STORE, shard, 'end').get_cursor()
            while cursor != end:
                answers.append(client.pull_logs(project, STORE, shard, cursor, 1, query=query, compress=True, accept_compress_type='lz4'))
                cursor = answers[-1].get_next_cursor()
        return answers

    def spl():
        answers = filtered("* | where status = '203' | project-rename code = status | project code, app = \"app-name\"")
        equal([('203', 'todo-list')] * len(COMPRESSIONS), [(log['code'], log['app']) for answer in answers for log in answer.get_flatten_logs_json(decode_bytes=True)])
        equal({1}, {answer.raw_log_group_count_before_query for answer in answers})
        equal(len(COMPRESSIONS), sum(answer.get_loggroup_count() for answer in answers))
        assert all(answer.raw_size_before_query > answer.raw_size for answer in answers), 'nothing was taken out'
        logs = [log for answer in client.pull_log(project, STORE, 0, now - 600, now + 600, query="* | where \"app-name\" = 'todo-list'") for log in answer.get_flatten_logs_json(decode_bytes=True)]
        equal({'todo-list'}, {log['app-name'] for log in logs} | {'todo-list'})

    judge.step('PullLogs', spl)
    judge.refusal('PullLogs', 'ParameterInvalid', lambda: filtered('* | wear status'))
    judge.refusal('PullLogs', 'NotImplemented', lambda: filtered('* | stats count(*)'))
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


def _modify(judge, client, project, now):
    """Changing and deleting logs of a logstore that was made for it: searches see it, pulls do not."""
    store = 'modified'
    judge.step('CreateLogStore', lambda: client.create_logstore(project, store, shard_count=1, enable_modify=True))
    client.create_index(project, store, IndexConfig(line_config=IndexLineConfig([' ']), key_config_list={'status': IndexKeyConfig([' '], doc_value=True), 'n': IndexKeyConfig(index_type='long')}))
    client.put_logs(PutLogsRequest(project, store, '', '', [LogItem(now, [('status', 'failed'), ('n', str(n))]) for n in range(4)]))

    def rows(query='*'):
        return [dict(row.get_contents()) for row in client.get_logs(GetLogsRequest(project, store, now - 60, now + 60, query=query)).get_logs()]

    def status():
        return [(row['n'], row['status']) for row in rows()]

    ids = [row['__rowid__'] for row in eventually(rows, lambda found: len(found) == 4)]

    def update():
        equal(2, client.update_logs(project=project, logstore=store, from_time=now - 60, to_time=now + 60, query='status: failed and n < 2', log_item={'status': 'success'}).get_affected_rows())
        equal(1, client.update_logs(project=project, logstore=store, row_id=ids[2], update_mode='full', log_item=LogItem(now, [('status', 'done'), ('n', '7')])).get_affected_rows())
        equal([('0', 'success'), ('1', 'success'), ('7', 'done'), ('3', 'failed')], status())
        equal(ids, [row['__rowid__'] for row in rows()])

    judge.step('UpdateLogs', update)
    judge.refusal('UpdateLogs', 'ParameterInvalid', lambda: client.update_logs(project=project, logstore=store, row_id='none', data='{"n":"1"}'))

    def delete():
        equal(1, client.delete_logs_v2(project=project, logstore=store, row_id=ids[0]).get_affected_rows())
        equal(0, client.delete_logs_v2(project=project, logstore=store, row_id=ids[0]).get_affected_rows())
        equal(1, client.delete_logs_v2(project=project, logstore=store, from_time=now - 60, to_time=now + 60, query='failed').get_affected_rows())
        equal([('1', 'success'), ('7', 'done')], status())

    judge.step('DeleteLogs', delete)
    judge.refusal('DeleteLogs', 'NotSupported', lambda: client.delete_logs_v2(project=project, logstore=STORE, from_time=now - 60, to_time=now + 60, query='*'))

    def pulled():
        cursor = client.get_cursor(project, store, 0, 'begin').get_cursor()
        equal([(str(n), 'failed') for n in range(4)], [(log['n'], log['status']) for log in client.pull_logs(project, store, 0, cursor).get_flatten_logs_json(decode_bytes=True)])

    judge.step('PullLogs', pulled)
