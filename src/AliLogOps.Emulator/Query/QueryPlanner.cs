namespace AliLogOps.Emulator.Query;

/// <summary>A search that the index cannot answer; the message is the service's.</summary>
internal sealed class QueryRefusedException(string message) : Exception(message);

/// <summary>
/// Resolves a search statement. What the statement means and whether it may be asked is decided by the index in force;
/// what it looks up is decided by the index under which the data was written.
/// </summary>
/// <param name="current">The index in force.</param>
/// <param name="written">The index the data was written under.</param>
internal sealed class QueryPlanner(IndexDefinition current, IndexDefinition written)
{
    private const string TimeKey = "__time__";

    private readonly FullTextPlanner _fullText = new(current, written);

    /// <exception cref="QueryRefusedException">A key without an index, or a condition its index cannot answer.</exception>
    public SearchPlan Plan(QueryNode node)
    {
        return node switch
        {
            AllNode => SearchPlan.Everything,
            AndNode and => SearchPlan.All([Plan(and.Left), Plan(and.Right)]),
            OrNode or => SearchPlan.Any([Plan(or.Left), Plan(or.Right)]),
            NotNode not => new NotPlan(Plan(not.Operand)),
            TermNode { Key: null } term => _fullText.Plan(term.Match),
            TermNode term => PlanField(KeyName(term.Key!), term.Match),
            ComparisonNode comparison => PlanComparison(comparison),
            RangeNode range => PlanRange(range),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no plan."),
        };
    }

    /// <summary>
    /// <c>source</c> is short for __source__; a key of that name in the logs is asked for with a capital letter
    /// (Log Service documentation, "Search syntax").
    /// </summary>
    private string KeyName(string key)
    {
        if (key == "source")
        {
            return "__source__";
        }
        return key.Equals("source", StringComparison.OrdinalIgnoreCase) && !current.Keys.ContainsKey(key) ? "source" : key;
    }

    private SearchPlan PlanField(string key, TextMatch match)
    {
        if (key == TimeKey)
        {
            return match.Kind == TextMatchKind.Words && QueryNumber.TryParse(match.Text, out QueryNumber time)
                ? new TimePlan(NumberRange.Of(ComparisonOperator.Equal, time))
                : throw new QueryRefusedException($"key ({key}) is a number: ask for it with = > >= < <= or in");
        }
        FieldIndex asked = current.Find(key) ?? throw NotConfigured(key);
        FieldIndex? stored = written.Find(key);
        if (asked.IsNumber && match.Kind is TextMatchKind.Pattern or TextMatchKind.Phrase)
        {
            throw new QueryRefusedException($"key ({key}) is of type {TypeName(asked)}: wildcards and phrases need a text index");
        }
        if (asked.IsNumber && match.Kind == TextMatchKind.Words && !QueryNumber.TryParse(match.Text, out _))
        {
            throw new QueryRefusedException($"key ({key}) is of type {TypeName(asked)}: '{match.Text}' is not a number");
        }
        return match.Kind switch
        {
            _ when stored is null => SearchPlan.Nothing,
            TextMatchKind.Exists => new ExistsPlan(key),
            TextMatchKind.Empty => new EmptyPlan(key),
            _ when stored.IsNumber => PlanNumberOfText(key, match),
            _ => WordPlanner.Plan(key, stored.Rule!, match),
        };
    }

    private static SearchPlan PlanNumberOfText(string key, TextMatch match)
    {
        return match.Kind == TextMatchKind.Words && QueryNumber.TryParse(match.Text, out QueryNumber number)
            ? new NumberPlan(key, NumberRange.Of(ComparisonOperator.Equal, number))
            : SearchPlan.Nothing;
    }

    private SearchPlan PlanComparison(ComparisonNode node)
    {
        string key = KeyName(node.Key);
        if (QueryNumber.TryParse(node.Value, out QueryNumber number) && IsNumberKey(key))
        {
            TextMatch? text = node.Operator == ComparisonOperator.Equal ? TextMatch.Words(node.Value) : null;
            return PlanNumber(key, NumberRange.Of(node.Operator, number), text);
        }
        return PlanFallback(node.Key, [node.Key, node.Operator.Text(), node.Value]);
    }

    private SearchPlan PlanRange(RangeNode node)
    {
        string key = KeyName(node.Key);
        if (QueryNumber.TryParse(node.Low, out QueryNumber low) && QueryNumber.TryParse(node.High, out QueryNumber high) && IsNumberKey(key))
        {
            return PlanNumber(key, new NumberRange(low, node.LowInclusive, high, node.HighInclusive), null);
        }
        return PlanFallback(
            node.Key, [node.Key, "in", (node.LowInclusive ? "[" : "(") + node.Low, node.High + (node.HighInclusive ? "]" : ")")]);
    }

    private bool IsNumberKey(string key)
    {
        return key == TimeKey || current.Find(key)?.IsNumber == true;
    }

    /// <param name="text">How data is asked that was written while the key's index was text: only = finds it.</param>
    private SearchPlan PlanNumber(string key, NumberRange range, TextMatch? text)
    {
        if (key == TimeKey)
        {
            return new TimePlan(range);
        }
        FieldIndex? stored = written.Find(key);
        if (stored is null)
        {
            return SearchPlan.Nothing;
        }
        if (stored.IsNumber)
        {
            return new NumberPlan(key, range);
        }
        return text is null ? SearchPlan.Nothing : WordPlanner.Plan(key, stored.Rule!, text);
    }

    /// <summary>
    /// A comparison that is no condition on numbers becomes a full-text search for its pieces; the operator counts as
    /// a word unless it is a delimiter (Log Service documentation, "Search syntax").
    /// </summary>
    private SearchPlan PlanFallback(string key, string[] pieces)
    {
        if (current.Line is null)
        {
            throw NotConfigured(key);
        }
        return _fullText.PlanPieces(pieces);
    }

    private static QueryRefusedException NotConfigured(string key)
    {
        return new QueryRefusedException(
            $"key ({key}) is not config as key value config,if symbol : is in your log,please wrap : with quotation mark \"");
    }

    private static string TypeName(FieldIndex field)
    {
        return field.Type == FieldType.Long ? "long" : "double";
    }
}
