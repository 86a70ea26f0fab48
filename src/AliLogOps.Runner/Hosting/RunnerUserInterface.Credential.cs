using System.Management.Automation;

namespace AliLogOps.Runner.Hosting;

// Questions for a user name and a secret that is not shown.
internal sealed partial class RunnerUserInterface
{
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        RequireTerminal("a user name and a password");
        WriteHeading(caption, message);
        string user = userName ?? "";
        while (user.Length == 0)
        {
            Write("User: ");
            user = ReadLine();
        }

        Write($"Password for user {user}: ");
        return new PSCredential(string.IsNullOrEmpty(targetName) ? user : $@"{targetName}\{user}", ReadLineAsSecureString());
    }
}
