using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AliLogOps.Emulator.Hosting;

/// <summary>What is printed on stdout when the emulator answers. The only place where the run's secrets are shown.</summary>
internal static class ReadyLine
{
    public static string Format(EmulatorServices services)
    {
        return services.Options.Output == OutputFormat.Json ? Json(services) : Text(services);
    }

    private static string Json(EmulatorServices services)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("endpoint", services.EndpointText);
            writer.WriteString("region", services.Region);
            writer.WriteString("accessKeyId", services.Credentials.MainKeyId);
            writer.WriteString("accessKeySecret", services.Credentials.MainKeySecret);
            writer.WriteString("controlToken", services.ControlToken);
            writer.WriteNumber("processId", Environment.ProcessId);
            writer.WriteString("version", EmulatorVersion.Text);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Text(EmulatorServices services)
    {
        return string.Join(
            Environment.NewLine,
            $"AliLogOps.Emulator {EmulatorVersion.Text} is ready.",
            $"  endpoint           {services.EndpointText}",
            $"  region             {services.Region}",
            $"  access key id      {services.Credentials.MainKeyId}",
            $"  access key secret  {services.Credentials.MainKeySecret}",
            $"  control token      {services.ControlToken}",
            $"  process            {Environment.ProcessId}",
            $"  data               {services.Database.DataPath ?? "in memory"}");
    }
}
