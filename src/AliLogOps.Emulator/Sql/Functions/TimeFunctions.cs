using System.Globalization;
using AliLogOps.Emulator.Sql.Execution;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on times (Log Service documentation, "Date and time functions"); a bigint counts as epoch seconds.</summary>
internal static class TimeFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Now("now", Timestamp, run => run.NowMilliseconds),
        Now("current_timestamp", Timestamp, run => run.NowMilliseconds),
        Now("localtimestamp", Timestamp, run => run.NowMilliseconds),
        Now("current_date", Date, run => SqlTime.DayOf(run.NowMilliseconds)),
        Make.Scalar("from_unixtime", Timestamp, call => call.Return((long)Math.Round(call.Double(0) * 1000)), SqlType.Double),
        Make.Native("to_unixtime", SqlType.Double, args => $"({args[0]} / 1000.0)", Make.Time),
        Make.Scalar("date_format", Varchar, call => call.Return(DateFormat.Format(SqlTime.Local(call.Long(0)), call.Text(1))), Make.Time, Varchar),
        Make.Scalar("date_parse", Timestamp, call => call.Return(SqlTime.FromLocal(DateFormat.Parse(call.Text(0), call.Text(1)))), Varchar, Varchar),
        Make.Scalar("date_trunc", Timestamp, call => call.Return(SqlTime.FromLocal(Truncate(call.Text(0), SqlTime.Local(call.Long(1))))), Varchar, Make.Time),
        Make.Scalar("date_add", Timestamp, call => call.Return(SqlTime.FromLocal(Add(call.Text(0), call.Long(1), SqlTime.Local(call.Long(2))))), Varchar, Bigint, Make.Time),
        Make.Scalar("date_diff", Bigint, call => call.Return(Difference(call.Text(0), SqlTime.Local(call.Long(1)), SqlTime.Local(call.Long(2)))), Varchar, Make.Time, Make.Time),
        Make.Scalar("date", Date, call => call.Return(SqlTime.DayOf(call.Long(0))), Make.Time),
        Make.Scalar("from_iso8601_timestamp", Timestamp, call => call.Return(ParseIso(call.Text(0))), Varchar),
        Make.Scalar("from_iso8601_date", Date, call => call.Return(SqlTime.DayOf(ParseIso(call.Text(0)))), Varchar),
        Make.Scalar("to_iso8601", Varchar, call => call.Return(SqlTime.Local(call.Long(0)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + "+08:00"), Make.Time),
        Field("year", time => time.Year),
        Field("quarter", time => ((time.Month - 1) / 3) + 1),
        Field("month", time => time.Month),
        Field("week", ISOWeek.GetWeekOfYear),
        Field("week_of_year", ISOWeek.GetWeekOfYear),
        Field("day", time => time.Day),
        Field("day_of_month", time => time.Day),
        Field("day_of_week", DayOfWeek),
        Field("dow", DayOfWeek),
        Field("day_of_year", time => time.DayOfYear),
        Field("doy", time => time.DayOfYear),
        Field("hour", time => time.Hour),
        Field("minute", time => time.Minute),
        Field("second", time => time.Second),
        Field("millisecond", time => time.Millisecond),
    ];

    /// <summary>Spells the start of a window of time_series; its argument is in epoch seconds.</summary>
    public static readonly SqlFunction FormatWindow = Make.Scalar(
        "time_series_format", Varchar, call => call.Return(DateFormat.Format(SqlTime.Local(call.Long(0) * 1000), call.Text(1))), Bigint, Varchar);

    private static SqlFunction Now(string name, SqlType type, Func<SqlRun, long> value)
    {
        return Make.Scalar(name, type, call => call.Return(value(call.Run)));
    }

    private static SqlFunction Field(string name, Func<DateTime, int> field)
    {
        return Make.Scalar(name, Bigint, call => call.Return((long)field(SqlTime.Local(call.Long(0)))), Make.Time);
    }

    private static int DayOfWeek(DateTime time)
    {
        return time.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek;
    }

    private static DateTime Truncate(string unit, DateTime time)
    {
        return unit.ToLowerInvariant() switch
        {
            "millisecond" => time,
            "second" => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond)),
            "minute" => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute)),
            "hour" => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerHour)),
            "day" => time.Date,
            "week" => time.Date.AddDays(1 - DayOfWeek(time)),
            "month" => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Unspecified),
            "quarter" => new DateTime(time.Year, (((time.Month - 1) / 3) * 3) + 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
            "year" => new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
            _ => throw InvalidUnit(unit),
        };
    }

    private static DateTime Add(string unit, long count, DateTime time)
    {
        try
        {
            return unit.ToLowerInvariant() switch
            {
                "millisecond" => time.AddMilliseconds(count),
                "second" => time.AddSeconds(count),
                "minute" => time.AddMinutes(count),
                "hour" => time.AddHours(count),
                "day" => time.AddDays(count),
                "week" => time.AddDays(checked(count * 7)),
                "month" => time.AddMonths(checked((int)count)),
                "quarter" => time.AddMonths(checked((int)count * 3)),
                "year" => time.AddYears(checked((int)count)),
                _ => throw InvalidUnit(unit),
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new SqlValueException($"the time is out of range after adding {count.ToString(CultureInfo.InvariantCulture)} {unit}");
        }
    }

    /// <summary>Whole units from the first time to the second.</summary>
    private static long Difference(string unit, DateTime from, DateTime to)
    {
        long ticks = to.Ticks - from.Ticks;
        return unit.ToLowerInvariant() switch
        {
            "millisecond" => ticks / TimeSpan.TicksPerMillisecond,
            "second" => ticks / TimeSpan.TicksPerSecond,
            "minute" => ticks / TimeSpan.TicksPerMinute,
            "hour" => ticks / TimeSpan.TicksPerHour,
            "day" => ticks / TimeSpan.TicksPerDay,
            "week" => ticks / (7 * TimeSpan.TicksPerDay),
            "month" => Months(from, to),
            "quarter" => Months(from, to) / 3,
            "year" => Months(from, to) / 12,
            _ => throw InvalidUnit(unit),
        };
    }

    private static long Months(DateTime from, DateTime to)
    {
        if (to < from)
        {
            return -Months(to, from);
        }
        int months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }

    private static SqlValueException InvalidUnit(string unit)
    {
        return new SqlValueException($"'{unit}' is not a valid Timestamp field");
    }

    private static long ParseIso(string text)
    {
        return SqlTime.TryParse(text, out long milliseconds)
            ? milliseconds
            : throw new SqlValueException($"Invalid format: \"{text}\" is no time of ISO 8601");
    }
}
