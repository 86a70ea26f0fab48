using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>The patterns of date_format, date_parse and time_series: <c>%Y-%m-%d %H:%i:%s</c> and so on.</summary>
internal static class DateFormat
{
    private static readonly string[] s_months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] s_days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static string Format(DateTime time, string pattern)
    {
        StringBuilder text = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
                continue;
            }
            text.Append(Field(time, pattern[++i]));
        }
        return text.ToString();
    }

    /// <exception cref="SqlValueException">The text is not in the pattern.</exception>
    public static DateTime Parse(string text, string pattern)
    {
        return new Reader(text, pattern).Read();
    }

    private static string Field(DateTime time, char specifier)
    {
        return specifier switch
        {
            'a' => s_days[(int)time.DayOfWeek][..3],
            'b' => s_months[time.Month - 1][..3],
            'c' => Number(time.Month, 1),
            'd' => Number(time.Day, 2),
            'e' => Number(time.Day, 1),
            'f' => time.ToString("ffffff", CultureInfo.InvariantCulture),
            'H' => Number(time.Hour, 2),
            'h' or 'I' => Number(Twelve(time.Hour), 2),
            'i' => Number(time.Minute, 2),
            'j' => Number(time.DayOfYear, 3),
            'k' => Number(time.Hour, 1),
            'l' => Number(Twelve(time.Hour), 1),
            'M' => s_months[time.Month - 1],
            'm' => Number(time.Month, 2),
            'p' => time.Hour < 12 ? "AM" : "PM",
            'r' => $"{Number(Twelve(time.Hour), 2)}:{Number(time.Minute, 2)}:{Number(time.Second, 2)} {(time.Hour < 12 ? "AM" : "PM")}",
            'S' or 's' => Number(time.Second, 2),
            'T' => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            'v' => Number(ISOWeek.GetWeekOfYear(time), 2),
            'W' => s_days[(int)time.DayOfWeek],
            'x' => Number(ISOWeek.GetYear(time), 4),
            'Y' => Number(time.Year, 4),
            'y' => Number(time.Year % 100, 2),
            'D' or 'U' or 'u' or 'V' or 'w' or 'X' => throw new SqlValueException($"%{specifier} not currently supported in date format string"),
            _ => specifier.ToString(),
        };
    }

    private static int Twelve(int hour)
    {
        return hour % 12 == 0 ? 12 : hour % 12;
    }

    private static string Number(int number, int digits)
    {
        return number.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a text along a pattern.</summary>
    private sealed class Reader(string text, string pattern)
    {
        private int _position;
        private int _year = 1970;
        private int _month = 1;
        private int _day = 1;
        private int _hour;
        private int _minute;
        private int _second;
        private long _ticks;
        private bool? _afternoon;
        private int? _dayOfYear;

        public DateTime Read()
        {
            for (int i = 0; i < pattern.Length; i++)
            {
                if (pattern[i] == '%' && i + 1 < pattern.Length)
                {
                    ReadField(pattern[++i]);
                }
                else
                {
                    Expect(pattern[i]);
                }
            }
            if (_position != text.Length)
            {
                throw Malformed();
            }
            int hour = _afternoon is { } afternoon ? (_hour % 12) + (afternoon ? 12 : 0) : _hour;
            try
            {
                DateTime time = new DateTime(_year, _month, _day, hour, _minute, _second, DateTimeKind.Unspecified).AddTicks(_ticks);
                return _dayOfYear is { } day ? time.AddDays(day - time.DayOfYear) : time;
            }
            catch (ArgumentOutOfRangeException)
            {
                throw Malformed();
            }
        }

        private void ReadField(char specifier)
        {
            switch (specifier)
            {
                case 'Y':
                    _year = ReadNumber(4);
                    break;
                case 'y':
                    int two = ReadNumber(2);
                    _year = two + (two < 70 ? 2000 : 1900);
                    break;
                case 'm' or 'c':
                    _month = ReadNumber(2);
                    break;
                case 'd' or 'e':
                    _day = ReadNumber(2);
                    break;
                case 'H' or 'k' or 'h' or 'I' or 'l':
                    _hour = ReadNumber(2);
                    break;
                case 'i':
                    _minute = ReadNumber(2);
                    break;
                case 's' or 'S':
                    _second = ReadNumber(2);
                    break;
                case 'f':
                    int start = _position;
                    int fraction = ReadNumber(7);
                    _ticks = fraction * (long)Math.Pow(10, 7 - (_position - start));
                    break;
                case 'j':
                    _dayOfYear = ReadNumber(3);
                    break;
                case 'T':
                    ReadAll("%H:%i:%s");
                    break;
                case 'r':
                    ReadAll("%h:%i:%s %p");
                    break;
                case 'p':
                    _afternoon = ReadName(["AM", "PM"], 2) == 1;
                    break;
                case 'b':
                    _month = ReadName(s_months, 3) + 1;
                    break;
                case 'M':
                    _month = ReadName(s_months, 0) + 1;
                    break;
                case 'a':
                    ReadName(s_days, 3);
                    break;
                case 'W':
                    ReadName(s_days, 0);
                    break;
                case 'D' or 'U' or 'u' or 'V' or 'v' or 'w' or 'X' or 'x':
                    throw new SqlValueException($"%{specifier} not currently supported in date format string");
                default:
                    Expect(specifier);
                    break;
            }
        }

        private void ReadAll(string fields)
        {
            for (int i = 0; i < fields.Length; i++)
            {
                if (fields[i] == '%')
                {
                    ReadField(fields[++i]);
                }
                else
                {
                    Expect(fields[i]);
                }
            }
        }

        private void Expect(char c)
        {
            if (_position >= text.Length || text[_position] != c)
            {
                throw Malformed();
            }
            _position++;
        }

        private int ReadNumber(int digits)
        {
            int start = _position;
            while (_position < text.Length && _position - start < digits && char.IsAsciiDigit(text[_position]))
            {
                _position++;
            }
            return _position > start ? int.Parse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture) : throw Malformed();
        }

        /// <param name="length">Letters that count; 0 for all.</param>
        private int ReadName(string[] names, int length)
        {
            for (int i = 0; i < names.Length; i++)
            {
                string name = length == 0 ? names[i] : names[i][..length];
                if (string.Compare(text, _position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
                {
                    _position += name.Length;
                    return i;
                }
            }
            throw Malformed();
        }

        private SqlValueException Malformed()
        {
            return new SqlValueException($"Invalid format: \"{text}\" is malformed: the pattern is \"{pattern}\"");
        }
    }
}
