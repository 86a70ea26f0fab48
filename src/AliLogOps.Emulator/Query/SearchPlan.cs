namespace AliLogOps.Emulator.Query;

/// <summary>A search resolved against one index definition: what is left to do is to look words up.</summary>
internal abstract record SearchPlan
{
    public static readonly SearchPlan Everything = new EverythingPlan();

    public static readonly SearchPlan Nothing = new NothingPlan();

    public static SearchPlan All(IReadOnlyList<SearchPlan> plans)
    {
        return plans.Count == 1 ? plans[0] : new AllOfPlan(plans);
    }

    public static SearchPlan Any(IReadOnlyList<SearchPlan> plans)
    {
        return plans.Count == 0 ? Nothing : plans.Count == 1 ? plans[0] : new AnyOfPlan(plans);
    }
}

internal sealed record EverythingPlan : SearchPlan;

internal sealed record NothingPlan : SearchPlan;

internal sealed record AllOfPlan(IReadOnlyList<SearchPlan> Plans) : SearchPlan;

internal sealed record AnyOfPlan(IReadOnlyList<SearchPlan> Plans) : SearchPlan;

internal sealed record NotPlan(SearchPlan Operand) : SearchPlan;

/// <summary>The field holds the word.</summary>
/// <param name="Field">A key, or one of <see cref="FieldNames"/>.</param>
internal sealed record WordPlan(string Field, byte[] Word) : SearchPlan;

/// <summary>
/// The field holds a word of the pattern. Our choice: all words of the pattern count, where the service takes a sample
/// of 100 of them and may therefore miss logs.
/// </summary>
internal sealed record PatternPlan(string Field, WordPattern Pattern) : SearchPlan;

/// <summary>The words follow each other in one value of the field; at least two words.</summary>
internal sealed record PhrasePlan(string Field, TokenRule Rule, IReadOnlyList<byte[]> Words) : SearchPlan;

/// <summary>The log has the key.</summary>
internal sealed record ExistsPlan(string Field) : SearchPlan;

/// <summary>The log has the key with an empty value.</summary>
internal sealed record EmptyPlan(string Field) : SearchPlan;

/// <summary>A value of the key is a number in the range.</summary>
internal sealed record NumberPlan(string Field, NumberRange Range) : SearchPlan;

/// <summary>The log's time, in epoch seconds, is in the range.</summary>
internal sealed record TimePlan(NumberRange Range) : SearchPlan;

/// <summary>Names of what is searched beside the keys; no key can have them.</summary>
internal static class FieldNames
{
    /// <summary>Words of all values whose keys have no index of their own.</summary>
    public const string Line = "";

    /// <summary>Words of the key names.</summary>
    public const string KeyNames = "\u0001keys";
}
