using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Language;

namespace AliLogOps.Runner;

/// <summary>
/// Shows all errors of a script that cannot be parsed as <c>file:line:column: message</c>, a form editors and build logs
/// turn into links; the engine's own view shows the first only, without the column.
/// </summary>
internal static class ParseErrors
{
    internal static void Show(ParseException failure, PSHostUserInterface ui)
    {
        foreach (ParseError error in failure.Errors)
        {
            IScriptExtent extent = error.Extent;
            string position = string.Create(CultureInfo.InvariantCulture, $"{extent.File ?? "command"}:{extent.StartLineNumber}:{extent.StartColumnNumber}");
            ui.WriteErrorLine($"{position}: ParserError: {error.Message}");
            ShowLine(extent, ui);
        }
    }

    private static void ShowLine(IScriptExtent extent, PSHostUserInterface ui)
    {
        string line = extent.StartScriptPosition.Line?.TrimEnd() ?? "";
        if (line.Length == 0)
        {
            return;
        }

        // tabs are kept in front of the mark, so that it stands under its character whatever a tab is wide
        int column = Math.Clamp(extent.StartColumnNumber - 1, 0, line.Length);
        string lead = new([.. line[..column].Select(character => character == '\t' ? '\t' : ' ')]);
        ui.WriteErrorLine($"    {line}");
        ui.WriteErrorLine($"    {lead}~");
    }
}
