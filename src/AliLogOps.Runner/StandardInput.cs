using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AliLogOps.Runner;

/// <summary>Redirected standard input as the pipeline input of a script that uses <c>$input</c>, line by line, as pwsh hands it over.</summary>
internal static class StandardInput
{
    /// <summary>Whether the script gets standard input; for any other script it stays unread.</summary>
    internal static bool IsFor(RunnerOptions options) => Console.IsInputRedirected && UsesInput(options);

    /// <summary>Feeds the lines from another thread while the pipeline runs.</summary>
    /// <param name="input">Input of the pipeline, which has been started.</param>
    /// <param name="failed">Told why standard input could not be read to its end; the script then sees the lines before.</param>
    internal static void Feed(PipelineWriter input, Action<string> failed)
    {
        Thread reader = new(() => Copy(input, failed)) { IsBackground = true, Name = "Standard input" };
        reader.Start();
    }

    private static void Copy(PipelineWriter input, Action<string> failed)
    {
        try
        {
            while (Console.In.ReadLine() is { } line)
            {
                input.Write(line);
            }
        }
        catch (PipelineClosedException)
        {
            // the script ended before its input did
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failed(exception.Message);
        }

        input.Close();
    }

    private static bool UsesInput(RunnerOptions options)
    {
        ScriptBlockAst script = options.CommandText is { } text
            ? Parser.ParseInput(text, out _, out _)
            : Parser.ParseFile(options.ScriptPath, out _, out _);
        return script.Find(ast => ast is VariableExpressionAst { VariablePath.UserPath: var name } && name.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false) is not null;
    }
}
