using System.Globalization;

namespace AliLogOps.Emulator.Query;

/// <summary>A number of a condition: an integer exactly, anything else as a double.</summary>
internal readonly record struct QueryNumber(bool IsInteger, long Integer, double Real)
{
    public static bool TryParse(string text, out QueryNumber number)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            number = new(true, integer, integer);
            return true;
        }
        bool parsed = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real);
        number = new(false, 0, real);
        return parsed;
    }

    /// <summary>A value of a long field: an integer, blanks around it allowed.</summary>
    public static bool TryParseLong(ReadOnlySpan<byte> value, out long number)
    {
        return long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A value of a double field.</summary>
    public static bool TryParseDouble(ReadOnlySpan<byte> value, out double number)
    {
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    public int CompareWith(long value)
    {
        return IsInteger ? Integer.CompareTo(value) : Real.CompareTo(value);
    }

    public int CompareWith(double value)
    {
        return Real.CompareTo(value);
    }
}
