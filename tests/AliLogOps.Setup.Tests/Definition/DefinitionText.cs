using AliLogOps.Setup.Definition;

namespace AliLogOps.Setup.Tests.Definition;

/// <summary>Reads definitions that tests write as JSON.</summary>
internal static class DefinitionText
{
    public static IReadOnlyList<LogSetup> Load(string json, params string[] environments) =>
        SetupLoader.Load(JsonSetupReader.Read(json, "setup.json"), "/definitions/setup.json", environments.Length == 0 ? null : environments);

    public static IReadOnlyList<SetupMistake> MistakesOf(string json) => Assert.Throws<SetupDefinitionException>(() => Load(json)).Mistakes;
}
