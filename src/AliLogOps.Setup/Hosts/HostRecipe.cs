namespace AliLogOps.Setup.Hosts;

/// <summary>Ways to bring the files onto a host.</summary>
public enum HostRecipe
{
    /// <summary>Packer provisioners, JSON.</summary>
    PackerJson,

    /// <summary>Packer provisioners, HCL.</summary>
    PackerHcl,

    /// <summary>A cloud-init document.</summary>
    CloudInit,
}

/// <summary>Makes recipes.</summary>
public static class HostRecipes
{
    /// <summary>A recipe as a file change, compared with what <paramref name="target"/> holds.</summary>
    public static HostFileChange Create(HostRecipe recipe, HostFileOptions options, string region, string sourceFolder, string target)
    {
        HostLayout layout = HostLayout.For(options.Agent);
        IReadOnlyList<HostFile> files = HostFileSet.Create(options);
        string text = recipe switch
        {
            HostRecipe.PackerJson => PackerFile.CreateJson(files, layout, region, sourceFolder),
            HostRecipe.PackerHcl => PackerFile.CreateHcl(files, layout, region, sourceFolder),
            HostRecipe.CloudInit => CloudInitFile.Create(files, layout, region),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe, "Not a recipe."),
        };
        HostFileKind kind = recipe == HostRecipe.CloudInit ? HostFileKind.CloudInit : HostFileKind.Packer;
        return HostFileChange.CompareAt(new HostFile(kind, target, text), target);
    }
}
