using System.Globalization;
using System.Text;
using System.Text.Json;
using AliLogOps.Emulator.Sql.Functions;

namespace AliLogOps.Emulator.Sql;

/// <summary>Values as the service spells them.</summary>
internal static class SqlText
{
    /// <summary>A value of a type, as SQLite keeps it.</summary>
    public static string Of(object value, SqlType type)
    {
        return type.Kind switch
        {
            SqlKind.Boolean => value is 0L or false ? "false" : "true",
            SqlKind.Double => Double(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            SqlKind.Timestamp => SqlTime.Format((long)value),
            SqlKind.Date => SqlTime.FormatDate((long)value),
            SqlKind.Interval => Interval((long)value),
            SqlKind.Array or SqlKind.Map => Collection((string)value, type),
            _ => Of(value),
        };
    }

    /// <summary>A number, text or truth value.</summary>
    public static string Of(object value)
    {
        return value switch
        {
            string text => text,
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => Double(number),
            bool truth => truth ? "true" : "false",
            _ => throw new InvalidOperationException($"{value.GetType().Name} is no value of a result."),
        };
    }

    /// <summary>A double as Java writes it: the shortest digits, with an exponent below 1E-3 and from 1E7 on.</summary>
    public static string Double(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }
        if (number == 0)
        {
            return double.IsNegative(number) ? "-0.0" : "0.0";
        }
        double size = Math.Abs(number);
        if (size is >= 1e-3 and < 1e7)
        {
            string plain = number.ToString("R", CultureInfo.InvariantCulture);
            if (plain.Contains('E', StringComparison.Ordinal))
            {
                plain = number.ToString("0.##################", CultureInfo.InvariantCulture);
            }
            return plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0";
        }
        string digits = number.ToString("E16", CultureInfo.InvariantCulture);
        string shortest = number.ToString("R", CultureInfo.InvariantCulture);
        int exponent = int.Parse(digits.AsSpan(digits.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int end = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = new string([.. (end < 0 ? shortest : shortest[..end]).Where(char.IsAsciiDigit)]).Trim('0');
        return $"{(number < 0 ? "-" : "")}{mantissa[0]}.{(mantissa.Length > 1 ? mantissa[1..] : "0")}E{exponent.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Interval(long milliseconds)
    {
        TimeSpan span = TimeSpan.FromMilliseconds(milliseconds);
        return $"{(milliseconds < 0 ? "-" : "")}{span.Duration().ToString(@"d\ hh\:mm\:ss\.fff", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Times inside a collection are kept as numbers: they are spelled out here.</summary>
    private static string Collection(string text, SqlType type)
    {
        SqlType element = type.Element!;
        if (element.Kind is not (SqlKind.Timestamp or SqlKind.Date or SqlKind.Boolean or SqlKind.Double or SqlKind.Array or SqlKind.Map))
        {
            return text;
        }
        using JsonDocument document = JsonDocument.Parse(text);
        StringBuilder result = new();
        if (type.Kind == SqlKind.Array)
        {
            result.Append('[').AppendJoin(',', document.RootElement.EnumerateArray().Select(item => Item(item, element))).Append(']');
        }
        else
        {
            result.Append('{').AppendJoin(',', document.RootElement.EnumerateObject().Select(
                member => SqlJson.Array([member.Name])[1..^1] + ":" + Item(member.Value, element))).Append('}');
        }
        return result.ToString();
    }

    private static string Item(JsonElement item, SqlType type)
    {
        object? value = SqlJson.Value(item);
        if (value is null)
        {
            return "null";
        }
        string text = Of(value, type);
        return type.Kind is SqlKind.Timestamp or SqlKind.Date ? SqlJson.Array([text])[1..^1] : text;
    }
}
