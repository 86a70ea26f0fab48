using System.Management.Automation;
using System.Security;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Logs;

/// <summary>A session connected to an endpoint with a key whose secret must show up nowhere.</summary>
public static class LogShell
{
    public const string MarkerSecret = "MARKERsecretMARKERsecretMARKER";

    public static PSCredential Credential
    {
        get
        {
            var secret = new SecureString();
            foreach (var character in MarkerSecret)
            {
                secret.AppendChar(character);
            }

            return new PSCredential("LTAI5tMarkerKeyId0000001", secret);
        }
    }

    public static Shell Connect(string endpoint, int width = 100)
    {
        var shell = new Shell(width: width);
        shell.Set("credential", Credential).Run($"$null = Connect-AliLog -Endpoint {endpoint} -Region cn-hangzhou -Credential $credential").ThrowOnError();
        return shell;
    }
}
