namespace AliLogOps.Emulator.Coverage;

/// <summary>What each operation reads from query and body, for the coverage page; a test holds the list against the operations there are.</summary>
internal static class OperationParameters
{
    private const string Search = "from, to, query, topic, line, offset, reverse; refused unless they have their default: session, shard, fromNs, toNs, highlight";
    private const string Logstore = "logstoreName, ttl, shardCount, enable_tracking, autoSplit, maxSplitShard, appendMeta, telemetryType, hot_ttl, infrequentAccessTTL, archiveTTL, mode, encrypt_conf, processorId, productType";
    private const string Index = "line, keys, max_text_len, log_reduce, log_reduce_white_list, log_reduce_black_list, scan_index; other members are kept";
    private const string Config = "the whole config object; inputDetail keeps members it does not know";
    private const string Pipeline = "configName, logSample, global, inputs (one), processors, aggregators, flushers (one), task";
    private const string Group = "groupName, groupType, machineIdentifyType, groupAttribute, machineList";
    private const string Rule = "RegionId, SecurityGroupId, ClientToken, Permissions.N.* or the same fields without prefix";

    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["ApplyConfigToMachineGroup"] = "",
        ["AssumeRole"] = "RoleArn, RoleSessionName, DurationSeconds, ExternalId, SourceIdentity; refused: Policy",
        ["AssumeRoleWithOIDC"] = "OIDCProviderArn, OIDCToken, RoleArn, RoleSessionName, DurationSeconds; refused: Policy",
        ["AssumeRoleWithSAML"] = "refused by name",
        ["AuthorizeSecurityGroup"] = Rule + "; refused: PortRangeListId",
        ["ChangeResourceGroup"] = "resourceId, resourceGroupId, resourceType",
        ["ConsumerGroupHeartBeat"] = "consumer, list of shards",
        ["ConsumerGroupUpdateCheckPoint"] = "consumer, forceSuccess, shard, checkpoint",
        ["CreateConfig"] = Config,
        ["CreateConsumerGroup"] = "consumerGroup, timeout, order",
        ["CreateDomain"] = "domainName",
        ["CreateIndex"] = Index,
        ["CreateLogStore"] = Logstore,
        ["CreateLogtailPipelineConfig"] = Pipeline,
        ["CreateMachineGroup"] = Group,
        ["CreateProject"] = "projectName, description, dataRedundancyType, recycleBinEnabled, resourceGroupId",
        ["CreateSavedSearch"] = "savedsearchName, displayName, logstore, searchQuery, topic; other members are kept",
        ["CreateSecurityGroup"] = "RegionId, SecurityGroupName, Description, VpcId, SecurityGroupType, ResourceGroupId, Tag.N.Key/Value, ClientToken",
        ["DeleteConfig"] = "",
        ["DeleteConsumerGroup"] = "",
        ["DeleteDomain"] = "",
        ["DeleteIndex"] = "",
        ["DeleteLogStore"] = "",
        ["DeleteLogtailPipelineConfig"] = "",
        ["DeleteMachineGroup"] = "",
        ["DeleteProject"] = "forceDelete",
        ["DeleteProjectPolicy"] = "",
        ["DeleteSavedSearch"] = "",
        ["DeleteShard"] = "",
        ["DeleteSecurityGroup"] = "RegionId, SecurityGroupId",
        ["DescribeInstances"] = "RegionId, InstanceIds, InstanceName, PrivateIpAddresses, PublicIpAddresses, EipAddresses, InnerIpAddresses, Tag.N.Key/Value, SecurityGroupId, VpcId, VSwitchId, ZoneId, ImageId, ResourceGroupId, Status, InstanceNetworkType, InstanceType, InstanceTypeFamily, InstanceChargeType, KeyPairName, Filter.N (CreationStartTime), DryRun, PageNumber, PageSize, MaxResults, NextToken; other filters are refused",
        ["DescribeRegions"] = "",
        ["DescribeSecurityGroupAttribute"] = "RegionId, SecurityGroupId, Direction, NicType, MaxResults, NextToken",
        ["DescribeSecurityGroups"] = "RegionId, SecurityGroupId, SecurityGroupIds, SecurityGroupName, SecurityGroupType, VpcId, NetworkType, ResourceGroupId, Tag.N.Key/Value, PageNumber, PageSize, MaxResults, NextToken",
        ["GetAppliedConfigs"] = "",
        ["GetAppliedMachineGroups"] = "",
        ["GetCallerIdentity"] = "",
        ["GetCheckPoint"] = "shard",
        ["GetConfig"] = "",
        ["GetContextLogs"] = "pack_id, pack_meta, back_lines, forward_lines",
        ["GetCursor"] = "from",
        ["GetCursorTime"] = "cursor",
        ["GetHistograms"] = "from, to, query, topic; refused unless they have their default: shard, fromNs, toNs, interval",
        ["GetIndex"] = "",
        ["GetLogStore"] = "",
        ["GetLogStoreMeteringMode"] = "",
        ["GetLogStoreMultimodalConfiguration"] = "",
        ["GetLogs"] = Search,
        ["GetLogsV2"] = Search,
        ["GetLogtailPipelineConfig"] = "",
        ["GetMachineGroup"] = "",
        ["GetProject"] = "",
        ["GetProjectLogs"] = "query",
        ["GetProjectPolicy"] = "",
        ["GetSavedSearch"] = "",
        ["ListConfig"] = "offset, size, logstoreName, configName",
        ["ListConsumerGroup"] = "",
        ["ListDomains"] = "offset, size, domainName",
        ["ListLogStores"] = "offset, size, logstoreName, telemetryType, mode",
        ["ListLogtailPipelineConfig"] = "offset, size, configName, logstoreName",
        ["ListMachineGroup"] = "offset, size, groupName",
        ["ListMachines"] = "offset, size",
        ["ListProject"] = "offset, size, projectName, description, resourceGroupId",
        ["ListSavedSearch"] = "offset, size, savedsearchName",
        ["ListShards"] = "",
        ["ListTagResources"] = "resourceType, resourceId, tags, nextToken",
        ["ListTopics"] = "token, line",
        ["PostLogStoreLogs"] = "one LogGroup; refused: processor",
        ["PostLogStoreLogsByHashKey"] = "key, one LogGroup; refused: processor",
        ["PostLogStoreLogsOld"] = "one LogGroup; refused: processor",
        ["PullLogs"] = "cursor, count, end_cursor; refused: query, processor",
        ["PutLogStoreMultimodalConfiguration"] = "status; other members are kept",
        ["PutProjectPolicy"] = "the policy (kept, not evaluated)",
        ["PutProjectTransferAcceleration"] = "enabled (kept, without effect)",
        ["PutWebtracking"] = "\\_\\_topic\\_\\_, \\_\\_source\\_\\_, \\_\\_logs\\_\\_, \\_\\_tags\\_\\_; as GET: \\_\\_topic\\_\\_, \\_\\_source\\_\\_ and any fields",
        ["RemoveConfigFromMachineGroup"] = "",
        ["RevokeSecurityGroup"] = Rule + ", SecurityGroupRuleId.N",
        ["SplitShard"] = "action (split, merge), key, shardCount",
        ["TagResources"] = "resourceType, resourceId, tags",
        ["UntagResources"] = "resourceType, resourceId, tags, all",
        ["UpdateConfig"] = Config,
        ["UpdateConsumerGroup"] = "timeout, order",
        ["UpdateIndex"] = Index,
        ["UpdateLogStore"] = Logstore,
        ["UpdateLogStoreEncryption"] = "enable, encryptType, userCmkInfo (kept, without effect)",
        ["UpdateLogStoreMeteringMode"] = "meteringMode (kept)",
        ["UpdateLogStoreProcessor"] = "processorName (kept)",
        ["UpdateLogtailPipelineConfig"] = Pipeline,
        ["UpdateMachineGroup"] = Group,
        ["UpdateMachineGroupMachine"] = "action (add, delete), list of machines",
        ["UpdateProject"] = "projectName, description, recycleBinEnabled",
        ["UpdateSavedSearch"] = "as CreateSavedSearch",
    };

    /// <summary>Null for an operation that has no entry.</summary>
    public static string? Of(string operation)
    {
        return s_parameters.GetValueOrDefault(operation);
    }
}
