using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>What holds for every cmdlet, read from the module as the engine loaded it.</summary>
public sealed class ConventionTests
{
    private static readonly string[] s_changing = ["New", "Set", "Add", "Remove", "Send", "Start", "Stop", "Import", "Split", "Merge"];

    // these make or show a connection themselves, or work on this machine only
    // they work on files and samples; the service is not asked
    private static readonly string[] s_offline = ["Test-AliLogtailConfig", "Test-AliLogtailHost", "Export-AliLogtailHostFile", "Export-AliLogReport", "Import-AliLogSetup"];

    // they write files, which a rehearsal must not
    private static readonly string[] s_writingFiles = ["Export-AliLog", "Export-AliLogtailHostFile", "Export-AliLogReport", "Get-AliLogSetup"];

    // it only reads a file; the verb is for what a session takes in
    private static readonly string[] s_reading = ["Import-AliLogSetup"];

    private static readonly string[] s_withoutConnection = ["Connect-AliLog", "Get-AliLogConnection", "Start-AliLogEmulator", "Stop-AliLogEmulator", "Get-AliLogEmulator", "Start-AliLogEmulatorAgent", "Stop-AliLogEmulatorAgent", "Get-AliLogEmulatorAgent", "Remove-AliLogEmulatorAgent", "Set-AliLogEmulatorFault", .. s_offline];

    private static readonly Lazy<IReadOnlyList<CmdletInfo>> s_cmdlets = new(() =>
    {
        var shell = new Shell();
        return [.. shell.Run("Get-Command -Module AliLogOps -CommandType Cmdlet").ThrowOnError().Output.Select(item => (CmdletInfo)item.BaseObject)];
    });

    public static TheoryData<string> Names => [.. s_cmdlets.Value.Select(cmdlet => cmdlet.Name)];

    private static IEnumerable<Type> CmdletTypes => s_cmdlets.Value[0].ImplementingType.Assembly.GetTypes().Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null);

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets_there_are()
    {
        var declared = CmdletTypes.Select(type => type.GetCustomAttribute<CmdletAttribute>()!).Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");
        Assert.Equal(declared.Order(StringComparer.Ordinal), s_cmdlets.Value.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Classes_are_sealed_and_named_after_verb_and_noun(string name)
    {
        var type = Find(name).ImplementingType;
        Assert.True(type.IsSealed, type.FullName);
        Assert.Equal($"AliLogOps.Commands.{name.Replace("-", "", StringComparison.Ordinal)}Command", type.FullName);
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Verbs_are_approved_and_nouns_have_the_products_prefix(string name)
    {
        var cmdlet = Find(name);
        string[] approved =
        [
            .. new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther) }
                .SelectMany(type => type.GetFields()).Select(field => (string)field.GetRawConstantValue()!),
        ];
        Assert.Contains(cmdlet.Verb, approved);
        Assert.StartsWith("Ali", cmdlet.Noun);
        Assert.False(cmdlet.Noun.EndsWith('s') && !cmdlet.Noun.EndsWith("Status", StringComparison.Ordinal), cmdlet.Noun);
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Every_cmdlet_says_what_it_emits(string name) =>
        Assert.NotEmpty(Find(name).ImplementingType.GetCustomAttributes<OutputTypeAttribute>());

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Verbs_that_change_something_can_be_rehearsed_and_removing_asks(string name)
    {
        var cmdlet = Find(name);
        var attribute = cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;
        Assert.Equal((s_changing.Contains(cmdlet.Verb) && !s_reading.Contains(name)) || s_writingFiles.Contains(name), attribute.SupportsShouldProcess);
        if (cmdlet.Verb == "Remove")
        {
            Assert.Equal(ConfirmImpact.High, attribute.ConfirmImpact);
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Every_cmdlet_that_asks_the_service_takes_a_connection(string name) =>
        Assert.Equal(!s_withoutConnection.Contains(name), Find(name).Parameters.ContainsKey("Connection"));

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Parameters_are_switches_not_booleans_and_secrets_are_no_plain_text(string name)
    {
        foreach (var parameter in Own(name))
        {
            Assert.NotEqual(typeof(bool), parameter.ParameterType);
            Assert.False(parameter.ParameterType == typeof(string) && (parameter.Name.Contains("Secret", StringComparison.Ordinal) || parameter.Name.Contains("Password", StringComparison.Ordinal)), parameter.Name);
            if (parameter.Name == "SecurityToken")
            {
                Assert.Equal(typeof(SecureString), parameter.ParameterType);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Lists_have_singular_names_and_tables_are_dictionaries(string name)
    {
        foreach (var parameter in Own(name))
        {
            if (parameter.ParameterType.IsArray)
            {
                Assert.False(parameter.Name.EndsWith('s') && !parameter.Name.EndsWith("Address", StringComparison.Ordinal), parameter.Name);
            }

            Assert.NotEqual(typeof(System.Collections.Hashtable), parameter.ParameterType);
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void At_most_one_parameter_of_a_set_takes_the_whole_object(string name)
    {
        foreach (var set in Find(name).ParameterSets)
        {
            Assert.True(set.Parameters.Count(parameter => parameter.ValueFromPipeline) <= 1, $"{name} {set.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void Mandatory_parameters_say_what_they_are(string name)
    {
        foreach (var parameter in Find(name).ParameterSets.SelectMany(set => set.Parameters).Where(parameter => parameter.IsMandatory))
        {
            Assert.False(string.IsNullOrEmpty(parameter.HelpMessage), $"{name} -{parameter.Name}");
        }
    }

    [Fact]
    public void What_cmdlets_emit_is_public_sealed_unchangeable_and_ours()
    {
        foreach (var type in s_cmdlets.Value.SelectMany(cmdlet => cmdlet.OutputType).Select(output => output.Type).Distinct())
        {
            if (type is null || type == typeof(void) || type.IsPrimitive || type == typeof(string) || type.Namespace!.StartsWith("System", StringComparison.Ordinal))
            {
                continue;
            }

            // the classes of logs are made from these two when logs come, and scripts may change their fields
            var isLog = type.FullName is "AliLogOps.LogEntry" or "AliLogOps.LogQueryRow";
            Assert.True(type.IsPublic && (isLog ? type.IsAbstract : type.IsSealed), type.FullName);
            Assert.Equal("AliLogOps", type.Namespace);
            Assert.Equal(type, type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType);
            if (isLog)
            {
                continue;
            }

            foreach (var property in type.GetProperties())
            {
                Assert.True(property.SetMethod is null || !property.SetMethod.IsPublic || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"), $"{type.Name}.{property.Name} can be changed");
                Assert.DoesNotContain(property.Name, (string[])["Name", "Project"]);
            }
        }
    }

    [Fact]
    public void Every_cmdlet_is_used_by_a_test()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(StagedModule.RepositoryRoot, "tests", "AliLogOps.Module.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToArray();
        Assert.All(s_cmdlets.Value, cmdlet => Assert.Contains(sources, text => Regex.IsMatch(text, cmdlet.Name + "(?![A-Za-z])")));
    }

    [Fact]
    public void Messages_name_only_cmdlets_that_exist()
    {
        // remedies point at cmdlets; one that does not exist would be a dead end
        var text = string.Join('\n', Directory.EnumerateFiles(Path.Combine(StagedModule.RepositoryRoot, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !path.Contains("AliLogOps.Emulator", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var named = Regex.Matches(text, @"\b(?:Get|Set|New|Remove|Add|Test|Connect|Disconnect|Start|Stop|Search|Read|Send|Split|Merge|Import|Export|Compare|Wait|Watch)-Ali[A-Za-z]+").Select(match => match.Value).Distinct();
        Assert.All(named, cmdlet => Assert.Contains(s_cmdlets.Value, info => info.Name == cmdlet));
    }

    [Fact]
    public void Every_resource_a_view_names_exists()
    {
        var views = System.Xml.Linq.XDocument.Load(Path.Combine(StagedModule.Root, "AliLogOps.Format.ps1xml"));
        var assemblies = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name!.StartsWith("AliLogOps", StringComparison.Ordinal) && assembly != GetType().Assembly).ToArray();
        Assert.NotEmpty(s_cmdlets.Value);
        foreach (var name in views.Descendants("TypeName").Select(element => element.Value.Split('#')[0]).Where(name => name != "AliLogOps.LogEntry"))
        {
            Assert.Contains(assemblies, assembly => assembly.GetType(name) is not null);
        }
    }

    private static CmdletInfo Find(string name) => s_cmdlets.Value.Single(cmdlet => cmdlet.Name == name);

    private static IEnumerable<ParameterMetadata> Own(string name) => Find(name).Parameters.Values
        .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name));
}
