using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Makes fields of pairs of key and value (Log Service documentation, "Extract dynamic key-value pairs from strings"). What is no pair is
/// passed over; blanks around keys go, values stay as they are, quotation marks included.
/// </summary>
/// <param name="isText">Tells fields that are no numbers or the like: only those are overwritten.</param>
internal sealed class ParseKvStage(ParseKvCommand command, Predicate<string> isText) : SplStage
{
    public override SplOutcome Apply(SplRecord record)
    {
        if (!isText(command.Field) || record.Value(command.Field) is not byte[] text)
        {
            return SplOutcome.Kept;
        }
        foreach (string pair in Utf8Text.String(text).Split(command.Between))
        {
            int border = pair.IndexOf(command.Inside, StringComparison.Ordinal);
            string key = border < 0 ? "" : pair[..border].Trim();
            if (key.Length > 0 && isText(command.Prefix + key))
            {
                record.Set(SplField.OfText(command.Prefix + key, Utf8Text.Bytes(pair[(border + command.Inside.Length)..])));
            }
        }
        return SplOutcome.Kept;
    }
}
