using System.Text;

namespace AliLogOps.Setup.Samples;

/// <summary>Delimiter mode: columns between separators, a column may be quoted.</summary>
internal sealed class DelimiterParser(string separator, string quote, IReadOnlyList<string> keys, bool autoExtend, bool acceptNoEnoughKeys) : ISampleParser
{
    public SampleEntry Parse(string text)
    {
        if (!TrySplit(text, out List<string> columns, out int unclosed))
        {
            return new SampleEntry { Line = 0, Text = text, Matched = false, FailedAt = unclosed, Reason = $"The quote at character {unclosed} is not closed." };
        }

        if (columns.Count < keys.Count && !acceptNoEnoughKeys)
        {
            return new SampleEntry
            {
                Line = 0,
                Text = text,
                Matched = false,
                FailedAt = text.Length,
                Reason = $"The log has {columns.Count} column(s), the config names {keys.Count}; add the columns, or set acceptNoEnoughKeys.",
            };
        }

        List<KeyValuePair<string, string>> fields = [];
        for (int i = 0; i < columns.Count; i++)
        {
            if (i < keys.Count)
            {
                fields.Add(KeyValuePair.Create(keys[i], columns[i]));
            }
            else if (autoExtend)
            {
                fields.Add(KeyValuePair.Create($"__column{i}__", columns[i]));
            }
            else
            {
                // Without extension the agent puts what is left into the last field, separators included.
                fields[^1] = KeyValuePair.Create(fields[^1].Key, fields[^1].Value + separator + columns[i]);
            }
        }

        return new SampleEntry { Line = 0, Text = text, Matched = true, Fields = fields };
    }

    private bool TrySplit(string text, out List<string> columns, out int unclosed)
    {
        columns = [];
        unclosed = -1;
        StringBuilder column = new();
        int i = 0;
        while (true)
        {
            bool quoted = quote.Length > 0 && string.CompareOrdinal(text, i, quote, 0, quote.Length) == 0;
            if (quoted)
            {
                int open = i;
                i += quote.Length;
                while (true)
                {
                    int close = text.IndexOf(quote, i, StringComparison.Ordinal);
                    if (close < 0)
                    {
                        unclosed = open;
                        return false;
                    }

                    column.Append(text, i, close - i);
                    i = close + quote.Length;
                    if (string.CompareOrdinal(text, i, quote, 0, quote.Length) != 0 || i >= text.Length)
                    {
                        break;
                    }

                    // A doubled quote inside stands for one.
                    column.Append(quote);
                    i += quote.Length;
                }
            }

            int next = text.IndexOf(separator, i, StringComparison.Ordinal);
            int end = next < 0 ? text.Length : next;
            column.Append(text, i, end - i);
            columns.Add(column.ToString());
            column.Clear();
            if (next < 0)
            {
                return true;
            }

            i = next + separator.Length;
        }
    }
}
