using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AliLogOps.Runner;

/// <summary>Redirected standard input as the pipeline input of a script that uses <c>$input</c>, line by line, as pwsh hands it over.</summary>
internal static class StandardInput
{
    /// <summary>Feeds the lines from another thread while the pipeline runs; for any other script, standard input stays unread.</summary>
    internal static void Feed(Pipeline pipeline, RunnerOptions options)
    {
        if (!Console.IsInputRedirected || !UsesInput(options))
        {
            pipeline.Input.Close();
            return;
        }

        Thread reader = new(() => Copy(pipeline.Input)) { IsBackground = true, Name = "Standard input" };
        reader.Start();
    }

    private static void Copy(PipelineWriter input)
    {
        try
        {
            while (Console.In.ReadLine() is { } line)
            {
                input.Write(line);
            }

            input.Close();
        }
        catch (PipelineClosedException)
        {
            // the script ended before its input did
        }
    }

    private static bool UsesInput(RunnerOptions options)
    {
        ScriptBlockAst script = options.CommandText is { } text
            ? Parser.ParseInput(text, out _, out _)
            : Parser.ParseFile(options.ScriptPath, out _, out _);
        return script.Find(ast => ast is VariableExpressionAst { VariablePath.UserPath: var name } && name.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false) is not null;
    }
}
