using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Base of the Get- cmdlets for things inside a project.</summary>
public abstract class ProjectReadCommand : AliLogCommand
{
    private PageWindow? _window;

    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The project.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    /// <summary>Writes what the names stand for: a plain name is one request; a pattern lists names and gets the matching ones.</summary>
    private protected void WriteNamed<T>(string[]? names, Func<string?, CancellationToken, IAsyncEnumerable<string>> list, Func<string, CancellationToken, Task<T>> get)
    {
        _window ??= BeginPaging();
        foreach (var pattern in NamePattern.From(names))
        {
            if (pattern.IsPlain)
            {
                Get(pattern.Text);
                continue;
            }

            ForEachItem(ProjectName, token => list(pattern.Hint, token), name =>
            {
                if (pattern.Matches(name))
                {
                    Get(name);
                }

                return !_window.IsOver;
            });
        }

        void Get(string name)
        {
            // what is skipped is not asked for
            if (_window.Takes())
            {
                WriteItem($"{ProjectName}/{name}", token => get(name, token));
            }
        }
    }

    private PageWindow BeginPaging()
    {
        if (PagingParameters?.IncludeTotalCount == true)
        {
            // the service counts before the names are matched, so its number would be another one
            WriteObject(PagingParameters.NewTotalCount(0, 0.0));
        }

        return new PageWindow(PagingParameters);
    }
}
