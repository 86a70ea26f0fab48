using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Makes a search out of a query, with the service's errors.</summary>
internal static class SearchReader
{
    /// <exception cref="SlsException">400 IndexConfigNotExist without an index, ParameterInvalid for a query that cannot be answered.</exception>
    public static SearchRequest Read(LogServices logs, LogstoreRecord logstore, SearchParameters parameters)
    {
        IndexDefinition index = logs.Versions.Current(logstore.Id) ?? throw SlsErrors.LogstoreWithoutIndex().ToException();
        QueryStatement statement = QueryStatement.Split(parameters.Query);
        if (statement.Analytics is not null)
        {
            throw SlsErrors.ParameterInvalid(
                $"analytics is not served by this version of the emulator: leave out what follows the bar ('{statement.Analytics.Trim()}') or quote the bar to search for it").ToException();
        }
        if (statement.Search.TrimStart().StartsWith("select ", StringComparison.OrdinalIgnoreCase))
        {
            throw SlsErrors.ParameterInvalid("sql query must follow search query,please read syntex doc").ToException();
        }
        try
        {
            QueryNode query = QueryParser.Parse(statement.Search);
            // planning against the index in force alone shows whether the query may be asked
            _ = new QueryPlanner(index, index).Plan(query);
            return new SearchRequest(
                logstore.Id, statement.Search, query, parameters.Topic, new SearchRange(Math.Max(parameters.From, logs.OldestKept(logstore)), parameters.To), index);
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
}
