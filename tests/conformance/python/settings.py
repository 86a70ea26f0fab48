"""Projects, logstores, shards, indexes, configs, machine groups, saved searches, tags."""
from aliyun.log import (IndexConfig, IndexKeyConfig, IndexLineConfig, LogtailConfigGenerator, MachineGroupDetail,
                        SimpleFileConfigDetail)
from aliyun.log.logtail_config_detail import SyslogConfigDetail
from judge import equal

TOKENS = [',', ' ', '=', ':', '\t', '\n']
PIPELINE = {'configName': 'pipe', 'inputs': [{'Type': 'input_file', 'FilePaths': ['/var/log/*.log']}],
            'flushers': [{'Type': 'flusher_sls', 'Logstore': 'store'}]}


def judge_settings(judge, client, project):
    store = 'store'
    judge.step('CreateProject', lambda: client.create_project(project, 'made by the official client'))
    judge.refusal('CreateProject', 'ProjectAlreadyExist', lambda: client.create_project(project, ''))
    judge.step('GetProject', lambda: equal('made by the official client', client.get_project(project).get_description()))
    judge.step('UpdateProject', lambda: client.update_project(project, 'another'))
    judge.step('ListProject', lambda: equal([project], [item['projectName'] for item in client.list_project(project_name_pattern=project).get_projects()]))
    judge.step('CreateLogStore', lambda: client.create_logstore(project, store, ttl=7, shard_count=2))
    judge.refusal('CreateLogStore', 'LogStoreAlreadyExist', lambda: client.create_logstore(project, store))
    judge.step('UpdateLogStore', lambda: client.update_logstore(project, store, ttl=14))

    def logstore():
        found = client.get_logstore(project, store)
        equal((14, 2, True, 64), (found.get_ttl(), found.get_shard_count(), found.auto_split, found.max_split_shard))

    judge.step('GetLogStore', logstore)
    judge.step('ListLogStores', lambda: equal([store], client.list_logstore(project).get_logstores()))
    judge.refusal('GetLogStore', 'LogStoreNotExist', lambda: client.get_logstore(project, 'none'))
    judge.step('GetLogStoreMeteringMode', lambda: equal('ChargeByFunction', client.get_logstore_metering_mode(project, store).get_metering_mode()))
    _index(judge, client, project, store)
    _shards(judge, client, project)
    _collection(judge, client, project, store)
    _searches_and_tags(judge, client, project, store)


def _index(judge, client, project, store):
    keys = {'app-name': IndexKeyConfig(TOKENS, doc_value=True), 'status': IndexKeyConfig(index_type='long', doc_value=True), 'msg': IndexKeyConfig(TOKENS, doc_value=True, chinese=True)}
    config = IndexConfig(line_config=IndexLineConfig(TOKENS), key_config_list=keys)
    judge.refusal('GetIndex', 'IndexConfigNotExist', lambda: client.get_index_config(project, store))
    judge.step('CreateIndex', lambda: client.create_index(project, store, config))
    judge.refusal('CreateIndex', 'IndexAlreadyExist', lambda: client.create_index(project, store, config))

    def read():
        found = client.get_index_config(project, store).get_index_config()
        equal(sorted(keys), sorted(found.key_config_list))
        equal('long', found.key_config_list['status'].index_type)

    judge.step('GetIndex', read)
    judge.step('UpdateIndex', lambda: client.update_index(project, store, config))


def _shards(judge, client, project):
    store = 'shards'
    client.create_logstore(project, store, shard_count=1, auto_split=False)

    def open_shards():
        return [shard['shardID'] for shard in client.list_shards(project, store).get_shards_info() if shard['status'] == 'readwrite']

    judge.step('ListShards', lambda: equal([0], open_shards()))
    judge.step('SplitShard', lambda: client.split_shard(project, store, 0, '8' + '0' * 31))
    judge.step('ListShards', lambda: equal([1, 2], open_shards()))
    # the client calls it MergeShards; the emulator's table has one row for the request form
    judge.step('SplitShard', lambda: client.merge_shard(project, store, 1))
    judge.step('ListShards', lambda: equal([3], open_shards()))
    judge.step('ListShards, SplitShard', lambda: client.arrange_shard(project, store, 3))
    judge.step('ListShards', lambda: equal(3, len(open_shards())))
    judge.refusal('SplitShard', 'ParameterInvalid', lambda: client.split_shard(project, store, 0, '8'))
    judge.step('DeleteLogStore', lambda: client.delete_logstore(project, store))


def _collection(judge, client, project, store):
    judge.step('CreateConfig', lambda: client.create_logtail_config(project, SyslogConfigDetail(store, 'sys', tag='sys_tag')))
    judge.step('CreateConfig', lambda: client.create_logtail_config(project, SimpleFileConfigDetail(store, 'file', '/var/log', '*.log')))
    judge.refusal('CreateConfig', 'ConfigAlreadyExist', lambda: client.create_logtail_config(project, SyslogConfigDetail(store, 'sys', tag='t')))

    def config():
        found = client.get_logtail_config(project, 'sys').logtail_config
        equal((SyslogConfigDetail, 'sys_tag', store), (type(found), found.value['inputDetail']['tag'], found.logstore_name))
        equal(SimpleFileConfigDetail, type(client.get_logtail_config(project, 'file').logtail_config))

    judge.step('GetConfig', config)
    judge.step('ListConfig', lambda: equal(['file', 'sys'], sorted(client.list_logtail_config(project).get_configs())))
    judge.step('UpdateConfig', lambda: client.update_logtail_config(project, LogtailConfigGenerator.from_json(SyslogConfigDetail(store, 'sys', tag='other').to_json())))
    judge.refusal('GetConfig', 'ConfigNotExist', lambda: client.get_logtail_config(project, 'none'))
    judge.step('CreateLogtailPipelineConfig', lambda: client.create_logtail_pipeline_config(project, _Pipeline()))
    judge.step('GetLogtailPipelineConfig', lambda: equal('pipe', client.get_logtail_pipeline_config(project, 'pipe').get_pipeline_config().to_json()['configName']))
    judge.step('ListLogtailPipelineConfig', lambda: equal(['pipe'], client.list_logtail_pipeline_config(project).get_configs()))
    judge.step('DeleteLogtailPipelineConfig', lambda: client.delete_logtail_pipeline_config(project, 'pipe'))
    group = MachineGroupDetail('web', 'userdefined', ['web-dev'], group_attribute={'externalName': '', 'groupTopic': 'topic'})
    judge.step('CreateMachineGroup', lambda: client.create_machine_group(project, group))
    judge.refusal('CreateMachineGroup', 'MachineGroupAlreadyExist', lambda: client.create_machine_group(project, group))
    judge.step('GetMachineGroup', lambda: equal(['web-dev'], client.get_machine_group(project, 'web').get_machine_group().machine_list))
    judge.step('ListMachineGroup', lambda: equal(['web'], client.list_machine_group(project).get_machine_group()))
    judge.step('UpdateMachineGroup', lambda: client.update_machine_group(project, MachineGroupDetail('web', 'ip', ['10.0.0.1'], group_attribute={})))
    judge.step('ApplyConfigToMachineGroup', lambda: client.apply_config_to_machine_group(project, 'sys', 'web'))
    judge.step('GetAppliedConfigs', lambda: equal(['sys'], client.get_machine_group_applied_configs(project, 'web').get_configs()))
    judge.step('GetAppliedMachineGroups', lambda: equal(['web'], client.get_config_applied_machine_groups(project, 'sys').get_machine_groups()))
    judge.step('ListMachines', lambda: equal(0, client.list_machines(project, 'web').get_machine_count()))
    judge.step('RemoveConfigFromMachineGroup', lambda: client.remove_config_to_machine_group(project, 'sys', 'web'))
    judge.step('DeleteMachineGroup', lambda: client.delete_machine_group(project, 'web'))
    judge.refusal('GetMachineGroup', 'MachineGroupNotExist', lambda: client.get_machine_group(project, 'web'))
    judge.step('DeleteConfig', lambda: client.delete_logtail_config(project, 'sys'))


class _Pipeline:
    """What the client asks of a pipeline config: its JSON."""

    def to_json(self):
        return dict(PIPELINE)


def _searches_and_tags(judge, client, project, store):
    search = {'savedsearchName': 'search', 'displayName': 'Search', 'logstore': store, 'searchQuery': 'todo-list', 'topic': ''}
    judge.step('CreateSavedSearch', lambda: client.create_savedsearch(project, search))
    judge.step('GetSavedSearch', lambda: equal('todo-list', client.get_savedsearch(project, 'search').get_body()['searchQuery']))
    judge.step('ListSavedSearch', lambda: equal(1, client.list_savedsearch(project).get_body()['count']))
    judge.step('UpdateSavedSearch', lambda: client.update_savedsearch(project, dict(search, searchQuery='*')))
    judge.step('DeleteSavedSearch', lambda: client.delete_savedsearch(project, 'search'))
    judge.step('TagResources', lambda: client.tag_project(project, env='dev'))
    judge.step('TagResources', lambda: client.tag_resources('logstore', '%s#%s' % (project, store), team='logs'))
    judge.step('ListTagResources', lambda: equal([{'env': 'dev'}], [page.get_tags() for page in client.get_project_tags(project)]))
    judge.step('UntagResources', lambda: client.untag_project(project, 'env'))
    judge.step('ChangeResourceGroup', lambda: client.change_resource_group(project, 'rg-another'))
