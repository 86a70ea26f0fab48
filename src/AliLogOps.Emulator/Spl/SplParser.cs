using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Reads scripts of the SLS Processing Language (Log Service documentation, "SPL syntax", "SPL instructions"): what stands after the first
/// bar. Expressions are those of SQL, read by its parser.
/// </summary>
internal sealed partial class SplParser
{
    private readonly SplUse _use;
    private readonly string _name;
    private readonly List<SqlToken> _tokens;
    private int _index;

    private SplParser(SplUse use, string name, List<SqlToken> tokens, int index)
    {
        _use = use;
        _name = name;
        _tokens = tokens;
        _index = index;
    }

    private SqlToken Current => _tokens[_index];

    /// <summary>The commands of a script, with their names.</summary>
    /// <exception cref="SqlRefusedException">The script is not in the grammar or exceeds a limit.</exception>
    /// <exception cref="SqlNotBuiltException">The script is the service's, but not built.</exception>
    public static List<(string Name, SplCommand Command)> Parse(string script, SplUse use)
    {
        int size = Encoding.UTF8.GetByteCount(script);
        int limit = use == SplUse.Pull ? SplLimits.PullBytes : SqlLimits.StatementLength;
        if (size > limit)
        {
            throw Error(-1, string.Create(CultureInfo.InvariantCulture, $"the script has {size} bytes: {limit} are the limit here"));
        }
        List<(int Start, int End)> parts = SplText.Cut(script);
        List<(string Name, SplCommand Command)> commands = [];
        foreach ((int start, int end) in parts)
        {
            commands.Add(ParseCommand(script, start, end, use));
        }
        return commands;
    }

    private static (string Name, SplCommand Command) ParseCommand(string script, int start, int end, SplUse use)
    {
        int position = SplText.SkipBlanks(script, start);
        if (position >= end)
        {
            throw Error(start, $"there is no command after the bar: write one of {BuiltText()}");
        }
        if (script[position] is '.' or '$')
        {
            throw new SqlNotBuiltException("named datasets ('.let', '$name')");
        }
        string name = SplText.Word(script, position).ToLowerInvariant();
        if (SplNames.IsUnbuilt(name))
        {
            throw new SqlNotBuiltException($"the command {name}");
        }
        if (!SplNames.Built.Contains(name))
        {
            throw Error(position, $"unknown command '{(name.Length == 0 ? script[position].ToString() : name)}': after a bar stands one of {BuiltText()}, or SELECT after the first");
        }
        // blanks in the place of what is before keep the positions
        List<SqlToken> tokens = Read(name, string.Concat(new string(' ', position), script.AsSpan(position, end - position)));
        int first = tokens.FindIndex(token => token.Position >= position + name.Length);
        SplParser parser = new(use, name, tokens, first);
        try
        {
            SplCommand command = parser.ParseBody();
            parser.ExpectEnd(isLast: end == script.Length);
            return (name, command);
        }
        catch (SqlRefusedException e)
        {
            throw Named(name, e);
        }
    }

    /// <summary>An error that tells whose it is.</summary>
    public static SqlRefusedException Named(string command, SqlRefusedException error)
    {
        return new SqlRefusedException(error.Kind, error.Position, $"{command}: {error.Message}");
    }

    private static List<SqlToken> Read(string name, string text)
    {
        try
        {
            return SqlLexer.Read(text);
        }
        catch (SqlRefusedException e)
        {
            throw Named(name, e);
        }
    }

    private SplCommand ParseBody()
    {
        switch (_name)
        {
            case "where":
                return new WhereCommand(ParseExpression());
            case "extend":
                return ParseExtend();
            case "project":
                return ParseProject();
            case "project-away":
                return new ProjectAwayCommand(TakeOptions([], ["wildcard"]).ContainsKey("wildcard"), ParseList(() => TakeName("the name of a field")));
            case "project-rename":
                return new ProjectRenameCommand(Distinct(ParseList(ParseRename)));
            case "limit":
                return ParseLimit();
            case "parse-json":
                return ParseJson();
            case "parse-kv":
                return ParseKv();
            case "parse-csv":
                return ParseCsv();
            default:
                return ParseRegexp();
        }
    }

    private SqlExpression ParseExpression()
    {
        int start = _index;
        SqlExpression expression = SqlParser.ParseExpression(_tokens, ref _index);
        for (int i = start; i < _index; i++)
        {
            if (_tokens[i].Is("select"))
            {
                throw Error(_tokens[i].Position, "a script takes no sub-queries");
            }
        }
        return expression;
    }

    private ExtendCommand ParseExtend()
    {
        List<string> fields = [];
        List<SqlExpression> values = ParseList(() =>
        {
            int position = Current.Position;
            string field = TakeName("the name of a field");
            if (SplNames.IsTime(field))
            {
                // the service changes the time of the log
                throw new SqlNotBuiltException($"extend of {field}");
            }
            if (fields.Contains(field))
            {
                throw Error(position, $"the field '{field}' is given two values: use a second extend");
            }
            fields.Add(field);
            Expect("=");
            return ParseExpression();
        });
        return new ExtendCommand(fields, values);
    }

    private ProjectCommand ParseProject()
    {
        bool isWildcard = TakeOptions([], ["wildcard"]).ContainsKey("wildcard");
        List<string> kept = [];
        List<SplRename> renamed = [];
        ParseList(() =>
        {
            if (_tokens[Math.Min(_index + 1, _tokens.Count - 1)].IsSymbol("="))
            {
                renamed.Add(ParseRename());
            }
            else
            {
                kept.Add(TakeName("the name of a field"));
            }
            return true;
        });
        return new ProjectCommand(isWildcard, kept, Distinct(renamed));
    }

    private SplRename ParseRename()
    {
        int position = Current.Position;
        string target = TakeName("the new name of a field");
        Expect("=");
        string source = TakeName("the name of a field");
        return SplNames.IsTime(target) || SplNames.IsTime(source)
            ? throw Error(position, $"{(SplNames.IsTime(target) ? target : source)} can neither be renamed nor overwritten")
            : new SplRename(target, source);
    }

    private static List<SplRename> Distinct(List<SplRename> renamed)
    {
        HashSet<string> targets = new(StringComparer.Ordinal);
        HashSet<string> sources = new(StringComparer.Ordinal);
        foreach (SplRename rename in renamed)
        {
            if (!targets.Add(rename.New) || !sources.Add(rename.Old))
            {
                throw Error(-1, $"'{rename.New} = {rename.Old}' renames a field a second time, or a second field to the same name");
            }
        }
        return renamed;
    }

    private LimitCommand ParseLimit()
    {
        if (_use == SplUse.Pull)
        {
            throw Error(Current.Position, "a pull takes no limit: use its parameter count");
        }
        if (Current.Kind != SqlTokenKind.Integer || !long.TryParse(Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            throw Unexpected("a number of logs");
        }
        _index++;
        return new LimitCommand(count);
    }

    private ParseJsonCommand ParseJson()
    {
        Dictionary<string, SqlToken> options = TakeOptions(["path"], []);
        JsonPath? path = null;
        if (options.TryGetValue("path", out SqlToken text))
        {
            try
            {
                path = JsonPath.Parse(text.Text);
            }
            catch (SqlValueException e)
            {
                throw Error(text.Position, e.Message);
            }
        }
        return new ParseJsonCommand(TakeSource(), path);
    }

    private ParseKvCommand ParseKv()
    {
        Dictionary<string, SqlToken> options = TakeOptions(["prefix"], []);
        string field = TakeSource();
        if (Current.Kind == SqlTokenKind.End)
        {
            throw new SqlNotBuiltException("parse-kv without delimiters");
        }
        Expect(",");
        string between = TakeText("the text between pairs, in single quotes").Text;
        Expect(",");
        string inside = TakeText("the text between key and value, in single quotes").Text;
        return between.Length > 0 && inside.Length > 0 && between != inside
            ? new ParseKvCommand(field, options.TryGetValue("prefix", out SqlToken prefix) ? prefix.Text : "", between, inside)
            : throw Error(-1, $"'{between}' and '{inside}' part nothing: they must be two different texts");
    }

    private ParseCsvCommand ParseCsv()
    {
        Dictionary<string, SqlToken> options = TakeOptions(["delim", "quote"], ["strict"]);
        string delimiter = options.TryGetValue("delim", out SqlToken delim) ? SplCharacters.Unescape(delim.Text) : ",";
        if (delimiter.Length is < 1 or > 3 || !delimiter.All(char.IsAscii))
        {
            throw Error(delim.Position, $"the delimiter '{delim.Text}' must have one to three ASCII characters");
        }
        char? quote = null;
        if (options.TryGetValue("quote", out SqlToken text))
        {
            string character = SplCharacters.Unescape(text.Text);
            quote = character.Length == 1 && char.IsAscii(character[0]) && !delimiter.Contains(character[0], StringComparison.Ordinal)
                ? character[0]
                : throw Error(text.Position, $"the quotation mark '{text.Text}' must be one ASCII character that is not part of the delimiter");
        }
        string field = TakeSource();
        return new ParseCsvCommand(field, delimiter, quote, options.ContainsKey("strict"), TakeOutputs());
    }

    private ParseRegexpCommand ParseRegexp()
    {
        TakeOptions([], []);
        string field = TakeSource();
        Expect(",");
        SqlToken text = TakeText("a pattern in single quotes");
        System.Text.RegularExpressions.Regex pattern = Compile(text);
        List<string> outputs = TakeOutputs();
        int groups = pattern.GetGroupNumbers().Length - 1;
        return groups == outputs.Count
            ? new ParseRegexpCommand(field, pattern, outputs)
            : throw Error(text.Position, string.Create(CultureInfo.InvariantCulture, $"the pattern has {groups} groups, but {outputs.Count} fields follow AS: each group takes one field"));
    }

    /// <summary><c>as a, b</c>.</summary>
    private List<string> TakeOutputs()
    {
        int position = Current.Position;
        if (!Current.Is("as"))
        {
            throw Current.Kind == SqlTokenKind.End ? new SqlNotBuiltException($"{_name} without as") : Unexpected("AS");
        }
        _index++;
        List<string> outputs = ParseList(() => TakeName("the name of a field"));
        return outputs.Distinct(StringComparer.Ordinal).Count() == outputs.Count
            ? outputs
            : throw Error(position, "a field follows AS twice: give each value a name of its own");
    }

    private static System.Text.RegularExpressions.Regex Compile(SqlToken text)
    {
        try
        {
            System.Text.RegularExpressions.Regex pattern = SplRegex.Create(text.Text);
            // their numbers are not the places of their parentheses
            return Array.TrueForAll(pattern.GetGroupNames(), name => char.IsAsciiDigit(name[0])) ? pattern : throw new SqlNotBuiltException("named groups in parse-regexp");
        }
        catch (SplPatternException e)
        {
            throw Error(text.Position, e.Message);
        }
    }

    private static string BuiltText()
    {
        return string.Join(", ", SplNames.Built);
    }

    private static SqlRefusedException Error(int position, string message)
    {
        return new SqlRefusedException(SqlRefusedException.Syntax, position, message);
    }
}
