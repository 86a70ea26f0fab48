using System.Text.Json;

namespace AliLogOps.Setup.Definition;

/// <summary>Reads what <c>terraform output -json</c> prints, so that names Terraform has made can stand in a definition as placeholders.</summary>
public static class TerraformOutput
{
    /// <summary>Texts and numbers by the outputs' names. Sensitive outputs and lists or maps are left out.</summary>
    /// <param name="text">What Terraform printed.</param>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var output in document.RootElement.EnumerateObject())
            {
                if (output.Value.TryGetProperty("sensitive", out var sensitive) && sensitive.ValueKind == JsonValueKind.True)
                {
                    continue;
                }

                var value = output.Value.GetProperty("value");
                if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                {
                    values[output.Name] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"This is not what 'terraform output -json' prints: {problem.Message} Run it in the folder of the configuration and keep its output in a file.", problem);
        }

        return values;
    }
}
