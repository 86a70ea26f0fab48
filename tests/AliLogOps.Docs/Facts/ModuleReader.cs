using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AliLogOps.Docs.Facts;

/// <summary>Reads the cmdlets of a module as the engine sees them.</summary>
public static class ModuleReader
{
    private const string AllSets = "__AllParameterSets";

    /// <summary>The cmdlets of the module, by name.</summary>
    public static IReadOnlyList<CommandFacts> Read(string manifest)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        var module = shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("PassThru").AddParameter("ErrorAction", ActionPreference.Stop).Invoke<PSModuleInfo>().Single();
        return [.. module.ExportedCmdlets.Values.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).Select(Describe)];
    }

    private static CommandFacts Describe(CmdletInfo cmdlet)
    {
        var instance = Activator.CreateInstance(cmdlet.ImplementingType)!;
        var sets = cmdlet.ParameterSets.OrderByDescending(set => set.IsDefault).ThenBy(set => set.Name, StringComparer.Ordinal).ToArray();
        return new CommandFacts
        {
            Name = cmdlet.Name,
            Syntax = [.. sets.Select(set => new SyntaxFacts(set.Name, set.IsDefault && sets.Length > 1, DescribeSyntax(set)))],
            Parameters = [.. cmdlet.Parameters.Values.Where(IsOwn).OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).Select(parameter => Describe(cmdlet, parameter, instance))],
            Inputs = [.. sets.SelectMany(set => set.Parameters).Where(parameter => parameter.ValueFromPipeline).Select(parameter => TypeName(parameter.ParameterType)).Distinct()],
            Outputs = [.. cmdlet.OutputType.Select(output => output.Type is null ? output.Name : TypeName(output.Type)).Where(name => name != "System.Void").Distinct()],
        };
    }

    private static ParameterFacts Describe(CmdletInfo cmdlet, ParameterMetadata parameter, object instance)
    {
        var inSets = cmdlet.ParameterSets.Select(set => (set.Name, Info: set.Parameters.FirstOrDefault(item => item.Name == parameter.Name))).Where(item => item.Info is not null).ToArray();
        var sets = parameter.ParameterSets.ContainsKey(AllSets)
            ? [Describe("(All)", inSets[0].Info!)]
            : inSets.OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => Describe(item.Name, item.Info!)).ToArray();
        return new ParameterFacts
        {
            Name = parameter.Name,
            Type = TypeName(parameter.ParameterType),
            Aliases = [.. parameter.Aliases],
            Sets = sets,
            AcceptedValues = FindAcceptedValues(parameter),
            DefaultValue = FindDefault(parameter, instance),
            SupportsWildcards = parameter.Attributes.Any(attribute => attribute is SupportsWildcardsAttribute || attribute.GetType().GetProperty("AllowWildcards")?.GetValue(attribute) is true),
        };
    }

    private static ParameterSetFacts Describe(string set, CommandParameterInfo parameter) => new(
        set, PositionOf(parameter), parameter.IsMandatory, parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName, parameter.ValueFromRemainingArguments);

    // as Get-Command -Syntax orders them: by position, then mandatory ones, then the rest
    private static IReadOnlyList<SyntaxItem> DescribeSyntax(CommandParameterSetInfo set)
    {
        var own = set.Parameters.Where(parameter => !IsCommon(parameter.Name)).ToArray();
        return
        [
            .. own.Where(parameter => parameter.Position >= 0).OrderBy(parameter => parameter.Position)
                .Concat(own.Where(parameter => parameter.Position < 0 && parameter.IsMandatory))
                .Concat(own.Where(parameter => parameter.Position < 0 && !parameter.IsMandatory))
                .Select(parameter => new SyntaxItem(parameter.Name, ToText(parameter), parameter.IsMandatory, PositionOf(parameter))),
        ];
    }

    private static string ToText(CommandParameterInfo parameter)
    {
        var name = parameter.Position >= 0 ? $"[-{parameter.Name}]" : $"-{parameter.Name}";
        var text = parameter.ParameterType == typeof(SwitchParameter) ? name : $"{name} <{ShortTypeName(parameter.ParameterType)}>";
        return parameter.IsMandatory ? text : $"[{text}]";
    }

    private static string PositionOf(CommandParameterInfo parameter) => parameter.Position < 0 ? "Named" : parameter.Position.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> FindAcceptedValues(ParameterMetadata parameter)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
        {
            return [.. set.ValidValues];
        }

        var type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type.IsEnum ? Enum.GetNames(type) : [];
    }

    // a property that still has its type's default may be one that is only looked at when it was given
    private static string FindDefault(ParameterMetadata parameter, object instance)
    {
        var value = instance.GetType().GetProperty(parameter.Name)?.GetValue(instance);
        return value switch
        {
            null or "" or SwitchParameter or ICollection { Count: 0 } => "",
            Enum chosen => Convert.ToInt64(chosen, CultureInfo.InvariantCulture) == 0 ? "" : chosen.ToString(),
            ValueType number when number.Equals(Activator.CreateInstance(number.GetType())) => "",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable items and not string => string.Join(", ", items.Cast<object>()),
            _ => value.ToString() ?? "",
        };
    }

    private static bool IsOwn(ParameterMetadata parameter) => !IsCommon(parameter.Name);

    private static bool IsCommon(string name) => Cmdlet.CommonParameters.Contains(name);

    private static string TypeName(Type type)
    {
        if (type.IsArray)
        {
            return TypeName(type.GetElementType()!) + "[]";
        }

        return Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner)
            : type.IsGenericType ? $"{type.Namespace}.{type.Name.Split('`')[0]}[{string.Join(',', type.GetGenericArguments().Select(TypeName))}]"
            : type.FullName!;
    }

    // the names people type in scripts: string, int, pscredential
    private static string ShortTypeName(Type type) => type.IsArray
        ? ShortTypeName(type.GetElementType()!) + "[]"
        : Nullable.GetUnderlyingType(type) is { } inner ? ShortTypeName(inner)
        : type == typeof(string) ? "string"
        : type == typeof(int) ? "int"
        : type == typeof(long) ? "long"
        : type == typeof(ulong) ? "ulong"
        : type == typeof(PSCredential) ? "pscredential"
        : type == typeof(System.Security.SecureString) ? "securestring"
        : type == typeof(PSObject) ? "psobject"
        : type.Name.Split('`')[0];
}
