using System.Globalization;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Spl;

/// <content>What commands are made of.</content>
internal sealed partial class SplParser
{
    private const string NameRule = "names with other characters than letters, digits and underscores must be in double quotes, texts in single quotes";

    private string TakeSource()
    {
        int position = Current.Position;
        string field = TakeName("the name of a field");
        return SplNames.IsTime(field) ? throw Error(position, $"{field} is no text: nothing can be extracted from it") : field;
    }

    private List<T> ParseList<T>(Func<T> parse)
    {
        List<T> items = [];
        do
        {
            items.Add(parse());
            if (items.Count > SqlLimits.Columns)
            {
                throw Error(Current.Position, string.Create(CultureInfo.InvariantCulture, $"more than {SqlLimits.Columns} fields in one command"));
            }
        }
        while (TakeSymbol(","));
        return items;
    }

    /// <summary>Options before the fields, with their values; each is known by its name in lower case.</summary>
    /// <param name="texts">Options that take a text: <c>-name='text'</c>.</param>
    /// <param name="flags">Options that take nothing: <c>-name</c>.</param>
    private Dictionary<string, SqlToken> TakeOptions(string[] texts, string[] flags)
    {
        Dictionary<string, SqlToken> options = [];
        while (Current.IsSymbol("-"))
        {
            int position = Current.Position;
            _index++;
            string name = TakeOptionName();
            SqlToken value = default;
            if (texts.Contains(name))
            {
                Expect("=");
                value = TakeText("a text in single quotes");
            }
            else if (!flags.Contains(name))
            {
                throw SplNames.IsUnbuiltOption(name)
                    ? new SqlNotBuiltException($"the option -{name} of {_name}")
                    : Error(position, $"unknown option '-{name}'{string.Concat(texts.Concat(flags).Select(known => $", use -{known}"))}");
            }
            if (!options.TryAdd(name, value))
            {
                throw Error(position, $"the option -{name} comes twice");
            }
        }
        return options;
    }

    /// <summary>A name with hyphens, which are tokens of their own.</summary>
    private string TakeOptionName()
    {
        string name = TakeName("the name of an option");
        while (Current.IsSymbol("-") && Current.Position == _tokens[_index - 1].Position + _tokens[_index - 1].Text.Length)
        {
            _index++;
            name += "-" + TakeName("the name of an option");
        }
        return name.ToLowerInvariant();
    }

    private SqlToken TakeText(string expected)
    {
        SqlToken text = Current.Kind == SqlTokenKind.Text ? Current : throw Unexpected(expected);
        _index++;
        return text;
    }

    /// <summary>A name may be a word that SQL reserves.</summary>
    private string TakeName(string expected)
    {
        string name = Current.Kind is SqlTokenKind.Name or SqlTokenKind.QuotedName ? Current.Text : throw Unexpected(expected);
        _index++;
        return name;
    }

    private bool TakeSymbol(string symbol)
    {
        bool taken = Current.IsSymbol(symbol);
        _index += taken ? 1 : 0;
        return taken;
    }

    private void Expect(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private void ExpectEnd(bool isLast)
    {
        if (isLast && TakeSymbol(";") && Current.Kind != SqlTokenKind.End)
        {
            throw new SqlNotBuiltException("more than one statement in a script");
        }
        if (Current.Kind != SqlTokenKind.End)
        {
            throw Unexpected("the end of the command");
        }
    }

    private SqlRefusedException Unexpected(string expected)
    {
        string rule = Current.Kind == SqlTokenKind.End ? "" : "; " + NameRule;
        return Error(Current.Position, $"mismatched input '{Current.Text}' expecting {expected}{rule}");
    }
}
