using System.Text;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Makes fields of values with delimiters between them (Log Service documentation, "Instructions for extracting semi-structured data").
/// Without -strict, values and fields that are too many stay out («unconfirmed»).
/// </summary>
/// <param name="isText">Tells fields that are no numbers or the like: only those are overwritten.</param>
internal sealed class ParseCsvStage(ParseCsvCommand command, Predicate<string> isText) : SplStage
{
    public override SplOutcome Apply(SplRecord record)
    {
        if (!isText(command.Field) || record.Value(command.Field) is not byte[] text)
        {
            return SplOutcome.Kept;
        }
        List<string> values = Cut(Utf8Text.String(text));
        if (command.IsStrict && values.Count != command.Outputs.Count)
        {
            return SplOutcome.Kept;
        }
        for (int i = 0; i < Math.Min(values.Count, command.Outputs.Count); i++)
        {
            if (isText(command.Outputs[i]))
            {
                record.Set(SplField.OfText(command.Outputs[i], Utf8Text.Bytes(values[i])));
            }
        }
        return SplOutcome.Kept;
    }

    private List<string> Cut(string text)
    {
        List<string> values = [];
        int position = 0;
        while (true)
        {
            values.Add(Take(text, ref position));
            if (position >= text.Length)
            {
                return values;
            }
            position += command.Delimiter.Length;
        }
    }

    /// <summary>The value at a position, which goes to the next delimiter or to the end.</summary>
    private string Take(string text, ref int position)
    {
        StringBuilder value = new();
        if (position < text.Length && text[position] == command.Quote)
        {
            position++;
            while (position < text.Length)
            {
                char c = text[position++];
                if (c == command.Quote)
                {
                    if (position == text.Length || text[position] != c)
                    {
                        break;
                    }
                    // a quotation mark inside is written twice
                    position++;
                }
                value.Append(c);
            }
        }
        int end = text.IndexOf(command.Delimiter, position, StringComparison.Ordinal);
        end = end < 0 ? text.Length : end;
        value.Append(text, position, end - position);
        position = end;
        return value.ToString();
    }
}
