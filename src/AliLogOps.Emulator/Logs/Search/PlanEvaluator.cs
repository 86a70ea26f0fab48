using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Finds the logs of a segment that a plan matches.</summary>
/// <param name="group">Reads a log group by its key; only phrases need it.</param>
internal sealed class PlanEvaluator(Segment segment, Func<long, LogGroupLayout> group)
{
    public DocSet Evaluate(SearchPlan plan)
    {
        DocSet result = new(segment.Documents);
        switch (plan)
        {
            case EverythingPlan:
                result.AddAll();
                break;
            case NothingPlan:
                break;
            case AllOfPlan all:
                return EvaluateAll(all.Plans);
            case AnyOfPlan any:
                foreach (SearchPlan part in any.Plans)
                {
                    result.UnionWith(Evaluate(part));
                }
                break;
            case NotPlan not:
                result = Evaluate(not.Operand);
                result.Invert();
                break;
            case WordPlan word:
                segment.AddWord(word.Field, word.Word, result);
                break;
            case PatternPlan pattern:
                segment.AddPattern(pattern.Field, pattern.Pattern, result);
                break;
            case PhrasePlan phrase:
                return EvaluatePhrase(phrase);
            case ExistsPlan exists:
                segment.AddPresent(exists.Field, result);
                break;
            case EmptyPlan empty:
                segment.AddEmpty(empty.Field, result);
                break;
            case NumberPlan number:
                segment.AddNumbers(number.Field, number.Range, result);
                break;
            case TimePlan time:
                AddTimes(time.Range, result);
                break;
            default:
                throw new InvalidOperationException($"{plan.GetType().Name} cannot be evaluated.");
        }
        return result;
    }

    private DocSet EvaluateAll(IReadOnlyList<SearchPlan> plans)
    {
        DocSet result = Evaluate(plans[0]);
        for (int i = 1; i < plans.Count && !result.IsEmpty(); i++)
        {
            result.IntersectWith(Evaluate(plans[i]));
        }
        return result;
    }

    private void AddTimes(NumberRange range, DocSet result)
    {
        ReadOnlySpan<uint> times = segment.Times;
        for (int document = 0; document < times.Length; document++)
        {
            if (range.Contains((long)times[document]))
            {
                result.Add(document);
            }
        }
    }

    /// <summary>The index knows which logs hold all words; whether they follow each other is seen in the log itself.</summary>
    private DocSet EvaluatePhrase(PhrasePlan phrase)
    {
        DocSet result = EvaluateAll([.. phrase.Words.Select(word => new WordPlan(phrase.Field, word))]);
        PhraseMatcher matcher = new(segment.Definition, phrase);
        for (int document = result.NextFrom(0); document >= 0; document = result.NextFrom(document + 1))
        {
            (long groupId, int index) = segment.Locate(document);
            if (!matcher.Matches(group(groupId), index))
            {
                result.Remove(document);
            }
        }
        return result;
    }
}
