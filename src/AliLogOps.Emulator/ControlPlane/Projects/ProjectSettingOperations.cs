using System.Text;
using System.Text.RegularExpressions;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API, settings of a project: policy, resource group, transfer acceleration, custom domains. They are kept and
/// given back; a policy is not evaluated, and no domain or acceleration takes effect.
/// </summary>
internal static partial class ProjectSettingOperations
{
    /// <summary>Bytes of a policy.</summary>
    private const int MaxPolicySize = 16 * 1024;

    private const string PolicyKey = "policy";
    private const string DomainKey = "domain/";

    public static void Register(OperationTable table)
    {
        table.Read("GET", "/policy", "GetProjectPolicy", GetPolicy);
        table.Write("POST", "/policy", "PutProjectPolicy", BodyKind.Json, PutPolicy);
        table.Write("DELETE", "/policy", "DeleteProjectPolicy", BodyKind.None, DeletePolicy);
        table.Write("PUT", "/resourcegroup", "ChangeResourceGroup", BodyKind.Json, ChangeResourceGroup);
        table.Write("PUT", "/transferacceleration", "PutProjectTransferAcceleration", BodyKind.Json, PutAcceleration);
        table.Read("GET", "/domains", "ListDomains", ListDomains);
        table.Write("POST", "/domains", "CreateDomain", BodyKind.Json, CreateDomain);
        table.Write("DELETE", "/domains/{domain}", "DeleteDomain", BodyKind.None, DeleteDomain);
    }

    /// <summary>The policy as it was put; an empty text without one.</summary>
    private static SlsResult GetPolicy(OperationContext context)
    {
        string policy = context.Services.Database.Read(session => ProjectSettingRepository.Find(session, context.ProjectId, PolicyKey)) ?? "";
        return policy.Length == 0 ? SlsResult.Empty : SlsResult.JsonText(policy);
    }

    private static SlsResult PutPolicy(OperationContext context)
    {
        if (context.Request.Body.Length > MaxPolicySize)
        {
            throw SlsErrors.ParameterInvalid($"the policy has {context.Request.Body.Length} bytes: at most {MaxPolicySize} are allowed").ToException();
        }
        JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        string policy = Encoding.UTF8.GetString(context.Request.Body.Span);
        context.Services.Database.Write(session => ProjectSettingRepository.Put(session, context.ProjectId, PolicyKey, policy));
        return SlsResult.Empty;
    }

    private static SlsResult DeletePolicy(OperationContext context)
    {
        context.Services.Database.Write(session => ProjectSettingRepository.Delete(session, context.ProjectId, PolicyKey));
        return SlsResult.Empty;
    }

    private static SlsResult ChangeResourceGroup(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        string id = body.RequiredString("resourceId");
        if (id != context.ProjectName)
        {
            throw body.Fail($"resourceId {id} is not the project {context.ProjectName} of the host name");
        }
        string type = body.String("resourceType") ?? "PROJECT";
        if (type != "PROJECT")
        {
            throw body.Fail($"resourceType {type} is invalid: it must be PROJECT");
        }
        string group = body.RequiredString("resourceGroupId");
        context.Services.Database.Write(session => ProjectRepository.Update(
            session,
            (ProjectRepository.Find(session, context.ProjectName) ?? throw SlsErrors.ProjectNotExist(context.ProjectName).ToException()) with
            {
                ResourceGroupId = group,
                LastModifyTime = context.NowSeconds,
            }));
        return SlsResult.Empty;
    }

    private static SlsResult PutAcceleration(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        bool enabled = body.Bool("enabled") ?? throw body.Missing("enabled");
        context.Services.Database.Write(session => ProjectSettingRepository.Put(session, context.ProjectId, "transferacceleration", enabled ? "true" : "false"));
        return SlsResult.Empty;
    }

    private static SlsResult ListDomains(OperationContext context)
    {
        string part = context.Query["domainName"] ?? "";
        List<string> domains = context.Services.Database.Read(session => ProjectSettingRepository.Keys(session, context.ProjectId, DomainKey));
        domains.RemoveAll(domain => !domain.Contains(part, StringComparison.Ordinal));
        return Paging.Names(context, "domains", domains, 100, 500);
    }

    private static SlsResult CreateDomain(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        string domain = body.RequiredString("domainName");
        if (domain.Length > 253 || !DomainPattern().IsMatch(domain))
        {
            throw body.Fail($"domainName {domain} is invalid: it must be a domain such as logs.example.com");
        }
        context.Services.Database.Write(session =>
        {
            if (ProjectSettingRepository.Find(session, context.ProjectId, DomainKey + domain) is not null)
            {
                throw body.Fail($"domain {domain} already exists");
            }
            ProjectSettingRepository.Put(session, context.ProjectId, DomainKey + domain, "");
        });
        return SlsResult.Empty;
    }

    private static SlsResult DeleteDomain(OperationContext context)
    {
        string domain = context.Route["domain"];
        bool deleted = context.Services.Database.Write(session => ProjectSettingRepository.Delete(session, context.ProjectId, DomainKey + domain));
        // «unconfirmed»: the code for a domain that does not exist
        return deleted ? SlsResult.Empty : throw SlsErrors.ParameterInvalid($"domain {domain} does not exist").ToException();
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DomainPattern();
}
