using System.Globalization;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets that change how a logstore's range of keys is spread over shards.</summary>
public abstract class ShardCommand : ProjectCommand
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The logstore.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, HelpMessage = "The number of the shard.")]
    [Alias("Shard")]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(ShardIdCompleter))]
    public int ShardId { get; set; }

    /// <summary>Identity of the shard in messages and errors.</summary>
    private protected string Target => string.Create(CultureInfo.InvariantCulture, $"{ProjectName}/{LogstoreName}/{ShardId}");

    /// <summary>Asks, reshapes, and writes every shard that changed or was made.</summary>
    private protected void Reshape(string action, Func<CancellationToken, Task<IReadOnlyList<LogShard>>> reshape)
    {
        if (Ask(Target, action, out _) && TryWait(Target, reshape, out var shards))
        {
            WriteObject(shards, enumerateCollection: true);
        }
    }
}
