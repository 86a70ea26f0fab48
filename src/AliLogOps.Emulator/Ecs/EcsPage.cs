using System.Text.Json;

namespace AliLogOps.Emulator.Ecs;

/// <summary>The page of a list that an ECS call asks for, by token or by number (ECS API, paging of Describe operations).</summary>
internal sealed record EcsPage(bool ByToken, int Number, int Size, int Offset)
{
    /// <param name="minimumResults">MaxResults below this is raised to it.</param>
    /// <exception cref="EcsException">400 InvalidParameter.</exception>
    public static EcsPage Read(EcsParameters parameters, int minimumResults, int maximumPageSize)
    {
        bool byToken = parameters.Has("MaxResults") || parameters.Has("NextToken");
        int size = byToken
            ? Math.Max(minimumResults, parameters.Int("MaxResults", 10, 1, 100))
            : parameters.Int("PageSize", 10, 1, maximumPageSize);
        int number = parameters.Int("PageNumber", 1, 1, int.MaxValue);
        int offset = byToken ? PageToken.Read(parameters["NextToken"]) : (int)Math.Min((number - 1L) * size, int.MaxValue);
        return new EcsPage(byToken, number, size, offset);
    }

    /// <summary>The items of the page.</summary>
    public List<T> Of<T>(IReadOnlyList<T> all)
    {
        return [.. all.Skip(Offset).Take(Size)];
    }

    /// <summary>Writes PageNumber, PageSize and TotalCount, which have no meaning with tokens, and NextToken.</summary>
    public void Write(Utf8JsonWriter writer, int total)
    {
        if (!ByToken)
        {
            writer.WriteNumber("PageNumber", Number);
            writer.WriteNumber("PageSize", Size);
            writer.WriteNumber("TotalCount", total);
        }
        writer.WriteString("NextToken", PageToken.Next(Offset, Math.Clamp(total - Offset, 0, Size), total));
    }
}
