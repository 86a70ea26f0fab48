using System.Text.RegularExpressions;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Makes fields of the groups of a pattern, which may be found anywhere in the value (Log Service documentation, "Instructions for
/// extracting semi-structured data"). A value without a match is left as it is («unconfirmed»); a group that takes no part is empty.
/// </summary>
/// <param name="outputs">A field for each group; null where a field that is no text stays as it is.</param>
internal sealed class ParseRegexpStage(string source, Regex pattern, IReadOnlyList<string?> outputs) : SplStage
{
    public override SplOutcome Apply(SplRecord record)
    {
        if (record.Value(source) is not byte[] text)
        {
            return SplOutcome.Kept;
        }
        Match match;
        try
        {
            match = pattern.Match(Utf8Text.String(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return SplOutcome.Failed;
        }
        for (int i = 0; match.Success && i < outputs.Count; i++)
        {
            if (outputs[i] is { } field)
            {
                record.Set(SplField.OfText(field, Utf8Text.Bytes(match.Groups[i + 1].Value)));
            }
        }
        return SplOutcome.Kept;
    }
}
