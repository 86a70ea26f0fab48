using System.Globalization;

namespace AliLogOps.Emulator.Ecs;

/// <summary>The parameters <c>Tag.N.Key</c> and <c>Tag.N.Value</c> that many ECS calls have.</summary>
internal static class EcsTags
{
    private const int Limit = 20;

    /// <exception cref="EcsException">400 InvalidParameter: too many tags, or one without a key.</exception>
    public static List<EcsParameters> Read(EcsParameters parameters)
    {
        List<EcsParameters> tags = parameters.Objects("Tag");
        if (tags.Count > Limit)
        {
            throw EcsErrors.InvalidParameter("Tag", tags.Count.ToString(CultureInfo.InvariantCulture), $"there must be at most {Limit} tags").ToException();
        }
        return tags.TrueForAll(tag => tag["Key"].Length > 0)
            ? tags
            : throw EcsErrors.InvalidParameter("Tag", "", "every tag must have a key").ToException();
    }
}
