using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Makes a search out of the search part of a query, with the service's errors.</summary>
internal static class SearchReader
{
    /// <exception cref="SlsException">400 IndexConfigNotExist without an index, ParameterInvalid for a query that cannot be answered, ShardNotExist.</exception>
    public static SearchRequest Read(LogServices logs, LogstoreRecord logstore, SearchParameters parameters, QueryStatement statement)
    {
        IndexDefinition index = logs.Versions.Current(logstore.Id) ?? throw SlsErrors.LogstoreWithoutIndex().ToException();
        if (IsSql(statement.Search))
        {
            throw SlsErrors.ParameterInvalid("sql query must follow search query,please read syntex doc").ToException();
        }
        try
        {
            QueryNode query = QueryParser.Parse(statement.Search);
            // planning against the index in force alone shows whether the query may be asked
            _ = new QueryPlanner(index, index).Plan(query);
            return new SearchRequest(logstore.Id, statement.Search, query, parameters.Topic, RangeOf(parameters, logs.OldestKept(logstore)), index)
            {
                Shard = ShardOf(logs, logstore, parameters),
            };
        }
        catch (QuerySyntaxException e)
        {
            throw SlsErrors.ParameterInvalid($"ErrorType:OLSQueryParseError.ErrorMessage:{e.Message}").ToException();
        }
        catch (QueryRefusedException e)
        {
            throw SlsErrors.ParameterInvalid(e.Message).ToException();
        }
    }

    /// <summary>The range asked for, as far as the logstore still shows it.</summary>
    public static SearchRange RangeOf(SearchParameters parameters, long oldest)
    {
        return parameters.From < oldest
            ? new SearchRange(oldest, parameters.To, 0, parameters.ToNanoseconds)
            : new SearchRange(parameters.From, parameters.To, parameters.FromNanoseconds, parameters.ToNanoseconds);
    }

    /// <summary>The shard asked for, null for all.</summary>
    /// <exception cref="SlsException">400 ShardNotExist.</exception>
    public static ShardGroups? ShardOf(LogServices logs, LogstoreRecord logstore, SearchParameters parameters)
    {
        if (parameters.Shard is not { } shard)
        {
            return null;
        }
        return logs.Services.Logstores.Shards(logstore.Id).Exists(known => known.Id == shard)
            ? new ShardGroups(shard, logs.Groups.OfShard(logstore.Id, shard))
            : throw SlsErrors.ShardNotExist(shard.ToString(CultureInfo.InvariantCulture)).ToException();
    }

    private static bool IsSql(string search)
    {
        string text = search.TrimStart();
        return text.StartsWith("select", StringComparison.OrdinalIgnoreCase) && text.Length > 6 && char.IsWhiteSpace(text[6]);
    }
}
