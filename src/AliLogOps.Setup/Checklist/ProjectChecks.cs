namespace AliLogOps.Setup.Checklist;

/// <summary>The project.</summary>
internal static class ProjectChecks
{
    public const string Exists = "project.exists";

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new(Exists, "Project exists and is in service",
            "Everything lies in the project.",
            "Create what is missing with Set-AliLogSetup, and check that the connection is to the project's region.",
            Look)
        {
            After = [ServiceChecks.Credentials],
        },
    ];

    private static async Task<CheckFinding> Look(CheckContext context, CancellationToken token)
    {
        var project = await context.Log.GetProjectAsync(context.ProjectName, token).ConfigureAwait(false);
        return project.Status is "" or "Normal"
            ? CheckFinding.Pass($"{project.ProjectName} in {project.Region}")
            : CheckFinding.Fail($"{project.ProjectName} is in state {project.Status}.") with { Remedy = "Look at the account's bill and at the project in the console; a disabled project takes no logs." };
    }
}
