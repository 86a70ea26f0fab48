using System.Text;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>Short forms for the lines of the tests.</summary>
internal static class LineText
{
    /// <summary>The names of the fields of version 0.1.</summary>
    public static readonly string[] Fields = ["hostname", "pri-text", "protocol-version", "app-name", "procid", "msgid"];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>A whole line of version 0.1, LF included.</summary>
    public static string Wire(string message, long time = 1700000000, string tag = "sys_tag", string ip = "10.1.2.3") =>
        $"0.1 {tag} {time} {ip} web-1 daemon.info 0 todo-list 705 - {message}\n";
}
